"""Print the built book into one PDF: its pages in their order, after a title and a table of contents.

Usage: python scripts/pdf.py    (after `make book`; writes _build/backpropagation-by-hand.pdf)

Explorers are printed as pictures, at their first state. Chapters are bookmarks of the PDF too.
"""

import shutil
from html import escape
from io import BytesIO
from pathlib import Path

import yaml
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build/html"
TARGET = ROOT / "_build/backpropagation-by-hand.pdf"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PAPER = {
    "format": "A4",
    "print_background": True,
    "margin": {"top": "16mm", "bottom": "18mm", "left": "16mm", "right": "16mm"},
}
STYLE = """<style>
  body { font: 11pt/1.9 system-ui, sans-serif; }
  h1 { margin: 30mm 0 2mm; font-size: 30pt; line-height: 1.2; }
  h2 { margin: 6mm 0 1mm; font-size: 12pt; color: #555; }
  p { display: flex; justify-content: space-between; margin: 0; border-bottom: 1px dotted #bbb; }
</style>"""


def parts():
    """The parts of the book as (caption, names of its pages)."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    yield "", [contents["root"]]
    for part in contents["parts"]:
        yield part["caption"], [chapter["file"] for chapter in part["chapters"]]


def printed(browser, name):
    """A page of the site as (title, PDF)."""
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.goto((SITE / f"{name}.html").as_uri())
    page.evaluate("window.widgetsReady")
    page.wait_for_function("!document.querySelector('.math:not(:has(mjx-container))')")
    title = page.locator("h1").first.evaluate("heading => heading.firstChild.textContent.trim()")
    pdf = PdfReader(BytesIO(page.pdf(**PAPER)))
    page.close()
    return title, pdf


def contents(browser, book, first):
    """The title page with the table of contents, as a PDF; `first` is the number of the page after it."""
    lines = []
    for caption, chapters in book:
        lines.append(f"<h2>{escape(caption)}</h2>")
        for title, pdf in chapters:
            lines.append(f"<p><span>{escape(title)}</span><span>{first}</span></p>")
            first += len(pdf.pages)
    page = browser.new_page()
    page.set_content(f"{STYLE}<h1>Backpropagation by Hand</h1>{''.join(lines)}")
    pdf = PdfReader(BytesIO(page.pdf(**PAPER)))
    page.close()
    return pdf


def main():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        book = [(caption, [printed(browser, name) for name in names]) for caption, names in parts()]
        front = contents(browser, book, 1)
        front = contents(browser, book, len(front.pages) + 1)
        browser.close()
    writer = PdfWriter()
    writer.append(front, outline_item="Contents")
    for _, chapters in book:
        for title, pdf in chapters:
            writer.append(pdf, outline_item=title, import_outline=False)
    writer.add_metadata({"/Title": "Backpropagation by Hand"})
    writer.write(TARGET)
    print(f"The book as one PDF, {len(writer.pages)} pages: {TARGET.as_uri()}")


if __name__ == "__main__":
    main()
