"""The built book: what its files hold, and what a browser without a network makes of them."""

import pytest

PAGES = ["book/intro"]


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_page_opens_as_a_file_without_error_or_request(visit, name):
    page = visit(name)
    page.wait_for_function("window.MathJax?.startup?.promise?.then(() => true)")
