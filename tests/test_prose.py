"""The words of the book: numbers that are backed, spelling, style, and the parts of a page."""

import ast
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
import pytest
import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from shingles import STORE, shingles
from spellchecker import SpellChecker

import backprop as bp

ROOT = Path(__file__).parents[1]

DATA = Path(__file__).parent / "data"
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text())
LISTED = [TOC["root"], *(page["file"] for part in TOC["parts"] for page in part["chapters"])]
FRAME = {"intro", "audit"}  # the notebooks that are no chapters

MARKDOWN = MarkdownIt().enable("table").use(dollarmath_plugin).use(myst_role_plugin).use(colon_fence_plugin)
DIRECTIVE = re.compile(r"\{[\w-]+\}\s*(.*)")
TEXT_DIRECTIVE = re.compile(r"\{(?!eval-rst|bibliography|code|literalinclude|math)[\w-]+\}")
OPTIONS = re.compile(r"\A(?::[\w-]+:.*\n)+")
NUMBER = re.compile(r"(?<![\w.])\d+\.\d+(?:e[-+]?\d+)?(?![\w.]*\d)")

#: Decimals of general knowledge, that nothing on a page computes.
CONSTANTS = {"3.11", "3.12", "3.13"}  # versions of Python
LONGEST_SENTENCE = 34
WORDS_A_MINUTE = 150
FILLERS = re.compile(
    r"\b(?:very|simply|just(?! (?:above|below|before|after|under|over|as)\b)|obviously|clearly|basically|actually"
    r"|really|quite|of course|trivial(?:ly)?|easily|needless to say|it is worth noting|note that|in order to"
    r"|utili[sz]e|leverage|delve|powerful|seamless(?:ly)?|amazing|awesome|magic(?:al)?|let's|let us)\b",
    re.IGNORECASE,
)
EMOJI = re.compile("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")


@dataclass(frozen=True)
class Paragraph:
    """A run of prose: a heading, a table's cell, a caption, a text of a question, …

    `text` has ``#`` for code and mathematics; `linked` has ``<term>`` for each link to the glossary.
    """

    kind: str
    text: str
    linked: str
    numbers: tuple[str, ...]


def paragraphs(source):
    """The prose of a Markdown text, that inside its directives included."""
    tokens = MARKDOWN.parse(source)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline":
            yield paragraph(before.type.removesuffix("_open"), token.children)
        elif token.type == "math_block":
            yield Paragraph("math", "", "", tuple(decimals(token.content)))
        elif token.type in ("fence", "colon_fence") and TEXT_DIRECTIVE.match(token.info):
            title = DIRECTIVE.fullmatch(token.info.strip()).group(1)
            yield from paragraphs(f"{title}\n\n{OPTIONS.sub('', token.content)}")


def paragraph(kind, children):
    text = linked = full = ""
    for child in children:
        plain = {"softbreak": " ", "hardbreak": " ", "text": child.content}.get(child.type, "")
        link = plain
        if child.type in ("code_inline", "math_inline"):
            plain = link = "#"
            full += child.content
        elif child.type == "myst_role":
            plain, link = role(child.meta["name"], child.content)
        text, linked, full = text + plain, linked + link, full + plain
    return Paragraph(kind, text, linked, tuple(decimals(full)))


def role(name, content):
    """What a reader sees of a role, and the same with a link to the glossary marked."""
    if name != "term":
        return "#", "#"
    shown, _, term = content.partition("<")
    return shown.strip(), f"<{term.rstrip('>') or shown.strip()}>"


def decimals(text):
    """The decimals in a text that have three or more significant digits."""
    for number in NUMBER.findall(text):
        if len(number.partition("e")[0].replace(".", "").lstrip("0")) >= 3:
            yield number


def spoken(node):
    """The texts in the code of a widget, as a reader sees them."""
    if isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "#" for part in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in () if isinstance(node, ast.JoinedStr) else ast.iter_child_nodes(node):
        yield from spoken(child)


@dataclass(frozen=True)
class Page:
    name: str

    @cached_property
    def cells(self):
        path = ROOT / self.name
        if path.with_suffix(".ipynb").exists():
            return nbformat.read(path.with_suffix(".ipynb"), as_version=4).cells
        return [nbformat.v4.new_markdown_cell(path.with_suffix(".md").read_text())]

    @cached_property
    def markdown(self):
        return "\n\n".join(cell.source for cell in self.cells if cell.cell_type == "markdown")

    @cached_property
    def code(self):
        return [cell for cell in self.cells if cell.cell_type == "code"]

    @cached_property
    def prose(self):
        """Paragraphs of the page, in its order: of Markdown, of captions, of questions."""
        found = []
        for cell in self.cells:
            if cell.cell_type == "markdown":
                found += paragraphs(cell.source)
                continue
            shown = cell.metadata.get("mystnb", {})
            texts = [shown.get("image", {}).get("alt", ""), shown.get("figure", {}).get("caption", "")]
            if "Question(" in cell.source or "tweak(" in cell.source:
                texts += [text for text in spoken(ast.parse(cell.source)) if len(text.split()) > 3]
            found += [each for text in texts for each in paragraphs(text)]
        return found

    @cached_property
    def words(self):
        return " ".join(each.text for each in self.prose)

    @cached_property
    def source(self):
        return "\n".join(cell.source for cell in self.code)

    @cached_property
    def backing(self):
        """Every number that the page's code and outputs show."""
        texts = [self.source]
        for cell in self.code:
            for output in cell.outputs:
                texts += [output.get("text", "")]
                texts += [data for mime, data in output.get("data", {}).items() if mime.startswith("text/")]
        return {float(number) for text in texts for number in NUMBER.findall(text)}


PRINTED = {abs(float(each.text)) for example in bp.examples.ALL for each in example.printed}
PAGES = [Page(name) for name in LISTED]
CHAPTERS = [page for page in PAGES if page.code and page.name.split("/")[1] not in FRAME]


def of(pages):
    return pytest.mark.parametrize("page", pages, ids=lambda page: page.name)


def sentences(text):
    return re.split(r"(?<=[.!?])[\"”)]?\s+", text)


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
def test_every_word_is_spelled(page):
    spelling = SpellChecker(distance=1)
    spelling.word_frequency.load_words((DATA / "words.txt").read_text().split())
    words = {word.strip("'") for word in re.findall(r"[A-Za-z][A-Za-z']+", page.words.replace("’", "'"))}
    words = {word.removesuffix("'s") for word in words if not word.isupper()}
    assert sorted(spelling.unknown(words)) == []


def test_the_spelling_is_american_and_free_of_known_mistakes():
    command = [sys.executable, "-m", "codespell_lib", "--builtin", "clear,en-GB_to_en-US", "-"]
    prose = "\n".join(each.text for page in PAGES for each in page.prose)
    found = subprocess.run(command, input=prose, capture_output=True, text=True)
    assert (found.stdout, found.returncode) == ("", 0)


@of(PAGES)
def test_sentences_are_short(page):
    long = [
        sentence for each in page.prose for sentence in sentences(each.text) if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert long == []


@of(PAGES)
def test_no_word_is_a_filler_and_nothing_an_emoji(page):
    found = FILLERS.search, EMOJI.search
    assert [each.text for each in page.prose if any(search(each.text) for search in found)] == []


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
    assert minutes <= 60 and len(page.words.split()) <= WORDS_A_MINUTE * minutes


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
            box = explorer.get_by_label({"rate": "learning rate"}.get(parameter, parameter), exact=True)
            assert float(box.input_value()) == float(value)
