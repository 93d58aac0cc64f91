"""Hygiene of the project: what its files must say, and must not."""

import os
import re
import shutil
import subprocess
import tomllib
from fnmatch import fnmatch
from importlib.metadata import version
from pathlib import Path

import nbformat
import pytest
import yaml

import backprop

ROOT = Path(__file__).parents[1]


def project_files():
    """Paths of the files that belong to the project, without the data and the pictures."""
    paths = (ROOT / name for name in git_names() or exported_names())
    return [path for path in paths if path.is_file() and path.suffix not in {".png", ".csv"}]


def git_names():
    """What git keeps; nothing where there is no git, or where the tree was exported from it."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        return []
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    return listed.rstrip("\0").split("\0")


def exported_names():
    """Every file of the tree but those that a tool made."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if not any(fnmatch(f"{name}/", each) for each in ignored)]
        yield from (os.path.join(folder, name) for name in files if not any(fnmatch(name, each) for each in ignored))


def words(path):
    """The text of a file; of a notebook, that of its cells: pictures are letters at random."""
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)


FILES = "requirements.txt", "requirements-test.txt", "requirements-bench.txt"


def requirements(name):
    """The lines of a requirements file that require a package."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("-")]


@pytest.mark.parametrize("name", FILES)
def test_direct_dependencies_are_pinned(name):
    loose = [line for line in requirements(name) if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
    assert requirements(name) and loose == []


def test_the_requirements_install_the_package_and_those_of_the_tests_the_book():
    assert "\n-e .\n" in (ROOT / FILES[0]).read_text(encoding="utf-8")
    assert f"\n-r {FILES[0]}\n" in (ROOT / FILES[1]).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES[:2])
def test_what_is_installed_is_what_is_required(name):
    required = dict(line.split("==") for line in requirements(name))
    assert {package: version(package) for package in required} == required


def test_dependencies_of_the_package_are_pinned_for_the_book():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = {line.split("==")[0] for line in requirements("requirements.txt")}
    named, lowest = zip(*(line.split(">=") for line in project["dependencies"]), strict=True)
    assert set(named) <= pinned and all(lowest)


def test_no_file_names_a_machine_or_a_registry():
    machine = r"(?<![\w.])/(?:work|root|home|Users)/[a-z]"
    registry = r"(?:pypi|npmjs|pythonhosted|debian)\.(?:org|com)"
    patterns = re.compile(f"{machine}|{registry}")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in project_files()
        for match in patterns.finditer(words(path))
    ]
    assert found == []


def test_no_file_is_left_unfinished():
    marks = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "Not" + "ImplementedError"]))
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in project_files()
        for match in marks.finditer(words(path))
    ]
    assert found == []


def test_the_source_distribution_holds_every_file_that_the_tests_read():
    lines = (ROOT / "MANIFEST.in").read_text(encoding="utf-8").splitlines()
    taken = [name for line in lines if line.startswith(("include ", "graft ")) for name in line.split()[1:]]
    top = {name.partition("/")[0] for name in git_names()}
    assert [name for name in sorted(top) if not any(fnmatch(name, each) for each in taken)] == []


def test_the_package_is_read_from_this_project():
    assert backprop.__path__ == [str(ROOT / "lib/backprop")]


def test_the_readme_opens_with_the_book_and_names_every_target():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+): .*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    missing = [name for name in targets if name != "help" and f"make {name}" not in readme]
    assert missing == []
    title, _, opening = readme.partition("\n")
    assert title == "# Backpropagation by Hand"
    assert opening.index("![") < opening.index("make book") < opening.index("make test")
    for link in re.findall(r"\]\((?!https:)([^)]+)\)", readme):
        assert (ROOT / link).exists(), link


def test_the_citation_names_the_version_of_the_package():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == backprop.__version__


def test_every_exported_name_is_described_in_the_library_page():
    page = (ROOT / "book/library.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\.\. auto\w+:: ([\w.]+)", page, re.MULTILINE))
    short = {name.removeprefix("backprop.") for name in described}
    assert set(backprop.__all__) <= short


def test_the_public_workflow_pins_its_actions_by_commit():
    text = (ROOT / ".github/workflows/book.yml").read_text(encoding="utf-8")
    used = [line.split("uses:")[1].split("#")[0].strip() for line in text.splitlines() if "uses:" in line]
    assert used and [each for each in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", each)] == []
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
