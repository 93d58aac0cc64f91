"""The explorer and the questions, as Python sees them."""

import json
import math
import re
from dataclasses import replace
from types import SimpleNamespace

import ipywidgets
import numpy as np
import pytest

import backprop as bp
from backprop.examples import ALL, Example, one_weight, single_neuron, two_two_two
from backprop.formulas import table
from backprop.widgets.bundle import HERE
from backprop.widgets.explorer import MODULES, Explorer


def changes(widget, name):
    seen = []
    widget.observe(lambda change: seen.append(change.new), name)
    return seen


# ---- the explorer


@pytest.mark.parametrize("example", ALL, ids=lambda each: each.name)
def test_it_starts_as_the_example(example):
    explorer = Explorer(example)
    assert explorer.theta == example.theta.tolist()
    assert explorer.learning_rate == example.learning_rate
    assert explorer.x == example.x.tolist() and explorer.t == example.t.tolist()
    assert len(explorer.axes) == min(2, example.network.size)
    assert explorer.example is example and explorer.spec["name"] == example.name


def test_an_example_opens_with_its_own_view():
    explorer = Explorer(two_two_two)
    assert explorer.axes == explorer.spec["view"]["axes"] == ["w5", "w7"]
    assert explorer.spec["view"]["bounds"] == [-16, 4, -4, 16] and explorer.bounds == []
    assert Explorer(two_two_two, axes=("w1", "w2")).axes == ["w1", "w2"]
    plain = Explorer(replace(two_two_two, axes=(), bounds=()))
    assert plain.axes == ["w5", "w6"] and plain.spec["view"] == {"axes": ["w5", "w6"], "bounds": []}


def test_what_the_page_is_told_of_the_example():
    spec = Explorer(two_two_two, open=("network",), learning_rate=0.3).spec
    assert (spec["frozen"], spec["open"], spec["loss"]) == (["b1", "b2"], ["network"], "half_squared_error")
    assert (spec["sizes"], spec["hidden"], spec["bias"]) == ([2, 2, 2], "sigmoid", True)
    assert spec["names"] == "w1 w2 w3 w4 b1 b1 w5 w6 w7 w8 b2 b2".split()
    assert spec["start"]["learning_rate"] == 0.3
    assert "programs" not in spec


def test_the_page_gets_the_table_of_formulas_once():
    formulas = Explorer(two_two_two).formulas
    assert formulas == table() | {"reserved": formulas["reserved"]}
    assert json.loads(json.dumps(formulas)) == json.loads(json.dumps(table() | {"reserved": formulas["reserved"]}))


def test_a_loss_of_ones_own_is_in_the_table():
    own = replace(bp.losses.half_squared_error, name="own")
    explorer = Explorer(replace(two_two_two, loss=own))
    assert explorer.spec["loss"] == "own" and explorer.formulas["losses"]["own"]["unit_targets"] is False


def test_an_optimizer_brings_its_numbers():
    assert Explorer(two_two_two, optimizer=bp.Momentum(0.2)).learning_rate == 0.2
    explorer = Explorer(two_two_two, optimizer=bp.Momentum(0.2, beta=0.5), learning_rate=0.3)
    assert (explorer.optimizer, explorer.learning_rate) == ("momentum", 0.3)
    assert explorer.spec["optimizers"]["momentum"] == {"rate": 0.2, "beta": 0.5}


def test_setting_is_checked_and_observed():
    explorer = Explorer(two_two_two)
    seen = changes(explorer, "theta")
    explorer.theta = np.arange(10) / 10
    assert seen == [explorer.theta] and explorer.theta[3] == 0.3
    seen = changes(explorer, "learning_rate")
    explorer.learning_rate = 2
    assert seen == [2.0]
    explorer.axes = ["w1", "b1"]
    explorer.x = [[1, 2]]
    assert explorer.x == [[1.0, 2.0]] and explorer.axes == ["w1", "b1"]


