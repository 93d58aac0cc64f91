"""What ``import backprop`` costs beside ``import numpy``."""

import os
import subprocess
import sys
import tempfile

from side_by_side import clock, machine, report

HEAVY = "matplotlib", "ipywidgets", "anywidget"


def importing(module, environment):
    # The time of Python's own start is taken off below: all contestants have it.
    command = [sys.executable, "-c", module and f"import {module}"]
    return lambda: subprocess.run(command, check=True, env=environment)


if __name__ == "__main__":
    machine()
    with tempfile.TemporaryDirectory() as cache:
        # All are read from bytecode, whatever the caller's settings: an installed NumPy has its own already.
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": cache}
        contestants = {name or "nothing": importing(name, environment) for name in ("", "numpy", "backprop")}
        seconds = clock(contestants, rounds=25)
    bare = min(seconds.pop("nothing"))
    seconds = {f"import {name}": [each - bare for each in times] for name, times in seconds.items()}
    goal = ("import backprop", "import numpy", "at most", 1.5)
    report("Imports, each in a Python of its own (its start taken off)", seconds, [goal])
    code = f"import sys, backprop; print([name for name in {HEAVY!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    print(f"  of {', '.join(HEAVY)} it loads: {loaded.strip()}")
