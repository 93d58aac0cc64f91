"""How an explorer fits its place: a phone, half a column, a screen, paper; nothing lies on anything else."""

from itertools import combinations

import pytest
from explorer_page import PANELS, overlaps
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import ALL, two_two_two
from backprop.widgets import explorer as widget

pytestmark = pytest.mark.browser


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
    names = "Contours", "3-D", "zoom out", "zoom in", "Fit range"
    bar = [explorer.button(name).bounding_box() for name in names]
    bar += [surface.get_by_role("combobox").nth(k).bounding_box() for k in (0, 1)]
    in_a_line = [{**box, "x": 0} for box in bar]
    assert all(overlaps(one, other) for one, other in combinations(in_a_line, 2))
    expect(explorer.downhill).to_contain_text("∂w6")
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
