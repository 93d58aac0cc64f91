"""The examples against an independent route: each chain rule by hand, in mpmath at 50 digits.

Nothing here calls the library for a reference value. The names are those of the trace.
"""

import math

import mpmath
import numpy as np
import pytest
from mpmath import mpf

import backprop as bp

mpmath.mp.dps = 50
HALF = mpf(1) / 2


def sigmoid(z):
    return 1 / (1 + mpmath.exp(-z))


def numbers(text):
    """Decimal literals, read exactly: "0.1" is not the nearest binary fraction."""
    return [mpf(word) for word in text.split()]


def spam_classifier():
    i1, t1, w1, b1, w2, b2, rate = numbers("3 1 0.5 0.2 -0.8 0.1 0.1")
    z_h1 = w1 * i1 + b1
    h1 = sigmoid(z_h1)
    z_o1 = w2 * h1 + b2
    o1 = sigmoid(z_o1)
    E = HALF * (o1 - t1) ** 2
    delta_o1 = (o1 - t1) * o1 * (1 - o1)
    g_w2, g_b2 = delta_o1 * h1, delta_o1
    delta_h1 = delta_o1 * w2 * h1 * (1 - h1)
    g_w1, g_b1 = delta_h1 * i1, delta_h1
    w1_new, b1_new = w1 - rate * g_w1, b1 - rate * g_b1
    w2_new, b2_new = w2 - rate * g_w2, b2 - rate * g_b2
    return locals()


def single_neuron():
    i1, i2, t1, w1, w2, b, rate = numbers("1 2 1 0.5 -0.5 0.1 0.1")
    z_o1 = w1 * i1 + w2 * i2 + b
    o1 = sigmoid(z_o1)
    E = -(t1 * mpmath.log(o1) + (1 - t1) * mpmath.log(1 - o1))
    # dE/do and do/dz apart, not yet cancelled to o - t.
    delta_o1 = (-t1 / o1 + (1 - t1) / (1 - o1)) * (o1 * (1 - o1))
    g_w1, g_w2, g_b = delta_o1 * i1, delta_o1 * i2, delta_o1
    w1_new, w2_new, b_new = w1 - rate * g_w1, w2 - rate * g_w2, b - rate * g_b
    return locals()


def one_weight():
    W, rate = numbers("3 0.1")
    data = list(zip(numbers("0 1 2"), numbers("0 2 4"), strict=True))
    E = sum((W * x - t) ** 2 for x, t in data) / 3
    g_W = sum(2 * (W * x - t) * x for x, t in data) / 3
    W_new = W - rate * g_W
    del data
    return locals()


def step_two_two_two(weights, order, sigmoid=sigmoid, number=mpf):
    """One pass and one update of the 2-2-2 network, with its eight weights given."""
    i1, i2, b1, b2, t1, t2, rate = map(
        number, ("0.05", "0.10", "0.35", "0.60", "0.01", "0.99", "0.5")
    )
    w1, w2, w3, w4, w5, w6, w7, w8 = weights
    z_h1 = w1 * i1 + w2 * i2 + b1
    z_h2 = w3 * i1 + w4 * i2 + b1
    h1, h2 = sigmoid(z_h1), sigmoid(z_h2)
    z_o1 = w5 * h1 + w6 * h2 + b2
    z_o2 = w7 * h1 + w8 * h2 + b2
    o1, o2 = sigmoid(z_o1), sigmoid(z_o2)
    E_o1, E_o2 = (t1 - o1) ** 2 / 2, (t2 - o2) ** 2 / 2
    E = E_o1 + E_o2
    delta_o1 = (o1 - t1) * o1 * (1 - o1)
    delta_o2 = (o2 - t2) * o2 * (1 - o2)
    g_w5, g_w6, g_w7, g_w8 = delta_o1 * h1, delta_o1 * h2, delta_o2 * h1, delta_o2 * h2
    g_b2 = delta_o1 + delta_o2
    w5_new, w6_new = w5 - rate * g_w5, w6 - rate * g_w6
    w7_new, w8_new = w7 - rate * g_w7, w8 - rate * g_w8
    if order == "output_first":
        to_h1, to_h2 = delta_o1 * w5_new + delta_o2 * w7_new, delta_o1 * w6_new + delta_o2 * w8_new
    else:
        to_h1, to_h2 = delta_o1 * w5 + delta_o2 * w7, delta_o1 * w6 + delta_o2 * w8
    delta_h1, delta_h2 = to_h1 * h1 * (1 - h1), to_h2 * h2 * (1 - h2)
    g_w1, g_w2, g_w3, g_w4 = delta_h1 * i1, delta_h1 * i2, delta_h2 * i1, delta_h2 * i2
    g_b1 = delta_h1 + delta_h2
    w1_new, w2_new = w1 - rate * g_w1, w2 - rate * g_w2
    w3_new, w4_new = w3 - rate * g_w3, w4 - rate * g_w4
    return {name: value for name, value in locals().items() if isinstance(value, type(E))}


