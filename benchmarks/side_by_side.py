"""Timing of several ways to do one thing, turn by turn in one run."""

import gc
import os
import platform
import statistics
import time
from importlib import import_module
from importlib.metadata import version


def peer(name):
    """The module of a peer, or None with a word about it."""
    try:
        return import_module(name)
    except ImportError:
        print(f"{name} is not installed: left out (see requirements-bench.txt)")
        return None


def machine(torch=None, jax=None):
    """Print what the numbers depend on."""
    print(f"Python {platform.python_version()}, NumPy {version('numpy')}, {os.cpu_count()} cores")
    print(f"NumPy: OPENBLAS_NUM_THREADS is {os.environ.get('OPENBLAS_NUM_THREADS', 'not set (all cores)')}")
    if torch:
        print(f"PyTorch {torch.__version__}: {torch.get_num_threads()} threads")
    if jax:
        print(f"JAX {jax.__version__}: {jax.devices()}, threads at its default")


def clock(contestants, rounds, burst=1):
    """Seconds of each of the functions `contestants`: a list by name, the rounds interleaved.

    In a round each is called `burst` times in a row, as a slider that is dragged would call it.
    """
    seconds = {name: [] for name in contestants}
    for function in contestants.values():
        function()  # Compilation and first allocations are not counted.
    gc.disable()
    for _ in range(rounds):
        for name, function in contestants.items():
            for _ in range(burst):
                start = time.perf_counter()
                function()
                seconds[name].append(time.perf_counter() - start)
        gc.collect()
    gc.enable()
    return seconds


def report(title, seconds, goals, unit=1e3, suffix="ms"):
    """Print medians and least times, then each goal with its ratio of the least: noise only ever adds time.

    Parameters
    ----------
    title : str
    seconds : dict
        As :func:`clock` returns it.
    goals : list of (str, str, str, float)
        ``(a, b, "at least", 60)``: the time of `a` over that of `b` is to be at least 60; or "at most".
    unit : float
        Units to a second.
    suffix : str
    """
    print(f"\n{title}")
    for name, times in seconds.items():
        middle, least = statistics.median(times) * unit, min(times) * unit
        print(f"  {name:34s} {middle:12.3f} {suffix} median {least:12.3f} {suffix} least")
    for above, below, direction, bound in goals:
        missing = [name for name in (above, below) if name not in seconds]
        if missing:
            print(f"  {above} / {below}: to be {direction} {bound:g}, not seen without {missing[0]}")
            continue
        ratio = min(seconds[above]) / min(seconds[below])
        of_medians = statistics.median(seconds[above]) / statistics.median(seconds[below])
        met = ratio >= bound if direction == "at least" else ratio <= bound
        verdict = "met" if met else "MISSED"
        print(f"  {above} / {below}: {ratio:.2f}, to be {direction} {bound:g}: {verdict} (of medians {of_medians:.2f})")
