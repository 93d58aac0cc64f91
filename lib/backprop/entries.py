"""The printed numbers of an audit, read and named, and the program that they are judged by."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .edits import negated
from .estimates import Scope
from .expression import Step, calls_in, evaluate, names_in, renamed, sum_of, text
from .mistakes import cross_entropy_of
from .printed import read_number, uses_decimal_comma
from .quantities import read_expression, signed, softmax, with_part
from .roles import roles_of
from .slips import after_names, trace_of, values_of, worked
from .validation import instance, listed

__all__ = ["Entry", "Program", "entries_of", "give_digits_to_whole_numbers", "program_of", "usual_unit"]

#: Other names that people give to a step: where a network has one output, its error is the error.
ALIASES = {"learning_rate": "rate", "E_total": "E", "after_E_total": "after_E"}


@dataclass
class Entry:
    """A printed number and what it stands for.

    Attributes
    ----------
    name, label : str
        As it is named, and what the document calls it.
    text : str
        As printed.
    value, unit : float
        The number with the sign that the trace gives it, and one unit in its last digit.
    sign : int
        -1 where the number is printed with the other sign.
    tree : str, number or tuple
        What it stands for, with the sign of the trace.
    step : str
        The name of the trace that it stands for; for an expression one of its own, which the program adds.
    given : bool
        Whether it is a number that the example starts from, or states.
    line_text : str
        The line printed beside it; empty where there is none.
    line : str, number, tuple or None
        The same as a tree.
    updates : int
        After how many updates it is read; 0 and 1 are names of the trace.
    source : str
        Citation key.
    """

    name: str
    label: str
    text: str
    value: float
    unit: float
    sign: int
    tree: object
    step: str = ""
    given: bool = False
    line_text: str = ""
    line: object = None
    updates: int = 0
    source: str = ""


@dataclass
class Program:
    """What the numbers are judged by.

    Attributes
    ----------
    steps : list of Step
        The trace, the forward pass after it, and a step for each printed expression.
    trees : dict
        For each of these steps its tree; a printed expression within it is read by the name of its step.
    start : dict
        The value of every name, from the start; of several examples, that of the first.
    rows : dict
        For each name with a value for each of several examples, the list of them.
    parts : dict
        For each step of a printed expression, the expression.
    """

    steps: list
    trees: dict
    start: dict
    rows: dict
    parts: dict
    example: object

    def scope(self, known):
        """The :class:`backprop.estimates.Scope` in which these names are known."""
        return Scope(self.trees, self.start, self.rows, dict(known))

    def in_words(self, said):
        """A text in which the printed expressions stand for the names of their steps."""
        for name, expression in self.parts.items():
            said = said.replace(name, expression)
        return said

    def value_at(self, theta, step):
        """The value of a step for other parameters."""
        program = trace_of(self.example, examples=1)
        values = program.values(theta, self.example.x[0], self.example.t[0])
        return values_of(program.steps, values)[step]


def entries_of(example, printed, lines):
    """The :class:`Entry` list of an audit, see :func:`backprop.audit`."""
    # Needed only here: the examples are a third of what an import of the library would cost.
    from .examples.example import checked_example

    checked_example(example)
    if printed is None:
        entries = _entries_of_document(example)
    else:
        pairs = printed.items() if isinstance(printed, dict) else listed("printed", printed, "pairs of name and text")
        entries = [_entry(*_checked_pair(pair)) for pair in pairs]
    comma = uses_decimal_comma([entry.text for entry in entries])
    for entry in entries:
        value, entry.unit = read_number(entry.text, comma)
        entry.value = entry.sign * value
    for name, line in instance("lines", lines or {}, dict, "a dict of texts by name").items():
        named = [entry for entry in entries if entry.name == name]
        if not named:
            raise ValueError(f"lines: no number is printed for {name!r}; expected one of {_listed(entries)}")
        for entry in named:
            entry.line_text = line
            entry.line = read_expression(line, f"the line of {name}")
    return entries


def give_digits_to_whole_numbers(entries, usual):
    """Zeros after the point are left away: a bare 0 is 0 in the usual digits, a bare 1 is 1.0 where others have digits.

    A whole number of two digits or more may have been rounded to that.
    """
    for entry in entries:
        if entry.value == 0 and entry.unit == 1:
            entry.unit = usual
        elif abs(entry.value) < 10 and entry.unit == 1:
            entry.unit = max(usual, 0.1)


def usual_unit(entries):
    """One unit in the last digit of most of the numbers that have decimals; 1 where none has."""
    units = sorted(entry.unit for entry in entries if entry.unit < 1 and not entry.given)
    return units[len(units) // 2] if units else 1.0


def _listed(entries):
    return ", ".join(entry.name for entry in entries)


def _checked_pair(pair):
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise ValueError(f"printed must hold names and texts such as {{'z_h1': '0.755'}}, got {pair!r}")
    return pair


def _entry(name, printed):
    sign, tree = signed(read_expression(name, "a printed name"))
    if isinstance(printed, (int, float)) and not isinstance(printed, bool):
        printed = repr(printed)
    instance(f"the number printed for {name}", printed, str, "a text such as '0.755'")
    return Entry(name, name, printed, 0.0, 0.0, sign, renamed(tree, ALIASES))


def _entries_of_document(example):
    """The numbers of the document of an example; its lines are written in the document's own names."""
    meaning = {}
    entries = []
    for printed in example.printed:
        sign, tree = signed(read_expression(printed.start, printed.name))
        entry = Entry(printed.name, printed.label or printed.name, printed.text, 0.0, 0.0, sign, tree)
        entry.given, entry.source = printed.given, printed.source or example.document
        entry.updates = printed.steps
        if printed.own:
            entry.line_text = printed.own
            entry.line = renamed(read_expression(printed.own, printed.name), meaning)
        meaning[printed.name] = tree if sign == 1 else negated(tree)
        entries.append(entry)
    return entries


