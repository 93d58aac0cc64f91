"""Checks of what a caller hands in: a clear ``ValueError`` here, or clean float64 arrays."""

from __future__ import annotations

import keyword
import operator
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import numpy as np

from .aliases import Floats

T = TypeVar("T")

# Words that may not name a variable in JavaScript (ECMAScript 2024, strict mode), beyond Python's own.
JAVASCRIPT_RESERVED = frozenset(
    "abstract arguments await boolean break byte case catch char class const continue debugger default delete do "
    "double else enum eval export extends false final finally float for function goto if implements import in "
    "instanceof int interface let long native new null package private protected public return short static super "
    "switch synchronized this throw throws transient true try typeof undefined var void volatile while with yield "
    "NaN Infinity".split()
)


#: A count beyond this is a mistake; products of such counts are still whole numbers for NumPy.
MOST = 10**12
LONGEST_SHOWN = 200  # Letters of a value in a message.
MOST_LISTED = 24  # Names of a list in a message.


def shown(value: object) -> str:
    """`value` as a message shows it: its repr, cut where it is long."""
    try:
        text = repr(value)
    except Exception:  # What was handed in may fail at this too.
        return f"a {type(value).__name__}"
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 50]} ... {text[-40:]}"


def _is_masked(value):
    """Whether a masked number is among those of an array, or of lists of them."""
    if isinstance(value, (list, tuple)):
        return any(map(_is_masked, value))
    return isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value)


def finite_array(name: str, value: object, kind: str = "an array of real numbers") -> Floats:
    """A new float64 array of `value`.

    Raises
    ------
    ValueError
        Asking for `kind`, if it is ragged or not numeric; if a number is masked or not finite.
    """
    try:
        masked = _is_masked(value)
        array = np.asarray(0 if masked else value)
        if array.dtype.kind not in "biufO" or value is None:
            raise TypeError
        with np.errstate(over="ignore"):
            array = array.astype(np.float64)
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise ValueError(f"{name} must be {kind}, got {shown(value)}") from None
    if masked:
        raise ValueError(f"{name} must hold no masked numbers, got {shown(value)}")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be finite, got {_first_bad(array)}")
    return array


def _first_bad(array):
    if array.ndim == 0:
        return f"{array}"
    where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
    return f"{array[where]} at index {where if len(where) > 1 else where[0]}"


def examples_array(name: str, value: Any, width: int, what: str) -> tuple[Floats, bool]:
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


def instance(name: str, value: object, kind: Any, such_as: str) -> Any:
    """`value`, if it is a `kind`."""
    if not isinstance(value, kind):
        raise ValueError(f"{name} must be {such_as}, got {shown(value)}")
    return value


def flag(name: str, value: object) -> bool:
    """`value` as True or False; nothing else stands for either."""
    return bool(instance(name, value, (bool, np.bool_), "True or False"))


def _measures(name, value, kind="an array of real numbers"):
    """`value` as a float64 array; True and False, which NumPy takes for 1 and 0, are refused."""
    array = finite_array(name, value, kind)
    if np.asarray(value).dtype == bool:
        raise ValueError(f"{name} must be a number, got {shown(value)}")
    return array


def positive(name: str, value: object) -> Any:
    """`value` as a positive float, or as an array of them."""
    array = _measures(name, value)
    if not (array > 0).all() or array.size == 0:
        raise ValueError(f"{name} must be above 0, got {shown(value)}")
    return array.copy() if array.ndim else float(array)


def number(name: str, value: object) -> float:
    """`value` as a finite float."""
    array = _measures(name, value, "a number")
    if array.ndim:
        raise ValueError(f"{name} must be one number, got {shown(value)}")
    return float(array)


def share(name: str, value: object) -> float:
    """`value` as a float from 0 to below 1."""
    checked = number(name, value)
    if not 0 <= checked < 1:
        raise ValueError(f"{name} must be a number from 0 to below 1, got {shown(value)}")
    return checked


def whole(name: str, value: Any, *, least: int, most: float = MOST) -> int:
    """`value` as an int from `least` to `most`."""
    try:
        number = operator.index(value)
    except TypeError:
        raise ValueError(f"{name} must be a whole number, got {shown(value)}") from None
    if isinstance(value, bool) or number < least:
        raise ValueError(f"{name} must be a whole number of at least {least}, got {shown(value)}")
    if number > most:
        raise ValueError(f"{name} must be a whole number of at most {most}, got {shown(value)}")
    return number


def one_of(name: str, value: Any, known: Mapping[str, T]) -> T:
    """`known[value]`; ``ValueError`` listing the known names otherwise."""
    try:
        return known[value]
    except (KeyError, TypeError):
        raise ValueError(f"unknown {name} {shown(value)}; expected one of {names_listed(known)}") from None


def names_listed(names: Iterable[str], between: str = ", ") -> str:
    """Some names as a message lists them: of many, the first ones and the last."""
    names = list(names)
    return between.join(names if len(names) <= MOST_LISTED else [*names[: MOST_LISTED - 2], "...", names[-1]])


def listed(name: str, value: Any, what: str) -> tuple[Any, ...]:
    """`value` as a tuple; ``ValueError`` for a bare string or what cannot be listed."""
    try:
        if isinstance(value, str):
            raise TypeError
        return tuple(value)
    except TypeError:
        raise ValueError(f"{name} must be a list of {what}, got {shown(value)}") from None


def generator(name: str, value: Any) -> np.random.Generator:
    """`value`, a generator or a seed, as a ``numpy.random.Generator``."""
    made = (np.random.Generator, np.random.BitGenerator, np.random.SeedSequence, type(None))
    try:
        if not isinstance(value, made):  # Some lists crash NumPy: it is shown none but those of whole numbers.
            seeds = value if isinstance(value, (list, tuple, np.ndarray)) else [value]
            value = [whole("a seed", seed, least=0, most=np.inf) for seed in seeds]
        return np.random.default_rng(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be a numpy.random.Generator or a seed, got {shown(value)}") from None


def layer_sizes(sizes: Any) -> tuple[int, ...]:
    """`sizes` as a tuple of at least two whole numbers."""
    try:
        sizes = tuple(sizes)
    except TypeError:
        raise ValueError(f"sizes must be a list of layer sizes such as [2, 2, 2], got {shown(sizes)}") from None
    if len(sizes) < 2:
        raise ValueError(f"sizes must name at least an input and an output layer, got {list(sizes)}")
    return tuple(whole("a layer size", size, least=1) for size in sizes)


def parameter_names(names: Any, expected: int) -> tuple[str, ...]:
    """`names` as a tuple of so many identifiers, of Python and of JavaScript."""
    names = listed("names", names, "names such as ['w1', 'b1']")
    if len(names) != expected:
        raise ValueError(f"names must hold {expected} names, one for each weight and bias; got {len(names)}")
    for name in names:
        if not isinstance(name, str) or not name.isascii() or not name.isidentifier():
            raise ValueError(f"a parameter name must be an ASCII identifier such as w1, got {shown(name)}")
        if keyword.iskeyword(name) or name in JAVASCRIPT_RESERVED:
            raise ValueError(f"the parameter name {shown(name)} is a reserved word of Python or JavaScript")
    return names
