"""Types on everything that a user calls: complete, shipped, and of use to a type checker."""

import inspect
import subprocess
import sys
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

import backprop as bp

#: Methods that a user calls without writing their names.
CALLED = ("__init__", "__call__", "__getitem__", "__setitem__", "__iter__", "__len__")
LIBRARY_PAGE = Path(__file__).parents[1] / "book/library.md"

#: What a user may write, by a strict checker's lights.
RIGHT = """
import numpy as np
import backprop as bp

network, theta, x, t = bp.examples.two_two_two.problem
history = bp.train(network, theta, x, t, optimizer=bp.SGD([0.1, 0.5]), epochs=20, until=bp.until.error_below(0.1))
last: float = history.error[-1].max()
print(history.stopped[0].criterion, history.theta.shape, f"{network.error(theta, x, t):.6f}")

own = bp.Example(name="own", network=bp.Network([1, 1], output="identity"), theta=[2, 1], x=[[3]], t=[[0]])
rows = bp.audit(own, printed={"z_o1": "7", "E": "24.5"})
print([cause.why for row in rows if row.is_wrong for cause in row.causes], own.theta.sum(), own.network.names)

surface = bp.error_surface(*own.problem, axes=("w1", "b1"), bounds=[(-4, 4), (-4, 4)], n=50)
lowest = np.unravel_index(surface.error.argmin(), surface.error.shape)
ax = bp.plots.contours(surface, theta=own.theta, log=True)
ax.set_title(str(lowest))

explorer = bp.Explorer(own, open=["network"], learning_rate=0.05)
explorer["w1"] = explorer["w1"] + 0.5
explorer.theta = np.zeros(2)
shown: list[float] = explorer.theta
slip = bp.slips(own, "delta_o1")[0]
values = bp.trace(network).run(bp.trace(network).values(theta, x, t))
print(slip.kind, values["o1"] + 1, bp.chain(network, theta, x, t, "w5").paths[0].factors[0].name)
"""
#: Calls that a checker refuses, each with what it says of it.
WRONG = {
    'bp.train(network, theta, x, t, epochs="many")': 'Argument "epochs" to "train"',
    'bp.Network("2-2-2")': 'Argument 1 to "Network"',
    "bp.Explorer(network)": 'Argument 1 to "Explorer"',
    "bp.error_surface(network, theta, x, t, axis='w5')": 'Unexpected keyword argument "axis"',
    "bp.fit(network, theta, x, t)": 'Module has no attribute "fit"',
    "network.initial(1).rows": 'has no attribute "rows"',
}


def described():
    """Every function and class that the library page describes, by name."""
    for line in LIBRARY_PAGE.read_text(encoding="utf-8").splitlines():
        directive, _, name = line.partition(":: ")
        if directive == ".. automodule":
            module = import_module(name)
            yield from ((f"{name}.{each}", getattr(module, each)) for each in module.__all__)
        elif directive in (".. autofunction", ".. autoclass"):
            place, _, last = f"backprop.{name.removeprefix('backprop.')}".rpartition(".")
            yield name, getattr(import_module(place), last)


def functions_of(name, value):
    """What is called of a function or a class of the library: itself, or the public methods and properties."""
    if inspect.isfunction(value):
        yield name, value
    if inspect.isclass(value):
        for kind in (each for each in value.__mro__ if each.__module__.startswith("backprop")):
            for attribute, method in vars(kind).items():
                method = getattr(method, "fget", getattr(method, "__func__", method))
                is_public = not attribute.startswith("_") or attribute in CALLED
                if is_public and inspect.isfunction(method):
                    yield f"{name}.{attribute}", inspect.unwrap(method)


def without_types(function):
    """The parameters of a function that say no type, and "return" where its result says none."""
    said = {"self", "cls", *inspect.get_annotations(function)}
    return [name for name in (*inspect.signature(function).parameters, "return") if name not in said]


def test_every_public_function_says_its_types():
    functions = dict(pair for each in described() for pair in functions_of(*each))
    assert {"train", "Network.gradient", "Explorer.__init__", "backprop.plots.curve"} <= set(functions)
    missing = {name: without_types(function) for name, function in functions.items() if without_types(function)}
    assert missing == {}


def test_the_package_tells_a_checker_that_it_has_types():
    assert files(bp).joinpath("py.typed").is_file()


def check(folder, text):
    """What a strict type checker says of a program."""
    program = folder / "program.py"
    program.write_text(text, encoding="utf-8")
    options = ["--strict", "--config-file=", f"--cache-dir={folder}/cache", "--no-color-output"]
    command = [sys.executable, "-m", "mypy", *options, str(program)]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("typed")


def test_a_checker_has_nothing_to_say_of_a_right_program(folder):
    done = check(folder, RIGHT)
    assert (done.returncode, done.stdout) == (0, "Success: no issues found in 1 source file\n"), done.stderr


def test_a_checker_refuses_wrong_calls(folder):
    start = "import backprop as bp\n\nnetwork, theta, x, t = bp.examples.two_two_two.problem\n"
    said = check(folder, start + "\n".join(WRONG)).stdout
    for place, (call, refusal) in enumerate(WRONG.items(), start=4):
        refusals = [line for line in said.splitlines() if f"program.py:{place}: error" in line]
        assert any(refusal in line for line in refusals), f"{call}\n{said}"
