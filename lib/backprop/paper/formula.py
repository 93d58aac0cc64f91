"""A tree of a trace as MathML: fractions, powers, and a true minus between its names.

The page sets its formulas in the same way, in ``widgets/js/views/formula.js``.
"""

from __future__ import annotations

from ..expression import head_of, text
from .mathml import MINUS, TIMES, element, fraction, identifier, numeral, operator, parts_of, row, sign

__all__ = ["Typesetter"]

FUNCTION_SIGNS = {"sigmoid": "\u03c3"}


class Typesetter:
    """Sets trees as formulas.

    Parameters
    ----------
    write : callable
        ``write(name)``: how a name is set, such as its symbol or its number.
    in_fraction : bool
        Whether quotients stay in their line, since they are parts of another.
    """

    def __init__(self, write, in_fraction=False):
        self.write = write
        self.in_fraction = in_fraction

    def parts(self, tree):
        """The terms of a sum, or the factors of a product, each a text behind which the line may break."""
        match tree:
            case ("+", *terms):
                return [row(nodes) for nodes in self._sum(terms)]
            case ("*", *factors):
                return [row(nodes) for nodes in self._product(factors)]
        return [row(self.nodes(tree))]

    def nodes(self, tree):
        """All signs of a formula, in reading order."""
        match tree:
            case str():
                return [self.write(tree)]
            case ("+", *terms):
                return _joined(self._sum(terms))
            case ("*", *factors):
                return _joined(self._product(factors))
            case ("-", _):
                return self._term(tree, 0)
            case ("/", over, under):
                return self._quotient(over, under)
            case ("sqrt", operand):
                return [element("msqrt", *self.nodes(operand))]
            case (function, *operands):
                return [identifier(FUNCTION_SIGNS.get(function, function)), *self._list(operands)]
        return [numeral(text(tree).replace("-", MINUS))]

    def _sum(self, terms):
        return [self._term(term, place) for place, term in enumerate(terms)]

    def _term(self, term, place):
        if head_of(term) == "-":
            return [sign(MINUS, "infix" if place else "prefix"), *self._enclosed(term[1], _is_sum(term[1]))]
        nodes = self._enclosed(term, head_of(term) == "+")
        return [sign("+"), *nodes] if place else nodes

    def _product(self, factors):
        parts = []
        for place, (factor, power) in enumerate(_powers(factors)):
            times = [sign(TIMES)] if place else []
            if power == 1 and head_of(factor) == "+":
                parts += self._sum_in_product(factor[1:], times)
            else:
                parts.append([*times, *self._factor(factor, power, place)])
        return parts

    def _sum_in_product(self, terms, times):
        """A sum in parentheses, which may break behind its terms where all of them are products."""
        parts = self._sum(terms)
        parts[0] = [*times, operator("("), *parts[0]]
        parts[-1] = [*parts[-1], operator(")")]
        return parts if all(head_of(term) == "*" for term in terms) else [_joined(parts)]

    def _factor(self, factor, power, place):
        if place == 0 and factor == 0.5:
            return [fraction([numeral("1")], [numeral("2")])]
        in_line = place > 0 and self.in_fraction and head_of(factor) == "/"
        nodes = self._enclosed(factor, _is_sum(factor) or in_line)
        return [element("msup", row(nodes), numeral(str(power)))] if power > 1 else nodes

    def _quotient(self, over, under):
        if not self.in_fraction:
            within = Typesetter(self.write, in_fraction=True)
            return [fraction(within.nodes(over), within.nodes(under))]
        compound = head_of(under) in ("+", "-", "*", "/")
        return [*self._enclosed(over, _is_sum(over)), sign("/"), *self._enclosed(under, compound)]

    def _list(self, operands):
        listed = [[sign(","), *self.nodes(each)] if place else self.nodes(each) for place, each in enumerate(operands)]
        return [operator("("), *_joined(listed), operator(")")]

    def _enclosed(self, tree, enclosed):
        nodes = self.nodes(tree)
        return [operator("("), *nodes, operator(")")] if enclosed else nodes


def _powers(factors):
    """The factors with their powers: equal ones that follow each other are one, unless they are derivatives."""
    powers = []
    for factor in factors:
        is_derivative = isinstance(factor, str) and parts_of(factor).is_gradient
        if powers and powers[-1][0] == factor and not is_derivative:
            powers[-1][1] += 1
        else:
            powers.append([factor, 1])
    return powers


def _is_sum(tree):
    return head_of(tree) in ("+", "-")


def _joined(parts):
    return [node for nodes in parts for node in nodes]
