"""The engine of the chapter *An engine of your own*: the cells that a reader sees, run as they stand."""

import importlib
import math

import numpy as np
import pytest
from hypothesis import given, settings
from strategies import tasks

import backprop as bp
from pages import Page

CELLS = [cell.source for cell in Page("book/engine").code if "engine" in cell.metadata.get("tags", [])]


@pytest.fixture(scope="module")
def engine():
    names = {"math": math}
    exec("\n\n".join(CELLS), names)
    return names


def test_the_engine_has_fewer_than_sixty_lines():
    """Without its last cell, which runs a trace."""
    lines = [line for source in CELLS[:-1] for line in source.splitlines() if line.strip()]
    assert 40 < len(lines) < 60


@settings(max_examples=40)
@given(task=tasks(most=3))
def test_the_engine_gives_the_gradients_of_the_trace(engine, task):
    """On random networks, with every activation, every loss and shared parameters."""
    network, theta, x, t, loss = task.arguments
    program = bp.trace(network, loss)
    for row, target in zip(x, t, strict=True):
        values = program.values(theta, row, target)
        names = engine["run_forward"](program, values)
        engine["backward"](names["E"])
        expected = program.run(values)
        np.testing.assert_allclose(names["E"].number, expected["E"], rtol=1e-9, atol=1e-12)
        ours = [names[name].grad for name in network.names]
        theirs = [expected[f"g_{name}"] for name in network.names]
        np.testing.assert_allclose(ours, theirs, rtol=1e-8, atol=1e-10)


def test_the_grads_of_the_sums_are_the_deltas(engine):
    example = bp.examples.two_two_two
    program = bp.trace(example.network)
    values = program.values(*example.problem[1:])
    names = engine["run_forward"](program, values)
    engine["backward"](names["E"])
    expected = program.run(values)
    for unit in ("h1", "h2", "o1", "o2"):
        assert names[f"z_{unit}"].grad == pytest.approx(expected[f"delta_{unit}"], rel=1e-12)


def test_examples_of_a_batch_add_up(engine):
    """The same parameters serve every example, so their blame is the sum."""
    network, theta, x, t = bp.examples.four_examples.problem
    program = bp.trace(network)
    shared = {name: engine["Value"](number) for name, number in zip(network.names, theta, strict=True)}
    for row, target in zip(x, t, strict=True):
        names = engine["run_forward"](program, program.values(theta, row, target) | shared)
        engine["backward"](names["E"])
    _, mean = network.gradient(theta, x, t)
    np.testing.assert_allclose([value.grad for value in shared.values()], 4 * mean, rtol=1e-12)


def formula(exp, log, a, b, c):
    """Uses each operation of the engine, and each value more than once."""
    return exp(a * b) / (1 + exp(-c * a)) + log(1 + exp(b - c)) * a - b / (a * a + 1)


def by_torch(torch, numbers):
    values = [torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in numbers]
    formula(torch.exp, torch.log, *values).backward()
    return [value.grad.item() for value in values]


def by_jax(jax, numbers):
    jax.config.update("jax_enable_x64", True)
    slopes = jax.grad(lambda *values: formula(jax.numpy.exp, jax.numpy.log, *values), argnums=(0, 1, 2))
    return [float(slope) for slope in slopes(*numbers)]


def by_autograd(autograd, numbers):
    np_ = importlib.import_module("autograd.numpy")
    return autograd.grad(lambda values: formula(np_.exp, np_.log, *values))(np.array(numbers)).tolist()


@pytest.mark.parametrize("library, by_library", [("torch", by_torch), ("jax", by_jax), ("autograd", by_autograd)])
def test_the_engine_agrees_with_a_well_kept_library(engine, library, by_library):
    """Where one is installed."""
    module = pytest.importorskip(library)
    for numbers in np.random.default_rng(3).uniform(-2, 2, (20, 3)).tolist():
        values = [engine["Value"](number) for number in numbers]
        engine["backward"](formula(engine["exp"], engine["log"], *values))
        np.testing.assert_allclose([value.grad for value in values], by_library(module, numbers), rtol=1e-10)
