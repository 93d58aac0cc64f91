"""How an explorer fits its place: a phone, half a column, a screen, paper; nothing lies on anything else."""

from itertools import combinations

import pytest
from explorer_page import PANELS, overlaps
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import ALL, three_classes, two_two_two
from backprop.widgets import explorer as widget

pytestmark = pytest.mark.browser


HEADER = 48  # px that stay at the top of a page of the book


def scroll_below_header(explorer):
    explorer.root.evaluate("(root, header) => scrollBy(0, root.getBoundingClientRect().top - header)", HEADER)


def is_in_sight(part):
    """Whether all of a part is in the window, below the header."""
    box, window = part.bounding_box(), part.page.viewport_size
    across = box["x"] >= 0 and box["x"] + box["width"] <= window["width"]
    return across and box["y"] >= HEADER - 1 and box["y"] + box["height"] <= window["height"]


def top_of(part):
    return part.bounding_box()["y"]


@pytest.mark.parametrize("example", ALL, ids=lambda each: each.name)
@pytest.mark.parametrize("width, height", [(1440, 900), (1920, 1080), (820, 1180)])
def test_on_one_screen_are_network_map_steps_error_and_what_makes_updates(explore, example, width, height):
    explorer = explore(bp.Explorer(example), viewport={"width": min(width, 1104), "height": height})
    explorer.press("Next")
    scroll_below_header(explorer)
    surface = explorer.panel("Error surface" if len(example.theta) > 1 else "Error curve")
    shown = [explorer.diagram, surface, explorer.steps, explorer.status]
    shown += [explorer.button(name) for name in ("Step", "Play", "Reset", "Undo", "Back", "Next")]
    assert [part for part in shown if not is_in_sight(part)] == []


def test_where_it_is_wide_the_map_is_beside_the_network_and_the_steps_below_both(explore):
    explorer = explore(bp.Explorer(two_two_two), viewport={"width": 1104, "height": 900})
    network, surface = explorer.panel("Network").bounding_box(), explorer.panel("Error surface").bounding_box()
    assert network["y"] == surface["y"] and network["width"] > surface["width"]
    steps = explorer.steps.bounding_box()
    assert steps["y"] >= surface["y"] + surface["height"] and steps["width"] > network["width"] + surface["width"]
    line = [top_of(explorer.button("Step")), top_of(explorer.button("Undo")), top_of(explorer.status)]
    assert max(line) - min(line) < 10


def test_on_a_tablet_the_controls_are_beside_the_map(explore):
    explorer = explore(bp.Explorer(two_two_two), viewport={"width": 820, "height": 1180})
    assert top_of(explorer.panel("Network")) < top_of(explorer.steps) < top_of(explorer.panel("Error surface"))
    assert top_of(explorer.panel("Controls")) == top_of(explorer.panel("Error surface"))


def test_on_a_phone_one_of_network_and_map_is_shown_and_each_step_is_seen(explore):
    explorer = explore(bp.Explorer(two_two_two), viewport={"width": 390, "height": 844}, has_touch=True)
    scroll_below_header(explorer)
    expect(explorer.picture).to_be_hidden()
    explorer.press("Next")
    pressed = [explorer.button("Next"), explorer.button("Back"), explorer.button("Step"), explorer.button("Play")]
    assert all(is_in_sight(part) for part in [explorer.diagram, explorer.steps, explorer.status, *pressed])
    assert all(button.bounding_box()["height"] >= 44 for button in pressed)
    explorer.press("Map")
    expect(explorer.diagram).to_be_hidden()
    assert is_in_sight(explorer.picture)
    place = explorer.button("Step").bounding_box()
    explorer.press("Step")
    assert explorer.button("Step").bounding_box() == place
    explorer.has_made(1)
    assert is_in_sight(explorer.updates)
    explorer.press("Network")
    assert is_in_sight(explorer.diagram)


