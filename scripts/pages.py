"""The pages of the book as a reader meets them: their paragraphs, the texts of their widgets, their numbers."""

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

ROOT = Path(__file__).parents[1]

TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
FRAME = {"intro", "audit", "your-own-example"}  # the notebooks that are no chapters

MARKDOWN = MarkdownIt().enable("table").use(dollarmath_plugin).use(myst_role_plugin).use(colon_fence_plugin)
DIRECTIVE = re.compile(r"\{[\w-]+\}\s*(.*)")
TEXT_DIRECTIVE = re.compile(r"\{(?!eval-rst|bibliography|code|literalinclude|math)[\w-]+\}")
OPTIONS = re.compile(r"\A(?::[\w-]+:.*\n)+")
NUMBER = re.compile(r"(?<![\w.])\d+\.\d+(?:e[-+]?\d+)?(?![\w.]*\d)")


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
        return [nbformat.v4.new_markdown_cell(path.with_suffix(".md").read_text(encoding="utf-8"))]

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


PAGES = [Page(name) for name in [TOC["root"], *(page["file"] for part in TOC["parts"] for page in part["chapters"])]]
CHAPTERS = [page for page in PAGES if page.code and page.name.split("/")[1] not in FRAME]


def sentences(text):
    return re.split(r"(?<=[.!?])[\"”)]?\s+", text)
