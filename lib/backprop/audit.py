"""Printed against computed: every number that somebody printed for a worked example, recomputed twice.

Once by the right rule from the numbers printed *before* it, and once from the *start*: from the given values, with all
parameters updated at once. The verdict on a number is one of

agrees
    It is the value from the start, rounded to its digits.
rounding
    It follows from the numbers before it, and nothing but rounding parts it from the value from the start.
slip
    It does not follow from the numbers before it, however those were rounded. Here an error starts.
inherited
    It follows from the numbers before it, but one of those is wrong: an earlier slip is carried on.

A printed number *follows* if the right rule gives it, rounded or cut off to its digits, for some values that round to
the numbers before it; what is not printed is computed from what is, and may have been rounded too. Where a number has
three digits or more, the last may be one off. The causes come from :mod:`backprop.slips`, and each gives the digits.

The page has the same audit, in ``widgets/js/model/audit.js``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .causes import Cause, Wrong, likely_causes
from .entries import entries_of, give_digits_to_whole_numbers, program_of, usual_unit
from .estimates import Estimate, follows_from, gives, is_cut_off, is_near, rounds_to
from .expression import names_in
from .lines import LineCheck, checked_line, line_estimate
from .optimizers import SGD
from .training import train
from .validation import instance, listed

if TYPE_CHECKING:
    from .examples.example import Example

__all__ = ["AuditRow", "audit", "to_markdown"]

#: People keep a digit more of what they do not print.
NOT_PRINTED = 0.05


@dataclass
class AuditRow:
    """The verdict on one printed number.

    Attributes
    ----------
    name, label : str
        The name that it was given under, and what the document calls it.
    printed : str
        The number as printed.
    own : float or None
        By the right rule from the numbers printed before it; None for a given number.
    computed : float
        Its value from the start.
    verdict : str
        "agrees", "rounding", "slip" or "inherited".
    causes : list of Cause
        Of a slip, the likeliest first; empty where none was found.
    carries : list of str
        Of an inherited number, the labels of the wrong numbers that it carries on.
    line : LineCheck or None
        Where a line is printed beside it.
    given : bool
        Whether it is a number that the example starts from.
    document : str
        Citation key of where it is printed; empty for an example of one's own.
    """

    name: str
    label: str
    printed: str
    own: float | None
    computed: float
    verdict: str
    causes: list[Cause] = field(default_factory=list)
    carries: list[str] = field(default_factory=list)
    line: LineCheck | None = None
    given: bool = False
    document: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether the verdict is "slip" or "inherited"."""
        return self.verdict in ("slip", "inherited")

    @property
    def cause(self) -> str:
        """What is to be said of a wrong number, in a sentence or two."""
        said = []
        if self.line is not None and self.line.verdict != "agrees":
            said.append(f"{self.line.verdict} (`{self.line.text}` = {_shown(self.line.value, self.printed)})")
        if self.verdict == "slip":
            causes = [f"{cause.why} ({_shown(cause.value, self.printed)})" for cause in self.causes]
            said.append("; or ".join(causes) if causes else "no cause found")
        if self.carries:
            said.append("carries on " + ", ".join(self.carries))
        return "; ".join(said)


def audit(
    example: Example,
    printed: dict[str, str] | Sequence[tuple[str, str]] | None = None,
    lines: dict[str, str] | None = None,
) -> list[AuditRow]:
    """Recompute every number that was printed for a worked example.

    Parameters
    ----------
    example : Example
    printed : dict, optional
        What somebody printed, as texts by the names of the trace, in the order of printing: ``{"z_h1": "0.755",
        "-delta_o1": "−0.0406", "after_E": "2.9 × 10^-1"}``. A name may be an expression, such as ``"t1 - o1"``, and
        ``after_`` names a forward pass after the update. A list of pairs may name a number twice. By default the
        numbers of the example's document.
    lines : dict, optional
        The lines printed beside the numbers, by the same names: ``{"o1": "1/(1 + exp(-0.105))"}``.

    Returns
    -------
    list of AuditRow
        One a printed number, in their order.

    Raises
    ------
    ValueError
        If `example` is no Example, a name is unknown, or a text is no number or no expression.

    Examples
    --------
    >>> import backprop as bp
    >>> rows = bp.audit(bp.examples.spam_classifier, printed={"z_h1": "1.7", "h1": "0.154"})
    >>> rows[1].verdict, rows[1].causes[0].why
    ('slip', 'The sign of `z_h1` was lost.')
    """
    entries = entries_of(example, printed, lines)
    program = program_of(example, entries)
    usual = usual_unit(entries)
    give_digits_to_whole_numbers(entries, usual)
    auditor = _Auditor(example, program, usual)
    rows = [auditor.row(entry) for entry in entries]
    auditor.find_causes()
    return rows


