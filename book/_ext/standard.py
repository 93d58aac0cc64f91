"""Sphinx extension: mends what notebooks and Sphinx write that the standards of HTML and of ARIA do not allow."""


def mend(app, pagename, templatename, context, doctree):
    """Before a page is written."""
    if "body" in context:
        context["body"] = mended(context["body"])


def mended(body):
    """The text of a page without the style sheets of pandas, with a plain corner for its tables and the roles of lists.

    A style sheet has no place within a page, and what pandas says in it holds by itself or by the theme. The corner
    over the row labels of a table heads nothing. The roles that docutils gives to the entries of a bibliography are no
    longer those of a list.
    """
    first, *others = body.split("<style scoped>")
    body = first + "".join(each.partition("</style>")[2] for each in others)
    first, *heads = body.split("<th")
    body = first + "".join(map(plain_corner, heads))
    return body.replace('role="doc-biblioentry"', 'role="listitem"')


def plain_corner(text):
    """What follows ``<th`` up to the next one, and that before it: a cell without words is no heading."""
    cell, end, rest = text.partition("</th>")
    attributes, _, words = cell.partition(">")
    if end and words in ("", "<p></p>"):
        return f"<td{attributes}></td>{rest}"
    return f"<th{text}"


def setup(app):
    app.connect("html-page-context", mend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
