"""Bad input is a ``ValueError`` that names what was given and what was expected; numbers too large give inf or refusal.

First what each argument says when it is wrong, in tables of a call and the message; then each argument of each public
function replaced by other kinds of things; then names that clash, and numbers too large for a float.
"""

from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
import pytest

import backprop as bp
from backprop.examples import Example, Printed

NET = bp.Network([2, 2, 1])
THETA = [0.1] * NET.size
WIDE = bp.Network([1, 1, 7])
X, T = [[1.0, 2.0], [3.0, 4.0]], [[0.0], [1.0]]
TASK = dict(theta=THETA, x=X, t=T)
TRACE = bp.trace(NET)
MANY = Example("a", "a", NET, THETA, X * 32 + X[:1], T * 32 + T[:1])
RUN, RUNS = (bp.train(NET, theta, X, T, epochs=3) for theta in (THETA, [THETA, THETA]))
DEEP = dict(network=bp.Network([3] * 15), theta=[0.1] * 168, x=[1] * 3, t=[0] * 3)
MASKED = np.ma.masked_less([0.5, -0.5], 0)
ITSELF = []
ITSELF.append(ITSELF)
CURVE, SURFACE = (bp.error_surface(NET, THETA, X, T, axes=axes, n=5) for axes in ("w1", ("w1", "w2")))


# Each of these is a call that works; what is given replaces an argument of it.


def network(sizes=(2, 2, 1), **more):
    return bp.Network(sizes, **more)


def error(network=NET, **more):
    return network.error(**TASK | more)


def gradient(network=NET, **more):
    return network.gradient(**TASK | more)


def numerical(network=NET, **more):
    return bp.numerical_gradient(network, **TASK | more)


def check(network=NET, **more):
    return bp.check_gradient(network, **TASK | more)


def train(network=NET, **more):
    return bp.train(network, **TASK | {"epochs": 2} | more)


def surface(network=NET, **more):
    return bp.error_surface(network, **TASK | {"axes": ("w1", "w2")} | more)


def chain(network=NET, **more):
    return bp.chain(network, **TASK | {"parameter": "w1"} | more)


def trace(network=NET, **more):
    return bp.trace(network, **more)


def run(**more):
    return TRACE.run(TRACE.values(THETA, X[0], T[0]) | more)


def worksheet(example=bp.examples.two_two_two, **more):
    return bp.worksheet(example, **more)


