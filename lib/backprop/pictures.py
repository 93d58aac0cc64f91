"""A matplotlib figure as a small PNG, and where in it the maps lie.

A page in the dark theme turns a picture's white into black and its black into white. A map of colors keeps
its own: dark is low in both themes. So a picture comes with the places of its maps.
"""

from __future__ import annotations

import io
from typing import NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import QuadMesh
from matplotlib.contour import ContourSet
from matplotlib.image import AxesImage
from PIL import Image

__all__ = ["CSS_PIXELS", "Picture", "picture"]

#: Pixels of a page for an inch of a figure: its text of 10 points is then as high as the text around it.
CSS_PIXELS = 120
#: Grays for text and thin lines, and so many other colors: a picture of them takes a third of the space.
GRAYS, FEW = 16, 24


class Picture(NamedTuple):
    """A drawn figure.

    Attributes
    ----------
    png : bytes
    maps : list of list of float
        Left, top, right and bottom of each map, as shares of the picture's width and height.
    """

    png: bytes
    maps: list


def picture(figure, dpi=2 * CSS_PIXELS, colors=FEW):
    """Draw a figure on white.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Its resolution becomes `dpi`, and its ground is seen.
    dpi : float
        Pixels for an inch.
    colors : int or None
        How many colors the picture may have beside 16 grays. With None it has all, is made faster, and is larger.

    Returns
    -------
    Picture
    """
    figure.set_dpi(dpi)
    figure.patch.set_visible(True)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    # The fourth channel is left out: the face of a figure covers all of it.
    image = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3].copy())
    file = io.BytesIO()
    if colors is None:
        image.save(file, "PNG", compress_level=1)
    else:
        _with_few_colors(image, colors).save(file, "PNG", optimize=True)
    return Picture(file.getvalue(), [_place(ax, figure) for ax in figure.axes if _holds_a_map(ax)])


def _with_few_colors(image, count):
    """The image in its commonest colors and some grays, with the nearest of them in place of each other color.

    White stays white, which the quantizers of Pillow do not promise: a page would show the difference.
    """
    counted = sorted(image.getcolors(image.width * image.height), reverse=True)
    colors = np.array([color for _, color in counted])
    grays = np.linspace(0, 255, GRAYS).round().astype(int)
    palette = np.concatenate([np.stack([grays] * 3, axis=-1), colors[:count]])
    nearest = np.argmin(((colors[:, np.newaxis] - palette) ** 2).sum(axis=-1), axis=-1)
    place = np.zeros(1 << 24, dtype=np.uint8)
    place[_packed(colors)] = nearest
    small = Image.fromarray(place[_packed(np.asarray(image, dtype=int))], mode="P")
    small.putpalette(palette.astype(np.uint8).tobytes())
    return small


def _packed(rgb):
    """Each color as one whole number."""
    red, green, blue = np.moveaxis(rgb, -1, 0)
    return red << 16 | green << 8 | blue


def _holds_a_map(ax):
    filled = any(isinstance(each, ContourSet) and each.filled for each in ax.collections)
    return filled or any(isinstance(each, (QuadMesh, AxesImage)) for each in ax.get_children())


def _place(ax, figure):
    left, bottom, right, top = ax.get_window_extent().extents
    width, height = figure.bbox.size
    shares = left / width, 1 - top / height, right / width, 1 - bottom / height
    return [round(float(share), 4) for share in shares]
