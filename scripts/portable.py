"""Run the notebooks and the tests of the library as other processors would run them.

Usage: python scripts/portable.py [--oldest] [--workers N]

NumPy and OpenBLAS choose other instructions on other processors, and the last bits of a result differ. What the book
stores and what the tests expect must not. So each setting below is tried: those that this machine can take on, and
for the others it says why they are left out. With ``--oldest`` only the setting is run that lies furthest from the
machine as it is, on which ``make test`` has run the same.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
NOTEBOOKS = [
    *("--nbval", "--nbval-current-env", "--nbval-cell-timeout=600", "--nbval-kernel-startup-timeout=600"),
    *("--dist=loadscope", "book"),
]
NOT_COMPUTED = (
    "archive book downloads elsewhere faults house prose publishing quality skeleton types widget_host"
).split()
"""Tests of the files of the project, which are the same on every processor."""

LIBRARY = [
    *("-m", "not browser and not lab", "--dist=loadgroup", "--timeout=600", "--ignore=tests/browser"),
    *(f"--ignore=tests/test_{name}.py" for name in NOT_COMPUTED),
    "tests",
]

CORES = {"SkylakeX": "X86_V4", "Haswell": "X86_V3", "Zen": "X86_V3", "Nehalem": "", "Prescott": ""}
"""Processors that OpenBLAS can play, each with the group of instructions that it takes; all have the oldest group."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
CHOICES = {"OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS", "NPY_DISABLE_CPU_FEATURES"}
"""The variables that make the settings: unset before each."""


@dataclass(frozen=True)
class Setting:
    """One way to run: variables of the environment, or the reason why it cannot be had here."""

    name: str
    variables: dict = field(default_factory=dict)
    left_out: str = ""


@dataclass(frozen=True)
class Machine:
    """What there is to choose from."""

    architecture: str
    blas: str
    found: tuple

    @classmethod
    def this(cls):
        config = np.show_config(mode="dicts")
        blas = config["Build Dependencies"]["blas"]["name"]
        return cls(platform.machine(), blas, tuple(config["SIMD Extensions"].get("found", ())))

    @property
    def is_x86(self):
        return self.architecture.lower() in ("x86_64", "amd64")

    def lacks_core(self, core):
        """Why OpenBLAS cannot play this processor here; empty if it can."""
        if "openblas" not in self.blas:
            return f"NumPy computes with {self.blas} here, not with OpenBLAS"
        if not self.is_x86:
            return f"it is an x86 processor, and this one is {self.architecture}"
        needed = CORES[core]
        return f"this processor lacks {needed}" if needed and needed not in self.found else ""

    def without(self, features):
        """The variable that switches optional instructions of NumPy off."""
        return {"NPY_DISABLE_CPU_FEATURES": " ".join(features)}


def all_settings(machine):
    """Every setting, those that this machine cannot take on included."""
    long_vectors = [name for name in machine.found if name == "X86_V4" or name.startswith("AVX512")]
    lacks_long = "" if long_vectors else "this processor has none"
    lacks_any = "" if machine.found else "this processor has none"
    return [
        Setting("as it is: all instructions, all threads"),
        Setting("one thread", ONE_THREAD),
        *(Setting(f"OpenBLAS as on {core}", {"OPENBLAS_CORETYPE": core}, machine.lacks_core(core)) for core in CORES),
        Setting("NumPy without AVX-512", machine.without(long_vectors), lacks_long),
        Setting("NumPy without any optional instructions", machine.without(machine.found), lacks_any),
    ]


def oldest_setting(machine):
    """The oldest processor that this machine can play."""
    variables = dict(ONE_THREAD)
    if machine.found:
        variables |= machine.without(machine.found)
    if not machine.lacks_core("Prescott"):
        variables["OPENBLAS_CORETYPE"] = "Prescott"
    return Setting("oldest: OpenBLAS as on Prescott, NumPy without optional instructions, one thread", variables)


def passes(setting, arguments):
    """Run pytest under a setting; what it says is shown if it fails."""
    inherited = {name: value for name, value in os.environ.items() if name not in CHOICES}
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=inherited | setting.variables, capture_output=True, text=True)
    if done.returncode:
        print((done.stdout + done.stderr)[-6000:], flush=True)
    return done.returncode == 0


def verdict(setting, workers):
    """Whether the notebooks and the tests pass under a setting; each is said as soon as it is known."""
    print(setting.name, flush=True)
    results = []
    for what, arguments in (("notebooks", NOTEBOOKS), ("tests of the library", LIBRARY)):
        start = time.monotonic()
        results.append(passes(setting, [f"--numprocesses={workers}", *arguments]))
        said = "pass" if results[-1] else "FAIL"
        print(f"  {what}: {said} ({time.monotonic() - start:.0f} s)", flush=True)
    return all(results)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--oldest", action="store_true", help="only the oldest processor that can be played")
    parser.add_argument("--workers", type=int, default=2, help="processes at a time (default 2)")
    options = parser.parse_args()
    machine = Machine.this()
    settings = [oldest_setting(machine)] if options.oldest else all_settings(machine)
    for setting in settings:
        if setting.left_out:
            print(f"{setting.name}: left out, {setting.left_out}")
    good = [verdict(setting, options.workers) for setting in settings if not setting.left_out]
    print(f"{sum(good)} of {len(good)} settings pass")
    return not all(good)


if __name__ == "__main__":
    sys.exit(main())
