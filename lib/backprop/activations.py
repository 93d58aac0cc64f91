"""Activation functions, each beside its derivative.

An :class:`Activation` holds the same two formulas twice: as NumPy functions for arrays of any shape, and as
text that is valid Python and valid JavaScript for the trace of a small network (:mod:`backprop.trace`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .aliases import Floats
from .validation import finite_array

__all__ = ["Activation", "identity", "relu", "sigmoid", "tanh"]


@dataclass(frozen=True)
class Activation:
    """A function from a neuron's weighted sum ``z`` to its activation ``a``.

    Attributes
    ----------
    name : str
        The name by which :class:`backprop.Network` knows it.
    function : callable
        ``function(z)`` gives ``a``; any shape in, the same shape out. It may warn of an overflow that
        does no harm; a call of the activation itself does not.
    derivative_from : callable
        ``derivative_from(z, a)`` gives the derivative da/dz, from whichever of the two is cheaper.
    formula, derivative_formula : str
        The two as text, in ``z`` and ``a``.
    """

    name: str
    function: Callable[[Floats], Floats]
    derivative_from: Callable[[Floats, Floats], Floats]
    formula: str
    derivative_formula: str

    def __call__(self, z: ArrayLike) -> Floats:
        """Activation of the weighted sums ``z``, an array of the same shape."""
        with np.errstate(**SATURATION):
            return self.function(finite_array("z", z))

    def derivative(self, z: ArrayLike) -> Floats:
        """Derivative da/dz at the weighted sums ``z``, an array of the same shape."""
        return self.derivative_from(finite_array("z", z), self(z))

    def __repr__(self):
        return self.name

    def __reduce__(self):
        # One of the library's own is pickled by its name, since lambdas cannot be; a copy of it is itself.
        return self.name if ACTIVATIONS.get(self.name) is self else (type(self), tuple(vars(self).values()))


# In 1/(1 + exp(-z)) the power overflows to inf below -709, and 1/(1 + inf) is the right answer: 0.
SATURATION: dict[str, Any] = {"over": "ignore"}


sigmoid = Activation(
    "sigmoid",
    function=lambda z: 1 / (1 + np.exp(-z)),
    derivative_from=lambda z, a: a * (1 - a),
    formula="sigmoid(z)",
    derivative_formula="a*(1 - a)",
)
tanh = Activation(
    "tanh",
    function=np.tanh,
    derivative_from=lambda z, a: 1 - a * a,
    formula="tanh(z)",
    derivative_formula="1 - a*a",
)
# The derivative of relu at 0 is taken as 0.
relu = Activation(
    "relu",
    function=lambda z: np.maximum(z, 0.0),
    derivative_from=lambda z, a: np.heaviside(z, 0.0),
    formula="relu(z)",
    derivative_formula="step(z)",
)
# Positive is a copy: no array that is handed out stands for two things.
identity = Activation(
    "identity",
    function=np.positive,
    derivative_from=lambda z, a: np.ones_like(a),
    formula="z",
    derivative_formula="1",
)

ACTIVATIONS = {each.name: each for each in (sigmoid, tanh, relu, identity)}
