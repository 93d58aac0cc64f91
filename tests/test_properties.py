"""The array path, the trace and finite differences agree, on random networks."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import LEADS, optimizers, tasks

import backprop as bp


def assert_close(found, expected, tolerance):
    """Equal relative to the largest of the expected numbers, or to 1."""
    expected = np.asarray(expected)
    assert np.shape(found) == expected.shape
    scale = max(1.0, np.abs(expected).max(initial=0.0))
    assert np.abs(found - expected).max(initial=0.0) <= tolerance * scale


def run_trace(task, optimizer=None):
    """The trace, and its values for each example."""
    trace = bp.trace(task.network, task.loss, optimizer, frozen=task.frozen)
    return trace, [trace.run(trace.values(task.theta, x, t)) for x, t in zip(task.x, task.t, strict=True)]


@given(tasks())
def test_one_pass_of_arrays_and_trace(task):
    error, gradient = task.network.gradient(*task.arguments[1:])
    _, runs = run_trace(task)
    assert_close(error, np.mean([values["E"] for values in runs]), 1e-12)
    by_trace = [np.mean([values[f"g_{name}"] for values in runs]) for name in task.network.names]
    assert_close(gradient, by_trace, 1e-12)


@given(tasks())
def test_neurons_of_arrays_and_trace(task):
    run = task.network.forward(task.theta, task.x)
    trace, runs = run_trace(task)
    for values, *layers in zip(runs, *run.z, strict=True):
        for units, z in zip(trace.units[1:], layers, strict=True):
            assert_close(z, [values[f"z_{unit}"] for unit in units], 1e-12)
    for k, units in enumerate(trace.units):
        assert_close(run.a[k], [[values[unit] for unit in units] for values in runs], 1e-12)


@given(tasks(leads=LEADS))
def test_gradient_and_finite_differences(task):
    assume(task.nearest_kink(task.theta) > 1e-3)
    _, gradient = task.network.gradient(*task.arguments[1:])
    assert_close(bp.numerical_gradient(*task.arguments), gradient, 1e-8)


@given(tasks(leads=LEADS))
def test_leading_axes_are_calls_of_their_own(task):
    net, theta, *rest = task.arguments
    error, gradient = net.gradient(theta, *rest)
    run = net.forward(theta, task.x)
    assert error.shape == theta.shape[:-1] and gradient.shape == theta.shape
    for k in np.ndindex(theta.shape[:-1]):
        alone_error, alone_gradient = net.gradient(theta[k], *rest)
        assert_close(error[k], alone_error, 1e-13)
        assert_close(gradient[k], alone_gradient, 1e-13)
        assert_close(run.output[k], net.forward(theta[k], task.x).output, 1e-13)
    assert_close(net.error(theta, *rest), error, 1e-13)


@given(tasks(leads=LEADS))
def test_mean_over_examples(task):
    net, theta, x, t, loss = task.arguments
    singles = [net.gradient(theta, a, b, loss) for a, b in zip(x, t, strict=True)]
    error, gradient = net.gradient(theta, x, t, loss)
    assert_close(error, np.mean([each[0] for each in singles], axis=0), 1e-13)
    assert_close(gradient, np.mean([each[1] for each in singles], axis=0), 1e-13)


@settings(max_examples=120)
@given(tasks(), optimizers())
def test_hundred_steps_of_one_run_and_of_several(task, optimizer):
    """One run of small steps is made by the trace, several by arrays."""
    compare_one_run_and_several(task, dict(optimizer=optimizer, batch_size=1))


@given(tasks(tied="within layers"), optimizers())
def test_hundred_steps_with_the_output_layer_first(task, optimizer):
    compare_one_run_and_several(task, dict(optimizer=optimizer, batch_size=1, order="output_first"))


def compare_one_run_and_several(task, settings):
    settings |= dict(loss=task.loss, frozen=task.frozen, epochs=-(-100 // len(task.x)))
    one = bp.train(task.network, task.theta, task.x, task.t, **settings)
    several = bp.train(task.network, task.theta[np.newaxis], task.x, task.t, **settings)
    assume(task.nearest_kink(one.theta) > 1e-9)
    assert one.stopped == several.stopped[0] or one.stopped.criterion == "epochs"
    assert_close(several.theta[:, 0], one.theta, 1e-9)
    assert_close(several.error[:, 0], one.error, 1e-9)
    for name in task.frozen:
        k = task.network.index(name)
        assert (one.theta[:, k] == task.theta[k]).all() and (several.theta[:, 0, k] == task.theta[k]).all()


@given(tasks(), optimizers())
def test_steps_of_all_examples_of_arrays_and_trace(task, optimizer):
    settings = dict(loss=task.loss, optimizer=optimizer, frozen=task.frozen)
    history = bp.train(task.network, task.theta, task.x, task.t, epochs=20, **settings)
    assume(task.nearest_kink(history.theta) > 1e-9)
    trace = bp.trace(task.network, examples=len(task.x), **settings)
    values = trace.values(task.theta, task.x, task.t)
    for theta, error in zip(history.theta, history.error, strict=True):
        assert_close([values[name] for name in trace.parameters], theta, 1e-10)
        after = trace.run(values)
        assert_close(after["mean_E" if trace.examples > 1 else "E"], error, 1e-10)
        values |= {name: after[new] for name, new in trace.renewals.items()}


@given(
    tasks(most=1, tied="within layers"),
    optimizers(),
    st.sampled_from(["simultaneous", "output_first"]),
)
def test_a_run_of_the_trace_is_a_step_of_training(task, optimizer, order):
    net = task.network
    trace = bp.trace(net, task.loss, optimizer, order, task.frozen)
    values = trace.run(trace.values(task.theta, task.x, task.t))
    history = bp.train(
        net, task.theta, task.x, task.t, task.loss, optimizer, epochs=1, order=order, frozen=task.frozen
    )
    expected = [values[trace.renewals.get(name, name)] for name in net.names]
    assert_close(history.theta[-1], expected, 1e-12)


@given(tasks(), optimizers(), st.integers(1, 3))
def test_what_is_kept_is_the_same_run(task, optimizer, every):
    settings = dict(loss=task.loss, optimizer=optimizer, epochs=7, batch_size=2, frozen=task.frozen)
    run = lambda **more: bp.train(task.network, task.theta, task.x, task.t, **settings, **more)  # noqa: E731
    whole, some, last = run(), run(record=every), run(record=False)
    steps = len(whole.step) - 1
    assert whole.step.tolist() == list(range(steps + 1))
    assert some.step.tolist() == sorted({*range(0, steps + 1, every), steps})
    assert last.step.tolist() == [steps]
    for part in (some, last):
        assert_close(part.theta, whole.theta[part.step], 1e-13)
        assert_close(part.error, whole.error[part.step], 1e-13)
    assert_close(whole.error, task.network.error(whole.theta, task.x, task.t, task.loss), 1e-13)


@given(tasks(most=3), st.data())
def test_surface_is_the_error_over_a_grid(task, data):
    net = task.network
    count = data.draw(st.integers(1, min(2, net.size)))
    axes = tuple(data.draw(st.permutations(net.names))[:count])
    surface = bp.error_surface(*task.arguments, axes=axes, n=7)
    grid = np.broadcast_to(task.theta, (*surface.error.shape, net.size)).copy()
    grid[..., net.index(axes[0])] = surface.a
    if count == 2:
        grid[..., net.index(axes[1])] = surface.b[:, np.newaxis]
    assert_close(surface.error, net.error(grid, task.x, task.t, task.loss), 1e-12)


@given(tasks(leads=LEADS, most=1), st.data())
def test_paths_of_the_chain_rule_add_up_to_the_gradient(task, data):
    net = task.network
    name = data.draw(st.sampled_from(net.names))
    chain = bp.chain(net, task.theta, task.x, task.t, name, task.loss)
    _, gradient = net.gradient(*task.arguments[1:])
    assert_close(chain.gradient, gradient[..., net.index(name)], 1e-12)
    for path in chain:
        assert_close(np.prod([factor.value for factor in path.factors], axis=0), path.product, 1e-9)
