"""Stock ipywidgets sliders around a plotting function, for readers who want the controls in Python."""

from __future__ import annotations

import base64
import inspect
import io
import math
from decimal import Decimal
from html import escape
from numbers import Integral, Real

import ipywidgets as widgets
import numpy as np
from IPython.display import HTML, display
from matplotlib.figure import Figure

from ..validation import instance, positive

__all__ = ["Tweak", "tweak"]

# JupyterLab and Jupyter Notebook mark their body so; only elsewhere does the note have something to say.
NOTE = (
    "<style>body[data-jp-theme-light] .bp-tweak-note {{ display: none; }}</style>"
    '<p class="bp-tweak-note">Open this page in Jupyter to move {controls} yourself.</p>'
)


def tweak(function, *, alt="", figsize=(6.4, 4.0), **sliders):
    """Draw ``function(ax, **values)``, and draw it again whenever a slider moves.

    Parameters
    ----------
    function : callable
        Draws into the matplotlib axes that it gets as ``ax``, with one more argument for each slider.
    alt : str
        Alternative text: what the figure shows.
    figsize : tuple of float
        Width and height of the figure in inches.
    **sliders
        For each argument a tuple ``(low, high)``, ``(low, high, step)`` or ``(low, high, step, value)``, a list of
        values to choose from, or an ipywidgets control. Whole numbers give a slider of whole numbers; without a
        step, a range above 0 whose ends differ a hundredfold is logarithmic.

    Returns
    -------
    Tweak
        As the last line of a cell it shows itself: controls and figure in Jupyter; in the built book the figure at
        the first values, and where it moves.

    Raises
    ------
    ValueError
        If `function` does not take ``ax`` and each of the sliders, or a slider is none of the three kinds.

    Examples
    --------
    >>> import backprop as bp
    >>> def line(ax, slope):
    ...     ax.plot([0, 1], [0, slope])
    >>> figure = bp.tweak(line, slope=(-2.0, 2.0), alt="A line through the origin.")
    """
    return Tweak(function, sliders, alt, figsize)


class Tweak:
    """Controls and the figure that they redraw, made by :func:`tweak`.

    Attributes
    ----------
    controls : dict
        The ipywidgets controls by the name of their argument.
    figure : matplotlib.figure.Figure
        One figure for all redraws; pyplot does not know it.
    """

    def __init__(self, function, sliders, alt, figsize):
        _check_arguments(function, sliders)
        instance("alt", alt, str, "a text")
        if np.shape(positive("figsize", figsize)) != (2,):
            raise ValueError(f"figsize must be (width, height) in inches, got {figsize!r}")
        self._function, self._alt, self._shown = function, alt, None
        self.controls = {name: _control(name, given) for name, given in sliders.items()}
        self.figure = Figure(figsize=figsize, layout="constrained")
        self._draw()
        for control in self.controls.values():
            control.observe(self._redraw, "value")

    @property
    def values(self):
        """The present value of each control."""
        return {name: control.value for name, control in self.controls.items()}

    def _draw(self):
        self.figure.clear()
        self._function(ax=self.figure.add_subplot(), **self.values)

    def _redraw(self, change):
        self._draw()
        if self._shown:
            self._shown.update(self._picture())

    def _picture(self):
        file = io.BytesIO()
        self.figure.savefig(file, format="png", dpi=110)
        data = base64.b64encode(file.getvalue()).decode()
        return HTML(
            f'<img alt="{escape(self._alt)}" src="data:image/png;base64,{data}" style="max-width: 100%">'
            + NOTE.format(controls=" and ".join(self.controls))
        )

    def _ipython_display_(self):
        display(widgets.VBox(list(self.controls.values())))
        self._shown = display(self._picture(), display_id=True)


def _check_arguments(function, sliders):
    if not callable(function):
        raise ValueError(f"function must be one that draws into ax, got {function!r}")
    parameters = inspect.signature(function).parameters
    open_ended = any(each.kind is each.VAR_KEYWORD for each in parameters.values())
    for name in ("ax", *sliders):
        if name not in parameters and not open_ended:
            raise ValueError(f"function must take an argument {name!r}, it takes {', '.join(parameters) or 'none'}")


def _control(name, given):
    if isinstance(given, widgets.DOMWidget):
        return given
    options = {"description": name.replace("_", " "), "style": {"description_width": "initial"}}
    if isinstance(given, list) and given:
        return widgets.Dropdown(options=given, **options)
    if not _is_range(given):
        raise ValueError(f"{name} must be (low, high[, step[, value]]), a list or a control, got {given!r}")
    low, high = given[:2]
    if len(given) == 2 and low > 0 and high >= 100 * low:
        ends = {"min": math.log10(low), "max": math.log10(high), "value": math.sqrt(low) * math.sqrt(high)}
        return widgets.FloatLogSlider(**ends, step=0.05, readout_format=".3g", **options)
    whole = all(isinstance(each, Integral) for each in given)
    hundredth = 10.0 ** math.floor(math.log10(high - low) - 1.99)
    kind, finest = (widgets.IntSlider, 1) if whole else (widgets.FloatSlider, hundredth)
    step, value = (*given[2:], *(finest, low + (high - low) // 2 if whole else (low + high) / 2)[len(given) - 2 :])
    decimals = -Decimal(f"{float(step):.3g}").normalize().as_tuple().exponent
    places = {} if whole else {"readout_format": f".{max(0, decimals)}f"}
    return kind(min=low, max=high, step=step, value=value, **places, **options)


def _is_range(given):
    if not isinstance(given, tuple) or not 2 <= len(given) <= 4:
        return False
    if not all(isinstance(each, Real) and not isinstance(each, bool) for each in given):
        return False
    try:
        if not all(abs(float(each)) < 1e300 for each in given):
            return False
    except OverflowError:
        return False
    low, high, step, value = (*given, *(1, given[0])[len(given) - 2 :])
    return low < high and step > 0 and low <= value <= high
