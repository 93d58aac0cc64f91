"""The chain rule for one weight: its factors by name and value, one row for each path to the error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .network import OVERFLOW, checked_network
from .writer import named_layers, unit_names

__all__ = ["Chain", "Factor", "Path", "chain"]


class Factor(NamedTuple):
    """One derivative of a path.

    Attributes
    ----------
    name : str
        Such as ``do1/dz_o1``.
    value : ndarray, shape (...)
    """

    name: str
    value: np.ndarray


class Path(NamedTuple):
    """One way from a parameter to the error.

    Attributes
    ----------
    factors : tuple of Factor
        From the error back to the parameter.
    product : ndarray, shape (...)
    """

    factors: tuple
    product: np.ndarray


@dataclass(frozen=True)
class Chain:
    """The paths of one parameter and their sum, made by :func:`backprop.chain`.

    Attributes
    ----------
    parameter : str
    paths : tuple of Path
    gradient : ndarray, shape (...)
        The sum of the products: dE/d(parameter).
    """

    parameter: str
    paths: tuple
    gradient: np.ndarray

    @property
    def product(self):
        """The gradient: for a parameter with one path, the product of its factors."""
        return self.gradient

    def __iter__(self):
        return iter(self.paths)

    def __len__(self):
        return len(self.paths)

    def __str__(self):
        lines = [" * ".join(factor.name for factor in path.factors) for path in self.paths]
        values = [
            " * ".join(_text(factor.value) for factor in path.factors) + f" = {_text(path.product)}"
            for path in self.paths
        ]
        body = [f"{names}\n    = {numbers}" for names, numbers in zip(lines, values, strict=True)]
        return "\n".join([*body, f"dE/d{self.parameter} = {_text(self.gradient)}"])


def _text(value):
    return np.array2string(np.asarray(value), formatter={"float": "{:.9g}".format})


def chain(network, theta, x, t, parameter, loss="half_squared_error"):
    """Factors of the chain rule for one parameter and one example.

    Parameters
    ----------
    network : Network
    theta : array_like, shape (..., P)
    x : array_like, shape (inputs,) or (1, inputs)
    t : array_like, shape (outputs,) or (1, outputs)
    parameter : str
    loss : str or Loss

    Returns
    -------
    Chain
        A path for each way from the parameter through the network to the error: the factors dE/do, do/dz,
        dz/dh, ..., dz/dw.

    Raises
    ------
    ValueError
        For an unknown parameter, more than one example, and as :meth:`backprop.Network.gradient`.

    Notes
    -----
    The product of a path that ends in a cross-entropy of a saturated output is taken from dE/dz, which is
    finite where dE/do is not. With softmax the outputs are the weighted sums and do/dz is 1.
    """
    theta, x, t, loss = checked_network(network).checked_task(theta, x, t, loss)
    network.index(parameter)
    if len(x) != 1:
        raise ValueError(f"the chain rule is written out for one example, got {len(x)}")
    # dE/do of a saturated output is a quotient by 0.
    with np.errstate(**OVERFLOW, divide="ignore"):
        found = _Walk(network, theta, x, t, loss).chain(parameter)
    if not np.isfinite(found.gradient).all():
        raise ValueError("theta is too large: a number overflows on the way to the gradient")
    return found


class _Walk:
    """Follows the paths of a network for one example."""

    def __init__(self, network, theta, x, t, loss):
        self.network = network
        self.units = unit_names(network.sizes)
        self.weights = network.weights(theta)
        z, a = network.propagate(self.weights, x)
        derivatives = [
            layer.activation.derivative_from(*both) for layer, *both in zip(network.layers, z, a[1:], strict=True)
        ]
        delta = loss.delta(z[-1], a[-1], t, network.layers[-1].activation.derivative_from)
        # Of the one example; the inputs are the same for each theta.
        self.a = [np.broadcast_to(each[..., 0, :], (*theta.shape[:-1], each.shape[-1])) for each in a]
        self.derivatives = [each[..., 0, :] for each in derivatives]
        self.delta = delta[..., 0, :]
        self.of_output = _of_output(loss, self.delta, self.derivatives[-1], self.a[-1], t[0])

    def chain(self, parameter):
        """The :class:`Chain` of a parameter: for each of its uses, the paths from there to the error."""
        paths = tuple(
            path for k, unit, factor in self._uses(parameter) for path in self._above(k, unit, (factor,))
        )
        return Chain(parameter, paths, sum(path.product for path in paths))

    def _uses(self, parameter):
        """Where the parameter enters: the layer, the neuron and the factor dz/d(parameter)."""
        for k, layer in enumerate(named_layers(self.network)):
            for j, weights in enumerate(layer.weights):
                name = f"dz_{self.units[k + 1][j]}/d{parameter}"
                for i, weight in enumerate(weights):
                    if weight == parameter:
                        yield k, j, Factor(name, self.a[k][..., i].copy())
                if layer.biases and layer.biases[j] == parameter:
                    yield k, j, Factor(name, np.ones(self.a[k].shape[:-1]))

    def _above(self, k, j, factors):
        """Paths from the weighted sum of neuron `j` of layer `k` to the error."""
        unit = self.units[k + 1][j]
        derivative = Factor(f"d{unit}/dz_{unit}", self.derivatives[k][..., j])
        if k == len(self.network.layers) - 1:
            product = np.prod([self.delta[..., j], *(factor.value for factor in factors)], axis=0)
            yield Path((Factor(f"dE/d{unit}", self.of_output[..., j]), derivative, *factors), product)
            return
        for up, name in enumerate(self.units[k + 2]):
            weight = Factor(f"dz_{name}/d{unit}", self.weights[k + 1][0][..., up, j])
            yield from self._above(k + 1, up, (weight, derivative, *factors))


def _of_output(loss, delta, derivative, o, t):
    """dE/do of each output."""
    if loss.output == "identity":
        return delta
    if loss.output == "sigmoid":
        return np.where(delta == 0, 0.0, (o - t) / derivative)
    return loss.delta(o, o, t, lambda z, a: 1.0)
