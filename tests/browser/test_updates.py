"""Updates: one, ten or a hundred at a press, played, taken back, and refused where the numbers run away."""

import re
import time

import pytest
from explorer_page import error_of, trained
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import ALL, one_weight, two_two_two

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("example", ALL, ids=lambda each: each.name)
def test_every_example_starts_and_steps(explore, example):
    explorer = explore(bp.Explorer(example))
    explorer.shows(error_of(example))
    explorer.press("Step")
    explorer.shows(trained(example, 1).error[-1])
    explorer.press("×10", "×100")
    explorer.shows(trained(example, 111).error[-1])
    explorer.has_made(111)
    explorer.open_all()
    assert not re.search("nan|infinity", explorer.root.inner_text(), re.IGNORECASE)


@pytest.mark.parametrize("choice, optimizer", [("momentum", bp.Momentum(0.5)), ("Adam", bp.Adam(0.5))])
def test_the_optimizers_are_those_of_python(explorer, choice, optimizer):
    explorer.choose("optimizer", choice)
    explorer.press("×100")
    expected = trained(two_two_two, 100, optimizer=optimizer)
    explorer.shows(expected.error[-1])
    explorer.is_drawn()
    assert explorer.number_in("w5") == pytest.approx(expected.theta[-1, 5], abs=1e-8)


def test_the_order_of_update_changes_the_result(explorer):
    explorer.choose("order of update", "output layer first")
    explorer.press("Step")
    explorer.says("Error 0.291027924")
    explorer.press("Reset")
    explorer.choose("order of update", "all gradients first")
    explorer.press("Step")
    explorer.says("Error 0.291027774")


def test_play_goes_on_until_pause_and_is_undone_at_once(explorer):
    expect(explorer.button("Pause")).to_be_disabled()
    explorer.choose("pace of Play", "600 a second")
    explorer.press("Play")
    expect(explorer.updates).not_to_have_text("update 0")
    explorer.press("Pause")
    made = explorer.updates_made()
    assert made > 0 and made % 10 == 0
    explorer.shows(trained(two_two_two, made).error[-1])
    explorer.press("Undo")
    explorer.says("Error 0.298371109")


def test_with_reduced_motion_play_is_slow(explore):
    explorer = explore(bp.Explorer(two_two_two), reduced_motion="reduce")
    began = time.monotonic()
    explorer.press("Play")
    expect(explorer.updates).not_to_have_text("update 0")
    explorer.press("Pause")
    passed = time.monotonic() - began
    # One update every half a second, however long this took.
    assert passed >= 0.5 and 1 <= explorer.updates_made() <= 2 * passed


def test_play_begins_at_a_pace_that_the_eye_can_follow(explorer):
    began = time.monotonic()
    explorer.press("Play")
    expect(explorer.updates).to_have_text(re.compile(r"update [3-9]"))
    explorer.press("Pause")
    passed = time.monotonic() - began
    # Four a second; the first comes at once.
    assert passed >= 0.5 and explorer.updates_made() <= 1 + 4 * passed


def test_divergence_is_said_in_words_and_undone(explore):
    explorer = explore(bp.Explorer(one_weight))
    explorer.open_all()
    explorer.set("learning rate", "1e200")
    explorer.press("Play")
    explorer.says("Error overflow")
    expect(explorer.alert).to_contain_text("the learning rate is too high")
    expect(explorer.button("Pause")).to_be_disabled()
    assert not re.search("nan|infinity", explorer.root.inner_text(), re.IGNORECASE)
    explorer.press("Undo")
    explorer.shows(error_of(one_weight))
    expect(explorer.alert).to_be_hidden()


def test_the_words_about_divergence_outlast_an_empty_box(explore):
    explorer = explore(bp.Explorer(one_weight))
    explorer.open("Error history")
    explorer.set("learning rate", "1e200")
    explorer.press("Play")
    explorer.says("Error overflow")
    explorer.press("log")
    explorer.set("W", "")
    explorer.box("W").press("Tab")
    expect(explorer.alert).to_contain_text("the learning rate is too high")


def test_a_weight_that_is_too_large_is_said_in_words_and_reset(explore):
    explorer = explore(bp.Explorer(one_weight))
    explorer.open_all()
    explorer.set("W", "1e200")
    explorer.says("Error overflow")
    explorer.is_drawn()
    assert not re.search("nan|infinity", explorer.root.inner_text(), re.IGNORECASE)
    explorer.press("Reset")
    explorer.shows(error_of(one_weight))


def test_an_update_that_is_refused_leaves_nothing_to_undo(explore):
    explorer = explore(bp.Explorer(one_weight))
    explorer.set("learning rate", "1e200")
    explorer.press("Step", "Step", "Step", "Undo")
    expect(explorer.box("learning rate")).to_have_value(str(one_weight.learning_rate))
    expect(explorer.alert).to_be_hidden()
    explorer.set("learning rate", "1e200")
    explorer.press("Play")
    explorer.says("Error overflow")
    explorer.press("Undo")
    explorer.shows(error_of(one_weight))
    expect(explorer.box("learning rate")).to_have_value(str(one_weight.learning_rate))


def test_undo_takes_back_a_change_that_stops_play(explore):
    explorer = explore(bp.Explorer(one_weight))
    explorer.press("Play")
    expect(explorer.updates).not_to_have_text("update 0")
    explorer.set("learning rate", "1e200")
    explorer.says("Error overflow")
    made = explorer.updates_made()
    explorer.press("Undo")
    expect(explorer.box("learning rate")).to_have_value(str(one_weight.learning_rate))
    explorer.has_made(made)
    explorer.press("Undo")
    explorer.has_made(0)
