"""Hygiene of the project: what its files must say, and must not."""

import re
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path

import nbformat
import pytest
import yaml

import backprop

ROOT = Path(__file__).parents[1]


def project_files():
    """Paths of the files that belong to the project, without the data and the pictures."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return [path for path in paths if path.is_file() and path.suffix not in {".png", ".csv"}]


def words(path):
    """The text of a file; of a notebook, that of its cells: pictures are letters at random."""
    if path.suffix != ".ipynb":
        return path.read_text()
    return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)


def requirements(name):
    """The lines of a requirements file that require something."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / name).read_text().splitlines())
    return [line for line in lines if line]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-bench.txt"])
def test_direct_dependencies_are_pinned(name):
    packages = [line for line in requirements(name) if line != "-e ."]
    loose = [line for line in packages if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
    assert packages and loose == []


def test_the_requirements_install_the_package_itself():
    assert "-e ." in requirements("requirements.txt")


def test_what_is_installed_is_what_is_required():
    required = dict(line.split("==") for line in requirements("requirements.txt")[1:])
    assert {name: version(name) for name in required} == required


def test_dependencies_of_the_package_are_pinned_for_the_book():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pinned = {line.split("==")[0] for line in requirements("requirements.txt")}
    assert set(project["dependencies"]) <= pinned


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


def test_the_package_is_read_from_this_project():
    assert backprop.__path__ == [str(ROOT / "lib/backprop")]


def test_the_readme_opens_with_the_book_and_names_every_target():
    readme = (ROOT / "README.md").read_text()
    targets = re.findall(r"^([a-z]+): .*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    missing = [name for name in targets if name != "help" and f"make {name}" not in readme]
    assert missing == []
    title, _, opening = readme.partition("\n")
    assert title == "# Backpropagation by Hand"
    assert opening.index("![") < opening.index("make book") < opening.index("make test")
    for link in re.findall(r"\]\((?!https:)([^)]+)\)", readme):
        assert (ROOT / link).exists(), link


def test_the_citation_names_the_version_of_the_package():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert citation["version"] == project["version"]


def test_every_exported_name_is_described_in_the_library_page():
    page = (ROOT / "book/library.md").read_text()
    described = set(re.findall(r"^\.\. auto\w+:: ([\w.]+)", page, re.MULTILINE))
    short = {name.removeprefix("backprop.") for name in described}
    assert set(backprop.__all__) <= short