@pytest.mark.parametrize(
    "name, value, told",
    [
        ("theta", [1, 2], r"shape \(10,\).*got shape \(2,\)"),
        ("theta", [math.nan] * 10, "finite"),
        ("learning_rate", 0, "above 0"),
        ("learning_rate", math.inf, "finite"),
        ("axes", ["w5", "w99"], "unknown parameter 'w99'"),
        ("axes", ["w5", "w5"], "two different"),
        ("axes", ["w5"], "two different"),
        ("x", [[1, 2], [3, 4]], "1 examples, got 2"),
        ("t", [[1]], r"shape \(n, 2\)"),
        ("bounds", [1, 0, 0, 1], "lower and an upper"),
        ("bounds", [0, 0, 0, 1], "lower and an upper"),
        ("bounds", [0, 1], "lower and an upper"),
        ("optimizer", "lbfgs", "unknown optimizer"),
        ("order", "backwards", "unknown order"),
        ("history", {"step": [0]}, "step, theta and error"),
        ("history", {"step": [0], "theta": [], "error": []}, "equally many"),
    ],
)
def test_a_wrong_value_is_refused_and_the_old_one_kept(name, value, told):
    explorer = Explorer(two_two_two)
    before = getattr(explorer, name)
    with pytest.raises(ValueError, match=told):
        setattr(explorer, name, value)
    assert getattr(explorer, name) == before


@pytest.mark.parametrize(
    "options, told",
    [
        ({"axes": ("w5", "nope")}, "unknown parameter"),
        ({"order": "first"}, "unknown order"),
        ({"optimizer": "newton"}, "unknown optimizer"),
        ({"theta": [1.0]}, "shape"),
        ({"learning_rate": -1}, "above 0"),
        ({"open": ("map",)}, "unknown panel"),
        ({"bounds": (0, 1, 2)}, "lower and an upper"),
    ],
)
def test_a_wrong_argument_is_refused(options, told):
    with pytest.raises(ValueError, match=told):
        Explorer(two_two_two, **options)


@pytest.mark.parametrize(
    "name, value, told",
    [
        ("axes", 3, "axes must be a list of parameters, got 3"),
        ("axes", [["w5"]], "unknown parameter"),
        ("theta", "x", "theta must be an array of real numbers, got 'x'"),
        ("learning_rate", "x", "learning_rate must be a number, got 'x'"),
        ("learning_rate", [0.1], "learning_rate must be one number"),
        ("optimizer", 3, "unknown optimizer 3; expected one of sgd, momentum, adam"),
        ("order", None, "unknown order None; expected one of simultaneous, output_first"),
        ("bounds", 3, "bounds must hold a lower and an upper end"),
        ("in_turn", "yes", "in_turn must be True or False, got 'yes'"),
    ],
)
def test_what_is_of_another_type_is_refused_in_words(name, value, told):
    explorer = Explorer(two_two_two)
    with pytest.raises(ValueError, match=told):
        setattr(explorer, name, value)
    with pytest.raises(ValueError, match=told):
        Explorer(two_two_two, **{name: value})


@pytest.mark.parametrize(
    "options, told",
    [
        ({"open": None}, "open must be a list of panels, got None"),
        ({"open": "network"}, "open must be a list of panels, got 'network'"),
        ({"selected": 1}, "selected must be below 1, the number of examples, got 1"),
        ({"selected": -1}, "selected must be a whole number of at least 0, got -1"),
        ({"selected": "first"}, "selected must be a whole number, got 'first'"),
    ],
)
def test_an_option_of_another_type_is_refused_in_words(options, told):
    with pytest.raises(ValueError, match=told):
        Explorer(two_two_two, **options)


