"""Sphinx extension: the directive ``quality``, which counts what is tested, and shows the figures of the last runs.

``{quality} counts``
    How many tests there are of each kind.
``{quality} files``
    The same file by file, with what each says of itself.
``{quality} faults``
    What `make faults` has stored in ``tests/data/faults.json``: how many faults were noticed.

All is read from the files of the project at each build, so the page says what holds for the book that it is part of.
"""

import ast
import json
import tomllib
from pathlib import Path

import nbformat
from sphinx.util.docutils import SphinxDirective

JAVASCRIPT_TEST = "Deno.test("


class Quality(SphinxDirective):
    required_arguments = 1

    def run(self):
        self.env.note_reread()
        root = Path(self.env.srcdir)
        show = {"counts": counts, "files": files, "faults": faults}
        kind = self.arguments[0]
        if kind not in show:
            raise self.error(f"expected one of {', '.join(show)}, got {kind!r}")
        return self.parse_text_to_nodes("\n".join(show[kind](root)))


def table(heads, rows):
    """The lines of a Markdown table; its last column holds numbers."""
    marks = [":---"] * (len(heads) - 1) + ["---:"]
    cells = [heads, marks, *rows]
    return ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in cells]


def counts(root):
    """A table of the kinds of tests: how many there are, and the command that repeats them."""
    in_browser = sum(map(tests_in, (root / "tests/browser").glob("test_*.py")))
    in_python = sum(map(tests_in, (root / "tests").glob("test_*.py")))
    in_javascript = sum(map(tests_in, (root / "tests/js").glob("*.test.js")))
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    covered = settings["tool"]["coverage"]["report"]["fail_under"]
    rows = [
        ("tests of the library, the notebooks and the built pages", "`make test`", in_python),
        ("tests of the widgets in a browser and in JupyterLab", "`make test`", in_browser),
        ("tests of the widgets' JavaScript by itself", "`make test`", in_javascript),
        ("cells of notebooks that must give what is stored", "`make notebooks`", compared_cells(root)),
        ("percent of the library that the tests must at least run", "`make test`", covered),
    ]
    return table(("What", "Repeat it with", "Number"), rows)


def files(root):
    """A table of the files of tests."""
    paths = [*(root / "tests").glob("test_*.py"), *(root / "tests/browser").glob("test_*.py")]
    rows = [(f"`{path.relative_to(root).as_posix()}`", purpose(path), tests_in(path)) for path in sorted(paths)]
    return table(("File", "What it is about", "Tests"), rows)


def tests_in(path):
    """How many tests a file has; one that is run with several values counts once."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        return sum(line.startswith(JAVASCRIPT_TEST) for line in text.splitlines())
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    return sum(function.name.startswith("test_") for function in functions)


def purpose(path):
    """The first paragraph of what a file says of itself."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split())


def compared_cells(root):
    """How many cells of the notebooks nbval runs and compares."""
    notebooks = [nbformat.read(path, as_version=4) for path in (root / "book").glob("*.ipynb")]
    cells = [cell for notebook in notebooks for cell in notebook.cells if cell.cell_type == "code"]
    ignored = {"nbval-skip", "nbval-ignore-output"}
    return sum(not ignored & set(cell.metadata.get("tags", [])) for cell in cells)


def faults(root):
    """A table of the last stored run of `make faults`, or a word that there is none."""
    path = root / "tests/data/faults.json"
    if not path.is_file():
        return ["No run is stored yet."]
    rows = [
        (kind.capitalize().replace("script", "Script"), what, share["of"], share["caught"], share["accepted"])
        for kind, found in json.loads(path.read_text(encoding="utf-8"))["kinds"].items()
        for what, share in found["caught"].items()
    ]
    return table(("Faults in", "Looked for by", "Tried", "Noticed", "Unnoticed, with a reason"), rows)


def setup(app):
    app.add_directive("quality", Quality)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
