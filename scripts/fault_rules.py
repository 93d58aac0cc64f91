"""What can go wrong in a Python file: every place where a rule makes one fault, read off the syntax tree.

No place is picked by hand. What does not change what the code does is left out: docstrings, annotations, the
messages of errors, lists of public names, and how thick or how dark a line of a figure is.
"""

import ast
import copy
from collections import Counter
from dataclasses import dataclass, replace

SWAPS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
"""For each operator the one that is put in its place."""

LOOKS = set(
    "alpha color colors edgecolor facecolor fontsize linestyle linewidth linewidths lw markersize pad s size "
    "zorder".split()
)
"""Arguments of matplotlib that say no more than how a mark looks."""


@dataclass(frozen=True)
class Fault:
    """One change of one file.

    Attributes
    ----------
    path : str
        The file, from the root of the project.
    where : str
        The function or class in which the place stands, with dots; empty at the top of the module.
    rule : str
        What kind of change it is.
    before, after : str
        The changed part, for the reader.
    start, end : int
        The bytes of the file that are replaced ...
    text : str
        ... and by what.
    spans : tuple of (int, int)
        Lines whose run means that the place ran: the narrowest first.
    at_import : bool
        Whether the place stands in no function: then it runs when the module is imported.
    count : int
        Which one it is among those that read the same.
    """

    path: str
    where: str
    rule: str
    before: str
    after: str
    start: int
    end: int
    text: str
    spans: tuple
    at_import: bool = False
    count: int = 1

    @property
    def key(self):
        """What names the fault as long as the code around it stays: it holds no line number."""
        number = f" ({self.count})" if self.count > 1 else ""
        return f"{self.path} {self.where}: {self.rule}: {self.before} → {self.after}{number}"

    @property
    def line(self):
        return self.spans[0][0]

    def apply(self, source):
        """The bytes of the file with the fault in it."""
        return source[: self.start] + self.text.encode() + source[self.end :]


def numbered(faults):
    """The faults, those that read the same counted."""
    seen = Counter()
    result = []
    for fault in faults:
        seen[fault.key] += 1
        result.append(replace(fault, count=seen[fault.key]))
    return result


