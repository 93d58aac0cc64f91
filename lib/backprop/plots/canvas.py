"""What all figures share: their colors, their size, and how axes are begun and finished.

Colors are those of Okabe and Ito (2008), which color-blind readers can tell apart; sign is told by
line style too, so that a gray print loses nothing. Figures are 4 inches wide, and their text has
10 points: on a phone both fit.

A figure has no ground of its own: in a notebook it lies on the page, light or dark, and what stands on no white has a
color that is read on both.
"""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, MaxNLocator
from mpl_toolkits.mplot3d import Axes3D

from ..aliases import Floats
from ..digits import number_text
from ..history import History
from ..validation import finite_array, flag, instance

BLUE, ORANGE, GREEN, PURPLE, GRAY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#767676"
#: Text and axes: 4.5 times as dark as white, and 4 times as light as the dark theme of JupyterLab.
INK = GRAY
CYCLE = (BLUE, ORANGE, GREEN, PURPLE, "#E69F00", "#56B4E9", INK)
DASHES = ("-", "--", "-.", ":")
WIDTH = 4.0


def axes_or_new(ax: Axes | None, width: float = WIDTH, height: float = 2.9, **kwargs: Any) -> Any:
    if ax is None:
        _, ax = plt.subplots(figsize=(width, height), layout="constrained", subplot_kw=kwargs)
    if "projection" in kwargs:
        instance("ax", ax, Axes3D, 'axes of matplotlib with projection="3d"')
    instance("ax", ax, Axes, "axes of matplotlib, as plt.subplots makes them")
    _lay_on_the_page(ax)
    return ax


def _lay_on_the_page(ax):
    """Take the white ground away, and color what would be black: the axes, their numbers and their names."""
    # Not the color "none": notebooks would put white behind it.
    ax.figure.patch.set_visible(False)
    ax.patch.set_visible(False)
    ax.tick_params(which="both", colors=INK)
    axes = (ax.xaxis, ax.yaxis, ax.zaxis) if isinstance(ax, Axes3D) else (ax.xaxis, ax.yaxis)
    for axis in axes:
        axis.label.set_color(INK)
    for part in (ax.title, *ax.spines.values()):
        part.set_color(INK)


def vector(name: str, value: Any, length: int) -> Floats:
    array = np.ravel(finite_array(name, value))
    if array.size != length:
        raise ValueError(f"{name} must hold {length} numbers, got shape {np.shape(value)}")
    return array


def digits(value, count=3):
    """A number as text: so many significant digits, and a true minus sign."""
    return number_text(float(value), count).replace("-", "\N{MINUS SIGN}")


def checked_run(history):
    error = instance("history", history, History, "a History, made by train").error
    if error.ndim != 1:
        raise ValueError(f"history must be of one run, got errors of shape {error.shape}; see learning_rates")


def finish(ax, xlabel, ylabel, log):
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if xlabel == "step":
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    if flag("log", log):
        ax.set_yscale("log")
        ax.yaxis.set_major_locator(LogLocator(numticks=8))
    ax.grid(alpha=0.3)
    ax.spines[["top", "right"]].set_visible(False)
