"""The reader's own number for a step of the walk."""

import pytest
from accessibility import violations
from explorer_page import overlaps
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import one_weight, two_two_two

pytestmark = pytest.mark.browser


def box(explorer):
    return explorer.steps.get_by_label("your number for", exact=False)


def answer(explorer):
    return explorer.steps.locator(".bp-answer")


def check(explorer, text):
    box(explorer).fill(text)
    return answer(explorer)


def test_a_number_is_right_right_but_for_rounding_a_slip_or_none_known(explorer):
    expect(box(explorer)).to_be_hidden()
    explorer.walk_to("delta h1")
    explorer.press("Check my number")
    expect(box(explorer)).to_be_focused()
    expect(answer(explorer)).to_have_text("Type what you got on paper.")
    expect(check(explorer, "0.00877")).to_have_text("✓ Right.")
    expect(check(explorer, "0.00875")).to_contain_text("≈ Right but for rounding")
    expect(check(explorer, "0,03635")).to_contain_text("The slope of the activation")
    expect(check(explorer, "0.0123")).to_contain_text("no slip that is known here gives your number")


def test_the_result_is_covered_until_a_number_is_given(explorer):
    explorer.walk_to("delta h1")
    results = explorer.steps.locator(".bp-result"), explorer.diagram.locator("[data-mark=result]")
    for result in results:
        expect(result.first).to_be_visible()
    explorer.press("Check my number")
    for result in results:
        expect(result.first).to_be_hidden()
    check(explorer, "0.00877")
    for result in results:
        expect(result.first).to_be_visible()


def test_the_products_of_the_paths_are_not_told_until_a_number_is_given(explorer):
    explorer.walk_to("delta h1")
    expect(explorer.steps).to_contain_text("0.0554 from o1")
    explorer.press("Check my number")
    expect(explorer.steps).to_contain_text("The blame reaches h1 over two paths, from o1 and o2; they add.")
    check(explorer, "0.00877")
    expect(explorer.steps).to_contain_text("0.0554 from o1")


def test_nobody_hears_the_result_until_a_number_is_given(explorer):
    explorer.walk_to("z h1")
    result = explorer.term("result")
    assert explorer.formula().endswith(", equals 0.3775")
    assert result.get_attribute("aria-description") == "0.3775"
    explorer.press("Check my number")
    for typed in ("", "-", "a third"):
        check(explorer, typed)
        assert explorer.formula() == "z h1 equals w1 times i1 plus w2 times i2 plus b1"
        assert result.get_attribute("aria-description") == "your number is awaited"
        expect(result.locator("mn")).to_be_hidden()
    check(explorer, "0.37")
    assert explorer.formula().endswith(", equals 0.3775")
    assert result.get_attribute("aria-description") == "0.3775"


def test_what_is_no_number_is_said_and_stays_in_its_field(explorer):
    explorer.press("Check my number")
    expect(check(explorer, "a third")).to_contain_text('"a third" is no number: expected')
    expect(box(explorer)).to_have_attribute("aria-invalid", "true")
    expect(box(explorer)).to_have_value("a third")


def test_each_step_keeps_its_own_number(explorer):
    explorer.press("Check my number")
    check(explorer, "0.3775")
    explorer.press("Next")
    expect(box(explorer)).to_have_value("")
    check(explorer, "0.39")
    explorer.press("Back")
    expect(box(explorer)).to_have_value("0.3775")
    expect(answer(explorer)).to_have_text("✓ Right.")


def test_the_answer_follows_a_weight_that_is_moved(explorer):
    explorer.press("Check my number")
    expect(check(explorer, "0.3775")).to_have_text("✓ Right.")
    explorer.open("All weights")
    explorer.set("w1", 0.25)
    expect(answer(explorer)).to_contain_text("✗ Not 0.3825")


def test_of_several_examples_the_mean_and_the_number_of_one_are_checked(explore):
    explorer = explore(bp.Explorer(one_weight))
    explorer.walk_to("mean dE/dW")
    explorer.press("Check my number")
    expect(check(explorer, "3.333")).to_have_text("✓ Right.")
    expect(check(explorer, "10")).to_contain_text("The sum over the examples was taken, not the mean.")


@pytest.mark.parametrize("width, height", [(1104, 900), (820, 1180), (390, 844)])
def test_the_field_hides_nothing_and_is_reached(explore, width, height):
    explorer = explore(bp.Explorer(two_two_two), viewport={"width": width, "height": height})
    explorer.press("Check my number")
    check(explorer, "0.0123")
    assert explorer.page.evaluate(javascript("page_width")) <= width
    toggle, shown = explorer.button("Check my number").bounding_box(), box(explorer).bounding_box()
    assert toggle["x"] + toggle["width"] <= width and not overlaps(toggle, shown)
    assert violations(explorer.page, "dark", ".bp-steps") == []
    assert violations(explorer.page, "light", ".bp-steps", runOnly=["color-contrast"]) == []
