"""Printed against computed: every number that a document prints, recomputed twice.

Once from the document's *own* preceding printed numbers, as its line reads, and once from the
*start*: from the given values, by the right rule, with all parameters updated at once. The verdict
on a number is one of

agrees
    It follows from its own numbers, and it is the value from the start, rounded to its digits.
rounding
    It follows from its own numbers, and is at most one unit in its last digit away from the value
    from the start: numbers were rounded or cut off on the way.
slip
    It does not follow from its own numbers, however those were rounded.
inherited
    It follows from its own numbers, but is more than one unit away from the value from the start:
    an earlier slip is carried on.

A printed number *follows* from its own numbers if their expression gives it, rounded or cut off to
its digits, for some values that round to the preceding printed numbers (given numbers are exact).
Where a document shows no line of its own, a number follows if it is at most one unit away from the
value from the start.

A cause of a slip is accepted only if its expression gives the printed digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product

from .activations import sigmoid
from .optimizers import SGD
from .trace import trace
from .training import train
from .validation import instance, listed

__all__ = ["AuditRow", "audit", "to_markdown"]

# Relative to one unit: ties such as 0.1065 for "0.107" are no exact binary fractions.
TIE = 1e-6


@dataclass(frozen=True)
class AuditRow:
    """The verdict on one printed number.

    Attributes
    ----------
    document : str
        Citation key of where the number is printed.
    name, label : str
        Its identifier, and what the document calls it.
    printed : str
        The number as printed.
    own : float or None
        Its value from the document's own preceding numbers; None where it shows no line.
    computed : float
        Its value from the start.
    verdict : str
        "agrees", "rounding", "slip" or "inherited".
    cause : str
        Of a slip: the causes that give the printed digits, or what was tried. Of an inherited
        number: the wrong numbers that it carries on. Else empty.
    given : bool
        Whether the document states the number without computing it.
    """

    document: str
    name: str
    label: str
    printed: str
    own: float | None
    computed: float
    verdict: str
    cause: str
    given: bool


def audit(example):
    """Recompute every number that the document of `example` prints.

    Parameters
    ----------
    example : Example

    Returns
    -------
    list of AuditRow
        One a printed number, in the document's order. Empty for a document that prints none.

    Raises
    ------
    ValueError
        If `example` is no Example.

    Examples
    --------
    >>> from backprop.examples import spam_classifier
    >>> rows = {row.name: row for row in audit(spam_classifier)}
    >>> rows["a2"].verdict
    'slip'
    """
    # Needed only here: the examples are a third of what an import of the library would cost.
    from .examples.example import checked_example

    rows, numbers = {}, {}
    for printed in checked_example(example).printed:
        rows[printed.name] = _row(example, printed, numbers, rows)
        numbers[printed.name] = printed
    return list(rows.values())


def _row(example, printed, numbers, rows):
    values = {name: number.value for name, number in numbers.items()}
    own = _evaluate(printed.own, values) if printed.own else None
    computed = _evaluate(printed.start, _trace_values(example, printed.steps))
    verdict = _verdict(printed, numbers, values, computed)
    cause = ""
    if verdict == "slip":
        cause = _cause_of_slip(example, printed, values)
    elif verdict == "inherited":
        cause = _carried_on(printed, rows)
    return AuditRow(
        document=printed.source or example.document,
        name=printed.name,
        label=printed.label or printed.name,
        printed=printed.text,
        own=own,
        computed=computed,
        verdict=verdict,
        cause=cause,
        given=printed.given,
    )


def _verdict(printed, numbers, values, computed):
    near = abs(computed - printed.value) <= printed.unit * (1 + TIE)
    follows = _gives(printed, *_own_range(printed, numbers, values)) if printed.own else near
    if not follows:
        return "slip"
    if _rounds_to(printed, computed, computed):
        return "agrees"
    return "rounding" if near else "inherited"


def _own_range(printed, numbers, values):
    """Least and greatest own value while each preceding result ranges over what rounds to it."""
    rounded = [name for name in _names(printed.own) if name in numbers and not numbers[name].given]
    ends = [
        (values[name] - numbers[name].unit / 2, values[name] + numbers[name].unit / 2)
        for name in rounded
    ]
    # The expressions are smooth and nearly linear over so small a box: its corners bound them.
    found = [
        _evaluate(printed.own, values | dict(zip(rounded, corner, strict=True)))
        for corner in product(*ends)
    ]
    return min(found), max(found)


def _rounds_to(printed, low, high):
    """Whether some value in [low, high] is the printed number when rounded."""
    reach = printed.unit * (0.5 + TIE)
    return low - reach <= printed.value <= high + reach


def _gives(printed, low, high):
    """Whether some value in [low, high] is the printed number when rounded or cut off."""
    size = abs(printed.value)
    least, most = sorted((low, high) if printed.value >= 0 else (-low, -high))
    cut = most >= size - printed.unit * TIE and least < size + printed.unit * (1 - TIE)
    return cut or _rounds_to(printed, low, high)


def _cause_of_slip(example, printed, values):
    found, tried = [], []
    for cause in printed.causes:
        scope = values if cause.steps is None else _trace_values(example, cause.steps, cause.order)
        value = _evaluate(cause.expression, scope)
        text = f"{cause.why} ({_shown(value, printed)})"
        (found if _gives(printed, value, value) else tried).append(text)
    if found:
        return "; or ".join(found)
    return "no cause found" + ("; tried: " + "; ".join(tried) if tried else "")


def _carried_on(printed, rows):
    read = [rows[name] for name in _names(printed.own) if name in rows]
    wrong = [row for row in read if row.verdict in ("slip", "inherited")]
    if not wrong:
        return ""
    return "carries on " + ", ".join(f"{row.label} = {row.printed}" for row in wrong)


def without_digit(value, place):
    """`value` with the digit at a decimal place left out: ``without_digit(0.587, 2)`` is 0.57."""
    whole, _, decimals = f"{value:.9f}".partition(".")
    return float(f"{whole}.{decimals[: place - 1]}{decimals[place:]}")


FUNCTIONS = {
    "__builtins__": {},
    "sigmoid": lambda z: float(sigmoid(z)),
    "round": round,
    "without_digit": without_digit,
}


@cache
def _compiled(expression):
    return compile(expression, expression, "eval")


def _names(expression):
    return _compiled(expression).co_names


def _evaluate(expression, values):
    return float(eval(_compiled(expression), FUNCTIONS, values))


@cache
def _trace_values(example, steps=0, order="simultaneous"):
    """Every quantity of the trace of the first data row, after `steps` updates."""
    theta = example.theta
    optimizer = SGD(example.learning_rate)
    rule = dict(loss=example.loss, optimizer=optimizer, order=order, frozen=example.frozen)
    if steps:
        data = (example.x, example.t)
        loop = dict(epochs=steps, batch_size=1, record=False)
        theta = train(example.network, theta, *data, **loop, **rule).theta[-1]
    program = trace(example.network, **rule)
    return program.run(program.values(theta, example.x[0], example.t[0]))


def to_markdown(rows):
    """The rows as a Markdown table, and below it a list of the causes.

    Parameters
    ----------
    rows : iterable of AuditRow

    Returns
    -------
    str
    """
    rows = [instance("a row", row, AuditRow, "a row of audit") for row in listed("rows", rows, "rows of audit")]
    head = ("Number", "Printed", "Verdict", "From its own numbers", "From the start")
    lines = [head, ("---",) * len(head)]
    for row in rows:
        own = "" if row.own is None else _shown(row.own, row)
        lines.append((row.label, row.printed, row.verdict, own, _shown(row.computed, row)))
    table = ["| " + " | ".join(line) + " |" for line in lines]
    causes = [f"- {row.label} = {row.printed}: {row.cause}" for row in rows if row.cause]
    return "\n".join([*table, "", *causes])


def _shown(value, number):
    """`value` with two digits more than were printed."""
    text = number.printed if isinstance(number, AuditRow) else number.text
    return f"{value:.{len(text.partition('.')[2]) + 2}f}"
