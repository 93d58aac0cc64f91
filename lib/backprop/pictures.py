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
#: Colors in a picture. Edges stay smooth, and it takes a third of the space.
COLORS = 64


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


def picture(figure, dpi=2 * CSS_PIXELS):
    """Draw a figure on white, with few colors.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Its resolution becomes `dpi`.
    dpi : float
        Pixels for an inch.

    Returns
    -------
    Picture
    """
    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    file = io.BytesIO()
    # The fourth channel is left out: the face of a figure covers all of it.
    image = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3].copy())
    image = image.quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    # The octree rounds white down by one, which would be seen on a white page.
    image.putpalette([255 if level == 254 else level for level in image.getpalette()])
    image.save(file, "PNG")
    return Picture(file.getvalue(), [_place(ax, figure) for ax in figure.axes if _holds_a_map(ax)])


def _holds_a_map(ax):
    filled = any(isinstance(each, ContourSet) and each.filled for each in ax.collections)
    return filled or any(isinstance(each, (QuadMesh, AxesImage)) for each in ax.get_children())


def _place(ax, figure):
    left, bottom, right, top = ax.get_window_extent().extents
    width, height = figure.bbox.size
    shares = left / width, 1 - top / height, right / width, 1 - bottom / height
    return [round(float(share), 4) for share in shares]
