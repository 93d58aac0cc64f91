"""A question in the page: predict first, then check, then reveal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import anywidget
import traitlets

from ..examples.example import Example, checked_example
from ..slips import slips_behind, slips_of, worked
from ..validation import instance, listed, number, one_of, shown, whole
from . import bundle

__all__ = ["Question"]

#: A number is right within this share of a unit of its last digit: half of one, and a little for rounding on the way.
SHARE_OF_UNIT = 0.6


class Question(anywidget.AnyWidget):
    """A prompt with a number or one of several choices as its answer.

    Texts may hold ```code```, ``**strong**`` and ``*emphasis*``; code that is a name of a trace, such as ``w5`` or
    ``delta_h1``, and ``dE/dw5`` are set as formulas. What the reader answers is kept in the page only.

    Parameters
    ----------
    prompt : str
    answer : float or str, optional
        The number, best computed by the library, or the right one of `choices`.
    tolerance : float, optional
        How far from the answer a number may be and still be right; half a percent of it by default (0.005 where it
        is 0).
    choices : sequence of str, optional
        At least two different ones.
    feedback : dict, optional
        What to say to a known answer, right or wrong: ``{value or choice: text}``. A value is known within `tolerance`.
    hint, solution : str, optional
        Shown on request; the solution once something was answered.
    example : Example, optional
    step : str, optional
        With `example`, the answer is the value of this step of its trace, such as ``"delta_h1"``, and the feedback
        knows the slips that people make in it (see :func:`backprop.slips`) and in the backward steps that it is
        computed from; what `feedback` says comes first. Names that begin with ``after_`` are those of a forward pass
        after the update. Of several examples, the steps that take them together are meant: ``mean_E``,
        ``mean_g_w1``, ``w1_new``.
    digits : int, optional
        How many decimals the reader is asked for, in place of `tolerance`.

    Raises
    ------
    ValueError
        If the answer is no finite number, or not among the choices, a text is missing, or the step is none of the
        example.

    Examples
    --------
    >>> import backprop as bp
    >>> question = bp.Question("What is 0.5 * 3?", answer=1.5, feedback={3.5: "That is the sum."})
    >>> question = bp.Question("`delta_h1` =", example=bp.examples.two_two_two, step="delta_h1", digits=6)
    """

    _esm = bundle.esm(
        "model/primitives", "drawing/dom", "drawing/mathml", "drawing/numbers", "model/answers", "views/symbols",
        "views/inline", "views/question",
    )
    _css = bundle.css("base", "question")

    spec = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        prompt: str,
        answer: float | str | None = None,
        tolerance: float | None = None,
        choices: Sequence[str] | None = None,
        feedback: dict[Any, str] | None = None,
        hint: str | None = None,
        solution: str | None = None,
        example: Example | None = None,
        step: str | None = None,
        digits: int | None = None,
    ) -> None:
        if not isinstance(prompt, str) or not prompt.strip():
            raise ValueError(f"prompt must be a text, got {shown(prompt)}")
        feedback = instance("feedback", {} if feedback is None else feedback, dict, "a dict of texts by answer")
        for name, text in (("hint", hint), ("solution", solution), *(("feedback", each) for each in feedback.values())):
            instance(name, text, (str, type(None)), "a text")
        if choices is None:
            asks_step = example is not None or step is not None
            if asks_step:
                steps, values = _worked_step(example, step, answer)
                answer = values[step]
            answer = number("answer", answer)
            tolerance = _tolerance(answer, tolerance, digits)
            known = [(number("a key of feedback", value), text) for value, text in feedback.items()]
            if asks_step:
                known += _named_feedback(steps, values, step, tolerance)
        else:
            choices, known = _checked_choices(choices, answer, feedback)
        spec = {
            "prompt": prompt, "answer": answer, "tolerance": tolerance, "choices": choices,
            "feedback": known, "hint": hint, "solution": solution,
        }
        super().__init__(spec=spec)


def _checked_choices(choices, answer, feedback):
    choices = [instance("a choice", each, str, "a text") for each in listed("choices", choices, "texts")]
    if len(choices) < 2 or len(set(choices)) < len(choices):
        raise ValueError(f"choices must hold at least two different texts, got {shown(choices)}")
    for value in (answer, *feedback):
        if not isinstance(value, str) or value not in choices:
            raise ValueError(f"{shown(value)} is not among the choices {shown(choices)}")
    return choices, list(feedback.items())


def _worked_step(example, step, answer):
    """The steps and values of an example, for a question about one step that gives no answer of its own."""
    if answer is not None:
        raise ValueError(f"give an answer or an example with a step, not both; got answer={shown(answer)}")
    steps, values = worked(checked_example(example))
    value = one_of("step", step, values)
    if isinstance(value, list):
        raise ValueError(
            f"{step} has a value for each of {len(value)} examples; ask for a step that takes them together, "
            f"or give an example with one row"
        )
    return steps, values


def _tolerance(answer, tolerance, digits):
    if digits is not None:
        if tolerance is not None:
            raise ValueError(f"give a tolerance or digits, not both; got tolerance={tolerance!r} and digits={digits!r}")
        return SHARE_OF_UNIT * 10.0 ** -whole("digits", digits, least=0)
    half_percent = 0.005 * (abs(answer) or 1.0)
    tolerance = number("tolerance", half_percent if tolerance is None else tolerance)
    if tolerance < 0:
        raise ValueError(f"tolerance must not be negative, got {tolerance}")
    return tolerance


def _named_feedback(steps, values, step, tolerance):
    """What to say to the value of each slip that can be told from the answer."""
    found = [*slips_of(steps, values, step), *slips_behind(steps, values, step)]
    return [(slip.value, slip.why) for slip in found if abs(slip.value - values[step]) > 2 * tolerance]
