"""The explorer in a real JupyterLab on loopback: Python sees the widget, and the widget sees Python."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.lab]

CELLS = [
    "import backprop as bp, ipywidgets as w\n"
    "from backprop.examples import one_weight, single_neuron, two_two_two\n"
    "explorer = bp.Explorer(two_two_two); seen = []\n"
    "explorer.observe(lambda change: seen.append(change.name))\nexplorer",
    "slider = w.FloatSlider(value=0.5, min=0.1, max=9, step=0.1, description='stock')\n"
    "link = w.jslink((slider, 'value'), (explorer, 'learning_rate')); slider",
    "print('A', explorer.theta[5], len(explorer.history['step']), explorer.history['error'][-1], 'theta' in seen)",
    "explorer.theta = [0.1] * 10; explorer.axes = ['w1', 'b2']",
    "print('B', explorer.learning_rate, explorer.axes)",
    "explorer.example = single_neuron",
    "print('C', explorer.theta, explorer.history['step'])",
    "def draw(ax, W): ax.plot([0, 1], [0, W])\ntweaked = bp.tweak(draw, W=(0.0, 2.0), alt='a line'); tweaked",
]


def notebook():
    cells = [
        {"cell_type": "code", "id": f"c{k}", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
        for k, text in enumerate(CELLS)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def lab(tmp_path):
    """Address of a JupyterLab that serves a folder with one notebook."""
    (tmp_path / "try.ipynb").write_text(json.dumps(notebook()))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    own = {f"JUPYTER_{name}_DIR": str(tmp_path / f".{name}") for name in ("CONFIG", "DATA", "RUNTIME")}
    options = ["--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1", "--IdentityProvider.token="]
    with open(tmp_path / "log", "w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options], cwd=tmp_path, env=os.environ | own, stdout=log, stderr=log
        )
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api").close()
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait()


def test_in_jupyterlab(browser, lab):
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(30_000)
    page.goto(f"{lab}/lab/tree/try.ipynb?reset")
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    expect(cells).to_have_count(len(CELLS), timeout=60_000)
    page.get_by_text("Python 3", exact=False).first.wait_for()

    def run(place):
        cells.nth(place).locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        return cells.nth(place).locator(".jp-OutputArea")

    run(0)
    root = page.locator("[data-example]")
    status, rate = root.get_by_role("status"), root.get_by_role("spinbutton", name="learning rate")
    expect(status).to_have_text("Error 0.298371109", timeout=60_000)
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
    picture, move = cells.nth(7).get_by_alt_text("a line"), cells.nth(7).get_by_role("slider")
    expect(picture).to_have_count(1)
    expect(cells.nth(7).get_by_text("Open this page in Jupyter")).to_be_hidden()
    before = picture.get_attribute("src")
    move.press("ArrowRight")
    expect(cells.nth(7).get_by_alt_text("a line")).not_to_have_attribute("src", before)
    expect(picture).to_have_count(1)
    page.close()
