"""Pages that hold nothing but widgets and the page host, opened as files."""

import json

import pytest
from ipywidgets.embed import dependency_state, embed_data

from backprop.explorer import HERE

STATIC = HERE.parents[2] / "book/_static"
PAGE = """<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>Widgets</title>
<meta name="viewport" content="width=device-width"><style>{css}
body {{ margin: 8px; color: var(--bp-ink); background: var(--bp-paper); }}</style>
</head><body><main><h1>Widgets</h1>{views}</main>
<script type="application/vnd.jupyter.widget-state+json">{state}</script><script>{host}</script></body></html>"""


@pytest.fixture
def show(new_page, tmp_path):
    """``page = show(*widgets, fragment="", **context options)``: a page with these widgets, alive."""

    def script(mime, value):
        return f'<script type="application/vnd.jupyter.{mime}+json">{json.dumps(value)}</script>'

    def show(*widgets, fragment="", **options):
        data = embed_data(views=widgets, state=dependency_state(widgets, drop_defaults=False))
        text = PAGE.format(
            css=(STATIC / "book.css").read_text(),
            host=(STATIC / "widget-host.js").read_text(),
            views="".join(script("widget-view", view) for view in data["view_specs"]),
            state=json.dumps(data["manager_state"]).replace("</", "<\\/"),
        )
        file = tmp_path / "page.html"
        file.write_text(text)
        page = new_page(**options)
        page.set_default_timeout(5000)
        page.goto(file.as_uri() + (fragment and f"#{fragment}"))
        page.evaluate("window.widgetsReady")
        return page

    return show
