"""The sliders around a figure, in the built book: no Python is there, and they move."""

import re

import pytest
from playwright.sync_api import expect

from backprop.widgets.bundle import HERE

pytestmark = pytest.mark.browser

BOOK = HERE.parents[2] / "book"
PAGES = sorted(path.stem for path in BOOK.glob("*.ipynb") if "bp.tweak(" in path.read_text(encoding="utf-8"))

# The pixels of a picture as the reader sees it, light or dark, as a text.
PIXELS = """(image) => {
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height).data.join();
}"""


def parts(page):
    """Slider, value beside it and picture of the first tweak."""
    tweak = page.locator(".bp-tweak").first
    return tweak.get_by_role("slider").first, tweak.locator(".bp-tweak-value").first, tweak.get_by_role("img").first


def pixels(picture):
    picture.evaluate("image => image.decode()")
    return picture.evaluate(PIXELS)


@pytest.mark.parametrize("name", PAGES)
def test_a_slider_moves_its_picture_by_key(visit, name):
    slider, value, picture = parts(visit(f"book/{name}"))
    expect(slider).to_have_accessible_name(re.compile(r"\w+"))
    seen = set()
    for key in ("Home", "End", "ArrowLeft"):
        slider.press(key)
        text = slider.get_attribute("aria-valuetext")
        expect(value).to_have_text(text)
        expect(picture).to_have_attribute("alt", re.compile(f"^{slider.get_attribute('aria-label')} {text}\\b"))
        seen.add(pixels(picture))
    assert len(seen) == 3


def test_a_slider_follows_the_pointer(visit):
    slider, value, picture = parts(visit("book/two-two-two"))
    first = pixels(picture)
    assert value.inner_text() == "0.5"
    slider.click()  # In its middle.
    assert 9 < float(value.inner_text()) < 12
    assert pixels(picture) != first


def test_two_sliders_choose_one_picture_together(visit):
    page = visit("book/spam-classifier")
    across, bias = page.locator(".bp-tweak").get_by_role("slider").all()
    picture = page.locator(".bp-tweak").get_by_role("img").first
    seen = set()
    for first, second in (("Home", "Home"), ("Home", "End"), ("End", "Home"), ("End", "End")):
        across.press(first)
        bias.press(second)
        said = [each.get_attribute("aria-valuetext") for each in (across, bias)]
        expect(picture).to_have_attribute("alt", re.compile(rf"^w2 {said[0]}, b2 {said[1]}\b"))
        seen.add(pixels(picture))
    assert len(seen) == 4


def test_a_figure_wears_the_theme_and_its_map_does_not(visit):
    """The corner of a figure is as dark as the page; the map above it is what it is in the light theme."""
    light, dark = (visit("book/error-surfaces", color_scheme=theme) for theme in ("light", "dark"))
    for kind in ("figure .bp-figure", ".bp-tweak .bp-figure"):
        for page in (light, dark):
            page.locator(kind).first.scroll_into_view_if_needed()
        plain = [page.locator(f"{kind} > img:not(.bp-figure-map)").first for page in (light, dark)]
        copies = [page.locator(f"{kind} > .bp-figure-map").first for page in (light, dark)]
        filters = [each.evaluate("image => getComputedStyle(image).filter") for each in (*plain, *copies)]
        assert filters[0] == filters[2] == filters[3] == "none" and "invert" in filters[1]
        boxes = [each.bounding_box() for each in (plain[1], copies[1])]
        assert boxes[0] == boxes[1]


@pytest.mark.parametrize("name", PAGES)
def test_text_of_a_figure_can_be_read_on_a_phone(visit, name):
    """Its 10 points are 12 pixels or more: a figure of 4 inches is at least 346 pixels wide."""
    page = visit(f"book/{name}", viewport={"width": 390, "height": 844})
    widths = page.locator(".bp-figure").evaluate_all("all => all.map((each) => each.getBoundingClientRect().width)")
    assert len(widths) >= 2 and all(346 <= width <= 390 for width in widths)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_no_heavier_than_a_megabyte(site, name):
    assert (site / f"book/{name}.html").stat().st_size < 1_000_000
