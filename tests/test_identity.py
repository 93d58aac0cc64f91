"""The page writes and runs the same trace as Python, on random networks: its JavaScript is run by deno."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest

import backprop as bp
from backprop.formulas import table
from backprop.widgets import bundle

pytestmark = pytest.mark.usefixtures("unmeasured")

DENO = shutil.which("deno", path=Path(sys.executable).parent) or shutil.which("deno")
SCRIPT = Path(__file__).parent / "js/run_cases.js"
MODULES = "model/primitives", "model/expression", "model/evaluate", "model/writer", "model/program"

#: How many networks are written out; of these, the first are run too, and the joined text has a part of them.
WRITTEN = 3000
JOINED = 500
RUN = 300
ACTIVATIONS = "sigmoid", "tanh", "relu", "identity"
#: Each loss with the output activations that it can have.
LOSSES = {
    "half_squared_error": ACTIVATIONS,
    "mean_squared_error": ACTIVATIONS,
    "cross_entropy": ("sigmoid",),
    "softmax_cross_entropy": ("identity",),
    "own_loss": ACTIVATIONS,
}
#: A loss of one's own, with numbers that Python and JavaScript would write differently if they were left to it.
OWN_LOSS = bp.losses.Loss(
    "own_loss",
    of_output=lambda o, t: (2 * (o - t) ** 2).sum(axis=-1),
    error=lambda z, o, t: (2 * (o - t) ** 2 + 1e-8 * o * o).sum(axis=-1),
    delta=lambda z, o, t, derivative: (4 * (o - t) + 2e-8 * o) * derivative(z, o),
    formula="2.0*(o - t)*(o - t) - 0.00000001*(-o)*o",
    delta_formula="4.0*(o - t) + 2e-8*o",
)
OPTIMIZERS = {"sgd": bp.SGD(0.02), "momentum": bp.Momentum(0.005, 0.8), "adam": bp.Adam(0.005)}
AXIS_A = [-1.0, 0.0, 0.5, 1.0]
AXIS_B = [-1.0, 0.25, 1.0]


@dataclass(frozen=True)
class Case:
    """A network and how it is trained; an update takes the mean of its `batch` examples, or one of `n` in turn."""

    network: bp.Network
    loss: object
    frozen: tuple
    optimizer: str
    order: str
    batch: int
    theta: np.ndarray
    x: np.ndarray
    t: np.ndarray

    @property
    def n(self):
        return len(self.x)

    @property
    def axes(self):
        return list(self.network.names[-2:])

    @property
    def bs(self):
        return AXIS_B if self.network.size > 1 else [0.0]

    @cached_property
    def trace(self):
        return bp.trace(self.network, self.loss, OPTIMIZERS[self.optimizer], self.order, self.frozen, self.batch)

    def is_smooth(self):
        return "relu" not in (self.network.hidden, self.network.output)

    def as_json(self, run):
        """What the page is given of it."""
        net = self.network
        example = {
            "sizes": list(net.sizes), "hidden": net.hidden, "output": net.output, "bias": net.bias,
            "names": list(net.places), "loss": getattr(self.loss, "name", self.loss), "frozen": list(self.frozen),
            "optimizers": {self.optimizer: OPTIMIZERS[self.optimizer].constants},
        }  # fmt: skip
        numbers = {
            "theta": self.theta.tolist(), "x": self.x.ravel().tolist(), "t": self.t.ravel().tolist(), "n": self.n,
            "axes": self.axes, "as": AXIS_A, "bs": self.bs,
        }  # fmt: skip
        method = {"optimizer": self.optimizer, "order": self.order, "examples": self.batch}
        return {"example": example, "method": method, "numbers": numbers if run else None}


def random_network(rng, output, within_layers):
    """A network of one to three layers and at most 64 parameters, some of them shared."""
    while True:
        most = 6 if rng.random() < 0.2 else 3
        sizes = rng.integers(1, most, rng.integers(2, 5), endpoint=True).tolist()
        hidden = str(rng.choice(ACTIVATIONS))
        plain = bp.Network(sizes, hidden, output, bias=bool(rng.integers(2)))
        if plain.size <= 64:
            break
    names = list(plain.names)
    for _ in range(rng.integers(3)):
        layer = plain.layers[rng.integers(len(plain.layers))]
        here, there = rng.integers(layer.weights.start, (layer.biases or layer.weights).stop, 2)
        names[here] = names[there if within_layers else rng.integers(len(names))]
    return bp.Network(sizes, hidden, output, plain.bias, names)


def random_case(rng):
    loss = str(rng.choice(list(LOSSES)))
    order = str(rng.choice(["simultaneous", "output_first"]))
    network = random_network(rng, str(rng.choice(LOSSES[loss])), within_layers=order == "output_first")
    n = int(rng.integers(1, 5))
    return Case(
        network,
        OWN_LOSS if loss == "own_loss" else loss,
        tuple(name for name in network.names if rng.random() < 0.15),
        str(rng.choice(list(OPTIMIZERS))),
        order,
        n if order == "simultaneous" and rng.integers(2) else 1,
        theta=rng.uniform(-1, 1, network.size),
        x=rng.uniform(-2, 2, (n, network.sizes[0])),
        t=rng.uniform(0, 1, (n, network.sizes[-1])),
    )


@pytest.fixture(scope="module")
def cases():
    rng = np.random.default_rng(11)
    return [random_case(rng) for _ in range(WRITTEN)]


def as_modules(folder):
    """The addresses of the modules as they stand."""
    return [(bundle.HERE / f"js/{module}.js").as_uri() for module in MODULES]


def as_joined_text(folder):
    """The address of the modules as a widget has them."""
    joined = folder / "joined.js"
    joined.write_text(bundle.esm(*MODULES) + "\nexport { Program, writeTrace };\n", encoding="utf-8")
    return [joined.as_uri()]


@pytest.fixture(scope="module", params=[(as_modules, WRITTEN), (as_joined_text, JOINED)], ids=["modules", "joined"])
def answered(request, cases, tmp_path_factory):
    """Cases, each with what the page's JavaScript makes of it."""
    if DENO is None:
        pytest.skip("no deno found: the page's JavaScript is not compared with Python")
    addresses_in, count = request.param
    asked = [case.as_json(run=k < RUN) for k, case in enumerate(cases[:count])]
    done = subprocess.run(
        [DENO, "run", "--quiet", "--no-config", "--allow-read", SCRIPT, *addresses_in(tmp_path_factory.mktemp("js"))],
        input=json.dumps({"formulas": table(OWN_LOSS), "cases": asked}), capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return list(zip(cases[:count], json.loads(done.stdout), strict=True))


def close(ours, theirs, tolerance=1e-12):
    np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance)


