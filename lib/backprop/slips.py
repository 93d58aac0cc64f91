"""The mistakes that people make by hand, as edits of a step of a trace.

The page has the same ones, in ``widgets/js/model/slips.js``: same kinds, same order, same words.
"""

from __future__ import annotations

from .expression import Step, evaluate, renamed
from .optimizers import SGD
from .trace import trace

__all__ = ["after_steps", "worked"]


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
    program = trace(
        example.network,
        loss=example.loss,
        optimizer=SGD(example.learning_rate),
        frozen=example.frozen,
        examples=len(example.x),
    )
    steps = [*program.steps, *after_steps(program.steps)]
    values = {
        name: value.tolist() if hasattr(value, "tolist") else value
        for name, value in program.values(example.theta, example.x, example.t).items()
    }
    return steps, values_of(steps, values)


def after_steps(steps):
    """A second forward pass: the forward and error steps, with the updated parameters and ``after_`` in their names."""
    repeated = [step for step in steps if step.phase in ("forward", "error")]
    new_names = {step.name[: -len("_new")]: step.name for step in steps if step.phase == "update"}
    for step in repeated:
        new_names[step.name] = f"after_{step.name}"
    return [Step("after", new_names[step.name], renamed(step.tree, new_names)) for step in repeated]


def values_of(steps, given):
    """`given`, a value for each name that the steps do not assign, and the values that the steps assign."""
    values = dict(given)
    for step in steps:
        values[step.name] = evaluate(step.tree, values)
    return values


def slips(example, step):
    """The mistakes that people make in a step of a worked example."""
    return []