WEIGHTS = "0.15 0.20 0.25 0.30 0.40 0.45 0.50 0.55".split()
NEW = [f"w{k}_new" for k in range(1, 9)]


def two_two_two(order="simultaneous"):
    return step_two_two_two(numbers(" ".join(WEIGHTS)), order)


def general_rule():
    i1, i2, t1, t2, rate = numbers("0.5 1 1 0 0.5")
    w1, w2, w3, w4, w5, w6, b1, b2, b3 = numbers("0.4 -0.6 0.7 0.1 -0.3 0.5 0.1 -0.2 0.3")
    w7, w8, w9, w10, w11, w12, b4, b5 = numbers("0.8 -0.5 0.2 -0.4 0.6 0.9 0.3 -0.1")
    z_h1 = w1 * i1 + w2 * i2 + b1
    z_h2 = w3 * i1 + w4 * i2 + b2
    z_h3 = w5 * i1 + w6 * i2 + b3
    h1, h2, h3 = sigmoid(z_h1), sigmoid(z_h2), sigmoid(z_h3)
    z_o1 = w7 * h1 + w8 * h2 + w9 * h3 + b4
    z_o2 = w10 * h1 + w11 * h2 + w12 * h3 + b5
    o1, o2 = sigmoid(z_o1), sigmoid(z_o2)
    E = HALF * (t1 - o1) ** 2 + HALF * (t2 - o2) ** 2
    delta_o1 = (o1 - t1) * o1 * (1 - o1)
    delta_o2 = (o2 - t2) * o2 * (1 - o2)
    delta_h1 = (delta_o1 * w7 + delta_o2 * w10) * h1 * (1 - h1)
    delta_h2 = (delta_o1 * w8 + delta_o2 * w11) * h2 * (1 - h2)
    delta_h3 = (delta_o1 * w9 + delta_o2 * w12) * h3 * (1 - h3)
    g_w1, g_w2, g_w3, g_w4 = delta_h1 * i1, delta_h1 * i2, delta_h2 * i1, delta_h2 * i2
    g_w5, g_w6, g_b1, g_b2, g_b3 = delta_h3 * i1, delta_h3 * i2, delta_h1, delta_h2, delta_h3
    g_w7, g_w8, g_w9, g_b4 = delta_o1 * h1, delta_o1 * h2, delta_o1 * h3, delta_o1
    g_w10, g_w11, g_w12, g_b5 = delta_o2 * h1, delta_o2 * h2, delta_o2 * h3, delta_o2
    found = dict(locals())
    parameters = [f"w{k}" for k in range(1, 13)] + [f"b{k}" for k in range(1, 6)]
    return found | {f"{name}_new": found[name] - rate * found[f"g_{name}"] for name in parameters}


def three_input_regression():
    i1, i2, i3, t1, rate = numbers("1 2 3 4 0.1")
    w1, w2, w3, w4, w5, w6, b1, w7, w8, b2 = numbers("0.5 0.1 0 0.5 0.2 0 0.2 0.3 0 0.1")
    z_h1 = w1 * i1 + w2 * i2 + w3 * i3 + b1
    z_h2 = w4 * i1 + w5 * i2 + w6 * i3 + b1
    z_o1 = o1 = w7 * z_h1 + w8 * z_h2 + b2
    E = HALF * (t1 - o1) ** 2
    delta_o1 = o1 - t1
    delta_h1, delta_h2 = delta_o1 * w7, delta_o1 * w8
    g_w1, g_w2, g_w3 = delta_h1 * i1, delta_h1 * i2, delta_h1 * i3
    g_w4, g_w5, g_w6 = delta_h2 * i1, delta_h2 * i2, delta_h2 * i3
    g_b1 = delta_h1 + delta_h2
    g_w7, g_w8, g_b2 = delta_o1 * z_h1, delta_o1 * z_h2, delta_o1
    found = dict(locals())
    parameters = "w1 w2 w3 w4 w5 w6 b1 w7 w8 b2".split()
    return found | {f"{name}_new": found[name] - rate * found[f"g_{name}"] for name in parameters}


ROUTES = [
    spam_classifier,
    single_neuron,
    one_weight,
    two_two_two,
    general_rule,
    three_input_regression,
]


def of(routes):
    """Parametrize a test by the examples of some routes and their references."""
    pairs = [(getattr(bp.examples, route.__name__), route()) for route in routes]
    return pytest.mark.parametrize(
        ("example", "reference"), pairs, ids=[route.__name__ for route in routes]
    )


EVERY = of(ROUTES)
# The reference of the one weight is a mean over its three examples.
OF_ONE_EXAMPLE = of([route for route in ROUTES if route is not one_weight])


def close(computed, reference, tolerance=1e-12):
    np.testing.assert_allclose(
        computed, np.array(reference, dtype=float), rtol=tolerance, atol=tolerance
    )


