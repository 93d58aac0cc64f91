"""Numerical gradients, the gradient check, and the factors of the chain rule."""

from dataclasses import replace

import numpy as np
import pytest

import backprop as bp

NET = bp.Network([2, 2, 2], names="w1 w2 w3 w4 b1 b1 w5 w6 w7 w8 b2 b2".split())
THETA = np.linspace(-0.7, 0.9, NET.size)
X, T = [0.3, -1.2], [0.2, 0.7]


def test_numerical_gradient_of_a_parabola_is_exact_to_rounding():
    net = bp.Network([1, 1], output="identity", bias=False)
    assert bp.numerical_gradient(net, [3.0], [1.0], [0.0]) == pytest.approx([3.0], rel=1e-10)
    # The step grows with the parameter.
    assert bp.numerical_gradient(net, [3e8], [1.0], [0.0]) == pytest.approx([3e8], rel=1e-9)


def test_numerical_gradient_with_leading_axes():
    theta = np.random.default_rng(0).uniform(-1, 1, (2, 3, NET.size))
    found = bp.numerical_gradient(NET, theta, X, T)
    assert found.shape == theta.shape
    for k in np.ndindex(2, 3):
        np.testing.assert_allclose(found[k], bp.numerical_gradient(NET, theta[k], X, T), atol=1e-10)


def test_check_of_a_right_and_of_a_wrong_gradient():
    assert bp.check_gradient(NET, THETA, X, T) < 1e-8
    assert bp.check_gradient(NET, np.stack([THETA, -THETA]), X, T).shape == (2,)
    wrong = replace(bp.losses.half_squared_error, delta=lambda z, o, t, derivative: (o - t) * o)
    assert bp.check_gradient(NET, THETA, X, T, wrong) > 1e-2


def test_check_where_the_gradient_vanishes():
    net = bp.Network([1, 1], output="relu")
    assert bp.check_gradient(net, [-5.0, -5.0], [1.0], [0.0]) == 0.0


def test_chain_of_an_outer_weight():
    run = NET.forward(THETA, X)
    h, o = run.a[1], run.output
    chain = bp.chain(NET, THETA, X, T, "w6")
    (path,) = chain
    assert len(chain) == 1 and chain.parameter == "w6"
    assert [factor.name for factor in path.factors] == ["dE/do1", "do1/dz_o1", "dz_o1/dw6"]
    expected = [o[0] - T[0], o[0] * (1 - o[0]), h[1]]
    assert [factor.value for factor in path.factors] == pytest.approx(expected, rel=1e-14)
    assert chain.gradient == path.product == pytest.approx(np.prod(expected), rel=1e-14)


def test_chain_of_a_hidden_weight_has_a_path_for_each_output():
    chain = bp.chain(NET, THETA, X, T, "w3", loss="mean_squared_error")
    assert [[factor.name for factor in path.factors] for path in chain.paths] == [
        ["dE/do1", "do1/dz_o1", "dz_o1/dh2", "dh2/dz_h2", "dz_h2/dw3"],
        ["dE/do2", "do2/dz_o2", "dz_o2/dh2", "dh2/dz_h2", "dz_h2/dw3"],
    ]
    _, gradient = NET.gradient(THETA, X, T, "mean_squared_error")
    assert chain.gradient == pytest.approx(gradient[NET.index("w3")], rel=1e-13)
    o = NET.forward(THETA, X).output
    assert chain.paths[1].factors[0].value == pytest.approx(2 * (o[1] - T[1]))


def test_chain_of_a_shared_bias_has_a_path_for_each_use():
    chain = bp.chain(NET, THETA, X, T, "b1")
    assert len(chain) == 4
    assert {path.factors[-1].name for path in chain} == {"dz_h1/db1", "dz_h2/db1"}
    assert all(path.factors[-1].value == 1 for path in chain)


