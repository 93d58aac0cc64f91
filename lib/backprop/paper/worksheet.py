"""A worked example as paper to fill in: its givens, its steps with blanks, and a key on its own page.

The page prints the same sheet by itself, with no Python: ``widgets/js/views/worksheet.js``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path

import numpy as np

from ..examples.example import Example, checked_example
from ..expression import calls_in, names_in
from ..losses import get_loss
from ..optimizers import SGD, Optimizer
from ..trace import trace
from ..validation import flag, instance, listed, shown, whole
from ..widgets.bundle import css
from .diagram import network_drawing
from .formula import Typesetter
from .mathml import element, fraction, numeral, sign, symbol, value

__all__ = ["Worksheet", "worksheet"]

PHASES = {"forward": "Forward pass", "error": "Error", "backward": "Backward pass", "update": "Update"}
GIVEN_DIGITS = 9
MOST_DIGITS = 15
MOST_EXAMPLES = 64
#: What a function of the steps means, for those who have a pocket calculator.
DEFINITIONS = {
    "sigmoid": "σ(z) = 1 / (1 + exp(−z))",
    "softplus": "softplus(z) = log(1 + exp(z))",
    "logsumexp": "logsumexp(a, b, …) = log(exp(a) + exp(b) + …)",
    "relu": "relu(z) = z where z is above 0, or else 0",
    "step": "step(z) = 1 where z is above 0, or else 0",
}
FULL_LINE = 15  # So many names of a formula that is not broken fill a line.
BREAK = "\u200b"  # A line may break here.


class Worksheet:
    """A worked example as paper to fill in, made by :func:`backprop.worksheet`.

    Attributes
    ----------
    title : str
    html : str
        The sheet and its key as a page of their own, which needs no other file and no network. A browser prints it.
    """

    def __init__(self, title: str, body: str) -> None:
        self.title = title
        self._body = body

    @property
    def html(self) -> str:
        head = [
            '<meta charset="utf-8"><meta name="viewport" content="width=device-width">',
            element("title", escape(self.title)),
            element("style", css("worksheet")),
        ]
        return f'<!doctype html>\n<html lang="en">\n{element("head", *head)}\n{element("body", self._body)}\n</html>\n'

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the sheet as a file to open in a browser and print.

        Parameters
        ----------
        path : str or path-like
            Such as ``"worksheet.html"``.

        Returns
        -------
        pathlib.Path
        """
        path = Path(instance("path", path, (str, os.PathLike), "a path such as 'worksheet.html'"))
        path.write_text(self.html, encoding="utf-8")
        return path

    def _repr_html_(self):
        return element("style", css("worksheet")) + self._body

    def __repr__(self):
        return f"<Worksheet: {self.title}>"


def worksheet(
    example: Example,
    blanks: str | Sequence[str] = tuple(PHASES),
    key: bool = True,
    digits: int = 6,
    optimizer: Optimizer | None = None,
    order: str = "simultaneous",
) -> Worksheet:
    """A worked example as paper to fill in.

    Parameters
    ----------
    example : Example
        At most 64 parameters and 64 rows. Of several rows, each has its own results up to the gradients, and the
        update takes the mean.
    blanks : sequence of str
        What the reader fills in: phases ("forward", "error", "backward", "update") or steps by name ("delta_h1"). The
        steps before them are printed with their results; the sheet ends with its last blank.
    key : bool
        Whether a key follows, on its own page: each blank with the numbers put in, and its result.
    digits : int
        Significant digits of the results, from 1 to 15. What is given has 9.
    optimizer : SGD, Momentum or Adam, optional
        By default SGD with the example's learning rate.
    order : {"simultaneous", "output_first"}
        Order of the update, see :func:`backprop.trace`.

    Returns
    -------
    Worksheet
        A notebook shows it; its method ``save`` writes it to a file that a browser prints.

    Raises
    ------
    ValueError
        For an example that has no trace or more rows, and for blanks that are no phase and no step.

    Examples
    --------
    >>> import backprop as bp
    >>> sheet = bp.worksheet(bp.examples.two_two_two, blanks=["backward"])
    >>> sheet
    <Worksheet: The 2-2-2 network>
    """
    example = checked_example(example)
    rows = len(example.x)
    if rows > MOST_EXAMPLES:
        raise ValueError(f"a worksheet holds at most {MOST_EXAMPLES} examples, got {rows}")
    digits = whole("digits", digits, least=1, most=MOST_DIGITS)
    optimizer = SGD(example.learning_rate) if optimizer is None else optimizer
    program = trace(example.network, example.loss, optimizer, order, example.frozen, examples=rows)
    values = program.run(program.values(example.theta, example.x, example.t))
    writer = _Writer(example, program, values, _blank_steps(blanks, program), digits)
    sheets = [writer.sheet(), writer.key()] if flag("key", key) else [writer.sheet()]
    return Worksheet(example.title, element("div", *sheets, class_="bp-worksheet"))


