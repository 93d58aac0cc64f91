"""Sphinx extension: the notebooks, the library and the data in one archive, for those who run them elsewhere."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NAME = "backpropagation-by-hand"
OLDEST_DATE = (1980, 1, 1, 0, 0, 0)  # of a zip file: two builds of one book give the same archive

READ_ME = """\
Backpropagation by Hand: its notebooks, its library, and its data

You need Python 3.11 or later. In a terminal, in this folder:

    python -m venv .venv
    . .venv/bin/activate            (on Windows: .venv\\Scripts\\activate)
    pip install ./{wheel} jupyterlab pandas
    jupyter lab notebooks

The third line fetches what is missing: NumPy, Matplotlib, Jupyter and what they need. After it no line asks a network.

In a room with no network, collect the packages before, on a machine of the same kind:

    pip download -d packages ./{wheel} jupyterlab pandas

There, the third line of the four becomes:

    pip install --no-index --find-links packages ./{wheel} jupyterlab pandas

Where NumPy, Matplotlib, anywidget, ipywidgets, tqdm, pandas and JupyterLab are installed already, the library alone is
enough:

    pip install --no-index --no-deps ./{wheel}

Begin with notebooks/intro.ipynb. Some cells of notebooks/frameworks.ipynb need PyTorch and JAX; all else needs neither.
LICENSE says what you may do with it: the code is under the BSD 3-Clause License, the text and the figures are under
CC BY 4.0. The data, data/spambase.csv, are also in the library, which reads them there.
"""


def finish(app, exception):
    """Beside the pages of a site, put the archive of its sources, which `downloads` has made plain by now."""
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    write(Path(app.srcdir), sorted(Path(site, "_sources/book").iterdir()), site / f"{NAME}.zip")


def write(project, sources, target):
    """Write the archive.

    Parameters
    ----------
    project : Path
        The folder of the project, with its library.
    sources : list of Path
        The pages of the book as readers download them.
    target : Path
        The archive.
    """
    with TemporaryDirectory() as folder:
        wheel = build_wheel(project, Path(folder))
        files = {
            "READ-ME.txt": READ_ME.format(wheel=wheel.name).encode(),
            "LICENSE": (project / "LICENSE").read_bytes(),
            wheel.name: wheel.read_bytes(),
            "data/spambase.csv": (project / "lib/backprop/data/spambase.csv").read_bytes(),
        }
        files |= {f"notebooks/{path.name}": path.read_bytes() for path in sources}
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(f"{NAME}/{name}", OLDEST_DATE), content, ZIP_DEFLATED)


def build_wheel(project, folder):
    """Build the library's wheel, with no network, in a copy of what it needs: a build leaves files where it works."""
    copy_of_project = folder / "project"
    copytree(project / "lib", copy_of_project / "lib", ignore=ignore_patterns("__pycache__", "*.egg-info"))
    for name in "pyproject.toml", "README.md", "LICENSE":
        copy(project / name, copy_of_project)
    code = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    settings = {"SOURCE_DATE_EPOCH": "315532800", "PYTHONWARNINGS": "ignore"}  # the first second of 1980
    done = subprocess.run(
        [sys.executable, "-c", code, folder],
        cwd=copy_of_project,
        env=os.environ | settings,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise RuntimeError(f"the wheel of the library was not built:\n{done.stdout}{done.stderr}")
    return next(folder.glob("*.whl"))


def setup(app):
    app.connect("build-finished", finish, priority=600)  # After `downloads`.
    return {"parallel_read_safe": True, "parallel_write_safe": True}
