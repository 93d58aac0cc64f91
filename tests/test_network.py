"""Networks: layout of the parameters, forward pass and gradient against sums written out by hand."""

import math

import numpy as np
import pytest

import backprop as bp


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def test_names_count_on_through_the_layers():
    net = bp.Network([2, 2, 1])
    assert net.names == ("w1", "w2", "w3", "w4", "b1", "b2", "w5", "w6", "b3")
    assert net.size == 9
    assert [net.index(name) for name in net.names] == list(range(9))
    assert repr(net) == "Network([2, 2, 1], hidden='sigmoid', output='sigmoid', 9 parameters)"


def test_shared_names_count_once_in_order_of_first_appearance():
    net = bp.Network([2, 2, 2], names="w1 w2 w3 w4 b1 b1 w5 w6 w7 w8 b2 b2".split())
    assert net.names == ("w1", "w2", "w3", "w4", "b1", "w5", "w6", "w7", "w8", "b2")
    assert net.index("b2") == net.size - 1 == 9
    theta = np.arange(10.0)
    (w1, b1), (w2, b2) = net.weights(theta)
    assert w1.tolist() == [[0, 1], [2, 3]] and b1.tolist() == [4, 4]
    assert w2.tolist() == [[5, 6], [7, 8]] and b2.tolist() == [9, 9]


def test_one_weight():
    net = bp.Network([1, 1], output="identity", bias=False)
    assert net.names == ("w1",)
    error, gradient = net.gradient([3.0], [[0], [1], [2]], [[0], [2], [4]], "mean_squared_error")
    assert error == pytest.approx(5 / 3) and gradient == pytest.approx([10 / 3])


def test_pass_by_hand():
    """1-2-1 with tanh and sigmoid, every sum written out."""
    net = bp.Network([1, 2, 1], hidden="tanh", output="sigmoid")
    w1, w2, b1, b2, w3, w4, b3 = theta = [0.4, -0.3, 0.1, 0.2, 0.7, -0.6, 0.05]
    i1, t1 = 1.5, 1.0
    h1, h2 = math.tanh(w1 * i1 + b1), math.tanh(w2 * i1 + b2)
    z = w3 * h1 + w4 * h2 + b3
    o = sigmoid(z)
    delta = (o - t1) * o * (1 - o)
    delta1, delta2 = delta * w3 * (1 - h1 * h1), delta * w4 * (1 - h2 * h2)

    run = net.forward(theta, [i1])
    assert [each.shape for each in run.z] == [(2,), (1,)] and [each.shape for each in run.a] == [(1,), (2,), (1,)]
    assert run.a[0].tolist() == [i1]
    assert run.a[1] == pytest.approx([h1, h2], rel=1e-15)
    assert run.z[1] == pytest.approx([z], rel=1e-15)
    assert run.output == pytest.approx([o], rel=1e-15)
    error, gradient = net.gradient(theta, [i1], [t1])
    assert error == net.error(theta, [i1], [t1]) == pytest.approx(0.5 * (t1 - o) ** 2, rel=1e-14)
    expected = [delta1 * i1, delta2 * i1, delta1, delta2, delta * h1, delta * h2, delta]
    assert gradient == pytest.approx(expected, rel=1e-14)


def test_one_example_as_a_vector_or_as_a_table():
    net = bp.Network([2, 3, 1])
    theta = net.initial(0)
    assert net.error(theta, [1, 2], [1]) == net.error(theta, [[1, 2]], [[1]])
    assert net.forward(theta, [1, 2]).output.shape == (1,)
    assert net.forward(theta, [[1, 2]]).output.shape == (1, 1)


def test_shapes_with_leading_axes():
    net = bp.Network([2, 3, 2])
    theta = net.initial(0, shape=(4, 5))
    x, t = np.ones((7, 2)), np.ones((7, 2))
    run = net.forward(theta, x)
    assert [each.shape for each in run.z] == [(4, 5, 7, 3), (4, 5, 7, 2)]
    error, gradient = net.gradient(theta, x, t)
    assert error.shape == (4, 5) and gradient.shape == (4, 5, net.size)
    assert net.error(theta, [1, 2], [0, 1]).shape == (4, 5)


def test_results_are_the_callers_own():
    net = bp.Network([2, 2], output="identity", bias=False)
    theta, x, t = np.arange(4.0), np.ones((3, 2)), np.zeros((3, 2))
    given = theta, x, t
    copies = [each.copy() for each in given]

    def results():
        run = net.forward(theta, x)
        return [*run.z, *run.a, *net.gradient(theta, x, t), net.error(theta, x, t)]

    first, second = results(), results()
    for k, one in enumerate(first):
        others = [*first[:k], *first[k + 1 :], *second, *given]
        assert not any(np.shares_memory(one, other) for other in others)
    assert all((a == b).all() for a, b in zip(given, copies, strict=True))


def test_initial_spread_and_seed():
    net = bp.Network([100, 4, 1])
    theta = net.initial(np.random.default_rng(1), scale=2.0, shape=2000)
    assert theta.shape == (2000, net.size)
    hidden, outer = theta[:, net.index("w1")], theta[:, net.index("w401")]
    assert hidden.std() == pytest.approx(2 / 10, rel=0.1) and outer.std() == pytest.approx(2 / 2, rel=0.1)
    assert (net.initial(7) == net.initial(7)).all()
    assert net.initial(7).shape == (net.size,)


def test_initial_of_a_shared_parameter_has_the_spread_of_its_first_use():
    net = bp.Network([100, 1, 1], bias=False, names=[*(f"w{k}" for k in range(100)), "w0"])
    assert net.initial(0, shape=2000)[:, 0].std() == pytest.approx(0.1, rel=0.1)


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "identity"])
@pytest.mark.parametrize("loss, output", [("cross_entropy", "sigmoid"), ("softmax_cross_entropy", "identity")])
@pytest.mark.parametrize("far", [1e4, -1e4])
def test_far_from_zero_there_is_no_warning_and_no_nan(hidden, loss, output, far):
    net = bp.Network([1, 2, 2], hidden=hidden, output=output)
    theta = np.full(net.size, far)
    error, gradient = net.gradient(theta, [[1.0], [-1.0]], [[1.0, 0.0], [0.0, 1.0]], loss)
    assert np.isfinite(error) and np.isfinite(gradient).all()
    assert np.isfinite(net.forward(theta, [1.0]).output).all()
