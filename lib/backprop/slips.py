"""The mistakes that people make by hand, as edits of a step of a trace.

The page has the same ones, in ``widgets/js/model/slips.js``: same kinds, same order, same words. So everything here is
made of plain data: steps, trees, and a dict of floats by name.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from .aliases import Tree
from .digits import digit_slips, rounded
from .edits import Edit
from .expression import Step, evaluate, names_in, renamed, steps_for, text
from .mistakes import edits_of
from .optimizers import SGD
from .trace import trace
from .validation import one_of

if TYPE_CHECKING:
    from .examples.example import Example

__all__ = [
    "COMMON", "KINDS", "Slip", "after_names", "after_steps", "slips", "slips_behind", "slips_of", "trace_of",
    "values_of", "worked",
]  # fmt: skip

#: The kinds of slips, in the order in which they are listed, and how often each is met, as a share of all mistakes. The
#: shares are rough, from the worked examples of this book; they decide between slips that give the same digits.
KINDS = {
    "t - o for o - t": 0.06,
    "sign lost": 0.08,
    "slope dropped": 0.06,
    "factor dropped": 0.08,
    "half dropped": 0.04,
    "rate dropped": 0.03,
    "bias dropped": 0.05,
    "term dropped": 0.05,
    "updated for old": 0.08,
    "old for updated": 0.05,
    "operand of the neighbor": 0.10,
    "before for after the activation": 0.03,
    "slope at z for slope at a": 0.02,
    "error for the difference": 0.03,
    "line above repeated": 0.03,
    "sum for the mean": 0.02,
    "mean for the sum": 0.02,
    "bias twice": 0.01,
    "slope twice": 0.01,
    "factor twice": 0.01,
    "term twice": 0.01,
    "other function": 0.03,
    "logarithm to base 10": 0.02,
    "factor too many": 0.03,
    "rounded on the way": 0.04,
    "decimal point moved": 0.05,
    "digits swapped": 0.03,
    "digit dropped": 0.02,
    "digit doubled": 0.01,
}
#: The kinds that are met most: those before the operand of a neighbor.
COMMON = tuple(KINDS)[: tuple(KINDS).index("operand of the neighbor")]
#: The decimals that people round to on the way.
ROUNDED_TO = (1, 2, 3, 4)


class Slip(NamedTuple):
    """One mistake in one step.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    why : str
        What was done, in words; names of the trace stand between backticks.
    expression : str
        What was computed in place of the right expression.
    value : float
        What that gives.
    tree : str, number or tuple
        The expression as a tree, see ``backprop/expression.py``.
    """

    kind: str
    why: str
    expression: str
    value: float
    tree: Tree


def slips(example: Example, step: str) -> list[Slip]:
    """Every mistake that people make in a step of a worked example.

    Parameters
    ----------
    example : Example
        One data row, or several whose mean gradient the update reads.
    step : str
        A name of its trace, such as ``"delta_h1"``, or of the forward pass after the update, such as ``"after_h1"``.

    Returns
    -------
    list of Slip
        By kind, the likeliest first. Edits that do not change the value are left out.

    Raises
    ------
    ValueError
        If the trace has no such step, or the step has a value for each of several examples.

    Examples
    --------
    >>> import backprop as bp
    >>> for slip in bp.slips(bp.examples.two_two_two, "g_w5")[:2]:
    ...     print(slip.kind, slip.expression)
    sign lost -(delta_o1*h1)
    factor dropped h1
    """
    steps, values = worked(example)
    one_of("step", step, {each.name: each for each in steps})
    if isinstance(values[step], list):
        raise ValueError(f"{step} has a value for each of {len(values[step])} examples; give an example with one row")
    return slips_of(steps, values, step)


def worked(example):
    """The steps of a worked example and the value of everything in them.

    One update, with plain gradient descent, and after it the forward pass with the updated parameters, whose names
    begin with ``after_``. Of several examples, the update reads the mean gradient of all of them.

    Parameters
    ----------
    example : Example

    Returns
    -------
    steps : list of Step
    values : dict
        A float for each name; a list of floats, one for each example, where there are several.

    Raises
    ------
    ValueError
        If the network is too large for a trace.
    """
    # Needed only here: the examples are a third of what an import of the library would cost.
    from .examples.example import checked_example

    checked_example(example)
    program = trace_of(example, examples=len(example.x))
    steps = [*program.steps, *after_steps(program.steps)]
    given = program.values(example.theta, example.x, example.t)
    given = {name: value.tolist() if hasattr(value, "tolist") else value for name, value in given.items()}
    return steps, values_of(steps, given)


def trace_of(example, examples):
    """The trace of an update with plain gradient descent, which takes so many examples."""
    rule = dict(loss=example.loss, optimizer=SGD(example.learning_rate), frozen=example.frozen)
    return trace(example.network, examples=examples, **rule)


def after_steps(steps):
    """A second forward pass: the forward and error steps, with the updated parameters and ``after_`` in their names."""
    new_names = after_names(steps)
    repeated = [step for step in steps if step.phase in ("forward", "error")]
    return [Step("after", new_names[step.name], renamed(step.tree, new_names)) for step in repeated]


def after_names(steps):
    """What the update makes of each name that it changes: ``w1_new`` of ``w1``, ``after_h1`` of ``h1``."""
    names = {step.name.removesuffix("_new"): step.name for step in steps if step.phase == "update"}
    return names | {step.name: f"after_{step.name}" for step in steps if step.phase in ("forward", "error")}


def values_of(steps, given):
    """`given`, a value for each name that the steps do not assign, and the values that the steps assign."""
    values = dict(given)
    for step in steps:
        values[step.name] = evaluate(step.tree, values)
    return values


def slips_of(steps, values, name, tree=None):
    """The slips of the step `name`, from the values of everything it could read.

    Parameters
    ----------
    steps : list of Step
        A trace, or one with the forward pass after it (:func:`worked`).
    values : dict
        A float for each name.
    name : str
        One of the steps.
    tree : str, number or tuple, optional
        The tree to be edited, where it is not that of the step: one that reads a name in place of a part.

    Returns
    -------
    list of Slip
    """
    place = [step.name for step in steps].index(name)
    tree = steps[place].tree if tree is None else tree
    right = evaluate(tree, values)
    edits = edits_of(steps, place, tree, _example_count(values))
    computed = [step.name for step in steps[:place]]
    edits += [Edit("rounded on the way", why, short) for why, short in _roundings(tree, computed, values)]
    edits += [Edit(kind, why, value) for kind, why, value in digit_slips(right)]
    found, seen = [], {text(tree)}
    places = {kind: place for place, kind in enumerate(KINDS)}
    for edit in sorted(edits, key=lambda edit: places[edit.kind]):
        slip = Slip(edit.kind, edit.why, text(edit.tree), evaluate(edit.tree, values), edit.tree)
        if slip.expression not in seen and is_other_number(slip.value, right):
            seen.add(slip.expression)
            found.append(slip)
    return found


def _example_count(values):
    """How many examples the values are of."""
    return max([len(value) for value in values.values() if isinstance(value, list)], default=1)


def _roundings(tree, computed, values):
    """A computed number that was rounded to few decimals before it was read, alone or with all others."""
    names = [name for name in dict.fromkeys(names_in(tree)) if name in computed]
    names = [name for name in names if not isinstance(values[name], list)]
    found = []
    for decimals in ROUNDED_TO:
        short = {name: rounded(values[name], decimals) for name in names}
        short = {name: value for name, value in short.items() if value != 0 and value != values[name]}
        for name, value in short.items():
            why = f"`{name}` was rounded to {text(value)} on the way."
            found.append((why, renamed(tree, {name: value})))
        if len(short) > 1:
            listed = ", ".join(f"`{name}` to {text(value)}" for name, value in short.items())
            found.append((f"All was rounded on the way: {listed}.", renamed(tree, short)))
    return found


def slips_behind(steps, values, name):
    """The commonest slips in the backward steps that a step is computed from, and what each makes of that step.

    Parameters
    ----------
    steps : list of Step
    values : dict
        As :func:`worked` gives them.
    name : str
        One of the steps.

    Returns
    -------
    list of Slip
        The value is that of the step `name`, the expression that of the step in which the slip is made.
    """
    trees = {step.name: step.tree for step in steps}
    behind = [step.name for step in steps_for(steps, [name]) if step.phase == "backward" and step.name != name]
    found = []
    for step in behind:
        for slip in slips_of(steps, values, step) if not isinstance(values[step], list) else []:
            if slip.kind in COMMON:
                changed = values | {step: slip.value}
                for later in behind[behind.index(step) + 1 :]:
                    changed[later] = evaluate(trees[later], changed)
                value = evaluate(trees[name], changed)
                if is_other_number(value, values[name]):
                    found.append(slip._replace(why=f"In `{step}`: {slip.why}", value=value))
    return found


def is_other_number(value, right):
    """Whether `value` is one number, and another than `right`."""
    if isinstance(value, list):
        return False
    return math.isfinite(value) and abs(value - right) > 1e-12 * max(abs(value), abs(right))
