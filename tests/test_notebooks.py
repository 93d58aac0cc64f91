"""The committed notebooks, as files: executed, clean, and fit to be compared by nbval."""

import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]

NOTEBOOKS = sorted((ROOT / "book").glob("*.ipynb"))
CHAPTERS = [path for path in NOTEBOOKS if path.stem not in ("intro", "audit", "your-own-example")]
VIEW = "application/vnd.jupyter.widget-view+json"
UNSTABLE = {
    "an address": r"\b0x[0-9a-f]{6,}\b",
    "a path": r"(?<![\w.:/])(?:/(?:home|root|tmp|usr|work|Users)/|[A-Z]:\\)\w",
    "a time": r"\b\d{1,2}:\d{2}:\d{2}\b|\b\d+(?:\.\d+)? ?(?:ms|µs|it/s|s/it)\b",
    "a date": r"\b20\d\d-\d\d-\d\d\b",
}


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def tags(cell):
    return cell.metadata.get("tags", [])


def texts(cell):
    """Every text that a cell put out."""
    for output in cell.outputs:
        yield output.get("text", "")
        for mime, data in output.get("data", {}).items():
            if mime.startswith("text/"):
                yield data


def test_there_are_notebooks():
    assert NOTEBOOKS


def test_notebook_is_valid_and_opens_with_its_title(notebook):
    nbformat.validate(notebook)
    assert notebook.cells[0].cell_type == "markdown"
    titles = [
        line
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for line in outside_fences(cell.source)
        if line.startswith("# ")
    ]
    assert len(titles) == 1


def outside_fences(source):
    """Lines of a Markdown text that stand in no code block."""
    fence = False
    for line in source.splitlines():
        if line.startswith("```"):
            fence = not fence
        elif not fence:
            yield line


def test_every_code_cell_was_run_in_order(notebook):
    """A cell without a number was not run, and nbval would compare nothing of it."""
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1)), "run `make refresh`"


def test_no_code_cell_is_empty(notebook):
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.source.strip() for cell in cells)


def test_no_cell_failed_or_wrote_to_stderr(notebook):
    kinds = {
        (output.output_type, output.get("name"))
        for cell in code_cells(notebook)
        for output in cell.outputs
    }
    assert not any(kind == "error" or name == "stderr" for kind, name in kinds)


def test_metadata_is_the_same_on_every_machine(notebook):
    assert notebook.metadata.kernelspec == {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    }
    assert notebook.metadata.language_info == {"name": "python", "file_extension": ".py"}
    assert "widgets" not in notebook.metadata
    assert not any("execution" in cell.metadata for cell in notebook.cells)


def test_no_widget_is_stored(notebook):
    stored = [
        output
        for cell in code_cells(notebook)
        for output in cell.outputs
        if VIEW in output.get("data", {})
    ]
    assert stored == []


def test_outputs_hold_nothing_that_changes_from_run_to_run(notebook):
    found = [
        f"{what} in cell {cell.execution_count}: {match.group()!r}"
        for cell in code_cells(notebook)
        for text in texts(cell)
        for what, pattern in UNSTABLE.items()
        for match in re.finditer(pattern, text)
    ]
    assert found == []


def test_every_figure_has_an_alternative_text(notebook):
    for cell in code_cells(notebook):
        if any("image/png" in output.get("data", {}) for output in cell.outputs):
            text = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
            assert len(text.split()) > 3, f"cell {cell.execution_count} has the alt text {text!r}"


def test_nbval_is_told_what_to_do_by_tags_alone(notebook):
    cells = code_cells(notebook)
    assert not any("NBVAL" in cell.source for cell in cells)
    known = {"nbval-ignore-output", "nbval-raises-exception", "nbval-skip"}
    given = {tag for cell in cells for tag in tags(cell) if tag.startswith("nbval")}
    assert given <= known


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_only_cells_that_need_more_than_the_book_are_skipped(path):
    """They are skipped by nbval and by the build alike; tests/test_frameworks.py runs them."""
    cells = code_cells(nbformat.read(path, as_version=4))
    skipped = [cell for cell in cells if {"nbval-skip", "skip-execution"} & set(tags(cell))]
    assert all({"nbval-skip", "skip-execution"} <= set(tags(cell)) for cell in skipped)
    assert not skipped or path.stem == "frameworks"


def visible_cells(notebook):
    """The cells whose code a reader of the book sees."""
    hidden = {"hide-input", "remove-input", "hide-cell", "remove-cell"}
    return [cell for cell in code_cells(notebook) if not hidden & set(tags(cell))]


def test_visible_cells_are_short(notebook):
    long = [cell.execution_count for cell in visible_cells(notebook) if len(cell.source.splitlines()) > 15]
    assert long == []


def test_a_table_is_a_data_frame(notebook):
    """And not lines that are printed with widths."""
    width = re.compile(r"\{[^{}]*:[<>^z]*\d+(?:\.\d+)?[fdegs]?\}|\{[^{}]*:[<>^]\d*\}")
    padded = [cell.source for cell in visible_cells(notebook) if width.search(cell.source)]
    assert padded == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_each_chapter_opens_with_the_same_line(path):
    first = code_cells(nbformat.read(path, as_version=4))[:2]
    lines = [line for cell in first for line in cell.source.splitlines()]
    assert sum(line.startswith("network, theta, x, t = ") for line in lines) == 1


def test_no_line_ends_in_a_semicolon(notebook):
    """A trailing semicolon hides an output from the reader, not from nbval."""
    ends = [cell.execution_count for cell in code_cells(notebook) if cell.source.endswith(";")]
    assert ends == []
