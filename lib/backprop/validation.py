"""Checks of what a caller hands in: a clear ``ValueError`` here, or clean float64 arrays."""

from __future__ import annotations

import keyword
import operator

import numpy as np

# Words that may not name a variable in JavaScript (ECMAScript 2024, strict mode), beyond Python's own.
JAVASCRIPT_RESERVED = frozenset(
    "abstract arguments await boolean break byte case catch char class const continue debugger default delete do "
    "double else enum eval export extends false final finally float for function goto if implements import in "
    "instanceof int interface let long native new null package private protected public return short static super "
    "switch synchronized this throw throws transient true try typeof undefined var void volatile while with yield "
    "NaN Infinity".split()
)


def finite_array(name, value, kind="an array of real numbers"):
    """A new float64 array of `value`; ``ValueError``, asking for `kind`, if it is ragged, not numeric or not finite."""
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "biufO" or value is None:
            raise TypeError
        with np.errstate(over="ignore"):
            array = array.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} must be {kind}, got {value!r}") from None
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be finite, got {_first_bad(array)}")
    return array


def _first_bad(array):
    if array.ndim == 0:
        return f"{array}"
    where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
    return f"{array[where]} at index {where if len(where) > 1 else where[0]}"


def examples_array(name, value, width, what):
    """`value` as an array (n, width), and whether it came as the vector of one example."""
    array = finite_array(name, value)
    single = array.ndim == 1
    if single:
        array = array[np.newaxis]
    if array.ndim != 2 or array.shape[1] != width:
        raise ValueError(
            f"{name} must have shape (n, {width}), or ({width},) for one example, since the network has "
            f"{width} {what}; got shape {np.shape(value)}"
        )
    if len(array) == 0:
        raise ValueError(f"{name} must hold at least one example, got shape {array.shape}")
    return array, single


def instance(name, value, kind, such_as):
    """`value`, if it is a `kind`."""
    if not isinstance(value, kind):
        raise ValueError(f"{name} must be {such_as}, got {value!r}")
    return value


def flag(name, value):
    """`value` as True or False; nothing else stands for either."""
    return bool(instance(name, value, (bool, np.bool_), "True or False"))


def _measures(name, value, kind="an array of real numbers"):
    """`value` as a float64 array; True and False, which NumPy takes for 1 and 0, are refused."""
    array = finite_array(name, value, kind)
    if np.asarray(value).dtype == bool:
        raise ValueError(f"{name} must be a number, got {value!r}")
    return array


def positive(name, value):
    """`value` as a positive float, or as an array of them."""
    array = _measures(name, value)
    if not (array > 0).all() or array.size == 0:
        raise ValueError(f"{name} must be above 0, got {value!r}")
    return array.copy() if array.ndim else float(array)


def number(name, value):
    """`value` as a finite float."""
    array = _measures(name, value, "a number")
    if array.ndim:
        raise ValueError(f"{name} must be one number, got {value!r}")
    return float(array)


def share(name, value):
    """`value` as a float from 0 to below 1."""
    checked = number(name, value)
    if not 0 <= checked < 1:
        raise ValueError(f"{name} must be a number from 0 to below 1, got {value!r}")
    return checked


def whole(name, value, *, least):
    """`value` as an int of at least `least`."""
    try:
        number = operator.index(value)
    except TypeError:
        raise ValueError(f"{name} must be a whole number, got {value!r}") from None
    if isinstance(value, bool) or number < least:
        raise ValueError(f"{name} must be a whole number of at least {least}, got {value!r}")
    return number


def one_of(name, value, known):
    """`known[value]`; ``ValueError`` listing the known names otherwise."""
    try:
        return known[value]
    except (KeyError, TypeError):
        raise ValueError(f"unknown {name} {value!r}; expected one of {', '.join(known)}") from None


def listed(name, value, what):
    """`value` as a tuple; ``ValueError`` for a bare string or what cannot be listed."""
    try:
        if isinstance(value, str):
            raise TypeError
        return tuple(value)
    except TypeError:
        raise ValueError(f"{name} must be a list of {what}, got {value!r}") from None


def generator(name, value):
    """`value`, a generator or a seed, as a ``numpy.random.Generator``."""
    try:
        if isinstance(value, bool):
            raise TypeError
        return np.random.default_rng(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be a numpy.random.Generator or a seed, got {value!r}") from None


def layer_sizes(sizes):
    """`sizes` as a tuple of at least two whole numbers."""
    try:
        sizes = tuple(sizes)
    except TypeError:
        raise ValueError(f"sizes must be a list of layer sizes such as [2, 2, 2], got {sizes!r}") from None
    if len(sizes) < 2:
        raise ValueError(f"sizes must name at least an input and an output layer, got {list(sizes)}")
    return tuple(whole("a layer size", size, least=1) for size in sizes)


def parameter_names(names, expected):
    """`names` as a tuple of so many identifiers, of Python and of JavaScript."""
    names = listed("names", names, "names such as ['w1', 'b1']")
    if len(names) != expected:
        raise ValueError(f"names must hold {expected} names, one for each weight and bias; got {len(names)}")
    for name in names:
        if not isinstance(name, str) or not name.isascii() or not name.isidentifier():
            raise ValueError(f"a parameter name must be an ASCII identifier such as w1, got {name!r}")
        if keyword.iskeyword(name) or name in JAVASCRIPT_RESERVED:
            raise ValueError(f"the parameter name {name!r} is a reserved word of Python or JavaScript")
    return names
