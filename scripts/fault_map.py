"""Which test, and which notebook, runs which line of the library: recorded once, so that a fault is put only to those.

Kept in two JSON files::

    {"tests": {name of the test: seconds}, "test_lines": {file: {line: [places in the list of tests]}}}
    {"notebooks": {path: seconds}, "notebook_lines": {file: {line: [places in the list of notebooks]}}}
"""

import json
import os
import shutil
import time
from collections import Counter
from pathlib import Path

import coverage
import nbformat

from fault_runs import environment
from refresh import execute

LIBRARY = "lib/backprop"
RECORDING = """[run]
source = {library}
data_file = {data}
parallel = true
sigterm = true
"""
HOUR = 3600
VERY_LONG = 10  # seconds
NBVAL = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=600", "--nbval-kernel-startup-timeout=600"]
TESTS = ["-m", "not browser and not lab", "--ignore=tests/browser", "--ignore=tests/test_book.py"]


class Recorder:
    """A plugin of pytest that keeps, for each test that passes, its seconds and the lines that it runs."""

    def __init__(self, folder, output):
        self.folder, self.output = folder, output
        self.seconds = {}
        self.failed = set()

    def pytest_sessionstart(self):
        self.coverage = coverage.Coverage(data_file=None, source=[str(self.folder / LIBRARY)])
        self.coverage.start()

    def pytest_runtest_logstart(self, nodeid):
        self.coverage.switch_context(nodeid)
        self.begin = time.process_time()

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_runtest_logfinish(self, nodeid):
        self.seconds[nodeid] = round(time.process_time() - self.begin, 2)
        self.coverage.switch_context("")

    def pytest_sessionfinish(self):
        self.coverage.stop()
        tests = [test for test in self.seconds if test not in self.failed]
        lines = lines_by_context(self.coverage.get_data(), self.folder, tests)
        found = {"tests": {test: self.seconds[test] for test in tests}, "test_lines": lines}
        self.output.write_text(json.dumps(found | {"failed": sorted(self.failed)}))


def lines_by_context(data, folder, contexts):
    """For each file and line, the places in `contexts` of those that run it."""
    place = {context: k for k, context in enumerate(contexts)}
    result = {}
    for file in data.measured_files():
        lines = data.contexts_by_lineno(file)
        result[str(Path(file).relative_to(folder))] = {
            line: sorted(place[each] for each in names if each in place) for line, names in lines.items()
        }
    return result


def record_tests(runner):
    """Run the tests of the library once, in the copy, and return what they ran."""
    output = runner.folder.parent / "recorded.json"
    runner.pytest([*TESTS, "--maxfail=1000", "tests"], HOUR, [Recorder(runner.folder, output)])
    return json.loads(output.read_text())


def record_notebooks(runner):
    """Execute each notebook once, in the copy, and return what they ran.

    Not by nbval, which kills a kernel before it can write what it ran.
    """
    seconds, lines = {}, {}
    settings = runner.folder.parent / "coverage.cfg"
    data = runner.folder.parent / "coverage-data"
    shutil.rmtree(data, ignore_errors=True)
    settings.write_text(RECORDING.format(library=runner.folder / LIBRARY, data=data / "run"))
    os.environ |= environment(runner.folder) | {"COVERAGE_PROCESS_START": str(settings)}
    for place, path in enumerate(sorted((runner.folder / "book").glob("*.ipynb"))):
        data.mkdir()
        begin = time.monotonic()
        execute(nbformat.read(path, as_version=4), path.parent)
        name = str(path.relative_to(runner.folder))
        seconds[name] = round(time.monotonic() - begin, 1)
        add_lines(lines, data, runner.folder, place)
        print(f"  {name}: {seconds[name]:.0f} s", flush=True)
        shutil.rmtree(data)
    del os.environ["COVERAGE_PROCESS_START"]
    return {"notebooks": seconds, "notebook_lines": lines}


def add_lines(lines, data, folder, place):
    """Add to `lines` what one notebook ran."""
    for file in data.iterdir():
        ran = coverage.CoverageData(str(file))
        ran.read()
        for measured in ran.measured_files():
            of_file = lines.setdefault(str(Path(measured).relative_to(folder)), {})
            for line in ran.lines(measured):
                places = of_file.setdefault(line, [])
                if place not in places:
                    places.append(place)


class Map:
    """Answers which tests and which notebooks run a place."""

    def __init__(self, found, quick=False):
        self.quick = quick
        self.tests, self.test_lines = found["tests"], found["test_lines"]
        self.notebooks, self.notebook_lines = found.get("notebooks", {}), found.get("notebook_lines", {})

    def tests_of(self, fault, folder):
        """The tests that run the place of a fault, in groups: each is run only if those before it pass.

        A place that runs at import concerns all tests, but for a few that take very long: those first whose file
        names the module.
        """
        names = list(self.tests)
        chosen = [names[k] for k in runs(self.test_lines, fault)]
        if self.quick:
            chosen = [name for name in chosen if self.tests[name] < VERY_LONG]
        if chosen:  # and the others of their files, for which an earlier test may have run the place
            files = {file_of(name) for name in chosen}
            others = [name for name in names if file_of(name) in files and name not in chosen]
            return [self.in_order(group) for group in (chosen, [] if self.quick else others) if group]
        if not ran(self.test_lines, fault):
            return []
        names = [name for name in names if self.tests[name] < VERY_LONG]
        module = Path(fault.path).stem
        texts = {file: (folder / file).read_text() for file in {file_of(name) for name in names}}
        near = [name for name in names if module in texts[file_of(name)]]
        return [self.in_order(group) for group in (near, sorted({*names} - {*near})) if group]

    def in_order(self, tests):
        """Those of a quick file first."""
        together = Counter()
        for test in tests:
            together[file_of(test)] += self.tests[test]
        return sorted(tests, key=lambda test: (together[file_of(test)], file_of(test), self.tests[test]))

    def notebooks_of(self, fault):
        """The notebooks that run the place of a fault, the quick ones first."""
        names = list(self.notebooks)
        return sorted((names[k] for k in runs(self.notebook_lines, fault)), key=self.notebooks.get)

    def seconds(self, tests):
        return sum(self.tests.get(test, 0) or self.notebooks.get(test, 0) for test in tests)


def runs(lines, fault):
    """Who runs the place of a fault: by its own lines, or else by those of its statement."""
    of_file = lines.get(fault.path, {})
    for first, last in fault.spans:
        places = {place for line in range(first, last + 1) for place in of_file.get(str(line), [])}
        if places:
            return sorted(places)
    return []


def ran(lines, fault):
    """Whether the place of a fault ran at all, be it in no test but when a module was imported."""
    of_file = lines.get(fault.path, {})
    return any(str(line) in of_file for first, last in fault.spans for line in range(first, last + 1))


def file_of(test):
    return test.partition("::")[0]
