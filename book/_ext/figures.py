"""Sphinx extension: the kernels that execute the book know that they do, and figures follow the theme of the page."""

import json
import os
from html import escape
from pathlib import Path

from docutils import nodes
from PIL import Image

HERE = str(Path(__file__).parent)


def tell_the_kernels(app):
    """Set what the kernels inherit: `bp.tweak` then carries its pictures, and matplotlib draws for the page."""
    os.environ["BACKPROP_BOOK"] = "1"
    os.environ["MPLBACKEND"] = "module://figure_backend"
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if HERE not in paths:
        os.environ["PYTHONPATH"] = os.pathsep.join([HERE, *filter(None, paths)])


def find_maps(app, doctree):
    """Read out of each picture where its maps lie, while its file is at hand."""
    for image in doctree.findall(nodes.image):
        _, file = app.env.relfn2path(image["uri"], app.env.docname)
        path = Path(file)
        if path.suffix == ".png" and path.is_file():
            with Image.open(path) as picture:
                image["maps"] = json.loads(picture.info.get("maps", "null"))


def visit_image(self, node):
    """An image as ever; one of matplotlib's with its maps over it, which keep their colors in the dark theme."""
    write = type(self).visit_image  # Not `self.visit_image`, which is this function.
    if node.get("maps") is None:
        write(self, node)
        return
    width = node.attributes.pop("width")
    node["classes"].append("dark-light")  # The theme's word for an image that it need not make dark.
    write(self, node)
    picture, source = self.body.pop(), escape(node["uri"])
    copies = [
        f'<img src="{source}" alt="" class="bp-figure-map dark-light" style="clip-path: inset({sides(*place)})">'
        for place in node["maps"]
    ]
    self.body.append(f'<span class="bp-figure" style="width: {width}px">{picture}{"".join(copies)}</span>')


def sides(left, top, right, bottom):
    """How far a map lies from the four sides of the picture, as CSS counts them."""
    return " ".join(f"{100 * share:.2f}%" for share in (top, 1 - right, 1 - bottom, left))


def depart_image(self, node):
    type(self).depart_image(self, node)


def setup(app):
    app.connect("builder-inited", tell_the_kernels)
    app.connect("doctree-read", find_maps, priority=100)  # Before Sphinx collects the images.
    app.add_node(nodes.image, override=True, html=(visit_image, depart_image))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
