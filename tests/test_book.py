"""The built book: what its files hold, and what a browser without a network makes of them."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import nbformat
import pytest
import yaml
from accessibility import violations
from bs4 import BeautifulSoup
from javascript import javascript

ROOT = Path(__file__).parents[1]

TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
PAGES = [TOC["root"], *(page["file"] for part in TOC["parts"] for page in part["chapters"])]
#: Pages that Sphinx adds, and the one that leads from the top to the first page.
ADDED = "genindex", "py-modindex", "search", "index"

#: The success criteria of WCAG 2.2 up to level AA, as axe names them.
GUIDELINES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture(scope="session")
def html_files(site):
    """Paths of all pages, relative to the site; the theme keeps templates in _static."""
    paths = (path.relative_to(site) for path in site.rglob("*.html"))
    return sorted(path for path in paths if path.parts[0] != "_static")


@pytest.fixture(scope="session")
def soup(site):
    """``soup(path)``: a page of the site, parsed once."""
    parsed = {}

    def soup(path):
        if path not in parsed:
            parsed[path] = BeautifulSoup((site / path).read_text(encoding="utf-8"), "html.parser")
        return parsed[path]

    return soup


def references(page):
    """(tag, attribute, address) of everything that a page loads or links to."""
    for attribute in "href", "src":
        for tag in page.find_all(attrs={attribute: True}):
            yield tag, attribute, tag[attribute]


def test_the_toc_lists_every_page_of_the_book():
    found = {
        path.relative_to(ROOT).with_suffix("").as_posix()
        for path in (ROOT / "book").iterdir()
        if path.suffix in {".ipynb", ".md"}
    }
    assert found == set(PAGES)


def test_the_site_holds_the_pages_of_the_toc_and_no_other(html_files):
    found = {path.with_suffix("").as_posix() for path in html_files}
    assert found - set(ADDED) == set(PAGES)


def test_every_internal_link_and_anchor_resolves(site, html_files, soup):
    anchors = {path: {tag["id"] for tag in soup(path).find_all(id=True)} for path in html_files}

    def resolves(path, address):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return True
        target = (site / path.parent / unquote(parts.path)).resolve() if parts.path else site / path
        is_anchor = parts.fragment and "=" not in parts.fragment  # else the state of an explorer
        return target.is_file() and (
            not is_anchor or unquote(parts.fragment) in anchors[target.relative_to(site)]
        )

    broken = [
        f"{path}: {address}"
        for path in html_files
        for _, _, address in references(soup(path))
        if not resolves(path, address)
    ]
    assert broken == []


def test_nothing_is_loaded_from_elsewhere(html_files, soup):
    loaded = []
    for path in html_files:
        for tag, attribute, address in references(soup(path)):
            inert = tag.name == "a" or tag.get("rel") in (["canonical"], ["author"])
            if not inert and urlsplit(address).scheme not in ("", "data"):
                loaded.append(f"{path.name}: <{tag.name} {attribute}={address}>")
    assert loaded == []


def test_no_style_sheet_loads_from_elsewhere(site):
    loads = re.compile(r"""(?:@import\s+|url\()\s*["']?((?:https?:)?//[^"')\s]+)""")
    found = {
        (path.name, address)
        for path in site.rglob("*.css")
        for address in loads.findall(path.read_text(encoding="utf-8"))
    }
    assert found == set()


@every_page
def test_a_page_has_one_heading_and_a_title_of_the_same_words(soup, name):
    page = soup(Path(f"{name}.html"))
    (heading,) = page.select("article h1")
    words = next(heading.stripped_strings)
    assert words in page.title.text
    assert page.html["lang"] == "en"


def test_each_page_has_a_description_of_its_own(soup):
    heads = [soup(Path(f"{name}.html")).head for name in PAGES]
    texts = [tag["content"] for head in heads for tag in head.select("meta[name=description]")]
    assert len(set(texts)) == len(texts) == len(PAGES)
    assert [text for text in texts if len(text.split()) < 8 or any(mark in text for mark in "\\${`")] == []
    assert all(len(head.select("meta[name=viewport]")) == 1 for head in heads)


@every_page
def test_a_page_keeps_to_the_standards_of_its_language(soup, name):
    """No style sheet within the page, no heading of a table that says nothing, no role out of its place."""
    page = soup(f"{name}.html")
    assert page.body.find_all("style") == []
    assert [head for head in page.find_all("th") if not head.get_text(strip=True) and not head.find("math")] == []
    assert page.find_all(role="doc-biblioentry") == []
    assert all(entry.parent["role"] == "list" for entry in page.find_all(role="listitem"))


@every_page
def test_every_image_says_what_is_seen(soup, name):
    # A copy of a map, laid over it for the dark theme, is for the eyes alone.
    for image in soup(Path(f"{name}.html")).select("article img:not(.bp-figure > .bp-figure-map)"):
        alternative = image.get("alt", "")
        assert len(alternative.split()) > 3, f"{image['src']} has the alt text {alternative!r}"


@every_page
def test_the_source_of_a_page_can_be_downloaded(site, soup, name):
    page = site / f"{name}.html"
    links = soup(Path(f"{name}.html")).select(".dropdown-download-buttons a[href]")
    (target,) = {(page.parent / link["href"]).resolve() for link in links}
    assert target.stem == page.stem and target.is_file()
    if target.suffix == ".ipynb":
        notebook = nbformat.read(target, as_version=4)
        text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        assert not [word for word in ("{term}", "{cite}", "{numref}", ":::") if word in text]
        assert notebook.metadata.language_info.file_extension == ".py"


def test_the_start_page_links_to_the_archive_of_every_page(site, soup):
    start = Path(f"{PAGES[0]}.html")
    (link,) = soup(start).select("article a[href$='.zip']")
    with ZipFile(site / start.parent / link["href"]) as archive:
        names = {Path(name).stem for name in archive.namelist() if "/notebooks/" in name}
        text = archive.read("backpropagation-by-hand/notebooks/softmax.ipynb").decode()
    assert names == {Path(name).stem for name in PAGES}
    assert "{term}" not in text


@pytest.mark.browser
@every_page
def test_a_page_opens_as_a_file_at_every_width_without_error_or_request(visit, name):
    page = visit(name)
    # Every formula is set, by a script that starts after the widgets.
    bare = "[...document.querySelectorAll('.math')].filter((each) => !each.querySelector('mjx-container'))"
    page.wait_for_function(f"{bare}.length === 0")
    assert page.locator(".bp-widget-error, mjx-merror").count() == 0
    for width in 1280, 768, 360:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@every_page
def test_axe_finds_nothing_that_breaks_the_web_guidelines(visit, name):
    page = visit(name, viewport={"width": 360, "height": 800})
    page.wait_for_function(javascript("is_typeset"))
    assert violations(page, "dark", runOnly=GUIDELINES) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    assert violations(page, "light", runOnly=["color-contrast"]) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_there_is_one_visible_search_box(visit, width):
    page = visit(PAGES[0], viewport={"width": width, "height": 800})
    boxes = page.locator(".search-button__button").all()
    assert sum(box.is_visible() and inside(box, width) for box in boxes) == 1


def inside(element, width):
    box = element.bounding_box()
    return box["x"] >= 0 and box["x"] + box["width"] <= width


@pytest.mark.browser
def test_the_search_finds_a_page_without_a_server(visit, site):
    page = visit("search")
    page.goto(f"{(site / 'search.html').as_uri()}?q=library")
    page.locator("#search-results a", has_text="The library").first.wait_for()


@pytest.mark.browser
def test_the_search_box_leads_to_the_search(visit):
    page = visit(PAGES[0])
    page.wait_for_function("window.bootstrap")
    page.keyboard.press("Control+k")
    page.keyboard.type("library")
    page.keyboard.press("Enter")
    page.locator("#search-results a", has_text="The library").first.wait_for()


@pytest.mark.browser
def test_the_dark_theme_is_followed(visit):
    ground = "getComputedStyle(document.body).backgroundColor"  # Also before the script of the theme has run.
    light = visit(PAGES[0], color_scheme="light").evaluate(ground)
    dark = visit(PAGES[0], color_scheme="dark").evaluate(ground)
    assert light == "rgb(255, 255, 255)" and dark == "rgb(20, 24, 29)"


@pytest.mark.browser
def test_paper_shows_no_controls_of_the_page(visit):
    page = visit(PAGES[-1])
    controls = page.locator(".bd-sidebar-primary, .bd-header-article, .prev-next-footer")
    assert controls.first.is_visible()
    page.emulate_media(media="print")
    assert not any(each.is_visible() for each in controls.all())


@pytest.mark.browser
def test_paper_is_light_and_the_screen_dark_again_after_it(visit):
    page = visit(PAGES[0], color_scheme="dark")
    theme = "document.documentElement.dataset.theme"
    page.evaluate("window.during = []")
    page.evaluate(f"addEventListener('beforeprint', () => window.during.push({theme}))")
    page.pdf()
    assert page.evaluate("window.during") == ["light"]
    assert page.evaluate(theme) == "dark"


@pytest.mark.browser
def test_the_icons_and_the_switch_of_the_theme_work(visit):
    page = visit("book/intro")
    page.wait_for_selector("svg.fa-magnifying-glass", state="attached")
    page.wait_for_function("window.bootstrap")
    page.locator(".theme-switch-button:visible").first.click()
    page.wait_for_function("document.documentElement.dataset.mode !== 'auto'")


@pytest.mark.browser
def test_the_browser_keeps_what_the_page_on_privacy_says_and_no_more(visit, site):
    page = visit(PAGES[1])
    page.wait_for_function("window.bootstrap")
    page.locator(".theme-switch-button:visible").first.click()
    page.goto(f"{(site / 'search.html').as_uri()}?q=library")
    page.locator("#search-results a", has_text="The library").first.wait_for()
    assert set(page.evaluate("Object.keys(localStorage)")) == {"mode", "theme", "sphinx_highlight_terms"}
    assert set(page.evaluate("Object.keys(sessionStorage)")) <= {"sidebar-scroll-top"}
    assert page.evaluate("document.cookie") == ""
    assert page.context.cookies() == []
