"""Every bad input is a ``ValueError`` that names what was given and what was expected."""

import numpy as np
import pytest

import backprop as bp

NET = bp.Network([2, 2, 1])
THETA = [0.1] * NET.size
X, T = [[1.0, 2.0], [3.0, 4.0]], [[0.0], [1.0]]
GOOD = dict(network=NET, theta=THETA, x=X, t=T)


def network(sizes=(2, 2, 1), **more):
    return bp.Network(sizes, **more)


def error(**more):
    given = GOOD | more
    return given.pop("network").error(**given)


def train(**more):
    return bp.train(**GOOD | {"epochs": 2} | more)


def surface(**more):
    return bp.error_surface(**GOOD | {"axes": ("w1", "w2")} | more)


def chain(**more):
    return bp.chain(**GOOD | {"parameter": "w1"} | more)


def trace(**more):
    return bp.trace(**{"network": NET} | more)


def run(**more):
    made = trace()
    return made.run(made.values(THETA, X[0], T[0]) | more)


TASK = [
    (dict(theta=[0.1] * 8), r"theta must have shape \(\.\.\., 9\).*w1 w2 w3 w4 b1 b2 w5 w6 b3.*got shape \(8,\)"),
    (dict(theta=0.1), r"theta must have shape \(\.\.\., 9\).*got shape \(\)"),
    (dict(theta=[0.1] * 8 + [np.nan]), "theta must be finite, got nan at index 8"),
    (dict(theta=[[0.1] * 8 + [-np.inf]]), r"theta must be finite, got -inf at index \(0, 8\)"),
    (dict(theta="weights"), "theta must be an array of real numbers, got 'weights'"),
    (dict(theta=["1"] * 9), "theta must be an array of real numbers"),
    (dict(theta=[1j] * 9), "theta must be an array of real numbers"),
    (dict(theta=np.array([1j] * 9)), "theta must be an array of real numbers"),
    (dict(theta=None), "theta must be an array of real numbers, got None"),
    (dict(theta=[[1], [1, 2]]), "theta must be an array of real numbers"),
    (
        dict(x=[1.0, 2.0, 3.0]),
        r"x must have shape \(n, 2\), or \(2,\) for one example.*2 inputs; got shape \(3,\)",
    ),
    (dict(x=[[1.0], [2.0]]), r"x must have shape \(n, 2\).*got shape \(2, 1\)"),
    (dict(x=[X]), r"x must have shape \(n, 2\).*got shape \(1, 2, 2\)"),
    (dict(x=5.0), r"x must have shape \(n, 2\).*got shape \(\)"),
    (dict(x=np.empty((0, 2)), t=np.empty((0, 1))), r"x must hold at least one example, got shape \(0, 2\)"),
    (dict(x=[[1.0, np.inf], [0.0, 0.0]]), r"x must be finite, got inf at index \(0, 1\)"),
    (dict(t=[[1.0, 2.0]] * 2), r"t must have shape \(n, 1\).*1 outputs; got shape \(2, 2\)"),
    (dict(t=[[0.0], [np.nan]]), r"t must be finite, got nan at index \(1, 0\)"),
    (dict(t=[[0.0]] * 3), "x and t must hold equally many examples, got 2 and 3"),
    (dict(loss="hinge"), "unknown loss 'hinge'; expected one of half_squared_error, mean_squared_error, cross"),
    (dict(loss=["hinge"]), r"unknown loss \['hinge'\]; expected"),
    (dict(loss="cross_entropy", t=[[0.0], [1.5]]), "cross_entropy needs targets between 0 and 1, got 1.5"),
    (dict(loss="cross_entropy", t=[[0.0], [-0.5]]), "cross_entropy needs targets between 0 and 1, got -0.5"),
    (
        dict(loss="softmax_cross_entropy"),
        "softmax_cross_entropy needs identity outputs.*network with sigmoid outputs",
    ),
    (
        dict(loss="cross_entropy", network=bp.Network([2, 2, 1], output="tanh")),
        "cross_entropy needs sigmoid outputs.*tanh",
    ),
]


def gradient(**more):
    given = GOOD | more
    return given.pop("network").gradient(**given)


def numerical(**more):
    return bp.numerical_gradient(**GOOD | more)


def check(**more):
    return bp.check_gradient(**GOOD | more)


@pytest.mark.parametrize("function", [error, gradient, numerical, check, train, surface, chain])
@pytest.mark.parametrize("given, message", TASK)
def test_task(function, given, message):
    with pytest.raises(ValueError, match=message):
        function(**given)


