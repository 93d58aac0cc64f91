"""The error of a network over a grid, as array operations on a few kept arrays.

The columns of the grid are equally spaced values of one parameter; the rows are those of another, or the examples. The
forward pass of the trace is taken apart by what each piece depends on. A piece that is the same all over the grid, or
along one side of it, is computed once, as a number, a row or a column. A weighted sum of such pieces over both sides is
one matrix product; where it goes by equal steps along the rows, most values of exp of it are products of a few others.
The rest are operations on arrays of the size of the grid, in place where the operand is not read again; factors are
taken into the pieces that cost least.
"""

from __future__ import annotations

import ast
import math
from collections import Counter
from collections.abc import Callable
from functools import lru_cache, partial, reduce
from typing import NamedTuple

import numpy as np

from .activations import sigmoid
from .network import Network
from .trace import NAME, PRIMITIVES, write_trace

BOTH = {"columns", "rows"}
#: Up to here exp(u) is no inf; and where it is 0, its product with such another is too small to be seen beside 1.
SAFE = 700.0
#: From so many powers on it is faster to compute a few and to multiply them.
MANY = 2**15
#: Up to which size of the exponents that is done. Beyond, steps that differ by rounding show in the powers; and a power
#: that overflows or vanishes must not stand for one that is seen beside 1.
REACH = 500.0
#: Follows the name of a primitive where it is to take arrays.
ARRAYS = "_of_arrays"


class GridProgram(NamedTuple):
    """What :func:`compile_grid` makes of a network.

    Attributes
    ----------
    once : callable
        Of the parameters, the inputs and the targets: what the grid needs of all that is the same along a side of it.
        The first axis is a row of equally spaced numbers, the second a column or, where there is but one, the
        inputs and the targets are columns. It raises OverflowError where a power leaves the safe range.
    along_rows : tuple of int
        The places of those of these numbers, rows, columns and matrices that run along the rows.
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
def compile_grid(network, loss, axes, split_powers=True):
    """The error of `network` as a :class:`GridProgram`.

    Parameters
    ----------
    network : Network
    loss : Loss
    axes : tuple of int
        Places in ``theta`` of the parameter along the columns and, where there are two, of that along the rows.
    split_powers : bool
        Write exp(u + v) as exp(u)*exp(v) where u runs along the rows and v along the columns: two short arrays of
        powers instead of one of the size of the grid.
    """
    names = [f"p{k}" for k in network.expansion]
    plain = Network(network.sizes, network.hidden, network.output, network.bias, names)
    trace = write_trace(plain, loss)
    data = [*trace.inputs, *trace.targets]
    column, *rows = (f"p{k}" for k in axes)
    depends = {column: {"columns"}} | dict.fromkeys(rows or data, {"rows"})
    return _Compiler(depends, trace.needed(["E"]), split_powers).program([*plain.names, *data])


def _nested(terms):
    """Their sum as a tree: Python's own tools go no deeper than some hundred levels."""
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return f"({_nested(terms[:middle])} + {_nested(terms[middle:])})"


