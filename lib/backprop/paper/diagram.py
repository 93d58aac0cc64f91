"""A network as a drawing to print: its names, and the numbers that are given."""

from __future__ import annotations

import math
from typing import NamedTuple

from ..writer import named_layers, unit_names
from .mathml import MINUS, element, number_text

__all__ = ["network_drawing"]

RADIUS = 26
LETTER, LINE = 6.6, 16  # The width of a letter and the height of a line.
COLUMN, MARGIN = 190, 60  # From layer to layer, and around the outer neurons.
ROW, LOW_ROW, MOST_HIGH = 112, 84, 4  # From neuron to neuron: less where a layer holds more than so many.
DIGITS = 4
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
        Neurons with their names, edges and biases with theirs and their numbers. Where an edge has no room for its
        label it has none.
    """
    sizes = network.sizes
    tallest = max(sizes)
    row = ROW if tallest <= MOST_HIGH else LOW_ROW
    width, height = COLUMN * (len(sizes) - 1) + 2 * MARGIN, row * tallest
    spots = [
        [(MARGIN + COLUMN * k, height * (j + 0.5) / size + LINE / 2) for j in range(size)]
        for k, size in enumerate(sizes)
    ]
    taken = [Box(x, y, 2 * RADIUS, 2 * RADIUS) for column in spots for x, y in column]
    lines, labels = [], []
    for k, layer in enumerate(named_layers(network)):
        if layer.biases:
            for (x, y), name in zip(spots[k + 1], layer.biases, strict=True):
                labels.append(_label(name, given, [(x, y - RADIUS - LINE / 2 - 1)], taken))
    for k, layer in enumerate(named_layers(network)):
        for end, names in zip(spots[k + 1], layer.weights, strict=True):
            for start, name in zip(spots[k], names, strict=True):
                lines.append(_line(start, end, given.get(name, 0)))
                places = [_between(start, end, share) for share in SHARES]
                labels.append(_label(name, given, places, taken))
    neurons = [
        _neuron(spot, name, given)
        for column, names in zip(spots, unit_names(sizes), strict=True)
        for spot, name in zip(column, names, strict=True)
    ]
    targets = [
        _text((x, y + RADIUS + LINE), "bp-sum", _with_number(f"t{k + 1}", given))
        for k, (x, y) in enumerate(spots[-1])
    ]
    style = f"max-width: {width}px"
    kind = {"role": "img", "aria-label": "Network diagram", "viewBox": f"0 0 {width} {height + LINE}"}
    return element("svg", *lines, *labels, *neurons, *targets, **kind, style=style, xmlns="http://www.w3.org/2000/svg")


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


def _text(spot, kind, text):
    x, y = spot
    return element("text", text, x=round(x, 1), y=round(y, 1), class_=kind)