BAD = [
    (network, dict(sizes=3), "sizes must be a list of layer sizes.*got 3"),
    (network, dict(sizes=[3]), r"sizes must name at least an input and an output layer, got \[3\]"),
    (network, dict(sizes=[2, 0]), "a layer size must be a whole number of at least 1, got 0"),
    (network, dict(sizes=[2, 1.5]), "a layer size must be a whole number, got 1.5"),
    (network, dict(sizes=[2, True]), "a layer size must be a whole number of at least 1, got True"),
    (network, dict(hidden="swish"), "unknown hidden activation 'swish'; expected one of sigmoid, tanh, relu, id"),
    (network, dict(output=None), "unknown output activation None; expected one of sigmoid, tanh, relu, identity"),
    (network, dict(names=["w1"]), "names must hold 9 names, one for each weight and bias; got 1"),
    (network, dict(names="w1"), "names must be a list of names such as .*, got 'w1'"),
    (network, dict(names=7), "names must be a list of names such as .*, got 7"),
    (
        network,
        dict(names=[*"abcdefgh", "2x"]),
        "a parameter name must be an ASCII identifier such as w1, got '2x'",
    ),
    (network, dict(names=[*"abcdefgh", "ä"]), "a parameter name must be an ASCII identifier such as w1, got 'ä'"),
    (network, dict(names=[*"abcdefgh", 9]), "a parameter name must be an ASCII identifier such as w1, got 9"),
    (network, dict(names=[*"abcdefgh", "lambda"]), "'lambda' is a reserved word of Python or JavaScript"),
    (network, dict(names=[*"abcdefgh", "var"]), "'var' is a reserved word of Python or JavaScript"),
    (NET.index, dict(name="w9"), "unknown parameter 'w9'; expected one of w1, w2, w3, w4, b1, b2, w5, w6, b3"),
    (NET.initial, dict(rng="seed"), "rng must be a numpy.random.Generator or a seed, got 'seed'"),
    (NET.initial, dict(rng=-1), "rng must be a numpy.random.Generator or a seed, got -1"),
    (NET.initial, dict(rng=0, scale=0), "scale must be above 0, got 0"),
    (NET.initial, dict(rng=0, scale=[1, 2]), r"scale must be one number, got \[1, 2\]"),
    (NET.initial, dict(rng=0, shape=None), "shape must be a list of lengths, got None"),
    (NET.initial, dict(rng=0, shape=[2, [3]]), r"a leading axis must be a whole number, got \[3\]"),
    (NET.initial, dict(rng=0, shape=(2, -1)), "a leading axis must be a whole number of at least 0, got -1"),
    (NET.forward, dict(theta=THETA, x=[1.0]), r"x must have shape \(n, 2\)"),
    (NET.forward, dict(theta=[0.1], x=X), r"theta must have shape"),
    (bp.activations.sigmoid, dict(z=[np.nan]), "z must be finite, got nan at index 0"),
    (bp.activations.tanh.derivative, dict(z=np.inf), "z must be finite, got inf"),
    (bp.losses.half_squared_error, dict(output=[1, 2], target=[1]), r"equal length, got shapes \(2,\) and \(1,\)"),
    (bp.losses.half_squared_error, dict(output=1, target=1), r"vectors of equal length, got shapes \(\) and \(\)"),
    (bp.losses.cross_entropy, dict(output=[0.5], target=[2]), "needs targets between 0 and 1, got 2"),
    (bp.losses.cross_entropy, dict(output=[1.5], target=[1]), "needs outputs between 0 and 1, got 1.5"),
    (bp.losses.cross_entropy, dict(output=[-0.5], target=[1]), "needs outputs between 0 and 1, got -0.5"),
    (bp.losses.softmax_cross_entropy, dict(output=[0, 0], target=[2, 0]), "needs targets between 0 and 1, got 2"),
    (bp.SGD, dict(rate=0), "rate must be above 0, got 0"),
    (bp.SGD, dict(rate=-0.1), "rate must be above 0, got -0.1"),
    (bp.SGD, dict(rate=[]), r"rate must be above 0, got \[\]"),
    (bp.SGD, dict(rate=[True, True]), r"rate must be a number, got \[True, True\]"),
    (bp.SGD, dict(rate=False), "rate must be a number, got False"),
    (bp.SGD, dict(rate=10**400), "rate must be an array of real numbers, got 1000"),
    (bp.SGD, dict(rate=None), "rate must be an array of real numbers, got None"),
    (bp.SGD, dict(rate=np.nan), "rate must be finite, got nan"),
    (bp.SGD, dict(rate="fast"), "rate must be an array of real numbers, got 'fast'"),
    (bp.SGD, dict(rate=[0.1, 0.0]), r"rate must be above 0, got \[0.1, 0.0\]"),
    (bp.Momentum, dict(rate=0.1, beta=1), "beta must be a number from 0 to below 1, got 1"),
    (bp.Momentum, dict(rate=0.1, beta=-0.1), "beta must be a number from 0 to below 1, got -0.1"),
    (bp.Momentum, dict(rate=0.1, beta=[0.5]), r"beta must be one number, got \[0.5\]"),
    (bp.Adam, dict(rate=0.1, beta1=2), "beta1 must be a number from 0 to below 1, got 2"),
    (bp.Adam, dict(rate=0.1, beta2=np.inf), "beta2 must be finite, got inf"),
    (bp.Adam, dict(rate=0.1, epsilon=0), "epsilon must be above 0, got 0"),
    (bp.until.error_below, dict(error=0), "error must be above 0, got 0"),
    (bp.until.error_below, dict(error=[1, 2]), r"error must be one number, got \[1, 2\]"),
    (bp.until.no_longer_falling, dict(tolerance=-1), "tolerance must not be negative, got -1"),
    (bp.until.no_longer_falling, dict(tolerance=[1]), r"tolerance must be one number, got \[1\]"),
    (bp.until.no_longer_falling, dict(patience=0), "patience must be a whole number of at least 1, got 0"),
    (bp.until.no_longer_falling, dict(patience=1.5), "patience must be a whole number, got 1.5"),
    (bp.until.all_correct, dict(threshold=np.nan), "threshold must be finite, got nan"),
    (bp.until.all_correct, dict(threshold=[1]), r"threshold must be one number, got \[1\]"),
    (train, dict(optimizer=0.5), r"optimizer must be SGD, Momentum or Adam, such as SGD\(0.5\), got 0.5"),
    (train, dict(optimizer=bp.SGD), "optimizer must be SGD, Momentum or Adam, .*got <class"),
    (train, dict(epochs=-1), "epochs must be a whole number of at least 0, got -1"),
    (train, dict(epochs=2.5), "epochs must be a whole number, got 2.5"),
    (train, dict(batch_size=0), "batch_size must be a whole number of at least 1, got 0"),
    (
        train,
        dict(order="inputs_first"),
        "unknown order 'inputs_first'; expected one of simultaneous, output_first",
    ),
    (train, dict(order="output_first"), 'order "output_first" takes one example a step, got 2; set batch_size=1'),
    (train, dict(frozen="b1"), r"frozen must be a list of names such as \('b1', 'b2'\), got 'b1'"),
    (train, dict(frozen=3), "frozen must be a list of names such as .*, got 3"),
    (train, dict(frozen=["b9"]), "unknown parameter 'b9'; expected one of w1"),
    (train, dict(until=0.01), "until must be a criterion such as .*got 0.01"),
    (train, dict(until=["error"]), "until must be a criterion such as .*got 'error'"),
    (train, dict(record=0), "record must be a whole number of at least 1, got 0"),
    (train, dict(record=0.5), "record must be a whole number, got 0.5"),
    (train, dict(rng="seed"), "rng must be a numpy.random.Generator or a seed, got 'seed'"),
    (train, dict(theta=np.zeros((0, 9))), r"theta must hold at least one run, got shape \(0, 9\)"),
    (
        train,
        dict(theta=[THETA] * 2, optimizer=bp.SGD([0.1] * 3)),
        r"learning rates must fit the leading axes of theta, \(2,\); got \(3,\)",
    ),
    (surface, dict(axes=("w1", "w9")), "unknown parameter 'w9'; expected one of w1"),
    (surface, dict(axes=("w1", "w1")), r"axes must name one or two different parameters, got \('w1', 'w1'\)"),
    (surface, dict(axes=("w1", "w2", "w3")), "axes must name one or two different parameters"),
    (surface, dict(axes=()), "axes must name one or two different parameters"),
    (surface, dict(axes=5), "axes must be a list of one or two names, got 5"),
    (surface, dict(bounds=(0, 1)), r"a pair \(low, high\) for each of 2 axes, a finite way apart, got \(0, 1\)"),
    (surface, dict(bounds=((0, 1), (-1.7e308, 1.7e308))), "a finite way apart"),
    (surface, dict(bounds=((0, 1), (1, 1))), "bounds must hold a pair"),
    (surface, dict(bounds=((0, 1), (2, np.inf))), "bounds must be finite, got inf"),
    (surface, dict(n=1), "n must be a whole number of at least 2, got 1"),
    (surface, dict(n=20.0), "n must be a whole number, got 20.0"),
    (surface, dict(theta=[THETA]), r"theta must have shape \(9,\) for a surface, got \(1, 9\)"),
    (chain, dict(parameter="w9"), "unknown parameter 'w9'"),
    (chain, dict(x=X, t=T), "the chain rule is written out for one example, got 2"),
    (trace, dict(loss="hinge"), "unknown loss 'hinge'"),
    (trace, dict(loss="softmax_cross_entropy"), "needs identity outputs"),
    (trace, dict(order="last"), "unknown order 'last'; expected one of simultaneous, output_first"),
    (trace, dict(frozen="b1"), "frozen must be a list of names"),
    (trace, dict(optimizer=0.5), "optimizer must be SGD, Momentum or Adam"),
    (trace, dict(optimizer=bp.SGD([0.1, 0.2])), "a trace takes one learning rate, got"),
    (run, dict(w9=1.0), "unknown name 'w9'; expected w1"),
    (run, dict(w1=np.nan), "w1 must be finite, got nan"),
    (run, dict(w1=[1, 2]), r"w1 must be one number, got shape \(2,\)"),
]


