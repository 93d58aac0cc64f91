"""What the tests run in a page: the files of ``browser/js``, for the little that no locator of Playwright can ask."""

from pathlib import Path

HERE = Path(__file__).parent / "browser/js"


def javascript(name):
    """The text of a file: a function for a page to run, or the module of a widget."""
    return (HERE / f"{name}.js").read_text(encoding="utf-8")
