"""Slips: the mistakes that people make, as edits of a step."""

import math

import pytest
from hypothesis import given
from strategies import tasks

import backprop as bp
from backprop.digits import digit_slips, fixed
from backprop.expression import evaluate, parse, text
from backprop.slips import KINDS, slips_of, values_of, worked

TWO = bp.examples.two_two_two


def found(example, step, kind):
    """The slips of one kind, as a dict of values by expression."""
    return {slip.expression: slip.value for slip in bp.slips(example, step) if slip.kind == kind}


@pytest.mark.parametrize(
    ("step", "kind", "expression"),
    [
        ("z_h1", "sign lost", "w1*i1 - w2*i2 + b1"),
        ("h1", "sign lost", "sigmoid(-z_h1)"),
        ("w5_new", "sign lost", "w5 + rate*g_w5"),
        ("delta_o1", "t - o for o - t", "(-(o1 - t1))*o1*(1 - o1)"),
        ("z_h1", "term dropped", "w1*i1 + b1"),
        ("delta_h1", "term dropped", "delta_o1*w5*h1*(1 - h1)"),
        ("g_b2", "term dropped", "delta_o2"),
        ("z_o1", "bias dropped", "w5*h1 + w6*h2"),
        ("z_o1", "bias twice", "w5*h1 + w6*h2 + b2 + b2"),
        ("delta_o1", "slope dropped", "o1 - t1"),
        ("delta_h1", "slope dropped", "delta_o1*w5 + delta_o2*w7"),
        ("g_w5", "slope dropped", "(o1 - t1)*h1"),
        ("g_w5", "factor dropped", "delta_o1"),
        ("delta_h1", "factor dropped", "(delta_o1 + delta_o2*w7)*h1*(1 - h1)"),
        ("z_h1", "factor dropped", "i1 + w2*i2 + b1"),
        ("w5_new", "rate dropped", "w5 - g_w5"),
        ("E_o1", "half dropped", "(t1 - o1)*(t1 - o1)"),
        ("delta_h1", "slope twice", "(delta_o1*w5 + delta_o2*w7)*h1*(1 - h1)*h1*(1 - h1)"),
        ("delta_h1", "slope at z for slope at a", "(delta_o1*w5 + delta_o2*w7)*z_h1*(1 - z_h1)"),
        ("z_h1", "operand of the neighbor", "w1*i1 + w3*i2 + b1"),
        ("delta_h1", "operand of the neighbor", "(delta_o1*w5 + delta_o2*w6)*h1*(1 - h1)"),
        ("delta_o1", "operand of the neighbor", "(o1 - t2)*o1*(1 - o1)"),
        ("z_o1", "operand of the neighbor", "w6*h1 + w5*h2 + b2"),
        ("g_w5", "operand of the neighbor", "delta_o1*h2"),
        ("z_o1", "before for after the activation", "w5*z_h1 + w6*z_h2 + b2"),
        ("delta_h1", "updated for old", "(delta_o1*w5_new + delta_o2*w7_new)*h1*(1 - h1)"),
        ("after_z_o1", "old for updated", "w5*after_h1 + w6*after_h2 + b2"),
        ("after_z_o1", "old for updated", "w5_new*h1 + w6_new*h2 + b2"),
        ("after_E_o1", "old for updated", "0.5*(t1 - o1)*(t1 - o1)"),
        ("delta_o1", "error for the difference", "E_o1*o1*(1 - o1)"),
        ("z_h2", "line above repeated", "z_h1"),
        ("E", "mean for the sum", "(E_o1 + E_o2)/2"),
        ("h1", "other function", "z_h1"),
        ("h1", "other function", "1 + exp(-z_h1)"),
        ("h1", "other function", "sigmoid(z_h1*log(10))"),
        ("z_h1", "before for after the activation", "sigmoid(w1*i1 + w2*i2 + b1)"),
        ("delta_o1", "term dropped", "(o1 - t1)*o1*o1"),
        ("delta_o1", "operand of the neighbor", "(o1 - t1)*(o1 - t1)*(1 - (o1 - t1))"),
        ("g_w1", "operand of the neighbor", "delta_h1*h1"),
        ("g_w5", "factor too many", "delta_o1*h1*rate"),
        ("g_b2", "factor too many", "(delta_o1 + delta_o2)*b2"),
    ],
)
def test_a_slip_and_its_value(step, kind, expression):
    _, values = worked(TWO)
    assert found(TWO, step, kind)[expression] == pytest.approx(evaluate(parse(expression), values), rel=1e-12)


def test_the_order_of_update_in_either_direction():
    steps = bp.trace(TWO.network, order="output_first").steps
    _, values = worked(TWO)
    late = [each.expression for each in slips_of(steps, values_of(steps, values), "delta_h1")]
    assert "(delta_o1*w5 + delta_o2*w7)*h1*(1 - h1)" in late


def test_slips_of_a_cross_entropy():
    neuron = bp.examples.single_neuron
    assert found(neuron, "E", "logarithm to base 10")["(softplus(z_o1) - t1*z_o1)/log(10)"] == pytest.approx(
        -math.log10(1 / (1 + math.exp(0.4)))
    )
    assert "(o1 - t1)*o1*(1 - o1)" in found(neuron, "delta_o1", "factor too many")


