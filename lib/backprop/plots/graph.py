"""A calculation drawn as a graph: each value, what it was made of, and how fast it changes with each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from matplotlib.axes import Axes

from ..validation import instance, listed, number
from .canvas import BLUE, ORANGE, WIDTH, axes_or_new, digits

__all__ = ["computation_graph"]

#: How far edges bend that join the same two values, in parts of their length.
BEND = 0.28
#: Name, number, how fast the result changes with it, and name and local factor of each value that it is made of.
Value: TypeAlias = tuple[str, float, float | None, Sequence[tuple[str, float]]]


def computation_graph(values: Sequence[Value], ax: Axes | None = None) -> Axes:
    """Draw a calculation from left to right, with local factors on its edges and blame below its values.

    Parameters
    ----------
    values : sequence of (str, float, float or None, sequence of (str, float))
        In an order in which what a value is made of stands before it: its name, its number, how fast the result
        changes with it (None where that is not known yet), and, for each value that it is made of, the name and the
        local factor. A value that is used twice is named twice.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a value is made of one that does not stand before it, or an entry is not of this kind.

    Examples
    --------
    >>> import backprop as bp
    >>> ax = bp.plots.computation_graph([("d", 2, 4, []), ("E", 4, 1, [("d", 2), ("d", 2)])])
    """
    values = _checked(values)
    spots = _spots(values)
    ax = axes_or_new(ax, WIDTH, 2.6)
    for name, _, _, sources in values:
        for source in dict.fromkeys(each for each, _ in sources):
            factors = [factor for each, factor in sources if each == source]
            _edges(ax, spots[source], spots[name], factors)
    for name, value, grad, _ in values:
        _value(ax, spots[name], name, value, grad)
    across, up = zip(*spots.values(), strict=True)
    ax.set(xlim=(min(across) - 0.35, max(across) + 0.35), ylim=(min(up) - 0.65, max(up) + 0.5))
    ax.set_axis_off()
    return ax


def _checked(values):
    checked, before = [], set()
    for each in listed("values", values, "(name, number, grad, sources)"):
        parts = listed("a value", each, "name, number, grad and sources")
        if len(parts) != 4:
            raise ValueError(f"a value must have a name, a number, a grad and its sources, got {each}")
        name, value, grad, sources = parts
        instance("the name of a value", name, str, "a text")
        sources = [(source, number("a factor", factor)) for source, factor in listed("sources", sources, "pairs")]
        for source, _ in sources:
            if source not in before:
                raise ValueError(f"{name} is made of {source!r}, which does not stand before it")
        before.add(name)
        checked.append((name, number(name, value), None if grad is None else number("grad", grad), sources))
    return checked


def _spots(values):
    """Where each value stands: what is made of others to the right of them, what is given beside its first use."""
    columns = {}
    for name, _, _, sources in values:
        columns[name] = 1 + max((columns[source] for source, _ in sources), default=-1)
    for name, _, _, sources in values:
        if not sources:
            used = [columns[user] for user, _, _, made_of in values if name in dict(made_of)]
            columns[name] = min(used, default=1) - 1
    spots = {}
    for column in set(columns.values()):
        names = [name for name in columns if columns[name] == column]
        for row, name in enumerate(names):
            spots[name] = column, (len(names) - 1) / 2 - row
    return spots


def _edges(ax, start, end, factors):
    """An arrow for each use, bent apart where there are several, with its local factor in the middle."""
    for k, factor in enumerate(factors):
        bend = 0.0 if len(factors) == 1 else BEND * (2 * k / (len(factors) - 1) - 1)
        style = {"arrowstyle": "->", "color": BLUE, "shrinkA": 19, "shrinkB": 19}
        ax.annotate("", end, start, arrowprops=style | {"connectionstyle": f"arc3,rad={-bend}"})
        middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 0.62 * bend * (end[0] - start[0])
        box = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none"}
        ax.annotate(f"× {digits(factor, 4)}", middle, ha="center", va="center", color=BLUE, bbox=box)


def _value(ax, spot, name, value, grad):
    ax.scatter(*spot, s=1150, facecolor="white", edgecolor="black", linewidth=1.2, zorder=3)
    ax.annotate(f"{name}\n{digits(value, 4)}", spot, ha="center", va="center", zorder=4)
    if grad is not None:
        ax.annotate(
            f"grad {digits(grad, 4)}", spot, (0, -21), textcoords="offset points", ha="center", va="top", color=ORANGE
        )
