"""What a number should be, judged from numbers that were rounded: its value, and how far it may be off.

The page has the same, in ``widgets/js/model/estimates.js``.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from .expression import evaluate, names_in

__all__ = ["Estimate", "Scope", "follows_from", "gives", "is_cut_off", "is_near", "rounds_to"]

#: Relative to one unit: ties such as 0.1065 for "0.107" are no exact binary fractions.
TIE = 1e-6
#: From so many units on, a number has three digits.
THREE_DIGITS = 100
#: Whoever prints so many digits prints what a program holds, and in single precision the eighth of them is rounded.
TWELVE_DIGITS = 1e11
SINGLE_PRECISION = 3e-7


class Estimate(NamedTuple):
    """A number that is known to lie within `radius` of `value`."""

    value: float
    radius: float


def rounds_to(value, unit, estimate):
    """Whether a number within the estimate is `value` when rounded to whole units."""
    slack = 1e-14 * max(abs(value), abs(estimate.value))
    return abs(value - estimate.value) <= estimate.radius + unit * (0.5 + TIE) + slack


def is_cut_off(value, unit, estimate):
    """Whether a number within the estimate is `value` when the digits after the last one are left away."""
    away = estimate.value - value if value > 0 or (value == 0 and estimate.value > 0) else value - estimate.value
    return -estimate.radius - unit * TIE <= away < estimate.radius + unit * (1 - TIE)


def gives(value, unit, estimate):
    """Whether a number within the estimate is `value` when rounded or cut off."""
    return rounds_to(value, unit, estimate) or is_cut_off(value, unit, estimate)


def follows_from(value, unit, estimate, size):
    """Whether a printed number is what the estimate gives, its last digit perhaps one off where `size` has three."""
    return gives(value, unit, estimate) or is_near(value, unit, estimate, size)


def is_near(value, unit, estimate, size):
    """Whether what a number should round to is at most one off in its last digit, where `size` has three digits."""
    distance = abs(value - estimate.value) - estimate.radius
    if abs(value) > TWELVE_DIGITS * unit:
        return distance <= SINGLE_PRECISION * abs(value)
    return size >= THREE_DIGITS * unit and distance <= unit * (1.5 + TIE)


def _takes_rows(tree):
    """Whether an expression takes the mean over several examples, or one of them."""
    return isinstance(tree, tuple) and (tree[0] in ("mean", "example") or any(_takes_rows(each) for each in tree[1:]))


class Scope:
    """The names of a trace, as far as they are known: some printed, all others to be computed from those.

    Attributes
    ----------
    trees : dict
        The tree of each step, in the order of the trace.
    start : dict
        The right value of each name: a float; of several examples, that of the first.
    rows : dict
        For each name that has a value for each of several examples, the list of them.
    known : dict
        An :class:`Estimate` for each name that was printed.
    grain : float
        How far what is computed between printed numbers may have been rounded.
    """

    def __init__(self, trees, start, rows, known, grain=0.0):
        self.trees = trees
        self.start = start
        self.rows = rows
        self.known = known
        self.grain = grain
        self._computed = {}
        self._readers = {}

    def with_known(self, more):
        """The scope in which some more names are known; what does not read them is not computed again."""
        scope = Scope(self.trees, self.start, self.rows, self.known | more)
        changed = set().union(*(self._readers_of(name) for name in more))
        scope._computed = {name: each for name, each in self._computed.items() if name not in changed}
        return scope

    def _readers_of(self, name):
        """The steps that read a name, themselves or through others."""
        if name not in self._readers:
            readers = {name}
            for step, tree in self.trees.items():
                if any(operand in readers for operand in names_in(tree)):
                    readers.add(step)
            self._readers[name] = readers
        return self._readers[name]

    def rounded_to(self, grain):
        """The scope in which everything that is computed between printed numbers may be off by `grain`."""
        return Scope(self.trees, self.start, self.rows, self.known, grain)

    def exactly(self):
        """The scope in which people went on with the numbers as they are printed."""
        known = {name: Estimate(estimate.value, 0.0) for name, estimate in self.known.items()}
        return Scope(self.trees, self.start, self.rows, known)

    def without(self, name):
        """The scope in which a name is not known, so that it is computed."""
        known = {other: estimate for other, estimate in self.known.items() if other != name}
        return Scope(self.trees, self.start, self.rows, known)

    def of_name(self, name):
        """The :class:`Estimate` of a name: as printed, or else computed from what is printed."""
        if name in self.known:
            return self.known[name]
        tree = self.trees.get(name)
        if tree is None or (self.rows and _takes_rows(tree)):
            return Estimate(self.start[name], 0.0)
        if name not in self._computed:
            value, radius = self.of_tree(tree)
            self._computed[name] = Estimate(value, radius + self.grain)
        return self._computed[name]

    def of_tree(self, tree):
        """The :class:`Estimate` of an expression: its value, and what the radius of each name adds."""
        if self.rows and _takes_rows(tree):
            return Estimate(evaluate(tree, self.start | self.rows), 0.0)
        operands = {name: self.of_name(name) for name in names_in(tree)}
        values = {name: operand.value for name, operand in operands.items()}
        value = evaluate(tree, values)
        radius = 0.0
        for name, operand in operands.items():
            if operand.radius > 0:
                above = evaluate(tree, values | {name: operand.value + operand.radius})
                below = evaluate(tree, values | {name: operand.value - operand.radius})
                radius += max(abs(above - value), abs(below - value))
        return Estimate(value, radius if math.isfinite(radius) else 0.0)

    def values(self):
        """The value of every name, printed or computed; the mean over several examples reads what `rows` holds."""
        return {name: self.of_name(name).value for name in self.start}

    def unknown_behind(self, name):
        """The steps that `name` is computed from and that are not printed, in the order of the trace."""
        found = set()
        waiting = [name]
        while waiting:
            for operand in names_in(self.trees[waiting.pop()]):
                if operand in self.trees and operand not in self.known and operand not in found:
                    found.add(operand)
                    waiting.append(operand)
        return [step for step in self.trees if step in found]
