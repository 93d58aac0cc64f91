"""A formula set large, and under each of its parts what the part says in words."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from ..validation import instance, listed
from .canvas import BLUE, GRAY, GREEN, INK, ORANGE, PURPLE, WIDTH, axes_or_new

__all__ = ["formula"]

COLORS = (BLUE, ORANGE, GREEN, PURPLE)
SIZE = 18  # points
LINE = 15  # points from one line of words to the next
LETTER = 5.4  # points, the mean width of a letter of 10 points
EDGE = 6  # points left free on either side


def formula(parts: Sequence[str | tuple[str, str]], ax: Axes | None = None) -> Axes:
    """Draw a formula with words under its parts.

    Parameters
    ----------
    parts : sequence of str or (str, str)
        From left to right: a pair is a part in TeX (without dollar signs) and its words, a text alone is a sign
        that needs none, such as ``"="`` or ``r"\\cdot"``.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
        The words of the last part stand highest and those of the first part lowest, so no line crosses a word.

    Raises
    ------
    ValueError
        If `parts` is no such sequence.

    Examples
    --------
    >>> import backprop as bp
    >>> ax = bp.plots.formula([("g_w", "the gradient"), "=", (r"\\delta", "the delta"), r"\\cdot", ("i", "the input")])
    """
    pairs = [_part(each) for each in listed("parts", parts, "texts and pairs of texts")]
    if not any(words for _, words in pairs):
        raise ValueError("parts must hold at least one pair of a formula and its words")
    ax = axes_or_new(ax, WIDTH, 2.0)
    ax.set_axis_off()
    # One unit of the axes is one point of print, counted from the upper left corner.
    figure: Any = ax.figure
    figure.draw_without_rendering()
    width = ax.get_window_extent().width * 72 / figure.dpi
    ax.set_xlim(0, width)
    depth = _words_below(ax, _set_in_a_row(ax, pairs), width)
    ax.set_ylim(-depth, 0)
    figure.set_figheight(depth / 72 + 0.1)
    return ax


def _part(value):
    tex, words = (value, "") if isinstance(value, str) else listed("a part", value, "a formula and its words")
    return instance("the formula of a part", tex, str, "a text"), instance("the words", words, str, "a text")


def _set_in_a_row(ax, parts):
    """Write the parts beside each other; return (middle, words) of those that have words."""
    figure = ax.figure
    at, labeled = EDGE, []
    for tex, words in parts:
        color = COLORS[len(labeled) % len(COLORS)] if words else INK
        drawn = ax.text(at, -EDGE, f"${tex}$", ha="left", va="top", fontsize=SIZE, color=color)
        width = drawn.get_window_extent().width * 72 / figure.dpi
        if words:
            labeled.append((at + width / 2, words))
        at += width + 5
    return labeled


def _words_below(ax, labeled, width):
    """Write the words, each beside a line that leads down from the middle of its part; return how deep they reach."""
    top = SIZE + 3 * EDGE
    depth = top + EDGE
    for middle, words in reversed(labeled):
        lines = textwrap.wrap(words, max(int((width - middle - EDGE) / LETTER), 12))
        ax.text(middle + 4, -depth, "\n".join(lines), ha="left", va="top", color=INK)
        ax.plot([middle, middle], [-top, -depth - LINE + 4], color=GRAY, linewidth=0.8)
        depth += LINE * len(lines) + 3
    return depth
