"""Expressions as small trees, sums of products of names and calls, and the assignments that are made of them.

A tree is plain data, so that the page can hold the same one:

- a name is a text, ``"w1"``, and a number a number, ``0.5``;
- everything else is a tuple of a head and its operands: ``("+", a, b)``, ``("-", a)`` for a term that is taken
  away, ``("*", a, b)``, ``("/", a, b)``, and for a call the name of the function, ``("sigmoid", "z_h1")``.

The text of a tree is valid Python and valid JavaScript, and the same letters in both.
"""

from __future__ import annotations

import ast
import math
from typing import NamedTuple

import numpy as np

from .aliases import Tree
from .primitives import FOR_NUMBERS

__all__ = [
    "Step", "calls_in", "evaluate", "head_of", "names_in", "operands", "parse", "product", "renamed", "steps_for",
    "sum_of", "text",
]  # fmt: skip


class Step(NamedTuple):
    """One assignment of a trace.

    Attributes
    ----------
    phase : str
        "forward", "error", "backward" or "update".
    name : str
        What is assigned: ``z_h1``, ``h1``, ``E``, ``delta_o1``, ``g_w5``, ``w5_new``.
    tree : str, number or tuple
        What is assigned to it, in names assigned before.
    """

    phase: str
    name: str
    tree: Tree

    @property
    def expression(self) -> str:
        """The tree as text, which is valid Python and valid JavaScript."""
        return text(self.tree)

    def __str__(self):
        return f"{self.name} = {self.expression}"


def parse(formula):
    """The tree of a formula such as ``"a*(1 - a)"``.

    Parameters
    ----------
    formula : str
        Names, numbers, calls, and the four operations of arithmetic.

    Returns
    -------
    str, number or tuple

    Raises
    ------
    ValueError
        If the formula holds anything else.
    """
    return _tree(ast.parse(formula, mode="eval").body)


def _tree(node):
    match node:
        case ast.Name(id=name):
            return name
        case ast.Constant(value=int() | float() as value):
            return value
        case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
            return (function, *map(_tree, arguments))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return ("-", _tree(operand))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return ("+", *operands("+", _tree(left)), _tree(right))
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return ("+", *operands("+", _tree(left)), ("-", _tree(right)))
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return ("*", *operands("*", _tree(left)), _tree(right))
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return ("/", _tree(left), _tree(right))
    raise ValueError(f"an expression holds names, numbers, calls, + - * and /; got {ast.unparse(node)}")


def head_of(tree):
    """The head of an operation or a call; a name and a number have none."""
    return tree[0] if isinstance(tree, tuple) else None


def operands(head, tree):
    """The operands of `tree` where its head is `head`; the tree alone, in a list, where it is not."""
    return list(tree[1:]) if head_of(tree) == head else [tree]


def text(tree: Tree) -> str:
    """A tree as text: ``("*", "a", ("+", 1, ("-", "a")))`` is ``"a*(1 - a)"``."""
    if isinstance(tree, str):
        return tree
    if not isinstance(tree, tuple):
        return _number_text(tree)
    head, *operands = tree
    if head == "+":
        return _sum_text(operands)
    if head == "-":
        return "-" + _within(operands[0], "+-")
    if head == "*":
        first, *others = operands
        return "*".join([_within(first, "+-"), *(_within(each, "+-/") for each in others)])
    if head == "/":
        return f"{_within(operands[0], '+-')}/{_within(operands[1], '+-*/')}"
    return f"{head}({', '.join(map(text, operands))})"


def _number_text(number):
    """The shortest text of a number, as JavaScript writes it: ``2``, not ``2.0``, and ``1e-8``, not ``1e-08``."""
    if number == 0 or 1e-6 <= abs(number) < 1e21:
        return np.format_float_positional(number, trim="-")
    return np.format_float_scientific(number, trim="-", exp_digits=1)


def _sum_text(terms):
    written = text(terms[0]) if head_of(terms[0]) == "-" else _within(terms[0], "+")
    for term in terms[1:]:
        if head_of(term) == "-":
            written += " - " + _within(term[1], "+-")
        else:
            written += " + " + _within(term, "+")
    return written


def _within(tree, heads):
    """The text of an operand, in parentheses where its head is one of `heads`."""
    head = head_of(tree)
    return f"({text(tree)})" if head and head in heads else text(tree)


def names_in(tree):
    """The names that a tree reads, in the order of their appearance, each as often as it is read."""
    if isinstance(tree, str):
        return [tree]
    if not isinstance(tree, tuple):
        return []
    return [name for operand in tree[1:] for name in names_in(operand)]


def calls_in(tree):
    """The functions that a tree calls, and the operations in it, as a set."""
    if not isinstance(tree, tuple):
        return set()
    return {tree[0]}.union(*(calls_in(operand) for operand in tree[1:]))


def steps_for(steps, wanted):
    """The steps that the names `wanted` depend on, in program order."""
    names = set(wanted)
    needed = []
    for step in reversed(steps):
        if step.name in names:
            names.update(names_in(step.tree))
            needed.append(step)
    return needed[::-1]


def evaluate(tree, values):
    """The value of a tree.

    Parameters
    ----------
    tree : str, number or tuple
    values : dict
        A float for each name; a list of floats, one for each of several examples, where the name has a value for each.

    Returns
    -------
    float, or list of float
        A list where the tree reads a list; inf or nan where a result is too large for a float or is none. Beside the
        functions of a trace there is ``("example", tree, k)``: the value for the k-th example, from 1 on.
    """
    if isinstance(tree, str):
        return values[tree]
    if not isinstance(tree, tuple):
        return float(tree)
    operands = [evaluate(operand, values) for operand in tree[1:]]
    if tree[0] == "mean":
        rows = operands[0] if isinstance(operands[0], list) else [operands[0]]
        return sum(rows) / len(rows)
    if tree[0] == "example":
        return operands[0][int(operands[1]) - 1]
    lengths = [len(operand) for operand in operands if isinstance(operand, list)]
    if not lengths:
        return _apply(tree[0], operands)
    of_example = [[each[k] if isinstance(each, list) else each for each in operands] for k in range(lengths[0])]
    return [_apply(tree[0], each) for each in of_example]


def _apply(head, operands):
    """The result of an operation or a call, for numbers."""
    if head == "+":
        return sum(operands)
    if head == "-":
        return -operands[0]
    if head == "*":
        return math.prod(operands)
    if head == "/":
        return _quotient(*operands)
    return FOR_NUMBERS[head](*operands)


def _quotient(above, below):
    if below == 0:
        return math.nan if above == 0 or math.isnan(above) else math.copysign(math.inf, above)
    return above / below


def renamed(tree, mapping):
    """A tree with other names, or trees, in place of those in `mapping`."""
    if isinstance(tree, str):
        return mapping.get(tree, tree)
    if not isinstance(tree, tuple):
        return tree
    return (tree[0], *(renamed(operand, mapping) for operand in tree[1:]))


def sum_of(terms):
    """The sum of some trees; of one, that tree itself."""
    terms = tuple(terms)
    return terms[0] if len(terms) == 1 else ("+", *terms)


def product(*factors):
    """The product of some trees: factors of 1 are left out, and a product among them is taken apart."""
    kept = [operand for factor in factors for operand in operands("*", factor) if operand != 1]
    if not kept:
        return 1
    return kept[0] if len(kept) == 1 else ("*", *kept)
