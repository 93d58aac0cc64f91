"""Time the frames of the 2-2-2 explorer in Chromium at 1440x900 while it moves, and look at its memory.

A frame counts from one animation frame to the next. On a quiet machine none is to be longer than 100 ms. On a busy one
look at the work of the page's thread instead: its processor time in one task, from Chromium's trace.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

import numpy as np

import backprop as bp

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

SECONDS = 4
#: Starts to note the time of each frame; `window.endOfFrames()` ends it and gives the lengths in ms.
RECORD = """() => {
  const times = [];
  let goesOn = true;
  const note = (time) => { times.push(time); if (goesOn) requestAnimationFrame(note); };
  requestAnimationFrame(note);
  window.endOfFrames = () => { goesOn = false; return times.slice(1).map((time, k) => time - times[k]); };
}"""
MEMORY = """async ([name, times]) => {
  const root = document.querySelector("[data-example]");
  const button = [...root.querySelectorAll("button")].find((each) => each.textContent === name);
  for (let k = 0; k < times; k++) {
    button.click();
    if (k % 20 === 19) await new Promise(requestAnimationFrame);
  }
  for (let k = 0; k < 30; k++) await new Promise(requestAnimationFrame);
  window.gc();
  return [performance.memory.usedJSHeapSize / 1e6, document.querySelectorAll("*").length];
}"""


def walk(page):
    """Press Next, and let each assignment come in."""
    for _ in range(10 * SECONDS // 4):
        page.get_by_role("button", name="Next", exact=True).click()
        page.wait_for_timeout(400)


def play(page):
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_timeout(1000 * SECONDS)
    page.get_by_role("button", name="Pause", exact=True).click()


def play_fast(page):
    page.get_by_role("combobox", name="pace of Play", exact=True).select_option("6000")
    play(page)


def drag(page):
    """Drag the point over the map in small moves."""
    box = page.locator(".bp-handle").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for k in range(100):
        page.mouse.move(x - 1.5 * k, y - 0.8 * k)
    page.mouse.up()


def tweak(page):
    """Move a slider of the controls by its keys."""
    slider = page.get_by_role("slider", name="w5 slider", exact=True)
    for _ in range(60):
        slider.press("ArrowRight")


def tasks(trace):
    """The processor time of each task of the thread that runs a page, in ms."""
    events = json.loads(trace)["traceEvents"]
    names = [event for event in events if event.get("name") == "thread_name"]
    pages = {(each["pid"], each["tid"]) for each in names if each["args"]["name"] == "CrRendererMain"}
    run = [event for event in events if event.get("name", "").endswith("RunTask") and "tdur" in event]
    return [event["tdur"] / 1000 for event in run if (event["pid"], event["tid"]) in pages]


def main():
    from conftest import CHROMIUM_OPTIONS, chromium
    from playwright.sync_api import sync_playwright

    os.environ.setdefault("CHROMIUM", "chromium")  # the one that readers have, with windows
    if chromium() is None:
        print("no Chromium found: the explorer is not timed")
        return
    from browser.conftest import write_page

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        options = [*CHROMIUM_OPTIONS, "--js-flags=--expose-gc", "--enable-precise-memory-info"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=options)
        file = write_page([bp.Explorer(bp.examples.two_two_two)], Path(folder, "page.html"))
        for move in (walk, play, play_fast, drag, tweak):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(file.as_uri())
            page.evaluate("window.widgetsReady.then(() => new Promise(requestAnimationFrame))")
            page.evaluate(RECORD)
            browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
            move(page)
            work = max(tasks(browser.stop_tracing()))
            p50, p95, longest = np.percentile(page.evaluate("window.endOfFrames()"), [50, 95, 100])
            frames = f"p50 {p50:5.1f} ms   p95 {p95:5.1f} ms   longest {longest:5.1f} ms   at most 100"
            print(f"{move.__name__:<10} {frames}   longest work {work:5.1f} ms")
        for name, times in (("Step", 2000), ("Next", 500 * 33)):
            used = [page.evaluate(MEMORY, [name, times // 2]) for _ in range(3)]
            sizes = ", ".join(f"{memory:.1f} MB with {nodes} elements" for memory, nodes in used)
            print(f"after each {times // 2} of {name}: {sizes}")
        browser.close()


if __name__ == "__main__":
    main()
