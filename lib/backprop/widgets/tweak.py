"""Sliders around a plotting function: live Python in Jupyter, pictures that were drawn ahead in the built book."""

from __future__ import annotations

import inspect
import itertools
import math
import os
from collections.abc import Callable
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

import anywidget
import ipywidgets as widgets
import numpy as np
import traitlets
from IPython.display import display
from matplotlib.figure import Figure

from ..pictures import CSS_PIXELS, FEW, picture
from ..validation import instance, positive, shown
from . import bundle

__all__ = ["Tweak", "tweak"]

#: The build of the book sets this variable for its kernels.
IN_THE_BOOK = "BACKPROP_BOOK"
#: At most so many pictures for one slider in the book, and for two.
ONE_SLIDER, TWO_SLIDERS = 32, 60
#: A slider of the page has at most so many stops: there are no more pixels to stand on.
STOPS = 1000
#: Pixels of a picture for an inch: sharp on a page, and some 10 to 20 KB.
RESOLUTION = 144


def tweak(
    function: Callable[..., object],
    *,
    alt: str | Callable[..., str] = "",
    figsize: tuple[float, float] = (4.0, 2.8),
    **sliders: Any,
) -> Tweak:
    """Draw ``function(ax, **values)``, and draw it again whenever a slider moves.

    Parameters
    ----------
    function : callable
        Draws into the matplotlib axes that it gets as ``ax``, with one more argument for each slider.
    alt : str or callable
        Alternative text: what the figure shows at the first values, or a function of the values that says it for any.
    figsize : tuple of float
        Width and height of the figure in inches. Text of 10 points can be read on a phone up to a width of 4.
    **sliders
        For each argument a tuple ``(low, high)``, ``(low, high, step)`` or ``(low, high, step, value)``, a list of
        values to choose from, or an ipywidgets control. Whole numbers give a slider of whole numbers; without a
        step, a range above 0 whose ends differ a hundredfold is logarithmic.

    Returns
    -------
    Tweak
        As the last line of a cell it shows itself: sliders and figure.

    Raises
    ------
    ValueError
        If `function` does not take ``ax`` and each of the sliders, or a slider is none of the three kinds.

    Notes
    -----
    In Jupyter Python draws each figure. The built book has no Python, so its build draws the figures ahead, and the
    sliders of the page choose among them. A slider that stands alone has up to 32 stops there; the first two of
    several share up to 60, the shorter one first; the rest stay at their first values. The first value and both ends
    are always among the stops.

    Examples
    --------
    >>> import backprop as bp
    >>> def line(ax, slope):
    ...     ax.plot([0, 1], [0, slope])
    >>> figure = bp.tweak(line, slope=(-2.0, 2.0), alt="A line through the origin.")
    """
    return Tweak(function, sliders, alt, figsize)


