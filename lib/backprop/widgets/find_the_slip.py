"""The game *Find the slip*: a worked update with one slip in it, for the end of a chapter."""

from __future__ import annotations

import anywidget
import traitlets

from ..examples.example import Example, checked_example
from ..trace import trace
from ..validation import instance, whole
from . import bundle
from .specs import formulas_of, network_spec

__all__ = ["FindTheSlip"]

#: As in ``js/model/find-slip.js``.
MOST_LEVEL, MOST_SEED = 3, 9999


class FindTheSlip(anywidget.AnyWidget):
    """A worked update of one parameter, in which one line holds a slip that later numbers inherit.

    The reader finds the line and then names the kind of slip. A round is drawn from its level and its seed, so that a
    class can have the same one; a link carries both. It needs no kernel.

    Parameters
    ----------
    example : Example
        Of several examples, the one with the largest error is worked.
    seed : int, optional
        Of the first round, from 1 to 9999; 1 by default. The reader goes on to others.
    level : int
        1: the lines are shown as they were worked, to 3 digits. 2: the numbers alone, to 4 digits. 3: to 6 digits, and
        the slip may be one of copying.

    Raises
    ------
    ValueError
        If the example is too large for a trace, or a number is out of its range.

    Examples
    --------
    >>> import backprop as bp
    >>> game = bp.FindTheSlip(bp.examples.two_two_two, seed=17, level=2)
    """

    _esm = bundle.esm(
        "model/primitives", "model/expression", "model/evaluate", "model/writer", "model/roles",
        "model/edits", "model/readings", "model/mistakes", "model/digits", "model/slips", "model/find-slip",
        "drawing/dom", "drawing/mathml", "drawing/numbers", "views/symbols", "views/formula", "views/spoken",
        "views/inline", "views/find-slip", "views/find-slip-widget",
    )  # fmt: skip
    _css = bundle.css("base", "find-slip")

    spec = traitlets.Dict().tag(sync=True)
    formulas = traitlets.Dict().tag(sync=True)

    def __init__(self, example: Example, seed: int = 1, level: int = 1) -> None:
        checked_example(example)
        program = trace(example.network, example.loss, frozen=example.frozen)
        x, t = _worst_row(example)
        values = program.values(example.theta, x, t) | {"rate": example.learning_rate}
        spec = {
            "name": example.name,
            "title": example.title,
            "network": network_spec(example) | {"optimizers": {"sgd": {"rate": example.learning_rate}}},
            "given": {name: float(value) for name, value in values.items()},
            "round": {"level": _within("level", level, MOST_LEVEL), "seed": _within("seed", seed, MOST_SEED)},
        }
        super().__init__(spec=spec, formulas=formulas_of(example))

    def link(self, page: str = "") -> str:
        """Address of `page` with the round, for everybody to have the same one.

        Parameters
        ----------
        page : str
            A page that holds this game, such as ``"two-two-two.html"``; without it the fragment alone.

        Returns
        -------
        str
        """
        level, seed = self.spec["round"]["level"], self.spec["round"]["seed"]
        return f"{instance('page', page, str, 'a text')}#find_slip.{self.spec['name']}?find_slip={level},{seed}"


def _worst_row(example):
    """The data row with the largest error: where the error is 0, most slips make no difference."""

    def error(row):
        x, t = row
        return example.network.error(example.theta, x, t, example.loss)

    return max(zip(example.x, example.t, strict=True), key=error)


def _within(name, value, most):
    if whole(name, value, least=1) > most:
        raise ValueError(f"{name} must be a whole number from 1 to {most}, got {value}")
    return value
