"""Stopping criteria for :func:`backprop.train`.

A criterion watches the run: ``watch()`` gives a function that is shown each stretch of the run in turn, as the
errors ``(steps, ...)`` and a function for the outputs ``(steps, ..., n, outputs)``, and answers where the
criterion is met, ``(steps, ...)``. Its ``str`` is what ``History.stopped`` calls it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .aliases import Floats
from .validation import number, positive, whole

__all__ = ["all_correct", "error_below", "no_longer_falling"]


#: What looks at a stretch of a run, see above.
Watch: TypeAlias = Callable[[Floats, Callable[[], Floats], Floats], NDArray[np.bool_]]


class Criterion(ABC):
    """What the criteria share."""

    name: ClassVar[str]

    @abstractmethod
    def watch(self) -> Watch:
        """What looks at a run for this criterion."""

    def __str__(self) -> str:
        numbers = ", ".join(f"{value:g}" for value in vars(self).values())
        return f"{self.name}({numbers})"


@dataclass(frozen=True)
class ErrorBelow(Criterion):
    """See :func:`error_below`."""

    error: float
    name: ClassVar[str] = "error_below"

    def watch(self) -> Watch:
        return lambda errors, outputs, t: errors < self.error


@dataclass(frozen=True)
class NoLongerFalling(Criterion):
    """See :func:`no_longer_falling`."""

    tolerance: float
    patience: int
    name: ClassVar[str] = "no_longer_falling"

    def watch(self) -> Watch:
        lowest: list[Floats] = []

        def met(errors: Floats, outputs: Callable[[], Floats], t: Floats) -> NDArray[np.bool_]:
            # The lowest error so far, over the last `patience` steps before this stretch and the stretch.
            seen = np.concatenate([*lowest, errors])
            running = np.minimum.accumulate(seen, axis=0)
            lowest[:] = [running[-self.patience :]]
            idle = np.zeros(running.shape, dtype=bool)
            idle[self.patience :] = running[: -self.patience] - running[self.patience :] <= self.tolerance
            return idle[len(idle) - len(errors) :]

        return met


@dataclass(frozen=True)
class AllCorrect(Criterion):
    """See :func:`all_correct`."""

    threshold: float
    name: ClassVar[str] = "all_correct"

    def watch(self) -> Watch:
        return lambda errors, outputs, t: ((outputs() > self.threshold) == (t > self.threshold)).all(axis=(-2, -1))


def error_below(error: float) -> ErrorBelow:
    """Stop at the first step whose error is below `error`, a number above 0."""
    return ErrorBelow(positive("error", number("error", error)))


def no_longer_falling(tolerance: float = 0.0, patience: int = 1) -> NoLongerFalling:
    """Stop when the lowest error has fallen by no more than `tolerance` over the last `patience` steps.

    Raises
    ------
    ValueError
        If `tolerance` is negative or `patience` is not a whole number of at least 1.
    """
    tolerance = number("tolerance", tolerance)
    if tolerance < 0:
        raise ValueError(f"tolerance must not be negative, got {tolerance}")
    return NoLongerFalling(tolerance, whole("patience", patience, least=1))


def all_correct(threshold: float = 0.5) -> AllCorrect:
    """Stop when each output lies on the same side of `threshold` as its target, for every example.

    With softmax_cross_entropy the outputs are weighted sums; there a threshold of 0 asks that the right one be
    positive and all others not.
    """
    return AllCorrect(number("threshold", threshold))
