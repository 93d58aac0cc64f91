"""Change the library, one fault at a time, and see what notices: the tests, the notebooks, the browser.

Usage: python scripts/faults.py [--python N] [--javascript N] [--minutes M] [--again] [--checks ...]

All places where a rule can make a fault are listed (`fault_rules.py`, `fault_rules_js.py`); a seeded sample is drawn
over all modules; each fault is made in a scratch copy of the project and put to the tests that run its place.

- Python: pytest (what needs no browser), and nbval alone, on the notebooks that run the place.
- JavaScript: the unit tests, by deno and by those tests of pytest that start it; then the browser, if they pass.

What is found is kept in `_build/faults/results.json` after each fault, so a run can be stopped and taken up again. At
the end, or by --summary, the summary is written to `tests/data/faults.json`, with the survivors. A reason beside a
survivor there, such as "equivalent: changes only speed", is kept from run to run. A fault that an endless loop stops
counts as caught.
"""

import argparse
import hashlib
import json
import os
import sys
import time
from pathlib import Path

from fault_map import NBVAL, TESTS, Map, record_notebooks, record_tests
from fault_rules import python_faults
from fault_runs import Chosen, Runner, copy_project, measured

ROOT = Path(__file__).parents[1]
WORK = ROOT / "_build/faults"
SUMMARY = ROOT / "tests/data/faults.json"
LIBRARY = "lib/backprop"
SEED = "backprop"
LEAST_SECONDS = 40  # of processor time that a run may take, however short it was
SLOWER = 5  # how many times its recorded time a run may take
CHECKS = {"python": ["pytest", "nbval"], "javascript": ["unit", "browser"]}
ALL_CHECKS = ["pytest", "unit", "nbval", "browser"]
"""The quick ones first."""
BROWSER = ["-m", "not lab", "--ignore=tests/browser/test_built_pages.py", "--ignore=tests/browser/test_figures.py"]
"""The tests in the browser that need neither the built book nor a JupyterLab."""
BY_DENO = ["tests/test_own_example.py", "tests/test_identity.py", "tests/test_identity_slips.py"]
"""The files of pytest that run the page's model without a page, the quick ones first."""
MODEL = f"{LIBRARY}/widgets/js/model/"
ENOUGH = 900  # seconds of processor time for all of the browser's tests


def all_faults(kind, root):
    """Every fault of the library of one kind, python or javascript."""
    if kind == "javascript":
        from fault_rules_js import javascript_faults as find  # readers have no tree-sitter

        ending = "js"
    else:
        find, ending = python_faults, "py"
    paths = sorted((root / LIBRARY).rglob(f"*.{ending}"))
    return [fault for path in paths for fault in find(path.relative_to(root).as_posix(), path.read_bytes())]


def sample(faults, size):
    """`size` faults: one of each file first, then any, by a rank that the rest of the code does not change."""
    ranked = sorted(faults, key=lambda fault: hashlib.sha256(f"{SEED} {fault.key}".encode()).hexdigest())
    first = {}
    for fault in ranked:
        first.setdefault(fault.path, fault)
    one_of_each = list(first.values())
    others = [fault for fault in ranked if first[fault.path] is not fault]
    return (one_of_each + others)[:size]


class Results:
    """What was found so far, in a file: for each fault the checks that it was put to, and what caught it there."""

    def __init__(self, path):
        self.path = path
        self.found = json.loads(path.read_text()) if path.exists() else {}

    def caught(self, fault):
        return self.found.get(fault.key, {}).get("caught", {})

    def keep(self, fault, caught):
        self.found[fault.key] = {"line": fault.line, "caught": caught}
        self.save()

    def save(self):
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(self.found, indent=1, ensure_ascii=False))
        part.replace(self.path)

    def forget_survivals(self):
        """So that those that survived are tried again."""
        for found in self.found.values():
            found["caught"] = {check: by for check, by in found["caught"].items() if by is not None}
        self.save()