@pytest.mark.parametrize("function, given, message", BAD)
def test_argument(function, given, message):
    with pytest.raises(ValueError, match=message):
        function(**given)


@pytest.mark.parametrize("lead", [(), (3,)])
def test_output_first_and_a_parameter_of_two_layers(lead):
    net = bp.Network([1, 1, 1], bias=False, names=["w", "w"])
    message = "output_first.*needs each parameter in one layer; 'w' is shared between layers"
    with pytest.raises(ValueError, match=message):
        bp.trace(net, order="output_first")
    with pytest.raises(ValueError, match=message):
        bp.train(net, np.ones((*lead, 1)), [1.0], [1.0], order="output_first")


@pytest.mark.parametrize(
    "name, optimizer",
    [("h1", None), ("i1", None), ("t1", None), ("E", None), ("delta_o1", None), ("g_b", None), ("sigmoid", None)]
    + [("rate", None), ("b_new", None), ("m_b", bp.Momentum(0.1)), ("beta1_power", bp.Adam(0.1))],
)
def test_a_name_that_is_also_that_of_an_intermediate_value(name, optimizer):
    net = bp.Network([1, 1, 1], names=[name, "b", "c", "d"])
    with pytest.raises(ValueError, match=f"the parameter name '{name}' is also the name of an intermediate value"):
        bp.trace(net, optimizer=optimizer)


