"""A network drawn: neurons in columns, weights as lines between them."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ..network import Network, checked_network
from ..writer import unit_names
from .canvas import BLUE, INK, ORANGE, WIDTH, axes_or_new, digits, vector

__all__ = ["network_diagram"]


def network_diagram(
    network: Network,
    theta: ArrayLike,
    x: ArrayLike | None = None,
    t: ArrayLike | None = None,
    gradient: ArrayLike | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a network with its weights, and with its values when an input is given.

    Parameters
    ----------
    network : Network
    theta : array_like, shape (P,)
    x : array_like, shape (inputs,) or (1, inputs), optional
        With it each neuron shows its activation.
    t : array_like, shape (outputs,), optional
        Targets, written beside the outputs.
    gradient : array_like, shape (P,), optional
        Written under each weight.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
        Width shows the size of a weight, a dashed line a negative one.
    """
    theta = vector("theta", theta, checked_network(network).size)
    if gradient is not None:
        gradient = vector("gradient", gradient, network.size)
    activations = None if x is None else network.forward(theta, vector("x", x, network.sizes[0])).a
    ax = axes_or_new(ax, WIDTH, 0.8 + 1.15 * max(network.sizes))
    spots = [_column(k, size, max(network.sizes)) for k, size in enumerate(network.sizes)]
    for k, layer in enumerate(network.layers):
        names = np.reshape(network.places[layer.weights], (layer.units, layer.inputs))
        for (j, i), name in np.ndenumerate(names):
            value, slope = theta[network.index(name)], None
            if gradient is not None:
                slope = gradient[network.index(name)]
            _edge(ax, spots[k][i], spots[k + 1][j], name, value, slope)
    for k, (column, names) in enumerate(zip(spots, unit_names(network.sizes), strict=True)):
        for j, spot in enumerate(column):
            _neuron(ax, spot, names[j], None if activations is None else activations[k][j])
            if k and network.bias:
                name = network.places[network.layers[k - 1].biases.start + j]
                _note(ax, spot, -25, f"{name} = {digits(theta[network.index(name)], 4)}")
    if t is not None:
        for spot, target in zip(spots[-1], vector("t", t, network.sizes[-1]), strict=True):
            _note(ax, spot, -38 if network.bias else -25, f"target {digits(target, 4)}")
    ax.set_xlim(-0.25, len(spots) - 1 + 0.25)
    ax.set_ylim(-0.7, max(network.sizes) - 0.7)
    ax.set_axis_off()
    return ax


def _column(k, size, tallest):
    top = (tallest + size) / 2 - 1
    return [(k, top - j) for j in range(size)]


def _edge(ax, start, end, name, value, slope):
    style = {"color": BLUE, "linestyle": "-"} if value >= 0 else {"color": ORANGE, "linestyle": "--"}
    ax.plot(*zip(start, end, strict=True), linewidth=0.8 + 1.6 * min(abs(value), 3.0), zorder=1, **style)
    text = f"{name} = {digits(value, 4)}" + ("" if slope is None else f"\ndE/d{name} = {digits(slope)}")
    # Lines that slant cross in the middle: their labels stand nearer to where they start.
    near = 0.5 if start[1] == end[1] else 0.38
    at = np.array(start) + near * (np.array(end) - np.array(start))
    box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.9}
    ax.annotate(text, at, ha="center", va="center", bbox=box, zorder=2)


def _note(ax, spot, points, text):
    """Text so many points above a neuron's center."""
    ax.annotate(text, spot, (0, points), textcoords="offset points", ha="center", va="top", color=INK)


def _neuron(ax, spot, name, value):
    ax.scatter(*spot, s=1900, facecolor="white", edgecolor="black", linewidth=1.2, zorder=3)
    text = name if value is None else f"{name}\n{digits(value, 4)}"
    ax.annotate(text, spot, ha="center", va="center", zorder=4)
