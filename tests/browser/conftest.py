"""Pages that hold nothing but widgets and the page host, opened as files.

show
    ``page = show(*widgets, fragment="", **context options)``: a page with these widgets, alive.
explore
    ``explorer = explore(widget, fragment="", **context options)``: the same for one explorer, as a page object.
explorer
    The page object of the 2-2-2 explorer, its surface over w5 and w6.
"""

import json

import pytest
from explorer_page import Explorer
from ipywidgets.embed import dependency_state, embed_data

import backprop as bp
from backprop.widgets.bundle import HERE

STATIC = HERE.parents[2] / "book/_static"
PAGE = """<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>Widgets</title>
<meta name="viewport" content="width=device-width"><style>{css}
body {{ margin: 8px; color: var(--bp-ink); background: var(--bp-paper); }}</style>
</head><body><main><h1>Widgets</h1>{views}</main>
{state}<script>{host}</script></body></html>"""


def write_page(widgets, file):
    """Write to `file` a page with these widgets, and return it."""

    def script(mime, value):
        text = json.dumps(value).replace("</", "<\\/")
        return f'<script type="application/vnd.jupyter.{mime}+json">{text}</script>'

    data = embed_data(views=widgets, state=dependency_state(widgets, drop_defaults=False))
    file.write_text(
        PAGE.format(
            css=(STATIC / "book.css").read_text(),
            views="".join(script("widget-view", view) for view in data["view_specs"]),
            state=script("widget-state", data["manager_state"]),
            host=(STATIC / "widget-host.js").read_text(),
        )
    )
    return file


@pytest.fixture
def show(new_page, tmp_path):
    def show(*widgets, fragment="", **options):
        page = new_page(**options)
        page.goto(write_page(widgets, tmp_path / "page.html").as_uri() + (fragment and f"#{fragment}"))
        page.evaluate("window.widgetsReady")
        return page

    return show


@pytest.fixture
def explore(show):
    def explore(widget, fragment="", **options):
        return Explorer(show(widget, fragment=fragment, **options))

    return explore


@pytest.fixture
def explorer(explore):
    return explore(bp.Explorer(bp.examples.two_two_two, axes=("w5", "w6")))
