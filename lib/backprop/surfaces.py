"""Error surfaces: the error over a grid of one or two parameters, all others held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from .aliases import Floats
from .losses import Loss
from .network import OVERFLOW, Network, checked_network
from .trace import MOST_PARAMETERS, write_trace
from .validation import finite_array, listed, shown, whole

__all__ = ["Surface", "error_surface"]

#: Rows computed at a time: arrays of so few stay in the processor's cache.
ROWS = 100
#: Grid points along an axis: a surface of so many takes a gigabyte.
MOST_POINTS = 10_000
#: Numbers of all thetas that are written out at a time.
MOST_NUMBERS = 2**16


@dataclass(frozen=True, eq=False)
class Surface:
    """An error surface over two parameters, or the error curve over one.

    Attributes
    ----------
    axes : tuple of str
        Names of the parameters.
    index : tuple of int
        Their positions in ``theta``.
    a : ndarray, shape (n,)
        Values of the first.
    b : ndarray, shape (n,), or None
        Values of the second; None for a curve.
    error : ndarray, shape (n, n) or (n,)
        ``error[row, column]`` belongs to ``b[row]`` and ``a[column]``; inf where the error, or a number on the way
        to it, is too large for a float.
    """

    axes: tuple[str, ...]
    index: tuple[int, ...]
    a: Floats
    b: Floats | None
    error: Floats


def error_surface(
    network: Network,
    theta: ArrayLike,
    x: ArrayLike,
    t: ArrayLike,
    loss: str | Loss = "half_squared_error",
    axes: str | Sequence[str] = ("w1",),
    bounds: ArrayLike | None = None,
    n: int = 200,
) -> Surface:
    """Error over a grid of one or two parameters, all others as in `theta`.

    Parameters
    ----------
    network : Network
    theta : array_like, shape (P,)
    x : array_like, shape (m, inputs) or (inputs,)
    t : array_like, shape (m, outputs) or (outputs,)
    loss : str or Loss
    axes : str or sequence of one or two str
        Names of the parameters along the columns and, where there are two, the rows.
    bounds : sequence of pairs, optional
        ``((a_min, a_max), (b_min, b_max))``, ends included; by default 4 to either side of `theta`.
    n : int
        Grid points along each axis, from 2 to 10,000.

    Returns
    -------
    Surface

    Raises
    ------
    ValueError
        For wrong shapes, unknown or equal axes, and bounds that are not finite or not in order.

    Notes
    -----
    The error is that of the trace, compiled for arrays: one parameter is a row, the other a column, and whatever
    depends on one of them alone stays a row or a column. A network too large for a trace is run for each point.
    """
    theta, x, t, loss = checked_network(network).checked_task(theta, x, t, loss)
    if theta.ndim != 1:
        raise ValueError(f"theta must have shape ({network.size},) for a surface, got {theta.shape}")
    axes = _checked_axes(axes)
    index = tuple(network.index(name) for name in axes)
    n = whole("n", n, least=2, most=MOST_POINTS)
    if bounds is None:
        pairs = np.array([(theta[k] - 4, theta[k] + 4) for k in index])
    else:
        pairs = _checked_bounds(bounds, len(axes))
    points = [np.linspace(low, high, n) for low, high in pairs]
    with np.errstate(**OVERFLOW, divide="ignore"):
        if len(network.places) > MOST_PARAMETERS:
            error = _point_by_point(network, theta, x, t, loss, index, points)
        elif len(axes) == 1:
            error = _curve(network, theta, x, t, loss, index, *points)
        else:
            error = _surface(network, theta, x, t, loss, index, *points)
    error[np.isnan(error)] = np.inf
    return Surface(axes, index, points[0], points[1] if len(axes) == 2 else None, error)


def _checked_axes(axes: str | Sequence[str]) -> tuple[str, ...]:
    axes = (axes,) if isinstance(axes, str) else listed("axes", axes, "one or two names")
    are_names = all(isinstance(name, str) for name in axes)
    if not are_names or len(axes) not in (1, 2) or axes[0] in axes[1:]:
        raise ValueError(f"axes must name one or two different parameters, got {shown(axes)}")
    return axes


def _checked_bounds(bounds: ArrayLike, count: int) -> Floats:
    pairs = finite_array("bounds", bounds)
    if pairs.ndim == 1 and count == 1:
        pairs = pairs[np.newaxis]
    with np.errstate(over="ignore"):
        if pairs.shape != (count, 2) or not all(0 < high - low < np.inf for low, high in pairs):
            raise ValueError(
                f"bounds must hold a pair (low, high) for each of {count} axes, a finite way apart, got {shown(bounds)}"
            )
    return pairs


@lru_cache(maxsize=64)
def _compiled_error(network, loss):
    """The error of a small network as a function of its parameters, the inputs and the targets."""
    trace = write_trace(network.with_plain_names(), loss)
    return trace.function([trace.parameters, trace.inputs, trace.targets], ["E"], arrays=True)


def _surface(network, theta, x, t, loss, index, a, b):
    """Errors (rows, columns): the mean over the examples."""
    error_of = _compiled_error(network, loss)
    total = np.zeros((len(b), len(a)))
    parameters = list(theta)
    parameters[index[0]] = a
    for start in range(0, len(b), ROWS):
        rows = slice(start, start + ROWS)
        parameters[index[1]] = b[rows, np.newaxis]
        for inputs, targets in zip(x, t, strict=True):
            total[rows] += error_of(parameters, inputs, targets)[0]
    return total / len(x) if len(x) > 1 else total


def _curve(network, theta, x, t, loss, index, a):
    """Errors over one parameter: the mean over the examples, which stand in the rows."""
    error_of = _compiled_error(network, loss)
    total = np.zeros(len(a))
    parameters = list(theta)
    parameters[index[0]] = a
    for start in range(0, len(x), ROWS):
        inputs, targets = (each[start : start + ROWS].T[..., np.newaxis] for each in (x, t))
        total += error_of(parameters, inputs, targets)[0].sum(axis=0)
    return total / len(x)


def _point_by_point(network, theta, x, t, loss, index, points):
    """Errors of a network with all its parameters at each point, as many points at a time as is good for the memory."""
    grid = np.stack(np.meshgrid(*points), axis=-1)
    rows = grid.reshape(-1, len(index))
    errors = np.empty(len(rows))
    height = max(1, MOST_NUMBERS // network.size)
    for start in range(0, len(rows), height):
        some = slice(start, start + height)
        thetas = np.tile(theta, (len(rows[some]), 1))
        thetas[:, index] = rows[some]
        errors[some] = network.mean_error(thetas, x, t, loss)
    return errors.reshape(grid.shape[:-1])
