"""What ``import backprop`` loads, and what waits until it is used."""

import json
import subprocess
import sys

import pytest

import backprop as bp

LATER = ("matplotlib", "ipywidgets", "anywidget", "tqdm", "IPython") + tuple(
    f"backprop.{name}" for name in ("plots", "explorer", "question", "sliders", "examples")
)


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_import_loads_numpy_and_nothing_heavy():
    loaded = run("import sys, json, backprop; print(json.dumps(sorted(sys.modules)))")
    assert "numpy" in loaded and "backprop.training" in loaded
    assert not set(LATER) & set(loaded)


@pytest.mark.parametrize("name", ["audit", "tweak", "sliders", "worksheet", "paper.worksheet"])
def test_a_module_imported_first_hides_no_function(name):
    """An import binds the name of a module in the package, which must be that of nothing else there."""
    first = f"try: import backprop.{name}\nexcept ImportError: pass\n"
    kinds = "[callable(each) for each in (bp.audit, bp.tweak, bp.worksheet, bp.audit)]"
    assert run(f"{first}import backprop as bp, json; print(json.dumps({kinds}))") == [True] * 4


def test_every_public_name_is_there():
    assert set(bp.__all__) <= set(dir(bp))
    for name in bp.__all__:
        assert getattr(bp, name) is not None


def test_unknown_names():
    with pytest.raises(AttributeError, match="module 'backprop' has no attribute 'nonsense'"):
        bp.nonsense  # noqa: B018