@pytest.mark.parametrize("name", ["h1", "i1", "t1", "E", "delta_o1", "g_b", "sigmoid", "rate", "z_o1"])
def test_such_a_name_disturbs_nothing_but_the_trace(name):
    clashing = bp.Network([1, 2, 1], names=[name, *"bcdefg"])
    plain = bp.Network([1, 2, 1], names=[*"abcdefg"])
    theta, x, t = plain.initial(1), [1.0], [0.0]
    for how in ({}, {"optimizer": bp.Adam()}, {"order": "output_first"}):
        ends = [bp.train(net, theta, x, t, epochs=5, **how).theta for net in (clashing, plain)]
        np.testing.assert_allclose(*ends, rtol=1e-12)
    assert bp.check_gradient(clashing, theta, x, t) == bp.check_gradient(plain, theta, x, t) < 1e-6
    chains = [bp.chain(net, theta, x, t, net.names[0]) for net in (clashing, plain)]
    assert chains[0].gradient == chains[1].gradient
    surfaces = [bp.error_surface(net, theta, x, t, axes=net.names[:2], n=3).error for net in (clashing, plain)]
    np.testing.assert_allclose(*surfaces, rtol=1e-12)


def test_missing_values_of_a_trace():
    with pytest.raises(ValueError, match="no value given for 'w2'; expected w1 w2 w3"):
        trace().run({"w1": 1.0})
    with pytest.raises(ValueError, match=r"theta must hold 9 numbers for one example, got shape \(8,\)"):
        trace().values([0.1] * 8, X[0], T[0])
    with pytest.raises(ValueError, match=r"x must hold 2 numbers for one example, got shape \(2, 2\)"):
        trace().values(THETA, X, T)


def test_long_lists_of_names_are_cut():
    with pytest.raises(ValueError, match=r"one entry for each of w1 w2 w3 w4 w5 \.\.\. b5; got shape \(1,\)"):
        bp.Network([5, 5]).error([1.0], [1.0] * 5, [1.0] * 5)
    with pytest.raises(ValueError, match=r"w1 w2 w3 w4 w5 \.\.\. w13; got"):
        bp.Network([13, 1], bias=False).error([1.0], [1.0] * 13, [1.0])
    with pytest.raises(ValueError, match=r"w5 w6 w7 w8 w9 w10 w11 w12; got"):
        bp.Network([12, 1], bias=False).error([1.0], [1.0] * 12, [1.0])


def test_what_stands_at_the_end_of_a_range_is_taken():
    assert bp.Momentum(0.1, beta=0).beta == bp.Adam(0.1, beta1=0).beta1 == 0
    assert bp.Network([1, 1], bias=np.False_).size == 1
