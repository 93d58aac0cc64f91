"""The error over one parameter or two: as a curve, as contours, as a landscape."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm, Normalize, rgb_to_hsv
from matplotlib.ticker import MaxNLocator
from mpl_toolkits.mplot3d import Axes3D
from numpy.typing import ArrayLike

from ..aliases import Floats
from ..history import History
from ..surfaces import Surface
from ..validation import finite_array, flag, instance, number
from .canvas import BLUE, GRAY, ORANGE, WIDTH, axes_or_new, checked_run, digits, finish, vector

__all__ = ["contours", "curve", "surface_3d"]

LEVELS = 14


def curve(
    surface: Surface,
    point: ArrayLike | None = None,
    slope: float | None = None,
    history: History | None = None,
    ax: Axes | None = None,
) -> Axes:
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
    point = None if point is None else vector("point", point, 2)
    slope = None if slope is None else number("slope", slope)
    error, ax = _errors(surface), axes_or_new(ax)
    ax.plot(surface.a, error, color=BLUE)
    if history is not None:
        checked_run(history)
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
    finish(ax, surface.axes[0], "error", log=False)
    return ax


def contours(
    surface: Surface,
    theta: ArrayLike | None = None,
    gradient: ArrayLike | None = None,
    history: History | None = None,
    ax: Axes | None = None,
    log: bool = False,
) -> Axes:
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
    b = _second_axis(surface, "contours")
    error, ax = _errors(surface), axes_or_new(ax)
    if flag("log", log):
        highest = error.max()
        if highest == 0:
            raise ValueError("log=True needs an error above 0 somewhere, the surface holds zeros alone")
        error = np.maximum(error, max(1e-8 * highest, np.finfo(float).tiny))
        levels = _levels_by_factors(error.min(), highest)
        norm: Normalize = LogNorm(levels[0], levels[-1])
    else:
        levels = MaxNLocator(LEVELS).tick_values(error.min(), error.max())
        norm = Normalize(levels[0], levels[-1])
    ax.patch.set_visible(True)  # the colors of a map are mixed with white, whatever the page
    filled = ax.contourf(surface.a, b, error, levels, norm=norm, cmap="Blues_r", alpha=0.85, extend="both")
    # Lines and their labels are white where the map is dark.
    inks = ["black" if rgb_to_hsv(filled.to_rgba(level)[:3])[2] > 0.75 else "white" for level in levels]
    lines = ax.contour(surface.a, b, error, levels, norm=norm, colors=inks, linewidths=0.6)
    ax.clabel(lines, levels[::2], fmt=digits, fontsize="medium")
    i, j = surface.index
    if history is not None:
        checked_run(history)
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
        ylim=b[[0, -1]],
        xlabel=surface.axes[0],
        ylabel=surface.axes[1],
    )
    return ax


def _levels_by_factors(low, high):
    """Round levels from one below `low` to one above `high`, at most twice LEVELS where it can be."""
    decades = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
    for multiples in ((1, 1.5, 2, 3, 4, 5, 6, 8), (1, 2, 5), (1,)):
        levels = np.outer(decades, multiples).ravel()
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


def surface_3d(surface: Surface, history: History | None = None, ax: Axes3D | None = None) -> Axes3D:
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
    across = _second_axis(surface, "surface_3d")
    error, ax = _errors(surface), axes_or_new(ax, WIDTH, 3.4, projection="3d")
    a, b = np.meshgrid(surface.a, across)
    ax.plot_surface(a, b, error.filled(np.nan), cmap="Blues_r", linewidth=0, alpha=0.9, rcount=60, ccount=60)
    if history is not None:
        checked_run(history)
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


def _covering(name: str, value: ArrayLike, surface: Surface) -> Floats:
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


def _second_axis(surface: Surface, name: str) -> Floats:
    """The values of the second parameter; ``ValueError`` for a surface over one."""
    b = instance("surface", surface, Surface, "a Surface, made by error_surface").b
    if b is None:
        raise ValueError(f"{name} draws a surface over two parameters, got one over {surface.axes}; see curve")
    return b
