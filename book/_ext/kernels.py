"""How the build, nbval and `make refresh` start a notebook's kernel: each apart from the machine and from the others.

A kernel and its client meet at files of a folder of their own, where Jupyter would look for five free ports and hope
that nobody takes one first. The settings and the history that IPython, Jupyter and matplotlib keep in a home folder
are left out: a notebook then gives the same with another home folder, or with none.
"""

import atexit
import os
import shutil
import tempfile
from functools import partial
from pathlib import Path

from jupyter_client import AsyncKernelManager, KernelManager
from myst_nb.core.execute import direct


def temporary_folder():
    """A folder that goes when the process ends."""
    folder = tempfile.mkdtemp(prefix="book-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def leave_the_home_folder():
    """Let IPython, Jupyter and matplotlib, here and in the kernels, keep their files in a temporary folder."""
    folder = temporary_folder()
    for name in "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR":
        path = Path(folder, name.lower())
        path.mkdir()
        os.environ[name] = str(path)


class AtFiles:
    """Mixed into a kernel manager: its kernel is reached at files. Windows keeps its ports, for want of such files."""

    def __init__(self, **settings):
        if os.name == "posix":
            settings |= {"transport": "ipc", "ip": str(Path(temporary_folder(), "kernel"))}
        super().__init__(**settings)


class KernelAtFiles(AtFiles, KernelManager):
    """For nbval, which waits for a kernel's answers."""


class AsyncKernelAtFiles(AtFiles, AsyncKernelManager):
    """For nbclient, which awaits them."""


def setup(app):
    leave_the_home_folder()
    direct.single_nb_execution = partial(direct.single_nb_execution, kernel_manager_class=AsyncKernelAtFiles)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
