"""The error surface: its axes and range, its point by keys, mouse and finger, and the way downhill."""

import re

import numpy as np
import pytest
from explorer_page import agrees, error_of, middle, numbers_in, trained
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import one_weight, three_input_regression, two_two_two

pytestmark = pytest.mark.browser


def test_an_edge_or_a_bias_becomes_an_axis(explorer):
    edge = explorer.button("edge w1")
    edge.press("Space")
    expect(edge).to_have_attribute("aria-pressed", "true")
    explorer.stands_at(w6=0.45, w1=0.15)
    explorer.press("bias b2")
    explorer.stands_at(w1=0.15, b2=0.6)


def test_a_menu_sets_an_axis_and_two_axes_may_change_places(explorer):
    explorer.choose("horizontal axis", "w8")
    explorer.stands_at(w8=0.55, w6=0.45)
    explorer.choose("horizontal axis", "w6")
    explorer.stands_at(w6=0.45, w8=0.55)
    assert list(explorer.point()) == ["w6", "w8"]


def test_the_arrow_keys_move_the_point(explorer):
    explorer.handle.press("ArrowRight")
    explorer.handle.press("Shift+ArrowDown")
    expect(explorer.box("w5")).to_have_value("0.45")
    expect(explorer.box("w6")).to_have_value("-0.05")
    explorer.shows(error_of(two_two_two, w5=0.45, w6=-0.05))


def test_the_point_is_dragged_in_one_gesture(explorer):
    explorer.press("Step")
    before = explorer.point()
    explorer.drag(-60, 40)
    explorer.has_made(0)
    after = explorer.point()
    assert after["w5"] < before["w5"] and after["w6"] < before["w6"]
    explorer.press("Undo")
    explorer.has_made(1)
    explorer.stands_at(**before)


def test_the_point_is_held_where_it_is_pressed(explorer):
    explorer.press("Step")
    before = explorer.point()
    explorer.handle.scroll_into_view_if_needed()
    explorer.is_at_rest()
    mouse, (x, y) = explorer.page.mouse, middle(explorer.handle)
    mouse.click(x + 6, y - 5)
    explorer.stands_at(**before)
    explorer.has_made(1)
    mouse.move(x + 6, y - 5)
    mouse.down()
    mouse.move(x + 46, y - 5)
    explorer.has_made(0)
    mouse.up()
    explorer.is_drawn()
    assert middle(explorer.handle) == pytest.approx((x + 40, y), abs=1)


def test_a_finger_that_scrolls_leaves_the_point_and_one_that_taps_moves_it(explore):
    phone = {"viewport": {"width": 360, "height": 700}, "has_touch": True, "is_mobile": True}
    explorer = explore(bp.Explorer(two_two_two), **phone)
    explorer.press("Map", "×10")
    explorer.picture.scroll_into_view_if_needed()
    box = explorer.picture.bounding_box()
    x, y = box["x"] + 120, box["y"] + 80
    touch = explorer.page.context.new_cdp_session(explorer.page)
    for kind, up in (("Start", 0), *(("Move", 20 * k) for k in range(1, 6)), ("End", None)):
        points = [] if up is None else [{"x": x, "y": y - up}]
        touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    explorer.has_made(10)
    explorer.page.wait_for_timeout(500)  # until the page stands still: a tap would only stop it
    plot = explorer.picture.locator("xpath=..")  # with all that lies on the picture
    plot.tap(position={"x": 120, "y": 80})
    explorer.has_made(0)


def test_the_range_is_zoomed_and_fitted_again(explorer):
    start = explorer.picture.get_attribute("aria-label")
    explorer.press("zoom in", "zoom in")
    expect(explorer.picture).not_to_have_attribute("aria-label", start)
    explorer.press("zoom out", "Fit range")
    expect(explorer.picture).to_have_attribute("aria-label", start)


