"""The reader's own example: what the page writes for Python and PyTorch, and what Python hears of it."""

import io
import json
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np
import pytest

import backprop as bp
from backprop.widgets import links

DENO = shutil.which("deno", path=Path(sys.executable).parent) or shutil.which("deno")
SCRIPT = Path(__file__).parent / "js/own_cases.js"

pytestmark = pytest.mark.skipif(DENO is None, reason="deno is not installed")

SHARED = bp.Network([2, 2, 2], names="w1 w2 w3 w4 b1 b1 w5 w6 w7 w8 b2 b2".split())
ROWS = np.array([[0.05, 0.1], [1, -0.5], [-0.3, 0.8]])
#: Examples with each activation, loss and optimizer; with shared and frozen parameters; at once and in turn.
CASES = {
    "2-2-2": (bp.examples.two_two_two, {"optimizer": "sgd"}),
    "shared": (
        bp.Example(
            network=SHARED,
            theta=np.linspace(-0.5, 0.6, 10),
            x=ROWS,
            t=[[0, 1], [1, 0], [0.5, 0.5]],
            frozen=("w3",),
        ),
        {"optimizer": "momentum"},
    ),
    "cross-entropy": (
        bp.Example(
            network=bp.Network([2, 3, 1], hidden="tanh"),
            theta=np.linspace(-0.7, 0.8, 13),
            x=ROWS,
            t=[[0], [1], [1]],
            loss="cross_entropy",
            learning_rate=0.3,
        ),
        {"optimizer": "adam", "inTurn": True},
    ),
    "softmax": (
        bp.Example(
            network=bp.Network([2, 3], output="identity", bias=False),
            theta=np.linspace(-0.4, 0.9, 6),
            x=ROWS,
            t=[[0, 0, 1], [1, 0, 0], [0, 0.5, 0.5]],
            loss="softmax_cross_entropy",
        ),
        {"optimizer": "adam"},
    ),
    "deep": (
        bp.Example(
            title='Two "hidden" layers',
            network=bp.Network([2, 2, 2, 1], hidden="relu", output="identity"),
            theta=np.linspace(-0.4, 0.9, 15),
            x=ROWS,
            t=[[0.3], [-1], [2]],
            loss="mean_squared_error",
            learning_rate=0.05,
            frozen=("b2", "w1"),
        ),
        {"optimizer": "momentum", "inTurn": True},
    ),
}


