"""What may have gone wrong where a printed number does not follow: the slips that give its digits, likeliest first.

The page has the same, in ``widgets/js/model/causes.js``.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from .aliases import Tree
from .digits import POINT_MOVES, fixed
from .estimates import Estimate, Scope, gives, rounds_to
from .expression import names_in, text
from .slips import COMMON, KINDS, slips_of

__all__ = ["Cause", "Wrong", "copying_slips", "likely_causes"]

#: Kinds that happen in copying a number: they are looked for in the printed digits.
COPYING = ("decimal point moved", "digits swapped", "digit dropped", "digit doubled")
#: Kinds that move a number little, so that one of them is easily near the printed number by chance.
NEAR = (
    "rounded on the way", "updated for old", "old for updated", "digits swapped", "digit dropped", "digit doubled",
)  # fmt: skip
#: A wrong number that is so many times nearer to the right one than to 0 is no accident of its size.
FAR = 10.0
#: How many wrong numbers have a cause that no list of slips holds.
OTHER = 0.3
#: How many numbers are right, but go on from a right number that was printed wrong.
MISPRINT_ABOVE = 0.15
#: People go on with the numbers that they printed: a slip that needs what was rounded away counts less.
INEXACT = 0.3
#: Behind so many steps that are not printed, only the common kinds are looked for.
MANY_STEPS = 24
#: A cause is as good as certain, or as good as out, by this factor where other numbers speak for it or against it.
SUPPORT = 10.0


#: Odds from which on a cause is named: it is then not much less likely than all that no list holds.
LIKELY = 0.5
#: A cause is left out where another is so many times as likely.
FAR_LIKELIER = 30.0


class Cause(NamedTuple):
    """A slip that gives the printed digits.

    Attributes
    ----------
    kind, why : str
        See :class:`backprop.slips.Slip`.
    expression : str
        What was computed in the step `step` in place of the right expression.
    value : float
        The printed number, had nothing been rounded.
    tree : str, number or tuple
        The expression as a tree.
    step : str
        The step in which the slip was made: that of the printed number, or one behind it that was not printed.
    odds : float
        How much likelier it is than a cause that no list holds.
    """

    kind: str
    why: str
    expression: str
    value: float
    tree: Tree
    step: str
    odds: float


class Wrong(NamedTuple):
    """A printed number that does not follow.

    Attributes
    ----------
    name : str
        The step that it stands for.
    value, unit : float
        The number, with the sign that the trace gives it, and one unit in its last digit.
    scope : Scope
        What was printed before it.
    usual : float
        One unit in the last digit of most numbers: where it is smaller, zeros at the end may have been left away.
    line : Estimate or None
        What the line printed beside it gives, from the numbers as they are printed.
    """

    name: str
    value: float
    unit: float
    scope: object
    usual: float
    line: object = None


class Candidate(NamedTuple):
    """A slip in some step, and the number that results."""

    kind: str
    why: str
    tree: object
    step: str
    estimate: Estimate
    known: dict


def likely_causes(steps, wrong, others=(), copied=None, above=()):
    """The causes of a wrong number.

    Parameters
    ----------
    steps : list of Step
    wrong : Wrong
    others : sequence of Wrong
        All other numbers that do not follow: a slip in a step behind them may explain several.
    copied : bool or None
        Whether later numbers go on with the right value, as if this one were written down wrong; None if none tells.
    above : sequence of str
        The wrong numbers that this one reads.

    Returns
    -------
    list of Cause
        Likeliest first; empty where no slip gives the digits, or too many might by chance.
    """
    right = wrong.scope.of_tree(wrong.scope.trees[wrong.name])
    candidates = _candidates(steps, wrong)
    counts = {}
    for candidate in candidates:
        counts[candidate.kind] = counts.get(candidate.kind, 0) + 1
    found = []
    for candidate in candidates:
        if _is_another(candidate, right) and gives(wrong.value, wrong.unit, candidate.estimate):
            odds = _odds(candidate.kind, counts[candidate.kind], candidate.estimate, wrong, right)
            odds *= SUPPORT ** _explained(candidate, wrong, others)
            if wrong.line is not None and _is_line(candidate.estimate, wrong.line):
                odds *= SUPPORT**2
            found.append(_cause(candidate, odds / SUPPORT if copied else odds))
    found += _misprints_above(wrong, right, above)
    for kind, why, odds in _copying_causes(wrong, right):
        if copied is not None:
            odds = odds * SUPPORT if copied else odds / SUPPORT
        found.append(Cause(kind, why, text(wrong.name), wrong.value, wrong.name, wrong.name, odds))
    least = max([LIKELY, *(cause.odds / FAR_LIKELIER for cause in found)])
    likely = [cause for cause in found if cause.odds >= least]
    return sorted(likely, key=lambda cause: -round(math.log(cause.odds), 6))


def _is_another(candidate, right):
    """Whether a slip can be told from the right rule, however the numbers before it were rounded."""
    distance = abs(candidate.estimate.value - right.value)
    return math.isfinite(distance) and (candidate.kind in NEAR or distance > right.radius)


def _cause(candidate, odds):
    value = candidate.estimate.value
    return Cause(candidate.kind, candidate.why, text(candidate.tree), value, candidate.tree, candidate.step, odds)


def _odds(kind, count, estimate, wrong, right):
    """How much likelier one of `count` slips of a kind is than a cause that no list holds."""
    share = (MISPRINT_ABOVE if kind == "misprint above" else KINDS[kind]) / count
    exact = Estimate(estimate.value, 0.0)
    if rounds_to(wrong.value, wrong.usual, exact):
        return share / (OTHER * _chance(kind, min(wrong.unit, wrong.usual), wrong, right))
    if gives(wrong.value, wrong.unit, exact):
        return share / (OTHER * _chance(kind, wrong.unit, wrong, right))
    return INEXACT * share / (OTHER * _chance(kind, 2 * estimate.radius + wrong.unit, wrong, right))


def _chance(kind, window, wrong, right):
    """How likely a slip of this kind gives a number within the window by chance."""
    origin = 0.0
    before = wrong.name.removesuffix("_new").removeprefix("after_")
    if before != wrong.name:  # an update moves a parameter a little, and all that is computed anew from it
        origin = wrong.scope.start[before]
    spread = max(abs(right.value - origin), abs(wrong.value - origin))
    distance = abs(wrong.value - right.value)
    spread = min(spread, distance if kind in NEAR else FAR * distance)
    return window / (2 * max(spread, window))


def _misprints_above(wrong, right, above):
    """The case that a number above was written down wrong, and this one goes on with what it should have been."""
    found = []
    for name in above:
        scope = wrong.scope.without(name)
        estimate = scope.of_tree(scope.trees[wrong.name])
        if rounds_to(wrong.value, wrong.unit, estimate):
            own = scope.of_name(name)
            why = f"`{name}` had its right value here, as the numbers before it give it: it is printed wrong above."
            odds = _odds("misprint above", len(above), estimate, wrong, right)
            found.append(Cause("misprint above", why, text(own.value), estimate.value, own.value, name, odds))
    return found


def _is_line(estimate, line):
    return abs(estimate.value - line.value) <= line.radius + 1e-9 * abs(line.value)


def _candidates(steps, wrong):
    """The slips of the step itself, of each step behind it that is not printed, and of several such steps alike."""
    scope = wrong.scope
    values = scope.values()
    found = []
    rows = scope.rows if any(name in scope.rows for name in names_in(scope.trees[wrong.name])) else {}
    for slip in slips_of(steps, values | rows, wrong.name, scope.trees[wrong.name]):
        if slip.kind not in COPYING or not isinstance(slip.tree, float):
            found.append(Candidate(slip.kind, slip.why, slip.tree, wrong.name, scope.of_tree(slip.tree), {}))
    behind = []
    unknown = scope.unknown_behind(wrong.name)
    kinds = KINDS if len(unknown) <= MANY_STEPS else COMMON
    for step in unknown:
        behind += _candidates_behind(steps, scope, values | scope.rows, step, kinds)
    behind += _repeated(behind)
    found += [_carried_forward(candidate, wrong.name, scope) for candidate in behind]
    if wrong.name.startswith("after_"):
        found += _other_order(steps, wrong)
    return found


def _other_order(steps, wrong):
    """After an update: all of it computed anew, with deltas that read the updated weights of the layer above."""
    trees = {step.name: step.tree for step in steps}
    given = {name: known for name, known in wrong.scope.known.items() if name not in trees}
    scope = Scope(trees, wrong.scope.start, wrong.scope.rows, given)
    behind = []
    for step in scope.unknown_behind(wrong.name):
        if step.startswith("delta_"):
            behind += _candidates_behind(steps, scope, scope.values() | scope.rows, step, ("updated for old",))
    return [_carried_forward(candidate, wrong.name, scope) for candidate in [*behind, *_repeated(behind)]]


def _candidates_behind(steps, scope, values, step, kinds):
    found = []
    if step in scope.rows:
        return []
    for slip in slips_of(steps, values, step, scope.trees[step]):
        if slip.kind in kinds and slip.kind not in (*COPYING, "rounded on the way", "line above repeated"):
            estimate = scope.of_tree(slip.tree)
            why = f"In `{step}`: {slip.why}"
            found.append(Candidate(slip.kind, why, slip.tree, step, estimate, {step: estimate}))
    return found


def _repeated(candidates):
    """The same slip made in each step of a kind: in the delta of each hidden neuron, in each update."""
    alike = {}
    for candidate in candidates:
        kind_of_step = "".join(letter for letter in candidate.step if not letter.isdigit())
        pattern = "".join(letter for letter in candidate.why if not letter.isdigit())
        group = alike.setdefault((kind_of_step, candidate.kind, pattern), {})
        group.setdefault(candidate.step, candidate)
    found = []
    for group in alike.values():
        if len(group) > 1:
            first = next(iter(group.values()))
            known = {step: candidate.known[step] for step, candidate in group.items()}
            why = f"{first.why} The same in {', '.join(f'`{step}`' for step in list(group)[1:])}."
            found.append(first._replace(why=why, known=known))
    return found


def _carried_forward(candidate, name, scope):
    """A slip in a step behind a wrong number, with what it makes of that number."""
    scope = scope.with_known(candidate.known)
    return candidate._replace(estimate=scope.of_tree(scope.trees[name]))


def _explained(candidate, wrong, others):
    """How many of the other wrong numbers follow once the slip is made in a step behind them."""
    if not candidate.known:
        return 0
    count = 0
    for other in others:
        if not any(step in other.scope.known for step in candidate.known) and other.name != wrong.name:
            scope = other.scope.with_known(candidate.known)
            count += gives(other.value, other.unit, scope.of_tree(scope.trees[other.name]))
    return count


def _copying_causes(wrong, right):
    """The slips of copying that turn the right number, or that of the printed line, into the printed one."""
    found = []
    if abs(wrong.value) < 10 * wrong.unit:  # a single digit tells nothing
        return []
    sources = [right] if wrong.line is None else [wrong.line, right]
    for source in sources:
        for kind, why, corrected, unit, count in copying_slips(wrong.value, wrong.unit):
            fits = rounds_to if kind == "digit dropped" else gives
            if not fits(corrected, unit, source) or any(why == each[1] for each in found):
                continue
            exact = fits(corrected, unit, Estimate(source.value, 0.0))
            window = unit if exact else unit + 2 * source.radius
            share = KINDS[kind] / count * (1 if exact else INEXACT)
            found.append((kind, why, share / (OTHER * _chance(kind, window, wrong, source))))
    return found


def copying_slips(value, unit):
    """What a number may have been before it was copied wrong.

    Parameters
    ----------
    value, unit : float
        The printed number and one unit in its last digit.

    Returns
    -------
    list of (str, str, float, float, int)
        The kind, what was done in words, the number before it and its unit, and how many corrections of that kind
        there are.
    """
    found = [("decimal point moved", why, value * back, unit * back) for why, _, back in POINT_MOVES]
    decimals = 0
    while unit * 10.0**decimals < 0.5:
        decimals += 1
    written = fixed(value, decimals)
    sign = math.copysign(1.0, value)
    found += [(kind, why, sign * number, new) for kind, why, number, new in _before_copying(written, unit)]
    counts = {}
    for each in found:
        counts[each[0]] = counts.get(each[0], 0) + 1
    return [(*each, counts[each[0]]) for each in found]


def _before_copying(written, unit):
    found = []
    digits = [place for place in range(len(written)) if written[place] != "."]
    for place, following in zip(digits, digits[1:], strict=False):
        one, other = written[place], written[following]
        between = written[place + 1 : following]
        if one != other:
            number = float(written[:place] + other + between + one + written[following + 1 :])
            found.append(("digits swapped", f"The digits {other} and {one} were swapped.", number, unit))
        elif not between and "." in written[:place]:
            number = float(written[:place] + written[following:])
            found.append(("digit doubled", f"The digit {one} was written twice.", number, unit * 10))
    if "." in written:
        for place in range(written.index(".") + 1, len(written)):
            for digit in "0123456789" if written[:place].strip("0.") else "123456789":
                number = float(written[:place] + digit + written[place:])
                found.append(("digit dropped", f"The digit {digit} was left out.", number, unit / 10))
    return found
