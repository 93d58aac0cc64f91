"""Error surfaces."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import tasks

import backprop as bp

NET = bp.Network([2, 2, 2], names="w1 w2 w3 w4 b1 b1 w5 w6 w7 w8 b2 b2".split())
THETA = np.linspace(0.1, 1.0, NET.size)
X, T = np.array([[0.05, 0.1]]), np.array([[0.01, 0.99]])


def surface(**settings):
    return bp.error_surface(NET, THETA, X, T, **settings)


def errors_one_by_one(net, theta, *task, surface):
    """The errors of a surface with all parameters written out at each of its points."""
    grid = np.broadcast_to(theta, (*surface.error.shape, net.size)).copy()
    grid[..., surface.index[0]] = surface.a
    if surface.b is not None:
        grid[..., surface.index[1]] = surface.b[:, np.newaxis]
    return net.error(grid, *task)


@pytest.mark.parametrize("axes", [("w5", "w6"), ("w1", "w5"), ("b1", "w5"), ("b2", "b1")])
def test_rows_belong_to_b_and_columns_to_a(axes):
    found = surface(axes=axes, bounds=((-3, 2), (-1, 4)), n=5)
    assert found.axes == axes and found.error.shape == (5, 5)
    assert found.a.tolist() == np.linspace(-3, 2, 5).tolist()
    assert found.b.tolist() == np.linspace(-1, 4, 5).tolist()
    for row, column in np.ndindex(5, 5):
        theta = THETA.copy()
        theta[[NET.index(axes[0]), NET.index(axes[1])]] = found.a[column], found.b[row]
        assert found.error[row, column] == pytest.approx(NET.error(theta, X, T), rel=1e-14)


def test_curve_over_one_parameter():
    for axes, bounds in (("w5", (-1, 1)), (("w5",), ((-1, 1),))):
        found = surface(axes=axes, bounds=bounds, n=11)
        assert found.axes == ("w5",) and found.b is None and found.error.shape == (11,)
        theta = np.tile(THETA, (11, 1))
        theta[:, NET.index("w5")] = found.a
        np.testing.assert_allclose(found.error, NET.error(theta, X, T), rtol=1e-14)


def test_default_bounds_lie_around_the_parameters():
    found = surface(axes=("w1", "w2"), n=3)
    assert found.a == pytest.approx([THETA[0] - 4, THETA[0], THETA[0] + 4])
    assert found.error[1, 1] == pytest.approx(NET.error(THETA, X, T), rel=1e-14)
    assert surface(axes=("w1", "w2")).error.shape == (200, 200)


@given(task=tasks(), data=st.data())
def test_every_kind_of_network_and_pair_of_parameters(task, data):
    net = task.network
    most = min(2, net.size)
    axes = data.draw(st.lists(st.sampled_from(net.names), min_size=1, max_size=most, unique=True))
    found = bp.error_surface(*task.arguments, axes=tuple(axes), n=4)
    expected = errors_one_by_one(*task.arguments, surface=found)
    np.testing.assert_allclose(found.error, expected, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("axes", [("w1", "w5"), ("w5", "w1"), ("b2", "b1")])
@pytest.mark.parametrize("n", [199, 200, 400])
def test_a_surface_of_the_usual_size(axes, n):
    found = surface(axes=axes, n=n)
    np.testing.assert_allclose(found.error, errors_one_by_one(NET, THETA, X, T, surface=found), rtol=1e-13)


@pytest.mark.parametrize("axes", [("w1", "w5"), "w5"])
def test_many_examples(axes):
    rng = np.random.default_rng(0)
    x, t = rng.uniform(-1, 1, (250, 2)), rng.uniform(0, 1, (250, 2))
    found = bp.error_surface(NET, THETA, x, t, "cross_entropy", axes=axes, n=9)
    expected = errors_one_by_one(NET, THETA, x, t, "cross_entropy", surface=found)
    np.testing.assert_allclose(found.error, expected, rtol=1e-13)


@pytest.mark.parametrize("center", [1e3, 1e6, 1e12, 1e16])
def test_large_weights_cancel(center):
    net, theta, x, t = bp.Network([2, 1]), [center, -center, 0.0], [[1.0, 1.0]] * 200, [[0.3]] * 200
    found = bp.error_surface(net, theta, x, t, axes="w1", bounds=(center - 4, center + 4))
    np.testing.assert_allclose(found.error, errors_one_by_one(net, theta, x, t, surface=found), rtol=1e-12)


@pytest.mark.parametrize("axes", [("w1", "w5"), ("w5", "w6"), "w5"])
@pytest.mark.parametrize("text", ["tanh(o)", "(2*sigmoid(2*o) - 1)"])
def test_a_loss_of_ones_own(axes, text):
    def error(z, o, t):
        return 0.5 * ((t - np.tanh(o)) ** 2).sum(axis=-1)

    def delta(z, o, t, derivative):
        return (np.tanh(o) - t) * (1 - np.tanh(o) ** 2) * derivative(z, o)

    formulas = f"0.5*(t - {text})*(t - {text})", f"({text} - t)*(1 - {text}*{text})"
    loss = bp.losses.Loss("own", lambda o, t: error(None, o, t), error, delta, *formulas)
    assert bp.check_gradient(NET, THETA, X, T, loss) < 1e-8
    found = surface(loss=loss, axes=axes, n=5)
    np.testing.assert_allclose(found.error, errors_one_by_one(NET, THETA, X, T, loss, surface=found), rtol=1e-13)


def test_an_exact_fit_has_no_error():
    x = np.arange(4.0)[:, np.newaxis]
    found = bp.error_surface(bp.Network([1, 1], output="identity"), [2, 1], x, 2 * x + 1, axes=("w1", "b1"), n=9)
    assert found.error[4, 4] == 0


@pytest.mark.parametrize("sizes", [[1] * 101, [2] * 17, [2, *[1] * 14, 2]])
def test_many_layers(sizes):
    net = bp.Network(sizes, hidden="tanh")
    theta, x, t = np.linspace(-1, 1, net.size), np.ones(sizes[0]), np.zeros(sizes[-1])
    found = bp.error_surface(net, theta, x, t, axes=net.names[:2], n=3)
    np.testing.assert_allclose(found.error, errors_one_by_one(net, theta, x, t, surface=found), rtol=1e-12)


@pytest.mark.parametrize("reach", [1.0, 400.0, 750.0, 1e4, 1e200])
def test_powers_far_apart_cancel(reach):
    net = bp.Network([2, 1], bias=False)
    found = bp.error_surface(net, [1.0, 1.0], [1.0, -1.0], [0.3], axes=("w1", "w2"), bounds=((-reach, reach),) * 2, n=5)
    expected = errors_one_by_one(net, np.ones(2), [1.0, -1.0], [0.3], surface=found)
    np.testing.assert_allclose(found.error, expected, rtol=1e-13)


@given(st.floats(-1e3, 1e3), st.floats(1e-3, 1e3), st.integers(2, 300))
def test_ends_are_included(low, width, n):
    found = surface(axes="w5", bounds=(low, low + width), n=n)
    assert (found.a[0], found.a[-1]) == (low, low + width)
    np.testing.assert_allclose(found.a, np.linspace(low, low + width, n), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("axes", [[[[]]], [None], ["w1", {}], [("w1", "w5")], ["w1", "w1"], [], ["w1", "w2", "w3"]])
def test_axes_must_be_names(axes):
    for bounds in (None, ((0, 1), (0, 1))):
        with pytest.raises(ValueError, match="one or two|unknown parameter|for each of 1 axes"):
            surface(axes=axes, bounds=bounds)


@pytest.mark.parametrize(("output", "loss"), [("sigmoid", "cross_entropy"), ("identity", "softmax_cross_entropy")])
def test_many_outputs(output, loss):
    net, t = bp.Network([1, 1500], output=output), np.full((1, 1500), 1 / 1500)
    theta = np.linspace(-1, 1, net.size)
    found = bp.error_surface(net, theta, [1.0], t, loss, axes=("w1", "w2"), n=3)
    np.testing.assert_allclose(found.error, errors_one_by_one(net, theta, [1.0], t, loss, surface=found), rtol=1e-12)


@pytest.mark.parametrize("output", ["identity", "relu", "tanh", "sigmoid"])
def test_error_beyond_the_largest_float_is_inf(output):
    net = bp.Network([2, 2, 1], hidden="identity", output=output)
    theta = np.full(net.size, 1e160)
    with np.errstate(all="raise"):
        before = np.geterr()
        found = bp.error_surface(net, theta, [1.0, 1.0], [0.5], axes=("w1", "w5"), bounds=((-2e160, 2e160),) * 2, n=5)
        assert np.geterr() == before
    assert not np.isnan(found.error).any()
    assert np.isinf(found.error).any()


@pytest.mark.parametrize(
    ("weight", "inputs", "reach"), [(1e308, 10, 1), (-1e308, 10, 1), (1, 1e308, 10), (1, 10, 8e307)]
)
def test_what_is_too_large_is_inf_wherever_it_comes_from(weight, inputs, reach):
    net = bp.Network([2, 2, 1], hidden="identity", output="identity", bias=False)
    theta, bounds = np.array([1.0, weight, -1.0, -1.0, 1.0, 1.0]), ((-reach, reach),) * 2
    found = bp.error_surface(net, theta, [inputs] * 2, [0.5], axes=("w1", "w5"), bounds=bounds, n=5)
    assert np.isinf(found.error).any() and not np.isnan(found.error).any()


def test_names_of_parameters_are_free():
    names = "h1 o1 E p1 p0 mean".split()
    net, plain = bp.Network([2, 2, 1], bias=False, names=names), bp.Network([2, 2, 1], bias=False)
    theta = np.linspace(-1, 1, 6)
    surfaces = [
        bp.error_surface(each, theta, X, [0.3], axes=(each.names[0], each.names[4]), n=3) for each in (net, plain)
    ]
    np.testing.assert_array_equal(surfaces[0].error, surfaces[1].error)


def test_threads_do_not_disturb_each_other():
    def work(k):
        return [bp.error_surface(NET, THETA + k, X, T, axes=axes, n=200).error for axes in pairs]

    pairs = [("w1", "w2"), ("w1", "w5"), ("w5", "w6")] * 7

    with ThreadPoolExecutor(4) as pool:
        for k, found in enumerate(pool.map(work, range(4))):
            alone = work(k)
            assert all(map(np.array_equal, found, alone))


def test_parameter_without_effect_gives_a_flat_surface():
    found = bp.error_surface(NET, THETA, [[0.0, 0.0], [0.0, 0.0]], np.vstack([T, T]), axes=("w1", "w4"), n=4)
    np.testing.assert_allclose(found.error, NET.error(THETA, [0.0, 0.0], T[0]), rtol=1e-14)


def test_far_out_there_is_no_warning():
    found = surface(loss="cross_entropy", axes=("w5", "b2"), bounds=((-1e4, 1e4), (-1e4, 1e4)), n=9)
    assert np.isfinite(found.error).all()


@pytest.mark.parametrize("sizes", [[8, 9, 2], [1500, 2, 1], [40, 99, 3]])
@pytest.mark.parametrize("axes", [("w1", "w2"), ("w2", "b2"), ("b1",)])
def test_network_too_large_for_a_trace(sizes, axes):
    net = bp.Network(sizes, hidden="relu", output="identity")
    theta, x, t = net.initial(0), np.linspace(-1, 1, 3 * sizes[0]).reshape(3, -1), np.full((3, sizes[-1]), 0.5)
    found = bp.error_surface(net, theta, x, t, axes=axes, n=3)
    np.testing.assert_allclose(found.error, errors_one_by_one(net, theta, x, t, surface=found), rtol=1e-12)


@pytest.mark.parametrize("bounds", [None, ((-1.0, 2.0), (0.0, 3.0))])
def test_arrays_are_the_callers_own(bounds):
    first, second = (surface(axes=("w5", "w6"), bounds=bounds, n=20) for _ in range(2))
    arrays = [first.a, first.b, first.error, second.a, second.b, second.error, THETA, X, T]
    assert not any(np.shares_memory(arrays[j], arrays[k]) for k in range(9) for j in range(k))


@pytest.mark.parametrize("pairs", [((-1, 2), (0, 3)), [[-1, 2], [0, 3]], np.array([[-1.0, 2.0], [0.0, 3.0]])])
def test_bounds_of_any_kind_of_sequence(pairs):
    for axes in (("w5", "w6"), ["w5", "w6"]):
        found = surface(axes=axes, bounds=pairs, n=4)
        assert (found.axes, found.a.tolist(), found.b.tolist()) == (("w5", "w6"), [-1, 0, 1, 2], [0, 1, 2, 3])


@pytest.mark.parametrize("wrong", [dict(n=2.0), dict(n=True), dict(n="2"), dict(bounds=((0, 1 + 0j), (0, 1)))])
def test_what_is_nearly_right_is_refused(wrong):
    with pytest.raises(ValueError, match="must be a"):
        surface(**dict(axes=("w5", "w6"), bounds=((0, 1), (0, 1)), n=2) | wrong)


def test_default_bounds_around_a_weight_too_large_for_them():
    net, theta = bp.Network([2, 1, 1]), [1e17, 0.0, 0.0, 1.0, 0.0]
    found = bp.error_surface(net, theta, [1.0, 1.0], [0.3], axes=("w1", "w3"), n=5)
    np.testing.assert_allclose(found.error, errors_one_by_one(net, theta, [1.0, 1.0], [0.3], surface=found))


def test_settings_where_the_library_was_imported_do_not_matter():
    code = """import numpy as np
with np.errstate(all="raise"):
    import backprop as bp
    bp.error_surface
net, bounds = bp.Network([2, 2, 1]), ((-2000, 2000), (-4, 4))
bp.error_surface(net, np.full(9, 0.1), [1, 1], [0.3], axes=("w1", "w5"), bounds=bounds)"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