def program_of(example, entries):
    """The :class:`Program` of an audit, in which each entry has its step."""
    takes_all = any(name.startswith("mean_") for entry in entries for name in names_in(entry.tree))
    shown = example if takes_all else example.replace(x=example.x[:1], t=example.t[:1])
    steps, values = worked(shown)
    rows = {name: value for name, value in values.items() if isinstance(value, list)}
    start = {name: value[0] if name in rows else value for name, value in values.items()}
    program = Program(list(steps), {step.name: step.tree for step in steps}, start, rows, {}, example)
    single = example.network.sizes[-1] == 1
    saturated = {entry.tree for entry in entries if isinstance(entry.tree, str) and not 0 < entry.value < 1}
    printed = {entry.tree for entry in entries if isinstance(entry.tree, str)} - saturated
    program.trees = read_from_outputs(steps, program.trees, start, printed)
    if any(_is_softmax(entry.tree) for entry in entries):
        program.trees = read_from_softmax(steps, program.trees, start)
    for entry in entries:
        if entry.updates == 1:
            entry.tree = renamed(entry.tree, after_names(steps))
        if single:
            entry.tree = renamed(entry.tree, {"E_o1": "E", "after_E_o1": "after_E"})
        for tree in (entry.tree, entry.line):
            _check_names(program, entry, tree)
        if isinstance(entry.tree, str):
            entry.step = entry.tree
        elif entry.updates < 2:
            entry.step = _step_of_expression(program, entry)
        else:
            raise ValueError(f"{entry.name}: after several updates, a name of the trace is expected, got {entry.tree}")
    return program


def read_from_outputs(steps, trees, start, printed):
    """The trees of an audit in which a cross-entropy is computed from its output, where that is printed, as people do.

    Parameters
    ----------
    steps : list of Step
    trees : dict
        The tree of each step. The trace computes a cross-entropy from the weighted sum, which cannot overflow.
    start : dict
        The value of each name.
    printed : set of str
        The steps that are printed and lie between 0 and 1: of 0 and 1 there is no logarithm.

    Returns
    -------
    dict
    """
    found = dict(trees)
    for after in (False, True):
        roles = roles_of(steps, after)
        for name, tree in trees.items():
            for output, target in roles.targets.items():
                total = roles.sums[output]
                if output in printed and tree == ("+", ("softplus", total), ("-", ("*", target, total))):
                    own = cross_entropy_of(output, target)
                    if math.isfinite(evaluate(own, start)):
                        found[name] = own
    return found


def _is_softmax(tree):
    """Whether a tree is a share of softmax, as :func:`backprop.quantities.softmax` writes it."""
    return isinstance(tree, tuple) and tree[0] == "sigmoid" and "logsumexp" in calls_in(tree)


def read_from_softmax(steps, trees, start):
    """The trees of an audit in which the error of softmax is computed from its shares, as people do."""
    found = dict(trees)
    for name, after in (("E", False), ("after_E", True)):
        roles = roles_of(steps, after)
        if "logsumexp" in calls_in(trees[name]) and sum(start[target] for target in roles.targets.values()) == 1:
            sums = {roles.sums[output]: target for output, target in roles.targets.items()}
            terms = []
            for total, target in sums.items():
                share = softmax(total, [other for other in sums if other != total])
                terms.append(("-", ("*", target, ("log", share))))
            found[name] = sum_of(terms)
    return found


def _check_names(program, entry, tree):
    for name in names_in(tree) if tree is not None else []:
        if name not in program.start:
            known = ", ".join(program.start)
            raise ValueError(f"{entry.name!r}: unknown name {name!r}; expected names of the trace: {known}")
    if tree is not None and not names_in(tree) and tree is entry.tree:
        raise ValueError(f"a printed name must name a number of the trace, got {entry.name!r}")


def _step_of_expression(program, entry):
    """The step that an expression is given, after all that it reads; what reads the expression reads that step."""
    for name, tree in program.trees.items():
        if tree == entry.tree:
            return name
    name = f"printed_{len(program.parts) + 1}"
    while name in program.start:
        name += "_"
    places = [place for place, step in enumerate(program.steps) if step.name in names_in(entry.tree)]
    place = max(places, default=-1)
    phase = program.steps[place].phase if places and program.steps[place].phase in ("update", "after") else "backward"
    program.steps.insert(place + 1, Step(phase, name, entry.tree))
    program.trees = {
        other: tree if other in program.parts and tree == entry.tree else with_part(tree, entry.tree, name)
        for other, tree in program.trees.items()
    }
    program.trees[name] = entry.tree
    program.trees = {step.name: program.trees[step.name] for step in program.steps}  # in the order of the trace
    program.start[name] = evaluate(entry.tree, program.start)
    program.parts[name] = text(entry.tree)
    return name
