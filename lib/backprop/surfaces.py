"""Error surfaces: the error over a grid of one or two parameters, all others held."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType

import numpy as np

from .activations import SATURATION
from .inputs import finite_array, listed, whole
from .losses import _logsumexp, _softplus
from .trace import NAME, write_trace

__all__ = ["Surface", "error_surface"]

#: Numbers in one block of the grid: small enough to stay in the cache and to be reused by the allocator.
BLOCK = 2**13

SIGMOID = re.compile(r"sigmoid\((\w+)\)")
SQUARE = re.compile(r"\((\w+ - \w+)\)\*\(\1\)")


@dataclass(frozen=True)
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
        ``error[row, column]`` belongs to ``b[row]`` and ``a[column]``.
    """

    axes: tuple
    index: tuple
    a: np.ndarray
    b: np.ndarray | None
    error: np.ndarray


def error_surface(network, theta, x, t, loss="half_squared_error", axes=("w1",), bounds=None, n=200):
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
        Grid points along each axis, at least 2.

    Returns
    -------
    Surface

    Raises
    ------
    ValueError
        For wrong shapes, unknown or equal axes, and bounds that are not finite or not in order.

    Notes
    -----
    The forward pass of the trace is evaluated with the first parameter as a row and the second as a column of
    numbers. Broadcasting then gives each intermediate value only the axes that it depends on: what depends on
    neither is computed once, what depends on one once along it, and the rest block by block of the grid.
    """
    theta, x, t, loss = network.checked_task(theta, x, t, loss)
    if theta.ndim != 1:
        raise ValueError(f"theta must have shape ({network.size},) for a surface, got {theta.shape}")
    axes = _checked_axes(network, axes)
    grids = [
        np.linspace(low, high, whole("n", n, least=2))
        for low, high in _checked_bounds(bounds, [theta[network.index(name)] for name in axes])
    ]
    a, b = grids[0], grids[1] if len(grids) > 1 else None
    error = _evaluate(network, theta, x, t, loss, axes, a, b)
    index = tuple(network.index(name) for name in axes)
    return Surface(axes, index, a, b, error[0] if b is None else error)


def _checked_axes(network, axes):
    axes = (axes,) if isinstance(axes, str) else listed("axes", axes, "one or two names")
    if len(axes) not in (1, 2) or len(set(axes)) < len(axes):
        raise ValueError(f"axes must name one or two different parameters, got {axes}")
    for name in axes:
        network.index(name)
    return axes


def _checked_bounds(bounds, centers):
    if bounds is None:
        return [(center - 4, center + 4) for center in centers]
    array = finite_array("bounds", bounds)
    if array.ndim == 1 and len(centers) == 1:
        array = array[np.newaxis]
    if array.shape != (len(centers), 2) or not (array[:, 0] < array[:, 1]).all():
        raise ValueError(f"bounds must hold a pair (low, high) for each of {len(centers)} axes, got {bounds!r}")
    return array.tolist()


@dataclass(frozen=True)
class _Program:
    """The assignments up to the error: those to run once, and those to run on each block of the grid."""

    once: CodeType
    on_grid: CodeType
    along_rows: tuple


@lru_cache(maxsize=64)
def _program(network, loss, axes):
    steps = write_trace(network, loss).needed(["E"])
    negated = {found[1] for step in steps if (found := SIGMOID.fullmatch(step.expression))}
    depends = {name: {name} for name in axes}
    once, on_grid = [], []
    for step in steps:
        text = SQUARE.sub(r"square(\1)", step.expression).replace("sigmoid", "logistic")
        if step.name.startswith("z_"):
            # The terms that depend on fewer axes first; a negative sum spares logistic a pass over the grid.
            terms = sorted(text.split(" + "), key=lambda term: len(_dependencies(term, depends)))
            text = "-" + " - ".join(terms) if step.name in negated else " + ".join(terms)
        depends[step.name] = _dependencies(text, depends)
        (on_grid if depends[step.name] == set(axes) else once).append(f"{step.name} = {text}")
    along_rows = tuple(name for name, found in depends.items() if found == set(axes[1:]) != set())
    once, on_grid = (compile("\n".join(lines), "<error>", "exec") for lines in (once, on_grid))
    return _Program(once, on_grid, along_rows)


def _dependencies(text, depends):
    return set().union(*(depends.get(name, ()) for name in NAME.findall(text)))


def _evaluate(network, theta, x, t, loss, axes, a, b):
    """Errors (rows, columns), block by block, the examples summed up."""
    program = _program(network, loss, axes)
    rows = 1 if b is None else len(b)
    total = np.zeros((rows, len(a)))
    height = min(rows, max(1, BLOCK // len(a)))
    at_once = max(1, BLOCK // (height * len(a)))
    given = ARRAY_PRIMITIVES | dict(zip(network.names, theta.tolist(), strict=True)) | {axes[0]: a}
    if b is not None:
        given[axes[1]] = b[:, np.newaxis]
    with np.errstate(**SATURATION):
        for k in range(0, len(x), at_once):
            examples = slice(k, k + at_once)
            values = given | _columns("i", x[examples]) | _columns("t", t[examples])
            exec(program.once, values)
            for start in range(0, rows, height):
                block = slice(start, start + height)
                here = values | {name: values[name][..., block, :] for name in program.along_rows}
                exec(program.on_grid, here)
                total[block] += here["E"].sum(axis=0) if here["E"].ndim == 3 else here["E"]
    if len(x) > 1:
        total /= len(x)
    return total


def _columns(letter, array):
    """Inputs or targets by name; several examples are an axis in front of rows and columns."""
    columns = array.T.tolist() if len(array) == 1 else array.T[..., np.newaxis, np.newaxis]
    return {f"{letter}{k + 1}": column[0] if len(array) == 1 else column for k, column in enumerate(columns)}


def _logistic(negative):
    """``sigmoid(-negative)`` in the place of `negative`, which no later assignment reads."""
    out = negative if isinstance(negative, np.ndarray) else None
    power = np.exp(negative, out)
    power += 1.0
    return np.reciprocal(power, out)


def _square(difference):
    """The square in the place of `difference`."""
    return np.square(difference, difference if isinstance(difference, np.ndarray) else None)


#: The primitives of the trace for arrays, where they differ from NumPy's own.
ARRAY_PRIMITIVES = {
    "tanh": np.tanh,
    "logistic": _logistic,
    "square": _square,
    "softplus": _softplus,
    "relu": lambda z: np.maximum(z, 0.0),
    "logsumexp": lambda *z: _logsumexp(np.stack(np.broadcast_arrays(*z), axis=-1)),
}
