"""Take the picture of the book that the README shows, from the built book."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto((ROOT / "_build/html/book/intro.html").as_uri())
    page.evaluate("window.widgetsReady")
    page.screenshot(path=ROOT / ".github/book.png")