def shortened(text, most=100):
    """`text` on one line of at most `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def python_faults(path, source):
    """Every fault that the rules can make in a Python file.

    Parameters
    ----------
    path : str
        From the root of the project.
    source : bytes

    Returns
    -------
    list of Fault
    """
    finder = Finder(path, source)
    finder.visit_statements(ast.parse(source).body, where="", function=None)
    return numbered(finder.faults)


class Finder:
    """Walks through the statements of a file and collects the faults."""

    def __init__(self, path, source):
        self.path = path
        self.faults = []
        self.line_starts = [0]
        for line in source.splitlines(keepends=True):
            self.line_starts.append(self.line_starts[-1] + len(line))

    def visit_statements(self, statements, where, function):
        for statement in statements:
            if not is_left_out(statement):
                self.visit_statement(statement, where, function)

    def visit_statement(self, statement, where, function):
        """Faults of a statement and of all below it; `function` is the one it stands in, if any."""
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            where = f"{where}.{statement.name}".lstrip(".")
            if isinstance(statement, ast.FunctionDef):
                function = statement
        spans, place = spans_of(statement), (where, function)
        for rule, after in of_statement(statement):
            self.add(place, rule, statement, after, spans)
        if isinstance(statement, ast.If | ast.While):
            self.add(place, "condition negated", statement.test, negated(statement.test), spans)
        for part in expressions_in(statement):
            for node, rule, after, shown in of_expression(part):
                own = (node.lineno, node.end_lineno)
                self.add(place, rule, node, after, [own, *spans] if function is not statement else spans, shown)
        for body in bodies_in(statement):
            self.visit_statements(body, where, function)

    def add(self, place, rule, node, after, spans, shown=None):
        """Add the fault that puts the tree `after` where `node` is; `shown` is the part to be shown of both."""
        where, function = place
        text = ast.unparse(after)
        if isinstance(after, ast.expr):
            text = f"({text})"
        old, new = shown or (ast.unparse(node), ast.unparse(after))
        start = self.line_starts[node.lineno - 1] + node.col_offset
        end = self.line_starts[node.end_lineno - 1] + node.end_col_offset
        parts = shortened(old), shortened(new), start, end, text
        self.faults.append(Fault(self.path, where, rule, *parts, tuple(spans), at_import=function is None))


def spans_of(statement):
    """Lines whose run says that a statement ran: its own, without those of the statements in it."""
    if isinstance(statement, ast.FunctionDef):  # its line runs when it is defined, its defaults when it is called
        return [(statement.body[0].lineno, statement.end_lineno)]
    bodies = [each for body in bodies_in(statement) for each in body]
    last = min((each.lineno - 1 for each in bodies), default=statement.end_lineno)
    return [(statement.lineno, max(last, statement.lineno))]


def bodies_in(statement):
    """The lists of statements that a compound statement holds."""
    bodies = [getattr(statement, name) for name in ("body", "orelse", "finalbody") if getattr(statement, name, None)]
    return bodies + [each.body for each in [*getattr(statement, "handlers", []), *getattr(statement, "cases", [])]]


def expressions_in(statement):
    """The expressions of a statement itself: not of the statements in it, no annotations, no messages of errors."""
    if isinstance(statement, ast.Raise):
        return []
    parts = []
    for name, value in ast.iter_fields(statement):
        if name in ("annotation", "returns", "body", "orelse", "finalbody", "handlers", "cases"):
            continue
        parts += [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, ast.AST)]
    return parts


def is_left_out(statement):
    """Whether a statement does nothing that a caller could notice."""
    match statement:
        case ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Constant()):  # a docstring
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def of_statement(statement):
    """Pairs of a rule and the statement that it puts in the place of `statement`."""
    match statement:
        case ast.Expr(value=ast.Call()):
            yield "call removed", ast.Pass()
        case ast.Raise():
            yield "error not raised", ast.Pass()
        case ast.AugAssign():
            yield "assignment removed", ast.Pass()
            if type(statement.op) in SWAPS:
                changed = copy.deepcopy(statement)
                changed.op = SWAPS[type(statement.op)]()
                yield "operator exchanged", changed
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "assignment removed", ast.Pass()
        case ast.Return(value=ast.expr() as value) if not is_none(value):
            yield "None returned", ast.Return(ast.Constant(None))
        case ast.Break():
            yield "break for continue", ast.Continue()
        case ast.Continue():
            yield "continue for break", ast.Break()


def is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


def of_expression(node):
    """For each fault in an expression: the node, the rule, what takes its place, and the parts to be shown or None."""
    if isinstance(node, ast.JoinedStr):  # text for people; its places are wrong before Python 3.12
        return
    if isinstance(node, ast.expr):
        yield from of_operators(node)
        yield from of_values(node)
        yield from of_calls(node)
    for name, value in ast.iter_fields(node):
        if name == "annotation":
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not is_look(node, child):
                yield from of_expression(child)


def is_look(parent, child):
    """Whether `child` is what a keyword or a dictionary of `parent` says about the look of a mark."""
    if isinstance(child, ast.keyword):
        return child.arg in LOOKS
    if isinstance(parent, ast.Dict) and child in parent.values:
        key = parent.keys[parent.values.index(child)]
        return isinstance(key, ast.Constant) and key.value in LOOKS
    return False


def of_operators(node):
    """Operators exchanged or removed, conditions negated."""
    match node:
        case ast.BinOp(op=op) | ast.BoolOp(op=op) if type(op) in SWAPS:
            yield node, "operator exchanged", changed_copy(node, op=SWAPS[type(op)]()), None
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                exchanged = [*ops[:place], SWAPS[type(op)](), *ops[place + 1 :]]
                yield node, "comparison exchanged", changed_copy(node, ops=exchanged), None
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
            yield node, "sign removed", operand, None
        case ast.IfExp(test=test):
            yield test, "condition negated", negated(test), None


def of_values(node):
    """Constants changed, bounds off by one."""
    match node:
        case ast.Constant(value=bool() as value):
            yield node, "constant changed", ast.Constant(not value), None
        case ast.Constant(value=int() | float() as value):
            yield node, "constant changed", ast.Constant(value + 1), None
        case ast.Slice(lower=lower, upper=upper):
            for bound in (lower, upper):
                if bound is not None and not isinstance(number_in(bound), ast.Constant):
                    yield bound, "off by one", plus_one(bound), None
        case ast.ListComp() | ast.GeneratorExp() | ast.SetComp() | ast.DictComp():
            for test in (test for part in node.generators for test in part.ifs):
                yield test, "condition negated", negated(test), None


def of_calls(node):
    """Named arguments dropped, and ``range`` off by one."""
    if not isinstance(node, ast.Call):
        return
    for keyword in node.keywords:
        if keyword.arg not in LOOKS and keyword.arg is not None:
            rest = [each for each in node.keywords if each is not keyword]
            shown = ast.unparse(node.func) + f"(…, {ast.unparse(keyword)})", ast.unparse(node.func) + "(…)"
            yield node, "argument dropped", changed_copy(node, keywords=rest), shown
    if isinstance(node.func, ast.Name) and node.func.id == "range" and not isinstance(node.args[-1], ast.Constant):
        yield node.args[-1], "off by one", plus_one(node.args[-1]), None


def number_in(node):
    """The operand of a sign, or the node itself."""
    return node.operand if isinstance(node, ast.UnaryOp) else node


def changed_copy(node, **parts):
    """A node of the same kind with other parts."""
    fields = dict(ast.iter_fields(node)) | parts
    return type(node)(**fields)


def negated(test):
    return ast.UnaryOp(ast.Not(), test)


def plus_one(node):
    return ast.BinOp(node, ast.Add(), ast.Constant(1))
