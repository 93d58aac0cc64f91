"""The error of a network over a grid, as array operations on a few kept arrays.

The columns of the grid are values of one parameter, the rows those of another or the examples. The forward pass of
the trace is taken apart by what each piece depends on. A piece that is the same all over the grid, or along one side
of it, is computed once, as a number, a row or a column. A weighted sum of such pieces over both sides is one matrix
product. The rest are operations on arrays of the size of the grid, in place where the operand is not read again.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import lru_cache, partial, reduce
from typing import NamedTuple

import numpy as np

from .network import Network
from .trace import NAME, write_trace

BOTH = {"columns", "rows"}


class GridProgram(NamedTuple):
    """What :func:`compile_grid` makes of a network.

    Attributes
    ----------
    once : callable
        Of the parameters, the inputs and the targets: what the grid needs of all that is the same along a side of it.
        The first axis is a row of numbers, the second a column or, where there is but one, the inputs and the
        targets are columns.
    along_rows : tuple of bool
        Which of these numbers, rows, columns and matrices run along the rows.
    on_grid : callable
        Of the registers and what `once` returns: leaves the error in the first register.
    registers : int
        How many arrays of the size of the grid hold all results that are still to be read.
    """

    once: Callable
    along_rows: tuple
    on_grid: Callable
    registers: int


@lru_cache(maxsize=64)
def compile_grid(network, loss, axes):
    """The error of `network` as a :class:`GridProgram`.

    Parameters
    ----------
    network : Network
    loss : Loss
    axes : tuple of int
        Places in ``theta`` of the parameter along the columns and, where there are two, of that along the rows.
    """
    names = [f"p{k}" for k in network.expansion]
    plain = Network(network.sizes, network.hidden, network.output, network.bias, names)
    trace = write_trace(plain, loss)
    data = [*trace.inputs, *trace.targets]
    column, *rows = (f"p{k}" for k in axes)
    steps = trace.needed(["E"])
    # sigmoid(z) is 1/(1 + exp(-z)): a sum that is written as its negative spares a pass over the grid.
    negated = {step.expression[8:-1] for step in steps if step.expression.startswith("sigmoid(")}
    compiler = _Compiler({column: {"columns"}} | dict.fromkeys(rows or data, {"rows"}))
    for step in steps:
        text = step.expression.replace("sigmoid", "logistic")
        if step.name.startswith("z_"):
            sign = "-" if step.name in negated else ""
            text = _nested([f"{sign}{term}" for term in text.split(" + ")])
        compiler.assign(step.name, text)
    return compiler.program([*plain.names, *data])


def _nested(terms):
    """Their sum as a tree: Python's own tools go no deeper than some hundred levels."""
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return f"({_nested(terms[:middle])} + {_nested(terms[middle:])})"


class _Compiler:
    def __init__(self, depends):
        self.depends = depends
        self.names = {}
        self.once = []
        self.on_grid = []

    def assign(self, name, text):
        node = ast.parse(text, mode="eval").body
        self.depends[name] = self.dependencies(text)
        if self.depends[name] == BOTH:
            self.names[name] = self.operand(node)
        else:
            self.once.append(f"{name} = {text}")

    def dependencies(self, text):
        return set().union(*(self.depends.get(name, ()) for name in NAME.findall(text)))

    def is_on_grid(self, node):
        return self.dependencies(ast.unparse(node)) == BOTH

    def operand(self, node):
        """The name of the value of `node`, which is computed where that was not done before."""
        text = ast.unparse(node)
        if text not in self.names:
            if isinstance(node, ast.Name):
                return text
            self.names[text] = self.compute(node) if self.is_on_grid(node) else self.hoist(text)
        return self.names[text]

    def hoist(self, text):
        name = f"once{len(self.once)}"
        self.depends[name] = self.dependencies(text)
        self.once.append(f"{name} = {text}")
        return name

    def emit(self, function, *operands):
        name = f"grid{len(self.on_grid)}"
        self.on_grid.append((function, operands, name))
        return name

    def compute(self, node):
        match node:
            case ast.BinOp(op=ast.Add()):
                return self.sum(_parts(node, ast.Add))
            case ast.BinOp(op=ast.Mult()):
                factors = _parts(node, ast.Mult)
                factors.sort(key=self.is_on_grid, reverse=True)
                return reduce(partial(self.emit, np.multiply), map(self.operand, factors))
            case ast.Call(func=ast.Name(id=name)):
                return RULES[name](self.emit, *map(self.operand, node.args))
        return self.emit(np.subtract, self.operand(node.left), self.operand(node.right))

    def sum(self, terms):
        """Terms whose factors depend on one axis each are a matrix product; the others are added one by one."""
        flat = [term for term in terms if not any(map(self.is_on_grid, _parts(term, ast.Mult)))]
        parts = [self.operand(term) for term in terms if term not in flat]
        if flat:
            text = _nested(list(map(ast.unparse, flat)))
            parts.insert(0, self.product(flat) if self.dependencies(text) == BOTH else self.hoist(text))
        return reduce(partial(self.emit, np.add), parts)

    def product(self, terms):
        across = {}
        for term in terms:
            factors = {True: [], False: []}
            for factor in map(ast.unparse, _parts(term, ast.Mult)):
                factors["rows" in self.dependencies(factor)].append(factor)
            along, other = ("*".join(factors[key]) or "1.0" for key in (True, False))
            across.setdefault(along, []).append(other)
        left = self.hoist(f"columns({', '.join(across)})")
        right = self.hoist(f"rows({', '.join(map(_nested, across.values()))})")
        return self.emit(np.dot, left, right)

    def program(self, given):
        """The :class:`GridProgram` whose `once` takes the names `given`."""
        results = {name for _, _, name in self.on_grid}
        needed = [name for _, operands, _ in self.on_grid for name in operands if isinstance(name, str)]
        needed = list(dict.fromkeys(name for name in needed if name not in results))
        once = _function(given, [*self.once, f"return {', '.join(needed)},"], DIRECT)
        lines, registers = _in_registers(self.on_grid)
        on_grid = _function([*registers, *needed], lines, {each.__name__: each for each, _, _ in self.on_grid})
        return GridProgram(once, tuple(self.depends.get(name) == {"rows"} for name in needed), on_grid, len(registers))


