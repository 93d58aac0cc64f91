"""Random networks and tasks for the property tests, the same in every run."""

from dataclasses import dataclass

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

import backprop as bp

settings.register_profile("book", derandomize=True, database=None, deadline=None, max_examples=60)
settings.load_profile("book")

ACTIVATIONS = "sigmoid", "tanh", "relu", "identity"
#: Each loss with the output activations that it can have.
LOSSES = {
    "half_squared_error": ACTIVATIONS,
    "mean_squared_error": ACTIVATIONS,
    "cross_entropy": ("sigmoid",),
    "softmax_cross_entropy": ("identity",),
}


#: Leading axes of parameters: none, one or two.
LEADS = (), (1,), (3,), (2, 3)


@dataclass(frozen=True)
class Task:
    """A network with parameters, examples, a loss and the parameters that are not trained."""

    network: bp.Network
    theta: np.ndarray
    x: np.ndarray
    t: np.ndarray
    loss: str
    frozen: tuple

    @property
    def arguments(self):
        return self.network, self.theta, self.x, self.t, self.loss

    def nearest_kink(self, theta):
        """Smallest distance of a weighted sum from the kink of a relu, over all of `theta`."""
        net = self.network
        layers = net.forward(theta, self.x).z
        kinds = [net.hidden] * (len(layers) - 1) + [net.output]
        relus = [np.abs(z).min() for z, kind in zip(layers, kinds, strict=True) if kind == "relu"]
        return min(relus, default=np.inf)


@st.composite
def networks(draw, outputs=ACTIVATIONS, tied="anywhere"):
    """Networks of one to three layers; with shared names within layers or ``tied="anywhere"``."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=2, max_size=4))
    bias = draw(st.booleans())
    plain = bp.Network(sizes, draw(st.sampled_from(ACTIVATIONS)), draw(st.sampled_from(outputs)), bias)
    names = list(plain.names)
    for _ in range(draw(st.integers(0, 2))):
        here, there = draw(st.sampled_from(range(len(names)))), draw(st.sampled_from(range(len(names))))
        if tied == "anywhere" or layer_of(plain, here) == layer_of(plain, there):
            names[here] = names[there]
    return bp.Network(sizes, plain.hidden, plain.output, bias, names)


def layer_of(network, place):
    """The layer of a place in the written-out parameter vector."""
    return next(k for k, each in enumerate(network.layers) if place < (each.biases or each.weights).stop)


@st.composite
def tasks(draw, leads=((),), most=4, tied="anywhere"):
    """A :class:`Task` with one of the leading axes `leads` and at most `most` examples."""
    loss = draw(st.sampled_from(list(LOSSES)))
    network = draw(networks(LOSSES[loss], tied))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(1, most))
    theta = rng.uniform(-2, 2, (*draw(st.sampled_from(leads)), network.size))
    x = rng.uniform(-2, 2, (n, network.sizes[0]))
    t = rng.uniform(0, 1, (n, network.sizes[-1]))
    frozen = tuple(draw(st.lists(st.sampled_from(network.names), max_size=2)))
    return Task(network, theta, x, t, loss, frozen)


def optimizers():
    """Small rates: where training bounces, it magnifies rounding without end."""
    return st.sampled_from([bp.SGD(0.02), bp.Momentum(0.005, 0.8), bp.Adam(0.005)])
