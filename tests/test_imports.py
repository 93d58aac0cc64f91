"""What ``import backprop`` loads, and what waits until it is used."""

import json
import subprocess
import sys

import pytest

import backprop as bp

LATER = ("matplotlib", "ipywidgets", "anywidget", "tqdm", "IPython") + tuple(
    f"backprop.{name}" for name in ("plots", "explorer", "question", "tweak", "examples")
)


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_import_loads_numpy_and_nothing_heavy():
    loaded = run("import sys, json, backprop; print(json.dumps(sorted(sys.modules)))")
    assert "numpy" in loaded and "backprop.training" in loaded
    assert not set(LATER) & set(loaded)


def test_audit_is_the_function_whatever_is_loaded_first():
    for first in ("", "import backprop.audit; "):
        assert run(
            f"{first}import backprop as bp, json; print(json.dumps([callable(bp.audit), callable(bp.audit)]))"
        )


def test_every_public_name_is_there():
    assert set(bp.__all__) <= set(dir(bp))
    for name in bp.__all__:
        assert getattr(bp, name) is not None


def test_unknown_names():
    with pytest.raises(AttributeError, match="module 'backprop' has no attribute 'nonsense'"):
        bp.nonsense  # noqa: B018
