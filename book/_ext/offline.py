"""Sphinx extension: put the few MathJax files in use into the site, so that it needs no network."""

from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile

# The SVG output needs no font files, which browsers refuse to pages opened as files.
FILES = "tex-svg.js", *(
    f"input/tex/extensions/{name}.js" for name in ("boldsymbol", "cancel", "color", "enclose")
)


def copy_mathjax(app, exception):
    """Copy each of `FILES` from the sphinx-mathjax-offline package when an HTML build has ended."""
    if exception or app.builder.format != "html":
        return
    source = Path(find_spec("sphinx-mathjax-offline").origin).parent / "static/mathjax"
    for name in FILES:
        target = Path(app.outdir, "_static/mathjax", name)
        target.parent.mkdir(parents=True, exist_ok=True)
        copyfile(source / name, target)


def setup(app):
    app.connect("build-finished", copy_mathjax)
    app.add_config_value("comments_config", {}, "html")  # jupyter-book always sets it
    return {"parallel_read_safe": True, "parallel_write_safe": True}
