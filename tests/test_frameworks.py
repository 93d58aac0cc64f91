"""The cells of PyTorch and JAX, which the book does not require: they keep what they gave, and give it again."""

from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest

from refresh import SKIPPED, execute, refresh

BOOK = Path(__file__).parents[1] / "book"


def skipped(notebook):
    return [cell for cell in notebook.cells if SKIPPED in cell.metadata.get("tags", [])]


def texts(cell):
    return [output.get("text", "") or output["data"]["text/plain"] for output in cell.outputs]


def test_the_frameworks_give_what_is_stored():
    pytest.importorskip("torch")
    pytest.importorskip("jax")
    stored, again = (nbformat.read(BOOK / "frameworks.ipynb", as_version=4) for _ in range(2))
    execute(again, BOOK)
    assert skipped(stored)
    assert [texts(cell) for cell in skipped(again)] == [texts(cell) for cell in skipped(stored)]


def test_both_frameworks_have_the_nine_digits_of_the_book():
    notebook = nbformat.read(BOOK / "frameworks.ipynb", as_version=4)
    table = next(cell for cell in skipped(notebook) if "JAX" in cell.source)
    _, *rows = texts(table)[0].splitlines()
    assert len(rows) == 6
    for row in rows:
        ours, pytorch, jax = row.split()[-3:]
        assert ours == pytorch == jax


@pytest.mark.skipif(bool(find_spec("torch") and find_spec("jax")), reason="here the cell would run")
def test_a_cell_that_cannot_run_keeps_what_it_gave(tmp_path):
    kept = nbformat.v4.new_output("stream", text="nine digits\n")
    cells = [
        nbformat.v4.new_code_cell("print(1)"),
        nbformat.v4.new_code_cell("import torch", outputs=[kept], metadata={"tags": [SKIPPED]}),
        nbformat.v4.new_code_cell("2"),
    ]
    path = tmp_path / "some.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    refresh(path)
    first, middle, last = nbformat.read(path, as_version=4).cells
    assert texts(middle) == ["nine digits\n"]
    assert [cell.execution_count for cell in (first, middle, last)] == [1, 2, 3]
    assert last.outputs[0].execution_count == 3
