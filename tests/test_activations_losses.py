"""Activation functions and losses: known values, derivatives, and calm far from zero."""

import math

import numpy as np
import pytest

import backprop as bp
from backprop.activations import ACTIVATIONS
from backprop.losses import LOSSES

FAR = np.array([-1e4, -800.0, -40.0, 0.0, 40.0, 800.0, 1e4])


@pytest.mark.parametrize(
    "name, z, a, derivative",
    [
        ("sigmoid", 0.0, 0.5, 0.25),
        ("sigmoid", math.log(3), 0.75, 0.1875),
        ("tanh", 0.0, 0.0, 1.0),
        ("tanh", math.log(2), 0.6, 0.64),
        ("relu", 2.0, 2.0, 1.0),
        ("relu", -2.0, 0.0, 0.0),
        ("relu", 0.0, 0.0, 0.0),
        ("identity", -3.0, -3.0, 1.0),
    ],
)
def test_known_values(name, z, a, derivative):
    activation = getattr(bp.activations, name)
    assert repr(activation) == name
    assert activation(z) == pytest.approx(a, abs=1e-15)
    assert activation.derivative(z) == pytest.approx(derivative, abs=1e-15)
    assert activation([[z, z]]).shape == (1, 2)


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=repr)
def test_derivative_is_the_limit_of_differences(activation):
    z = np.linspace(-3, 3, 61) + 0.013
    h = 1e-6
    numerical = (activation(z + h) - activation(z - h)) / (2 * h)
    np.testing.assert_allclose(activation.derivative(z), numerical, rtol=0, atol=1e-9)


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=repr)
def test_activations_far_from_zero(activation):
    # Warnings are errors in the whole suite.
    assert np.isfinite(activation(FAR)).all()
    assert np.isfinite(activation.derivative(FAR)).all()


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=repr)
def test_activations_return_new_arrays(activation):
    z = np.array([-1.0, 2.0])
    for result in (activation(z), activation.derivative(z)):
        assert not np.shares_memory(result, z)
    assert z.tolist() == [-1.0, 2.0]


def test_saturated_sigmoid():
    assert bp.activations.sigmoid(FAR)[[0, -1]].tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    "name, output, target, error",
    [
        ("half_squared_error", [1.0, 2.0], [0.0, 4.0], 2.5),
        ("mean_squared_error", [1.0, 2.0], [0.0, 4.0], 5.0),
        ("cross_entropy", [0.75, 0.5], [1.0, 0.0], math.log(4 / 3) + math.log(2)),
        ("cross_entropy", [1.0, 0.0], [1.0, 0.0], 0.0),
        ("cross_entropy", [0.5], [0.5], math.log(2)),
        ("softmax_cross_entropy", [0.0, math.log(3)], [0.0, 1.0], math.log(4 / 3)),
        ("softmax_cross_entropy", [1.0, 1.0], [0.5, 0.5], math.log(2)),
        ("softmax_cross_entropy", [5.0], [1.0], 0.0),
    ],
)
def test_known_errors(name, output, target, error):
    loss = getattr(bp.losses, name)
    assert repr(loss) == name
    assert loss(output, target) == pytest.approx(error, abs=1e-15)
    many = loss([output] * 3, target)
    assert many.shape == (3,) and many == pytest.approx(error, abs=1e-15)


def test_a_certain_and_wrong_output_costs_infinitely_much():
    assert bp.losses.cross_entropy([1.0], [0.0]) == np.inf


@pytest.mark.parametrize("loss", LOSSES.values(), ids=repr)
def test_error_of_weighted_sums_is_that_of_outputs(loss):
    z = np.array([[-2.0, 0.5, 3.0], [1.0, 0.0, -0.25]])
    t = np.array([[0.0, 1.0, 0.5], [0.2, 0.3, 0.5]])
    o = bp.activations.sigmoid(z) if loss.output == "sigmoid" else z
    np.testing.assert_allclose(loss.error(z, o, t), loss(o, t), rtol=1e-14)


@pytest.mark.parametrize("loss", LOSSES.values(), ids=repr)
def test_delta_is_the_derivative_by_the_weighted_sums(loss):
    activation = ACTIVATIONS[loss.output or "tanh"]
    z = np.array([-1.0, 0.3, 2.0])
    t = np.array([0.0, 1.0, 0.4])
    h = 1e-6
    ahead, behind = z + h * np.eye(3), z - h * np.eye(3)
    numerical = (loss.error(ahead, activation(ahead), t) - loss.error(behind, activation(behind), t)) / (2 * h)
    np.testing.assert_allclose(loss.delta(z, activation(z), t, activation.derivative_from), numerical, atol=1e-9)


@pytest.mark.parametrize("name", ["cross_entropy", "softmax_cross_entropy"])
@pytest.mark.parametrize("far", [1e4, -1e4])
def test_cross_entropies_far_from_zero(name, far):
    loss = LOSSES[name]
    z, t = np.array([[far, -far], [far, far]]), np.array([[1.0, 0.0], [0.5, 0.5]])
    o = ACTIVATIONS[loss.output](z)
    delta = loss.delta(z, o, t, ACTIVATIONS[loss.output].derivative_from)
    # What is right costs nothing, what is wrong costs the distance.
    assert loss.error(z, o, t)[0] == (0.0 if far > 0 else 2e4)
    assert np.isfinite(loss.error(z, o, t)).all() and np.isfinite(delta).all()
