"""Matplotlib figures of what the library computed.

Each function takes axes (or makes them) and returns them. Colors are those of Okabe and Ito (2008),
which color-blind readers can tell apart; sign is told by line style too, so that a gray print loses
nothing. Figures are 4 inches wide, and their text has 10 points: on a phone both fit.
"""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LogNorm, Normalize, rgb_to_hsv
from matplotlib.ticker import LogLocator, MaxNLocator

from .network import checked_network
from .surfaces import Surface
from .training import History
from .validation import finite_array, flag, instance, listed, number
from .writer import unit_names

__all__ = [
    "BLUE",
    "GREEN",
    "ORANGE",
    "contours",
    "curve",
    "learning_rates",
    "network_diagram",
    "surface_3d",
    "training_curve",
]

BLUE, ORANGE, GREEN, PURPLE, GRAY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#555555"
CYCLE = (BLUE, ORANGE, GREEN, PURPLE, "#E69F00", "#56B4E9", "#000000")
DASHES = ("-", "--", "-.", ":")
LEVELS = 14
WIDTH = 4.0


def _axes(ax, width=WIDTH, height=2.9, **kwargs):
    if ax is None:
        _, ax = plt.subplots(figsize=(width, height), layout="constrained", subplot_kw=kwargs)
    return ax


def _vector(name, value, length):
    array = np.ravel(finite_array(name, value))
    if array.size != length:
        raise ValueError(f"{name} must hold {length} numbers, got shape {np.shape(value)}")
    return array


def _one_run(history):
    error = instance("history", history, History, "a History, made by train").error
    if error.ndim != 1:
        raise ValueError(f"history must be of one run, got errors of shape {error.shape}; see learning_rates")


def network_diagram(network, theta, x=None, t=None, gradient=None, ax=None):
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
    theta = _vector("theta", theta, checked_network(network).size)
    if gradient is not None:
        gradient = _vector("gradient", gradient, network.size)
    activations = None if x is None else network.forward(theta, _vector("x", x, network.sizes[0])).a
    ax = _axes(ax, WIDTH, 0.8 + 1.15 * max(network.sizes))
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
                _note(ax, spot, -25, f"{name} = {theta[network.index(name)]:.4g}")
    if t is not None:
        for spot, target in zip(spots[-1], _vector("t", t, network.sizes[-1]), strict=True):
            _note(ax, spot, -38 if network.bias else -25, f"target {target:.4g}")
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
    text = f"{name} = {value:.4g}" + ("" if slope is None else f"\ndE/d{name} = {slope:.3g}")
    # Lines that slant cross in the middle: their labels stand nearer to where they start.
    near = 0.5 if start[1] == end[1] else 0.38
    at = np.array(start) + near * (np.array(end) - np.array(start))
    box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.9}
    ax.annotate(text, at, ha="center", va="center", bbox=box, zorder=2)


def _note(ax, spot, points, text):
    """Text so many points above a neuron's center."""
    ax.annotate(text, spot, (0, points), textcoords="offset points", ha="center", va="top")


def _neuron(ax, spot, name, value):
    ax.scatter(*spot, s=1900, facecolor="white", edgecolor="black", linewidth=1.2, zorder=3)
    text = name if value is None else f"{name}\n{value:.4g}"
    ax.annotate(text, spot, ha="center", va="center", zorder=4)


def training_curve(history, ax=None, log=False, label=None):
    """Draw the error against the step.

    Parameters
    ----------
    history : History
        Of one run.
    ax : matplotlib.axes.Axes, optional
    log : bool
        Whether the error axis is logarithmic.
    label : str, optional
        For the legend.

    Returns
    -------
    matplotlib.axes.Axes
    """
    _one_run(history)
    ax = _axes(ax)
    k = len(ax.get_lines())
    ax.plot(
        history.step,
        history.error,
        color=CYCLE[k % len(CYCLE)],
        linestyle=DASHES[k % len(DASHES)],
        label=label,
    )
    _finish(ax, "step", "error", log)
    if label is not None:
        ax.legend(frameon=False)
    return ax


