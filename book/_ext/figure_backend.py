"""Matplotlib backend of the kernels that execute the book: a figure comes out small, and knows where its maps lie.

The extension `figures` names this module in ``MPLBACKEND``.
"""

import io
import json

import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from backprop.pictures import CSS_PIXELS, picture

__all__ = ["FigureCanvas", "show"]


def show(*args, **kwargs):
    """Display all open figures, and close them."""
    for number in plt.get_fignums():
        figure = plt.figure(number)
        drawn = picture(figure)
        width = round(CSS_PIXELS * figure.get_figwidth())
        display({"image/png": with_maps(drawn)}, raw=True, metadata={"image/png": {"width": width}})
    plt.close("all")


def with_maps(drawn):
    """The PNG with the places of its maps written into it, for the extension to read."""
    file, notes = io.BytesIO(), PngInfo()
    notes.add_text("maps", json.dumps(drawn.maps))
    Image.open(io.BytesIO(drawn.png)).save(file, "PNG", pnginfo=notes)
    return file.getvalue()
