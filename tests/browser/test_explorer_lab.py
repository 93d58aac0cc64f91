"""The explorer in a real JupyterLab on loopback: Python sees the widget, and the widget sees Python."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.lab, pytest.mark.xdist_group("lab")]

CELLS = [
    "import backprop as bp, ipywidgets as w\n"
    "from backprop.examples import one_weight, single_neuron, two_two_two\n"
    "explorer = bp.Explorer(two_two_two, axes=('w5', 'w6')); seen = []\n"
    "explorer.observe(lambda change: seen.append(change.name))\nexplorer",
    "slider = w.FloatSlider(value=0.5, min=0.1, max=9, step=0.1, description='stock')\n"
    "link = w.jslink((slider, 'value'), (explorer, 'learning_rate')); slider",
    "print('A', explorer.theta[5], len(explorer.history['step']), explorer.history['error'][-1], 'theta' in seen)",
    "explorer.theta = [0.1] * 10; explorer.axes = ['w1', 'b2']",
    "print('B', explorer.learning_rate, explorer.axes)",
    "explorer.example = single_neuron",
    "print('C', explorer.theta, explorer.history['step'])",
    "def draw(ax, W): ax.plot([0, 1], [0, W])\ntweaked = bp.tweak(draw, W=(0.0, 2.0), alt='a line'); tweaked",
    "tweaked.controls['W'].value = 1.5",
]


LINKED = [
    "import backprop as bp, ipywidgets as w\n"
    "explorer, seen = bp.Explorer(bp.examples.two_two_two, axes=('w5', 'w6')), []\n"
    "w5 = explorer.parameter('w5')\n"
    "w5.observe(lambda change: seen.append(round(change.new, 3)), 'value')\n"
    "slider = w.FloatSlider(value=0.25, min=-8, max=8, step=0.25)\n"
    "link = w.link((slider, 'value'), (w5, 'value')); explorer",
    "slider",
    "print('A', seen, explorer['w5'] == explorer.theta[5] == slider.value)",
    "explorer['w5'] = -2",
    "slider.value = -3",
    "print('B', seen, explorer['w5'] == explorer.theta[5] == slider.value)",
]

BUSY = [
    "import time, backprop as bp\n"
    "explorer = bp.Explorer(bp.examples.two_two_two, axes=('w5', 'w6')); explorer",
    "for k in range(9):\n    explorer.theta = [k / 8] * 10\n    time.sleep(0.4)\nprint('done')",
    "print('A', explorer.theta, explorer.history['step'], explorer.history['theta'])",
    "explorer.theta = [0.25] * 10; explorer.theta = [0.75] * 10",
    "print('B', explorer.theta, explorer.history['theta'])",
]

OWN = [
    "import backprop as bp\nexplorer = bp.Explorer(bp.examples.two_two_two, editable=True); explorer",
    "own = explorer.example\n"
    "print('A', own.network.names, own.theta, own.t, explorer.theta, explorer.history['step'])",
    "explorer['w1'] = 2; explorer",
    "explorer.example = bp.examples.single_neuron",
]


def notebook(sources):
    cells = [
        {"cell_type": "code", "id": f"c{k}", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
        for k, text in enumerate(sources)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture(scope="module")
def lab():
    """Address of a JupyterLab, and the folder that it serves."""
    # Not pytest's own folder: the path of a socket has at most some hundred characters.
    with tempfile.TemporaryDirectory() as name, open(Path(name, "log"), "w") as log:
        folder = Path(name)
        own = {f"JUPYTER_{kind}_DIR": str(folder / f".{kind}") for kind in ("CONFIG", "DATA", "RUNTIME")}
        # Kernels on sockets: where another process takes the port of a kernel first, JupyterLab waits in vain.
        options = ["--no-browser", "--allow-root", "--port=0", "--IdentityProvider.token=", "--transport=ipc"]
        command = [sys.executable, "-m", "jupyterlab", "--ip=127.0.0.1", *options]
        server = subprocess.Popen(command, cwd=folder, env=os.environ | own, stdout=log, stderr=log)
        try:
            for _ in range(240):
                started = [file for file in folder.glob(".RUNTIME/jpserver-*.json") if file.stat().st_size]
                if started:
                    break
                time.sleep(0.5)
            else:
                pytest.fail("JupyterLab did not start")
            yield json.loads(started[0].read_text())["url"], folder
        finally:
            server.terminate()
            server.wait()
            print((folder / "log").read_text()[-4000:])


@pytest.fixture
def opened(browser, lab, request):
    """``page, cells, run = opened(sources)``: a notebook of these cells; ``run(place)`` runs one, gives its output."""
    address, folder = lab
    name = f"{request.node.name}.ipynb"
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(60_000)

    def opened(sources):
        (folder / name).write_text(json.dumps(notebook(sources)))
        page.goto(f"{address}lab/workspaces/{request.node.name}/tree/{name}")
        cells = page.locator(".jp-Notebook .jp-CodeCell")
        expect(cells).to_have_count(len(sources))
        page.get_by_role("button", name="| Idle").wait_for()

        def run(place):
            cells.nth(place).locator(".cm-content").click()
            page.keyboard.press("Shift+Enter")
            return cells.nth(place).locator(".jp-OutputArea")

        return page, cells, run

    yield opened
    page.close()


def test_in_jupyterlab(opened):
    page, cells, run = opened(CELLS)
    run(0)
    root = page.locator("[data-example]")
    status, rate = root.get_by_role("status"), root.get_by_role("spinbutton", name="learning rate")
    expect(status).to_have_text("Error 0.298371109")
    run(1)
    stock = cells.nth(1).get_by_role("slider")
    expect(stock).to_be_visible()
    root.get_by_role("button", name="Step", exact=True).click()
    expect(status).to_have_text("Error 0.291027774")
    expect(run(2)).to_contain_text("A 0.35891647971788465 2 0.2910277736")
    expect(cells.nth(2)).to_contain_text("True")
    run(3)
    expect(root.get_by_role("spinbutton", name="w1", exact=True)).to_have_value("0.1")
    moved = "point: w1 0.1000, b2 0.1000; arrow keys move it"
    expect(root.locator(".bp-handle")).to_have_attribute("aria-label", moved)
    stock.press("ArrowRight")
    expect(rate).to_have_value("0.6")
    rate.fill("2.5")
    rate.press("Tab")
    expect(cells.nth(1)).to_contain_text("2.50")
    expect(run(4)).to_contain_text("B 2.5 ['w1', 'b2']")
    run(5)
    expect(page.locator("[data-example=single_neuron]").get_by_role("status")).to_be_visible()
    page.locator("[data-example]").get_by_role("button", name="×10", exact=True).click()
    expect(page.locator("[data-example] .bp-step")).to_have_text("update 10")
    expect(run(6)).to_contain_text("10]")
    run(7)
    picture, move = cells.nth(7).get_by_role("img"), cells.nth(7).get_by_role("slider", name="W")
    expect(picture).to_have_attribute("alt", "W 1.00: a line")
    before = picture.get_attribute("src")
    move.press("ArrowRight")
    expect(picture).to_have_attribute("alt", "W 1.01. At W 1.00: a line")
    assert picture.get_attribute("src") != before
    run(8)
    expect(move).to_have_attribute("aria-valuetext", "1.50")
    expect(picture).to_have_attribute("alt", "W 1.50. At W 1.00: a line")


def test_a_stock_slider_and_a_weight_drive_each_other(opened):
    page, cells, run = opened(LINKED)
    run(0)
    root = page.locator("[data-example]")
    status, w5 = root.get_by_role("status"), root.get_by_role("spinbutton", name="w5", exact=True)
    expect(w5).to_have_value("0.25")
    run(1)
    slider, error = cells.nth(1).get_by_role("slider"), status.inner_text()
    slider.press("ArrowRight")
    expect(w5).to_have_value("0.5")
    expect(status).not_to_have_text(error)
    w5.fill("1.5")
    w5.press("Tab")
    expect(slider).to_have_attribute("aria-valuenow", "1.5")
    expect(run(2)).to_contain_text("A [0.25, 0.5, 1.5] True")
    for place, value in ((3, "-2"), (4, "-3")):
        run(place)
        expect(w5).to_have_value(value)
        expect(slider).to_have_attribute("aria-valuenow", f"{value}.0")
    root.get_by_role("button", name="Step", exact=True).click()
    expect(root.locator(".bp-step")).to_have_text("update 1")
    new = float(w5.input_value())
    assert new != -3
    expect(run(5)).to_contain_text(f"B [0.25, 0.5, 1.5, -2.0, -3.0, {round(new, 3)}] True")


def test_the_page_ends_where_a_busy_kernel_has_put_it(opened):
    page, cells, run = opened(BUSY)
    run(0)
    w5 = page.locator("[data-example]").get_by_role("spinbutton", name="w5", exact=True)
    expect(w5).to_have_value("0.4")
    seen = run(1)
    expect(w5).not_to_have_value("0.4")  # It moves while the kernel is busy.
    expect(seen).not_to_contain_text("done", timeout=1)
    expect(seen).to_contain_text("done")
    ones = [1.0] * 10
    expect(run(2)).to_contain_text(f"A {ones} [0] {[ones]}")
    page.wait_for_timeout(1000)  # Time for an answer, if there were one.
    expect(w5).to_have_value("1")
    run(3)
    last = [0.75] * 10
    expect(run(4)).to_contain_text(f"B {last} {[last]}")
    page.wait_for_timeout(1000)
    expect(w5).to_have_value("0.75")


def test_page_and_python_agree_after_a_drag_while_the_kernel_is_busy(opened):
    page, cells, run = opened(BUSY)
    run(0)
    root = page.locator("[data-example]")
    names = ("w5", "w6")
    boxes = [root.get_by_role("spinbutton", name=name, exact=True) for name in names]
    handle = root.locator(".bp-handle")
    expect(boxes[0]).to_have_value("0.4")
    seen = run(1)
    expect(boxes[0]).not_to_have_value("0.4")
    handle.scroll_into_view_if_needed()
    place = handle.bounding_box()
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for k in range(1, 12):
        page.mouse.move(x + 5 * k, y - 3 * k)
        page.wait_for_timeout(100)
    page.mouse.up()
    expect(seen).to_contain_text("done")
    page.wait_for_timeout(1500)
    said = run(2)
    expect(said).to_contain_text("A [")
    theta, history = said.inner_text().strip().removeprefix("A ").split("] [", 1)
    theta = json.loads(theta + "]")
    assert [float(box.input_value()) for box in boxes] == pytest.approx(theta[5:7])
    assert history.endswith(f"{theta}]")  # The run that Python has ends at its parameters.


TWO_VIEWS = [
    "import backprop as bp\nexplorer = bp.Explorer(bp.examples.two_two_two, axes=('w5', 'w6')); explorer",
    "explorer",
    "bp.Question('Which?', answer='up', choices=['up', 'down'])",
]


def test_two_views_of_an_explorer_show_one_state_and_keep_their_keys(opened):
    page, cells, run = opened(TWO_VIEWS)
    run(0)
    run(1)
    first, second = page.locator("[data-example]").nth(0), page.locator("[data-example]").nth(1)
    first.get_by_role("button", name="Step", exact=True).click()
    for view in (first, second):
        expect(view.get_by_role("status")).to_have_text("Error 0.291027774")
    slider = second.get_by_role("slider", name="w5 slider")
    before = float(slider.input_value())
    slider.press("ArrowRight")
    expect(slider).to_be_focused()  # JupyterLab has not taken the key to go to the next cell.
    assert float(slider.input_value()) > before
    box = first.get_by_role("spinbutton", name="w5", exact=True)
    expect(box).to_have_value(second.get_by_role("spinbutton", name="w5", exact=True).input_value())
    second.get_by_role("button", name="Undo").click()
    second.get_by_role("button", name="Undo").click()
    expect(first.get_by_role("status")).to_have_text("Error 0.298371109")
    run(2)
    up, down = page.get_by_role("radio", name="up"), page.get_by_role("radio", name="down")
    up.check()
    up.press("ArrowDown")
    expect(down).to_be_checked()


def test_python_has_what_the_reader_builds(opened):
    page, cells, run = opened(OWN)
    run(0)
    form = page.get_by_role("group", name="Build your network")
    form.get_by_role("button", name="One neuron", exact=True).click()
    form.get_by_role("textbox", name="value of w2, i2 to o1").fill("0,25")
    form.get_by_role("textbox", name="value of b1, bias of o1").fill("0.1 or so")
    root = page.locator("[data-example]")
    root.get_by_role("button", name="Step", exact=True).click()
    expect(root.locator(".bp-step")).to_have_text("update 1")
    expect(run(1)).to_contain_text("A ('w1', 'w2', 'b1') [0.5  0.25 0.1 ] [[1.]]")
    expect(cells.nth(1)).to_contain_text("[0, 1]")
    run(2)
    shown = cells.nth(2)  # a second display of the same widget
    expect(shown.get_by_role("spinbutton", name="w1", exact=True)).to_have_value("2")
    expect(shown.get_by_role("textbox", name="value of b1, bias of o1")).to_have_value("0.1 or so")
    assert "#" not in page.url
    run(3)
    expect(form.first.get_by_role("textbox", name="value of b, bias of o1")).to_be_visible()
