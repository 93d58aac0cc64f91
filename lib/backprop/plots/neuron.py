"""One neuron before its formula: what goes in, what is done with it, and what comes out."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ..activations import ACTIVATIONS
from ..network import Network, checked_network
from .canvas import BLUE, GRAY, INK, ORANGE, WIDTH, axes_or_new, digits, vector

__all__ = ["neuron"]

# Lengths are in points of print; places across are counted from the left.
INPUT, SUM, ACTIVATION, OUTPUT = 24, 136, 206, 270
ROW = 44  # from one input to the next
RADIUS = 19
BENDS = {
    "sigmoid": "squeezed\nbetween 0 and 1",
    "tanh": "squeezed be-\ntween \N{MINUS SIGN}1 and 1",
    "relu": "cut off\nbelow 0",
}


def neuron(network: Network, theta: ArrayLike, x: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw a network of one neuron as a small machine, with its numbers at each stage.

    Parameters
    ----------
    network : Network
        With one layer of one neuron.
    theta : array_like, shape (P,)
    x : array_like, shape (inputs,) or (1, inputs)
    ax : matplotlib.axes.Axes, optional
        The height of its figure becomes what the picture needs.

    Returns
    -------
    matplotlib.axes.Axes
        Inputs at the left, each with its weight; then the sum with the bias; then the activation function as a small
        curve; then the output. Below stands in words what happens at each stage.

    Raises
    ------
    ValueError
        For a network of more than one neuron, or numbers that do not fit it.

    Examples
    --------
    >>> import backprop as bp
    >>> example = bp.examples.single_neuron
    >>> ax = bp.plots.neuron(example.network, example.theta, example.x)
    """
    if len(checked_network(network).sizes) != 2 or network.sizes[1] != 1:
        raise ValueError(f"network must have a single neuron, got layers of {network.sizes} units")
    theta = vector("theta", theta, network.size)
    x = vector("x", x, network.sizes[0])
    ax = axes_or_new(ax, WIDTH, 2)
    ax.set_axis_off()
    last = -ROW * (len(x) - 1)
    middle = last / 2
    _draw_inputs(ax, network, theta, x, middle)
    _draw_stages(ax, network, theta, x, middle)
    if network.bias:
        _draw_bias(ax, network, theta, middle)
    _name_stages(ax, network, min(last, middle - RADIUS) - 22)
    _fit(ax, top=max(14, middle + RADIUS + 4 + 40 * network.bias), bottom=min(last, middle - RADIUS) - 56)
    return ax


def _draw_inputs(ax, network, theta, x, middle):
    """Each input, and an arrow with its weight to the sum."""
    weights = theta[network.expansion[network.layers[0].weights]]
    for place, (value, weight) in enumerate(zip(x, weights, strict=True)):
        start = np.array([INPUT + 26, -ROW * place])
        along = np.array([SUM, middle]) - start
        end = start + along * (1 - RADIUS / np.hypot(*along))
        name = network.places[place]
        _write(ax, INPUT, start[1], f"i{place + 1} = {digits(value)}")
        _arrow(ax, start, end, weight)
        color = BLUE if weight >= 0 else ORANGE
        _write(ax, *(start + 0.5 * (end - start)), f"{name}: ×{digits(weight)}", color=color)


def _draw_stages(ax, network, theta, x, middle):
    """The sum, the activation function and the output, with the numbers that pass between them."""
    result = network.forward(theta, x)
    for at in (SUM, ACTIVATION):
        ax.scatter(at, middle, s=(2 * RADIUS) ** 2, facecolor="white", edgecolor="black", zorder=3)
    _write(ax, SUM, middle, "+", fontsize=18)
    _arrow(ax, (SUM + RADIUS, middle), (ACTIVATION - RADIUS, middle))
    _write(ax, (SUM + ACTIVATION) / 2, middle + 10, digits(result.z[0][0]))
    heights = ACTIVATIONS[network.output].function(np.linspace(-4, 4, 41))
    heights = (heights - heights.mean()) / np.ptp(heights) * RADIUS
    ax.plot(ACTIVATION + np.linspace(-12, 12, 41), middle + heights, color=BLUE, linewidth=2, zorder=4)
    _arrow(ax, (ACTIVATION + RADIUS, middle), (OUTPUT - 18, middle))
    _write(ax, OUTPUT, middle, digits(result.output[0]))


def _draw_bias(ax, network, theta, middle):
    name = network.places[network.layers[0].biases.start]
    _arrow(ax, (SUM, middle + RADIUS + 24), (SUM, middle + RADIUS))
    _write(ax, SUM, middle + RADIUS + 32, f"{name}: +{digits(theta[network.index(name)])}")


def _name_stages(ax, network, top):
    """In words what happens from place to place."""
    words = [(66, "each input\ntimes its weight"), (SUM + 22, "added up" + ",\nwith the bias" * network.bias)]
    if network.output in BENDS:
        words.append((ACTIVATION + 34, BENDS[network.output]))
    for at, text in words:
        _write(ax, at, top, text, va="top", color=GRAY, fontsize=9)


def _arrow(ax, start, end, weight=0.0):
    style = {"color": INK, "linestyle": "-"}
    if weight:
        style = {"color": BLUE, "linestyle": "-"} if weight > 0 else {"color": ORANGE, "linestyle": "--"}
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, "linewidth": 1.6, **style})


def _write(ax, across, up, text, **style):
    box = {"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.9}
    style = {"ha": "center", "va": "center", "zorder": 5, **style}
    ax.text(across, up, text, bbox=None if text == "+" else box, **style).set_in_layout(False)


def _fit(ax, top, bottom):
    """Make a point of print the unit of the axes."""
    ax.set_xlim(0, 72 * ax.figure.get_figwidth())
    ax.set_ylim(bottom, top)
    ax.figure.set_figheight((top - bottom) / 72)
