"""Execute the notebooks of the book and store their outputs; a second run changes nothing.

Usage: python scripts/refresh.py [notebook ...]    (default: all of book/*.ipynb, and the skeleton of a chapter)

What would differ from run to run is left out: execution times, the state and the views of widgets
(the build makes them anew), and the version of Python.

Cells with the tag ``skip-execution`` need PyTorch and JAX, which the book does not require. They run where both are
installed; elsewhere they keep the outputs that are stored.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

import nbformat
from nbclient import NotebookClient

BOOK = Path(__file__).parents[1] / "book"
SKELETON = BOOK / "_skeleton/chapter.ipynb"
sys.path.insert(0, str(BOOK / "_ext"))
from kernels import AsyncKernelAtFiles, leave_the_home_folder  # noqa: E402

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
VIEW = "application/vnd.jupyter.widget-view+json"
SKIPPED = "skip-execution"


def refresh(path):
    """Execute one notebook in its own folder and write it back."""
    notebook = nbformat.read(path, as_version=4)
    execute(notebook, path.parent)
    nbformat.validate(notebook)
    nbformat.write(notebook, path)


def execute(notebook, folder):
    """Run the cells of a notebook, all that this environment can run, and keep what they put out."""
    frameworks = find_spec("torch") and find_spec("jax")
    notebook.metadata.kernelspec = KERNEL
    NotebookClient(
        notebook,
        kernel_manager_class=AsyncKernelAtFiles,
        timeout=600,
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
        skip_cells_with_tag="" if frameworks else SKIPPED,
        resources={"metadata": {"path": folder}},
    ).execute()
    notebook.metadata.language_info = {"name": "python", "file_extension": ".py"}  # of a script made from it
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for count, cell in enumerate(code, start=1):  # as if none had been skipped
        cell.execution_count = count
        cell.outputs = [each for each in cell.outputs if VIEW not in each.get("data", {})]
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count


if __name__ == "__main__":
    leave_the_home_folder()
    for path in [Path(name) for name in sys.argv[1:]] or sorted(BOOK.glob("*.ipynb")) + [SKELETON]:
        print(path.name, flush=True)
        refresh(path)
