"""PyTorch and JAX as independent witnesses: gradients, and a hundred steps, on a thousand random networks.

They run where both are installed (`make peers`); elsewhere they are left out. The networks are written here anew, from
the frameworks' own layers, losses and optimizers: nothing of the library's formulas is asked.
"""

from functools import partial

import numpy as np
import pytest

import backprop as bp

torch = pytest.importorskip("torch")
jax = pytest.importorskip("jax")
jax.config.update("jax_enable_x64", True)
torch.set_num_threads(1)

NETWORKS = 1000
SHAPES = 50  # the networks have these many layouts, since JAX compiles each anew
STEPS = 100
RATE = 0.02
KINK = 1e-6  # how far from the kink of a relu a weighted sum must stay for the frameworks to agree
ACTIVATIONS = "sigmoid", "tanh", "relu", "identity"
LOSSES = {
    "half_squared_error": ACTIVATIONS,
    "mean_squared_error": ACTIVATIONS,
    "cross_entropy": ("sigmoid",),
    "softmax_cross_entropy": ("identity",),
}
OPTIMIZERS = {
    "sgd": (bp.SGD(RATE), lambda parameters: torch.optim.SGD(parameters, lr=RATE)),
    "momentum": (bp.Momentum(0.005, 0.8), lambda parameters: torch.optim.SGD(parameters, lr=0.005, momentum=0.8)),
    "adam": (
        bp.Adam(0.01, 0.85, 0.99, 1e-6),
        lambda parameters: torch.optim.Adam(parameters, lr=0.01, betas=(0.85, 0.99), eps=1e-6),
    ),
}


def random_task(seed):
    """A network, its parameters, examples and a loss."""
    shape = seed % SHAPES
    loss = list(LOSSES)[shape % len(LOSSES)]
    rng = np.random.default_rng(shape)
    sizes = [int(size) for size in rng.integers(1, 5, rng.integers(2, 5))]
    hidden, output = rng.choice(ACTIVATIONS), rng.choice(LOSSES[loss])
    network = bp.Network(sizes, str(hidden), str(output), bias=bool(rng.integers(2)))
    n = rng.integers(1, 6)
    rng = np.random.default_rng(seed)
    x, t = rng.uniform(-2, 2, (n, sizes[0])), rng.uniform(0, 1, (n, sizes[-1]))
    return network, rng.uniform(-1, 1, network.size), x, t, loss


def layers_of(network, theta):
    """Weights and biases, or None, of each layer, cut from the flat vector by its sizes alone."""
    layers, start = [], 0
    for inputs, units in zip(network.sizes, network.sizes[1:], strict=False):
        weights = theta[start : start + units * inputs].reshape(units, inputs)
        start += units * inputs
        biases = theta[start : start + units] if network.bias else None
        start += units if network.bias else 0
        layers.append((weights, biases))
    return layers


def kinds_of(network):
    """The activation of each layer."""
    return (network.hidden,) * (len(network.sizes) - 2) + (network.output,)


def flat(network, layers):
    """The flat vector again: what belongs to each layer, one after the other."""
    parts = [part for weights, biases in layers for part in (weights, biases)[: 1 + network.bias]]
    return np.concatenate([np.asarray(part).ravel() for part in parts])


class TorchNetwork:
    """A network of `torch.nn` with the parameters of ours."""

    ACTIVATIONS = {
        "sigmoid": torch.nn.Sigmoid,
        "tanh": torch.nn.Tanh,
        "relu": torch.nn.ReLU,
        "identity": torch.nn.Identity,
    }

    def __init__(self, network, theta):
        self.network = network
        self.linear, parts = [], []
        for (weights, biases), kind in zip(layers_of(network, theta), kinds_of(network), strict=True):
            layer = torch.nn.Linear(*weights.T.shape, bias=network.bias, dtype=torch.float64)
            layer.weight.data[:] = torch.tensor(weights)
            if network.bias:
                layer.bias.data[:] = torch.tensor(biases)
            self.linear.append(layer)
            parts += [layer, self.ACTIVATIONS[kind]()]
        self.whole = torch.nn.Sequential(*parts)

    def error(self, x, t, loss):
        """Its error, by the losses of `torch.nn.functional`."""
        x, t = torch.tensor(x), torch.tensor(t)
        functional = torch.nn.functional
        before = self.whole[:-1](x)
        if loss == "cross_entropy":
            return functional.binary_cross_entropy_with_logits(before, t, reduction="sum") / len(x)
        if loss == "softmax_cross_entropy":
            return functional.cross_entropy(before, t)
        squares = functional.mse_loss(self.whole(x), t, reduction="sum") / len(x)
        return squares / 2 if loss == "half_squared_error" else squares

    def flat(self, part):
        """The parameters, or their gradients, in our order."""
        layers = [(part(layer.weight), part(layer.bias) if self.network.bias else None) for layer in self.linear]
        return flat(self.network, layers)