def asked(*cases):
    """What the page's modules answer."""
    formulas = bp.Explorer(bp.examples.two_two_two).formulas
    done = subprocess.run(
        [DENO, "run", "--quiet", "--no-remote", "--allow-read", SCRIPT],
        input=json.dumps({"formulas": formulas, "cases": cases}), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def texts():
    """The texts of each case: python, notebook, torch."""
    specs = [{"spec": bp.Explorer(example).spec, "method": method} for example, method in CASES.values()]
    return dict(zip(CASES, asked(*specs), strict=True))


def printed(program):
    """The numbers that a program prints."""
    said = io.StringIO()
    with redirect_stdout(said):
        exec(program, {})
    text = said.getvalue().replace("[", " ").replace("]", " ").replace(",", " ")
    return [float(word) for word in text.split() if word[0] in "-0123456789"]


@pytest.mark.parametrize("case", CASES)
def test_the_program_for_pytorch_prints_the_numbers_of_that_for_python(texts, case):
    pytest.importorskip("torch")
    theirs = printed(texts[case]["torch"])
    with np.printoptions(precision=17):
        ours = printed(texts[case]["python"])
    assert len(ours) == len(theirs) == 2 + CASES[case][0].network.size
    assert [f"{number:.8e}" for number in theirs] == [f"{number:.8e}" for number in ours]


@pytest.mark.parametrize("case", CASES)
def test_the_cell_of_a_notebook_makes_the_example_and_its_explorer(texts, case):
    names = {}
    exec(texts[case]["notebook"], names)
    example, method = CASES[case]
    made, explorer = names["example"], names["explorer"]
    for field in ("title", "loss", "learning_rate"):
        assert getattr(made, field) == getattr(example, field)
    assert tuple(made.frozen) == tuple(example.frozen)
    assert made.network.places == example.network.places
    assert [made.network.hidden, made.network.output] == [example.network.hidden, example.network.output]
    for field in ("theta", "x", "t"):
        assert np.array_equal(getattr(made, field), getattr(example, field))
    assert [explorer.optimizer, explorer.in_turn] == [method["optimizer"], method.get("inTurn", False)]


NAMES = (
    "weight W1 _x constructor __proto__ toString Float64Array "
    "2w w-1 a.b é for class None lambda let NaN await "
    "i1 t2 h1 z_h2 o1 E E_o1 delta_h1 g_w2 w2_new w3_new E_o3 "
    "rate step walk axes sigmoid tanh mean beta m_w2 v_w2 count epsilon mean_E mean_g_w2 learning_rate"
).split()


def python_says(name):
    """Why Python refuses a parameter of this name in an explorer, or nothing."""
    names = [name, "w2", "w3", "w4", "b1", "b2", "w5", "w6", "w7", "w8", "b3", "b4"]
    try:
        network = bp.Network([2, 2, 2], names=names)
        bp.Explorer(bp.Example(network=network, theta=[0.5] * 12, x=[1, 2], t=[0, 1]))
        for optimizer in (bp.SGD(1), bp.Momentum(1), bp.Adam(1)):
            bp.trace(network, optimizer=optimizer, examples=2)
    except ValueError as error:
        return str(error)
    return ""


def test_the_form_refuses_the_names_that_python_refuses_in_the_same_words():
    network = bp.Network([2, 2, 2])
    spec = bp.Explorer(bp.Example(network=network, theta=[0.5] * 12, x=[1, 2], t=[0, 1]), editable=True).spec
    (answers,) = asked({"spec": spec, "names": NAMES})
    said = {name: answer.rstrip(".").lower() for name, answer in zip(NAMES, answers, strict=True)}
    assert said == {name: python_says(name).lower() for name in NAMES}


@pytest.mark.parametrize("case", CASES)
def test_a_link_of_python_opens_any_example_in_the_page(case):
    example, method = CASES[case]
    example = example.replace(name="own_example", title="50 % & more, as=is? é")
    explorer = bp.Explorer(example, editable=True, optimizer=method["optimizer"])
    explorer.theta = [value + 1 for value in explorer.theta]
    page = bp.Explorer(bp.examples.two_two_two.replace(name="own_example"), editable=True)
    (opened,) = asked({"spec": page.spec, "link": explorer.link("your-own-example.html")})
    for field in ("title", "sizes", "hidden", "output", "bias", "names", "loss", "start"):
        assert opened["example"][field] == explorer.spec[field], field
    assert set(opened["example"]["frozen"]) == set(example.frozen)
    assert opened["theta"] == explorer.theta and opened["optimizer"] == method["optimizer"]


# What Python hears.


@pytest.fixture
def editable():
    return bp.Explorer(bp.examples.two_two_two, editable=True)


def page_builds(explorer, example):
    """The page says that the reader has built this example."""
    built = bp.Explorer(example, editable=True)
    names = "spec", "theta", "x", "t", "learning_rate", "axes", "bounds", "history"
    explorer.set_state({name: json.loads(json.dumps(getattr(built, name))) for name in names})


@pytest.mark.parametrize("case", CASES)
def test_python_has_the_example_that_the_reader_has_built(editable, case):
    example = CASES[case][0]
    page_builds(editable, example)
    own = editable.example
    assert own.title == example.title
    assert own.network.places == example.network.places
    assert np.array_equal(own.theta, example.theta) and np.array_equal(own.x, example.x)
    assert np.array_equal(editable.theta, example.theta)
    assert editable[example.network.names[0]] == example.theta[0]
    bp.Explorer(own)


def test_python_can_go_on_with_it_and_set_another(editable):
    page_builds(editable, CASES["softmax"][0])
    editable["w2"] = 3
    assert editable.theta[1] == 3
    editable.draft = {"rate": ["fast"]}
    editable.example = bp.examples.one_weight
    assert editable.spec["editable"] and editable.theta == [3.0]
    assert editable.draft == {}, "what was typed is of the example before"


def test_an_explorer_is_not_editable_unless_it_is_asked_for():
    assert not bp.Explorer(bp.examples.two_two_two).spec["editable"]
    with pytest.raises(ValueError, match="editable must be True or False, got 'yes'"):
        bp.Explorer(bp.examples.two_two_two, editable="yes")


@pytest.mark.parametrize("name", ["beta", "m_w2", "epsilon"])
def test_a_name_that_an_optimizer_needs_is_refused(name):
    """The reader may choose that optimizer."""
    network = bp.Network([2, 1], names=[name, "w2", "b"])
    with pytest.raises(ValueError, match=f"'{name}' is also the name of an intermediate value"):
        bp.Explorer(bp.Example(network=network, theta=[1, 2, 3], x=[1, 2], t=[0]))


def test_the_words_of_links_are_those_that_the_form_refuses(editable):
    assert editable.formulas["reserved"]["links"] == list(links.RESERVED)