def _function(arguments, lines, names):
    """A function of these lines, which may call what `names` has by name."""
    source = "\n    ".join([f"def function({', '.join(arguments)}):", *lines])
    namespace = dict(names)
    exec(compile(source, "<grid>", "exec"), namespace)
    return namespace["function"]


def _parts(node, kind):
    """The terms of a sum, or the factors of a product."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, kind):
        return [*_parts(node.left, kind), *_parts(node.right, kind)]
    return [node]


def _in_registers(operations):
    """The operations as lines, each with a register for its result, and the registers: that of the last one first."""
    last = {name: k for k, (_, operands, _) in enumerate(operations) for name in operands}
    lines, placed, registers, free = [], {}, [], []
    for k, (function, operands, result) in enumerate(operations):
        free += {placed[name] for name in operands if name in placed and last[name] == k}
        if not free:
            free.append(f"register{len(registers)}")
            registers += free
        placed[result] = free.pop()
        arguments = [str(placed.get(name, name)) for name in operands]
        lines.append(f"{function.__name__}({', '.join(arguments)}, out={placed[result]})")
    final = placed[result]
    return lines, [final, *(name for name in registers if name != final)]


def _logistic(apply, negative):
    """``sigmoid(-negative)``."""
    return apply(np.reciprocal, apply(np.add, apply(np.exp, negative), 1.0))


def _logsumexp(apply, *z):
    top = reduce(partial(apply, np.maximum), z)
    powers = [apply(np.exp, apply(np.subtract, each, top)) for each in z]
    return apply(np.add, top, apply(np.log, reduce(partial(apply, np.add), powers)))


#: The primitives of the trace by array functions: ``rule(apply, *operands)``, where ``apply(function, *operands)``
#: is to compute, or to note the operation.
RULES = {
    "logistic": _logistic,
    "logsumexp": _logsumexp,
    "tanh": lambda apply, z: apply(np.tanh, z),
    "relu": lambda apply, z: apply(np.maximum, z, 0.0),
    "softplus": lambda apply, z: apply(np.logaddexp, 0.0, z),
}


def _columns(*values):
    """Numbers, and columns of equal length, side by side."""
    matrix = np.empty((max(map(np.size, values)), len(values)))
    for k, value in enumerate(values):
        matrix[:, k : k + 1] = value
    return matrix


def _rows(*values):
    """Numbers, and rows of equal length, one below the other."""
    matrix = np.empty((len(values), max(map(np.size, values))))
    for row, value in zip(matrix, values, strict=True):
        row[:] = value
    return matrix


#: What the lines of :attr:`GridProgram.once` may call.
DIRECT = {name: partial(rule, lambda function, *operands: function(*operands)) for name, rule in RULES.items()}
DIRECT |= {"columns": _columns, "rows": _rows}