def jax_error(layers, kinds, x, t, loss):
    """Error of a network, by JAX."""
    functions = {"sigmoid": jax.nn.sigmoid, "tanh": jax.numpy.tanh, "relu": jax.nn.relu, "identity": lambda z: z}
    a = x
    for (weights, biases), kind in zip(layers, kinds, strict=True):
        z = a @ weights.T + (0 if biases is None else biases)
        a = functions[kind](z)
    if loss == "cross_entropy":
        each = -t * jax.nn.log_sigmoid(z) - (1 - t) * jax.nn.log_sigmoid(-z)
    elif loss == "softmax_cross_entropy":
        each = -t * jax.nn.log_softmax(z)
    else:
        each = (t - a) ** 2 * (0.5 if loss == "half_squared_error" else 1)
    return each.sum(axis=-1).mean()


error_and_gradient_by_jax = jax.jit(jax.value_and_grad(jax_error), static_argnums=(1, 4))


@partial(jax.jit, static_argnums=(1, 4))
def steps_by_jax(layers, kinds, x, t, loss):
    """The layers after a hundred steps of gradient descent."""

    def step(_, layers):
        gradients = jax.grad(jax_error)(layers, kinds, x, t, loss)
        return jax.tree.map(lambda value, slope: value - RATE * slope, layers, gradients)

    return jax.lax.fori_loop(0, STEPS, step, layers)


def near_a_kink(network, theta, x):
    """Whether a weighted sum lies where relu has no derivative."""
    sums = zip(network.forward(theta, x).z, kinds_of(network), strict=True)
    return any(kind == "relu" and np.abs(z).min() < KINK for z, kind in sums)


def assert_close(found, expected):
    """Equal to 1e-10, relative to the largest of the expected numbers or to 1."""
    expected = np.asarray(expected)
    assert np.shape(found) == expected.shape
    assert np.abs(found - expected).max() <= 1e-10 * max(1.0, np.abs(expected).max())


def test_errors_and_gradients_of_a_thousand_networks():
    compared = 0
    for seed in range(NETWORKS):
        network, theta, x, t, loss = random_task(seed)
        if near_a_kink(network, theta, x):
            continue
        compared += 1
        error, gradient = network.gradient(theta, x, t, loss)
        peer = TorchNetwork(network, theta)
        torch_error = peer.error(x, t, loss)
        torch_error.backward()
        assert_close(error, torch_error.item())
        assert_close(gradient, peer.flat(lambda parameter: parameter.grad))
        value, gradients = error_and_gradient_by_jax(layers_of(network, theta), kinds_of(network), x, t, loss)
        assert_close(error, value)
        assert_close(gradient, flat(network, gradients))
    assert compared > 0.95 * NETWORKS


def test_a_hundred_steps_of_a_thousand_networks_beside_jax():
    compared = 0
    for network, theta, x, t, loss, history in runs(range(NETWORKS), bp.SGD(RATE)):
        compared += 1
        layers = steps_by_jax(layers_of(network, theta), kinds_of(network), x, t, loss)
        assert_close(history.theta[-1], flat(network, layers))
    assert compared > 0.9 * NETWORKS


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_hundred_steps_beside_the_optimizers_of_torch(name):
    """A thousand networks between the three of them."""
    ours, make_theirs = OPTIMIZERS[name]
    seeds = range(list(OPTIMIZERS).index(name), NETWORKS, len(OPTIMIZERS))
    compared = 0
    for network, theta, x, t, loss, history in runs(seeds, ours):
        compared += 1
        peer = TorchNetwork(network, theta)
        theirs = make_theirs(peer.whole.parameters())
        for _ in range(STEPS):
            theirs.zero_grad()
            peer.error(x, t, loss).backward()
            theirs.step()
        assert_close(history.theta[-1], peer.flat(lambda parameter: parameter.data))
    assert compared > 0.9 * len(seeds)


def runs(seeds, optimizer):
    """Random tasks, each with its training by the library, but for those that come near a kink, or diverge."""
    for seed in seeds:
        network, theta, x, t, loss = random_task(seed)
        history = bp.train(network, theta, x, t, loss, optimizer, epochs=STEPS)
        if history.stopped.criterion == "epochs" and not near_a_kink(network, history.theta, x):
            yield network, theta, x, t, loss, history
