"""A network as a drawing to print: its names, and the numbers that are given."""

from __future__ import annotations

import math
from typing import NamedTuple

from ..writer import named_layers, unit_names
from .mathml import MINUS, element, number_text

__all__ = ["network_drawing"]

RADIUS = 26
LETTER, LINE = 6.6, 16  # The width of a letter and the height of a line.
LEFT, RIGHT = 40, 130  # Beside the outer neurons: the targets stand on the right.
COLUMN, NARROW_COLUMN, WIDTH = 240, 130, 640  # From layer to layer: so much, or as much as fills the width.
ROW, LOW_ROW, MOST_HIGH = 104, 76, 4  # From neuron to neuron: less where a layer holds more than so many.
DIGITS = 4
MOST_LABELS = 12  # Of the edges between two layers: more would hide the lines.
#: Where a label may stand on its edge, the best place first.
SHARES = (0.34, 0.3, 0.38, 0.26, 0.42, 0.22, 0.46, 0.5, 0.54, 0.58, 0.62, 0.66, 0.7, 0.74, 0.78)


class Box(NamedTuple):
    """What a text or a neuron covers, by its middle and its size."""

    x: float
    y: float
    width: float
    height: float

    def covers(self, other):
        """Whether the two have a place in common."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2
            and abs(self.y - other.y) < (self.height + other.height) / 2
        )


def network_drawing(network, given):
    """Draw a network as SVG.

    Parameters
    ----------
    network : Network
    given : dict
        Numbers by name, of parameters, inputs and targets: what is not among them is drawn without a number.

    Returns
    -------
    str
        Neurons with their names, edges and biases with theirs and their numbers. Edges that have no room for
        their labels have none.
    """
    spots, width, height = _places(network.sizes)
    layers = named_layers(network)
    taken = [Box(x, y, 2 * RADIUS, 2 * RADIUS) for column in spots for x, y in column]
    lines, labels = [], []
    for column, layer in zip(spots[1:], layers, strict=True):
        for (x, y), name in zip(column, layer.biases or (), strict=False):
            labels.append(_label(name, given, [(x, y - RADIUS - LINE / 2 - 1)], taken))
    for k, layer in enumerate(layers):
        for end, names in zip(spots[k + 1], layer.weights, strict=True):
            for start, name in zip(spots[k], names, strict=True):
                lines.append(_line(start, end, given.get(name, 0)))
                if len(layer.names) <= MOST_LABELS:
                    places = [_between(start, end, share) for share in SHARES]
                    labels.append(_label(name, given, places, taken))
    neurons = [
        _neuron(spot, name, given)
        for column, names in zip(spots, unit_names(network.sizes), strict=True)
        for spot, name in zip(column, names, strict=True)
    ]
    targets = [_target(spot, f"t{k + 1}", given) for k, spot in enumerate(spots[-1])]
    kind = {"role": "img", "aria-label": "Network diagram", "viewBox": f"0 0 {width} {height}"}
    style = f"max-width: {width}px"
    return element("svg", *lines, *labels, *neurons, *targets, **kind, style=style, xmlns="http://www.w3.org/2000/svg")


def _places(sizes):
    """The middle of each neuron, a list for each layer, and the width and height of all."""
    row = ROW if max(sizes) <= MOST_HIGH else LOW_ROW
    gaps = len(sizes) - 1
    column = max(NARROW_COLUMN, min(COLUMN, (WIDTH - LEFT - RIGHT) / gaps))
    height = row * max(sizes)
    spots = [[(LEFT + column * k, height * (j + 0.5) / size + 6) for j in range(size)] for k, size in enumerate(sizes)]
    return spots, round(LEFT + column * gaps + RIGHT), height


def _label(name, given, places, taken):
    """The label of a parameter in the first of `places` that is free, or nothing; its box joins those taken."""
    text = _with_number(name, given)
    for x, y in places:
        box = Box(x, y, LETTER * len(text), LINE)
        if not any(box.covers(other) for other in taken):
            taken.append(box)
            return _text((x, y + 4), "bp-weight", text)
    return ""


def _with_number(name, given):
    if name not in given:
        return name
    return f"{name} = {number_text(given[name], DIGITS)}".replace("-", MINUS)


def _line(start, end, weight):
    """An edge, from rim to rim: as wide as its weight is large, dashed where it is negative."""
    width = 1 + 1.2 * min(2, math.sqrt(abs(weight)))
    kind = "bp-negative bp-line" if weight < 0 else "bp-line"
    (x1, y1), (x2, y2) = start, end
    ends = {"x1": x1 + RADIUS, "y1": round(y1, 1), "x2": x2 - RADIUS, "y2": round(y2, 1)}
    return element("line", class_=kind, stroke_width=f"{width:.2f}", **ends)


def _between(start, end, share):
    (x1, y1), (x2, y2) = (start[0] + RADIUS, start[1]), (end[0] - RADIUS, end[1])
    return x1 + share * (x2 - x1), y1 + share * (y2 - y1)


def _neuron(spot, name, given):
    x, y = spot
    circle = element("circle", class_="bp-body", cx=x, cy=round(y, 1), r=RADIUS)
    if name not in given:
        return circle + _text((x, y + 4), "bp-unit", name)
    number = number_text(given[name], DIGITS).replace("-", MINUS)
    return circle + _text((x, y - 5), "bp-unit", name) + _text((x, y + 11), "bp-value", number)


def _target(spot, name, given):
    """On the right of its neuron."""
    x, y = spot
    text = _with_number(name, given)
    return _text((x + RADIUS + 6 + LETTER * len(text) / 2, y + 4), "bp-sum", text)


def _text(spot, kind, text):
    x, y = spot
    return element("text", text, x=round(x, 1), y=round(y, 1), class_=kind)