@EVERY
def test_start(example, reference):
    close(example.theta, [reference[name] for name in example.network.names])
    assert example.learning_rate == float(reference["rate"])


@OF_ONE_EXAMPLE
def test_forward(example, reference):
    run = example.network.forward(example.theta, example.x[0])
    close(example.x[0], [reference[f"i{k}"] for k in range(1, example.x.shape[1] + 1)])
    close(example.t[0], [reference[f"t{k}"] for k in range(1, example.t.shape[1] + 1)])
    close(run.z[-1], [reference[f"z_o{k}"] for k in range(1, example.t.shape[1] + 1)])
    close(run.output, [reference[f"o{k}"] for k in range(1, example.t.shape[1] + 1)])
    if len(run.z) > 1:
        close(run.z[0], [reference[f"z_h{k}"] for k in range(1, len(run.z[0]) + 1)])


@EVERY
def test_error_and_gradient(example, reference):
    error, gradient = example.network.gradient(
        example.theta, example.x, example.t, loss=example.loss
    )
    close(error, reference["E"])
    close(gradient, [reference[f"g_{name}"] for name in example.network.names])
    close(
        example.network.error(example.theta, example.x, example.t, loss=example.loss),
        reference["E"],
    )


@pytest.mark.parametrize("record", [True, False])
@EVERY
def test_one_update(example, reference, record):
    history = bp.train(
        example.network,
        example.theta,
        example.x,
        example.t,
        loss=example.loss,
        optimizer=bp.SGD(example.learning_rate),
        epochs=1,
        frozen=example.frozen,
        record=record,
    )
    expected = [
        reference[name if name in example.frozen else f"{name}_new"]
        for name in example.network.names
    ]
    close(history.theta[-1], expected)


@OF_ONE_EXAMPLE
def test_every_value_of_the_trace(example, reference):
    check_trace(example, reference, "simultaneous")


def test_every_value_of_the_trace_with_the_output_layer_first():
    check_trace(bp.examples.two_two_two, two_two_two("output_first"), "output_first")


def check_trace(example, reference, order):
    program = bp.trace(
        example.network,
        loss=example.loss,
        optimizer=bp.SGD(example.learning_rate),
        order=order,
        frozen=example.frozen,
    )
    values = program.run(program.values(example.theta, example.x[0], example.t[0]))
    shared = sorted(reference.keys() & values.keys())
    assert {"E", "z_o1", "o1", "delta_o1"} <= set(shared)
    updated = {f"{name}_new" for name in example.network.names if name not in example.frozen}
    assert updated <= set(shared)
    close([values[name] for name in shared], [reference[name] for name in shared])


def trained_two_two_two(order, epochs):
    example = bp.examples.two_two_two
    return bp.train(
        example.network,
        example.theta,
        example.x,
        example.t,
        optimizer=bp.SGD(example.learning_rate),
        epochs=epochs,
        batch_size=1,
        order=order,
        frozen=example.frozen,
    )


@pytest.mark.parametrize("order", ["simultaneous", "output_first"])
def test_300_steps_of_two_two_two_at_50_digits(order):
    weights, thetas, errors = numbers(" ".join(WEIGHTS)), [], []
    for _ in range(301):
        values = step_two_two_two(weights, order)
        thetas.append(weights)
        errors.append(values["E"])
        weights = [values[name] for name in NEW]
    history = trained_two_two_two(order, 300)
    columns = [bp.examples.two_two_two.network.index(f"w{k}") for k in range(1, 9)]
    close(history.theta[:, columns], thetas)
    close(history.error, errors)


# Error after 1, 9,999 and 10,000 steps, and the two outputs after 10,000.
LATE = {
    "simultaneous": (0.29102777369, 3.5108548e-5, 3.5101878e-5, 0.0159136204, 0.9840642735),
    "output_first": (0.29102792391, 3.5091454e-5, 3.5084786e-5, 0.0159121963, 0.9840657345),
}


@pytest.mark.parametrize("order", ["simultaneous", "output_first"])
def test_10_000_steps_of_two_two_two_in_plain_floats(order):
    weights, errors = [float(w) for w in WEIGHTS], []
    for _ in range(10_001):
        values = step_two_two_two(weights, order, lambda z: 1 / (1 + math.exp(-z)), float)
        errors.append(values["E"])
        last, weights = weights, [values[name] for name in NEW]
    figures = (errors[1], errors[9_999], errors[10_000], values["o1"], values["o2"])
    assert figures == pytest.approx(LATE[order], rel=1e-8)
    history = trained_two_two_two(order, 10_000)
    columns = [bp.examples.two_two_two.network.index(f"w{k}") for k in range(1, 9)]
    close(history.theta[-1, columns], last, 1e-9)
    close(history.error[[1, 9_999, 10_000]], figures[:3], 1e-9)
