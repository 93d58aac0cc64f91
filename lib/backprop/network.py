"""Feed-forward networks as functions of one flat parameter vector.

``theta`` has shape ``(..., P)``. Every method broadcasts over the leading axes: the error has shape ``(...)`` and
the gradient ``(..., P)``, so a thousand starting points are one call.
"""

from __future__ import annotations

import keyword
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from .activations import ACTIVATIONS, Activation
from .losses import get_loss
from .validation import examples_array, finite_array, flag, generator, instance, listed, number, one_of, positive, whole

__all__ = ["Network", "Run"]

# Words that may not name a variable in JavaScript (ECMAScript 2024, strict mode), beyond Python's own.
JAVASCRIPT_RESERVED = frozenset(
    "abstract arguments await boolean break byte case catch char class const continue debugger default delete do "
    "double else enum eval export extends false final finally float for function goto if implements import in "
    "instanceof int interface let long native new null package private protected public return short static super "
    "switch synchronized this throw throws transient true try typeof undefined var void volatile while with yield "
    "NaN Infinity".split()
)


#: A number too large for a float becomes inf, and the difference of two such numbers nan: looked for, not warned of.
OVERFLOW = {"over": "ignore", "invalid": "ignore"}


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

    z: list
    a: list

    @property
    def output(self):
        """Activations of the last layer."""
        return self.a[-1]


@dataclass(frozen=True)
class Layer:
    """Where the parameters of one layer stand in the written-out parameter vector."""

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

    def __init__(self, sizes, hidden="sigmoid", output="sigmoid", bias=True, names=None):
        self.sizes = _checked_sizes(sizes)
        self.hidden = one_of("hidden activation", getattr(hidden, "name", hidden), ACTIVATIONS).name
        self.output = one_of("output activation", getattr(output, "name", output), ACTIVATIONS).name
        self.bias = flag("bias", bias)
        self.layers = self._lay_out()
        #: The name at each place of the written-out vector, shared names repeated.
        self.places = self._default_names() if names is None else _checked_names(names, self._places())
        self.names = tuple(dict.fromkeys(self.places))
        self.size = len(self.names)
        self._index = {name: k for k, name in enumerate(self.names)}
        #: ``theta[..., expansion]`` is the written-out vector.
        self.expansion = np.array([self._index[name] for name in self.places])
        self.tied = self.size < len(self.places)
        if self.tied:
            self._order = np.argsort(self.expansion, kind="stable")
            self._starts = np.searchsorted(self.expansion[self._order], np.arange(self.size))

    def __repr__(self):
        size = ", ".join(map(str, self.sizes))
        return f"Network([{size}], hidden={self.hidden!r}, output={self.output!r}, {self.size} parameters)"

    def _places(self):
        last = self.layers[-1]
        return (last.biases or last.weights).stop

    def _lay_out(self):
        layers, start = [], 0
        for k, (inputs, units) in enumerate(pairwise(self.sizes)):
            weights = slice(start, start + inputs * units)
            biases = slice(weights.stop, weights.stop + units) if self.bias else None
            last = k == len(self.sizes) - 2
            activation = ACTIVATIONS[self.output if last else self.hidden]
            layers.append(Layer(inputs, units, weights, biases, activation))
            start = (biases or weights).stop
        return tuple(layers)

    def _default_names(self):
        names, weights, biases = [], 0, 0
        for layer in self.layers:
            count = layer.inputs * layer.units
            names += [f"w{weights + k + 1}" for k in range(count)]
            weights += count
            if self.bias:
                names += [f"b{biases + k + 1}" for k in range(layer.units)]
                biases += layer.units
        return tuple(names)

    def index(self, name):
        """Position in ``theta`` of the parameter `name`.

        Raises
        ------
        ValueError
            If no parameter has that name.
        """
        return one_of("parameter", name, self._index)

    def initial(self, rng, scale=1.0, shape=()):
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
        inputs = np.concatenate(
            [np.full(layer.units * (layer.inputs + self.bias), layer.inputs) for layer in self.layers]
        )
        # A shared parameter takes the spread of its first use.
        _, first = np.unique(self.expansion, return_index=True)
        lengths = (shape,) if isinstance(shape, (int, np.integer)) else listed("shape", shape, "lengths")
        shape = tuple(whole("a leading axis", length, least=0) for length in lengths)
        return rng.standard_normal((*shape, self.size)) * scale / np.sqrt(inputs[first])

    @np.errstate(**OVERFLOW)
    def forward(self, theta, x):
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
        return Run(z, [a[0].copy(), *a[1:]])

    @np.errstate(**OVERFLOW)
    def error(self, theta, x, t, loss="half_squared_error"):
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
    def gradient(self, theta, x, t, loss="half_squared_error"):
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
        full = np.empty((*theta.shape[:-1], len(self.places)))
        self.backpropagate(weights, z, a, t, loss, self.split(full))
        error, gradient = loss.error(z[-1], a[-1], t).mean(axis=-1), self.fold(full)
        if not (np.isfinite(error).all() and np.isfinite(gradient).all()):
            raise ValueError("theta is too large: a number overflows on the way to the gradient")
        return error, gradient

    def checked(self, theta, x):
        """`theta` and `x` as float64 arrays, and whether `x` came as the vector of one example."""
        theta = finite_array("theta", theta)
        if theta.ndim == 0 or theta.shape[-1] != self.size:
            raise ValueError(
                f"theta must have shape (..., {self.size}), one entry for each of {self._listed()}; "
                f"got shape {theta.shape}"
            )
        x, single = examples_array("x", x, self.sizes[0], "inputs")
        return theta, x, single

    def checked_task(self, theta, x, t, loss):
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

    def weights(self, theta):
        """Weights ``(..., units, inputs)`` and biases ``(..., units, 1)`` or None of each layer of `theta`."""
        return self.split(self.write_out(theta))

    def write_out(self, theta):
        """`theta` with shared parameters repeated, ``(..., places)``."""
        return theta.take(self.expansion, axis=-1) if self.tied else theta

    def split(self, full):
        """The same as views into a written-out vector, the biases as columns ``(..., units, 1)``."""
        lead = full.shape[:-1]
        return [
            (
                full[..., layer.weights].reshape(*lead, layer.units, layer.inputs),
                full[..., layer.biases, np.newaxis] if layer.biases else None,
            )
            for layer in self.layers
        ]

    def fold(self, full):
        """Sum a written-out gradient over the uses of each shared parameter."""
        return np.add.reduceat(full.take(self._order, axis=-1), self._starts, axis=-1) if self.tied else full

    def propagate(self, weights, x):
        """Weighted sums and activations of each layer for checked input, ``(..., n, units)``.

        They lie neuron by neuron in memory: sums over the few neurons of a layer and the products of the
        backward pass are faster so.
        """
        z, a, product = [], [x], _product(weights)
        for layer, (w, b) in zip(self.layers, weights, strict=True):
            sums = product(w, a[-1].mT)
            if b is not None:
                sums += b
            z.append(sums.mT)
            a.append(layer.activation.function(z[-1]))
        return z, a

    def mean_error(self, theta, x, t, loss):
        """Error for checked arguments."""
        z, a = self.propagate(self.weights(theta), x)
        return loss.error(z[-1], a[-1], t).mean(axis=-1)

    def backpropagate(self, weights, z, a, t, loss, gradients, renewed=None):
        """Write the gradient of each weight and bias into the views `gradients`, last layer first.

        ``renewed(k)`` is called when layer ``k`` has its gradient and returns the weights that the deltas of the
        layer below are to read: the update order "output_first". By default they read `weights`.
        """
        product = _product(weights)
        delta = loss.delta(z[-1], a[-1], t, self.layers[-1].activation.derivative_from).mT
        if len(t) > 1:
            delta /= len(t)
        ones = _column_of_ones(len(t))
        for k in reversed(range(len(self.layers))):
            w_gradient, b_gradient = gradients[k]
            product(delta, a[k], out=w_gradient)
            if b_gradient is not None:
                product(delta, ones, out=b_gradient)
            if k:
                w = weights[k][0] if renewed is None else renewed(k)
                delta = product(w.mT, delta)
                delta *= self.layers[k - 1].activation.derivative_from(z[k - 1], a[k]).mT


