"""Time the 2-2-2 explorer in Chromium: p50 and p95 of what a reader waits for.

A slider event counts from its dispatch to the end of the frame in which all that is open is repainted.
"""

import os
import sys
import tempfile
from pathlib import Path

import numpy as np

import backprop as bp
from backprop.widgets.bundle import esm
from backprop.widgets.explorer import MODULES

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

EVENTS = """async () => {
  const root = document.querySelector("[data-example]"), slider = root.querySelector("[aria-label='w1 slider']");
  const handler = [], finished = [];
  for (let k = 0; k < 200; k++) {
    await new Promise(requestAnimationFrame);
    // They draw in an animation frame that they ask for in the handler; this one comes just before, in the same
    // frame, so that their drawing counts. A message comes after the frame: after layout, painting and commit.
    const frame = new Promise((done) => requestAnimationFrame(() => {
      const begun = performance.now(), { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now() - begun);
      port2.postMessage(null);
    }));
    const start = performance.now();
    slider.value = (k % 100) / 50;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    handler.push(performance.now() - start);
    finished.push(handler.at(-1) + await frame);
  }
  return [handler, finished];
}"""
COMPUTE = """({ spec, formulas, x, t }) => {
  const method = { optimizer: "sgd", order: "simultaneous", examples: 1 };
  const program = new window.Program(window.writeTrace(spec, formulas, method));
  const constants = Object.values(program.constants), start = Float64Array.from(spec.start.theta);
  [x, t] = [x, t].map((rows) => Float64Array.from(rows.flat()));
  const points = Float64Array.from({ length: 200 }, (_, k) => -4 + k * 8 / 199), out = new Float32Array(40000);
  const timed = (run, times) => Array.from({ length: times }, () => {
    const from = performance.now(); run(); return performance.now() - from;
  });
  const surface = (axes) => timed(() => program.surface(start, x, t, 1, axes, points, points, out), 200);
  const steps = { first: 0, count: 10000, stride: 8, out: new Float64Array(1251 * start.length) };
  return {
    "surface 200x200 over w5, w6": surface(["w5", "w6"]),
    "surface 200x200 over w1, w5": surface(["w1", "w5"]),
    "10,000 training steps": timed(() => program.train(start.slice(), [], constants, x, t, 1, steps), 60),
  };
}"""
MEMORY = """async () => {
  const root = document.querySelector("[data-example]"), press = (name) =>
    [...root.querySelectorAll("button")].find((button) => button.textContent === name).click();
  const used = [];
  for (let round = 0; round < 3; round++) {
    for (let k = 0; k < 500; k++) press("\\u00d7100");
    await new Promise(requestAnimationFrame);
    window.gc();
    used.push(performance.memory.usedJSHeapSize / 1e6);
  }
  return used;
}"""


def line(name, times, bound=""):
    p50, p95 = np.percentile(times, [50, 95])
    print(f"{name:<44} p50 {p50:7.2f} ms   p95 {p95:7.2f} ms   {bound}")


def main():
    from conftest import CHROMIUM_OPTIONS, chromium
    from playwright.sync_api import sync_playwright

    os.environ.setdefault("CHROMIUM", "chromium")  # the one that readers have, with windows
    if chromium() is None:
        print("no Chromium found: the explorer is not timed")
        return
    from browser.conftest import write_page

    # The panels that are open at first, w1 among the controls.
    explorer = bp.Explorer(bp.examples.two_two_two, axes=("w1", "w5"))
    print(f"{'_esm and _css':<44} {len((explorer._esm + explorer._css).encode()) / 1000:.0f} KB")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        options = [*CHROMIUM_OPTIONS, "--js-flags=--expose-gc", "--enable-precise-memory-info"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=options)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(write_page([explorer], Path(folder, "page.html")).as_uri())
        page.evaluate("window.widgetsReady.then(() => new Promise(requestAnimationFrame))")
        opened = page.evaluate("performance.now()")
        print(f"{'first interaction after opening the file':<44} {opened:.0f} ms   at most 1000")
        page.evaluate(EVENTS)
        handler, finished = page.evaluate(EVENTS)
        line("slider event, its handler", handler, "p50 at most 3")
        line("slider event to finished repaint", finished, "p95 at most 16.7")
        used = page.evaluate(MEMORY)
        print(f"{'memory after 50, 100, 150 thousand steps':<44} {', '.join(f'{each:.1f}' for each in used)} MB")
        page.evaluate(
            "text => import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })))",
            esm(*MODULES) + "\nObject.assign(window, { Program, writeTrace });",
        )
        state = {"spec": explorer.spec, "formulas": explorer.formulas, "x": explorer.x, "t": explorer.t}
        page.evaluate(COMPUTE, state)
        for name, times in page.evaluate(COMPUTE, state).items():
            line(name, times, "at most 5" if "steps" in name else "at most 1")
        browser.close()


if __name__ == "__main__":
    main()
