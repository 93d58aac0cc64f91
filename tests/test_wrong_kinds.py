"""Each argument of each public function replaced in turn: it works, or is a ``ValueError`` in words."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

import backprop as bp
from backprop.examples import Cause, Example

NET = bp.Network([2, 2, 1])
THETA, X, T = [0.1] * 9, [[1.0, 2.0], [3.0, 4.0]], [[0.0], [1.0]]
TASK = dict(theta=THETA, x=X, t=T, loss="half_squared_error")
TRACE = bp.trace(NET)
RUN, RUNS = (bp.train(NET, theta, X, T, epochs=3) for theta in (THETA, [THETA, THETA]))
CURVE, SURFACE = (bp.error_surface(NET, THETA, X, T, axes=axes, n=5) for axes in ("w1", ("w1", "w2")))

CALLS = [
    (bp.Network, dict(sizes=[2, 2, 1], hidden="tanh", output="sigmoid", bias=True, names=[*"abcdefghi"])),
    (NET.index, dict(name="w1")),
    (NET.initial, dict(rng=0, scale=1.0, shape=(2,))),
    (NET.forward, dict(theta=THETA, x=X)),
    (NET.error, TASK),
    (NET.gradient, TASK),
    (bp.SGD, dict(rate=0.1)),
    (bp.Momentum, dict(rate=0.1, beta=0.5)),
    (bp.Adam, dict(rate=0.1, beta1=0.9, beta2=0.9, epsilon=1e-8)),
    (bp.train, dict(network=NET, **TASK, optimizer=bp.SGD(0.1), epochs=3, batch_size=1, order="simultaneous")),
    (bp.train, dict(network=NET, **TASK, frozen=["b1"], until=None, record=True, progress=False, rng=1)),
    (bp.until.error_below, dict(error=0.1)),
    (bp.until.no_longer_falling, dict(tolerance=0.0, patience=1)),
    (bp.until.all_correct, dict(threshold=0.5)),
    (bp.error_surface, dict(network=NET, **TASK, axes=("w1", "w2"), bounds=((0, 1), (0, 1)), n=5)),
    (bp.numerical_gradient, dict(network=NET, **TASK)),
    (bp.check_gradient, dict(network=NET, **TASK)),
    (bp.chain, dict(network=NET, theta=THETA, x=X[0], t=T[0], parameter="w1", loss="half_squared_error")),
    (bp.trace, dict(network=NET, loss="half_squared_error", optimizer=bp.SGD(0.1), order="simultaneous", frozen=[])),
    (TRACE.values, dict(theta=THETA, x=X[0], t=T[0])),
    (TRACE.run, dict(values=TRACE.values(THETA, X[0], T[0]))),
    (TRACE.needed, dict(wanted=["E"])),
    (bp.audit, dict(example=bp.examples.two_two_two)),
    (bp.activations.sigmoid, dict(z=1.0)),
    (bp.activations.relu.derivative, dict(z=1.0)),
    *((loss, dict(output=[0.5], target=[1.0])) for loss in bp.losses.LOSSES.values()),
    (bp.tweak, dict(function=lambda ax, a: None, alt="", figsize=(6.0, 4.0), a=(0.0, 1.0))),
    (bp.Question, dict(prompt="?", answer=1.0, tolerance=0.1, feedback={2.0: "no"}, hint="h", solution="s")),
    (bp.Question, dict(prompt="?", answer="a", choices=["a", "b"], feedback={"b": "no"})),
    (bp.plots.network_diagram, dict(network=NET, theta=THETA, x=X[0], t=T[0], gradient=THETA)),
    (bp.plots.training_curve, dict(history=RUN, log=False)),
    (bp.plots.learning_rates, dict(history=RUNS, rates=[0.1, 0.2], log=True)),
    (bp.plots.curve, dict(surface=CURVE, point=(1.0, 1.0), slope=0.5, history=RUN)),
    (bp.plots.contours, dict(surface=SURFACE, theta=THETA, gradient=THETA, history=RUN, log=False)),
    (bp.plots.surface_3d, dict(surface=SURFACE, history=RUN)),
    (Example, dict(name="a", title="a", document="a", network=NET, **TASK, learning_rate=0.1, frozen=[], printed=[])),
]
OTHERS = [None, "x", b"x", ["x"], ("x", "y"), np.nan, np.inf, -1, 1.5, 2, True, [], {}, {"a": 1}, set(), [None]]
OTHERS += [object(), [object()], np.array("x"), np.datetime64("2020-01-01"), Cause("no", "number")]
# Any of these goes unless it is named here as one that is refused.
NOT = {
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
}


def each_argument():
    for function, given in CALLS:
        name = getattr(function, "__qualname__", repr(function))
        for argument in given:
            yield pytest.param(function, given, argument, id=f"{name}-{argument}")


@pytest.mark.parametrize("function, given, argument", list(each_argument()))
def test_another_kind_of_thing(function, given, argument):
    function(**given)
    refused = NOT.get(argument, [])
    # A figure takes long to draw.
    others = OTHERS[::5] if function.__module__ == "backprop.plots" else OTHERS
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


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: bp.train("net", THETA, X, T), r"network must be a Network such as Network\(\[2, 2, 1\]\), got 'net'"),
        (lambda: bp.trace(None), "network must be a Network such as .*, got None"),
        (lambda: bp.Network([1, 1], bias="x"), "bias must be True or False, got 'x'"),
        (lambda: bp.SGD(True), "rate must be a number, got True"),
        (lambda: bp.until.error_below(True), "error must be a number, got True"),
        (lambda: bp.train(NET, THETA, X, T, progress="x"), "progress must be True or False, got 'x'"),
        (lambda: TRACE.run(None), "values must be a dict of numbers by name, .* got None"),
        (lambda: TRACE.values([0.1] * 9, X[0], [[1.0, 2.0]]), r"t must be one number, got shape \(1, 2\)"),
        (lambda: bp.tweak(3), "function must be one that draws into ax, got 3"),
        (lambda: bp.plots.training_curve(RUNS), r"history must be of one run, got errors of shape \(4, 2\)"),
        (lambda: bp.plots.contours(SURFACE, theta=[1.0]), r"theta must hold a number for each .*, got shape \(1,\)"),
        (lambda: bp.plots.network_diagram(NET, [1.0]), r"theta must hold 9 numbers, got shape \(1,\)"),
        (lambda: bp.plots.curve(SURFACE), r"curve draws a surface over one parameter, got one over \('w1', 'w2'\)"),
    ],
)
def test_message(call, message):
    with pytest.raises(ValueError, match=message):
        call()


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
        if np.isinf(errors[0]):
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
