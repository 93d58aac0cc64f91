"""The trace: its text, its names and its two orders of update."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import tasks

import backprop as bp
from backprop.expression import names_in, parse, text
from backprop.primitives import FOR_ARRAYS, FOR_NUMBERS

OPTIMIZERS = [bp.SGD(0.5), bp.Momentum(0.5, 0.9), bp.Adam(0.5)]


def two_two_two():
    return bp.Network([2, 2, 2], names="w1 w2 w3 w4 b1 b1 w5 w6 w7 w8 b2 b2".split())


def lines(trace, phase=None):
    return [str(step) for step in trace.steps if phase in (None, step.phase)]


def test_text_of_two_two_two():
    trace = bp.trace(two_two_two(), optimizer=bp.SGD(0.5), frozen=("b1", "b2"))
    assert lines(trace, "forward") == [
        "z_h1 = w1*i1 + w2*i2 + b1",
        "z_h2 = w3*i1 + w4*i2 + b1",
        "h1 = sigmoid(z_h1)",
        "h2 = sigmoid(z_h2)",
        "z_o1 = w5*h1 + w6*h2 + b2",
        "z_o2 = w7*h1 + w8*h2 + b2",
        "o1 = sigmoid(z_o1)",
        "o2 = sigmoid(z_o2)",
    ]
    assert lines(trace, "error") == [
        "E_o1 = 0.5*(t1 - o1)*(t1 - o1)",
        "E_o2 = 0.5*(t2 - o2)*(t2 - o2)",
        "E = E_o1 + E_o2",
    ]
    backward = lines(trace, "backward")
    assert backward[0] == "delta_o1 = (o1 - t1)*o1*(1 - o1)"
    assert "g_w5 = delta_o1*h1" in backward
    assert "g_b2 = delta_o1 + delta_o2" in backward and "g_b1 = delta_h1 + delta_h2" in backward
    assert "delta_h1 = (delta_o1*w5 + delta_o2*w7)*h1*(1 - h1)" in backward
    assert lines(trace, "update") == [f"w{k}_new = w{k} - rate*g_w{k}" for k in range(1, 9)]
    assert trace.frozen == ("b1", "b2") and trace.constants == {"rate": 0.5} and trace.state == {}
    assert trace.renewals == {f"w{k}": f"w{k}_new" for k in range(1, 9)}
    assert repr(trace).startswith("<Trace of 33 assignments: z_h1 = ")


def test_output_first_reads_the_new_weights():
    trace = bp.trace(two_two_two(), order="output_first", frozen=("w7",))
    text = lines(trace)
    delta = "delta_h1 = (delta_o1*w5_new + delta_o2*w7)*h1*(1 - h1)"
    assert text.index("w5_new = w5 - rate*g_w5") < text.index(delta) < text.index("w1_new = w1 - rate*g_w1")


def test_names_of_deeper_layers():
    trace = bp.trace(bp.Network([1, 1, 1, 1, 1], hidden="tanh"))
    assert [step.name for step in trace.steps if step.phase == "forward"] == [
        "z_h1", "h1", "z_h2_1", "h2_1", "z_h3_1", "h3_1", "z_o1", "o1"
    ]  # fmt: skip
    assert trace.units == [("i1",), ("h1",), ("h2_1",), ("h3_1",), ("o1",)]


def test_losses_that_take_weighted_sums():
    trace = bp.trace(bp.Network([1, 1]), "cross_entropy")
    assert "E = softplus(z_o1) - t1*z_o1" in lines(trace) and "delta_o1 = o1 - t1" in lines(trace)
    trace = bp.trace(bp.Network([1, 2], output="identity"), "softmax_cross_entropy")
    assert "E = (t1 + t2)*logsumexp(z_o1, z_o2) - (t1*z_o1 + t2*z_o2)" in lines(trace)
    assert "delta_o1 = (t1 + t2)*sigmoid(z_o1 - logsumexp(z_o2)) - t1" in lines(trace)


def test_adam_counts_once_a_step():
    trace = bp.trace(bp.Network([1, 1]), optimizer=bp.Adam(0.1), frozen=("b1",))
    update = [step.name for step in trace.steps if step.phase == "update"]
    assert update == ["count_new", "beta1_power_new", "beta2_power_new", "m_w1_new", "v_w1_new", "w1_new"]
    assert trace.state == {"count": 0, "beta1_power": 1, "beta2_power": 1, "m_w1": 0, "v_w1": 0}
    assert set(trace.constants) == {"rate", "beta1", "beta2", "epsilon"}


def test_nothing_to_update():
    trace = bp.trace(bp.Network([1, 1]), optimizer=bp.Adam(0.1), frozen=("w1", "b1"))
    assert lines(trace, "update") == [] and trace.renewals == {}
    assert "g_w1 = delta_o1*i1" in lines(trace)


@pytest.mark.parametrize("order, tied", [("simultaneous", "anywhere"), ("output_first", "within layers")])
@given(st.data())
def test_text_is_python_and_javascript_in_single_assignment(order, tied, data):
    task = data.draw(tasks(tied=tied))
    for optimizer in OPTIMIZERS:
        trace = bp.trace(task.network, task.loss, optimizer, order, task.frozen)
        known = {*trace.parameters, *trace.inputs, *trace.targets, *trace.constants, *trace.state}
        for step in trace.steps:
            # Names, numbers, + - * /, commas and brackets mean the same in both; ** would not.
            assert re.fullmatch(r"(?:[A-Za-z_]\w*|\d+(?:\.\d+)?|[-+*/(), ])+", step.expression)
            assert "**" not in step.expression and "//" not in step.expression
            used = set(re.findall(r"[A-Za-z_]\w*", step.expression))
            assert used <= known | set(FOR_NUMBERS)
            assert step.name not in known
            known.add(step.name)


def test_run_takes_constants_and_state_and_leaves_the_input_alone():
    trace = bp.trace(bp.Network([1, 1], output="identity", bias=False), optimizer=bp.Momentum(0.1, 0.5))
    values = trace.values([2.0], [1.0], [0.0])
    assert values == {"w1": 2.0, "i1": 1.0, "t1": 0.0, "rate": 0.1, "beta": 0.5, "m_w1": 0.0}
    assert trace.run(values)["w1_new"] == 2.0 - 0.1 * 2.0
    assert trace.run({"w1": 2, "i1": 1, "t1": 0})["w1_new"] == 2.0 - 0.1 * 2.0
    assert trace.run(values | {"rate": 1.0, "m_w1": 3.0})["w1_new"] == 2.0 - (0.5 * 3.0 + 2.0)
    assert "w1_new" not in values
    assert list(trace.run(values))[-len(trace.steps) :] == [step.name for step in trace.steps]


def test_needed_steps():
    trace = bp.trace(two_two_two())
    assert [step.name for step in trace.needed(["z_h2"])] == ["z_h2"]
    assert [step.phase for step in trace.needed(["E"])] == ["forward"] * 8 + ["error"] * 3
    with pytest.raises(ValueError, match="a name must be a text, got \\[\\]"):
        trace.needed([[]])


def test_the_mean_over_several_examples_is_a_step():
    example = bp.examples.one_weight
    trace = bp.trace(example.network, example.loss, bp.SGD(0.1), examples=3)
    assert lines(trace) == [
        "z_o1 = W*i1",
        "o1 = z_o1",
        "E = (t1 - o1)*(t1 - o1)",
        "mean_E = mean(E)",
        "delta_o1 = 2*(o1 - t1)",
        "g_W = delta_o1*i1",
        "mean_g_W = mean(g_W)",
        "W_new = W - rate*mean_g_W",
    ]
    values = trace.run(trace.values(example.theta, example.x, example.t))
    assert values["E"].tolist() == [0, 1, 4]
    assert (values["mean_E"], values["mean_g_W"]) == pytest.approx((5 / 3, 10 / 3), rel=1e-15)
    assert values["W_new"] == pytest.approx(3 - 1 / 3, rel=1e-15)


def test_several_examples_are_asked_for_plainly():
    network = bp.Network([1, 1], output="identity", bias=False)
    with pytest.raises(ValueError, match='"output_first" takes one example at a time, got examples=2'):
        bp.trace(network, order="output_first", examples=2)
    with pytest.raises(ValueError, match="examples must be a whole number of at least 1, got 0"):
        bp.trace(network, examples=0)
    with pytest.raises(ValueError, match=r"x must have shape \(2, 1\), got \(3, 1\)"):
        bp.trace(network, examples=2).values([1], [[1], [2], [3]], [[1], [2]])


@pytest.mark.parametrize(
    "formula",
    [
        "a*(1 - a)",
        "a - (b - c)",
        "a - (b + c)*d",
        "a/(b*c)",
        "a*(b/c)",
        "a/b*c",
        "-a + b",
        "a*(-b)",
        "f(a, b + c)*0.5",
        "w - rate*(m/(1 - p))/(sqrt(v/(1 - q)) + epsilon)",
    ],
)
def test_a_formula_survives_its_tree(formula):
    assert text(parse(formula)) == formula


def test_names_in_a_tree():
    assert names_in(parse("a*(1 - a) + sigmoid(b)")) == ["a", "a", "b"]


@pytest.mark.parametrize("formula", ["a**2", "a if b else c", "a.b", "'text'", "f(a=1)", "a < b"])
def test_what_is_no_expression_is_refused(formula):
    with pytest.raises(ValueError, match="an expression holds names, numbers, calls"):
        parse(formula)


@pytest.mark.parametrize(
    "name, arguments, result",
    [
        ("sigmoid", [-1e4], 0.0),
        ("sigmoid", [1e4], 1.0),
        ("sigmoid", [-math.inf], 0.0),
        ("softplus", [1e4], 1e4),
        ("softplus", [-1e4], 0.0),
        ("softplus", [0.0], math.log(2)),
        ("logsumexp", [1e4, 1e4], 1e4 + math.log(2)),
        ("logsumexp", [-1e4, 1e4], 1e4),
        ("logsumexp", [], -math.inf),
        ("logsumexp", [math.inf, 1.0], math.inf),
        ("tanh", [1e4], 1.0),
        ("relu", [-1.0], 0.0),
        ("relu", [2.0], 2.0),
        ("relu", [math.nan], math.nan),
        ("step", [0.0], 0.0),
        ("step", [1e-300], 1.0),
        ("sqrt", [4.0], 2.0),
        ("sqrt", [-1.0], math.nan),
        ("exp", [1e4], math.inf),
        ("log", [0.0], -math.inf),
        ("log", [-1.0], math.nan),
    ],
)
def test_primitives_give_numbers_never_exceptions(name, arguments, result):
    expected = pytest.approx(result, rel=1e-15, abs=0, nan_ok=True)
    assert FOR_NUMBERS[name](*arguments) == expected
    with np.errstate(all="ignore"):
        assert FOR_ARRAYS[name](*map(np.array, arguments)) == expected


def test_sixty_four_parameters_and_no_more():
    assert bp.trace(bp.Network([8, 8], bias=False)).parameters[-1] == "w64"
    with pytest.raises(ValueError, match="at most 64 parameters, got a network with 72"):
        bp.trace(bp.Network([8, 8]))
