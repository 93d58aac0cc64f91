"""How the error falls (or does not) while a network is trained."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from ..history import History
from ..validation import instance, listed, number
from .canvas import CYCLE, DASHES, axes_or_new, checked_run, finish

__all__ = ["learning_rates", "training_curve"]


def training_curve(
    history: History, ax: Axes | None = None, log: bool = False, label: str | None = None
) -> Axes:
    """Draw the error against the step.

    Parameters
    ----------
    history : History
        Of one run.
    ax : matplotlib.axes.Axes, optional
    log : bool
        Whether the error axis is logarithmic.
    label : str, optional
        For the legend.

    Returns
    -------
    matplotlib.axes.Axes
    """
    checked_run(history)
    ax = axes_or_new(ax)
    k = len(ax.get_lines())
    ax.plot(
        history.step,
        history.error,
        color=CYCLE[k % len(CYCLE)],
        linestyle=DASHES[k % len(DASHES)],
        label=label,
    )
    finish(ax, "step", "error", log)
    if label is not None:
        ax.legend(frameon=False)
    return ax


def learning_rates(
    history: History, rates: Sequence[float], ax: Axes | None = None, log: bool = True
) -> Axes:
    """Compare runs that differ in their learning rate.

    Parameters
    ----------
    history : History
        Of K runs: ``error`` has shape (kept, K).
    rates : sequence of K floats
    ax : matplotlib.axes.Axes, optional
    log : bool

    Returns
    -------
    matplotlib.axes.Axes
        A run that diverged is drawn up to a million times its first error, and ends in a cross.
    """
    rates = [number("a rate", rate) for rate in listed("rates", rates, "numbers")]
    instance("history", history, History, "a History, made by train")
    if history.error.ndim != 2 or history.error.shape[1] != len(rates):
        raise ValueError(
            f"learning_rates needs a history of {len(rates)} runs, got errors of shape {history.error.shape}"
        )
    ax = axes_or_new(ax)
    for k, (rate, stopped) in enumerate(zip(rates, history.stopped, strict=True)):
        diverged = stopped.criterion == "diverged"
        shown = slice(None)
        if diverged:
            shown = (history.step < stopped.step) & (history.error[:, k] <= 1e6 * history.error[0, k])
        line: dict[str, Any] = {"color": CYCLE[k % len(CYCLE)], "linestyle": DASHES[k % len(DASHES)]}
        label = f"rate {rate:g}" + (", diverges" if diverged else "")
        step, error = history.step[shown], history.error[shown, k]
        ax.plot(step, error, label=label, **line)
        if diverged:
            ax.plot(step[-1], error[-1], marker="x", markersize=9, color=line["color"])
    finish(ax, "step", "error", log)
    ax.legend(frameon=False)
    return ax