class Trial:
    """Puts faults to the tests, in the copy."""

    def __init__(self, runner, known):
        self.runner, self.known = runner, known
        self.folder = runner.folder

    def of(self, fault, check):
        """Make the fault, run what may notice it, and mend it again.

        Parameters
        ----------
        fault : Fault
        check : {"pytest", "nbval", "unit", "browser"}
            What is run.

        Returns
        -------
        str or None
            The test that noticed the fault.
        """
        path = self.folder / fault.path
        source = path.read_bytes()
        path.write_bytes(fault.apply(source))
        try:
            return getattr(self, f"by_{check}")(fault)
        finally:
            path.write_bytes(source)

    def applies(self, fault, check, caught):
        """Whether a check could notice the fault, given what others have caught."""
        if check == "nbval":
            return bool(self.known.notebooks_of(fault))
        return check != "browser" or caught.get("unit", "") is None

    def by_pytest(self, fault):
        for tests in self.known.tests_of(fault, self.folder):
            files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
            limit = LEAST_SECONDS + SLOWER * self.known.seconds(tests)
            caught = self.runner.pytest([*TESTS, *files], limit, [Chosen(tests)])
            if caught:
                return caught
        return None

    def by_nbval(self, fault):
        for notebook in self.known.notebooks_of(fault):
            limit = LEAST_SECONDS + SLOWER * self.known.seconds([notebook])
            caught = self.runner.pytest([*NBVAL, notebook], limit)
            if caught:
                return caught
        return None

    def by_unit(self, fault):
        caught = self.runner.deno(ENOUGH)
        if not caught and fault.path.startswith(MODEL):
            caught = self.runner.pytest(BY_DENO, ENOUGH)
        return caught

    def by_browser(self, _):
        return self.runner.pytest([*BROWSER, "tests/browser"], ENOUGH)


def recorded(runner, name, record):
    """What runs which line: of an earlier run, or recorded now."""
    path = WORK / f"{name}.json"
    if not path.exists():
        print(f"Recording which of the {name} runs which line ...", flush=True)
        path.write_text(json.dumps(record(runner)))
    return json.loads(path.read_text())


def try_all(check, faults, results, trial, stop_at):
    """Put each fault to one check, those that are done apart; whether there was time for all."""
    todo = [fault for fault in faults if check not in results.caught(fault)]
    todo.sort(key=lambda fault: fault.at_import)  # what runs at import concerns all tests, and takes long
    print(f"{check}: {len(faults)} faults, {len(faults) - len(todo)} of them done", flush=True)
    for number, fault in enumerate(todo, start=len(faults) - len(todo) + 1):
        if time.monotonic() > stop_at:
            return False
        caught = results.caught(fault)
        if not trial.applies(fault, check, caught):
            continue
        by, seconds = measured(trial.of, fault, check)
        results.keep(fault, caught | {check: by})
        said = f"caught by {by}" if by else "SURVIVES"
        print(f"{check} {number}/{len(faults)} {fault.key} | {said} ({seconds:.0f} s)", flush=True)
    return True


def summary(samples, places, results, earlier):
    """What the page on quality shows: counts of each kind, and the survivors with their reasons.

    Parameters
    ----------
    samples : dict
        For each kind the faults that were drawn.
    places : dict
        For each kind how many there were to draw from.
    results : Results
    earlier : dict
        The summary of the run before, whose reasons are kept.

    Returns
    -------
    dict
        ``{"seed": ..., "kinds": {kind: {"places", "faults", "done", "caught": {what: ...}}}, "survivors": [...]}``.
        Under ``caught``, for each of what was run: ``of``, the faults that it was put to; ``caught``; and
        ``accepted``, the survivors that a reason is given for.
    """
    reasons = {each["fault"]: each["reason"] for each in earlier.get("survivors", [])}
    kinds, survivors = {}, []
    for kind, faults in samples.items():
        done = {fault.key: results.found[fault.key] for fault in faults if fault.key in results.found}
        for key, found in sorted(done.items()):
            by = [name for name, test in found["caught"].items() if test is None]
            if by and not (kind == "javascript" and found["caught"].get("browser", "untried")):
                survivors.append({"fault": key, "line": found["line"], "by": by, "reason": reasons.get(key, "")})
        kinds[kind] = {"places": places[kind], "faults": len(faults), "done": len(done), "caught": shares(done)}
    accepted = [each for each in survivors if each["reason"]]
    for each in accepted:
        for name in each["by"]:
            kind = kinds["javascript" if each["fault"].partition(" ")[0].endswith(".js") else "python"]
            kind["caught"][name]["accepted"] += 1
    return {"seed": SEED, "kinds": kinds, "survivors": survivors}


