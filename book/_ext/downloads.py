"""Sphinx extension: the notebooks that readers download are plain Markdown, which every Jupyter renders."""

import re
from html import escape
from pathlib import Path

import nbformat
from citations import label
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from pybtex.database import parse_file

MARKDOWN = MarkdownIt().use(colon_fence_plugin)
ROLE = re.compile(r"\{([a-z:]+)\}`([^`]+)`")
OPTION = re.compile(r":[\w-]+:")

#: What JupyterLab writes there itself; by the extension a notebook becomes a script that ends in .py.
LANGUAGE = {
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "pygments_lexer": "ipython3",
}


def finish(app, exception):
    """Rewrite the notebooks among the sources of the site: the theme's button offers them."""
    if exception or app.builder.format != "html":
        return
    entries = sources(Path(app.srcdir, name) for name in app.config.bibtex_bibfiles)
    for path in sorted(Path(app.outdir, "_sources").rglob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        nbformat.write(plain_notebook(notebook, entries), path)


def sources(paths):
    """The entries of the bibliographies, by their keys."""
    return {key: entry for path in paths for key, entry in parse_file(str(path)).entries.items()}


def plain_notebook(notebook, entries):
    """Make the Markdown of a notebook plain and give each figure its caption; code and outputs stay.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        It is changed in place. One that is plain already stays as it is.
    entries : dict of str to pybtex.database.Entry
        What the notebook may cite.

    Returns
    -------
    nbformat.NotebookNode
        The same notebook.

    Raises
    ------
    ValueError
        If it cites what `entries` lacks or refers to a figure of another notebook.
    """
    cells = without_captions(notebook.cells)
    markdown = PlainMarkdown(entries, numbered(cells))
    notebook.cells = []
    for cell in cells:
        notebook.cells.append(cell)
        if cell.cell_type == "markdown":
            cell.source = markdown.text(cell.source)
        elif figure_of(cell):
            notebook.cells.append(caption(cell, markdown))
    notebook.metadata.setdefault("language_info", {}).update(LANGUAGE)
    return notebook


def figure_of(cell):
    """The caption and the name of a cell's figure, as its metadata have them, or nothing."""
    return cell.metadata.get("mystnb", {}).get("figure", {})


def numbered(cells):
    """The numbers of the figures, by their names, counted through the notebook."""
    names = [figure_of(cell)["name"] for cell in cells if figure_of(cell)]
    return {name: number for number, name in enumerate(names, start=1)}


def caption_id(cell):
    return f"{cell.id}-caption"


def without_captions(cells):
    """The cells without the captions that an earlier run has put there."""
    captions = {caption_id(cell) for cell in cells if figure_of(cell)}
    return [cell for cell in cells if cell.id not in captions]


def caption(cell, markdown):
    """A cell with the caption of a figure and, folded, with its alternative text."""
    figure = figure_of(cell)
    text = f"*Figure {markdown.figures[figure['name']]}. {markdown.text(figure['caption'])}*"
    alternative = cell.metadata["mystnb"].get("image", {}).get("alt")
    if alternative:
        text += "\n\n" + folded("The figure in words", escape(alternative, quote=False))
    return nbformat.v4.new_markdown_cell(text, id=caption_id(cell))


def folded(title, text):
    """Markdown that the reader unfolds by a click on its title."""
    return f"<details>\n<summary>{title}</summary>\n\n{text}\n\n</details>"


def quoted(title, text):
    """Markdown as a block quote under its title."""
    lines = [f"**{title}**", "", *text.split("\n")]
    return "\n".join(f"> {line}".rstrip() for line in lines)


class PlainMarkdown:
    """Writes the MyST Markdown of one notebook as plain Markdown.

    `entries` has what may be cited, `figures` the numbers of the notebook's figures by their names.
    """

    def __init__(self, entries, figures):
        self.entries = entries
        self.figures = figures

    def text(self, source):
        """A text without roles and directives."""
        lines = source.split("\n")
        blocks = []
        start = 0
        for token in MARKDOWN.parse(source):
            if token.type == "colon_fence":
                first, end = token.map
                blocks += [self.without_roles(lines[start:first]), self.admonition(token)]
                start = end
        blocks.append(self.without_roles(lines[start:]))
        return "\n\n".join(filter(None, blocks))

    def admonition(self, token):
        """A directive as a block quote, or as folded text where it is a dropdown."""
        kind, _, title = token.info.strip().lstrip("{").partition("}")
        title = self.without_roles([title.strip() or kind.capitalize()])
        lines = token.content.strip("\n").split("\n")
        options = []
        while lines and OPTION.match(lines[0]):
            options += lines.pop(0).split()
        text = self.text("\n".join(lines).strip("\n"))
        return folded(escape(title, quote=False), text) if "dropdown" in options else quoted(title, text)

    def without_roles(self, lines):
        """Lines with what a reader sees in place of each role. The book has the syntax of roles in no code."""
        return ROLE.sub(self.role, "\n".join(lines).strip("\n"))

    def role(self, found):
        """What a reader sees of a role."""
        name, content = found.groups()
        if name == "term":
            return content.partition("<")[0].strip()
        if name == "cite":
            return f"[{', '.join(self.citation(key.strip()) for key in content.split(','))}]"
        if name == "numref":
            return self.figure(content)
        return f"`{content}`"

    def figure(self, name):
        if name not in self.figures:
            raise ValueError(f"a figure of this notebook was expected, got {name!r}")
        return f"Figure {self.figures[name]}"

    def citation(self, key):
        """Author and year as the book writes them, linked to the source where it has an address."""
        if key not in self.entries:
            raise ValueError(f"a key of the bibliography was expected, got {key!r}")
        entry = self.entries[key]
        address = entry.fields.get("url")
        if "doi" in entry.fields:
            address = f"https://doi.org/{entry.fields['doi']}"
        return f"[{label(entry)}](<{address}>)" if address else label(entry)


def setup(app):
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
