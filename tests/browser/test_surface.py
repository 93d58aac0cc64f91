"""The error surface: its axes and range, its point by keys, mouse and finger, and the way downhill."""

import re

import pytest
from explorer_page import agrees, error_of, middle, numbers_in
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import one_weight, two_two_two

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


def test_in_3d_the_sheet_can_be_turned(explorer):
    explorer.press("3-D")
    expect(explorer.root.get_by_role("slider", name="tilt")).to_be_visible()
    explorer.is_drawn()
    before = explorer.picture.screenshot()
    explorer.root.get_by_role("slider", name="turn").press("End")
    explorer.is_drawn()
    assert explorer.picture.screenshot() != before


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
