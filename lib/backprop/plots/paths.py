"""The paths from one weight to the error: factors multiply along a path, and paths add."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ..chain import chain
from ..losses import Loss
from ..network import Network, checked_network
from ..validation import flag
from ..writer import unit_names
from .canvas import CYCLE, DASHES, INK, WIDTH, axes_or_new, digits, vector

__all__ = ["paths"]

MOST = 6  # paths that one picture can show
# Lengths are in points of print.
RADIUS = 14  # of a neuron
ROW = 80  # from one neuron to the next below it
LINE = 17  # from one line of the sum to the next
ON_EDGE = 0.35  # how far along its edge a weight sits
APART = 4  # between two paths on the same link
FAINT = {"color": "#BBBBBB", "linewidth": 0.8, "zorder": 1}
BOX = {"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.9}


def paths(
    network: Network,
    theta: ArrayLike,
    x: ArrayLike,
    t: ArrayLike,
    parameter: str,
    loss: str | Loss = "half_squared_error",
    backward: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw every path from one parameter to the error, each in a color of its own, with its factors and their sum.

    Parameters
    ----------
    network : Network
    theta : array_like, shape (P,)
    x : array_like, shape (inputs,) or (1, inputs)
    t : array_like, shape (outputs,) or (1, outputs)
    parameter : str
        A weight or a bias; or a hidden neuron or an input, such as ``"h1"``.
    loss : str or Loss
    backward : bool
        Lead the arrows from the error back, and write under each neuron on the way its delta, the blame that arrives
        there. Otherwise they lead forward, and under a neuron stands the slope of its activation function, by which it
        multiplies a nudge.
    ax : matplotlib.axes.Axes, optional
        The height of its figure becomes what the picture needs.

    Returns
    -------
    matplotlib.axes.Axes
        The network is faint. Below it stand the product of each path and the sum of all.

    Raises
    ------
    ValueError
        As :func:`backprop.chain`; for several sets of parameters; for more than 6 paths.

    Examples
    --------
    >>> import backprop as bp
    >>> ax = bp.plots.paths(*bp.examples.two_two_two.problem, "w1")
    """
    theta = vector("theta", theta, checked_network(network).size)
    found = chain(network, theta, x, t, parameter, loss)
    if len(found) > MOST:
        raise ValueError(f"a picture shows at most {MOST} paths, and {parameter} has {len(found)}")
    ways = [_way(path, parameter) for path in found]
    picture = _Picture(ax, network, parameter, ways[0].stops[0])
    picture.draw_network(on_the_way={stop for way in ways for stop in way.stops})
    picture.draw_ways(ways, flag("backward", backward))
    picture.name_the_start(ways)
    neurons = dict(pair for way in ways for pair in zip(way.stops[1:-1], way.slopes, strict=True))
    if backward:
        picture.write_under(_deltas(network, theta, x, t, loss, neurons), "δ ")
    else:
        picture.write_under(neurons, "×")
    picture.write_sum(ways, found.gradient, backward)
    return picture.ax


class Way(NamedTuple):
    """A path, forward: its stops, a factor for each link from stop to stop, and one for each neuron between."""

    stops: tuple  # such as ("i1", "h1", "o1", "E")
    links: tuple
    slopes: tuple
    product: float


def _way(path, parameter):
    factors = [float(factor.value) for factor in reversed(path.factors)]
    links, slopes = factors[::2], factors[1::2]
    stops = [*reversed(path.units), "E"]
    if len(stops) == len(links):  # a bias multiplies nothing: the way begins at the bias itself
        stops = [f"{parameter} of {stops[0]}", *stops]
    return Way(tuple(stops), tuple(links), tuple(slopes), float(path.product))


def _deltas(network, theta, x, t, loss, slopes):
    """How fast the error changes with the weighted sum of each neuron in `slopes`."""
    deltas = {}
    for unit, slope in slopes.items():
        if unit in unit_names(network.sizes)[-1]:
            source = unit_names(network.sizes)[-2][0]
            (path,) = (each for each in chain(network, theta, x, t, source, loss) if unit in each.units)
            deltas[unit] = path.factors[0].value * slope
        else:
            deltas[unit] = chain(network, theta, x, t, unit, loss).gradient * slope
    return deltas


