"""Feed-forward networks as functions of one flat parameter vector.

``theta`` has shape ``(..., P)``. Every method broadcasts over the leading axes: the error has shape ``(...)`` and
the gradient ``(..., P)``, so a thousand starting points are one call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from .activations import ACTIVATIONS, Activation
from .aliases import FloatOrFloats, Floats
from .losses import Loss, get_loss
from .validation import (
    examples_array,
    finite_array,
    flag,
    generator,
    instance,
    layer_sizes,
    listed,
    number,
    one_of,
    parameter_names,
    positive,
    whole,
)

__all__ = ["Network", "Run"]

#: A number too large for a float becomes inf, and the difference of two such numbers nan: looked for, not warned of.
OVERFLOW: dict[str, Any] = {"over": "ignore", "invalid": "ignore"}
#: Weights and biases (or None) of each layer.
Weights: TypeAlias = list[tuple[Floats, Floats | None]]


@dataclass(frozen=True)
class Run:
    """What a forward pass leaves behind.

    Attributes
    ----------
    z : list of ndarray
        Weighted sums of each layer, ``(..., n, units)``; without the ``n`` where one example came as a vector.
    a : list of ndarray
        Activations, the input first: one entry more than `z`.
    """

    z: list[Floats]
    a: list[Floats]

    @property
    def output(self) -> Floats:
        """Activations of the last layer."""
        return self.a[-1]


@dataclass(frozen=True)
class Layer:
    """Where the weights and biases of one layer stand among the places of a network."""

    inputs: int
    units: int
    weights: slice
    biases: slice | None
    activation: Activation


class Network:
    """A fully connected feed-forward network.

    Parameters
    ----------
    sizes : sequence of int
        Units of each layer, inputs first: ``[2, 2, 2]``.
    hidden, output : str
        Activation of the hidden layers and of the output layer: sigmoid, tanh, relu or identity.
    bias : bool
        Whether each neuron has a bias.
    names : sequence of str, optional
        A name for each weight and bias: layer by layer, the weights neuron by neuron and input by input, then the
        biases. A name used twice is one shared parameter. By default ``w1, w2, ...`` and ``b1, b2, ...``,
        counted on through the layers.

    Attributes
    ----------
    size : int
        P, the number of distinct parameters.
    names : tuple of str
        The distinct names, in order of first appearance: the order of ``theta``.

    Raises
    ------
    ValueError
        For sizes that are not whole and positive, unknown activations, names that are too few, too many, no
        identifiers, or reserved words of Python or JavaScript.

    Notes
    -----
    The backward pass is the generalized delta rule of Rumelhart, Hinton and Williams (1986).

    Examples
    --------
    >>> net = Network([1, 1, 1])
    >>> net.names
    ('w1', 'b1', 'w2', 'b2')
    """

    def __init__(
        self,
        sizes: Sequence[int],
        hidden: str | Activation = "sigmoid",
        output: str | Activation = "sigmoid",
        bias: bool = True,
        names: Sequence[str] | None = None,
    ) -> None:
        self.sizes = layer_sizes(sizes)
        self.hidden = one_of("hidden activation", getattr(hidden, "name", hidden), ACTIVATIONS).name
        self.output = one_of("output activation", getattr(output, "name", output), ACTIVATIONS).name
        self.bias = flag("bias", bias)
        self.layers = self._lay_out()
        #: The name at each place: at each weight and bias, shared names repeated.
        self.places: tuple[str, ...] = self._default_names()
        if names is not None:
            self.places = parameter_names(names, len(self.places))
        self.names = tuple(dict.fromkeys(self.places))
        self.size = len(self.names)
        self._index = {name: k for k, name in enumerate(self.names)}
        #: ``theta[..., expansion]`` has a number for each place.
        self.expansion = np.array([self._index[name] for name in self.places])

    def __repr__(self):
        size = ", ".join(map(str, self.sizes))
        return f"Network([{size}], hidden={self.hidden!r}, output={self.output!r}, {self.size} parameters)"

    def _lay_out(self):
        layers, start = [], 0
        for inputs, units in pairwise(self.sizes):
            weights = slice(start, start + inputs * units)
            biases = slice(weights.stop, weights.stop + units) if self.bias else None
            last = len(layers) == len(self.sizes) - 2
            layers.append(Layer(inputs, units, weights, biases, ACTIVATIONS[self.output if last else self.hidden]))
            start = (biases or weights).stop
        return tuple(layers)

    def _default_names(self) -> tuple[str, ...]:
        names = []
        weight_numbers, bias_numbers = count(1), count(1)
        for layer in self.layers:
            names += [f"w{next(weight_numbers)}" for _ in range(layer.units * layer.inputs)]
            if self.bias:
                names += [f"b{next(bias_numbers)}" for _ in range(layer.units)]
        return tuple(names)

    def index(self, name: str) -> int:
        """Position in ``theta`` of the parameter `name`.

        Raises
        ------
        ValueError
            If no parameter has that name.
        """
        return one_of("parameter", name, self._index)

    def with_plain_names(self) -> Network:
        """The same network with the parameters ``p0, p1, ...``, which are no names of anything else in a trace."""
        return Network(self.sizes, self.hidden, self.output, self.bias, [f"p{k}" for k in self.expansion])

    def initial(
        self, rng: np.random.Generator | int, scale: float = 1.0, shape: int | Sequence[int] = ()
    ) -> Floats:
        """Random starting parameters, normal with standard deviation ``scale / sqrt(inputs of the layer)``.

        Parameters
        ----------
        rng : numpy.random.Generator or int
            The source of randomness, or its seed.
        scale : float
        shape : int or tuple of int
            Leading axes: ``(1000,)`` gives a thousand starting points.

        Returns
        -------
        ndarray, shape (\\*shape, P)

        Raises
        ------
        ValueError
            For a seed, a scale or a shape that is none.
        """
        rng, scale = generator("rng", rng), positive("scale", number("scale", scale))
        lengths = (shape,) if isinstance(shape, (int, np.integer)) else listed("shape", shape, "lengths")
        shape = tuple(whole("a leading axis", length, least=0) for length in lengths)
        inputs = np.repeat(
            [layer.inputs for layer in self.layers], [layer.units * (layer.inputs + self.bias) for layer in self.layers]
        )
        # A shared parameter takes the spread of its first use.
        _, first = np.unique(self.expansion, return_index=True)
        return rng.standard_normal((*shape, self.size)) * scale / np.sqrt(inputs[first])

    @np.errstate(**OVERFLOW)
    def forward(self, theta: ArrayLike, x: ArrayLike) -> Run:
        """Run the network on `x`.

        Parameters
        ----------
        theta : array_like, shape (..., P)
        x : array_like, shape (n, inputs) or (inputs,)

        Returns
        -------
        Run
            Weighted sums and activations of every layer.

        Raises
        ------
        ValueError
            For a wrong shape or a number that is not finite.
        """
        theta, x, single = self.checked(theta, x)
        z, a = self.propagate(self.weights(theta), x)
        if any(np.isnan(each).any() for each in (*z, *a)):
            raise ValueError("theta is too large: a number overflows on the way to the outputs")
        if single:
            z, a = [each[..., 0, :] for each in z], [each[..., 0, :] for each in a]
        return Run(z, a)

    @np.errstate(**OVERFLOW)
    def error(
        self, theta: ArrayLike, x: ArrayLike, t: ArrayLike, loss: str | Loss = "half_squared_error"
    ) -> FloatOrFloats:
        """Error of the network: the loss summed over outputs, its mean over examples.

        Parameters
        ----------
        theta : array_like, shape (..., P)
        x : array_like, shape (n, inputs) or (inputs,)
        t : array_like, shape (n, outputs) or (outputs,)
        loss : str or Loss

        Returns
        -------
        ndarray, shape (...)
            inf where the error, or a number on the way to it, is too large for a float.

        Raises
        ------
        ValueError
            For a wrong shape, a number that is not finite, a target or an output activation that the loss forbids.
        """
        theta, x, t, loss = self.checked_task(theta, x, t, loss)
        error = self.mean_error(theta, x, t, loss)
        return np.where(np.isnan(error), np.inf, error)[()]

    @np.errstate(**OVERFLOW)
    def gradient(
        self, theta: ArrayLike, x: ArrayLike, t: ArrayLike, loss: str | Loss = "half_squared_error"
    ) -> tuple[FloatOrFloats, Floats]:
        """Error and its gradient by backpropagation.

        Parameters and errors raised are those of :meth:`error`; a gradient too large for a float is an error too.

        Returns
        -------
        error : ndarray, shape (...)
        gradient : ndarray, shape (..., P)
            dE/dtheta; a shared parameter gets the sum over its uses.
        """
        theta, x, t, loss = self.checked_task(theta, x, t, loss)
        weights = self.weights(theta)
        z, a = self.propagate(weights, x)
        error = loss.error(z[-1], a[-1], t).mean(axis=-1)
        gradient = self.backpropagate(weights, z, a, t, loss)
        if not (np.isfinite(error).all() and np.isfinite(gradient).all()):
            raise ValueError("theta is too large: a number overflows on the way to the gradient")
        return error, gradient

    def checked(self, theta: ArrayLike, x: ArrayLike) -> tuple[Floats, Floats, bool]:
        """`theta` and `x` as float64 arrays, and whether `x` came as the vector of one example."""
        theta = finite_array("theta", theta)
        if theta.ndim == 0 or theta.shape[-1] != self.size:
            raise ValueError(
                f"theta must have shape (..., {self.size}), one entry for each of {self._listed()}; "
                f"got shape {theta.shape}"
            )
        x, single = examples_array("x", x, self.sizes[0], "inputs")
        return theta, x, single

    def checked_vector(self, theta: ArrayLike) -> Floats:
        """`theta` as a float64 array of shape (P,): one network, and no leading axes."""
        theta = finite_array("theta", theta)
        if theta.shape != (self.size,):
            raise ValueError(
                f"theta must have shape ({self.size},), one entry for each of {self._listed()}; got shape {theta.shape}"
            )
        return theta

    def checked_task(
        self, theta: ArrayLike, x: ArrayLike, t: ArrayLike, loss: str | Loss
    ) -> tuple[Floats, Floats, Floats, Loss]:
        """`theta`, `x`, `t` as float64 arrays that fit each other and the :class:`backprop.losses.Loss`."""
        theta, x, _ = self.checked(theta, x)
        t, _ = examples_array("t", t, self.sizes[-1], "outputs")
        if len(t) != len(x):
            raise ValueError(f"x and t must hold equally many examples, got {len(x)} and {len(t)}")
        loss = get_loss(loss)
        loss.check_output(self.output)
        loss.check_targets(t)
        return theta, x, t, loss

    def _listed(self):
        return " ".join(self.names if self.size <= 12 else (*self.names[:5], "...", self.names[-1]))

    def weights(self, theta: Floats) -> Weights:
        """Weights ``(..., units, inputs)`` and biases ``(..., units)``, or None, of each layer of `theta`."""
        written_out = theta[..., self.expansion]
        lead = theta.shape[:-1]
        return [
            (
                written_out[..., layer.weights].reshape(*lead, layer.units, layer.inputs),
                written_out[..., layer.biases] if self.bias else None,
            )
            for layer in self.layers
        ]

    def propagate(self, weights: Weights, x: Floats) -> tuple[list[Floats], list[Floats]]:
        """Weighted sums and activations of each layer, ``(..., n, units)``, for checked input."""
        z, a = [], [x]
        for layer, (W, b) in zip(self.layers, weights, strict=True):
            sums = a[-1] @ W.mT
            if b is not None:
                sums = sums + b[..., np.newaxis, :]
            z.append(sums)
            a.append(layer.activation.function(sums))
        return z, a

    def mean_error(self, theta: Floats, x: Floats, t: Floats, loss: Loss) -> FloatOrFloats:
        """Error for checked arguments."""
        z, a = self.propagate(self.weights(theta), x)
        return loss.error(z[-1], a[-1], t).mean(axis=-1)

    def backpropagate(
        self, weights: Weights, z: list[Floats], a: list[Floats], t: Floats, loss: Loss
    ) -> Floats:
        """Gradient ``(..., P)`` of the mean error, from what :meth:`propagate` returned.

        From the last layer to the first: the delta of each neuron, dE/dz, gives the gradients of its weights and its
        bias, and, sent back through the weights, the deltas of the layer below.
        """
        delta = loss.delta(z[-1], a[-1], t, self.layers[-1].activation.derivative_from) / len(t)
        gradients: list[Floats] = []
        for k in reversed(range(len(self.layers))):
            W, _ = weights[k]
            of_weights = delta.mT @ a[k]
            gradients.insert(0, of_weights.reshape(*of_weights.shape[:-2], -1))
            if self.bias:
                gradients.insert(1, delta.sum(axis=-2))
            if k > 0:
                below = self.layers[k - 1].activation
                delta = (delta @ W) * below.derivative_from(z[k - 1], a[k])
        return self._sum_over_uses(np.concatenate(gradients, axis=-1))

    def _sum_over_uses(self, written_out):
        """The gradient ``(..., P)`` from one with an entry for each place: a shared parameter gets the sum."""
        if self.size == len(self.places):
            return written_out
        gradient = np.zeros((*written_out.shape[:-1], self.size))
        np.add.at(gradient, (..., self.expansion), written_out)
        return gradient


def checked_network(value: object) -> Network:
    """`value`, if it is a :class:`Network`."""
    return instance("network", value, Network, "a Network such as Network([2, 2, 1])")