def shares(done):
    """For each of what was run how many faults it was put to, and how many it caught."""
    caught = {}
    for found in done.values():
        for name, test in found["caught"].items():
            counts = caught.setdefault(name, {"of": 0, "caught": 0, "accepted": 0})
            counts["of"] += 1
            counts["caught"] += test is not None
    return caught


def say(found):
    """Print a summary."""
    for kind, counts in found["kinds"].items():
        print(f"{kind}: {counts['done']} of {counts['faults']} faults done, drawn from {counts['places']}")
        for name, share in counts["caught"].items():
            print(f"  {name}: {share['caught']} of {share['of']} caught, {share['accepted']} survive with a reason")
    open_ones = [each for each in found["survivors"] if not each["reason"]]
    print(f"Survivors without a reason: {len(open_ones)}")
    for each in open_ones:
        print(f"  line {each['line']}: {each['fault']} | by {', '.join(each['by'])}")


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", type=int, default=220, help="faults in Python (default 220)")
    parser.add_argument("--javascript", type=int, default=100, help="faults in JavaScript (default 100)")
    parser.add_argument("--minutes", type=float, default=24 * 60, help="stop after so many minutes")
    parser.add_argument("--again", action="store_true", help="put the survivors to the tests once more")
    parser.add_argument("--quick", action="store_true", help="without the longest tests (then --again)")
    parser.add_argument("--map", action="store_true", help="record anew which test runs which line")
    parser.add_argument("--checks", nargs="+", choices=ALL_CHECKS, default=ALL_CHECKS, help="these alone")
    parser.add_argument("--summary", action="store_true", help="run nothing: write and show the summary")
    return parser.parse_args()


def run(options, samples, results):
    """Put the faults that are not done yet to the tests; whether there was time for all."""
    stop_at = time.monotonic() + 60 * options.minutes
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when the server imports NumPy
    runner = Runner(WORK / "copy")
    copy_project(ROOT, WORK / "copy")
    if options.map:
        for name in ("tests.json", "notebooks.json"):
            (WORK / name).unlink(missing_ok=True)
    if options.again:
        results.forget_survivals()
    known = recorded(runner, "tests", record_tests)
    if "nbval" in options.checks:
        known |= recorded(runner, "notebooks", record_notebooks)
    trial = Trial(runner, Map(known, options.quick))
    for check in options.checks:
        kind = next(kind for kind, checks in CHECKS.items() if check in checks)
        if not try_all(check, samples[kind], results, trial, stop_at):
            print("The time is up; the next run goes on from here.")
            return False
    return True


def main():
    options = read_options()
    WORK.mkdir(parents=True, exist_ok=True)
    results = Results(WORK / "results.json")
    faults = {kind: all_faults(kind, ROOT) for kind in ("python", "javascript")}
    samples = {kind: sample(faults[kind], getattr(options, kind)) for kind in faults}
    if not options.summary and not run(options, samples, results):
        return
    earlier = json.loads(SUMMARY.read_text()) if SUMMARY.exists() else {}
    found = summary(samples, {kind: len(each) for kind, each in faults.items()}, results, earlier)
    SUMMARY.parent.mkdir(parents=True, exist_ok=True)
    SUMMARY.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    say(found)


if __name__ == "__main__":
    sys.exit(main())
