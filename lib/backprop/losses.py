r"""Loss functions, each beside the derivative that starts the backward pass.

Each loss is summed over the outputs of a network; the mean over examples is taken by the network. Written out
for output :math:`o`, weighted sum :math:`z` and target :math:`t` of each output neuron:

========================  ==========================================  =============================
name                      error of one example                        delta = dE/dz
========================  ==========================================  =============================
half_squared_error        ½ Σ (t − o)²                                (o − t) · da/dz
mean_squared_error        Σ (t − o)²                                  2 (o − t) · da/dz
cross_entropy             Σ softplus(z) − t z   (sigmoid outputs)     o − t
softmax_cross_entropy     Σt · logsumexp(z) − Σ t z  (identity)       Σt · softmax(z) − t
========================  ==========================================  =============================

The last two are the usual ``-t log o - (1 - t) log(1 - o)`` and ``-Σ t log softmax(z)``, written in ``z`` so
that no saturated output can overflow them (Goodfellow, Bengio and Courville 2016, section 6.2.2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .aliases import FloatOrFloats, Floats
from .validation import finite_array, one_of

__all__ = ["Loss", "cross_entropy", "half_squared_error", "mean_squared_error", "softmax_cross_entropy"]


@dataclass(frozen=True)
class Loss:
    """A measure of how far the outputs of a network are from their targets.

    Attributes
    ----------
    name : str
        The name by which every function of the library knows it.
    of_output : callable
        ``of_output(o, t)``, the error from the outputs themselves.
    error : callable
        ``error(z, o, t)``, the same from weighted sums and outputs, stable for saturated neurons;
        shapes ``(..., outputs)`` to ``(...)``.
    delta : callable
        ``delta(z, o, t, derivative)``, dE/dz, where ``derivative(z, o)`` is that of the output activation; shapes
        ``(..., outputs)``.
    formula, delta_formula : str
        The two as text for the trace, in ``z``, ``o`` and ``t`` of one output; the delta without the derivative,
        where `output` is None. In them ``total(x)`` is the sum of x over all outputs; as arguments of a function,
        ``every(x)`` stands for the x of each output and ``others(x)`` for those of all but this one.
    per_output : bool
        Whether the error is a sum with a term for each output, which is what `formula` then gives.
    output : str or None
        The output activation that the loss asks for, if it asks for one.
    unit_targets : bool
        Whether targets must lie between 0 and 1.
    """

    name: str
    of_output: Callable[[Floats, Floats], FloatOrFloats]
    error: Callable[[Floats, Floats, Floats], FloatOrFloats]
    delta: Callable[[Floats, Floats, Floats, Callable[[Floats, Floats], Floats]], Floats]
    formula: str
    delta_formula: str
    per_output: bool = True
    output: str | None = None
    unit_targets: bool = False

    def __call__(self, output: ArrayLike, target: ArrayLike) -> FloatOrFloats:
        """Error of outputs against targets, summed over the last axis: ``(..., outputs)`` to ``(...)``.

        Raises
        ------
        ValueError
            If the shapes do not fit, a number is not finite, or a target is outside 0..1 where it may not be.
        """
        o, t = finite_array("output", output), finite_array("target", target)
        if o.ndim == 0 or o.shape[-1:] != t.shape[-1:]:
            raise ValueError(
                f"output and target must be vectors of equal length, got shapes {o.shape} and {t.shape}"
            )
        self.check_targets(t)
        return self.of_output(o, t)

    def check_targets(self, t: Floats) -> None:
        """``ValueError`` if a target is outside the range that the loss is defined for."""
        if self.unit_targets and ((t < 0) | (t > 1)).any():
            wrong = t[(t < 0) | (t > 1)][0]
            raise ValueError(f"{self.name} needs targets between 0 and 1, got {wrong}")

    def check_output(self, activation: str) -> None:
        """``ValueError`` if the output activation `activation` is not the one the loss is written for."""
        if self.output is not None and activation != self.output:
            raise ValueError(f"{self.name} needs {self.output} outputs, got a network with {activation} outputs")

    def __repr__(self):
        return self.name

    def __hash__(self):
        return hash(self.name)

    def __reduce__(self):
        # One of the library's own is pickled by its name, since lambdas cannot be; a copy of it is itself.
        return self.name if LOSSES.get(self.name) is self else (type(self), tuple(vars(self).values()))


def _squares(o, t):
    return ((t - o) ** 2).sum(axis=-1)


def _softplus(z):
    return np.logaddexp(0.0, z)


def _logsumexp(z):
    top = z.max(axis=-1, keepdims=True)
    return top[..., 0] + np.log(np.exp(z - top).sum(axis=-1))


def _cross_entropy_of_output(o, t):
    if ((o < 0) | (o > 1)).any():
        raise ValueError(f"cross_entropy needs outputs between 0 and 1, got {o[(o < 0) | (o > 1)][0]}")
    with np.errstate(divide="ignore", invalid="ignore"):
        # A certain and right output costs nothing: 0 * log 0 counts as 0.
        right = np.where(t > 0, -t * np.log(o), 0.0)
        wrong = np.where(t < 1, -(1 - t) * np.log1p(-o), 0.0)
    return (right + wrong).sum(axis=-1)


def _softmax_error(z, o, t):
    return t.sum(axis=-1) * _logsumexp(z) - (t * z).sum(axis=-1)


def _softmax_delta(z, o, t, derivative):
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    softmax = powers / powers.sum(axis=-1, keepdims=True)
    return t.sum(axis=-1, keepdims=True) * softmax - t


half_squared_error = Loss(
    "half_squared_error",
    of_output=lambda o, t: 0.5 * _squares(o, t),
    error=lambda z, o, t: 0.5 * _squares(o, t),
    delta=lambda z, o, t, derivative: (o - t) * derivative(z, o),
    formula="0.5*(t - o)*(t - o)",
    delta_formula="o - t",
)
mean_squared_error = Loss(
    "mean_squared_error",
    of_output=_squares,
    error=lambda z, o, t: _squares(o, t),
    delta=lambda z, o, t, derivative: 2 * (o - t) * derivative(z, o),
    formula="(t - o)*(t - o)",
    delta_formula="2*(o - t)",
)
cross_entropy = Loss(
    "cross_entropy",
    of_output=_cross_entropy_of_output,
    error=lambda z, o, t: (_softplus(z) - t * z).sum(axis=-1),
    delta=lambda z, o, t, derivative: o - t,
    formula="softplus(z) - t*z",
    delta_formula="o - t",
    output="sigmoid",
    unit_targets=True,
)
softmax_cross_entropy = Loss(
    "softmax_cross_entropy",
    of_output=lambda o, t: _softmax_error(o, o, t),
    error=_softmax_error,
    delta=_softmax_delta,
    formula="total(t)*logsumexp(every(z)) - total(t*z)",
    # softmax without a power: e^z / (e^z + rest) is sigmoid(z - log rest).
    delta_formula="total(t)*sigmoid(z - logsumexp(others(z))) - t",
    per_output=False,
    output="identity",
    unit_targets=True,
)

LOSSES = {
    each.name: each for each in (half_squared_error, mean_squared_error, cross_entropy, softmax_cross_entropy)
}


def get_loss(loss: str | Loss) -> Loss:
    """The :class:`Loss` of a name, or the loss itself."""
    return loss if isinstance(loss, Loss) else one_of("loss", loss, LOSSES)
