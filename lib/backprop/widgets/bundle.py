"""The ES modules of a widget as one text: a page mounts it from a Blob, where no relative import works."""

from pathlib import Path

__all__ = ["css", "esm"]

HERE = Path(__file__).parent


def esm(*modules):
    """The text of `modules`, in this order, without their ``import`` statements and the word ``export``.

    Parameters
    ----------
    *modules : str
        Paths below ``js``, without their ending: each imports only from those before it. The last may keep an
        ``export default``.

    Returns
    -------
    str
    """
    return "\n".join(_without_imports((HERE / f"js/{module}.js").read_text(encoding="utf-8")) for module in modules)


def css(*sheets):
    """The text of some style sheets, by their names in ``css``, in this order."""
    return "\n".join((HERE / f"css/{sheet}.css").read_text(encoding="utf-8") for sheet in sheets)


def _without_imports(text):
    lines, inside_import = [], False
    for line in text.splitlines():
        inside_import = inside_import or line.startswith("import ")
        if inside_import:
            inside_import = not line.endswith(";")
        elif line.startswith("export ") and not line.startswith("export default"):
            lines.append(line.removeprefix("export "))
        else:
            lines.append(line)
    return "\n".join(lines)