def test_the_bowl_stays_in_view_when_the_weight_is_far_away(explore):
    explorer = explore(bp.Explorer(one_weight))
    scale = re.compile(r"from (\S+) to (\S+);")
    before = scale.search(explorer.picture.get_attribute("aria-label")).groups()
    explorer.set("W", "1e60")
    assert explorer.point() == {"W": 1e60}
    assert scale.search(explorer.picture.get_attribute("aria-label")).groups() == before
    box, (x, _) = explorer.picture.bounding_box(), middle(explorer.handle)
    assert 0.9 < (x - box["x"]) / box["width"] < 1
    explorer.handle.press("ArrowLeft")
    expect(explorer.box("W")).to_have_value(re.compile(r"^-?1?\d(\.\d+)?$"))
    explorer.press("Undo", "Undo")
    explorer.shows(error_of(one_weight))


@pytest.mark.parametrize("order", ["simultaneous", "output_first"])
def test_downhill_is_against_the_gradient_in_either_order(explore, order):
    explorer = explore(bp.Explorer(two_two_two, axes=("w1", "w2"), order=order))
    _, gradient = two_two_two.network.gradient(two_two_two.theta, two_two_two.x, two_two_two.t)
    expect(explorer.downhill).to_contain_text("∂w2")
    shown = re.findall(r"=\s(\S+)", explorer.downhill.inner_text())
    assert len(shown) == 2
    assert all(agrees(text, -value) for text, value in zip(shown, gradient[:2], strict=True))


def test_the_caption_writes_one_minus_sign(explorer):
    caption = explorer.downhill.inner_text()
    assert numbers_in(caption)[0] == pytest.approx(-0.0822, abs=1e-4)
    assert re.search(r"=\s−0.08217", caption) and not re.search(r"-\d", caption)


# The map says what its colors mean.


def test_the_first_view_holds_a_minimum(explore):
    label = explore(bp.Explorer(two_two_two)).picture.get_attribute("aria-label")
    w5, w7 = re.search(r"lowest in view at w5 (\S+), w7 (\S+);", label).groups()
    assert -16 < float(w5) < 4 and -4 < float(w7) < 16
    bounds = ((-16, 4), (-4, 16))
    surface = bp.error_surface(*two_two_two.problem, two_two_two.loss, axes=("w5", "w7"), bounds=bounds)
    row, column = divmod(surface.error.argmin(), 200)
    assert (float(w5), float(w7)) == pytest.approx((surface.a[column], surface.b[row]), rel=0.01)


def test_one_scale_of_colors_for_all_axes(explorer):
    said = explorer.colors.get_attribute("aria-label")
    assert "dark is low, up to 0.0001, light is high, from 1" in said
    for axis in ("w1", "w7"):
        explorer.choose("vertical axis", axis)
        explorer.is_drawn()
        assert explorer.colors.get_attribute("aria-label") == said
    expect(explorer.colors).to_contain_text("high")
    expect(explorer.colors).to_contain_text("low")


def test_a_shade_reaches_from_the_error_before_the_last_change_to_the_present_one(explorer):
    def ends(part):
        explorer.is_drawn()
        top, box = explorer.colors.bounding_box()["y"], part.bounding_box()
        return np.array([box["y"], box["y"] + box["height"]]) - top

    assert np.ptp(ends(explorer.change)) == 0
    before = ends(explorer.marker).mean()
    explorer.set("w5", -6)
    after = ends(explorer.marker).mean()
    assert after > before + 10
    assert ends(explorer.change) == pytest.approx([before, after], abs=1.5)
    explorer.press("Undo")
    assert np.ptp(ends(explorer.change)) == 0


def test_the_marker_stands_at_the_present_error(explorer):
    def height():
        explorer.is_drawn()
        return middle(explorer.marker)[1]

    def tick(text):
        return middle(explorer.colors.get_by_text(text, exact=True))[1]

    assert tick("1") < height() < tick("0.1")
    explorer.press("×100")
    assert tick("0.1") < height() < tick("0.01")
    expect(explorer.colors).to_have_attribute("aria-label", re.compile(r"marker is at 0.02005\."))


