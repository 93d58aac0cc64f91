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


def test_a_formula_that_is_wider_than_a_phone_is_scrolled_by_the_keyboard(explore):
    explorer = explore(bp.Explorer(bp.examples.three_classes), viewport={"width": 390, "height": 844})
    keyboard, place = explorer.page.keyboard, explorer.steps.locator(".bp-place")
    explorer.walk_to("z o1")
    explorer.button("Check my number").focus()
    keyboard.press("Tab")
    expect(place).not_to_be_focused()  # It fits.
    explorer.walk_to("E")
    explorer.button("Check my number").focus()
    keyboard.press("Tab")
    expect(place).to_be_focused()
    keyboard.press("ArrowRight")
    explorer.page.wait_for_function(javascript("is_scrolled"), arg=place.element_handle())


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


def test_in_play_nothing_is_read_without_end(explorer):
    """The error is spoken once it rests; labels change once a second at most."""
    explorer.open("Error history")
    page = explorer.page
    page.evaluate(javascript("count_labels"))
    explorer.menu("pace of Play").select_option(index=explorer.menu("pace of Play").locator("option").count() - 1)
    explorer.press("Play")
    page.wait_for_function("label => document.querySelector(label).textContent.slice(7) > 60", arg=".bp-step")
    assert explorer.status.get_attribute("aria-live") == "off"
    changes, seconds = page.evaluate("[window.labels, (performance.now() - window.since) / 1000]")
    assert max(changes.values()) <= seconds + 2
    explorer.press("Pause")
    assert explorer.status.get_attribute("aria-live") == "polite"
    said = explorer.status.inner_text()
    explorer.says(said)
    assert explorer.point()["w5"] == pytest.approx(explorer.number_in("w5"), abs=1e-4)


def test_where_the_system_has_few_colors_point_and_pressed_buttons_are_seen(explore):
    explorer = explore(bp.Explorer(two_two_two, open=["surface", "history", "steps"]), forced_colors="active")
    shown = "node => getComputedStyle(node).backgroundImage + getComputedStyle(node).forcedColorAdjust"
    assert "gradient" in explorer.handle.evaluate(shown) and "none" in explorer.handle.evaluate(shown)
    pressed, other = (
        explorer.button(name).evaluate("node => getComputedStyle(node).backgroundColor") for name in ("linear", "log")
    )
    assert pressed != other


def test_radio_buttons_are_large_enough_for_a_finger(show):
    page = show(bp.Question("Which?", answer="a", choices=["a", "b"]))
    for radio in page.get_by_role("radio").all():
        box = radio.bounding_box()
        assert box["width"] >= 24 and box["height"] >= 24
