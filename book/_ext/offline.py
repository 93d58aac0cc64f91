"""Sphinx extension: a site that needs no network, holds no file that no page uses, and no code twice in a page."""

import json
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile

from rjsmin import jsmin

# The SVG output needs no font files, which browsers refuse to pages opened as files.
MATHJAX = "tex-svg.js", *(
    f"input/tex/extensions/{name}.js" for name in ("boldsymbol", "cancel", "color", "enclose")
)

WIDGET_STATE = "application/vnd.jupyter.widget-state+json"


def share_code(app, pagename, templatename, context, doctree):
    """Let the widgets of a page that run the same code share one copy of it, without its comments: it is long."""
    for script in context.get("script_files", []):
        attributes = getattr(script, "attributes", {})
        if attributes.get("type") == WIDGET_STATE:
            content = with_one_copy(json.loads(attributes["body"]))
            attributes["body"] = json.dumps(content).replace("</", "<\\/")


def with_one_copy(content):
    """A widget state; code that stands there already is ``{"same_as": model}``, as widget-host.js reads it."""
    seen = {}
    for model, widget in content["state"].items():
        for name in ("_esm", "_css"):
            text = widget["state"].get(name)
            if text and text in seen:
                widget["state"][name] = {"same_as": seen[text]}
            elif text:
                seen[text] = model
                widget["state"][name] = jsmin(text) if name == "_esm" else text
    return content


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
    app.connect("html-page-context", share_code, priority=900)  # After MyST-NB has put the state there.
    app.connect("build-finished", finish)
    app.add_config_value("comments_config", {}, "html")  # jupyter-book always sets it
    return {"parallel_read_safe": True, "parallel_write_safe": True}