def learning_rates(history, rates, ax=None, log=True):
    """Compare runs that differ in their learning rate.

    Parameters
    ----------
    history : History
        Of K runs: ``error`` has shape (kept, K).
    rates : sequence of K floats
    ax : matplotlib.axes.Axes, optional
    log : bool

    Returns
    -------
    matplotlib.axes.Axes
        A run that diverged is drawn up to a million times its first error, and ends in a cross.
    """
    rates = [number("a rate", rate) for rate in listed("rates", rates, "numbers")]
    instance("history", history, History, "a History, made by train")
    if history.error.ndim != 2 or history.error.shape[1] != len(rates):
        raise ValueError(
            f"learning_rates needs a history of {len(rates)} runs, got errors of shape {history.error.shape}"
        )
    ax = _axes(ax)
    for k, (rate, stopped) in enumerate(zip(rates, history.stopped, strict=True)):
        diverged = stopped.criterion == "diverged"
        shown = slice(None)
        if diverged:
            shown = (history.step < stopped.step) & (history.error[:, k] <= 1e6 * history.error[0, k])
        line = {"color": CYCLE[k % len(CYCLE)], "linestyle": DASHES[k % len(DASHES)]}
        label = f"rate {rate:g}" + (", diverges" if diverged else "")
        step, error = history.step[shown], history.error[shown, k]
        ax.plot(step, error, label=label, **line)
        if diverged:
            ax.plot(step[-1], error[-1], marker="x", markersize=9, color=line["color"])
    _finish(ax, "step", "error", log)
    ax.legend(frameon=False)
    return ax