class Tweak(anywidget.AnyWidget):
    """Sliders and the figure that they redraw, made by :func:`tweak`.

    Attributes
    ----------
    controls : dict
        An ipywidgets control for each argument, by its name. It moves with the slider of the page, and moves it.
    figure : matplotlib.figure.Figure
        One figure for all redraws; pyplot does not know it.
    """

    _esm = bundle.esm("drawing/dom", "views/tweak")
    _css = bundle.css("base", "tweak")

    #: For each slider its name and the text of each of its stops.
    sliders: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    #: The stop where each slider stands.
    positions: traitlets.List[int] = traitlets.List().tag(sync=True)
    #: One picture, made anew by Python; in the book one for each choice of stops, the last slider running fastest.
    pictures: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    #: Of the pictures, in pixels of the page.
    width = traitlets.Float().tag(sync=True)

    def __init__(
        self,
        function: Callable[..., object],
        sliders: dict[str, Any],
        alt: str | Callable[..., str],
        figsize: tuple[float, float],
    ) -> None:
        _check_arguments(function, sliders)
        alt = alt if callable(alt) else instance("alt", alt, str, "a text")
        if np.shape(positive("figsize", figsize)) != (2,):
            raise ValueError(f"figsize must be (width, height) in inches, got {shown(figsize)}")
        super().__init__(width=CSS_PIXELS * figsize[0])
        self._function, self._alt = function, alt
        self.controls = {name: _control(name, given) for name, given in sliders.items()}
        self.figure = Figure(figsize=figsize)
        self._place = None
        self._first = self.values
        self._stops = {name: _stops(each) for name, each in self.controls.items() if sliders[name] is not each}
        self._in_the_book = IN_THE_BOOK in os.environ
        if self._in_the_book:
            self._stops = _few(self._stops, self.values)
        self.sliders = [
            {"name": name, "stops": [_text(self.controls[name], stop) for stop in stops]}
            for name, stops in self._stops.items()
        ]
        self.positions = self._nearest()
        self.pictures = self._all_pictures() if self._in_the_book else [self._picture(self.values)]
        for control in self.controls.values():
            control.observe(self._redraw, "value")

    @property
    def values(self) -> dict[str, Any]:
        """The present value of each control."""
        return {name: control.value for name, control in self.controls.items()}

    def _redraw(self, change):
        with self.hold_sync():
            self.positions = self._nearest()
            if not self._in_the_book:
                self.pictures = [self._picture(self.values)]

    @traitlets.observe("positions")
    def _follow_the_page(self, change):
        # A value of Python's may lie between two stops: it stays there until the slider is moved to another.
        for (name, stops), here, there in zip(self._stops.items(), self._nearest(), change.new, strict=True):
            if here != there:
                self.controls[name].value = stops[there]

    def _nearest(self):
        """For each slider the stop that is nearest to its present value."""
        return [_nearest(stops, self.controls[name].value) for name, stops in self._stops.items()]

    def _all_pictures(self):
        chosen = itertools.product(*self._stops.values())
        return [self._picture(self.values | dict(zip(self._stops, stops, strict=True))) for stops in chosen]

    def _picture(self, values):
        drawn = self._draw(values)
        if self._place and not _has_room(self.figure):
            self._place = None
            drawn = self._draw(values)
        # To lay out a figure takes longer than to draw it: its axes stay in their place while they can.
        if len(self.figure.axes) == 1:
            self._place = self.figure.axes[0].get_position(original=True)
        return {"png": drawn.png, "maps": drawn.maps, "alt": self._description(values)}

    def _draw(self, values):
        self.figure.clear()
        self.figure.set_layout_engine("none" if self._place else "constrained")
        ax = self.figure.add_subplot()
        if self._place:
            ax.set_position(self._place)
        self._function(ax=ax, **values)
        return picture(self.figure, RESOLUTION, FEW if self._in_the_book else None)

    def _description(self, values):
        """The values and what is seen there; a text tells of the first values alone, and says so at others."""
        here, first = self._spoken(values), self._spoken(self._first)
        if callable(self._alt):
            return f"{here}: {self._alt(**values)}"
        if not self._alt:
            return here
        return f"{here}: {self._alt}" if here == first else f"{here}. At {first}: {self._alt}"

    def _spoken(self, values):
        return ", ".join(f"{_label(name)} {_text(self.controls[name], value)}" for name, value in values.items())

    def _repr_mimebundle_(self, **options):
        """A control of the reader's own is shown as it is, above the sliders."""
        own = [each for name, each in self.controls.items() if name not in self._stops]
        if own:
            display(widgets.VBox(own))
        return super()._repr_mimebundle_(**options)


def _check_arguments(function, sliders):
    if not callable(function):
        raise ValueError(f"function must be one that draws into ax, got {shown(function)}")
    parameters = inspect.signature(function).parameters
    open_ended = any(each.kind is each.VAR_KEYWORD for each in parameters.values())
    for name in ("ax", *sliders):
        if name not in parameters and not open_ended:
            raise ValueError(f"function must take an argument {name!r}, it takes {', '.join(parameters) or 'none'}")


def _label(name):
    return name.replace("_", " ")