def test_chain_of_a_neuron_has_a_path_for_each_neuron_that_it_feeds():
    chain = bp.chain(NET, THETA, X, T, "h1")
    of_weight = bp.chain(NET, THETA, X, T, "w1")
    assert [path.units for path in chain] == [("o1", "h1"), ("o2", "h1")]
    assert [path.units for path in of_weight] == [("o1", "h1", "i1"), ("o2", "h1", "i1")]
    for path, longer in zip(chain, of_weight, strict=True):
        assert [factor.name for factor in path.factors] == [factor.name for factor in longer.factors[:-2]]
    slopes = np.prod([factor.value for factor in of_weight.paths[0].factors[-2:]])
    assert chain.gradient * slopes == pytest.approx(of_weight.gradient, rel=1e-14)


def test_chain_of_a_saturated_output_is_finite():
    net = bp.Network([1, 1])
    chain = bp.chain(net, [1e4, 0.0], [1.0], [0.0], "w1", loss="cross_entropy")
    assert chain.gradient == 1.0 and chain.paths[0].factors[0].value == np.inf
    right = bp.chain(net, [1e4, 0.0], [1.0], [1.0], "w1", loss="cross_entropy")
    assert right.gradient == 0.0 and right.paths[0].factors[0].value == 0.0


def test_chain_of_softmax():
    net = bp.Network([2, 3], output="identity")
    theta = np.linspace(-1, 1, net.size)
    chain = bp.chain(net, theta, X, [0, 1, 0], "w2", loss="softmax_cross_entropy")
    _, gradient = net.gradient(theta, X, [0, 1, 0], "softmax_cross_entropy")
    assert chain.gradient == pytest.approx(gradient[1], rel=1e-14)
    of_output, derivative, of_weight = (factor.value for factor in chain.paths[0].factors)
    assert derivative == 1.0
    assert of_output * of_weight == pytest.approx(gradient[1], rel=1e-14)


def test_chain_as_text():
    net = bp.Network([1, 1], output="identity", bias=False)
    assert str(bp.chain(net, [3.0], [2.0], [1.0], "w1")) == (
        "dE/do1 * do1/dz_o1 * dz_o1/dw1\n    = 5 * 1 * 2 = 10\ndE/dw1 = 10"
    )
    assert "[5 3] * [1 1] * [2 2] = [10 6]" in " ".join(
        str(bp.chain(net, [[3.0], [2.0]], [2.0], [1.0], "w1")).split()
    )


def test_factors_are_the_callers_own():
    theta, x, t = THETA.copy(), np.array([X]), np.array([T])
    chain = bp.chain(NET, theta, x, t, "w1")
    for path in chain:
        for factor in path.factors:
            assert not any(np.shares_memory(factor.value, each) for each in (theta, x, t))


@pytest.mark.parametrize("size", [0.0, 1e-9, 1e4])
def test_the_step_suits_parameters_of_any_size(size):
    net = bp.Network([2, 1], output="identity")
    assert bp.check_gradient(net, [size, -size, size], [0.5, 1.5], [1.0]) < 1e-9


def test_a_small_gradient_is_compared_with_its_own_size():
    net = bp.Network([1, 1])
    _, gradient = net.gradient([12.0, 0.0], [1.0], [0.5])
    assert np.abs(gradient).max() < 1e-5
    assert 0 < bp.check_gradient(net, [12.0, 0.0], [1.0], [0.5]) < 1e-3


def test_the_check_finds_a_gradient_that_is_wrong_in_one_output_only():
    def delta(z, o, t, derivative):
        return (o - t) * derivative(z, o) * [1.0, 1.1]

    wrong = replace(bp.losses.half_squared_error, delta=delta)
    outer = bp.Network([2, 2])
    assert bp.check_gradient(outer, outer.initial(0), X, T, wrong) > 1e-2


def test_factors_have_the_leading_axes_of_theta():
    for path in bp.chain(NET, np.stack([THETA, -THETA, THETA]), X, T, "b1"):
        assert {factor.value.shape for factor in path.factors} == {(3,)}
