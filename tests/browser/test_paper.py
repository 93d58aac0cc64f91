"""A worksheet printed from the page: what stands on the paper, and that it is what Python writes."""

import numpy as np
import pytest
from explorer_page import Explorer
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import Example, one_weight, three_input_regression, two_two_two

pytestmark = pytest.mark.browser

#: Pixels between margins of 15 mm on A4, the narrower of the two kinds of paper.
A4 = 680
RNG = np.random.default_rng(7)


def example(sizes, rows=1, loss="half_squared_error", **options):
    """One of your own, with long numbers."""
    network = bp.Network(sizes, **options)
    x, t = RNG.normal(size=(rows, sizes[0])), RNG.random((rows, sizes[-1]))
    return Example("mine", "Mine & yours", network, network.initial(RNG), x, t, loss, frozen=network.names[:1])


def ask(explorer, *left_out, key=True):
    """Print a worksheet where all is blank but the parts `left_out`, and look at the paper."""
    explorer.page.evaluate("window.print = () => {}")  # The page stays as it is while a reader sees the dialog.
    explorer.open("Worksheet")
    for title in left_out:
        explorer.root.get_by_label(title, exact=True).uncheck()
    explorer.root.get_by_label("With a key, on its own page").set_checked(key)
    explorer.press("Print a worksheet")
    explorer.page.emulate_media(media="print")


def texts(page):
    """The words and formulas of the sheet and of its key."""
    return page.evaluate(javascript("sheet_texts"))


def printed(explorer):
    return explorer.page.get_by_role("region", name="Worksheet"), explorer.page.get_by_role("region", name="Key")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_only_the_sheet_is_on_the_paper(explore, theme):
    explorer = explore(bp.Explorer(two_two_two), color_scheme=theme)
    page = explorer.page
    page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
    ask(explorer)
    sheet, key = printed(explorer)
    expect(sheet).to_be_visible()
    expect(key).to_be_visible()
    expect(explorer.root).to_be_hidden()
    assert page.evaluate(javascript("colors_on_paper")) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    page.emulate_media(media="screen")
    expect(sheet).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="print")
    expect(explorer.root).to_be_visible()
    expect(sheet).to_have_count(0)


def test_a_second_sheet_takes_the_place_of_the_first(explore):
    explorer = explore(bp.Explorer(two_two_two))
    ask(explorer)
    explorer.page.emulate_media(media="screen")
    explorer.set("w5", 0.75)
    ask(explorer, "Update", "Backward pass", key=False)
    sheet, key = printed(explorer)
    expect(sheet).to_have_count(1)
    expect(key).to_have_count(0)
    expect(sheet.get_by_role("heading")).to_have_text(["The 2-2-2 network", "Given", "Forward pass", "Error"])
    assert "w5=0.75" in texts(explorer.page)[0]


def test_a_sheet_without_a_blank_is_none(explore):
    explorer = explore(bp.Explorer(two_two_two))
    ask(explorer, "Forward pass", "Error", "Backward pass", "Update")
    explorer.page.emulate_media(media="screen")
    expect(explorer.panel("Worksheet")).to_contain_text("Choose at least one part to leave blank.")
    expect(explorer.page.get_by_role("region", name="Worksheet")).to_have_count(0)


def test_page_and_python_write_the_same(show, page):
    cases = [
        (two_two_two, {}),
        (one_weight, {}),
        (three_input_regression, {"optimizer": bp.Adam(1e-7)}),
        (two_two_two, {"order": "output_first", "optimizer": bp.Momentum(0.25, 0.5)}),
        (example([2, 2, 1], rows=5, loss="cross_entropy", hidden="relu"), {}),
        (example([2, 3, 8], loss="softmax_cross_entropy", output="identity"), {}),
    ]
    widgets = show(*(bp.Explorer(given, **options) for given, options in cases))
    for place, (given, options) in enumerate(cases):
        ask(Explorer(widgets, place))
        page.set_content(bp.worksheet(given, **{"optimizer": bp.SGD(given.learning_rate)} | options).html)
        assert texts(widgets) == texts(page)
        widgets.emulate_media(media="screen")


def test_in_turn_the_sheet_is_about_the_example_that_is_due(explore):
    explorer = explore(bp.Explorer(one_weight, in_turn=True))
    explorer.press("Step")
    ask(explorer)
    sheet, key = texts(explorer.page)
    assert "i1=1" in sheet and "example" not in key


def test_nothing_sticks_out_of_the_paper(show, new_page):
    cases = [
        two_two_two,
        example([2, 3, 8], loss="softmax_cross_entropy", output="identity"),
        example([8, 7]),
        example([1, 16, 1]),
        example([3, 4, 2], rows=12),
    ]
    paper = {"viewport": {"width": A4, "height": 900}}
    widgets, page = show(*map(bp.Explorer, cases), **paper), new_page(**paper)
    page.emulate_media(media="print")
    for place, given in enumerate(cases):
        ask(Explorer(widgets, place))
        page.set_content(bp.worksheet(given).html)
        for each in (widgets, page):
            assert each.evaluate(javascript("cut_on_sheet"), A4) == []
        widgets.emulate_media(media="screen")
