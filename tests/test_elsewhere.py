"""Binder, a devcontainer and the public workflow install what the book requires, and run what the Makefile has."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]

RUNTIME = (ROOT / "binder/runtime.txt").read_text(encoding="utf-8").strip()
DEVCONTAINER = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/book.yml").read_text(encoding="utf-8"))


def classifiers():
    """The versions of Python that the package names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [line.removeprefix("Programming Language :: Python :: ") for line in project["classifiers"]]


def test_binder_installs_the_requirements_of_the_book():
    option, name = (ROOT / "binder/requirements.txt").read_text(encoding="utf-8").split()
    assert option == "-r" and (ROOT / "binder" / name).resolve() == ROOT / "requirements.txt"


@pytest.mark.parametrize("named", [RUNTIME.removeprefix("python-"), DEVCONTAINER["image"].removeprefix("python:")])
def test_their_python_is_one_that_the_package_names(named):
    assert named in classifiers()


def test_the_devcontainer_makes_what_the_makefile_has():
    program, target = DEVCONTAINER["postCreateCommand"].split()
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert program == "make" and target in targets


def test_the_public_workflow_builds_both_from_their_own_files():
    """In the same Python, with the same commands."""
    binder, devcontainer = (WORKFLOW["jobs"][name] for name in ("binder", "devcontainer"))
    (python,) = (step["with"] for step in binder["steps"] if "setup-python" in step.get("uses", ""))
    assert f"python-{python['python-version']}" == RUNTIME
    assert "python -m pip install -r binder/requirements.txt" in [step.get("run") for step in binder["steps"]]
    assert devcontainer["container"] == DEVCONTAINER["image"]
    assert DEVCONTAINER["postCreateCommand"] in [step.get("run") for step in devcontainer["steps"]]
