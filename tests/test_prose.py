"""The words of the book: numbers that are backed, terms that are linked, and the parts of a page."""

import re

import pytest
from shingles import STORE, shingles

import backprop as bp
from pages import CHAPTERS, PAGES, ROOT, TOC, Page, paragraphs

#: Decimals of general knowledge, that nothing on a page computes.
CONSTANTS = {"3.11", "3.12", "3.13"}  # versions of Python
WORDS_A_MINUTE = 150
PRINTED = {abs(float(each.text)) for example in bp.examples.ALL for each in example.printed}


def of(pages):
    return pytest.mark.parametrize("page", pages, ids=lambda page: page.name)


def rounds_to(value, number):
    """Whether a value, rounded to the digits of a printed number, is that number."""
    unit = 10.0 ** -len(number.partition("e")[0].partition(".")[2]) if "e" not in number else 0
    return abs(value - float(number)) <= max(0.5 * unit, 1e-12 * value) * (1 + 1e-6)


@of(PAGES)
def test_every_decimal_in_prose_is_backed(page):
    """By an output or the code of its page, a number that a document prints, or a listed constant."""
    backing = page.backing | PRINTED
    loose = [
        number
        for each in page.prose
        for number in each.numbers
        if number not in CONSTANTS and not any(rounds_to(value, number) for value in backing)
    ]
    assert loose == []


@of(PAGES)
def test_no_eight_words_in_a_row_are_those_of_a_document(page):
    theirs = set(STORE.read_text().split())
    ours = {key: run for each in page.prose for key, run in shingles(each.text).items()}
    assert [run for key, run in ours.items() if key in theirs] == []


GLOSSARY = re.findall(r"^([a-z][a-z -]*)$", Page("book/notation").markdown.partition("{glossary}")[2], re.M)
TERMS = re.compile(r"<([\w -]+)>|\b(" + "|".join(sorted(GLOSSARY, key=len, reverse=True)) + r")(?:s|es)?\b", re.I)


@of(PAGES)
def test_every_link_to_the_glossary_leads_to_a_term(page):
    linked = {term.lower() for each in page.prose for term in re.findall("<([^>]+)>", each.linked)}
    assert linked - set(GLOSSARY) == set()


@of(CHAPTERS)
def test_every_term_is_linked_where_the_page_first_uses_it(page):
    """After the list of what you will learn, and not in headings, captions, or questions."""
    _, *body = (cell.source for cell in page.cells if cell.cell_type == "markdown")
    seen, late = set(), []
    for each in (each for source in body for each in paragraphs(source) if each.kind != "heading"):
        for link, word in TERMS.findall(each.linked):
            term = (link or word).lower()
            if term not in seen and not link:
                late.append(f"{term}: {each.text}")
            seen.add(term)
    assert late == []


PARTS = (
    r"\A# .+\n\n.+",
    r"\*\*What you will learn\*\*\n\n(?:- .+\n(?:  .+\n)*){3,5}",
    r"[Aa]bout \d+ minutes",
    r"## Before you start",
    r"## Exercises",
    r"\{admonition\} Main take-away\n:class: tip",
)


@of(CHAPTERS)
def test_a_chapter_has_its_parts_in_order(page):
    places = [re.search(part, page.markdown) for part in PARTS]
    missing = [part for part, place in zip(PARTS, places, strict=True) if not place]
    assert missing == []
    starts = [place.start() for place in places]
    assert starts == sorted(starts)


@of(CHAPTERS)
def test_a_chapter_asks_before_it_shows(page):
    assert 0 < page.source.find("bp.Question(") < page.source.find("bp.Explorer(")
    assert "bp.tweak(" in page.source or page.name == "book/general-rule"
    assert "bp.check_gradient(" in page.source


@of(CHAPTERS)
def test_a_chapter_begins_with_recall_and_ends_with_a_picture_of_its_formula(page):
    sources = [cell.source for cell in page.cells]
    start = next(k for k, source in enumerate(sources) if "## Before you start" in source)
    end = next(k for k, source in enumerate(sources) if k > start and source.startswith("## "))
    asked = [source for source in sources[start:end] if "bp.Question(" in source]
    assert len(asked) == 3 and all("feedback=" in each or "solution=" in each for each in asked)
    drawn = [cell.source for cell in page.code if "fig-" in str(cell.metadata.get("mystnb", ""))]
    assert "bp.plots.formula(" in drawn[-1]


