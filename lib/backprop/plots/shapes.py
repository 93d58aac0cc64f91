"""Which products of a layer's matrices fit, and what each of them has the shape of."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..validation import whole
from .canvas import BLUE, GRAY, GREEN, INK, ORANGE, WIDTH, axes_or_new

__all__ = ["matrix_products"]

#: The matrices that meet at a layer, each as it is stored and transposed.
FACTORS = ("a", "a.T", "W", "W.T", "delta", "delta.T")
#: The products that backpropagation takes, and what they are.
WANTED = {("a", "W.T"): "z", ("delta.T", "a"): "g_W", ("delta", "W"): "below"}
COLORS = {"z": BLUE, "g_W": ORANGE, "below": GREEN}


def matrix_products(examples: int, inputs: int, units: int, ax: Axes | None = None) -> Axes:
    """Draw the table of all products of two of a layer's matrices, with the shape of each that fits.

    Parameters
    ----------
    examples, inputs, units : int
        The activations ``a`` below the layer have the shape (examples, inputs), its weights ``W`` (units, inputs), its
        deltas ``delta`` (examples, units).
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
        A row for each left factor, a column for each right one. The cells of the weighted sums (``z``), of the
        gradient (``g_W``) and of what goes to the layer below (``below``) are named and framed.

    Raises
    ------
    ValueError
        If a size is not whole and above 0.

    Examples
    --------
    >>> import backprop as bp
    >>> ax = bp.plots.matrix_products(4, 2, 3)
    """
    sizes = {"examples": examples, "inputs": inputs, "units": units}
    shapes = _shapes(**{name: whole(name, size, least=1) for name, size in sizes.items()})
    ax = axes_or_new(ax, WIDTH, 3.2)
    for row, left in enumerate(FACTORS):
        for column, right in enumerate(FACTORS):
            _cell(ax, row, column, _product(shapes[left], shapes[right]), WANTED.get((left, right), ""))
    labels = [f"{name}\n{_text(shapes[name])}" for name in FACTORS]
    ax.set_xticks(range(len(FACTORS)), labels, fontsize=8)
    ax.set_yticks(range(len(FACTORS)), labels, fontsize=8)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.set(xlim=(-0.5, 5.5), ylim=(5.5, -0.5), ylabel="left factor")
    ax.set_title("right factor", fontsize=10)
    ax.spines[:].set_visible(False)
    return ax


def _shapes(examples, inputs, units):
    stored = {"a": (examples, inputs), "W": (units, inputs), "delta": (examples, units)}
    return stored | {f"{name}.T": shape[::-1] for name, shape in stored.items()}


def _product(left, right):
    """The shape of a product, or None where the inner sizes differ."""
    return (left[0], right[1]) if left[1] == right[0] else None


def _text(shape):
    return f"{shape[0]}×{shape[1]}"


def _cell(ax, row, column, shape, name):
    if shape is None:
        ax.text(column, row, "·", ha="center", va="center", color=GRAY)
        return
    text = f"{name}\n{_text(shape)}" if name else _text(shape)
    ax.text(column, row, text, ha="center", va="center", fontsize=9, color=INK)
    color, width = (COLORS[name], 2.2) if name else (GRAY, 0.6)
    ax.add_patch(Rectangle((column - 0.45, row - 0.45), 0.9, 0.9, fill=False, edgecolor=color, linewidth=width))
