"""Edits of an expression tree: a sign lost, a term or factor dropped or taken twice, one name read for another.

Each function gives a list of :class:`Edit`. What stands for a unit of thought is one name while a tree is edited: the
slope of a unit, such as ``h1*(1 - h1)``, and the difference of an output from its target, ``o1 - t1``; see
:class:`Abbreviations`.
"""

from __future__ import annotations

from typing import NamedTuple

from .expression import operands, product, renamed, text

__all__ = ["Abbreviations", "Edit", "dropped", "negated", "renamed_in", "signs_lost", "slope_factors", "taken_twice"]


class Edit(NamedTuple):
    """An edited tree: of what kind the edit is, and what was done in a learner's words."""

    kind: str
    why: str
    tree: object


def negated(tree):
    """The tree of the number with the other sign."""
    if isinstance(tree, tuple) and tree[0] == "-":
        return tree[1]
    if isinstance(tree, tuple) or isinstance(tree, str):
        return ("-", tree)
    return -tree


def with_operand(tree, k, operand):
    """A tree with its operand `k` (1 is the first) replaced."""
    return (*tree[:k], operand, *tree[k + 1 :])


def without_operand(tree, k):
    """A sum or product with its operand `k` (1 is the first) left out."""
    left = (*tree[:k], *tree[k + 1 :])
    return left[1] if len(left) == 2 else left


class Abbreviations:
    """Slopes and differences, each written as one name while a tree is edited.

    The names hold spaces, so that none of them is a name of a trace.

    Attributes
    ----------
    meaning : dict
        The tree that each name stands for.
    slopes : dict
        For each unit with a slope, its short name.
    differences : dict
        For each short name of a difference, ``o1 - t1`` or ``t1 - o1``, the output.
    """

    def __init__(self, roles):
        self.roles = roles
        self.meaning = {}
        self.slopes = {}
        self.differences = {}
        for unit in roles.activation:
            factors = slope_factors(roles.activation[unit], unit, roles.sums[unit])
            if factors:
                self.slopes[unit] = f"slope of {unit}"
                self.meaning[self.slopes[unit]] = product(*factors)
        for output, target in roles.targets.items():
            for over, under in ((output, target), (target, output)):
                self.differences[f"{over} minus {under}"] = output
                self.meaning[f"{over} minus {under}"] = ("+", over, ("-", under))

    def abbreviated(self, tree):
        """`tree` with each slope and each difference as one name."""
        for name, meaning in self.meaning.items():
            if tree == meaning:
                return name
        if not isinstance(tree, tuple):
            return tree
        tree = (tree[0], *(self.abbreviated(operand) for operand in tree[1:]))
        if tree[0] == "*":
            return self._with_slope(tree)
        return tree

    def _with_slope(self, tree):
        factors = list(tree[1:])
        for name in self.slopes.values():
            slope = operands("*", self.meaning[name])
            if len(factors) > len(slope) and factors[-len(slope) :] == slope:
                return product(*factors[: -len(slope)], name)
        return tree

    def written_out(self, tree):
        """`tree` with every abbreviation replaced by what it stands for."""
        return flattened(renamed(tree, self.meaning))

    def text(self, tree):
        """The text of a tree as a reader sees it."""
        return text(self.written_out(tree))


def slope_factors(activation, unit, total):
    """The derivative of the activation of a unit, as the factors of a product; none where it is 1."""
    if activation == "sigmoid":
        return [unit, ("+", 1, ("-", unit))]
    if activation == "tanh":
        return [("+", 1, ("-", ("*", unit, unit)))]
    if activation == "relu":
        return [("step", total)]
    return []


def flattened(tree):
    """A tree in which no product is a factor of a product, and no minus follows another."""
    if not isinstance(tree, tuple):
        return tree
    tree = (tree[0], *(flattened(operand) for operand in tree[1:]))
    if tree[0] == "*":
        return product(*tree[1:])
    if tree[0] == "-" and isinstance(tree[1], tuple) and tree[1][0] == "-":
        return tree[1][1]
    return tree


def everywhere(tree, edit):
    """The edits that the function `edit` makes of any part of a tree, each as an edit of the whole tree."""
    found = list(edit(tree))
    if isinstance(tree, tuple):
        for k in range(1, len(tree)):
            for each in everywhere(tree[k], edit):
                found.append(Edit(each.kind, each.why, with_operand(tree, k, each.tree)))
    return found


def signs_lost(tree, short):
    """The sign of the result lost, then that of each term of a sum, then that of what a function is applied to."""

    def edit(part):
        if not isinstance(part, tuple) or part[0] in ("*", "-"):
            return []
        found = []
        for k in range(1, len(part)):
            if len(part) > 2 or part[0] != "+":
                why = f"The sign of `{short.text(positive(part[k]))}` was lost."
                found.append(Edit("sign lost", why, with_operand(part, k, negated(part[k]))))
        return found

    return [Edit("sign lost", "The sign of the result was lost.", negated(tree)), *everywhere(tree, edit)]


def positive(tree):
    """A term without its minus."""
    return tree[1] if isinstance(tree, tuple) and tree[0] == "-" else tree


def dropped(tree, short):
    """Each term of a sum left out, and each factor of a product."""

    def edit(part):
        if not isinstance(part, tuple) or part[0] not in ("+", "*"):
            return []
        return [_dropped_operand(part, k, short) for k in range(1, len(part))]

    return everywhere(tree, edit)


def _dropped_operand(part, k, short):
    left = without_operand(part, k)
    what = short.text(positive(part[k]))
    if part[0] == "+":
        if part[k] in short.roles.bias.values():
            return Edit("bias dropped", f"The bias `{what}` was left out.", left)
        return Edit("term dropped", f"The term `{what}` was left out.", left)
    if part[k] in short.slopes.values():
        return Edit("slope dropped", f"The slope of the activation, `{what}`, was left out.", left)
    if part[k] == "rate":
        return Edit("rate dropped", "The learning rate was left out.", left)
    if part[k] in (0.5, 2):
        return Edit("half dropped", f"The factor {what} was left out.", left)
    return Edit("factor dropped", f"The factor `{what}` was left out.", left)


def taken_twice(tree, short):
    """Each factor of a product taken twice, and each bias or other term of a sum."""

    def edit(part):
        if not isinstance(part, tuple) or part[0] not in ("+", "*"):
            return []
        return [_twice(part, k, short) for k in range(1, len(part))]

    return everywhere(tree, edit)


def _twice(part, k, short):
    more = (*part[: k + 1], part[k], *part[k + 1 :])
    what = short.text(positive(part[k]))
    if part[0] == "+" and part[k] in short.roles.bias.values():
        return Edit("bias twice", f"The bias `{what}` was added twice.", more)
    if part[0] == "+":
        return Edit("term twice", f"The term `{what}` was taken twice.", more)
    if part[k] in short.slopes.values():
        return Edit("slope twice", f"The slope of the activation, `{what}`, was taken twice.", more)
    return Edit("factor twice", f"The factor `{what}` was taken twice.", more)


def renamed_in(tree, short, name, alternatives):
    """One name read for another: `alternatives` are edits, of which each has what is read in place of `name`."""
    what = short.text(name)
    found = []
    for other in alternatives:
        why = other.why or f"`{short.text(other.tree)}` was read in place of `{what}`."
        found.append(Edit(other.kind, why, renamed(tree, {name: other.tree})))
    return found