@of(CHAPTERS)
def test_a_chapter_has_exercises_with_hints_and_solutions(page):
    start = next(k for k, cell in enumerate(page.cells) if "## Exercises" in cell.source)
    questions = [cell.source for cell in page.cells[start:] if "bp.Question(" in cell.source]
    assert len(questions) >= 5
    assert [each for each in questions if "hint=" not in each] == []
    folded = sum(cell.source.count(":class: dropdown") for cell in page.cells[start:])
    assert folded + sum("solution=" in each for each in questions) >= len(questions)


@of(CHAPTERS)
def test_a_chapter_can_be_read_in_the_minutes_it_names(page):
    minutes = int(re.search(r"[Aa]bout (\d+) minutes", page.markdown).group(1))
    assert minutes <= 40 and len(page.words.split()) <= WORDS_A_MINUTE * minutes


@of([page for page in PAGES if page.code])
def test_a_figure_has_a_caption_and_a_name(page):
    figures = [
        cell.metadata.get("mystnb", {}).get("figure", {})
        for cell in page.code
        if "nbval-ignore-output" not in cell.metadata.get("tags", [])
        and any("image/png" in output.get("data", {}) for output in cell.outputs)
    ]
    names = [figure.get("name", "") for figure in figures]
    assert all(figure.get("caption") for figure in figures)
    assert all(name.startswith("fig-") for name in names) and len(names) == len(set(names))


def test_the_first_page_maps_the_chapters_in_their_order():
    parts = [part for part in TOC["parts"] if part["caption"] != "Appendix"]
    chapters = [page["file"].split("/")[1] for part in parts for page in part["chapters"]]
    of_course = Page("book/intro").markdown.partition("## A map of the course")[2].partition("\n## ")[0]
    assert re.findall(r"^\d+\. \[.+?\]\(([\w-]+)\.ipynb\)", of_course, re.M) == chapters


LINKS = re.findall(r'href="([\w-]+)\.html#(\w+)\?([^"]*)"', Page("book/teaching").markdown)


@pytest.mark.parametrize("name, example, state", LINKS)
def test_a_prepared_state_belongs_to_an_explorer_of_its_page(name, example, state):
    (page,) = (page for page in PAGES if page.name == f"book/{name}")
    assert f"bp.examples.{example}" in page.source and "bp.Explorer(" in page.source


@pytest.mark.browser
@pytest.mark.parametrize("name, example, state", LINKS)
def test_a_prepared_state_is_restored(visit, name, example, state):
    page = visit(f"book/{name}", f"{example}?{state}")
    explorer = page.locator(f"[data-example={example}]").first
    assert explorer.locator(".bp-message").is_hidden()
    for parameter, value in (pair.split("=") for pair in state.split("&")):
        if re.fullmatch(r"[\d.]+", value) and parameter != "walk":
            box = explorer.get_by_label(parameter.replace("_", " "), exact=True)
            assert float(box.input_value()) == float(value)


CITED = re.findall(r"\{cite\}`([^`]+)`", "\n".join(page.markdown for page in PAGES))
ENTRIES = re.split(r"^@", (ROOT / "book/references.bib").read_text(encoding="utf-8"), flags=re.M)[1:]
#: Texts that came without an address, and a thesis and a textbook on paper.
WITHOUT_ADDRESS = {"sanchez2024", "lesson_neuron", "ml0034", "worked_regression", "werbos1974", "han2006"}


def test_every_reference_is_listed_once_cited_and_has_an_address():
    keys = [entry.partition("{")[2].partition(",")[0] for entry in ENTRIES]
    assert sorted(keys) == sorted({key for each in CITED for key in each.split(",")})
    bare = {key for key, entry in zip(keys, ENTRIES, strict=True) if not re.search(r"^\s+(url|doi)\s", entry, re.M)}
    assert bare <= WITHOUT_ADDRESS
