"""Runs of the tests over a scratch copy of the project: each in a process of its own, with limits.

A process is forked from a server that has imported what the tests need besides the library: most runs last a few
seconds, and half of that would be imports.
"""

import compileall
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from py_compile import PycInvalidationMode

HEAVY = ["numpy", "pandas", "matplotlib.pyplot", "hypothesis", "pytest", "nbval.plugin", "ipywidgets", "anywidget"]
QUIET = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # of what the server has imported already
MOST_MEMORY = 6 * 2**30  # bytes, for a fault that fills a list without end
WAITING = 8  # how many times its processor time a run may last, on a busy machine


class Chosen:
    """A plugin of pytest that runs these tests only, in this order."""

    def __init__(self, tests):
        self.place = {test: k for k, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, config, items):
        chosen = [item for item in items if item.nodeid in self.place]
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in self.place])
        items[:] = sorted(chosen, key=lambda item: self.place[item.nodeid])


class FirstFailure:
    """A plugin of pytest that writes the name of the first test that fails to a file."""

    def __init__(self, path):
        self.path = Path(path)

    def pytest_runtest_logreport(self, report):
        if report.failed and not self.path.exists():
            self.path.write_text(report.nodeid)

    def pytest_collectreport(self, report):
        if report.failed and not self.path.exists():
            self.path.write_text(f"{report.nodeid} (as it is read)")


def copy_project(root, folder):
    """A copy of the files of the project that git knows, or would know."""
    shutil.rmtree(folder, ignore_errors=True)
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.splitlines():
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, folder / name)
    # Compiled once, and used as long as a file's text is the one that was compiled: a fault's never is.
    compileall.compile_dir(folder / "lib", quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)


def environment(folder):
    """What the processes that a test starts inherit: the library of the copy, one thread, no compiled files kept."""
    return {
        "PYTHONPATH": str(folder / "lib"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "JUPYTER_PLATFORM_DIRS": "1",
        "DENO_NO_UPDATE_CHECK": "1",
    }


class Runner:
    """Runs tests in the copy `folder`, one process at a time."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.log = self.folder.parent / "log.txt"
        self.first = self.folder.parent / "first-failure.txt"
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(HEAVY)

    def pytest(self, arguments, seconds, plugins=(), variables=None):
        """Run pytest and say what stopped it.

        Parameters
        ----------
        arguments : list of str
        seconds : float
            Processor time that it may take.
        plugins : sequence
            For pytest.
        variables : dict, optional
            Of the environment.

        Returns
        -------
        str or None
            The test that failed first, or ``"time limit"``; None if all pass.
        """
        self.first.unlink(missing_ok=True)
        plugins = [*plugins, FirstFailure(self.first)]
        options = ["-q", "-p", "no:cacheprovider", "-x", *QUIET, *arguments]
        task = self.folder, options, plugins, seconds, variables, self.log
        process = self.context.Process(target=run_pytest, args=task)
        process.start()
        process.join(seconds * WAITING)
        in_time = process.exitcode is not None
        end_group(process.pid)
        process.join()
        if not in_time or process.exitcode in (-signal.SIGXCPU, -signal.SIGKILL):
            return "time limit"
        if process.exitcode in (0, 5):  # 5: no tests
            return None
        return self.first.read_text() if self.first.exists() else f"pytest ended with {process.exitcode}"

    def deno(self, seconds):
        """Run the unit tests of the widgets' JavaScript; what stopped them, as :meth:`pytest` says it."""
        program = shutil.which("deno") or str(Path(sys.executable).with_name("deno"))
        command = [program, "test", "--quiet", "--no-remote", "--no-check", "--fail-fast"]
        command += ["--allow-read", "--allow-run", "--allow-env", "tests/js"]
        process = subprocess.Popen(
            command,
            cwd=self.folder,
            env=os.environ | environment(self.folder),
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            return f"deno test: {first_red(self.log)}" if process.wait(seconds * WAITING) else None
        except subprocess.TimeoutExpired:
            return "time limit"
        finally:
            end_group(process.pid)
            process.wait()


def first_red(log):
    """The first test that deno says has failed."""
    lines = log.read_text(errors="replace").splitlines()
    return next((line for line in lines if "=> ./tests/js" in line), lines[-1] if lines else "")


def end_group(pid):
    """End a process and all that it started."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def run_pytest(folder, arguments, plugins, seconds, variables, log):
    """What a process of :meth:`Runner.pytest` does."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background ignores Ctrl+C; a test sends it
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 3))
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    with open(log, "w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.chdir(folder)
    os.environ.update(environment(folder) | (variables or {}))
    sys.dont_write_bytecode = True
    sys.path[:0] = [str(folder / "lib"), str(folder / "tests")]

    import pytest

    os._exit(pytest.main(arguments, plugins=list(plugins)))


def measured(run, *arguments, **options):
    """What a run returns, and how many seconds it took."""
    start = time.monotonic()
    result = run(*arguments, **options)
    return result, round(time.monotonic() - start, 1)
