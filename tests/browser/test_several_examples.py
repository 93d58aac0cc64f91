"""Explorers of several examples, and several explorers on a page."""

import re

import pytest
from explorer_page import Explorer, agrees, error_of, number, trained
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import one_weight, single_neuron, two_two_two

pytestmark = pytest.mark.browser


def test_examples_are_taken_in_turn(explore):
    explorer = explore(bp.Explorer(one_weight))
    explorer.choose("examples of an update", "examples in turn")
    explorer.press("×10")
    explorer.shows(trained(one_weight, 4, batch_size=1).error[10])


def test_the_mean_is_a_step_with_the_number_of_each_example(explore):
    explorer = explore(bp.Explorer(one_weight))
    explorer.walk_to("mean dE/dW")
    assert explorer.formula() == "mean dE/dW equals mean of dE/dW, equals 3.333"
    for k, (x, t) in enumerate(zip(one_weight.x, one_weight.t, strict=True)):
        _, [gradient] = one_weight.network.gradient(one_weight.theta, x, t, one_weight.loss)
        example = explorer.term(f"example {k + 1}")
        expect(example).to_contain_text(f"example {k + 1}")
        assert number(example.locator("mn").text_content()) == pytest.approx(gradient, rel=1e-3)
    _, [mean] = one_weight.network.gradient(one_weight.theta, one_weight.x, one_weight.t, one_weight.loss)
    assert agrees(explorer.result(), mean)
    expect(explorer.steps).to_contain_text("the mean gradient of its three examples")


def test_in_turn_the_walk_is_that_of_the_example_that_is_due(explore):
    explorer = explore(bp.Explorer(one_weight, in_turn=True))
    for k in range(2 * len(one_weight.x)):
        due = k % len(one_weight.x)
        expect(explorer.menu("example")).to_have_value(str(due))
        expect(explorer.root).to_contain_text(f"Example {due + 1} of 3; the next update takes example {due + 1}.")
        explorer.press("update")
        expect(explorer.steps).to_contain_text(re.compile(r"(\d+) of \1"))
        new = explorer.result()
        explorer.press("Next", "Back")
        assert explorer.result() == new
        expect(explorer.root).to_contain_text(f"Example {due + 1} of 3;")
        explorer.press("Next")
        explorer.has_made(k + 1)
        explorer.is_drawn()
        assert agrees(new, explorer.number_in("W"))


def test_the_example_in_view_need_not_be_the_one_that_is_due(explore):
    explorer = explore(bp.Explorer(one_weight, in_turn=True))
    explorer.choose("example", "2")
    expect(explorer.root).to_contain_text("Example 2 of 3; the next update takes example 1.")
    explorer.press("Step", "Reset")
    expect(explorer.root).to_contain_text("Example 1 of 3; the next update takes example 1.")


def test_what_must_be_known_of_the_numbers_is_said(show):
    page = show(bp.Explorer(two_two_two), bp.Explorer(one_weight))
    first, second = Explorer(page), Explorer(page, 1)
    expect(first.root).to_contain_text("Never updated: b1, b2.")
    expect(first.root).not_to_contain_text("already updated")
    first.choose("order of update", "output layer first")
    expect(first.root).to_contain_text("Some ∂ read weights that are already updated.")
    expect(second.root).to_contain_text("an update takes the mean gradient.")
    expect(second.root).not_to_contain_text("Never")


def test_the_caption_says_of_how_many_examples_it_is_the_mean(explore):
    explorer = explore(bp.Explorer(one_weight))
    expect(explorer.downhill).to_contain_text(f"mean of {len(one_weight.x)} examples")


def test_the_diagram_opens_on_the_selected_example_and_a_link_may_name_another(explore):
    widget = bp.Explorer(one_weight, selected=2)
    explorer = explore(widget)
    expect(explorer.menu("example")).to_have_value("2")
    link = explorer.link()
    assert "example=" not in link
    expect(explore(widget, fragment=link).menu("example")).to_have_value("2")
    expect(explore(widget, fragment=f"{link}&example=1").menu("example")).to_have_value("0")


def test_explorers_of_a_page_keep_apart_and_a_link_finds_its_own(show):
    page = show(bp.Explorer(two_two_two), bp.Explorer(single_neuron), bp.Explorer(two_two_two))
    first, neuron, second = (Explorer(page, place) for place in range(3))
    second.press("Step")
    first.says("Error 0.298371109")
    neuron.shows(error_of(single_neuron))
    link = second.copied("link")
    assert "#two_two_two.2?" in link
    page.goto(link)
    second.says("Error 0.291027774")
    first.says("Error 0.298371109")
