"""What a published book has besides its pages, and what one that is read as files must not have.

Two pages are built with the configuration of the book: as it stands, and with both addresses filled in.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.xdist_group("publishing")

REPOSITORY = "https://github.com/somebody/by-hand"
BASE = "https://somebody.example/by-hand/"

NOTEBOOK = """# A page

:::{note}
A box comes first.
:::

A paragraph that says, with < and & and {term}`error` and *stress*, what the page is about.

And another one.

```{glossary}
error
  How far off.
```
"""
PAGE = "# Another page\n\n" + "This sentence is said often. " * 20


def config(**addresses):
    """The configuration of the book, with addresses filled in, and without the archive: two pages have no library."""
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    settings["sphinx"]["config"] |= addresses
    settings["sphinx"]["config"]["extensions"].remove("archive")
    return yaml.safe_dump(settings)


def build(folder, **addresses):
    """Build the two pages; the finished process, and the folder of the site."""
    for name in "_ext", "_static", "_templates":
        shutil.copytree(ROOT / "book" / name, folder / "book" / name)
    (folder / "book/deep").mkdir()
    (folder / ".github").mkdir()
    shutil.copy(ROOT / ".github/book.png", folder / ".github")
    shutil.copy(ROOT / "book/references.bib", folder / "book")
    (folder / "_config.yml").write_text(config(**addresses), encoding="utf-8")
    toc = {"format": "jb-book", "root": "book/intro", "chapters": [{"file": "book/deep/other"}]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    cells = [nbformat.v4.new_markdown_cell(NOTEBOOK)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / "book/intro.ipynb")
    (folder / "book/deep/other.md").write_text(PAGE, encoding="utf-8")
    program = Path(sys.executable).with_name("jupyter-book")
    command = [program, "build", ".", "-W", "-n", "--keep-going"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")
    return done, folder / "_build/html"


def built(folder, **addresses):
    done, site = build(folder, **addresses)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The site as it is built now, with no address."""
    return built(tmp_path_factory.mktemp("files"), repository_url="", html_baseurl="")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The site with both addresses, each with a slash more or less than it needs."""
    return built(tmp_path_factory.mktemp("published"), repository_url=f"{REPOSITORY}/", html_baseurl=BASE.rstrip("/"))


def parsed(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def meta(page):
    """The entries of a page's head by their names; each may stand there once."""
    tags = page.head.find_all("meta", content=True)
    pairs = [(tag.get("name") or tag.get("property"), tag["content"]) for tag in tags]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def outside(page):
    """The addresses elsewhere that a page links to."""
    return {tag["href"] for tag in page.find_all(href=True) if tag["href"].startswith("http")}


def test_a_page_says_what_it_is_about(files):
    first, other = (meta(parsed(files / f"book/{name}.html")) for name in ("intro", "deep/other"))
    sentence = "A paragraph that says, with < and & and error and stress, what the page is about."
    assert first["description"] == first["og:description"] == sentence
    assert (first["og:title"], first["og:site_name"]) == ("A page", "Backpropagation by Hand")
    assert other["description"].startswith("This sentence is said often.")
    assert other["description"].endswith(" …") and len(other["description"]) <= 202


def test_a_page_has_one_viewport(files, published):
    for page in files / "book/intro.html", files / "search.html", published / "404.html":
        assert len(parsed(page).find_all("meta", attrs={"name": "viewport"})) == 1


def test_a_book_with_no_address_leads_nowhere_else(files):
    for name in "intro", "deep/other":
        page = parsed(files / f"book/{name}.html")
        assert outside(page) == set()
        assert page.select("link[rel=canonical]") == []
        assert not {"og:url", "og:image"} & set(meta(page))
    assert not any((files / name).exists() for name in ("sitemap.xml", "404.html", "_static/book.png"))


def test_the_address_of_the_repository_brings_its_buttons(published):
    page = parsed(published / "book/intro.html")
    assert outside(page) - {f"{BASE}book/intro.html"} == {
        REPOSITORY,
        f"{REPOSITORY}/edit/main/book/intro.ipynb",
        f"{REPOSITORY}/issues/new?title=Issue%20on%20page%20%2Fbook/intro.html&body=Your%20issue%20content%20here.",
        "https://mybinder.org/v2/gh/somebody/by-hand/main?urlpath=lab/tree/book/intro.ipynb",
    }
    assert not any("mybinder" in address for address in outside(parsed(published / "book/deep/other.html")))


def test_the_address_of_the_book_brings_that_of_each_page_and_a_picture(published):
    for name in "intro", "deep/other":
        page = parsed(published / f"book/{name}.html")
        address = f"{BASE}book/{name}.html"
        assert [link["href"] for link in page.select("link[rel=canonical]")] == [address]
        head = meta(page)
        assert head["og:url"] == address
        assert head["og:image"].startswith(BASE) and head["og:image:alt"]
        assert (published / head["og:image"].removeprefix(BASE)).is_file()


def test_the_sitemap_lists_every_page(published):
    places = ElementTree.parse(published / "sitemap.xml").iterfind(".//{*}loc")
    assert [place.text for place in places] == [f"{BASE}book/deep/other.html", f"{BASE}book/intro.html"]


@pytest.mark.parametrize("depth", ["", "book/", "a/b/c/"])
def test_the_answer_to_a_wrong_address_leads_back_from_any_depth(published, depth):
    page = parsed(published / "404.html")
    assert page.find_all(src=True) == [] and page.find_all("link") == []
    targets = [urljoin(f"{BASE}{depth}nowhere.html", link["href"]) for link in page.find_all("a")]
    assert len(targets) == 2
    assert all((published / target.removeprefix(BASE)).is_file() for target in targets)


@pytest.mark.parametrize("name", ["repository_url", "html_baseurl"])
def test_what_is_no_address_is_refused_in_words(tmp_path, name):
    done, _ = build(tmp_path, **{name: "somebody/by-hand"})
    assert done.returncode != 0
    assert f"{name} in _config.yml: expected an address that starts with https://" in done.stdout + done.stderr


def missing_addresses(repository, texts):
    """What the files that cannot ask ``_config.yml`` lack, once the project has an address."""
    if not repository:
        return []
    path = repository.rstrip("/").removeprefix("https://github.com/")
    wanted = {
        "README.md": f"](https://raw.githubusercontent.com/{path}/main/.github/book.png)",
        "pyproject.toml": f'Repository = "{repository}"',
        "CITATION.cff": f"repository-code: {repository}",
    }
    return [f"{name} should have {text}" for name, text in wanted.items() if text not in texts[name]]


def test_the_files_of_the_project_name_the_repository_once_it_has_an_address():
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    names = "README.md", "pyproject.toml", "CITATION.cff"
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in names}
    assert missing_addresses(settings["sphinx"]["config"]["repository_url"], texts) == []
    assert len(missing_addresses(REPOSITORY, texts)) == len(names)
