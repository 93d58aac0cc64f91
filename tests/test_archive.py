"""The archive that readers take away: unpacked, it runs with what is in it and the requirements, and no network."""

import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "book/_ext"))
import archive  # noqa: E402
import downloads  # noqa: E402

pytestmark = pytest.mark.xdist_group("archive")

EXECUTE = """
import sys
import nbformat
from nbclient import NotebookClient
import backprop
assert backprop.__file__.startswith(sys.argv[2]), backprop.__file__
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The folder that a reader sees after unpacking."""
    folder = tmp_path_factory.mktemp("archive")
    entries = downloads.sources([ROOT / "book/references.bib"])
    sources = folder / "sources"
    sources.mkdir()
    for path in (ROOT / "book").glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        nbformat.write(downloads.plain_notebook(notebook, entries), sources / path.name)
    archive.write(ROOT, sorted(sources.iterdir()), folder / "archive.zip")
    with ZipFile(folder / "archive.zip") as file:
        file.extractall(folder)
    return folder / archive.NAME


def test_it_holds_the_notebooks_the_library_and_the_data(unpacked):
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    (wheel,) = (name for name in names if name.endswith(".whl"))
    notebooks = {f"notebooks/{path.name}" for path in (ROOT / "book").glob("*.ipynb")}
    assert names == {"READ-ME.txt", "LICENSE", "data/spambase.csv", wheel} | notebooks


def test_the_note_names_the_wheel_and_what_the_notebooks_need(unpacked):
    note = (unpacked / "READ-ME.txt").read_text(encoding="utf-8")
    named = set(re.findall(r"\./(\S+\.whl)", note))
    assert named == {path.name for path in unpacked.glob("*.whl")}
    for path in unpacked.glob("notebooks/*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        run = [cell for cell in cells if cell.cell_type == "code" and "nbval-skip" not in cell.metadata.get("tags", [])]
        code = "\n".join(cell.source for cell in run)
        imported = set(re.findall(r"^\s*(?:import|from) (\w+)", code, re.MULTILINE))
        foreign = imported - set(sys.stdlib_module_names) - {"backprop", "IPython"}
        assert [name for name in foreign if name.lower() not in note.lower()] == []


def test_a_notebook_runs_with_the_wheel_alone(unpacked, tmp_path):
    """The one that reads the data. The library is that of the wheel, wherever another one is installed."""
    (wheel,) = unpacked.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check"]
    library = tmp_path / "library"
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", "--target", library, wheel], check=True)
    command = [sys.executable, "-c", EXECUTE, "real-email.ipynb", str(library)]
    environment = os.environ | {"PYTHONPATH": str(library)}
    folder = unpacked / "notebooks"
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-3000:]


def test_two_archives_of_one_book_are_the_same(tmp_path):
    for name in "one.zip", "two.zip":
        archive.write(ROOT, [ROOT / "book/notation.md"], tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
