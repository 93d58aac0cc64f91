"""The table of formulas, as data: from it the page writes the same traces that :mod:`backprop.trace` writes."""

from __future__ import annotations

from dataclasses import MISSING, fields

from .activations import ACTIVATIONS
from .expression import parse
from .losses import LOSSES
from .optimizers import OPTIMIZERS

__all__ = ["table"]


def table(*losses):
    """Every activation, loss and optimizer by name, its formulas as trees (see :mod:`backprop.expression`).

    Parameters
    ----------
    *losses : Loss
        Losses of one's own, beside those of the library.

    Returns
    -------
    dict
        Fit for JSON, with the keys "activations", "losses" and "optimizers".
    """
    return {
        "activations": {name: _activation(each) for name, each in ACTIVATIONS.items()},
        "losses": {each.name: _loss(each) for each in (*LOSSES.values(), *losses)},
        "optimizers": {name: _optimizer(each) for name, each in OPTIMIZERS.items()},
    }


def _activation(activation):
    return {"function": parse(activation.formula), "derivative": parse(activation.derivative_formula)}


def _loss(loss):
    return {
        "error": parse(loss.formula),
        "delta": parse(loss.delta_formula),
        "per_output": loss.per_output,
        "output": loss.output,
        "unit_targets": loss.unit_targets,
    }


def _optimizer(kind):
    defaults = {each.name: None if each.default is MISSING else each.default for each in fields(kind)}
    return {
        "numbers": defaults,
        "memory": dict(kind.memory),
        "once": [(name, parse(formula)) for name, formula in kind.once],
        "rules": [(name, parse(formula)) for name, formula in kind.rules],
    }