@pytest.mark.parametrize("history", [3, None, "abc", [1], {"step": 1, "theta": 2, "error": 3}])
def test_what_is_no_history_is_refused_in_words(history):
    with pytest.raises(ValueError, match="must be a (dict|list)"):
        Explorer(two_two_two).history = history


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_the_history_begins_with_the_start(each):
    error = each.network.error(each.theta, each.x, each.t, each.loss)
    assert Explorer(each).history == {"step": [0], "theta": [each.theta.tolist()], "error": [float(error)]}


def test_an_error_that_overflows_is_no_number_of_the_history():
    assert Explorer(one_weight, theta=[1e200]).history["error"] == [None]


def test_the_selected_example():
    explorer = Explorer(one_weight, selected=2)
    assert explorer.spec["selected"] == 2
    explorer.example = single_neuron
    assert explorer.spec["selected"] == 0


def test_a_parameter_is_read_and_set_by_its_name():
    explorer = Explorer(two_two_two)
    assert (explorer["w5"], explorer["b2"]) == (0.4, 0.6)
    seen = changes(explorer, "theta")
    explorer["w5"] = 3
    assert explorer.theta[5] == 3 and len(seen) == 1
    for value in ("x", math.nan, None):
        with pytest.raises(ValueError, match="w5 must be"):
            explorer["w5"] = value
    for name in ("w99", "theta", 5):
        with pytest.raises(ValueError, match=f"unknown parameter {name!r}"):
            explorer[name]
        with pytest.raises(ValueError, match=f"unknown parameter {name!r}"):
            explorer[name] = 1
        with pytest.raises(ValueError, match=f"unknown parameter {name!r}"):
            explorer.parameter(name)
    assert explorer["w5"] == explorer.theta[5] == 3


def test_a_parameter_has_a_trait_that_follows_and_moves_the_explorer():
    explorer = Explorer(two_two_two)
    w5, again = explorer.parameter("w5"), explorer.parameter("w5")
    seen = changes(w5, "value")
    explorer.theta = np.arange(10)
    assert (seen, w5.value, again.value) == ([5.0], 5.0, 5.0)
    w5.value = 2
    assert explorer["w5"] == again.value == 2
    for value in ("x", math.nan, None):
        with pytest.raises(ValueError, match="w5 must be"):
            w5.value = value
    assert w5.value == explorer["w5"] == 2


def test_a_parameter_may_have_the_name_of_a_trait():
    explorer = Explorer(example(bp.Network([1, 1], names=["keys", "_w"])))
    explorer["keys"] = 0.25
    assert explorer.theta[0] == explorer.parameter("keys").value == 0.25 and "theta" in explorer.keys


def test_a_stock_slider_drives_a_weight():
    explorer, slider = Explorer(two_two_two), ipywidgets.FloatSlider(value=0.25, min=-8, max=8)
    ipywidgets.link((slider, "value"), (explorer.parameter("w5"), "value"))
    assert explorer.theta[5] == 0.25
    explorer.theta = [0.5] * 10
    assert slider.value == 0.5


def test_a_parameter_of_the_example_before_cannot_be_set():
    explorer, slider = Explorer(two_two_two), ipywidgets.FloatSlider(value=0.25)
    w5 = explorer.parameter("w5")
    ipywidgets.link((slider, "value"), (w5, "value"))
    explorer.example = single_neuron
    assert (w5.value, slider.value, explorer["w1"]) == (0.25, 0.25, 0.5)
    with pytest.raises(ValueError, match="the example single_neuron has no parameter 'w5', got 1 for it"):
        w5.value = 1
    assert explorer.theta == single_neuron.theta.tolist()
    explorer.example = two_two_two
    assert w5.value == slider.value == 0.4


# ---- the explorer and its page


@pytest.fixture
def paged(monkeypatch):
    """An explorer of 2-2-2, and the names of the traits that it sends to its page."""
    explorer, sent = Explorer(two_two_two), []
    monkeypatch.setattr(explorer, "send_state", lambda key: sent.extend([key] if isinstance(key, str) else key))
    return explorer, sent


