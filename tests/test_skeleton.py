"""The skeleton of a chapter: copied into a book, as CONTRIBUTING.md says, it passes all that is asked of a chapter."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.xdist_group("skeleton")

SKELETON = "book/_skeleton/chapter.ipynb"
TESTS = ["tests/test_prose.py", "tests/test_notebooks.py", "-m", "not browser", "-k", "my-chapter"]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A copy of the book, with a new chapter at its end."""
    folder = tmp_path_factory.mktemp("skeleton")
    for name in "book", "scripts", "tests":
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(folder / SKELETON, folder / "book/my-chapter.ipynb")
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    toc["parts"][-2]["chapters"].append({"file": "book/my-chapter"})
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    return folder


def run(folder, *command):
    """What a command says in that folder; the test fails where the command does."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "lib")}
    command = [sys.executable, *command]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    return done.stdout


def test_its_prose_passes(book):
    run(book, "scripts/lint_prose.py")


def test_it_has_all_parts_of_a_chapter(book):
    assert " passed" in run(book, "-m", "pytest", "-p", "no:cacheprovider", *TESTS)


def test_it_gives_what_it_stores(book):
    nbval = "--nbval", "--nbval-current-env", "--nbval-cell-timeout=600", "--nbval-kernel-startup-timeout=600"
    run(book, "-m", "pytest", "-p", "no:cacheprovider", *nbval, "book/my-chapter.ipynb")


def test_the_guide_says_where_it_is():
    assert SKELETON in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
