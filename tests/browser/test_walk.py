"""The walk through the assignments of an update, and what it lights in the diagram."""

import re

import pytest
from explorer_page import agrees, number
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import one_weight, two_two_two
from backprop.expression import names_in

pytestmark = pytest.mark.browser

TRACE = bp.trace(two_two_two.network, optimizer=bp.SGD(0.5), frozen=("b1", "b2"))
LAST = len(TRACE.steps)


def values_of(theta):
    """All quantities of an update of 2-2-2 from these parameters."""
    return TRACE.run(TRACE.values(theta, two_two_two.x, two_two_two.t))


def lit(part):
    """Expects the part of an explorer that is lit to be this one."""
    return expect(part).to_have_class(re.compile("bp-lit"))


def unlit(part):
    return expect(part).not_to_have_class(re.compile("bp-lit"))


def test_each_assignment_of_an_update_is_shown_and_the_last_makes_it(explorer):
    values = values_of(two_two_two.theta)
    for k, step in enumerate(TRACE.steps):
        explorer.press("Next")
        expect(explorer.steps).to_contain_text(f"{k + 1} of {LAST}")
        assert agrees(explorer.result(), values[step.name]), step.name
    explorer.press("Back")
    expect(explorer.steps).to_contain_text(f"{LAST - 1} of")
    assert agrees(explorer.result(), values[TRACE.steps[-2].name])
    explorer.press("Next", "Next")
    explorer.says("Error 0.291027774")
    explorer.has_made(1)


def test_a_walk_goes_on_while_a_weight_moves(explorer):
    explorer.press(*["Next"] * 5)
    explorer.set("w5", 0.75)
    expect(explorer.steps).to_contain_text(f"5 of {LAST}")
    theta = two_two_two.theta.copy()
    theta[5] = 0.75
    assert "w5" in TRACE.steps[4].expression
    assert agrees(explorer.result(), values_of(theta)[TRACE.steps[4].name])
    explorer.press("Reset")
    expect(explorer.steps).to_contain_text(f"{LAST} assignments")


def test_back_takes_back_what_next_did(explorer):
    back = explorer.button("Back")
    expect(back).to_be_disabled()
    explorer.press("Next", "Next", "Back")
    expect(explorer.steps).to_contain_text(f"1 of {LAST}")
    explorer.press("Back")
    expect(explorer.steps).to_contain_text(f"{LAST} assignments")
    expect(back).to_be_disabled()


def test_back_goes_on_into_the_updates_before(explorer):
    back = explorer.button("Back")
    for update in (1, 2):
        explorer.press("update", *["Next"] * 8)  # one for each weight
        explorer.has_made(update)
    for update in (1, 0):
        explorer.press("Back")
        explorer.has_made(update)
        expect(explorer.steps).to_contain_text(f"{LAST} of {LAST}")
        explorer.press("forward", "Back")
        expect(explorer.steps).to_contain_text(f"{LAST} assignments")
    expect(back).to_be_disabled()
    explorer.says("Error 0.298371109")


def test_nothing_of_a_step_without_a_walk_can_be_taken_back_by_back(explorer):
    explorer.press("update", *["Next"] * 8, "Step")
    explorer.has_made(2)
    expect(explorer.button("Back")).to_be_disabled()


def test_a_term_and_its_edge_light_each_other(explorer):
    explorer.press("forward")
    edge = explorer.root.get_by_role("button", name="edge w1", exact=True)
    term = explorer.root.get_by_role("math", name="w1", exact=True)
    term.focus()
    lit(edge)
    edge.focus()
    lit(term)
    explorer.button("neuron h1").hover()
    lit(explorer.root.get_by_role("math", name="z_h1"))
    unlit(term)
    explorer.button("Step").hover()
    lit(term)  # its edge still has the focus


def test_a_formula_has_the_number_of_each_name_below_it(explorer):
    values = values_of(two_two_two.theta) | {"rate": two_two_two.learning_rate}
    values |= dict(zip(two_two_two.network.names, two_two_two.theta, strict=True))
    values |= dict(zip(("i1", "i2", "t1", "t2"), (*two_two_two.x[0], *two_two_two.t[0]), strict=True))
    for step in TRACE.steps:
        explorer.press("Next")
        for name in names_in(step.tree):
            assert agrees(explorer.value_of(name), values[name]), (step.name, name)