RUN = {"step": [0, 1], "theta": [[0.1] * 10, [0.5] * 10], "error": [0.3, 0.2]}


def test_what_the_page_says_is_not_said_back_to_it(paged):
    explorer, sent = paged
    w5 = explorer.parameter("w5")
    explorer.set_state({"theta": [0.5] * 10, "history": RUN})
    assert (explorer.theta, explorer["w5"], w5.value, explorer.history) == ([0.5] * 10, 0.5, 0.5, RUN)
    explorer.set_state({"theta": [0.6] * 10})  # a run that plays on
    explorer.set_state({"axes": ["w1", "w2"], "bounds": [0, 1, 0, 1]})
    assert explorer.history == RUN and explorer.bounds == [0, 1, 0, 1] and sent == []


@pytest.mark.parametrize("name, value", [("theta", [0.5] * 10), ("x", [[1, 2]]), ("t", [[0, 1]])])
def test_the_history_begins_anew_where_python_sets_the_numbers(paged, name, value):
    explorer, sent = paged
    explorer.set_state({"theta": [0.5] * 10, "history": RUN})
    if name == "theta":
        value = [0.7] * 10
    setattr(explorer, name, value)
    error = explorer.example.network.error(explorer.theta, explorer.x, explorer.t)
    assert explorer.history == {"step": [0], "theta": [explorer.theta], "error": [float(error)]}
    assert sent == [name, "history"]


def test_what_an_observer_sets_instead_is_pythons_own(paged):
    explorer, sent = paged

    def round_off(change):
        explorer.theta = [round(value) for value in change.new]

    explorer.observe(round_off, "theta")
    explorer.set_state({"theta": [0.9] * 10, "history": RUN})
    assert explorer.theta == [1] * 10 and explorer.history["theta"] == [[1] * 10]
    assert sent[0] == "theta" and "history" in sent


def test_a_range_belongs_to_its_axes(paged):
    explorer, _ = paged
    explorer.bounds = [0, 1, 0, 1]
    explorer.axes = ["w1", "w2"]
    assert explorer.bounds == []


def test_the_order_and_the_turn_of_several_examples_fit_together():
    explorer = Explorer(example(bp.Network([2, 2, 1]), n=3))
    explorer.order = "output_first"
    assert explorer.in_turn
    explorer.in_turn = False
    assert explorer.order == "simultaneous"


def test_another_example_is_one_message():
    explorer, sent = Explorer(two_two_two), []
    explorer.comm = SimpleNamespace(comm_id="one", kernel=1, send=lambda data, **_: sent.append(data["state"]),
                                    on_msg=lambda handler: None, close=lambda: None)
    explorer.example = one_weight
    assert len(sent) == 1 and {"spec", "theta", "x", "t", "axes", "history"} <= set(sent[0])


def example(network, n=1, **options):
    rng = np.random.default_rng(1)
    x, t = rng.random((n, network.sizes[0])), rng.random((n, network.sizes[-1]))
    return Example("own", "Own", network, network.initial(2), x, t, **options)


def test_what_is_too_large_is_refused():
    with pytest.raises(ValueError, match="at most 64 examples, got 65"):
        Explorer(example(bp.Network([1, 1]), n=65))
    with pytest.raises(ValueError, match="at most 64 parameters"):
        Explorer(example(bp.Network([8, 8])))
    assert len(Explorer(example(bp.Network([1, 1]), n=64)).x) == 64


def test_the_order_output_first_needs_one_example_at_a_time():
    several = example(bp.Network([2, 2, 1]), n=3)
    with pytest.raises(ValueError, match="in_turn=True"):
        Explorer(several, order="output_first")
    assert Explorer(several, order="output_first", in_turn=True).in_turn