def test_slips_of_several_examples():
    one = bp.examples.one_weight
    assert found(one, "mean_g_W", "sum for the mean") == {"3*mean(g_W)": 10.0}
    assert "W - rate*g_W" not in [slip.expression for slip in bp.slips(one, "W_new")]
    assert found(one, "mean_g_W", "term dropped")["example(g_W, 2)"] == pytest.approx(2.0)
    with pytest.raises(ValueError, match="g_W has a value for each of 3 examples"):
        bp.slips(one, "g_W")


def test_digits():
    slips = [(kind, value) for kind, _, value in digit_slips(-0.587, decimals=3)]
    assert ("decimal point moved", -5.87) in [(kind, round(value, 9)) for kind, value in slips]
    assert ("digits swapped", -0.857) in slips and ("digits swapped", -5.087) in slips
    assert ("digit dropped", -0.57) in slips and ("digit doubled", -0.5887) in slips
    assert digit_slips(0.0) == digit_slips(1e308) == digit_slips(1e300, decimals=9) == []
    assert fixed(-0.577, 4) == "0.5770" and fixed(12.5, 0) == "13" and fixed(0.125, 2) == "0.13"


def test_rounded_on_the_way():
    rounded = found(TWO, "z_o1", "rounded on the way")
    assert rounded["w5*0.6 + w6*0.6 + b2"] == pytest.approx(1.11)
    assert rounded["w5*0.593 + w6*h2 + b2"] == pytest.approx(0.4 * 0.593 + 0.45 * 0.596884378 + 0.6)


def test_every_kind_is_found_somewhere():
    examples = (TWO, bp.examples.single_neuron, bp.examples.one_weight)
    kinds = set()
    for example in examples:
        steps, values = worked(example)
        for step in steps:
            if not isinstance(values[step.name], list):
                kinds.update(slip.kind for slip in bp.slips(example, step.name))
    assert kinds == set(KINDS)


def test_slips_come_by_kind_and_none_twice():
    order = list(KINDS)
    for step in bp.trace(TWO.network, frozen=TWO.frozen).steps:
        slips = bp.slips(TWO, step.name)
        places = [order.index(slip.kind) for slip in slips]
        assert places == sorted(places)
        assert len({slip.expression for slip in slips}) == len(slips)
        assert all(slip.why.endswith(".") and text(slip.tree) == slip.expression for slip in slips)


@pytest.mark.parametrize("step", ["w9", None, "h9", "i1"])
def test_an_unknown_step(step):
    with pytest.raises(ValueError, match="unknown step"):
        bp.slips(TWO, step)


@given(tasks())
def test_slips_of_random_networks_are_other_numbers(task):
    example = bp.Example(
        network=task.network, theta=task.theta, x=task.x[:1], t=task.t[:1], loss=task.loss, frozen=task.frozen
    )
    steps, values = worked(example)
    for step in steps:
        for slip in slips_of(steps, values, step.name):
            assert math.isfinite(slip.value) and slip.value != values[step.name]
            assert evaluate(slip.tree, values) == slip.value


def test_the_gradient_check_notices_every_slip_of_the_backward_pass():
    steps, values = worked(TWO)
    parameters = dict(zip(TWO.network.names, bp.numerical_gradient(*TWO.problem), strict=True))
    for place, step in enumerate(steps):
        if step.phase != "backward":
            continue
        for slip in slips_of(steps, values, step.name):
            if abs(slip.value - values[step.name]) < 1e-5 * abs(values[step.name]):  # a late digit
                continue
            wrong = [*steps[:place], step._replace(tree=slip.value), *steps[place + 1 :]]
            wrong = [each for each in wrong if each.phase != "after"]
            inputs = {name: value for name, value in values.items() if name not in {each.name for each in steps}}
            gradients = values_of(wrong, inputs)
            worst = max(abs(gradients[f"g_{name}"] - value) for name, value in parameters.items())
            assert worst > 1e-9, (step.name, slip)


def test_the_slope_of_sigmoid_where_there_is_no_activation():
    example = bp.Example(network=bp.Network([1, 1], output="identity"), theta=[0.5, 0.1], x=[[1]], t=[[1]])
    expressions = [slip.expression for slip in bp.slips(example, "delta_o1") if slip.kind == "other function"]
    assert expressions == ["(o1 - t1)*o1*(1 - o1)"]


def test_softmax_and_the_target_of_another_class():
    example = bp.Example(
        network=bp.Network([1, 2], output="identity"), theta=[0.5, -0.5, 0.1, 0.2], x=[[1]], t=[[0, 1]],
        loss="softmax_cross_entropy",
    )  # fmt: skip
    right = worked(example)[1]["delta_o1"]
    slip = next(slip for slip in bp.slips(example, "delta_o1") if slip.why == "`t2` was taken away in place of `t1`.")
    assert slip.value == pytest.approx(right - 1)


def test_a_digit_left_out_makes_another_number():
    for value, decimals in ((0.5, 1), (5.0, 0), (-0.25, 2), (12.0, 0)):
        dropped = [wrong for kind, _, wrong in digit_slips(value, decimals) if kind == "digit dropped"]
        assert value not in dropped


def test_a_point_moved_is_told_by_the_way_it_moved():
    moved = {why: wrong for kind, why, wrong in digit_slips(2.0, 1) if kind == "decimal point moved"}
    assert moved == {
        "The decimal point moved one place to the right.": 20.0,
        "The decimal point moved one place to the left.": 0.2,
        "The decimal point moved two places to the right.": 200.0,
        "The decimal point moved two places to the left.": 0.02,
    }
