"""Error surfaces: the error over a grid of one or two parameters, all others held."""

from __future__ import annotations

import contextvars
import math
import threading
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .network import checked_network
from .validation import finite_array, listed, whole

__all__ = ["Surface", "error_surface"]

#: Numbers in one block of the grid: few enough to stay in the cache.
BLOCK = 2**16
#: Numbers in NumPy's own buffers.
SHORT = 2**8
#: Parameters, outputs and layers above which a network is not compiled: that would take longer than a surface of it,
#: or nest deeper than Python's own tools go.
MOST_COMPILED = 2**12
MOST_OUTPUTS = 2**6
MOST_LAYERS = 2**4
#: Where no number that a compiled network is given is larger, none in it is too large for a float, and none is nan.
MODERATE = 1e5


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
        ``error[row, column]`` belongs to ``b[row]`` and ``a[column]``; inf where the error, or a number on the way
        to it, is too large for a float.
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
    What depends on neither parameter is computed once, what depends on one once along it, and only the rest over
    the grid: see ``backprop.grid``.
    """
    theta, x, t, loss = checked_network(network).checked_task(theta, x, t, loss)
    if theta.ndim != 1:
        raise ValueError(f"theta must have shape ({network.size},) for a surface, got {theta.shape}")
    axes = _checked_axes(axes)
    if _is_plain(axes, bounds, n):
        index, a, b = _kept_grid(network, axes, bounds, n)
        a, b = a.copy(), b.copy()
    else:
        index, a, b = _grid(network, axes, bounds, n, theta)
    # To copy a context takes a quarter of the time of `errstate`.
    error = QUIET.copy().run(_errors, network, theta, x, t, loss, index, a, b)
    return Surface(axes, index, a, b, error)


def _is_plain(axes, bounds, n):
    """Whether these are two names and their bounds in tuples of Python's own numbers, which nobody can change."""
    if type(n) is not int or type(bounds) is not tuple or [*map(type, bounds)] != [tuple, tuple]:
        return False
    return [*map(type, axes)] == [str, str] and {*map(type, bounds[0]), *map(type, bounds[1])} <= {float, int}


def _grid(network, axes, bounds, n, theta=None):
    """Places in `theta` of the parameters along the axes, and their values."""
    index = tuple(map(network.index, axes))
    n = whole("n", n, least=2)
    pairs = _around(theta, index) if bounds is None else _checked_bounds(bounds, len(axes))
    a, *others = (_points(low, high, n).copy() for low, high in pairs)
    return index, a, others[0] if others else None


#: A surface that follows a slider has the same grid each time.
_kept_grid = lru_cache(maxsize=8)(_grid)


@lru_cache(maxsize=8)
def _points(low, high, n):
    """``linspace(low, high, n)``, which takes as long as many other steps of a surface."""
    return np.linspace(low, high, n)


def _checked_axes(axes):
    axes = (axes,) if isinstance(axes, str) else listed("axes", axes, "one or two names")
    if len(axes) not in (1, 2) or axes[0] in axes[1:]:
        raise ValueError(f"axes must name one or two different parameters, got {axes}")
    return axes


def _around(theta, index):
    return [(center - 4, center + 4) for center in theta[list(index)].tolist()]


def _checked_bounds(bounds, count):
    array = finite_array("bounds", bounds)
    if array.ndim == 1 and count == 1:
        array = array[np.newaxis]
    pairs = array.tolist()
    if array.shape != (count, 2) or not all(0 < high - low < math.inf for low, high in pairs):
        raise ValueError(
            f"bounds must hold a pair (low, high) for each of {count} axes, a finite way apart, got {bounds!r}"
        )
    return pairs


def _quiet_context():
    context = contextvars.copy_context()
    context.run(np.seterr, all="ignore")
    # With buffers so short, what lies along one side is added or multiplied in half the time.
    context.run(np.setbufsize, SHORT)
    return context


#: Where NumPy warns of nothing (what overflows is looked for), and has short buffers.
QUIET = _quiet_context()


