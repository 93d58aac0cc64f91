"""Sphinx extension: the head of each page, and what a published book has besides its pages.

Two lines of ``_config.yml`` decide, and both may stay empty:

``repository_url``, the address of the project's repository
    Each page gets buttons that lead there, that open its notebook on Binder, that suggest an edit and report an issue.
``html_baseurl``, the address under which the book is published
    Each page names its own address and has a picture for those who link to it, and the site gets ``sitemap.xml`` and
    ``404.html``.

A book with neither has none of this, and is read as files.
"""

from html import escape
from pathlib import Path
from shutil import copyfile

from docutils import nodes
from sphinx.errors import ConfigError

#: Longer descriptions are cut off by those who show them.
DESCRIPTION_LENGTH = 200

PICTURE = "_static/book.png"
PICTURE_SOURCE = ".github/book.png"
PICTURE_IN_WORDS = "A network with its weights, the map of its error, and the phases of an update"

NOT_FOUND = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Page not found: {title}</title>
<style>
  :root {{ color-scheme: light dark; font: 1.1rem/1.6 system-ui, sans-serif; }}
  body {{ max-width: 36rem; margin: 15vh auto; padding: 0 1rem; }}
</style>
</head>
<body>
<h1>This page is not here</h1>
<p>The address may have a slip in it, or the page may have moved.</p>
<p><a href="{base}{start}">Go to the start of the book</a>, or <a href="{base}search.html">search it</a>.</p>
</body>
</html>
"""


def follow_the_addresses(app, config):
    """Check the two addresses, and turn on the buttons that the first one makes possible."""
    for name in "repository_url", "html_baseurl":
        address = config[name]
        if address and not address.startswith("https://"):
            raise ConfigError(f"{name} in _config.yml: expected an address that starts with https://, got {address!r}")
    if config.html_baseurl:
        config.html_baseurl = config.html_baseurl.rstrip("/") + "/"
    if config.repository_url:
        config.html_theme_options |= {
            "repository_url": config.repository_url.rstrip("/"),
            "repository_branch": "main",
            "use_repository_button": True,
            "use_edit_page_button": True,
            "use_issues_button": True,
            "launch_buttons": {"binderhub_url": "https://mybinder.org", "notebook_interface": "jupyterlab"},
        }


def describe(app, pagename, templatename, context, doctree):
    """Before a page is written: say in its head what it is about, for a search or for whoever links to it."""
    if doctree is None:  # a page that Sphinx adds, such as the index
        return
    about = description(doctree)
    properties = {
        "og:title": app.env.titles[pagename].astext(),
        "og:description": about,
        "og:type": "article",
        "og:site_name": app.config.html_title,
    }
    base = app.config.html_baseurl
    if base:
        properties |= {
            "og:url": f"{base}{pagename}.html",
            "og:image": f"{base}{PICTURE}",
            "og:image:alt": PICTURE_IN_WORDS,
        }
    lines = [f'<meta name="description" content="{escape(about)}" />']
    lines += [f'<meta property="{name}" content="{escape(text)}" />' for name, text in properties.items()]
    context["metatags"] += "\n    ".join(["", *lines])


def description(doctree):
    """The first paragraph of a page that stands in no box and in no list, cut after a word where it is long."""
    paragraphs = (each for each in doctree.findall(nodes.paragraph) if isinstance(each.parent, nodes.section))
    words = next(paragraphs, nodes.paragraph()).astext().split()
    text = " ".join(words)
    while len(text) > DESCRIPTION_LENGTH:
        words.pop()
        text = " ".join(words).rstrip(",;:") + " …"
    return text


def finish(app, exception):
    """Give a published book its picture, the list of its pages, and an answer to addresses that it does not have."""
    base = app.config.html_baseurl
    if exception or app.builder.format != "html" or not base:
        return
    site = Path(app.outdir)
    copyfile(Path(app.srcdir, PICTURE_SOURCE), site / PICTURE)
    addresses = [f"{base}{name}.html" for name in sorted(app.env.found_docs)]
    (site / "sitemap.xml").write_text(sitemap(addresses), encoding="utf-8")
    page = NOT_FOUND.format(title=escape(app.config.html_title), base=escape(base), start=f"{app.config.root_doc}.html")
    (site / "404.html").write_text(page, encoding="utf-8")


def sitemap(addresses):
    """A list of pages, as the protocol of sitemaps.org has it."""
    entries = "\n".join(f"  <url><loc>{escape(address)}</loc></url>" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}\n</urlset>\n'
    )


def setup(app):
    app.add_config_value("repository_url", "", "html")
    app.connect("config-inited", follow_the_addresses)
    app.connect("html-page-context", describe)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