@pytest.mark.parametrize("figure", ["Network", "Map"])
def test_on_a_phone_the_error_and_the_figure_stay_while_a_weight_is_moved(explore, figure):
    explorer = explore(bp.Explorer(two_two_two), viewport={"width": 390, "height": 844}, has_touch=True)
    explorer.press(figure)
    explorer.open("All weights", "All biases", "Inputs and targets")
    slider = explorer.slider("w4")
    slider.focus()
    explorer.page.keyboard.press("ArrowRight")
    shown = explorer.picture if figure == "Map" else explorer.diagram
    boxes = [part.bounding_box() for part in (shown, explorer.status, slider)]
    assert all(0 <= box["y"] and box["y"] + box["height"] <= 844 for box in boxes)
    assert not any(overlaps(one, other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_phone_a_number_is_checked_beside_its_formula_and_next_stays(explore, width):
    explorer = explore(bp.Explorer(three_classes), viewport={"width": width, "height": 844}, has_touch=True)
    explorer.walk_to("mean dE/dw5")
    explorer.press("Back", "Next")
    place = top_of(explorer.button("Next"))
    explorer.press("Check my number")
    assert is_in_sight(explorer.root.get_by_role("textbox", name="your number for"))
    assert abs(top_of(explorer.button("Next")) - place) < 20


def test_on_a_phone_what_is_always_in_sight_is_reached_without_scrolling(explore):
    explorer = explore(bp.Explorer(two_two_two), viewport={"width": 390, "height": 844}, has_touch=True)
    explorer.open_all()
    explorer.press("Map")
    scroll_below_header(explorer)
    before = explorer.page.evaluate("scrollBy(0, 200), scrollY")
    for name in "Step", "Reset", "Network", "Map", "Fit range":
        explorer.button(name).focus()
        assert explorer.page.evaluate("scrollY") == before, name


def test_on_a_phone_the_value_of_each_assignment_and_each_gradient_is_in_sight(explore):
    explorer = explore(bp.Explorer(three_classes), viewport={"width": 390, "height": 844}, has_touch=True)
    explorer.open("All numbers", "Gradient check")
    for title in "All numbers", "Gradient check":
        table = explorer.panel(title).get_by_role("table")
        for cell in table.locator("td:last-child").all():
            box = cell.bounding_box()
            assert box["x"] + box["width"] <= 390
        heights = {row.bounding_box()["height"] for row in table.get_by_role("columnheader").all()}
        assert max(heights) < 30  # a word is in one line


def test_by_tab_step_is_among_the_first_five(explorer):
    for _ in range(5):
        explorer.page.keyboard.press("Tab")
        if explorer.page.evaluate(javascript("focused")) == "Step":
            return
    pytest.fail("Step is not among the first five")


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_runs_sideways_and_no_panel_lies_on_another(explore, width):
    everything = bp.Explorer(two_two_two, open=widget.PANELS)
    explorer = explore(everything, viewport={"width": width, "height": 900})
    assert explorer.page.evaluate(javascript("page_width")) <= width
    panels = [explorer.panel(title) for title in ("Error surface", *PANELS)]
    boxes = [panel.bounding_box() for panel in panels if panel.is_visible()]
    assert not any(overlaps(one, other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize("width", [625, 704])
def test_the_bar_and_the_caption_of_the_surface_take_a_line_each_in_half_a_column(explore, width):
    explorer = explore(bp.Explorer(two_two_two), viewport={"width": width + 16, "height": 900})
    surface = explorer.panel("Error surface")
    names = "zoom out", "zoom in", "Fit range"
    bar = [explorer.button(name).bounding_box() for name in names]
    bar += [surface.get_by_role("combobox").nth(k).bounding_box() for k in (0, 1)]
    in_a_line = [{**box, "x": 0} for box in bar]
    assert all(overlaps(one, other) for one, other in combinations(in_a_line, 2))
    expect(explorer.downhill).to_contain_text("∂w7")
    assert explorer.downhill.bounding_box()["height"] <= bar[0]["height"]


@pytest.mark.parametrize("example", ALL, ids=lambda each: each.name)
def test_no_text_of_the_diagram_lies_on_another(explore, example):
    explorer = explore(bp.Explorer(example))
    explorer.press("update")
    explorer.is_drawn()
    assert explorer.diagram.evaluate(javascript("overlapping_texts")) == []


def test_texts_of_the_diagram_keep_apart_where_a_number_is_long(explorer):
    explorer.set("w6", -1.7767)
    explorer.is_drawn()
    assert explorer.diagram.evaluate(javascript("overlapping_texts")) == []


@pytest.mark.parametrize("screen", [360, 768, 1100])
def test_on_paper_the_surface_is_whole_and_under_its_axes(explore, screen):
    """What is printed was drawn for the screen: paper is narrower or wider."""
    explorer = explore(bp.Explorer(two_two_two), viewport={"width": screen, "height": 800})
    explorer.page.evaluate(javascript("go_to_paper"))
    surface = explorer.panel("Error surface")
    on_screen = surface.evaluate(javascript("canvases_on_paper"), None)
    explorer.page.emulate_media(media="print")
    on_paper = surface.evaluate(javascript("canvases_on_paper"), "660px")
    assert on_screen["inside"] and on_paper["inside"]
    for before, after in zip(on_screen["margins"], on_paper["margins"], strict=True):
        assert after == pytest.approx(before, abs=1)
