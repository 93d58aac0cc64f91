"""The notebooks for download: what a reader opens in any Jupyter, made from the notebooks of the book."""

import sys
from copy import deepcopy
from functools import cache
from pathlib import Path

import nbformat
import pytest
from pybtex.database import parse_string

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "book/_ext"))
import downloads  # noqa: E402

NOTEBOOKS = sorted((ROOT / "book").glob("*.ipynb"))
ENTRIES = downloads.sources([ROOT / "book/references.bib"])

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@cache
def original(path):
    """A notebook as it stands in the book."""
    return nbformat.read(path, as_version=4)


@cache
def download(path):
    """The same as readers get it."""
    return downloads.plain_notebook(deepcopy(original(path)), ENTRIES)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def markdown(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


@every_notebook
def test_no_syntax_of_the_book_is_left(path):
    for source in markdown(download(path)):
        assert not [word for word in ("{term}", "{cite}", "{numref}", "{py:", ":::", "{admonition}") if word in source]


@every_notebook
def test_code_outputs_and_tags_stay(path):
    assert code(download(path)) == code(original(path))


@every_notebook
def test_the_notebook_is_valid_and_its_scripts_end_in_py(path):
    notebook = download(path)
    nbformat.validate(notebook)
    assert notebook.metadata.language_info == {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    }


@every_notebook
def test_a_second_run_changes_nothing(path):
    once = download(path)
    assert downloads.plain_notebook(deepcopy(once), ENTRIES) == once


@every_notebook
def test_the_code_in_the_text_stays(path):
    def fences(notebook):
        tokens = [token for source in markdown(notebook) for token in downloads.MARKDOWN.parse(source)]
        inside = [each for token in tokens if token.type == "colon_fence" for each in inner(token)]
        return [token.content for token in tokens + inside if token.type == "fence"]

    def inner(token):
        return downloads.MARKDOWN.parse(token.content)

    assert sorted(fences(download(path))) == sorted(fences(original(path)))


@every_notebook
def test_links_and_mathematics_stay(path):
    before, after = ("\n".join(markdown(notebook)) for notebook in (original(path), download(path)))
    assert before.count(".ipynb)") == after.count(".ipynb)")
    captions = [downloads.figure_of(cell).get("caption", "") for cell in code(original(path))]
    assert before.count("$") + "".join(captions).count("$") == after.count("$")


@every_notebook
def test_each_figure_is_followed_by_its_caption_and_its_words(path):
    cells = download(path).cells
    number = 0
    for cell, after in zip(cells, cells[1:], strict=False):
        shown = cell.metadata.get("mystnb", {})
        if "figure" in shown:
            number += 1
            assert after.source.startswith(f"*Figure {number}. ")
            assert shown["image"]["alt"] in after.source


PLAIN = downloads.PlainMarkdown(
    parse_string(
        """
        @misc{one, author = {Ada Lovelace}, year = {1843}, url = {https://example.org/notes}}
        @misc{two, author = {A One and B Two}, year = {1999}, doi = {10.1000/x(1)}}
        @misc{three, shorthand = {A lesson}}
        """,
        "bibtex",
    ).entries,
    {"fig-curve": 2},
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The {term}`weights <weight>` of a {term}`hidden\nneuron`.", "The weights of a hidden\nneuron."),
        ("In one piece {cite}`one`.", "In one piece [[Lovelace 1843](<https://example.org/notes>)]."),
        (
            "{cite}`two, three` say",
            "[[One and Two 1999](<https://doi.org/10.1000/x(1)>), A lesson] say",
        ),
        ("{numref}`fig-curve` falls.", "Figure 2 falls."),
        ("{py:func}`backprop.trace` and $\\frac{1}{2}$", "`backprop.trace` and $\\frac{1}{2}$"),
        (
            ":::{admonition} Is {term}`delta` *it*?\n:class: note\n\nYes:\n\n$$a < b$$\n:::\nAfter.",
            "> **Is delta *it*?**\n>\n> Yes:\n>\n> $$a < b$$\n\nAfter.",
        ),
        (
            "Before.\n:::{admonition} If a < b\n:class: note dropdown\n```python\na < b\n```\n:::",
            "Before.\n\n<details>\n<summary>If a &lt; b</summary>\n\n```python\na < b\n```\n\n</details>",
        ),
        (":::{note}\nA {term}`step`.\n:::", "> **Note**\n>\n> A step."),
        (
            "::::{note} Outer\n:::{tip} Inner\nText.\n:::\n::::",
            "> **Outer**\n>\n> > **Inner**\n> >\n> > Text.",
        ),
    ],
)
def test_what_becomes_of_each_piece(source, expected):
    assert PLAIN.text(source) == expected


def test_a_figure_gets_its_caption():
    cell = nbformat.v4.new_code_cell(
        "plot()",
        id="curve",
        metadata={
            "mystnb": {
                "figure": {"name": "fig-curve", "caption": "The {term}`error` over $w_1$."},
                "image": {"alt": "It falls where a < b."},
            }
        },
    )
    notebook = downloads.plain_notebook(nbformat.v4.new_notebook(cells=[cell]), ENTRIES)
    assert notebook.cells[1].id == "curve-caption"
    assert notebook.cells[1].source == (
        "*Figure 1. The error over $w_1$.*\n\n"
        "<details>\n<summary>The figure in words</summary>\n\nIt falls where a &lt; b.\n\n</details>"
    )


@pytest.mark.parametrize("source", ["{cite}`nobody1900`", "{numref}`fig-elsewhere`"])
def test_what_nothing_stands_for_is_named(source):
    name = source.split("`")[1]
    with pytest.raises(ValueError, match=name):
        PLAIN.text(source)


def test_the_sources_of_a_site_are_rewritten(tmp_path):
    class App:
        srcdir = ROOT
        outdir = tmp_path

        class config:
            bibtex_bibfiles = ["book/references.bib"]

        class builder:
            format = "html"

    target = tmp_path / "_sources/book/softmax.ipynb"
    target.parent.mkdir(parents=True)
    source = (ROOT / "book/softmax.ipynb").read_bytes()
    target.write_bytes(source)
    downloads.finish(App, ValueError("the build failed"))
    assert target.read_bytes() == source
    downloads.finish(App, None)
    once = target.read_bytes()
    assert b"{term}" in source and b"{term}" not in once
    downloads.finish(App, None)
    assert target.read_bytes() == once
