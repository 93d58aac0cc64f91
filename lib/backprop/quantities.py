"""What a printed number stands for, and the line that is printed beside it, as trees over the names of a trace.

The page has the same, in ``widgets/js/model/quantities.js``.
"""

from __future__ import annotations

import ast

from .edits import flattened, negated
from .expression import operands, product

__all__ = ["read_expression", "signed", "with_part"]

#: How people write what a program writes otherwise.
AS_IN_PROGRAMS = {
    "\u2212": "-", "\u2013": "-", "\u00d7": "*", "\u00b7": "*", "\u22c5": "*", "\u00f7": "/", "\u2044": "/",
    "^": "**", "\u00b2": "**2", "\u00bd": "0.5", "[": "(", "]": ")", "{": "(", "}": ")",
}  # fmt: skip
#: The functions that a line may call, and the name that each has in a trace.
FUNCTIONS = {
    "sigmoid": "sigmoid", "tanh": "tanh", "relu": "relu", "exp": "exp", "log": "log", "ln": "log", "sqrt": "sqrt",
    "softplus": "softplus", "step": "step", "max": "max", "softmax": "softmax", "logsumexp": "logsumexp",
}  # fmt: skip
MOST_LETTERS = 400


def read_expression(text, what="an expression"):
    """The tree of an expression as people write it: names, numbers, ``+ - * /``, powers of whole numbers, calls.

    Parameters
    ----------
    text : str
        May call ``exp``, ``log`` (``ln``), ``tanh``, ``sigmoid``, ``sqrt``, ``max`` and ``softmax`` (of its own score,
        then all others); ``e^-x`` is ``exp(-x)``.
    what : str
        What it is called where it is refused.

    Returns
    -------
    str, number or tuple

    Raises
    ------
    ValueError
        If it holds anything else.
    """
    if not isinstance(text, str) or not text.strip() or len(text) > MOST_LETTERS:
        raise ValueError(f"{what} must be a text such as 'w1*i1 + b1', got {text!r}")
    plain = text.strip().lstrip("=")
    for sign, same in AS_IN_PROGRAMS.items():
        plain = plain.replace(sign, same)
    try:
        return flattened(_tree(ast.parse(_with_times(plain.strip()), mode="eval").body))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        expected = "names, numbers, + - * /, powers, exp, log, tanh and max"
        raise ValueError(f"{what} may hold {expected}; got {text!r}") from None


def _with_times(plain):
    """The text with a ``*`` before each parenthesis that follows a factor: ``o1(1 - o1)`` is ``o1*(1 - o1)``."""
    written = ""
    word = ""
    for letter in plain:
        if letter == "(" and (written.endswith(")") or (word and word not in FUNCTIONS)):
            written += "*"
        if letter != " ":
            word = word + letter if letter.isalnum() or letter in "_." else ""
        written += letter
    return written


def _tree(node):
    match node:
        case ast.Name(id=name):
            return name
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return negated(_tree(operand))
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _tree(operand)
        case ast.BinOp(left=left, op=operation, right=right):
            return _operation(operation, _tree(left), _tree(right))
        case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
            return _call(function, [_tree(argument) for argument in arguments])
    raise ValueError("not an expression of arithmetic")


def _operation(operation, left, right):
    match operation:
        case ast.Add():
            return ("+", *operands("+", left), right)
        case ast.Sub():
            return ("+", *operands("+", left), ("-", right))
        case ast.Mult():
            return product(left, right)
        case ast.Div():
            powers = operands("+", right)
            if isinstance(left, tuple) and left[0] == "exp" and len(powers) > 1 and left in powers:
                if all(isinstance(power, tuple) and power[0] == "exp" for power in powers):
                    return softmax(left[1], [power[1] for power in powers if power != left])
            return ("/", left, right)
        case ast.Pow():
            return _power(left, right)
    raise ValueError("not an operation of arithmetic")


def _power(base, exponent):
    if base == "e":
        return ("exp", exponent)
    if exponent == -1:
        return ("/", 1, base)
    if exponent in (2, 3):
        return product(*[base] * exponent)
    raise ValueError("not a power of a whole number")


def _call(function, arguments):
    if function == "max" and len(arguments) == 2:
        zero = [argument for argument in arguments if argument == 0]
        if zero:
            return ("relu", arguments[1] if arguments[0] == 0 else arguments[0])
        return ("+", arguments[0], ("relu", ("+", arguments[1], negated(arguments[0]))))
    if function == "softmax" and len(arguments) > 1:
        return softmax(arguments[0], arguments[1:])
    if function == "logsumexp" and arguments:
        return ("logsumexp", *arguments)
    if function in ("max", "softmax") or len(arguments) != 1:
        raise ValueError("not as many arguments as the function takes")
    return (FUNCTIONS[function], arguments[0])


def softmax(score, others):
    """The share of a score among all, as the trace writes it: e^z / (e^z + rest) is sigmoid(z - log rest)."""
    return ("sigmoid", ("+", score, ("-", ("logsumexp", *others))))


def signed(tree):
    """A tree as its sign, 1 or -1, and the rest: ``-rate*g_w1`` is -1 and ``rate*g_w1``."""
    sign = 1
    factors = []
    for factor in operands("*", tree):
        if isinstance(factor, tuple) and factor[0] == "-":
            sign = -sign
            factor = factor[1]
        factors.append(factor)
    return sign, product(*factors)


def with_part(tree, part, name):
    """`tree` with the name `name` wherever it holds the expression `part`, also as some terms or factors of it."""
    if tree == part:
        return name
    if not isinstance(tree, tuple):
        return tree
    tree = (tree[0], *(with_part(operand, part, name) for operand in tree[1:]))
    if tree[0] in ("+", "*"):
        tree = _gathered(tree, operands(tree[0], part), name)
    if tree[0] == "+":
        opposite = [negated(term) for term in operands("+", part)]
        tree = _gathered(tree, opposite, ("-", name))
    return tree


def _gathered(tree, parts, name):
    """A sum or product in which the operands `parts`, where all are there, are one operand in the first one's place."""
    if not isinstance(tree, tuple) or len(parts) < 2:
        return tree
    left = list(tree[1:])
    for part in parts:
        if part not in left:
            return tree
        left.remove(part)
    place = min(tree.index(part, 1) for part in parts) - 1
    left.insert(min(place, len(left)), name)
    return left[0] if len(left) == 1 else (tree[0], *left)