BAD_TASKS = [
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


@pytest.mark.parametrize("function", [error, gradient, numerical, check, train, surface, chain])
@pytest.mark.parametrize("given, message", BAD_TASKS)
def test_task(function, given, message):
    with pytest.raises(ValueError, match=message):
        function(**given)


BAD_ARGUMENTS = [
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
    (network, dict(bias="x"), "bias must be True or False, got 'x'"),
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
    (bp.SGD, dict(rate=True), "rate must be a number, got True"),
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
    (bp.until.error_below, dict(error=True), "error must be a number, got True"),
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
    (
        train,
        dict(network=bp.Network([8, 8]), theta=[0.0] * 72, x=[1.0] * 8, t=[0.0] * 8, order="output_first"),
        'order "output_first" is for networks of at most 64 parameters, got 72',
    ),
    (train, dict(network="net"), r"network must be a Network such as Network\(\[2, 2, 1\]\), got 'net'"),
    (train, dict(progress="x"), "progress must be True or False, got 'x'"),
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
    (trace, dict(network=None), "network must be a Network such as .*, got None"),
    (trace, dict(loss="hinge"), "unknown loss 'hinge'"),
    (trace, dict(loss="softmax_cross_entropy"), "needs identity outputs"),
    (trace, dict(order="last"), "unknown order 'last'; expected one of simultaneous, output_first"),
    (trace, dict(frozen="b1"), "frozen must be a list of names"),
    (trace, dict(optimizer=0.5), "optimizer must be SGD, Momentum or Adam"),
    (trace, dict(optimizer=bp.SGD([0.1, 0.2])), "a trace takes one learning rate, got"),
    (TRACE.run, dict(values=None), "values must be a dict of numbers by name, .* got None"),
    (TRACE.run, dict(values={"w1": 1.0}), "no value given for 'w2'; expected w1 w2 w3"),
    (TRACE.values, dict(theta=[0.1] * 8, x=X[0], t=T[0]), r"theta must hold 9 numbers for one example, .* \(8,\)"),
    (TRACE.values, dict(theta=THETA, x=X, t=T), r"x must hold 2 numbers for one example, got shape \(2, 2\)"),
    (TRACE.values, dict(theta=THETA, x=X[0], t=[[1.0, 2.0]]), r"t must be one number, got shape \(1, 2\)"),
    (run, dict(w9=1.0), "unknown name 'w9'; expected w1"),
    (run, dict(w1=np.nan), "w1 must be finite, got nan"),
    (run, dict(w1=[1, 2]), r"w1 must be one number, got shape \(2,\)"),
    (bp.tweak, dict(function=3), "function must be one that draws into ax, got 3"),
    (bp.SGD, dict(rate=MASKED), "rate must hold no masked numbers, got masked_array"),
    (bp.Momentum, dict(rate=0.1, beta=np.ma.masked), "beta must hold no masked numbers, got masked"),
    (bp.Question, dict(prompt="?", answer=np.ma.masked), "answer must hold no masked numbers"),
    (error, dict(x=[[1.0, np.ma.masked], [3.0, 4.0]]), "x must hold no masked numbers, got "),
    (error, dict(x=[MASKED, MASKED]), "x must hold no masked numbers, got "),
    (NET.initial, dict(rng=ITSELF), "rng must be a numpy.random.Generator or a seed, got "),
    (NET.initial, dict(rng=[1.5]), "rng must be a numpy.random.Generator or a seed, got "),
    (error, dict(theta=ITSELF), "theta must be an array of real numbers, got "),
    (train, dict(record=2**63), "record must be a whole number of at most 1000000000000, got 9223372036854775808"),
    (train, dict(epochs=2**63), "epochs must be a whole number of at most 1000000000000, got 9223372036854775808"),
    (train, dict(until=""), "until must be a criterion such as .*got ''"),
    (surface, dict(n=2**63), "n must be a whole number of at most 10000, got 9223372036854775808"),
    (surface, dict(n=10_001), "n must be a whole number of at most 10000, got 10001"),
    (surface, dict(axes=np.array([["w1", "w2"]])), "axes must name one or two different parameters, got "),
    (chain, DEEP, "at most 10000 paths, got 1594323 from w1"),
    (TRACE.needed, dict(wanted=["nonsense"]), "unknown name 'nonsense'; expected one of w1, w2"),
    (Example, dict(network=NET, **TASK | {"theta": [THETA]}), r"theta must have shape \(9,\), .*got shape \(1, 9\)"),
    (bp.plots.training_curve, dict(history=RUN, ax=3), "ax must be axes of matplotlib, as plt.subplots .*, got 3"),
    (bp.plots.surface_3d, dict(surface=SURFACE, ax=plt.Axes), 'ax must be axes .* with projection="3d", got '),
    (worksheet, dict(blanks=["backwards"]), r"blanks must name phases \(forward, .*\) or steps such as z_h1; got 'b"),
    (worksheet, dict(blanks=[]), r"blanks must name at least one phase or step of the example, got \[\]"),
    (worksheet, dict(blanks=3), "blanks must be a list of phases or steps, got 3"),
    (worksheet, dict(digits=0), "digits must be a whole number of at least 1, got 0"),
    (worksheet, dict(digits=16), "digits must be a whole number of at most 15, got 16"),
    (worksheet, dict(key="yes"), "key must be True or False, got 'yes'"),
    (worksheet, dict(example=MANY), "a worksheet holds at most 64 examples, got 65"),
    (worksheet().save, dict(path=3), "path must be a path such as 'worksheet.html', got 3"),
    (bp.plots.training_curve, dict(history=RUNS), r"history must be of one run, got errors of shape \(4, 2\)"),
    (bp.plots.contours, dict(surface=SURFACE, theta=[1.0]), r"theta must hold a number for each .*, got shape \(1,\)"),
    (bp.plots.network_diagram, dict(network=NET, theta=[1.0]), r"theta must hold 9 numbers, got shape \(1,\)"),
    (bp.plots.paths, dict(network=NET, theta=[1.0], x=X[0], t=T[0], parameter="w1"), r"theta must hold 9 numbers"),
    (bp.plots.paths, dict(network=WIDE, theta=np.zeros(WIDE.size), x=[1.0], t=np.ones(7), parameter="w1"), "at most 6"),
    (bp.plots.neuron, dict(network=NET, theta=THETA, x=X[0]), "must have a single neuron, got layers"),
    (bp.plots.curve, dict(surface=SURFACE), r"draws a surface over one parameter, got one over \('w1', 'w2'\)"),
]


@pytest.mark.parametrize("function, given, message", BAD_ARGUMENTS)
def test_argument(function, given, message):
    with pytest.raises(ValueError, match=message):
        function(**given)


def test_long_lists_of_names_are_cut():
    with pytest.raises(ValueError, match=r"one entry for each of w1 w2 w3 w4 w5 \.\.\. b5; got shape \(1,\)"):
        bp.Network([5, 5]).error([1.0], [1.0] * 5, [1.0] * 5)
    with pytest.raises(ValueError, match=r"w1 w2 w3 w4 w5 \.\.\. w13; got"):
        bp.Network([13, 1], bias=False).error([1.0], [1.0] * 13, [1.0])
    with pytest.raises(ValueError, match=r"w5 w6 w7 w8 w9 w10 w11 w12; got"):
        bp.Network([12, 1], bias=False).error([1.0], [1.0] * 12, [1.0])


LONG = "x" * 200_000


@pytest.mark.parametrize(
    "call",
    [
        lambda: NET.error(LONG, X, T),
        lambda: NET.index(LONG),
        lambda: bp.Network([300, 1]).index("w"),
        lambda: bp.Network([2, 2, 1], hidden=LONG),
        lambda: bp.Network([2, 2, 1], names=[f"{LONG}-"] * 9),
        lambda: bp.train(NET, THETA, X, T, until=LONG),
        lambda: bp.error_surface(NET, THETA, X, T, axes=[LONG]),
        lambda: bp.error_surface(NET, THETA, X, T, axes="w1", bounds=[0.5] * 100_000),
        lambda: bp.trace(NET, optimizer=LONG),
        lambda: TRACE.run({LONG: 1.0} | TRACE.values(THETA, X[0], T[0])),
        lambda: bp.Question(prompt="?", answer=LONG),
        lambda: bp.worksheet(bp.examples.two_two_two, blanks=[LONG]),
        lambda: bp.audit(LONG),
        lambda: bp.Explorer(bp.examples.two_two_two, optimizer=LONG),
        lambda: bp.Explorer(bp.examples.two_two_two, bounds=[0.5] * 100_000),
        lambda: bp.tweak(LONG),
    ],
)
def test_a_message_is_never_long(call):
    with pytest.raises(ValueError) as caught:
        call()
    assert 20 < len(str(caught.value)) < 1000


def test_masked_arrays_with_nothing_masked_are_arrays():
    assert NET.error(np.ma.array(THETA), X, T) == NET.error(THETA, X, T)


def test_what_is_listed_once_is_kept():
    """A generator can be looked through once."""
    names = (name for name in ("b1", "b2"))
    example = Example(network=NET, **TASK, frozen=names, printed=iter([]))
    assert example.frozen == ("b1", "b2") and example.printed == ()


def test_a_rate_may_be_any_real_number():
    example = Example(network=NET, **TASK, learning_rate=Fraction(1, 4))
    assert example.learning_rate == 0.25 and "learning rate 0.25" in repr(example)
    assert "0.25" in repr(bp.SGD(Fraction(1, 4)))


def test_records_can_be_compared():
    again = bp.train(NET, THETA, X, T, epochs=3)
    chains = [chain(x=X[0], t=T[0]) for _ in range(2)]
    assert RUN == RUN and RUN != again and SURFACE == SURFACE and SURFACE != CURVE and chains[0] != chains[1]


def test_what_stands_at_the_end_of_a_range_is_taken():
    assert bp.Momentum(0.1, beta=0).beta == bp.Adam(0.1, beta1=0).beta1 == 0
    assert bp.Network([1, 1], bias=np.False_).size == 1


#: Calls that work, of which one argument after the other is replaced by other kinds of things.
TASK_AND_LOSS = TASK | {"loss": "half_squared_error"}
CALLS = [
    (bp.Network, dict(sizes=[2, 2, 1], hidden="tanh", output="sigmoid", bias=True, names=[*"abcdefghi"])),
    (NET.index, dict(name="w1")),
    (NET.initial, dict(rng=0, scale=1.0, shape=(2,))),
    (NET.forward, dict(theta=THETA, x=X)),
    (NET.error, TASK_AND_LOSS),
    (NET.gradient, TASK_AND_LOSS),
    (bp.SGD, dict(rate=0.1)),
    (bp.Momentum, dict(rate=0.1, beta=0.5)),
    (bp.Adam, dict(rate=0.1, beta1=0.9, beta2=0.9, epsilon=1e-8)),
    (bp.train, dict(network=NET, **TASK_AND_LOSS, optimizer=bp.SGD(0.1), epochs=3)),
    (bp.train, dict(network=NET, **TASK, epochs=3, batch_size=1, order="simultaneous")),
    (bp.train, dict(network=NET, **TASK_AND_LOSS, frozen=["b1"], until=None, record=True, progress=False, rng=1)),
    (bp.until.error_below, dict(error=0.1)),
    (bp.until.no_longer_falling, dict(tolerance=0.0, patience=1)),
    (bp.until.all_correct, dict(threshold=0.5)),
    (bp.error_surface, dict(network=NET, **TASK_AND_LOSS, axes=("w1", "w2"), bounds=((0, 1), (0, 1)), n=5)),
    (bp.numerical_gradient, dict(network=NET, **TASK_AND_LOSS)),
    (bp.check_gradient, dict(network=NET, **TASK_AND_LOSS)),
    (bp.chain, dict(network=NET, theta=THETA, x=X[0], t=T[0], parameter="w1", loss="half_squared_error")),
    (bp.trace, dict(network=NET, loss="half_squared_error", optimizer=bp.SGD(0.1), order="simultaneous", frozen=[])),
    (bp.trace, dict(network=NET, examples=2)),
    (TRACE.values, dict(theta=THETA, x=X[0], t=T[0])),
    (TRACE.run, dict(values=TRACE.values(THETA, X[0], T[0]))),
    (TRACE.needed, dict(wanted=["E"])),
    (bp.audit, dict(example=bp.examples.one_weight, printed={"W": "3", "z_o1": "0.1"}, lines={"z_o1": "W*0"})),
    (bp.slips, dict(example=bp.examples.two_two_two, step="h1")),
    (bp.worksheet, dict(example=bp.examples.two_two_two, blanks=["E"], key=True, digits=6)),
    (bp.worksheet, dict(example=bp.examples.two_two_two, optimizer=bp.SGD(0.1), order="simultaneous")),
    (bp.activations.sigmoid, dict(z=1.0)),
    (bp.activations.relu.derivative, dict(z=1.0)),
    *((loss, dict(output=[0.5], target=[1.0])) for loss in bp.losses.LOSSES.values()),
    (bp.tweak, dict(function=lambda ax, a: None, alt="", figsize=(6.0, 4.0), a=(0.0, 1.0))),
    (bp.Question, dict(prompt="?", answer=1.0, tolerance=0.1, feedback={2.0: "no"}, hint="h", solution="s")),
    (bp.Question, dict(prompt="?", answer="a", choices=["a", "b"], feedback={"b": "no"})),
    (bp.Question, dict(prompt="?", example=bp.examples.two_two_two, step="h1", digits=3)),
    (bp.plots.network_diagram, dict(network=NET, theta=THETA, x=X[0], t=T[0], gradient=THETA)),
    (bp.plots.training_curve, dict(history=RUN, log=False)),
    (bp.plots.learning_rates, dict(history=RUNS, rates=[0.1, 0.2], log=True)),
    (bp.plots.curve, dict(surface=CURVE, point=(1.0, 1.0), slope=0.5, history=RUN)),
    (bp.plots.contours, dict(surface=SURFACE, theta=THETA, gradient=THETA, history=RUN, log=False)),
    (bp.plots.surface_3d, dict(surface=SURFACE, history=RUN)),
    (Example, dict(name="a", title="a", document="a", network=NET, **TASK_AND_LOSS, learning_rate=0.1)),
    (Example, dict(name="a", title="a", document="a", network=NET, **TASK, learning_rate=0.1, frozen=[], printed=[])),
    (Example, dict(name="a", title="a", network=NET, **TASK, axes=("w1", "w2"), bounds=(-1, 1, 0, 2))),
]
OTHERS = [None, "x", b"x", ["x"], ("x", "y"), np.nan, np.inf, -1, 1.5, 2, True, [], {}, {"a": 1}, set(), [None]]
OTHERS += [object(), [object()], np.array("x"), np.datetime64("2020-01-01"), Printed("no", "number", "E")]
#: By argument, others that must be refused; of any other thing only that it is not refused in words of code.
REFUSED = {
    "bias": ["x", 0, 1, None, np.nan],
    "progress": ["x", 1, None],
    "log": ["x", 1, None],
    "rate": [True, None, np.datetime64("2020-01-01")],
    "epochs": [True, 1.5, 2.0, "x"],
    "record": ["x", -1, 1.5],
    "rng": [True, "x"],
    "network": [None, "x", [2, 2, 1]],
    "example": [None, "two_two_two"],
    "values": [None, []],
    "function": [None, 3],
    "alt": [None, 3],
    "figsize": [6.0, (1, 2, 3), "x"],
    "hint": [3],
    "feedback": [["x"], {2.0: 3}],
    "history": ["x", 3],
    "surface": [None, "x"],
    "point": [1.0, (1, 2, 3), "xy"],
    "slope": ["x", [1.0]],
    "learning_rate": [0, "x", None],
    "printed": [[1]],
    "blanks": ["x", 3, [], ["x"], [[]]],
    "digits": [-1, 1.5, "x", True],
    "key": ["x", 1],
}


def each_argument():
    for function, given in CALLS:
        name = getattr(function, "__qualname__", repr(function))
        for argument in given:
            yield pytest.param(function, given, argument, id=f"{name}-{argument}")


@pytest.mark.parametrize("function, given, argument", list(each_argument()))
def test_another_kind_of_thing(function, given, argument):
    function(**given)
    refused = REFUSED.get(argument, [])
    # A figure takes long to draw.
    others = OTHERS[::5] if function.__module__.startswith("backprop.plots") else OTHERS
    for other in [*others, *refused]:
        try:
            function(**given | {argument: other})
        except ValueError as error:
            assert len(str(error)) > 15
            for in_code in ("truth value", "broadcast", "unpack", "could not convert", "zip()"):
                assert in_code not in str(error)
        else:
            assert not any(other is each for each in refused), f"{argument}={other!r} is not refused"
        finally:
            plt.close("all")


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


LARGE = [1e100, 1e160, 1e200, 1.7e308]
OUTPUTS = {"cross_entropy": "sigmoid", "softmax_cross_entropy": "identity"}


def computations(net, theta, x, t, loss):
    trace = bp.trace(net, loss)
    return {
        "forward": lambda: [*net.forward(theta, x).z, net.forward(theta, x).output],
        "gradient": lambda: net.gradient(theta, x, t, loss),
        "numerical": lambda: [bp.numerical_gradient(net, theta, x, t, loss)],
        "check": lambda: [bp.check_gradient(net, theta, x, t, loss)],
        "chain": lambda: [factor.value for factor in bp.chain(net, theta, x, t, "w1", loss).paths[0].factors],
        "run": lambda: list(trace.run(trace.values(theta, x, t)).values()),
    }


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("hidden", bp.activations.ACTIVATIONS)
@pytest.mark.parametrize("loss", bp.losses.LOSSES)
def test_numbers_too_large_for_a_float(loss, hidden):
    """They give inf where an error is asked for and are refused elsewhere: no nan, and no warning."""
    net = bp.Network([2, 3, 2], hidden=hidden, output=OUTPUTS.get(loss, "relu"))
    x, t = [0.5, -2.0], [0.0, 1.0]
    signs = np.sign(np.random.default_rng(1).standard_normal((6, net.size)))
    refused = set()
    for theta in (large * row for large in LARGE for row in signs):
        errors = net.error([theta, 0 * theta], x, t, loss)
        assert not np.isnan(errors).any() and np.isfinite(errors[1])
        for name, compute in computations(net, theta, x, t, loss).items():
            try:
                assert not any(np.isnan(each).any() for each in compute())
            except ValueError as error:
                assert " too large: " in str(error) and "overflows" in str(error)
                refused.add(name)
        if np.isinf(net.error(theta, x, t, loss)):
            with pytest.raises(ValueError, match="theta must give a finite error at the start"):
                bp.train(net, theta, x, t, loss)
    assert refused or hidden in ("sigmoid", "tanh")


def test_a_gradient_too_large_for_a_float():
    line = bp.Network([1, 1], output="identity", bias=False)
    for compute in (line.gradient, lambda *task: bp.numerical_gradient(line, *task)):
        assert np.isfinite(line.error([1e-3], [1e156], [0.0]))
        with pytest.raises(ValueError, match="theta is too large"):
            compute([1e-3], [1e156], [0.0])
        with pytest.raises(ValueError, match="theta is too large"):
            compute([[0.0], [1e-3]], [1e156], [0.0])


def test_an_error_too_large_for_a_float_is_infinite():
    net = bp.Network([1, 1, 1], hidden="identity", output="identity")
    assert net.error([1e200, 0, 1e200, 0], [1.0], [0.0]) == np.inf
    assert net.error([1e200, 0, 1, -1e200], [1e200], [0.0]) == np.inf
    with pytest.raises(ValueError, match="theta is too large: the error a step away from it overflows"):
        bp.numerical_gradient(net, [1e160, 0, 1, 0], [1.0], [0.0])
    with pytest.raises(ValueError, match="the values are too large: a number overflows on the way to z_o1"):
        trace = bp.trace(net)
        trace.run(trace.values([1e200, 0, 1e200, 0], [1e200], [0.0]) | {"b2": -1e308, "w2": 0.0})
