"""A question in the page: predict first, then check, then reveal."""

from __future__ import annotations

import anywidget
import traitlets

from ..validation import instance, listed, number
from . import bundle

__all__ = ["Question"]


class Question(anywidget.AnyWidget):
    """A prompt with a number or one of several choices as its answer.

    Texts may hold ```code```, ``**strong**`` and ``*emphasis*``; code that is a name of a trace, such as ``w5`` or
    ``delta_h1``, and ``dE/dw5`` are set as formulas. What the reader answers is kept in the page only.

    Parameters
    ----------
    prompt : str
    answer : float or str
        The number, best computed by the library, or the right one of `choices`.
    tolerance : float, optional
        How far from `answer` a number may be and still be right; half a percent of it by default (0.005 where it is 0).
    choices : sequence of str, optional
        At least two different ones.
    feedback : dict, optional
        What to say to a known answer, right or wrong: ``{value or choice: text}``. A value is known within `tolerance`.
    hint, solution : str, optional
        Shown on request; the solution once something was answered.

    Raises
    ------
    ValueError
        If the answer is no finite number, or not among the choices, or a text is missing.

    Examples
    --------
    >>> import backprop as bp
    >>> question = bp.Question("What is 0.5 * 3?", answer=1.5, feedback={3.5: "That is the sum."})
    """

    _esm = bundle.esm(
        "drawing/dom", "drawing/mathml", "drawing/numbers", "model/answers", "views/symbols", "views/inline",
        "views/question",
    )
    _css = bundle.css("question")

    spec = traitlets.Dict().tag(sync=True)

    def __init__(
        self, prompt, answer=None, tolerance=None, choices=None, feedback=None, hint=None, solution=None
    ):
        if not isinstance(prompt, str) or not prompt.strip():
            raise ValueError(f"prompt must be a text, got {prompt!r}")
        feedback = instance("feedback", {} if feedback is None else feedback, dict, "a dict of texts by answer")
        for name, text in (("hint", hint), ("solution", solution), *(("feedback", each) for each in feedback.values())):
            instance(name, text, (str, type(None)), "a text")
        if choices is None:
            answer = number("answer", answer)
            half_percent = 0.005 * (abs(answer) or 1.0)
            tolerance = number("tolerance", half_percent if tolerance is None else tolerance)
            if tolerance < 0:
                raise ValueError(f"tolerance must not be negative, got {tolerance}")
            known = [(number("a key of feedback", value), text) for value, text in feedback.items()]
        else:
            choices = [instance("a choice", each, str, "a text") for each in listed("choices", choices, "texts")]
            if len(choices) < 2 or len(set(choices)) < len(choices):
                raise ValueError(f"choices must hold at least two different texts, got {choices}")
            for value in (answer, *feedback):
                if not isinstance(value, str) or value not in choices:
                    raise ValueError(f"{value!r} is not among the choices {choices}")
            known = list(feedback.items())
        spec = {
            "prompt": prompt, "answer": answer, "tolerance": tolerance, "choices": choices,
            "feedback": known, "hint": hint, "solution": solution,
        }
        super().__init__(spec=spec)
