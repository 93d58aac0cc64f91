"""The page on quality: what it counts is what is there, and it follows when something is added."""

import json
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "book/_ext"))
import quality  # noqa: E402


def cells(lines):
    """The rows of a Markdown table, its head and the marks below it apart."""
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


@pytest.fixture
def project(tmp_path):
    """A small project: two tests in Python, one in the browser, one in JavaScript, two cells that are compared."""
    for folder in "tests/browser", "tests/js", "tests/data", "book":
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.coverage.report]\nfail_under = 95\n")
    functions = "".join(f"\n\ndef {name}():\n    pass\n" for name in ("test_a", "helper", "test_b"))
    (tmp_path / "tests/test_one.py").write_text('"""What it\nis about.\n\nMore."""\n' + functions)
    (tmp_path / "tests/browser/test_two.py").write_text('"""A | B."""\n\n\ndef test_c(page):\n    pass\n')
    (tmp_path / "tests/js/three.test.js").write_text('Deno.test("it", () => {\n  test();\n});\n')
    code = [nbformat.v4.new_code_cell("1") for _ in range(3)]
    code[0].metadata.tags = ["nbval-ignore-output"]
    nbformat.write(nbformat.v4.new_notebook(cells=code), tmp_path / "book/page.ipynb")
    return tmp_path


def test_each_kind_is_counted(project):
    assert [row[-1] for row in cells(quality.counts(project))] == ["2", "1", "1", "2", "95"]


def test_each_file_says_what_it_is_about(project):
    assert cells(quality.files(project)) == [
        ["`tests/browser/test_two.py`", "A \\| B.", "1"],
        ["`tests/test_one.py`", "What it is about.", "2"],
    ]


def test_the_last_run_of_the_faults_is_shown_once_there_is_one(project):
    assert quality.faults(project) == ["No run is stored yet."]
    caught = {"pytest": {"of": 200, "caught": 196, "accepted": 3}}
    kinds = {"javascript": {"places": 900, "faults": 200, "done": 200, "caught": caught}}
    (project / "tests/data/faults.json").write_text(json.dumps({"kinds": kinds, "survivors": []}))
    assert cells(quality.faults(project)) == [["JavaScript", "pytest", "200", "196", "3"]]


def test_the_page_is_not_behind_its_book(site):
    """The numbers of the built page are those of the files as they are now."""
    page = (site / "book/quality.html").read_text(encoding="utf-8")
    for row in cells(quality.counts(ROOT)) + cells(quality.files(ROOT)):
        assert f"<p>{row[-1]}</p></td>" in page


def test_every_file_of_tests_says_what_it_is_about():
    assert [row[0] for row in cells(quality.files(ROOT)) if len(row[1].split()) < 2] == []
