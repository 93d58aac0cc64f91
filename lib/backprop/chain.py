"""The chain rule for one weight: its factors by name and value, one row for each path to the error."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .aliases import FloatOrFloats
from .losses import Loss
from .network import OVERFLOW, Network, checked_network
from .validation import one_of
from .writer import named_layers, unit_names

__all__ = ["Chain", "Factor", "Path", "chain"]

#: More paths than this are nothing to read.
MOST_PATHS = 10_000


class Factor(NamedTuple):
    """One derivative of a path.

    Attributes
    ----------
    name : str
        Such as ``do1/dz_o1``.
    value : ndarray, shape (...)
    """

    name: str
    value: FloatOrFloats


class Path(NamedTuple):
    """One way from a parameter to the error.

    Attributes
    ----------
    factors : tuple of Factor
        From the error back to the parameter.
    product : ndarray, shape (...)
    units : tuple of str
        The neurons on the way, from the error back; the last is the one (or the input) that a weight multiplies.
    """

    factors: tuple[Factor, ...]
    product: FloatOrFloats
    units: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Chain:
    """The paths of one parameter, or of one neuron, and their sum, made by :func:`backprop.chain`.

    Attributes
    ----------
    parameter : str
    paths : tuple of Path
    gradient : ndarray, shape (...)
        The sum of the products: dE/d(parameter).
    """

    parameter: str
    paths: tuple[Path, ...]
    gradient: FloatOrFloats

    @property
    def product(self) -> FloatOrFloats:
        """The gradient: for a parameter with one path, the product of its factors."""
        return self.gradient

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths)

    def __len__(self) -> int:
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


def chain(
    network: Network,
    theta: ArrayLike,
    x: ArrayLike,
    t: ArrayLike,
    parameter: str,
    loss: str | Loss = "half_squared_error",
) -> Chain:
    """Factors of the chain rule for one parameter, or for the activation of one neuron, and one example.

    Parameters
    ----------
    network : Network
    theta : array_like, shape (..., P)
    x : array_like, shape (inputs,) or (1, inputs)
    t : array_like, shape (outputs,) or (1, outputs)
    parameter : str
        Its name; or that of a hidden neuron or an input, such as ``"h1"``.
    loss : str or Loss

    Returns
    -------
    Chain
        A path for each way from the parameter through the network to the error: the factors dE/do, do/dz,
        dz/dh, ..., dz/dw.

    Raises
    ------
    ValueError
        For an unknown parameter or neuron, more than one example, more than 10,000 paths, and as
        :meth:`backprop.Network.gradient`.

    Notes
    -----
    The product of a path that ends in a cross-entropy of a saturated output is taken from dE/dz, which is
    finite where dE/do is not. With softmax the outputs are the weighted sums and do/dz is 1.
    """
    theta, x, t, loss = checked_network(network).checked_task(theta, x, t, loss)
    units = [name for layer in unit_names(network.sizes)[:-1] for name in layer]
    one_of("parameter", parameter, dict.fromkeys([*network.names, *units]))
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
        """The :class:`Chain` of a parameter or a neuron: for each of its uses, the paths from there to the error."""
        uses = list(self._uses(parameter) if parameter in self.network.names else self._uses_of_unit(parameter))
        count = sum(math.prod(self.network.sizes[k + 2 :]) for k, *_ in uses)
        if count > MOST_PATHS:
            raise ValueError(
                f"the chain rule is written out for at most {MOST_PATHS} paths, got {count} "
                f"from {parameter} to the error; Network.gradient takes them all together"
            )
        paths = tuple(
            path for k, unit, factor, units in uses for path in self._above(k, unit, (factor,), units)
        )
        return Chain(parameter, paths, sum(path.product for path in paths))

    def _uses(self, parameter):
        """Where a parameter enters: the layer, the neuron, the factor dz/d(parameter), and what a weight multiplies."""
        for k, layer in enumerate(named_layers(self.network)):
            for j, weights in enumerate(layer.weights):
                name = f"dz_{self.units[k + 1][j]}/d{parameter}"
                for i, weight in enumerate(weights):
                    if weight == parameter:
                        yield k, j, Factor(name, self.a[k][..., i].copy()), (self.units[k][i],)
                if layer.biases and layer.biases[j] == parameter:
                    yield k, j, Factor(name, np.ones(self.a[k].shape[:-1])), ()

    def _uses_of_unit(self, unit):
        """Where the activation of a neuron enters, in the same form."""
        (k,) = (k for k, names in enumerate(self.units) if unit in names)
        i = self.units[k].index(unit)
        for j, up in enumerate(self.units[k + 1]):
            yield k, j, Factor(f"dz_{up}/d{unit}", self.weights[k][0][..., j, i].copy()), (unit,)

    def _above(self, k, j, factors, units):
        """Paths from the weighted sum of neuron `j` of layer `k` to the error."""
        unit = self.units[k + 1][j]
        units = (unit, *units)
        derivative = Factor(f"d{unit}/dz_{unit}", self.derivatives[k][..., j])
        if k == len(self.network.layers) - 1:
            product = np.prod([self.delta[..., j], *(factor.value for factor in factors)], axis=0)
            yield Path((Factor(f"dE/d{unit}", self.of_output[..., j]), derivative, *factors), product, units)
            return
        for up, name in enumerate(self.units[k + 2]):
            weight = Factor(f"dz_{name}/d{unit}", self.weights[k + 1][0][..., up, j])
            yield from self._above(k + 1, up, (weight, derivative, *factors), units)


def _of_output(loss, delta, derivative, o, t):
    """dE/do of each output."""
    if loss.output == "identity":
        return delta
    if loss.output == "sigmoid":
        return np.where(delta == 0, 0.0, (o - t) / derivative)
    return loss.delta(o, o, t, lambda z, a: 1.0)
