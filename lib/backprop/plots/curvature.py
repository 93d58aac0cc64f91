"""Curvature from three points: how far two neighbors lie above the point between them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ..validation import finite_array, listed, number, positive
from .canvas import BLUE, GRAY, INK, ORANGE, axes_or_new, finish, vector

__all__ = ["curvature"]


def curvature(
    along: ArrayLike, error: ArrayLike, middles: Sequence[float], nudge: float, ax: Axes | None = None
) -> Axes:
    """Draw a curve, and on it three points for each middle: the point, and one a nudge to either side.

    Parameters
    ----------
    along : array_like, shape (n,)
        Distances along a straight line through the parameters, rising.
    error : array_like, shape (n,)
        The error there.
    middles : sequence of float
        Where to measure.
    nudge : float
        Distance of the neighbors from the middle, above 0. A large one can be seen.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
        The neighbors are joined by a dashed line. The arrow from the point to that line is their mean height
        minus its own: twice this gap, divided by the square of the nudge, is the curvature.

    Raises
    ------
    ValueError
        If the shapes differ, `along` does not rise, or a neighbor lies outside it.
    """
    along = finite_array("along", along)
    if along.ndim != 1 or along.size < 2 or (np.diff(along) <= 0).any():
        raise ValueError(f"along must hold two or more rising numbers, got shape {along.shape}")
    error = vector("error", error, along.size)
    middles = [number("a middle", each) for each in listed("middles", middles, "numbers")]
    nudge = positive("nudge", number("nudge", nudge))
    ax = axes_or_new(ax)
    ax.plot(along, error, color=BLUE)
    for middle in middles:
        _three_points(ax, along, error, np.array([middle - nudge, middle, middle + nudge]))
    finish(ax, "distance along the line", "error", log=False)
    return ax


def _three_points(ax, along, error, at):
    if at[0] < along[0] or at[-1] > along[-1]:
        raise ValueError(
            f"points from {at[0]:g} to {at[-1]:g} reach beyond the line from {along[0]:g} to {along[-1]:g}"
        )
    behind, here, ahead = height = np.interp(at, along, error)
    between = (behind + ahead) / 2
    ax.plot(at[[0, 2]], height[[0, 2]], "--", color=GRAY)
    ax.plot(at, height, "o", color=ORANGE, markersize=7, zorder=3)
    if between != here:
        arrow = {"arrowstyle": "-|>", "color": INK, "linewidth": 1.5, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", (at[1], between), (at[1], here), arrowprops=arrow, zorder=4)
    bends = "bends up" if between > here else "bends down" if between < here else "straight"
    ax.annotate(bends, (at[1], max(here, between)), (0, 8), textcoords="offset points", ha="center")
