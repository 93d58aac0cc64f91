"""What the tests run in a page: the files of ``tests/js``, for the little that no locator of Playwright can ask."""

from pathlib import Path

HERE = Path(__file__).parent / "js"


def javascript(*names):
    """The text of these files, one after the other; a page runs the function that ends the last."""
    return "\n".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in names)