def _blank_steps(blanks, program):
    """The names of the steps that `blanks` names, by themselves or by their phase."""
    names = [blanks] if isinstance(blanks, str) else listed("blanks", blanks, "phases or steps")
    known = [step.name for step in program.steps]
    for name in names:
        if not isinstance(name, str) or name not in (*PHASES, *known):
            phases = ", ".join(PHASES)
            raise ValueError(f"blanks must name phases ({phases}) or steps such as {known[0]}; got {shown(name)}")
    blank = [step.name for step in program.steps if step.phase in names or step.name in names]
    if not blank:
        raise ValueError(f"blanks must name at least one phase or step of the example, got {shown(blanks)}")
    return blank


class _Writer:
    """Writes the sheet and the key of one example."""

    def __init__(self, example, program, values, blank, digits):
        self.example = example
        self.program = program
        self.blank = blank
        self.digits = digits
        self.several = program.examples > 1
        self.values = values
        places = {step.name: place for place, step in enumerate(program.steps, 1)}
        self.steps = program.steps[: places[blank[-1]]]  # What follows the last blank would give it away.
        self.places = places

    def sheet(self):
        who = element("p", "Name", _blank("bp-sheet-name"), " Date", _blank("bp-sheet-date"), class_="bp-sheet-who")
        return element(
            "section",
            element("h1", escape(self.example.title)),
            who,
            element("div", network_drawing(self.example.network, self._drawn()), class_="bp-sheet-diagram"),
            element("h2", "Given"),
            *self._givens(),
            element("p", *self._instructions(), class_="bp-sheet-words"),
            *self._phases(self.steps, self._step_of_sheet),
            class_="bp-sheet",
            aria_label="Worksheet",
        )

    def key(self):
        blank = [step for step in self.steps if step.name in self.blank]
        note = (
            f"Results to {self.digits} significant digits. Yours may differ in the last of them where you rounded "
            "on the way."
        )
        return element(
            "section",
            element("h1", f"Key: {escape(self.example.title)}"),
            element("p", note, class_="bp-sheet-words"),
            *self._phases(blank, self._step_of_key),
            class_="bp-sheet bp-sheet-key",
            aria_label="Key",
        )

    # ---- what is given

    def _drawn(self):
        """The numbers that the diagram shows: of several examples, none of their own."""
        data = () if self.several else (*self.program.inputs, *self.program.targets)
        return self._numbers((*self.program.parameters, *data))

    def _givens(self):
        program = self.program
        data = (*program.inputs, *program.targets)
        if self.several:
            for k in range(program.examples):
                yield self._given(f"Example {k + 1}", {name: self.values[name][k] for name in data})
        else:
            yield self._given("Inputs", self._numbers(program.inputs))
            yield self._given("Targets", self._numbers(program.targets))
        yield self._given("Parameters", self._numbers(program.parameters))
        kept = [name for name in program.state if self.values[name] != 0]
        yield self._given("Update", self._numbers((*program.constants, *kept)))

    def _numbers(self, names):
        return {name: self.values[name] for name in names}

    def _given(self, title, numbers):
        equations = [_math(symbol(name), sign("="), value(number, GIVEN_DIGITS)) for name, number in numbers.items()]
        return element("p", element("b", title), " ", " ".join(equations), class_="bp-sheet-given")

    def _instructions(self):
        network = self.example.network
        hidden = f"Hidden neurons: {network.hidden}. " if len(network.sizes) > 2 else ""
        loss = get_loss(self.example.loss).name.replace("_", " ")
        yield f"{hidden}Outputs: {network.output}. Error: {loss}. "
        if self.several:
            yield f"The update takes the mean gradient of the {self.program.examples} examples. "
        if self.program.order == "output_first":
            yield "Each layer is updated before the layer below reads its weights. "
        if self.program.frozen:
            yield f"Never updated: {', '.join(self.program.frozen)}. "
        if any(self.values[name] == 0 for name in self.program.state):
            yield "What the optimizer keeps and is not listed is 0. "
        called = set().union(*(calls_in(step.tree) for step in self.steps))
        yield from (f"{text}. " for name, text in DEFINITIONS.items() if name in called)
        yield f"Give each result to {self.digits} significant digits."

    # ---- the steps

    def _phases(self, steps, write):
        for phase, each in groupby(steps, lambda step: step.phase):
            yield element("h2", PHASES[phase])
            yield element("ol", *(self._line(step, write(step)) for step in each))

    def _line(self, step, written):
        return element("li", element("div", written, class_="bp-sheet-step"), value=self.places[step.name])

    def _step_of_sheet(self, step):
        if step.name not in self.blank:
            return self._equation(step) + self._results(step)
        numbers = _equal(_blank("bp-sheet-put-in"), "bp-sheet-numbers") if self._is_put_in(step) else ""
        return self._equation(step) + numbers + self._results(step, blank=True)

    def _step_of_key(self, step):
        numbers = ""
        if self._is_put_in(step):
            parts = Typesetter(self._number).parts(step.tree)
            numbers = _equal(BREAK.join(map(_math, parts)), "bp-sheet-numbers")
        return self._equation(step) + numbers + self._results(step)

    def _is_put_in(self, step):
        """Whether there is a line with numbers in place of names: of several examples it would be many."""
        return not self.several and not isinstance(step.tree, str) and not _is_wide(step.tree)

    def _equation(self, step):
        match step.tree:
            case ("mean", name):
                share = fraction([numeral("1")], [numeral(str(self.program.examples))])
                parts = [share + element("mo", "∑") + symbol(name)]
            case tree:
                parts = Typesetter(symbol).parts(tree)
        written = [_math(symbol(step.name), sign("=")), *map(_math, parts)]
        style = {"style": f"font-size: {FULL_LINE / len(names_in(step.tree)):.2f}em"} if _is_wide(step.tree) else {}
        return element("span", BREAK.join(written), class_="bp-sheet-formula", **style)

    def _results(self, step, blank=False):
        results = np.atleast_1d(self.values[step.name])
        if len(results) == 1:
            return _equal(self._result(results[0], blank), "bp-sheet-result")
        return "".join(
            element("span", f"example {k + 1}: ", self._result(each, blank), class_="bp-sheet-result")
            for k, each in enumerate(results)
        )

    def _result(self, result, blank):
        return _blank("bp-sheet-put-in") if blank else element("b", _math(value(result, self.digits)))

    def _number(self, name):
        """The number of a name, where it is put in."""
        is_given = name not in self.places
        return value(self.values[name], GIVEN_DIGITS if is_given else self.digits, enclosed=True)


def _is_wide(tree):
    """Whether a formula is wider than the paper: only a long logsumexp cannot be broken."""
    return "logsumexp" in calls_in(tree) and len(names_in(tree)) > FULL_LINE


def _math(*nodes):
    return element("math", *nodes, displaystyle="true")


def _equal(text, kind):
    return element("span", "= ", text, class_=kind)


def _blank(kind):
    return element("span", class_=f"bp-sheet-blank {kind}")