class _Auditor:
    """Judges printed numbers one after the other, and then looks for the causes of the wrong ones."""

    def __init__(self, example, program, usual):
        self.example = example
        self.program = program
        self.usual = usual
        self.known = {}
        self.rows = {}
        self.wrong = []
        self.copied = {}

    def row(self, entry):
        """The row of a printed number, which is known from here on."""
        if entry.updates > 1:
            return self._row_after_training(entry)
        scope = self.program.scope(self.known)
        start = self.program.start[entry.step]
        row = AuditRow(
            name=entry.name, label=entry.label, printed=entry.text, own=None, computed=entry.sign * start,
            verdict="agrees", given=entry.given, document=entry.source,
        )  # fmt: skip
        if entry.step in self.program.trees:
            self._judge(row, entry, scope)
        else:
            self._judge_given(row, entry, start)
        self._keep(row, entry, scope)
        return row

    def _judge_given(self, row, entry, start):
        """A number that the example starts from: it is that of the example, and that printed before."""
        before = self.known.get(entry.step)
        if before is not None and before.value != entry.value:
            self._contradicts(row, entry, f"`{entry.step}` was {before.value:g} before.")
        elif not rounds_to(entry.value, entry.unit, Estimate(start, 0.0)):
            self._contradicts(row, entry, f"`{entry.step}` is {start:g} in the example.")

    def _contradicts(self, row, entry, why):
        row.verdict = "slip"
        row.causes = [Cause("given otherwise", why, entry.step, row.computed, entry.step, entry.step, 1.0)]

    def _judge(self, row, entry, scope):
        """A computed number: by the right rule from what is known, from the start, and by its line."""
        own = scope.of_tree(self.program.trees[entry.step])
        start = Estimate(self.program.start[entry.step], 0.0)
        row.own = entry.sign * own.value
        repeated = entry.step in self.known and gives(entry.value, entry.unit, self.known[entry.step])
        size = abs(entry.value)
        if entry.step.endswith("_new"):  # of an update, what was changed tells
            size = abs(entry.value - self.program.start[entry.step.removesuffix("_new")])
        loose = scope.rounded_to(entry.unit * NOT_PRINTED).of_tree(self.program.trees[entry.step])
        follows = repeated or follows_from(entry.value, entry.unit, own, size) or gives(entry.value, entry.unit, loose)
        carried = self._wrong_behind(entry.step, repeated)
        may_round = not carried if follows else is_near(entry.value, entry.unit, start, size)
        if rounds_to(entry.value, entry.unit, start):
            row.verdict = "agrees"
        elif is_cut_off(entry.value, entry.unit, start) or may_round:
            row.verdict = "rounding"
        elif follows:
            row.verdict = "inherited"
            row.carries = [f"{each.label} = {each.printed}" for each in carried]
        else:
            row.verdict = "slip"
        line = None
        if entry.line is not None:
            row.line = checked_line(entry, row.verdict, scope, own)
            line = line_estimate(entry, scope.exactly())
        if row.verdict == "slip":
            self.wrong.append((row, entry, Wrong(entry.step, entry.value, entry.unit, scope, self.usual, line)))
        self._take_evidence(entry, scope, own)

    def _wrong_behind(self, step, repeated):
        """The rows of the wrong numbers that a step reads, or of the same number where it is printed once more."""
        names = [step] if repeated else self._names_behind(step)
        return [self.rows[name] for name in names if self.rows[name].is_wrong]

    def _names_behind(self, step):
        """The printed names that a step reads, itself or through steps that are not printed."""
        found = []
        waiting = [step]
        while waiting:
            for name in names_in(self.program.trees[waiting.pop(0)]):
                if name in found or name in waiting:
                    continue
                if name in self.rows:
                    found.append(name)
                elif name in self.program.trees:
                    waiting.append(name)
        return found

    def _take_evidence(self, entry, scope, own):
        """Whether this number tells that one before it was written down wrong: it goes on with the right value."""
        for name in self._names_behind(entry.step):
            row = self.rows[name]
            if row.verdict != "slip" or row.own is None:
                continue
            right = scope.without(name).of_tree(self.program.trees[entry.step])
            follows_printed = rounds_to(entry.value, entry.unit, own)
            if follows_printed != rounds_to(entry.value, entry.unit, right):
                self.copied[name] = not follows_printed

    def _keep(self, row, entry, scope):
        """Take the number up among those that later ones are judged from."""
        before = self.rows.get(entry.step)
        if before is not None and before.verdict != "slip" and row.verdict == "slip":
            return
        self.rows[entry.step] = row
        if entry.step not in self.program.trees:
            if row.verdict == "slip":
                self.known[entry.step] = Estimate(entry.value, 0.0)
            return
        value, radius = entry.value, entry.unit / 2
        own = scope.of_tree(self.program.trees[entry.step])
        start = Estimate(self.program.start[entry.step], 0.0)
        if not any(rounds_to(value, entry.unit, each) for each in (own, start)):
            if any(is_cut_off(value, entry.unit, each) for each in (own, start)):
                value += radius if value > 0 else -radius
        self.known[entry.step] = Estimate(value, radius)

    def find_causes(self):
        """Give each slip its causes: a slip that explains several numbers, or that others tell of, comes first."""
        all_wrong = [wrong for _, _, wrong in self.wrong]
        for row, entry, wrong in self.wrong:
            others = [each for each in all_wrong if each is not wrong]
            above = [name for name in self._names_behind(entry.step) if name in wrong.scope.known]
            above = [name for name in above if self.rows[name].verdict == "slip" and self.rows[name].own is not None]
            causes = likely_causes(self.program.steps, wrong, others, self.copied.get(entry.step), above)
            causes = [self._as_printed(cause, entry) for cause in causes]
            if row.line is not None and row.line.verdict == "number follows the wrong line" and not causes:
                why = "The number follows its line as printed, and the line is wrong."
                causes = [Cause("wrong line", why, row.line.text, row.line.value, entry.line, entry.step, 1.0)]
            row.causes = causes

    def _as_printed(self, cause, entry):
        """A cause with the sign that the document gives the number, and with the names that a reader knows."""
        return cause._replace(
            value=entry.sign * cause.value,
            why=self.program.in_words(cause.why),
            expression=self.program.in_words(cause.expression),
        )

    def _row_after_training(self, entry):
        """A number after several updates, one data row at a time."""
        computed = self.trained(entry, entry.updates)
        row = AuditRow(
            name=entry.name, label=entry.label, printed=entry.text, own=None, computed=computed,
            verdict="agrees", document=entry.source,
        )  # fmt: skip
        if not rounds_to(entry.value, entry.unit, Estimate(computed, 0.0)):
            row.verdict = "rounding" if abs(computed - entry.value) <= entry.unit else "slip"
        if row.verdict == "slip":
            options = (
                ("updated for old", "The layer above was updated first, and the layer below read its new weights.",
                 self.trained(entry, entry.updates, "output_first")),
                ("one update off", "The number was read one update early.", self.trained(entry, entry.updates - 1)),
                ("one update off", "The number was read one update late.", self.trained(entry, entry.updates + 1)),
            )  # fmt: skip
            for kind, why, value in options:
                if rounds_to(entry.value, entry.unit, Estimate(value, 0.0)):
                    row.causes.append(Cause(kind, why, entry.step, value, entry.step, entry.step, 1.0))
        return row

    def trained(self, entry, updates, order="simultaneous"):
        """The value of a step before the next update, after so many of them."""
        example = self.example
        rule = dict(loss=example.loss, optimizer=SGD(example.learning_rate), order=order, frozen=example.frozen)
        loop = dict(epochs=updates, batch_size=1, record=False)
        theta = train(example.network, example.theta, example.x[:1], example.t[:1], **loop, **rule).theta[-1]
        return self.program.value_at(theta, entry.step)


def to_markdown(rows: Iterable[AuditRow]) -> str:
    """The rows as a Markdown table, and below it a list of the causes.

    Parameters
    ----------
    rows : iterable of AuditRow

    Returns
    -------
    str
    """
    rows = [instance("a row", row, AuditRow, "a row of audit") for row in listed("rows", rows, "rows of audit")]
    head = ("Number", "Printed", "Verdict", "From the numbers before it", "From the start")
    lines = [head, ("---",) * len(head)]
    for row in rows:
        own = "" if row.own is None else _shown(row.own, row.printed)
        lines.append((row.label, row.printed, row.verdict, own, _shown(row.computed, row.printed)))
    table = ["| " + " | ".join(line) + " |" for line in lines]
    causes = [f"- {row.label} = {row.printed}: {row.cause}" for row in rows if row.cause]
    return "\n".join([*table, "", *causes])


def _shown(value, printed):
    """`value` with two digits more than were printed."""
    digits = printed.replace(",", ".").partition(".")[2]
    decimals = len("".join(letter for letter in digits.partition("e")[0] if letter.isdigit()))
    return f"{value:.{decimals + 2}f}"
