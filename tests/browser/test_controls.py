"""Sliders and number boxes: what may be set, how each follows the other, and what is refused."""

import re

import ipywidgets
import pytest
import traitlets
from anywidget import AnyWidget
from explorer_page import Explorer, error_of, number, trained
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import ALL, two_two_two

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("example", ALL, ids=lambda each: each.name)
def test_an_explorer_takes_whatever_its_controls_can_give(explore, example):
    explorer = explore(bp.Explorer(example))
    explorer.open_all()
    assert explorer.faults("sliders", "menus") == []
    explorer.press("Reset")
    assert explorer.faults("reach", "texts", "buttons", "parts") == []
    explorer.page.set_viewport_size({"width": 360, "height": 800})
    assert explorer.faults("sliders", "boxes") == []
    explorer.press("Reset")
    explorer.shows(error_of(example))


def test_each_slider_goes_to_both_ends_by_key_and_all_are_reset(explorer):
    explorer.open_all()
    for name in [*two_two_two.network.names, "i1", "i2", "learning rate"]:
        for key in ("End", "Home"):
            explorer.slider(name).press(key)
        expect(explorer.box(name)).not_to_have_value("")
        said = number(explorer.slider(name).get_attribute("aria-valuetext"))
        assert explorer.number_in(name) == pytest.approx(said, rel=1e-5)
    explorer.press("Reset")
    explorer.shows(error_of(two_two_two))


def test_a_number_box_takes_any_number_and_its_slider_follows(explorer):
    explorer.set("w5", 123.25)
    explorer.shows(error_of(two_two_two, w5=123.25))
    expect(explorer.slider("w5")).to_have_value("123.25")


def test_an_input_can_be_changed_and_each_change_undone(explorer):
    explorer.open("Inputs and targets")
    explorer.set("w5", 123.25)
    explorer.set("i2", -0.5)
    explorer.shows(error_of(two_two_two, [[0.05, -0.5]], w5=123.25))
    explorer.press("Undo", "Undo")
    explorer.shows(error_of(two_two_two))


def test_the_learning_rate_must_be_above_0(explorer):
    explorer.set("learning rate", -1)
    expect(explorer.alert).to_contain_text("above 0, got -1")
    expect(explorer.box("learning rate")).to_have_attribute("aria-invalid", "true")
    explorer.set("learning rate", 2)
    expect(explorer.alert).to_be_hidden()
    explorer.press("Step")
    explorer.shows(trained(two_two_two, 1, optimizer=bp.SGD(2)).error[-1])


def test_a_refusal_is_no_longer_said_after_the_next_press(explorer):
    explorer.set("learning rate", -1)
    expect(explorer.alert).to_be_visible()
    explorer.press("zoom in")
    expect(explorer.alert).to_be_hidden()
    explorer.set("learning rate", -2)
    expect(explorer.alert).to_contain_text("above 0, got -2")


def test_a_refused_number_gives_way_to_the_old_one(explorer):
    rate = explorer.box("learning rate")
    rate.fill("-1")
    rate.press("Tab")
    expect(rate).to_have_value("0.5")
    expect(rate).to_have_attribute("aria-invalid", "false")


@pytest.mark.parametrize("typed, kept", [("1e400", "1e+40"), ("-", "0.4"), ("", "0.4")])
def test_what_is_no_number_is_said_and_taken_back(explorer, typed, kept):
    box = explorer.box("w5")
    box.press("Control+a")
    box.press("Backspace")
    box.press_sequentially(typed)
    expect(explorer.alert).to_be_hidden()
    box.press("Tab")
    expect(explorer.alert).to_have_text("w5 must be a finite number.")
    expect(box).to_have_value(kept)
    explorer.press("zoom in")
    expect(explorer.alert).to_be_hidden()


@pytest.mark.parametrize("event", ["input", "change"])
@pytest.mark.parametrize("kind", ["box", "slider"])
def test_box_and_slider_follow_each_other_and_are_one_gesture(explorer, kind, event):
    control = getattr(explorer, kind)("w5")
    for each in (event, "change"):
        control.evaluate(javascript("set_value"), ["0.75", each])
        explorer.shows(error_of(two_two_two, w5=0.75))
        expect(explorer.box("w5")).to_have_value("0.75")
        expect(explorer.slider("w5")).to_have_value("0.75")
    explorer.press("Undo")
    explorer.says("Error 0.298371109")
    expect(explorer.button("Undo")).to_be_disabled()


def test_a_change_of_nothing_changes_nothing(explorer):
    explorer.press("Step")
    explorer.says("Error 0.291027774")
    explorer.is_drawn()
    for control in (explorer.box("w5"), explorer.slider("w5")):
        control.evaluate(javascript("set_value"), [control.input_value(), "change"])
        explorer.says("Error 0.291027774")
    explorer.press("Undo")
    explorer.says("Error 0.298371109")


def test_a_number_is_not_cut_by_its_box(explore):
    wide = {"width": 1000, "height": 900}
    explorer = explore(bp.Explorer(two_two_two, learning_rate=9.0574347e152), viewport=wide)
    box = explorer.box("learning rate")
    expect(box).to_have_value("9.057e+152")
    assert box.evaluate(javascript("fits"))


class Dial(AnyWidget):
    """Another widget of the page, linked to an explorer as in a notebook."""

    _esm = javascript("dial")
    explorer = traitlets.Any().tag(sync=True, **ipywidgets.widget_serialization)


def test_another_widget_sets_the_parameters_and_hears_of_them(show):
    explorer_widget = bp.Explorer(two_two_two)
    page = show(explorer_widget, Dial(explorer=explorer_widget))
    explorer, heard = Explorer(page), page.get_by_text(re.compile("^heard"))
    page.get_by_role("button", name="set w5").click()
    explorer.shows(error_of(two_two_two, w5=0.75))
    expect(explorer.box("w5")).to_have_value("0.75")
    explorer.set("w5", -2)
    expect(heard).to_have_text("heard -2")
    explorer.press("Undo")
    expect(explorer.box("w5")).to_have_value("0.75")
    expect(heard).to_have_text("heard 0.75")
