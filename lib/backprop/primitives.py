"""The functions that an expression may call, once for numbers and once for arrays.

The page has the same ones, in ``widgets/js/model/primitives.js``. All give inf or nan where a result is too large for
a float or is none, and never an exception.
"""

import math

import numpy as np

__all__ = ["FOR_ARRAYS", "FOR_NUMBERS"]


def _exp(z):
    try:
        return math.exp(z)
    except OverflowError:
        return math.inf


def _log(z):
    if z > 0:
        return math.log(z)
    return -math.inf if z == 0 else math.nan


def _sigmoid(z):
    return 1 / (1 + _exp(-z))


def _softplus(z):
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


def _logsumexp(*z):
    top = max(z, default=-math.inf)
    return top + math.log(sum(math.exp(each - top) for each in z)) if math.isfinite(top) else top


FOR_NUMBERS = {
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "logsumexp": _logsumexp,
    "tanh": math.tanh,
    "relu": lambda z: z if z > 0 or math.isnan(z) else 0.0,
    "step": lambda z: 1.0 if z > 0 else 0.0,
    "sqrt": lambda z: math.sqrt(z) if z >= 0 else math.nan,
    "exp": _exp,
    "log": _log,
    "mean": lambda value: value,
}


def _logsumexp_of_arrays(*z):
    if not z:
        return -math.inf
    stacked = np.stack(np.broadcast_arrays(*z))
    top = stacked.max(axis=0)
    anchor = np.where(np.isfinite(top), top, 0.0)
    return anchor + np.log(np.exp(stacked - anchor).sum(axis=0))


#: To be called where NumPy warns of no overflow. `mean` is that over the examples, which lie along the first axis.
FOR_ARRAYS = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softplus": lambda z: np.logaddexp(0.0, z),
    "logsumexp": _logsumexp_of_arrays,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0.0),
    "step": lambda z: np.heaviside(z, 0.0),
    "sqrt": np.sqrt,
    "exp": np.exp,
    "log": np.log,
    "mean": lambda value: np.mean(value, axis=0),
}
