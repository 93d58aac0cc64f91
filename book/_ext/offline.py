"""Sphinx extension: a site that needs no network, and holds no file that no page uses."""

from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile

# The SVG output needs no font files, which browsers refuse to pages opened as files.
MATHJAX = "tex-svg.js", *(
    f"input/tex/extensions/{name}.js" for name in ("boldsymbol", "cancel", "color", "enclose")
)


def finish(app, exception):
    """Copy MathJax from the sphinx-mathjax-offline package; drop the maps of the theme, put off its scripts."""
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
    scripts, later = static / "scripts", static / "mathjax-later.js"
    put_off(later, scripts / "icons.js", scripts / "fontawesome.js")
    put_off(later, scripts / "theme.js", scripts / "bootstrap.js", scripts / "pydata-sphinx-theme.js")


def put_off(later, together, *scripts):
    """Let scripts of the theme, the longest of a page, wait for the widgets as MathJax does.

    The page asks for `scripts`: a copy of `later` takes the place of the last, and loads all of them in one file,
    `together`. Sphinx copies no static files for a book that is up to date: then all this has been done.
    """
    loader = later.read_text(encoding="utf-8").replace("mathjax/tex-svg.js", together.name)
    texts = [script.read_text(encoding="utf-8") for script in scripts]
    if texts[-1] != loader:
        together.write_text("\n;\n".join(texts), encoding="utf-8")
        for script in scripts:
            script.write_text(loader if script == scripts[-1] else "", encoding="utf-8")


def setup(app):
    app.connect("build-finished", finish)
    app.add_config_value("comments_config", {}, "html")  # jupyter-book always sets it
    return {"parallel_read_safe": True, "parallel_write_safe": True}