class _Compiler:
    def __init__(self, depends, steps, split_powers):
        self.column, self.row = list(depends)[:2]  # a name of either side: its values say how long the side is
        self.depends = depends
        self.split_powers = split_powers
        self.defined = {}
        self.names = {}
        self.once = []
        self.on_grid = []
        self.reads = Counter(name for step in steps for name in set(NAME.findall(step.expression)))
        for step in steps:
            self.define(step.name, step.expression)

    def define(self, name, text):
        if name.startswith("z_"):
            text = _nested(text.split(" + "))
        node = _parsed(text)
        self.depends[name] = self.dependencies(node)
        if self.depends[name] == BOTH:
            self.defined[name] = node
        else:
            self.assign(name, node)

    def assign(self, name, node):
        """A line of `once`; with a number NumPy would take ten times as long as Python."""
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and call.func.id in RULES | {"sigmoid": None} and self.dependencies(call):
                call.func.id += ARRAYS
        self.once.append(f"{name} = {ast.unparse(node)}")

    def dependencies(self, node):
        names = (each.id for each in ast.walk(node) if isinstance(each, ast.Name))
        return set().union(*(self.depends.get(name, ()) for name in names))

    def is_on_grid(self, node):
        return self.dependencies(node) == BOTH

    def operand(self, node, scale=1):
        """The name of `scale` times the value of `node`, which is computed where that was not done before."""
        text = _scaled(ast.unparse(node), scale)
        if text not in self.names:
            self.names[text] = self.compute(node, scale) if self.is_on_grid(node) else self.hoist(text)
        return self.names[text]

    def hoist(self, text):
        """A name for what is the same along a side of the grid."""
        node = _parsed(text)
        if isinstance(node, ast.Name):
            return text
        name = f"once{len(self.once)}"
        self.depends[name] = self.dependencies(node)
        self.assign(name, node)
        return name

    def emit(self, function, *operands):
        name = f"grid{len(self.on_grid)}"
        self.on_grid.append((function, operands, name))
        return name

    def compute(self, node, scale):
        match node:
            case ast.Name(id=name) if scale == 1 or self.reads[name] == 1:
                return self.operand(self.defined[name], scale)
            case ast.BinOp(op=ast.Add()):
                return self.sum(_parts(node, ast.Add), scale)
            case ast.BinOp(op=ast.Sub()):
                return self.emit(np.subtract, self.operand(node.left, scale), self.operand(node.right, scale))
            case ast.BinOp(op=ast.Mult()):
                factors = _parts(node, ast.Mult)
                on_grid = any(map(self.is_on_grid, factors))
                return self.product(factors, scale) if on_grid else self.outer([node], scale)
            case ast.Call(args=[z]) if _is_sigmoid(node):
                return self.emit(np.divide, float(scale), self.one_plus_power(z))
        if scale != 1:
            return self.emit(np.multiply, self.operand(node), scale)
        return RULES[node.func.id](self.emit, *map(self.operand, node.args))

    def sum(self, terms, scale):
        """Terms whose factors depend on one axis each are a matrix product; the others are added one by one."""
        flat = [term for term in terms if not any(map(self.is_on_grid, _parts(term, ast.Mult)))]
        parts = [self.operand(term, scale) for term in terms if term not in flat]
        if set().union(*map(self.dependencies, flat)) == BOTH:
            parts.append(self.outer(flat, scale))
        elif flat:
            parts.append(self.hoist(_nested([_scaled(ast.unparse(term), scale) for term in flat])))
        return reduce(partial(self.emit, np.add), parts)

    def outer(self, terms, scale, product=np.matmul):
        across = {}
        for term in terms:
            factors = {True: [], False: []}
            for factor in _parts(term, ast.Mult):
                factors["rows" in self.dependencies(factor)].append(ast.unparse(factor))
            along, other = ("*".join(factors[key]) or "1.0" for key in (True, False))
            across.setdefault(along, []).append(_scaled(other, scale))
        return self.matrix_product(across, map(_nested, across.values()), product)

    def matrix_product(self, columns, rows, product=np.matmul):
        left = self.hoist(f"columns({self.row}.size, {', '.join(columns)})")
        right = self.hoist(f"rows({self.column}.size, {', '.join(rows)})")
        return self.emit(product, left, right)

    def product(self, factors, scale):
        on_grid = [factor for factor in factors if self.is_on_grid(factor)]
        number = scale * math.prod(factor.value for factor in factors if isinstance(factor, ast.Constant))
        others = [factor for factor in factors if not (factor in on_grid or isinstance(factor, ast.Constant))]
        if len(on_grid) == 2 and len(set(map(ast.unparse, on_grid))) == 1:
            # The root of 0.5 is not exact: taken inside where it saves an operation, else an error of 0 stays 0.
            inside = number > 0 and not others and self.scales_freely(on_grid[0])
            result = self.emit(np.square, self.operand(on_grid[0], math.sqrt(number) if inside else 1))
            number = 1 if inside else number
        else:
            result = reduce(partial(self.emit, np.multiply), map(self.operand, on_grid))
        if others or number != 1:
            text = "*".join(map(ast.unparse, others)) or "1.0"
            result = self.emit(np.multiply, result, self.hoist(_scaled(text, number)))
        return result

    def scales_freely(self, node):
        """Whether `node` takes from the grid but sigmoids that nothing else reads: 1/(1 + exp(-z)) has a 1 to scale."""
        names = [each.id for each in ast.walk(node) if isinstance(each, ast.Name) and each.id in self.defined]
        return all(self.reads[name] == 1 and _is_sigmoid(self.defined[name]) for name in names)

    def one_plus_power(self, z):
        """``1 + exp(-z)``."""
        terms = _parts(self.defined[z.id] if isinstance(z, ast.Name) else z, ast.Add)
        if self.split_powers and not any(map(self.is_on_grid, terms)):
            sides = {True: [], False: []}
            for term in terms:
                sides["rows" in self.dependencies(term)].append(_scaled(ast.unparse(term), -1))
            along, other = (f"power({_nested(sides[key])})" for key in (True, False))
            return self.matrix_product([along, "1.0"], [other, "1.0"])
        if all(map(self.is_even, terms)):
            return self.outer(terms, -1, one_plus_powers)
        return self.emit(np.add, self.emit(np.exp, self.operand(z, -1)), 1.0)

    def is_even(self, term):
        """Whether each step along a row of the grid is seen to add the same to `term`."""
        moving = [factor for factor in _parts(term, ast.Mult) if "columns" in self.dependencies(factor)]
        return not moving or [ast.unparse(factor) for factor in moving] == [self.column]

    def program(self, given):
        """The :class:`GridProgram` whose `once` takes the names `given`."""
        self.operand(ast.Name("E"))
        results = {name for _, _, name in self.on_grid}
        needed = [name for _, operands, _ in self.on_grid for name in operands if isinstance(name, str)]
        needed = list(dict.fromkeys(name for name in needed if name not in results))
        once = _function(given, [*self.once, f"return {', '.join(needed)},"], ONCE)
        lines, registers = _in_registers(self.on_grid)
        on_grid = _function([*registers, *needed], lines, {each.__name__: each for each, _, _ in self.on_grid})
        along_rows = tuple(k for k, name in enumerate(needed) if self.depends.get(name) == {"rows"})
        return GridProgram(once, along_rows, on_grid, len(registers))


