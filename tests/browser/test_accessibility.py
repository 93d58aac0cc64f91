"""What the keyboard reaches and a screen reader hears."""

import re

import pytest
from accessibility import violations
from explorer_page import Explorer
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import one_weight, two_two_two
from backprop.widgets.explorer import PANELS

pytestmark = pytest.mark.browser


def test_the_keyboard_alone_reaches_everything(explorer):
    keyboard, reached = explorer.page.keyboard, set()
    keyboard.press("Tab")
    expect(explorer.button("Step")).to_be_focused()
    keyboard.press("Enter")
    explorer.says("Error 0.291027774")
    for _ in range(80):
        keyboard.press("Tab")
        reached.add(explorer.page.evaluate(javascript("focused")))
    assert {"edge w5", "neuron h1", "bias b1", "w5", "w5 slider", "learning rate", "Next", "horizontal axis"} <= reached
    assert any(name.startswith("point:") for name in reached)


def test_there_is_exactly_one_status_and_no_output(explorer):
    expect(explorer.status).to_have_count(1)
    expect(explorer.root.locator("output")).to_have_count(0)


def test_a_menu_of_the_toolbar_shows_its_name(explore):
    explorer = explore(bp.Explorer(one_weight))
    for name in ("optimizer", "examples of an update", "example", "pace of Play"):
        expect(explorer.menu(name)).to_have_count(1)
        label = explorer.root.locator("label").filter(has=explorer.page.get_by_role("combobox", name=name, exact=True))
        expect(label).to_contain_text(re.compile(f"^{name}"))


def test_axe_finds_nothing_in_either_theme(show):
    question = bp.Question("How much is `1 + 1`?", answer=2, hint="Count.", solution="Two.")
    choice = bp.Question("Which?", answer="a", choices=["a", "b"])
    page = show(bp.Explorer(two_two_two, open=PANELS), bp.Explorer(one_weight), question, choice)
    explorer = Explorer(page)
    explorer.press("All weights", "All biases", "Inputs and targets", "backward", "Copy link")
    page.get_by_label("your answer").fill("3")
    page.get_by_role("button", name="Check", exact=True).first.click()
    expect(page.get_by_text("Not yet.")).to_be_visible()
    page.wait_for_timeout(200)  # colors that fade
    assert violations(page, "dark") == []
    # A theme changes nothing but colors.
    assert violations(page, "light", runOnly=["color-contrast"]) == []


def test_axe_finds_nothing_in_a_formula_with_paths_a_mean_or_nested_fractions(show):
    page = show(bp.Explorer(two_two_two, optimizer="adam"), bp.Explorer(one_weight))
    first, second = Explorer(page), Explorer(page, 1)
    for paths_or_fractions, mean in (("delta h1", "mean E"), ("new w1", "mean dE/dW")):
        first.walk_to(paths_or_fractions)
        second.walk_to(mean)
        assert violations(page, "dark", ".bp-steps") == []
        assert violations(page, "light", ".bp-steps", runOnly=["color-contrast"]) == []