def test_the_order_is_offered_only_where_it_can_be_had():
    tied = example(bp.Network([1, 1, 1], bias=False, names=["w", "w"]))
    with pytest.raises(ValueError, match="shared between layers"):
        Explorer(tied, order="output_first")
    for explorer in (Explorer(tied), Explorer(single_neuron)):
        with pytest.raises(ValueError, match="unknown order 'output_first'; expected one of simultaneous"):
            explorer.order = "output_first"


def test_a_name_with_a_meaning_in_links_is_refused():
    with pytest.raises(ValueError, match="'axes' has another meaning"):
        Explorer(example(bp.Network([1, 1], bias=False, names=["axes"])))


def test_targets_stay_where_the_loss_is_defined():
    with pytest.raises(ValueError, match="cross_entropy needs targets between 0 and 1, got 2"):
        Explorer(single_neuron).t = [[2]]


@pytest.mark.parametrize("other", [each for each in ALL if each is not two_two_two], ids=lambda each: each.name)
def test_another_example_leaves_nothing_of_the_one_before(other):
    explorer, fresh = Explorer(two_two_two, learning_rate=3, bounds=(0, 1, 0, 1), theta=[1] * 10), Explorer(other)
    explorer.example = other
    for name in ("axes", "theta", "x", "t", "learning_rate", "bounds", "history"):
        assert getattr(explorer, name) == getattr(fresh, name), name
    # The numbers of the optimizers stay; the page takes the rate from its trait.
    assert {**explorer.spec, "optimizers": None} == {**fresh.spec, "optimizers": None}


def test_another_example_begins_anew():
    explorer = Explorer(two_two_two)
    explorer.bounds = [0, 1, 0, 1]
    explorer.example = one_weight
    assert (explorer.theta, explorer.axes, explorer.bounds) == ([3.0], ["W"], [])
    assert explorer.spec["name"] == "one_weight"


def test_a_stock_slider_drives_the_rate():
    explorer, slider = Explorer(two_two_two), ipywidgets.FloatSlider(value=0.25, min=0.01, max=5)
    ipywidgets.link((slider, "value"), (explorer, "learning_rate"))
    assert explorer.learning_rate == 0.25
    explorer.learning_rate = 3
    assert slider.value == 3
    ipywidgets.jslink((slider, "value"), (explorer, "learning_rate"))


def test_a_link_holds_the_state():
    explorer = Explorer(two_two_two, axes=("w5", "w7"), optimizer="adam", bounds=(-1, 1, 0, 2))
    explorer.theta = [0.1] * 10
    explorer.x = [[0.05, 0.2]]
    link = explorer.link("page.html")
    assert link.startswith("page.html#two_two_two?w1=0.1&")
    assert "&i2=0.2&learning_rate=0.5&axes=w5,w7&optimizer=adam&order=simultaneous" in link
    assert link.endswith("&bounds=-1.0,1.0,0.0,2.0")


def test_a_link_names_the_example_of_a_datum():
    explorer = Explorer(one_weight, in_turn=True)
    explorer.t = [[0], [2], [5]]
    assert "t1.3=5.0&" in explorer.link() and explorer.link().endswith("examples=in_turn")


def test_each_module_imports_only_from_those_before_it():
    for k, name in enumerate(MODULES):
        folder = (HERE / "js" / name).parent
        text = (HERE / f"js/{name}.js").read_text(encoding="utf-8")
        for path in re.findall(r'^(?:import|\}) .*from "(.+)\.js";', text, re.MULTILINE):
            imported = (folder / path).resolve().relative_to(HERE / "js").as_posix()
            assert imported in MODULES[:k], f"{name} imports {imported}"


# ---- questions


def test_a_numeric_question():
    spec = bp.Question("How much?", answer=np.float64(2), feedback={1: "one"}).spec
    assert (spec["answer"], spec["tolerance"], spec["feedback"]) == (2.0, 0.01, [(1.0, "one")])
    assert bp.Question("How much?", answer=0).spec["tolerance"] == 0.005
    assert bp.Question("How many?", answer=3, tolerance=0).spec["tolerance"] == 0
    spec = bp.Question("How many?", answer=3, hint="few", solution="three").spec
    assert (spec["hint"], spec["solution"]) == ("few", "three")