def curve(surface, point=None, slope=None, history=None, ax=None):
    """Draw the error over one parameter.

    Parameters
    ----------
    surface : Surface
        Over one parameter.
    point : (float, float), optional
        A parameter value and its error, marked.
    slope : float, optional
        The gradient there, drawn as a tangent.
    history : History, optional
        Of one run in this parameter alone, drawn as points joined by lines.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    if instance("surface", surface, Surface, "a Surface, made by error_surface").b is not None:
        raise ValueError(f"curve draws a surface over one parameter, got one over {surface.axes}; see contours")
    point = None if point is None else _vector("point", point, 2)
    slope = None if slope is None else number("slope", slope)
    error, ax = _errors(surface), _axes(ax)
    ax.plot(surface.a, error, color=BLUE)
    if history is not None:
        _one_run(history)
        ax.plot(
            history.theta[:, surface.index[0]],
            history.error,
            "o-",
            color=GRAY,
            markersize=4,
            linewidth=0.8,
        )
    if point is not None:
        ax.plot(*point, "o", color=ORANGE, markersize=8, zorder=3)
    if point is not None and slope is not None:
        reach = 0.15 * np.ptp(surface.a)
        a = np.array([point[0] - reach, point[0] + reach])
        ax.plot(a, point[1] + slope * (a - point[0]), "--", color=ORANGE)
    room = 0.05 * (error.max() - error.min()) or 0.1
    ax.set_ylim(error.min() - room, error.max() + room)
    _finish(ax, surface.axes[0], "error", log=False)
    return ax


def contours(surface, theta=None, gradient=None, history=None, ax=None, log=False):
    """Draw an error surface as labeled contours.

    Parameters
    ----------
    surface : Surface
        Over two parameters.
    theta : array_like, shape (P,), optional
        The current point.
    gradient : array_like, shape (P,), optional
        With `theta`: an arrow along the negative gradient within the plane of the surface.
    history : History, optional
        The path of one run. It is seen along the axes of the surface; where other parameters moved
        too, the error along it is not that of the surface.
    ax : matplotlib.axes.Axes, optional
    log : bool
        Whether the levels are spaced by factors, over eight powers of ten at the most.

    Returns
    -------
    matplotlib.axes.Axes
    """
    _two(surface, "contours")
    error, ax = _errors(surface), _axes(ax)
    if flag("log", log):
        highest = error.max()
        if highest == 0:
            raise ValueError("log=True needs an error above 0 somewhere, the surface holds zeros alone")
        error = np.maximum(error, max(1e-8 * highest, np.finfo(float).tiny))
        levels = _levels_by_factors(error.min(), highest)
        norm = LogNorm(levels[0], levels[-1])
    else:
        levels = MaxNLocator(LEVELS).tick_values(error.min(), error.max())
        norm = Normalize(levels[0], levels[-1])
    filled = ax.contourf(surface.a, surface.b, error, levels, norm=norm, cmap="Blues_r", alpha=0.85, extend="both")
    # Lines and their labels are white where the map is dark.
    inks = ["black" if rgb_to_hsv(filled.to_rgba(level)[:3])[2] > 0.75 else "white" for level in levels]
    lines = ax.contour(surface.a, surface.b, error, levels, norm=norm, colors=inks, linewidths=0.6)
    ax.clabel(lines, levels[::2], fmt="%.3g", fontsize="medium")
    i, j = surface.index
    if history is not None:
        _one_run(history)
        ax.plot(
            history.theta[:, i],
            history.theta[:, j],
            ".-",
            color=ORANGE,
            markersize=4,
            linewidth=1.2,
        )
    if theta is not None:
        theta = _covering("theta", theta, surface)
        ax.plot(theta[i], theta[j], "o", color=ORANGE, markeredgecolor="white", markersize=10, zorder=4)
        if gradient is not None:
            _arrow(ax, surface, theta[[i, j]], -_covering("gradient", gradient, surface)[[i, j]])
    ax.set(
        xlim=surface.a[[0, -1]],
        ylim=surface.b[[0, -1]],
        xlabel=surface.axes[0],
        ylabel=surface.axes[1],
    )
    return ax


def _levels_by_factors(low, high):
    """Round levels from one below `low` to one above `high`, at most twice LEVELS where it can be."""
    decades = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
    for digits in ((1, 1.5, 2, 3, 4, 5, 6, 8), (1, 2, 5), (1,)):
        levels = np.outer(decades, digits).ravel()
        first, last = np.searchsorted(levels, [low, high])
        levels = levels[max(first - 1, 0) : last + 1]
        if len(levels) <= 2 * LEVELS:
            break
    return levels


def _arrow(ax, surface, start, direction):
    extent = np.array([np.ptp(surface.a), np.ptp(surface.b)])
    length = np.hypot(*(direction / extent))
    if length == 0:
        return
    end = start + direction * 0.18 / length
    style = {"arrowstyle": "-|>", "color": "black", "linewidth": 1.8, "mutation_scale": 16}
    ax.annotate("", xy=end, xytext=start, arrowprops=style, zorder=5)


def surface_3d(surface, history=None, ax=None):
    """Draw an error surface as a landscape.

    Parameters
    ----------
    surface : Surface
        Over two parameters.
    history : History, optional
        The path of one run, at its own errors.
    ax : mpl_toolkits.mplot3d.axes3d.Axes3D, optional

    Returns
    -------
    mpl_toolkits.mplot3d.axes3d.Axes3D
    """
    _two(surface, "surface_3d")
    error, ax = _errors(surface), _axes(ax, WIDTH, 3.4, projection="3d")
    a, b = np.meshgrid(surface.a, surface.b)
    ax.plot_surface(a, b, error.filled(np.nan), cmap="Blues_r", linewidth=0, alpha=0.9, rcount=60, ccount=60)
    if history is not None:
        _one_run(history)
        i, j = surface.index
        ax.plot(
            history.theta[:, i],
            history.theta[:, j],
            history.error,
            color=ORANGE,
            linewidth=2,
            zorder=10,
        )
    ax.set(xlabel=surface.axes[0], ylabel=surface.axes[1], zlabel="error")
    ax.view_init(elev=28, azim=-125)
    ax.set_box_aspect(None, zoom=0.88)
    return ax


def _covering(name, value, surface):
    array = finite_array(name, value)
    if array.ndim != 1 or len(array) <= max(surface.index):
        raise ValueError(f"{name} must hold a number for each parameter, got shape {array.shape}")
    return array


def _errors(surface):
    """The errors of a surface, those too large for a float left out."""
    error = np.ma.masked_invalid(surface.error)
    if error.count() == 0:
        raise ValueError("the surface holds no finite error to draw")
    return error


def _two(surface, name):
    if instance("surface", surface, Surface, "a Surface, made by error_surface").b is None:
        raise ValueError(f"{name} draws a surface over two parameters, got one over {surface.axes}; see curve")


def _finish(ax, xlabel, ylabel, log):
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if xlabel == "step":
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    if flag("log", log):
        ax.set_yscale("log")
        ax.yaxis.set_major_locator(LogLocator(numticks=8))
    ax.grid(alpha=0.3)
    ax.spines[["top", "right"]].set_visible(False)
