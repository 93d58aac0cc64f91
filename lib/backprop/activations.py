"""Activation functions, each beside its derivative.

An :class:`Activation` holds the same two formulas twice: as NumPy functions for arrays of any shape, and as
text that is valid Python and valid JavaScript for the trace of a small network (:mod:`backprop.trace`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

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
        ``function(z)`` gives ``a``; any shape in, the same shape out. To be called under :data:`SATURATION`.
    slope : callable
        ``slope(z, a)`` gives the derivative da/dz, from whichever of the two is cheaper.
    formula, slope_formula : str
        The two as text, with ``{z}`` and ``{a}`` where the names go.
    """

    name: str
    function: Callable
    slope: Callable
    formula: str
    slope_formula: str

    def __call__(self, z):
        """Activation of the weighted sums ``z``, an array of the same shape."""
        with np.errstate(**SATURATION):
            return self.function(finite_array("z", z))

    def derivative(self, z):
        """Derivative da/dz at the weighted sums ``z``, an array of the same shape."""
        return self.slope(finite_array("z", z), self(z))

    def __repr__(self):
        return self.name

    def __reduce__(self):
        # One of the library's own is pickled by its name, since lambdas cannot be; a copy of it is itself.
        return self.name if ACTIVATIONS.get(self.name) is self else (type(self), tuple(vars(self).values()))


# In 1/(1 + exp(-z)) the power overflows to inf below -709, and 1/(1 + inf) is the right answer: 0.
SATURATION = {"over": "ignore"}


# As an array, since NumPy takes as long to convert a Python number as to add a few of its own.
ONE = np.array(1.0)


def _sigmoid(z):
    # 1/(1 + exp(-z)), with one array fewer to fill.
    power = np.exp(-z)
    power += ONE
    return np.reciprocal(power)


sigmoid = Activation(
    "sigmoid",
    _sigmoid,
    lambda z, a: a * (ONE - a),
    "sigmoid({z})",
    "{a}*(1 - {a})",
)
tanh = Activation("tanh", np.tanh, lambda z, a: ONE - a * a, "tanh({z})", "(1 - {a}*{a})")
# The derivative of relu at 0 is taken as 0.
relu = Activation(
    "relu", lambda z: np.maximum(z, 0.0), lambda z, a: np.heaviside(z, 0.0), "relu({z})", "step({z})"
)
# Positive is a copy: no array that is handed out stands for two things.
identity = Activation("identity", np.positive, lambda z, a: np.ones_like(a), "{z}", "1")

ACTIVATIONS = {each.name: each for each in (sigmoid, tanh, relu, identity)}