def test_every_step_has_the_same_text(answered):
    for case, answer in answered:
        assert answer["steps"] == [[step.phase, step.name, step.expression] for step in case.trace.steps]


def test_one_pass_has_the_same_numbers(answered):
    for case, answer in answered[:RUN]:
        results = answer["results"]
        rows = slice(None) if case.batch > 1 else -1
        values = case.trace.run(case.trace.values(case.theta, case.x[rows], case.t[rows]))
        close(results["values"], [np.ravel(values[step.name])[-1] for step in case.trace.steps])
        close(results["error"], case.network.error(case.theta, case.x, case.t, case.loss))


def test_gradients_are_the_same(answered):
    for case, answer in answered[:RUN]:
        results = answer["results"]
        _, gradient = case.network.gradient(case.theta, case.x, case.t, case.loss)
        if case.order == "simultaneous":
            close(results["gradient"], gradient)
        if case.is_smooth():
            np.testing.assert_allclose(results["numerical"], gradient, rtol=1e-6, atol=1e-7)


def test_surfaces_are_the_same(answered):
    for case, answer in answered[:RUN]:
        grid = np.array([[a, b] for b in case.bs for a in AXIS_A])
        thetas = np.repeat(case.theta[np.newaxis], len(grid), axis=0)
        for k, name in enumerate(case.axes):
            thetas[:, case.network.index(name)] = grid[:, k]
        close(answer["results"]["surface"], case.network.error(thetas, case.x, case.t, case.loss))


def test_a_hundred_updates_end_at_the_same_parameters(answered):
    compared = 0
    for case, answer in answered[:RUN]:
        if not case.is_smooth():
            continue
        in_turn = case.batch == 1
        history = bp.train(
            case.network, case.theta, case.x, case.t, loss=case.loss, optimizer=OPTIMIZERS[case.optimizer],
            epochs=-(-100 // case.n) if in_turn else 100, batch_size=1 if in_turn else None, order=case.order,
            frozen=case.frozen,
        )  # fmt: skip
        if history.stopped.criterion == "diverged" or np.abs(history.theta[:101]).max() > 1e3:
            continue
        assert answer["results"]["made"] == 100
        close(answer["results"]["trained"], history.theta[100], 1e-9)
        compared += 1
    assert compared > RUN / 3
