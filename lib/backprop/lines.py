"""The line that is printed beside a number: whether it is right, and whether the number follows it."""

from __future__ import annotations

from typing import NamedTuple

from .estimates import Estimate, follows_from
from .expression import evaluate

__all__ = ["LineCheck", "checked_line", "line_estimate"]


class LineCheck(NamedTuple):
    """What is to be said of the line printed beside a number.

    Attributes
    ----------
    text : str
        The line as printed.
    value : float
        What it gives.
    verdict : str
        "agrees" with the right rule, "right number, wrong line", "number follows the wrong line", or "wrong line, and
        number does not follow it".
    """

    text: str
    value: float
    verdict: str


def checked_line(entry, verdict, scope, own):
    """The :class:`LineCheck` of a printed number.

    Parameters
    ----------
    entry : Entry
        A number with a line.
    verdict : str
        That on the number.
    scope : Scope
        What was printed before it.
    own : Estimate
        What the right rule gives.
    """
    line = line_estimate(entry, scope)
    follows = follows_from(entry.value, entry.unit, line, abs(entry.value))
    if _is_right(entry, scope, own):
        said = "agrees"
    elif follows:
        said = "number follows the wrong line"
    elif verdict == "slip":
        said = "wrong line, and number does not follow it"
    else:
        said = "right number, wrong line"
    return LineCheck(entry.line_text, entry.sign * line.value, said)


def _is_right(entry, scope, own):
    """Whether the line is the right rule: in names it gives the right value, in numbers what follows from them."""
    _, rounded = _with_names(entry.line, scope)
    if not rounded:
        value, right = entry.sign * evaluate(entry.line, scope.start), scope.start[entry.step]
        return abs(value - right) <= 1e-9 * max(abs(value), abs(right))
    line = line_estimate(entry, scope)
    return abs(line.value - own.value) <= line.radius + own.radius


def line_estimate(entry, scope):
    """What the line gives, with the sign of the trace; a number written in it is as exact as its digits."""
    tree, rounded = _with_names(entry.line, scope)
    value, radius = scope.with_known(rounded).of_tree(tree)
    return Estimate(entry.sign * value, radius)


def _with_names(tree, scope):
    """A tree with a name for each number in it that may have been rounded, and an estimate for each of these."""
    if isinstance(tree, str):
        return tree, {}
    if isinstance(tree, tuple):
        parts = [_with_names(operand, scope) for operand in tree[1:]]
        rounded = {name: estimate for _, found in parts for name, estimate in found.items()}
        return (tree[0], *(part for part, _ in parts)), rounded
    given = {abs(value) for name, value in scope.start.items() if name not in scope.trees}
    if tree == int(tree) or tree == 0.5 or tree in given:
        return tree, {}
    name = f"the number {tree}"
    return name, {name: Estimate(float(tree), _half_unit(tree))}


def _half_unit(number):
    """Half a unit of the last digit of a number as it is written."""
    unit = 1.0
    while abs(number / unit - round(number / unit)) > 1e-9 and unit > 1e-15:
        unit /= 10
    return unit / 2