def checked_network(value):
    """`value`, if it is a :class:`Network`."""
    return instance("network", value, Network, "a Network such as Network([2, 2, 1])")


def _product(weights):
    """The matrix product for these weights: for plain matrices dot does the same with a third of the overhead."""
    return np.ndarray.dot if weights[0][0].ndim == 2 else np.matmul


@lru_cache(maxsize=16)
def _column_of_ones(n):
    return np.ones((n, 1))


def _checked_sizes(sizes):
    try:
        sizes = tuple(sizes)
    except TypeError:
        raise ValueError(f"sizes must be a list of layer sizes such as [2, 2, 2], got {sizes!r}") from None
    if len(sizes) < 2:
        raise ValueError(f"sizes must name at least an input and an output layer, got {list(sizes)}")
    return tuple(whole("a layer size", size, least=1) for size in sizes)


def _checked_names(names, count):
    names = listed("names", names, "names such as ['w1', 'b1']")
    if len(names) != count:
        raise ValueError(f"names must hold {count} names, one for each weight and bias; got {len(names)}")
    for name in names:
        if not isinstance(name, str) or not name.isascii() or not name.isidentifier():
            raise ValueError(f"a parameter name must be an ASCII identifier such as w1, got {name!r}")
        if keyword.iskeyword(name) or name in JAVASCRIPT_RESERVED:
            raise ValueError(f"the parameter name {name!r} is a reserved word of Python or JavaScript")
    return names