def test_the_error_under_the_pointer_is_said(explorer):
    explorer.picture.scroll_into_view_if_needed()
    box, (x, y) = explorer.picture.bounding_box(), middle(explorer.handle)
    reading = explorer.root.get_by_text(re.compile("^E = "))
    explorer.page.mouse.move(x, y)
    expect(reading).to_be_visible()
    assert numbers_in(reading.inner_text())[0] == pytest.approx(error_of(two_two_two), rel=0.01)
    explorer.page.mouse.move(x - 60, y + 40)
    expect(reading).not_to_have_text("E = 0.2984")
    assert numbers_in(reading.inner_text())[0] < error_of(two_two_two)
    explorer.page.mouse.move(box["x"] + box["width"] / 2, box["y"] - 60)
    expect(reading).to_be_hidden()


# The next point, the way to it, and the runs before.


def test_the_ghost_is_where_the_next_step_leads_and_follows_the_learning_rate(explorer):
    def gap():
        explorer.is_drawn()
        (x, y), (u, v) = on_map(explorer.handle), on_map(explorer.ghost)
        return ((x - u) ** 2 + (y - v) ** 2) ** 0.5

    def on_map(locator):
        (x, y), box = middle(locator), explorer.picture.bounding_box()
        return x - box["x"], y - box["y"]

    explorer.set("learning rate", 4)
    near = gap()
    explorer.set("learning rate", 8)
    assert gap() == pytest.approx(2 * near, abs=1)
    ghost = on_map(explorer.ghost)
    explorer.press("Step")
    explorer.is_at_rest()
    assert on_map(explorer.handle) == pytest.approx(ghost, abs=1)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_after_an_update_the_point_glides_unless_the_reader_wants_less_motion(explore, motion):
    explorer = explore(bp.Explorer(two_two_two, axes=("w5", "w6"), learning_rate=20), reduced_motion=motion)
    start = middle(explorer.handle)
    places = explorer.page.evaluate(
        javascript("where_after_click"),
        [explorer.button("Step").element_handle(), explorer.handle.element_handle(), 60],
    )
    end = places[-1]
    between = [place for place in places if place not in ([*start], end)]
    assert end != pytest.approx(start, abs=20)
    assert (len(between) > 2) == (motion == "no-preference")
    w5, w6 = trained(two_two_two, 1, optimizer=bp.SGD(20)).theta[-1][5:7]
    explorer.stands_at(w5=w5, w6=w6)


def test_the_path_of_the_last_optimizer_stays_for_a_race(explorer):
    said = "The faint path is the run before, by sgd."
    assert said not in explorer.picture.get_attribute("aria-label")
    explorer.press("×10", "Reset")
    expect(explorer.picture).to_have_attribute("aria-label", re.compile(said))
    explorer.choose("optimizer", "Adam")
    explorer.press("×10")
    explorer.choose("optimizer", "momentum")
    expect(explorer.picture).to_have_attribute("aria-label", re.compile("the run before, by adam"))


# Where numbers are too large for the map.


def test_beyond_the_map_its_edge_says_the_values(explorer):
    values = explorer.root.get_by_text(re.compile("^w5 = .*w6 = "))
    expect(values).to_be_hidden()
    explorer.set("learning rate", 100_000)
    explorer.press("Step")
    expect(values).to_be_visible()
    w5, w6 = explorer.number_in("w5"), explorer.number_in("w6")
    assert numbers_in(values.inner_text()) == pytest.approx([w5, w6], rel=1e-3)
    box, label = explorer.picture.bounding_box(), values.bounding_box()
    assert box["x"] <= label["x"] and label["x"] + label["width"] <= box["x"] + box["width"]
    explorer.press("Undo")
    expect(values).to_be_hidden()


def test_on_overflow_the_last_map_stays_and_says_so(explore):
    explorer = explore(bp.Explorer(three_input_regression, learning_rate=0.2))
    before = explorer.picture.get_attribute("aria-label").partition(";")[0]
    note = explorer.root.get_by_text("Too large to show: this is the surface of update 0.", exact=True)
    expect(note).to_be_hidden()
    explorer.press("×100")
    expect(note).to_be_visible()
    expect(explorer.alert).to_contain_text("overflow")
    assert explorer.picture.get_attribute("aria-label").partition(";")[0] == before
    explorer.press("Undo")
    expect(note).to_be_hidden()