@pytest.mark.parametrize(
    "options, told",
    [
        ({"prompt": " ", "answer": 1}, "prompt"),
        ({"prompt": "?"}, "answer must be a number, got None"),
        ({"prompt": "?", "answer": "two"}, "answer must be a number, got 'two'"),
        ({"prompt": "?", "answer": True}, "answer must be a number, got True"),
        ({"prompt": "?", "answer": math.nan}, "finite"),
        ({"prompt": "?", "answer": [1, 2]}, "one number"),
        ({"prompt": "?", "answer": 1, "tolerance": -1}, "negative"),
        ({"prompt": "?", "answer": "c", "choices": ["a", "b"]}, "'c' is not among"),
        ({"prompt": "?", "answer": np.array(["a", "b"]), "choices": ["a", "b"]}, "is not among the choices"),
        ({"prompt": "?", "answer": "a", "choices": ["a", "a"]}, "two different"),
        ({"prompt": "?", "answer": "a", "choices": ["a", "b"], "feedback": {"d": "x"}}, "'d' is not among"),
    ],
)
def test_a_wrong_question_is_refused(options, told):
    with pytest.raises(ValueError, match=told):
        bp.Question(**options)


@pytest.mark.parametrize("bad", ["two_two_two", None, 3])
def test_an_explorer_refuses_what_is_no_example_and_stays_whole(bad):
    with pytest.raises(ValueError, match="example must be an Example such as bp.examples.two_two_two"):
        Explorer(bad)
    explorer = Explorer(one_weight)
    with pytest.raises(ValueError, match="example must be an Example such as bp.examples.two_two_two"):
        explorer.example = bad
    assert explorer.example is one_weight
    assert explorer.theta == [3.0]


@pytest.mark.parametrize("name", ["theta", "bounds", "x", "t"])
def test_none_is_no_value_of_a_trait(name):
    with pytest.raises(ValueError, match="got None"):
        setattr(Explorer(two_two_two), name, None)


@pytest.mark.parametrize("rate", [np.float32(0.25), np.array(0.25)])
def test_a_learning_rate_may_be_a_numpy_number(rate):
    explorer = Explorer(two_two_two)
    explorer.learning_rate = rate
    assert explorer.learning_rate == 0.25


def test_an_example_that_is_refused_changes_nothing():
    explorer = bp.Explorer(two_two_two)
    before, keys = explorer.get_state(), list(explorer.keys)
    with pytest.raises(ValueError, match="at most 64 examples, got 65"):
        explorer.example = replace(two_two_two, x=np.ones((65, 2)), t=np.ones((65, 2)))
    assert explorer.example is two_two_two and explorer.keys == keys and explorer.get_state() == before


def test_a_question_about_a_step_knows_its_answer():
    example = bp.examples.two_two_two
    spec = bp.Question("`delta_h1` =", example=example, step="delta_h1", digits=6).spec
    program = bp.trace(example.network)
    values = program.run(program.values(example.theta, example.x, example.t))
    assert spec["answer"] == pytest.approx(values["delta_h1"], abs=1e-15)
    assert spec["tolerance"] == pytest.approx(6e-7)


