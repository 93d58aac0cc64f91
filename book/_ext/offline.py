"""Sphinx extension: a site that needs no network, and holds no file that no page uses."""

from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile

# The SVG output needs no font files, which browsers refuse to pages opened as files.
MATHJAX = "tex-svg.js", *(
    f"input/tex/extensions/{name}.js" for name in ("boldsymbol", "cancel", "color", "enclose")
)


def finish(app, exception):
    """Copy MathJax from the sphinx-mathjax-offline package, and drop the maps, which are for the theme's makers."""
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    source = Path(find_spec("sphinx-mathjax-offline").origin).parent / "static/mathjax"
    for name in MATHJAX:
        target = static / "mathjax" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        copyfile(source / name, target)
    for path in static.rglob("*.map"):
        path.unlink()


def setup(app):
    app.connect("build-finished", finish)
    app.add_config_value("comments_config", {}, "html")  # jupyter-book always sets it
    return {"parallel_read_safe": True, "parallel_write_safe": True}
