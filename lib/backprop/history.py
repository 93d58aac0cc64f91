"""The record of a training run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .aliases import Floats

__all__ = ["History", "Stopped"]


@dataclass(frozen=True)
class Stopped:
    """What ended a run.

    Attributes
    ----------
    criterion : str
        "epochs", "diverged", "interrupted" (by Ctrl-C), or the stopping criterion such as "error_below(0.01)".
    step : int
        The step at which it ended: the last one of the history; for "diverged" the one that overflowed.
    error : float
        The error there; for "diverged" the last finite error.
    """

    criterion: str
    step: int
    error: float

    def __str__(self):
        if self.criterion == "diverged":
            return (
                f"diverged at step {self.step}: the error is no longer a finite number; "
                f"the last finite error was {self.error:.9g} at step {self.step - 1}"
            )
        return f"{self.criterion} at step {self.step}, error {self.error:.9g}"


@dataclass(frozen=True, eq=False)
class History:
    """The record of a training run.

    Attributes
    ----------
    theta : ndarray, shape (kept, ..., P)
        Parameters, the start first; all steps, every k-th and the last, or the last alone.
    error : ndarray, shape (kept, ...)
        Error of the whole data at each of them.
    step : ndarray, shape (kept,)
        The number of updates made before each of them.
    stopped : Stopped, or an object array of shape (...) for several runs
        What ended the run. A run that ends before the others is held at its last parameters.
    """

    theta: Floats
    error: Floats
    step: NDArray[np.int_]
    stopped: Any  # which of the two it is depends on a shape: no type can tell

    def __repr__(self):
        ended = f"stopped by {self.stopped}" if isinstance(self.stopped, Stopped) else f"{self.stopped.size} runs"
        return f"<History: {len(self.step)} of {self.step[-1]} steps kept; {ended}>"