def test_a_question_about_a_step_after_the_update():
    example = bp.examples.one_weight
    spec = bp.Question("E =", example=example.replace(x=[[1]], t=[[2]]), step="after_E").spec
    assert spec["answer"] == pytest.approx(0.64)  # W = 3 - 0.1 * 2 * (3 - 2) = 2.8
    of_all = bp.Question("new W =", example=example, step="W_new").spec
    assert of_all["answer"] == pytest.approx(3 - 0.1 * 2 * (0 + 1 + 4) / 3)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (dict(example=bp.examples.one_weight, step="g_W"), "a value for each of 3 examples"),
        (dict(example=bp.examples.two_two_two, step="g_w9"), "unknown step 'g_w9'"),
        (dict(example=bp.examples.two_two_two), "unknown step None"),
        (dict(example=bp.examples.two_two_two, step="E", answer=1), "not both"),
        (dict(answer=1, digits=2, tolerance=1), "a tolerance or digits"),
        (dict(answer=1, digits=-1), "digits must be a whole number"),
        (dict(example="two_two_two", step="E"), "example must be an Example"),
        (dict(step="E"), "example must be an Example"),
    ],
)
def test_a_question_about_a_step_that_is_none(options, message):
    with pytest.raises(ValueError, match=message):
        bp.Question("?", **options)


def test_no_two_modules_of_the_page_have_a_name_in_common():
    beginnings = ("function ", "class ", "const ", "let ")
    lines = bp.Explorer._esm.splitlines()
    names = [line.split(" ", 1)[1].split("(")[0].split(" ")[0] for line in lines if line.startswith(beginnings)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("history", "message"),
    [
        ({"step": "ab", "theta": [[0.0] * 10] * 2, "error": [1, 2]}, "step must be a list of numbers, got 'ab'"),
        ({"step": [0], "theta": [[0.0] * 9], "error": [1]}, r"thetas of 10 numbers .* thetas of shape \(1, 9\)"),
        ({"step": [0, 1], "theta": [[0.0] * 10], "error": [1]}, "got 2 steps, thetas of shape .* and 1 errors"),
        ({"step": [], "theta": [], "error": []}, "got 0 steps"),
        ({"step": [0], "theta": [["x"] * 10], "error": [1]}, "theta of history must be an array of real numbers"),
        ({"step": [0], "theta": [[np.nan] * 10], "error": [1]}, "theta of history must be finite"),
        ({"step": [0], "theta": [[0.0] * 10], "error": ["x"]}, "an error of history must be a number, got 'x'"),
        ({"step": [1.5], "theta": [[0.0] * 10], "error": [1]}, "a step of history must be a whole number, got 1.5"),
        ({"step": [1, 1], "theta": [[0.0] * 10] * 2, "error": [1, None]}, r"steps of history must rise, got \(1, 1\)"),
    ],
)
def test_a_history_is_that_of_a_run(history, message):
    explorer = Explorer(two_two_two)
    before = explorer.history
    with pytest.raises(ValueError, match=message):
        explorer.history = history
    assert explorer.history == before
    explorer.history = {"step": [0, 5], "theta": [[0.0] * 10] * 2, "error": [1.5, None]}


def test_a_question_about_a_step_knows_its_slips():
    spec = bp.Question("?", example=bp.examples.spam_classifier, step="delta_h1", digits=6).spec
    said = {round(value, 6): text for value, text in reversed(spec["feedback"])}
    assert said[-0.015408] == "The sign of the result was lost."
    assert said[0.015168] == "The updated `w2_new` was read in place of the old `w2`."
    assert said[0.117975] == "The slope of the activation, `h1*(1 - h1)`, was left out."
    assert "In `delta_o1`: " in " ".join(text for _, text in spec["feedback"])
    assert all(abs(value - spec["answer"]) > 2 * spec["tolerance"] for value, _ in spec["feedback"])


def test_feedback_of_ones_own_comes_before_that_of_slips():
    example = bp.examples.spam_classifier
    spec = bp.Question("?", example=example, step="delta_o1", digits=6, feedback={0.147468: "Mine."}).spec
    first = next(text for value, text in spec["feedback"] if abs(value - 0.147468) < 1e-6)
    assert first == "Mine."


def test_the_link_of_a_game_names_its_round():
    game = bp.FindTheSlip(bp.examples.two_two_two, level=2, seed=7)
    assert game.link("two-two-two.html") == "two-two-two.html#find_slip.two_two_two?find_slip=2,7"
    assert game.link().startswith("#find_slip.")
