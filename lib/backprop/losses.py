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
from functools import lru_cache

import numpy as np

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
        ``delta(z, o, t, slope)``, the derivative dE/dz; shapes ``(..., outputs)``.
    terms, delta_terms : callable
        The formulas as text for the trace: from the names of outputs and targets, a list of the terms of the
        error, and the delta of each output (without the slope, where `output` is None).
    output : str or None
        The output activation that the loss asks for, if it asks for one.
    unit_targets : bool
        Whether targets must lie between 0 and 1.
    """

    name: str
    of_output: Callable
    error: Callable
    delta: Callable
    terms: Callable
    delta_terms: Callable
    output: str | None = None
    unit_targets: bool = False

    def __call__(self, output, target):
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

    def check_targets(self, t):
        """``ValueError`` if a target is outside the range that the loss is defined for."""
        if self.unit_targets and ((t < 0) | (t > 1)).any():
            wrong = t[(t < 0) | (t > 1)][0]
            raise ValueError(f"{self.name} needs targets between 0 and 1, got {wrong}")

    def check_output(self, activation):
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


@lru_cache(maxsize=16)
def _ones(length):
    return np.ones(length)


def _sums(values):
    """Sums over the last axis: as a product, since NumPy is slow to add up short rows."""
    return values.dot(_ones(values.shape[-1]))


def _squares(o, t):
    difference = t - o
    difference *= difference
    return _sums(difference)


def _softplus(z):
    return np.logaddexp(0.0, z)


def _logsumexp(z):
    top = np.maximum.reduce(z, axis=-1, keepdims=True)
    return top[..., 0] + np.log(_sums(np.exp(z - top)))


def _cross_entropy_of_output(o, t):
    if ((o < 0) | (o > 1)).any():
        raise ValueError(f"cross_entropy needs outputs between 0 and 1, got {o[(o < 0) | (o > 1)][0]}")
    with np.errstate(divide="ignore", invalid="ignore"):
        # A certain and right output costs nothing: 0 * log 0 counts as 0.
        right = np.where(t > 0, -t * np.log(o), 0.0)
        wrong = np.where(t < 1, -(1 - t) * np.log1p(-o), 0.0)
    return _sums(right + wrong)


def _softmax_error(z, o, t):
    return _sums(t) * _logsumexp(z) - _sums(t * z)


def _softmax_delta(z, o, t, slope):
    delta = z - np.maximum.reduce(z, axis=-1, keepdims=True)
    np.exp(delta, delta)
    delta *= (_sums(t) / _sums(delta))[..., np.newaxis]
    delta -= t
    return delta


def _each(template):
    return lambda outputs, targets: [template.format(o=o, t=t) for o, t in zip(outputs, targets, strict=True)]


def _softmax_terms(outputs, targets):
    powers = f"logsumexp({', '.join(f'z_{o}' for o in outputs)})"
    products = "".join(f" - {t}*z_{o}" for o, t in zip(outputs, targets, strict=True))
    return [f"{_sum(targets)}*{powers}{products}"]


def _softmax_delta_terms(outputs, targets):
    # softmax without a power: e^z / (e^z + rest) is sigmoid(z - log rest).
    deltas = []
    for o, t in zip(outputs, targets, strict=True):
        rest = ", ".join(f"z_{other}" for other in outputs if other != o)
        deltas.append(f"{_sum(targets)}*sigmoid(z_{o} - logsumexp({rest})) - {t}")
    return deltas


def _sum(names):
    return names[0] if len(names) == 1 else f"({' + '.join(names)})"


half_squared_error = Loss(
    "half_squared_error",
    of_output=lambda o, t: 0.5 * _squares(o, t),
    error=lambda z, o, t: 0.5 * _squares(o, t),
    delta=lambda z, o, t, slope: (o - t) * slope(z, o),
    terms=_each("0.5*({t} - {o})*({t} - {o})"),
    delta_terms=_each("({o} - {t})"),
)
mean_squared_error = Loss(
    "mean_squared_error",
    of_output=_squares,
    error=lambda z, o, t: _squares(o, t),
    delta=lambda z, o, t, slope: 2 * (o - t) * slope(z, o),
    terms=_each("({t} - {o})*({t} - {o})"),
    delta_terms=_each("2*({o} - {t})"),
)
cross_entropy = Loss(
    "cross_entropy",
    of_output=_cross_entropy_of_output,
    error=lambda z, o, t: _sums(_softplus(z) - t * z),
    delta=lambda z, o, t, slope: o - t,
    terms=_each("softplus(z_{o}) - {t}*z_{o}"),
    delta_terms=_each("{o} - {t}"),
    output="sigmoid",
    unit_targets=True,
)
softmax_cross_entropy = Loss(
    "softmax_cross_entropy",
    of_output=lambda o, t: _softmax_error(o, o, t),
    error=_softmax_error,
    delta=_softmax_delta,
    terms=_softmax_terms,
    delta_terms=_softmax_delta_terms,
    output="identity",
    unit_targets=True,
)

LOSSES = {
    each.name: each for each in (half_squared_error, mean_squared_error, cross_entropy, softmax_cross_entropy)
}


def get_loss(loss):
    """The :class:`Loss` of a name, or the loss itself."""
    return loss if isinstance(loss, Loss) else one_of("loss", loss, LOSSES)