class _Picture:
    """Axes whose unit is a point, counted from the left and from the first row, with the places of the neurons."""

    def __init__(self, ax, network, parameter, source):
        self.ax = axes_or_new(ax, WIDTH, 3)
        self.ax.set_axis_off()
        self.parameter = parameter
        self.source = source
        self.columns = [*unit_names(network.sizes), ("E",)]
        self.tallest = max(len(column) for column in self.columns)
        self.width = 72 * self.ax.figure.get_figwidth()
        across = np.linspace(RADIUS + 4, self.width - RADIUS - 4, len(self.columns))
        self.spots = {}
        for at, column in zip(across, self.columns, strict=True):
            for j, name in enumerate(column):
                self.spots[name] = np.array([at, -ROW * (j + (self.tallest - len(column)) / 2)])
        self.top = RADIUS + 4
        #: Neurons without an activation function: they multiply a nudge by nothing.
        self.plain = {
            name
            for names, layer in zip(self.columns[1:], network.layers, strict=False)
            for name in names
            if layer.activation.name == "identity"
        }

    def draw_network(self, on_the_way):
        for left, right in pairwise(self.columns):
            for start in left:
                for end in right:
                    self.ax.plot(*zip(self.spots[start], self.spots[end], strict=True), **FAINT)
        for name, spot in self.spots.items():
            rim = "black" if name in on_the_way else FAINT["color"]
            self.ax.scatter(*spot, s=(2 * RADIUS) ** 2, facecolor="white", edgecolor=rim, zorder=3)
            self._write(*spot, name, ha="center", va="center", zorder=4)

    def draw_ways(self, ways, backward):
        """Each link of each way as an arrow; ways that share a link lie beside each other."""
        links = {}
        for number, way in enumerate(ways):
            for link, first, last, factor in self._links(way):
                links.setdefault(link, []).append((number, first, last, factor))
        for link, using in links.items():
            for place, (number, first, last, _) in enumerate(using):
                aside = _across(first, last) * APART * ((len(using) - 1) / 2 - place)
                ends = (last + aside, first + aside) if backward else (first + aside, last + aside)
                self._arrow(*ends, number)
            self._write_factor(link, using)

    def _links(self, way):
        """Names of the two stops, first and last point, and factor of each link of a way."""
        points = [self._start(way), *(self.spots[stop] for stop in way.stops[1:])]
        for place, factor in enumerate(way.links):
            first, last = points[place : place + 2]
            rim = (RADIUS + 1) * (last - first) / np.hypot(*(last - first))
            from_neuron = place > 0 or self.parameter in self.spots
            yield way.stops[place : place + 2], first + rim * from_neuron, last - rim, factor

    def _start(self, way):
        """Where a way begins: at a neuron, beside the neuron of a bias, or on the edge of a weight."""
        first, second = way.stops[:2]
        if self.parameter in self.spots:
            return self.spots[first]
        if first not in self.spots:
            return self.spots[second] + [0, RADIUS + 26]
        return self.spots[first] + ON_EDGE * (self.spots[second] - self.spots[first])

    def _arrow(self, first, last, number):
        style = {"color": CYCLE[number], "linestyle": DASHES[number % len(DASHES)], "linewidth": 2}
        arrow = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, "mutation_scale": 9, **style}
        self.ax.annotate("", last, first, arrowprops=arrow, zorder=2)

    def _write_factor(self, link, using):
        """The factor of a link: above a level one, beside an upright one, and on one that slants."""
        number, first, last, factor = using[0]
        place = {"ha": "center", "va": "center", "bbox": BOX, "zorder": 2.5}
        # Lines that slant cross in the middle; at both ends of a way a label must leave room for the one beside it.
        at = first + (0.6 if link[1] == "E" or link[0] == self.source else 0.4) * (last - first)
        if first[1] == last[1]:
            at = (first + last) / 2 + [0, 3 + APART * (len(using) - 1) / 2]
            place["va"] = "bottom"
        elif first[0] == last[0]:
            at = (first + last) / 2 + [5, 0]
            place["ha"] = "left"
        self._write(*at, f"×{digits(factor)}", color=CYCLE[number] if len(using) == 1 else "black", **place)

    def name_the_start(self, ways):
        """A dot where the weight or the bias sits, and its name on the side that the way leaves free."""
        if self.parameter in self.spots:
            return
        for at, to in {tuple(self._start(way)): self.spots[way.stops[1]] for way in ways}.items():
            self.ax.plot(*at, "o", color=INK, markersize=4, zorder=4)
            spot, place = (at[0], at[1] - 5), {"ha": "center", "va": "top"}
            if at[0] == to[0]:
                spot, place = (at[0] - 6, at[1]), {"ha": "right", "va": "center"}
            elif at[1] > to[1]:
                spot, place = (at[0], at[1] + 5), {"ha": "center", "va": "bottom"}
            self._write(*spot, self.parameter, bbox=BOX, **place)
            self.top = max(self.top, at[1] + 8)

    def write_under(self, numbers, sign):
        """A number under each neuron on the way that has an activation function, or whose delta is asked for."""
        for unit, value in numbers.items():
            if sign != "×" or unit not in self.plain:
                at = self.spots[unit] - [0, RADIUS + 3]
                self._write(*at, sign + digits(value), ha="center", va="top", bbox=BOX, zorder=3)

    def write_sum(self, ways, gradient, backward):
        """The product of each way, in its color, and what they add up to."""
        top = -ROW * (self.tallest - 1) - RADIUS - 36
        name = f"dE/d{self.parameter} = "
        for number, way in enumerate(ways):
            product = "×".join(self._factors(way, backward)) + f" = {digits(way.product)}"
            color = CYCLE[number]
            self.ax.plot([0, 14], [top, top], DASHES[number % len(DASHES)], color=color, linewidth=2)
            self._line(18, top, product if len(ways) > 1 else name + product, color)
            top -= LINE
        if len(ways) > 1:
            self._line(0, top, f"{name}{_sum([way.product for way in ways])} = {digits(gradient)}", INK)
            top -= LINE
        self.ax.set_xlim(0, self.width)
        self.ax.set_ylim(top, self.top)
        self.ax.figure.set_figheight((self.top - top) / 72)

    def _factors(self, way, backward):
        """The factors of a way as text, in the order of its arrows."""
        factors = [way.links[0]]
        for unit, slope, link in zip(way.stops[1:], way.slopes, way.links[1:], strict=False):
            factors += [link] if unit in self.plain else [slope, link]
        ordered = factors[::-1] if backward else factors
        return [digits(ordered[0]), *(_enclosed(factor) for factor in ordered[1:])]

    def _line(self, at, top, text, color):
        """A line of text; one that is too long for the picture is set smaller."""
        written = self._write(at, top, text, color=color, va="center")
        long = written.get_window_extent().width * 72 / self.ax.figure.dpi
        written.set_fontsize(written.get_fontsize() * min(1, (self.width - at - 4) / long))

    def _write(self, *args, **kwargs):
        """A text, for which the axes keep their size."""
        text = self.ax.text(*args, **kwargs)
        text.set_in_layout(False)
        return text


def _across(first, last):
    """The direction at right angles to a link, of length 1."""
    along = (last - first) / np.hypot(*(last - first))
    return np.array([-along[1], along[0]])


def _enclosed(value):
    """A number as text, a negative one in parentheses."""
    return f"({digits(value)})" if value < 0 else digits(value)


def _sum(terms):
    text = digits(terms[0])
    for term in terms[1:]:
        text += f" \N{MINUS SIGN} {digits(-term)}" if term < 0 else f" + {digits(term)}"
    return text