def _parsed(text):
    return ast.parse(text, mode="eval").body


def _is_sigmoid(node):
    return isinstance(node, ast.Call) and node.func.id == "sigmoid"


def _scaled(text, scale):
    """`text` with its value times `scale`; a product by its first factor."""
    if scale == 1:
        return text
    single = not isinstance(_parsed(text), ast.BinOp) or isinstance(_parsed(text).op, ast.Mult)
    factor = "-" if scale == -1 else f"{scale!r}*"
    return f"{factor}{text}" if single else f"{factor}({text})"


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


def _logsumexp(apply, *z):
    top = reduce(partial(apply, np.maximum), z)
    powers = [apply(np.exp, apply(np.subtract, each, top)) for each in z]
    return apply(np.add, top, apply(np.log, reduce(partial(apply, np.add), powers)))


#: The primitives of the trace by array functions: ``rule(apply, *operands)``, where ``apply(function, *operands)``
#: is to compute, or to note the operation.
RULES = {
    "logsumexp": _logsumexp,
    "tanh": lambda apply, z: apply(np.tanh, z),
    "relu": lambda apply, z: apply(np.maximum, z, 0.0),
    "softplus": lambda apply, z: apply(np.logaddexp, 0.0, z),
}


def _columns(length, *values):
    """Numbers, and columns of this length, side by side."""
    matrix = np.empty((length, len(values)))
    for k, value in enumerate(values):
        matrix[:, k : k + 1] = value
    return matrix


def _rows(length, *values):
    """Numbers, and rows of this length, one below the other."""
    matrix = np.empty((len(values), length))
    for k, value in enumerate(values):
        matrix[k] = value
    return matrix


def _power(z):
    """``exp(z)``, where it is safe to multiply it by another."""
    if not z.max() <= SAFE:
        raise OverflowError("a power is beyond the safe range")
    return np.exp(z)


def one_plus_powers(left, right, out):
    """``1 + exp(left @ right)`` into `out`, where each row of `right` goes by steps that are equal up to rounding.

    A row of the result is cut into pieces of one length. The exponent at a place is that at the start of its piece plus
    a part that is the same in all pieces of the row; the power is the product of two powers. For each row a matrix
    product makes them all, and adds the 1 as well.
    """
    height, width = out.shape
    length, places = _pieces(width)
    ends = right[:, :: width - 1]
    if length == 1 or out.size < MANY or not np.vdot(left, left) * np.vdot(ends, ends) <= REACH**2:
        np.matmul(left, right, out=out)
        np.exp(out, out=out)
        np.add(out, 1.0, out=out)
        return
    exponents = right.take(places, axis=1)
    parts = exponents[:, -length:]
    parts -= right[:, :1]
    powers = np.empty((2, height, len(places)))
    np.exp(left @ exponents, out=powers[0])
    powers[1] = 1.0
    starts, within = powers[..., :-length].transpose(1, 2, 0), powers[..., -length:].transpose(1, 0, 2)
    np.matmul(starts, within, out=out.reshape(height, -1, length))


@lru_cache(maxsize=64)
def _pieces(width):
    """The length of a piece, a divisor of `width` up to its root; and places: all starts, then those of one piece."""
    length = max(each for each in range(1, math.isqrt(width) + 1) if width % each == 0)
    return length, np.r_[:width:length, :length]


#: What the lines of :attr:`GridProgram.once` may call.
ONCE = PRIMITIVES | {"columns": _columns, "rows": _rows, "power": _power, f"sigmoid{ARRAYS}": sigmoid.function}
ONCE |= {f"{name}{ARRAYS}": partial(rule, lambda function, *z: function(*z)) for name, rule in RULES.items()}
