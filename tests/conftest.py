"""Fixtures for tests on the built book.

site
    Path of the built site, the folder of ``book/intro.html``. It is built once a run with
    ``jupyter-book build . -W -n --keep-going``, also under xdist; where the environment variable
    ``BOOK_HTML`` names a site that is already built, that one is used.
visit
    ``page = visit("book/intro")`` opens that page of the site as a file, waits until its widgets
    are mounted, and returns the Playwright page. ``visit("book/intro", fragment="x", **options)``
    takes a URL fragment and any option of a Playwright browser context (``viewport``,
    ``color_scheme``, ``reduced_motion``, ...).
page
    An empty Playwright page of the same kind, to go where you like.
browser
    The Chromium behind both, one a run. Without one the test is skipped, or fails where the environment
    variable ``BROWSER_REQUIRED`` is set. ``CHROMIUM`` may name the program. Pages that ask for the same options
    share a context, which takes longer to make than a page.

unmeasured
    For modules of long tests, every line of which is run by shorter ones too: coverage, which would make them take
    five times as long, looks away.

Every request of a page to a network is refused. Requests and errors (of the console, or uncaught)
are kept in ``page.requests`` and ``page.errors``, and a test that ends with one in either list
fails; a test that means to provoke one looks at it, then calls ``.clear()``.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PATIENCE = 60_000  # ms: a busy machine may be slow, and only a test that fails waits so long.
#: The first has the engine of the others without their windows, and takes half the time.
CHROMIUM_NAMES = "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def unmeasured():
    """Nothing follows the lines that are run, until the end of the module."""
    # The marker `no_cover` does not do it: in a process of xdist pytest-cov measures twice, and stops once.
    follows = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(follows)


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id):
    """Path of the built site."""
    if "BOOK_HTML" in os.environ:
        return Path(os.environ["BOOK_HTML"]).resolve()
    folder = tmp_path_factory.getbasetemp()
    folder = (folder if worker_id == "master" else folder.parent) / "book"
    folder.mkdir(exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "code").exists():
            build(folder)
    if (folder / "code").read_text() != "0":
        pytest.fail("The book does not build:\n" + (folder / "log").read_text()[-4000:])
    return folder / "_build/html"


def build(folder):
    """Build the book in `folder`, and leave there the build's exit code and log."""
    program = Path(sys.executable).with_name("jupyter-book")
    command = [program, "build", ".", "-W", "-n", "--keep-going"]
    with open(folder / "log", "w") as log:
        done = subprocess.run(
            [*command, "--path-output", folder], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )
    (folder / "code").write_text(str(done.returncode))


def chromium():
    """Path of a Chromium on this machine, or None."""
    names = os.environ.get("CHROMIUM"), *CHROMIUM_NAMES
    return next(filter(None, (shutil.which(name) for name in names if name)), None)


@pytest.fixture(scope="session")
def browser():
    """Chromium, as a Playwright browser."""
    program = chromium()
    if program is None:
        refuse = pytest.fail if os.environ.get("BROWSER_REQUIRED") else pytest.skip
        refuse("no Chromium found: the tests in the browser are left out")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def context_of(browser):
    """``context_of(**options)``: a context with no network, the same one whenever the options are the same."""
    contexts = {}

    def context_of(**options):
        key = repr(sorted(options.items()))
        if key not in contexts:
            contexts[key] = browser.new_context(offline=True, **options)
        return contexts[key]

    yield context_of
    for context in contexts.values():
        context.close()


@contextmanager
def pages_of(context_of):
    """``new_page(**context options)``: a page with no network that keeps account of its errors."""
    pages = []

    def new_page(**options):
        page = context_of(**options).new_page()
        page.set_default_timeout(PATIENCE)
        pages.append(page)
        keep_account(page)
        return page

    yield new_page
    accounts = [(page.requests, page.errors) for page in pages]
    for page in pages:
        page.close()
    assert all(account == ([], []) for account in accounts), accounts


@pytest.fixture
def new_page(context_of):
    """A maker of pages that are closed after the test."""
    with pages_of(context_of) as new_page:
        yield new_page


@pytest.fixture(scope="module")
def new_shared_page(context_of):
    """A maker of pages that several tests of a module look at."""
    with pages_of(context_of) as new_page:
        yield new_page


def keep_account(page):
    """Keep the requests of a page to a network in ``page.requests``, and its errors in ``page.errors``."""
    page.requests, page.errors = [], []
    page.on("request", lambda request: request.url.startswith("http") and page.requests.append(request.url))
    page.on("websocket", lambda socket: page.requests.append(socket.url))
    page.on("console", lambda message: message.type == "error" and page.errors.append(message.text))
    page.on("pageerror", lambda error: page.errors.append(str(error)))


@pytest.fixture
def page(new_page):
    """An empty page."""
    return new_page()


@pytest.fixture
def visit(new_page, site):
    """``visit(name, fragment="", **context options)``: that page of the site, its widgets alive."""

    def visit(name, fragment="", **options):
        page = new_page(**options)
        page.goto((site / f"{name}.html").as_uri() + (fragment and f"#{fragment}"))
        page.evaluate("window.widgetsReady")
        return page

    return visit
