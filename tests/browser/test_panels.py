"""The panels that open on demand: the error history, the gradient check, and the state as Python."""

import io
import re
from contextlib import redirect_stdout

import numpy as np
import pytest
from explorer_page import error_of, number, precise
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import ALL, one_weight, two_two_two

pytestmark = pytest.mark.browser


def history(explorer):
    return explorer.root.get_by_role("img", name=re.compile("^Error after each update"))


def test_the_history_is_linear_or_logarithmic(explorer):
    explorer.open("Error history")
    explorer.press("×100", "log")
    said = re.compile("0.298.* at update 0, .* at update 100; log scale")
    expect(history(explorer)).to_have_attribute("aria-label", said)


def test_a_history_without_its_theta_is_not_the_present_run(explore):
    widget = bp.Explorer(two_two_two)
    widget.theta = np.full(10, 0.25)
    explorer = explore(widget)
    explorer.open("Error history")
    error = error_of(two_two_two, **dict.fromkeys(two_two_two.network.names, 0.25))
    explorer.shows(error)
    expect(history(explorer)).to_have_attribute("aria-label", re.compile(f": {error:.4f} at update 0"))


def test_the_gradient_check_compares_two_ways(explorer):
    explorer.open("Gradient check")
    check = explorer.panel("Gradient check")
    expect(check).to_contain_text("The two agree.")
    _, gradient = two_two_two.network.gradient(two_two_two.theta, two_two_two.x, two_two_two.t)
    rows = check.get_by_role("row").all()[1:]
    assert len(rows) == len(gradient)
    for row, value in zip(rows, gradient, strict=True):
        backpropagated, numerical = (number(cell.inner_text()) for cell in row.get_by_role("cell").all()[1:3])
        assert backpropagated == pytest.approx(value, rel=1e-3)
        assert numerical == pytest.approx(value, rel=1e-3)
    explorer.choose("order of update", "output layer first")
    expect(check).to_contain_text("The two differ: the deltas")


def test_the_two_agree_where_the_gradient_vanishes(explore):
    explorer = explore(bp.Explorer(one_weight, theta=[2.0], open=["check"]))
    expect(explorer.panel("Gradient check")).to_contain_text("The two agree.")


@pytest.mark.parametrize("example", ALL, ids=lambda each: each.name)
def test_the_copied_python_runs_and_has_the_state(explore, example):
    explorer = explore(bp.Explorer(example))
    explorer.choose("optimizer", "Adam")
    explorer.press("×10")
    explorer.has_made(10)
    text, said = explorer.copied("as Python"), io.StringIO()
    with redirect_stdout(said):
        exec(compile(text, "copied", "exec"), {})
    assert "its memory begins at 0" in text
    lines = dict(re.findall(r"^(error.*) (\S+)$", said.getvalue(), re.MULTILINE))
    explorer.says(f"Error {precise(float(lines['error']))}")
