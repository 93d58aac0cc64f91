"""The explorer's JavaScript against the Python: the joined text and the modules, in the real browser."""

import json

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from strategies import tasks

import backprop as bp
from backprop.examples import Example
from backprop.widgets.bundle import HERE, esm
from backprop.widgets.explorer import MODULES

pytestmark = pytest.mark.browser

RATE = 0.05
RUN = """({ spec, theta, x, t, n, axes }) => {
  const flat = (rows) => Float64Array.from(rows.flat());
  [theta, x, t] = [theta, x, t].map(flat);
  const trained = {}, programs = {};
  for (const [key, written] of Object.entries(spec.programs)) {
    const program = programs[key] = new window.Program(spec, written);
    const constants = Float64Array.from(Object.values(program.constants));
    for (const inTurn of [false, true]) {
      if (key.endsWith("output_first") && !inTurn) continue;
      const [moved, memory] = [theta.slice(), program.start.slice()];
      const made = program.train(moved, memory, constants, x, t, n,
        { inTurn, first: 0, count: 100, stride: 100, out: new Float64Array(theta.length) });
      trained[`${key} ${inTurn}`] = [made, [...moved]];
    }
  }
  const program = programs["sgd simultaneous"], constants = Float64Array.from(Object.values(program.constants));
  const as = Float64Array.from([-1, 0, 0.5, 1]), bs = axes.length > 1 ? Float64Array.from([-1, 0.25, 1]) : [0];
  const surface = new Float64Array(as.length * bs.length);
  program.surface(theta, x, t, n, axes, as, bs, surface);
  return {
    values: Object.fromEntries(program.evaluate(theta, [], constants, x, t, 0).map((v, k) => [program.names[k], v])),
    error: program.error(theta, x, t, n),
    gradient: [...program.gradient(theta, [], constants, x, t, n)],
    numerical: [...program.numericalGradient(theta, x, t, n)],
    surface: [...surface],
    trained,
  };
}"""


def as_blob(page):
    text = esm(*MODULES) + "\nwindow.Program = Program;"
    page.goto("about:blank")
    page.evaluate(
        "text => import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })))", text
    )


def as_modules(page):
    def serve(route):
        name = route.request.url.rpartition("/")[2]
        body, kind = ((HERE / name).read_text(), "text/javascript") if name else ("", "text/html")
        route.fulfill(body=body, content_type=kind)

    page.route("http://modules.invalid/*", serve)
    page.goto("http://modules.invalid/")
    page.evaluate("import('./program.js').then(({ Program }) => { window.Program = Program; })")


@pytest.fixture(scope="module", params=[as_blob, as_modules])
def javascript(request, browser):
    """``javascript(state)``: what the explorer's program computes."""
    page = browser.new_page()
    request.param(page)
    yield lambda state: page.evaluate(RUN, json.loads(json.dumps(state)))
    page.close()


def example_of(task):
    return Example(
        "random", "Random", task.network, task.theta, task.x, task.t, task.loss, RATE, task.frozen
    )


def close(ours, theirs, tolerance=1e-12):
    np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(tasks())
def test_one_pass_and_a_surface(javascript, task):
    net, theta, x, t, loss = task.arguments
    assume(task.nearest_kink(theta) > 1e-4)
    explorer = bp.Explorer(example_of(task))
    found = javascript({"spec": explorer.spec, "theta": theta.tolist(), "x": x.tolist(), "t": t.tolist(),
                        "n": len(x), "axes": explorer.axes})
    written = bp.trace(net, loss, bp.SGD(RATE), frozen=task.frozen)
    expected = written.run(written.values(theta, x[0], t[0]))
    for name, value in found["values"].items():
        close(value, expected[name])
    error, gradient = net.gradient(theta, x, t, loss)
    close(found["error"], error)
    close(found["gradient"], gradient)
    np.testing.assert_allclose(found["numerical"], gradient, rtol=1e-6, atol=1e-7)
    grid = np.array([[a, b] for b in ([-1, 0.25, 1] if len(explorer.axes) > 1 else [0]) for a in (-1, 0, 0.5, 1)])
    thetas = np.repeat(theta[np.newaxis], len(grid), axis=0)
    for k, name in enumerate(explorer.axes):
        thetas[:, net.index(name)] = grid[:, k]
    close(found["surface"], net.error(thetas, x, t, loss))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(tasks())
def test_a_hundred_steps_of_each_optimizer(javascript, task):
    net, theta, x, t, loss = task.arguments
    assume("relu" not in (net.hidden, net.output))
    explorer = bp.Explorer(example_of(task))
    found = javascript({"spec": explorer.spec, "theta": theta.tolist(), "x": x.tolist(), "t": t.tolist(),
                        "n": len(x), "axes": explorer.axes})
    optimizers = {"sgd": bp.SGD(RATE), "momentum": bp.Momentum(RATE), "adam": bp.Adam(RATE)}
    for key, (made, end) in found["trained"].items():
        kind, order, in_turn = key.split()
        one = in_turn == "true"
        if order == "output_first" and not one and len(x) > 1:
            continue
        epochs = -(-100 // len(x)) if one else 100
        history = bp.train(
            net, theta, x, t, loss=loss, optimizer=optimizers[kind], epochs=epochs, order=order,
            batch_size=1 if one else None, frozen=task.frozen,
        )
        if history.stopped.criterion == "diverged" or not np.abs(history.theta[:101]).max() < 1e3:
            continue
        assert made == 100
        close(end, history.theta[100], 1e-9 if kind == "adam" else 1e-12)