def _errors(network, theta, x, t, loss, index, a, b):
    if True:
        return _theta_by_theta(network, theta, x, t, loss, index, a, b)
    if b is None:
        return _curve(network, theta, x, t, loss, index, a)
    if index[0] < index[1]:
        # The later parameter goes along the columns: if its layer is later too, a sum there goes by equal steps.
        return _surface(network, theta, x, t, loss, index[::-1], b, a).T
    return _surface(network, theta, x, t, loss, index, a, b)


def _surface(network, theta, x, t, loss, index, a, b):
    """Errors (rows, columns): the mean over the examples, block by block."""
    total = np.empty((len(b), len(a)))
    parameters, column = theta.tolist(), b[:, np.newaxis]
    largest = max(-a.item(0), a.item(-1), -b.item(0), b.item(-1))
    blocks = _blocks(*total.shape, BLOCK)
    for example, (inputs, targets) in enumerate(zip(x.tolist(), t.tolist(), strict=True)):
        numbers = [*parameters, *inputs, *targets]
        largest = max(largest, max(numbers), -min(numbers))
        numbers[index[0]], numbers[index[1]] = a, column
        program, values = _prepared(network, loss, index, numbers)
        # The first register of the first example is the result itself.
        spare = _kept.registers(program.registers - (example == 0), blocks[0].stop, len(a))
        for block in blocks:
            out, registers = total[block], [each[: block.stop - block.start] for each in spare]
            if example == 0:
                _run(program, values, block, [out, *registers])
            else:
                _run(program, values, block, registers)
                out += registers[0]
    if len(x) > 1:
        total /= len(x)
    return total if largest <= MODERATE else _without_nan(total)


def _curve(network, theta, x, t, loss, index, a):
    """Errors over one parameter: the mean over the examples, which stand in the rows."""
    total = np.zeros(len(a))
    parameters = theta.tolist()
    parameters[index[0]] = a
    program, values = _prepared(network, loss, index, [*parameters, *x.T[..., np.newaxis], *t.T[..., np.newaxis]])
    blocks = _blocks(len(x), len(a), BLOCK)
    spare = _kept.registers(program.registers, blocks[0].stop, len(a))
    for block in blocks:
        registers = spare[:, : block.stop - block.start]
        _run(program, values, block, registers)
        total += registers[0].sum(axis=0)
    return _without_nan(total / len(x))


def _prepared(network, loss, index, numbers):
    """The program of the grid, and what it needs of these parameters, inputs and targets."""
    try:
        program = compile_grid(network, loss, index)
        return program, program.once(*numbers)
    except OverflowError:
        program = compile_grid(network, loss, index, split_powers=False)
        return program, program.once(*numbers)


def _theta_by_theta(network, theta, x, t, loss, index, a, b):
    """Errors of a network so large that nothing is gained by taking it apart: from as many thetas as fit a block."""
    points = np.stack(np.meshgrid(a, *([] if b is None else [b])), axis=-1)
    rows, errors = points.reshape(-1, len(index)), []
    height = max(1, BLOCK // network.size)
    for start in range(0, len(rows), height):
        some = rows[start : start + height]
        thetas = np.tile(theta, (len(some), 1))
        thetas[:, index] = some
        errors.append(network.mean_error(thetas, x, t, loss))
    return _without_nan(np.concatenate(errors).reshape(points.shape[:-1]))


def _without_nan(error):
    """`error`, inf where a number on the way to it was too large."""
    if math.isnan(error.min()):
        error[np.isnan(error)] = np.inf
    return error


def _run(program, values, block, registers):
    """The error of one block of rows, into the first of `registers`."""
    here = list(values)
    for k in program.along_rows:
        here[k] = here[k][block]
    program.on_grid(*registers, *here)


@lru_cache(maxsize=8)
def _blocks(rows, columns, most):
    """Slices of the rows, of at most so many numbers each or a single row."""
    height = max(1, most // columns)
    return [slice(start, min(start + height, rows)) for start in range(0, rows, height)]


class _Kept(threading.local):
    """Memory that is kept from call to call: the first touch of fresh memory takes longer than most operations."""

    memory = np.empty(0)

    def registers(self, count, height, width):
        if count == 0:
            return []
        size = count * height * width
        if self.memory.size < size:
            self.memory = np.empty(size)
        return self.memory[:size].reshape(count, height, width)


_kept = _Kept()