def _control(name, given):
    if isinstance(given, widgets.DOMWidget):
        return given
    options = {"description": _label(name), "style": {"description_width": "initial"}}
    if isinstance(given, list) and given:
        return widgets.Dropdown(options=given, **options)
    if not _is_range(given):
        raise ValueError(f"{name} must be (low, high[, step[, value]]), a list or a control, got {shown(given)}")
    low, high = given[:2]
    if len(given) == 2 and low > 0 and high >= 100 * low:
        ends = {"min": math.log10(low), "max": math.log10(high), "value": math.sqrt(low) * math.sqrt(high)}
        return widgets.FloatLogSlider(**ends, step=0.05, readout_format=".3g", **options)
    whole = all(isinstance(each, Integral) for each in given)
    hundredth = 10.0 ** math.floor(math.log10(high - low) - 1.99)
    kind, finest = (widgets.IntSlider, 1) if whole else (widgets.FloatSlider, hundredth)
    middle = low + (high - low) // 2 if whole else (low + high) / 2
    step = given[2] if len(given) > 2 else finest
    value = given[3] if len(given) > 3 else middle
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
    low, high = given[:2]
    step = given[2] if len(given) > 2 else 1
    value = given[3] if len(given) > 3 else low
    return low < high and step > 0 and low <= value <= high


def _stops(control):
    """The values at which the slider of the page can stand, the present one among them."""
    if isinstance(control, widgets.Dropdown):
        return [value for _, value in _choices(control)]
    last = math.floor((control.max - control.min) / control.step + 1e-9)
    steps = np.unique(np.linspace(0, last, STOPS).round().astype(int)).tolist()
    stops = {control.min + step * control.step for step in steps}
    if isinstance(control, widgets.FloatLogSlider):
        stops = {control.base**stop for stop in stops}
    if not isinstance(control, widgets.IntSlider):
        stops = {float(f"{stop:.12g}") for stop in stops}  # 0.3 and not 0.30000000000000004
    return sorted({*stops, control.value})


def _choices(menu):
    """Label and value of each option of a menu, which may be given as pairs of them."""
    options = list(menu.options)
    if all(isinstance(each, (list, tuple)) and len(each) == 2 for each in options):
        return options
    return [(str(each), each) for each in options]


def _text(control, value):
    if isinstance(control, widgets.Dropdown):
        return next(label for label, each in _choices(control) if each is value or each == value)
    if isinstance(control, (widgets.IntSlider, widgets.FloatSlider, widgets.FloatLogSlider)):
        return format(value, control.readout_format).replace("-", "\N{MINUS SIGN}")
    return str(value)


def _nearest(stops, value):
    """The place in `stops` of `value`, or of the number that is nearest to it."""
    if value in stops:
        return stops.index(value)
    return min(range(len(stops)), key=lambda place: abs(stops[place] - value))


def _few(stops, values):
    """Of the stops of each slider those for which the book holds pictures; see the notes of `tweak`."""
    names = list(stops)
    shares = dict.fromkeys(names, 1)
    if len(names) == 1:
        shares[names[0]] = ONE_SLIDER
    elif names:
        shorter, longer = sorted(names[:2], key=lambda name: len(stops[name]))
        shares[shorter] = min(len(stops[shorter]), math.isqrt(TWO_SLIDERS))
        shares[longer] = min(ONE_SLIDER, TWO_SLIDERS // shares[shorter])
    return {name: _spread(stops[name], _nearest(stops[name], values[name]), shares[name]) for name in names}


def _spread(stops, kept, count):
    """At most `count` of the stops, in equal steps from the one that is kept, and both ends."""
    if len(stops) <= count:
        return stops
    if count == 1:
        return [stops[kept]]
    step = math.ceil(len(stops) / (count - 2))
    ends = 0, len(stops) - 1
    return [stop for place, stop in enumerate(stops) if (place - kept) % step == 0 or place in ends]


def _has_room(figure):
    """Whether the labels at the left, whose width changes with the numbers, lie inside the figure."""
    box = figure.axes[0].yaxis.get_tightbbox(figure.canvas.get_renderer())
    return box is None or box.x0 >= 0