def test_a_formula_is_typeset_with_a_true_minus_and_said_in_words(explorer):
    explorer.press("backward")
    assert explorer.formula() == "delta o1 equals (o1 minus t1) times o1 times (1 minus o1), equals 0.1385"
    shown = explorer.steps.locator("math").all_text_contents()
    assert "−" in "".join(shown)
    assert "-" not in "".join(shown)
    explorer.press("Next", "Next")
    assert explorer.formula() == "dE/dw5 equals delta o1 times h1, equals 0.08217"


def test_the_number_that_is_pointed_at_is_shown_to_nine_digits(explorer):
    explorer.press("forward", *["Next"] * 2)
    expect(explorer.steps).not_to_contain_text("0.593269992")
    explorer.term("result").focus()
    expect(explorer.steps).to_contain_text("h1 = 0.593269992")
    explorer.term("z_h1").hover()
    expect(explorer.steps).to_contain_text("zh1 = 0.3775")
    explorer.button("Next").hover()
    expect(explorer.steps).to_contain_text("h1 = 0.593269992")  # its term still has the focus


def test_each_phase_and_each_assignment_can_be_reached_by_the_scrubber(explorer):
    scrubber = explorer.root.get_by_role("slider", name="assignment", exact=True)
    scrubber.focus()
    explorer.page.keyboard.press("ArrowRight")
    expect(explorer.steps).to_contain_text(f"1 of {LAST}")
    for k in LAST, 12, 1:
        scrubber.fill(str(k))
        expect(explorer.steps).to_contain_text(f"{k} of {LAST}")
        phase = TRACE.steps[k - 1].phase
        expect(explorer.steps.get_by_role("button", pressed=True)).to_have_text(phase)
        expect(scrubber).to_have_attribute("aria-valuetext", re.compile(f"{k} of {LAST}: "))
    explorer.page.keyboard.press("Home")
    expect(explorer.steps).to_contain_text(f"{LAST} assignments")
    explorer.press("Next", "Next")
    expect(scrubber).to_have_value("2")
    explorer.press("Back", "Back")
    expect(scrubber).to_have_value("0")


def test_the_two_paths_to_a_hidden_neuron_are_told_apart(explorer):
    explorer.press("Next")
    expect(explorer.steps.locator(".bp-path")).to_have_count(0)
    explorer.walk_to("delta h1")
    said = "The blame reaches h1 over two paths: 0.0554 from o1 and −0.019 from o2; they add."
    expect(explorer.steps).to_contain_text(said)
    colors = [
        explorer.term(name).evaluate("node => getComputedStyle(node).color")
        for name in ("delta_o1", "w5", "delta_o2", "w7", "h1")
    ]
    assert colors[0] == colors[1] != colors[2] == colors[3] != colors[4]


@pytest.mark.parametrize("width", [1440, 390])
def test_the_strip_keeps_its_height_and_shows_the_whole_formula(explore, width):
    explorer = explore(bp.Explorer(two_two_two, optimizer="adam"), viewport={"width": width, "height": 900})
    scrubber = explorer.root.get_by_role("slider", name="assignment", exact=True)
    heights = set()
    for k in range(int(scrubber.get_attribute("max")) + 1):
        scrubber.fill(str(k))
        explorer.is_drawn()
        heights.add(round(explorer.steps.bounding_box()["height"]))
        assert explorer.steps.locator(".bp-place").evaluate(javascript("hidden_by_scrolling")) == [0, 0], k
    assert len(heights) == 1


def test_an_update_by_the_mean_shows_the_mean(explore):
    explorer = explore(bp.Explorer(one_weight))
    explorer.press("update")
    shown = [explorer.value_of(name) for name in ("W", "rate", "mean_g_W", "result")]
    before, rate, gradient, after = [number(text) for text in shown]
    assert after == pytest.approx(before - rate * gradient, rel=1e-3)
    _, [mean] = one_weight.network.gradient(one_weight.theta, one_weight.x, one_weight.t, one_weight.loss)
    assert gradient == pytest.approx(mean, rel=1e-3)
