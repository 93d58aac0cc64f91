"""Training: repeated updates along the negative gradient."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, nullcontext
from copy import deepcopy
from dataclasses import replace
from itertools import cycle, islice

import numpy as np
from numpy.typing import ArrayLike

from .aliases import Floats
from .history import History, Stopped
from .losses import Loss
from .network import OVERFLOW, Network, checked_network
from .optimizers import Optimizer
from .trace import (
    MOST_PARAMETERS,
    ORDERS,
    checked_frozen,
    checked_optimizer,
    refuse_sharing_between_layers,
    write_trace,
)
from .until import Criterion
from .validation import flag, generator, one_of, shown, whole

__all__ = ["History", "Stopped", "train"]

#: Numbers held at once while a stretch of steps is looked through.
MOST_NUMBERS = 2**21
#: Steps of a stretch: what an interruption may lose.
MOST_STEPS = 10_000


def train(
    network: Network,
    theta: ArrayLike,
    x: ArrayLike,
    t: ArrayLike,
    loss: str | Loss = "half_squared_error",
    optimizer: Optimizer | None = None,
    epochs: int = 1000,
    batch_size: int | None = None,
    order: str = "simultaneous",
    frozen: Sequence[str] = (),
    until: Criterion | Sequence[Criterion] | None = None,
    record: bool | int = True,
    progress: bool = False,
    rng: np.random.Generator | int | None = None,
) -> History:
    """Train a network by gradient descent.

    Parameters
    ----------
    network : Network
    theta : array_like, shape (..., P)
        Where to start; leading axes are runs of their own.
    x : array_like, shape (n, inputs) or (inputs,)
    t : array_like, shape (n, outputs) or (outputs,)
    loss : str or Loss
    optimizer : SGD, Momentum or Adam, optional
        ``SGD(0.1)`` by default. A rate of shape (...) gives one to each run.
    epochs : int
        Passes over the data, at the most.
    batch_size : int, optional
        Examples to a step; all of them by default, 1 for one example after the other.
    order : {"simultaneous", "output_first"}
        Whether all gradients come before all updates, or the layer above is updated first; the latter takes
        one example a step.
    frozen : sequence of str
        Parameters that stay as they are.
    until : criterion or sequence of them, optional
        See :mod:`backprop.until`. The run ends at the first step that meets one of them.
    record : bool or int
        True keeps every step, ``k`` every k-th and the last, False the last alone.
    progress : bool
        Whether to show a progress bar (tqdm).
    rng : numpy.random.Generator or int, optional
        Shuffles the examples in each epoch; without it they come in their own order.

    Returns
    -------
    History
        A run that diverges ends there: ``history.stopped`` gives the step and the last finite error, and no
        entry of the history is nan or inf. Ctrl-C ends the runs where they are, and what was made of them is
        returned: ``history.stopped`` then says "interrupted".

    Raises
    ------
    ValueError
        For shapes that do not fit, numbers that are not finite or out of range, unknown names, and a start
        whose error is not finite.

    Notes
    -----
    Steps of one example each, of one run of a small network, are made by its compiled trace, all others by array
    operations. The results agree to rounding. The order "output_first" is that of the trace alone.
    """
    network = checked_network(network)
    theta, x, t, loss = network.checked_task(theta, x, t, loss)
    optimizer = checked_optimizer(optimizer)
    theta = _start_of_each_run(theta, optimizer)
    batch_size = len(x) if batch_size is None else min(len(x), whole("batch_size", batch_size, least=1))
    held = [network.index(name) for name in checked_frozen(network, frozen)]
    stepper = _stepper(network, loss, optimizer, order, held, x, t, batch_size, one_run=theta.ndim == 1)
    steps = whole("epochs", epochs, least=0) * -(-len(x) // batch_size)
    every = _checked_record(record)
    criteria = _criteria(until)
    rng = None if rng is None else generator("rng", rng)
    progress = flag("progress", progress)
    with np.errstate(**OVERFLOW, divide="ignore"):
        runs = _Runs(network, theta, x, t, loss, stepper, every, criteria)
        if not (every or criteria or progress):
            twin = deepcopy(rng)
            history = runs.straight_to_the_end(_batches(len(x), batch_size, rng), steps)
            if history is not None:
                return history
            # A run diverged on the way: once more from the start, to see at which step.
            rng = twin
        return runs.step_by_step(_batches(len(x), batch_size, rng), steps, progress)


def _start_of_each_run(theta: Floats, optimizer: Optimizer) -> Floats:
    """`theta` with the leading axes of the learning rates, if these have any."""
    rates = [np.shape(value) for value in optimizer.constants.values()]
    try:
        lead = np.broadcast_shapes(theta.shape[:-1], *rates)
    except ValueError:
        raise ValueError(
            f"the learning rates must fit the leading axes of theta, {theta.shape[:-1]}; got {rates[0]}"
        ) from None
    if 0 in lead:
        raise ValueError(f"theta must hold at least one run, got shape {theta.shape}")
    return np.broadcast_to(theta, (*lead, theta.shape[-1]))


def _stepper(network, loss, optimizer, order, frozen, x, t, batch_size, one_run):
    """What makes the steps: the trace where it is faster or the order asks for it, else arrays."""
    one_of("order", order, ORDERS)
    short_trace = len(network.places) <= MOST_PARAMETERS
    if order == "output_first":
        if batch_size > 1:
            raise ValueError(f'order "output_first" takes one example a step, got {batch_size}; set batch_size=1')
        if network.size > MOST_PARAMETERS:
            raise ValueError(
                f'order "output_first" is for networks of at most {MOST_PARAMETERS} parameters, got {network.size}'
            )
        refuse_sharing_between_layers(network)
    if order == "output_first" or (one_run and batch_size == 1 and short_trace):
        return _StepsOfTrace(network, loss, optimizer, order, frozen, x, t, one_run)
    return _StepsOfArrays(network, loss, optimizer, frozen, x, t)


class _StepsOfArrays:
    """Training steps by array operations, for any network and any leading axes."""

    def __init__(self, network, loss, optimizer, frozen, x, t):
        self.network, self.loss, self.optimizer = network, loss, optimizer
        self.frozen = frozen
        self.x, self.t = x, t

    def start(self, theta):
        """State of the optimizer before the first step."""
        return self.optimizer.start(theta)

    def advance(self, theta, state, batches, keep):
        """Make a step for each of `batches`, the rows of its examples.

        Returns the parameters after each step, or where not `keep` after the last alone, ``(steps, ..., P)``, and the
        state of the optimizer.
        """
        network = self.network
        kept = []
        for rows in batches:
            weights = network.weights(theta)
            z, a = network.propagate(weights, self.x[rows])
            gradient = network.backpropagate(weights, z, a, self.t[rows], self.loss)
            gradient[..., self.frozen] = 0.0
            theta, state = self.optimizer.step(theta, gradient, state)
            if keep:
                kept.append(theta)
        return np.array(kept if keep else [theta]), state


class _StepsOfTrace:
    """Training steps of one example each by the compiled trace: of numbers for one run, of arrays for several."""

    def __init__(self, network, loss, optimizer, order, frozen, x, t, one_run):
        self.one_run = one_run
        self.x, self.t = x.tolist(), t.tolist()
        self.constants = list(optimizer.constants.values())
        # The function takes the rate as an argument, so any rate does to write the trace.
        frozen = [f"p{k}" for k in frozen]
        trace = write_trace(network.with_plain_names(), loss, replace(optimizer, rate=1.0), order, frozen)
        self.state = list(trace.state.values())
        names, memory = trace.parameters, tuple(trace.state)
        self.update = trace.function(
            [names, memory, tuple(trace.constants), trace.inputs, trace.targets],
            [[trace.renewals.get(name, name) for name in each] for each in (names, memory)],
            arrays=not one_run,
        )

    def start(self, theta):
        """State of the optimizer before the first step."""
        return self.state

    def advance(self, theta, state, batches, keep):
        """As that of :class:`_StepsOfArrays`."""
        numbers = theta.tolist() if self.one_run else list(np.moveaxis(theta, -1, 0))
        kept = []
        for (row,) in batches:
            numbers, state = self.update(numbers, state, self.constants, self.x[row], self.t[row])
            if keep:
                kept.append(numbers)
        return np.moveaxis(np.array(kept if keep else [numbers]), 1, -1), state


class _Runs:
    """The runs on their way: where each is, whether it still goes on, and what is kept of it."""

    def __init__(self, network, theta, x, t, loss, stepper, every, criteria):
        self.network, self.x, self.t, self.loss = network, x, t, loss
        self.stepper, self.every = stepper, every
        self.watches = [(str(criterion), criterion.watch()) for criterion in criteria]
        self.step, self.theta, self.error = 0, theta, None
        self.state = stepper.start(theta)
        self.running = np.ones(theta.shape[:-1], dtype=bool)
        self.stopped = np.empty(theta.shape[:-1], dtype=object)
        self.kept = []
        self.end = "epochs"  # What ends the runs that no criterion ends.

    def errors(self, theta):
        """Error of the whole data ``(...)`` for parameters ``(..., P)``."""
        return self.network.mean_error(theta, self.x, self.t, self.loss)

    def outputs(self, theta):
        """Outputs ``(..., n, outputs)`` for parameters ``(..., P)``."""
        return self.network.propagate(self.network.weights(theta), self.x)[1][-1]

    def straight_to_the_end(self, batches, steps):
        """The :class:`History` of the last step alone, or None if a run diverged on the way there."""
        step, theta, state = self.step, self.theta, self.state
        try:
            while step < steps:
                count = min(MOST_STEPS, steps - step)
                thetas, state = self.stepper.advance(theta, state, islice(batches, count), keep=False)
                step, theta = step + count, thetas[-1]
        except KeyboardInterrupt:
            self.end = "interrupted"
        error = self.errors(theta)
        if not _finite(theta, error).all():
            self.end = "epochs"
            return None
        self.step, self.theta, self.error = step, theta, error
        return self.history()

    def step_by_step(self, batches, steps, progress):
        """The :class:`History` of the runs, each of whose steps is looked at."""
        self.error = self.errors(self.theta)
        if not np.isfinite(self.error).all():
            raise ValueError("theta must give a finite error at the start; the error there overflows")
        self.look_at(self.theta[np.newaxis], self.error[np.newaxis], first=0)
        with _progress_bar(progress, steps) as bar:
            try:
                while self.step < steps and self.running.any():
                    before = self.step
                    stretch = list(islice(batches, self.longest_stretch(steps, progress)))
                    thetas, self.state = self.stepper.advance(self.theta, self.state, stretch, keep=True)
                    self.look_at(thetas, self.errors(thetas), first=self.step + 1)
                    if progress:
                        bar.update(self.step - before)
            except KeyboardInterrupt:
                self.end = "interrupted"
        return self.history()

    def longest_stretch(self, steps, progress):
        """How many steps to make before the next look at them."""
        numbers = max(self.network.size, len(self.x) * max(self.network.sizes)) * self.running.size
        stretch = min(steps - self.step, MOST_STEPS, max(1, MOST_NUMBERS // numbers))
        if self.watches:
            # The run may end at any of them.
            stretch = min(stretch, max(100, self.step))
        if progress:
            stretch = min(stretch, max(1, steps // 50))
        return stretch

    def look_at(self, thetas, errors, first):
        """Look at the steps from `first` on: end each run where it must end, and keep what was asked for."""
        verdicts = [("diverged", ~_finite(thetas, errors))]
        for name, watch in self.watches:
            verdicts.append((name, watch(errors, lambda: self.outputs(thetas), self.t)))
        over = np.logical_or.reduce([met for _, met in verdicts])
        # From here on row 0 is the step before. `last` is the row from which on a run is held.
        thetas = np.concatenate([self.theta[np.newaxis], thetas])
        errors = np.concatenate([self.error[np.newaxis], errors])
        last = np.where(self.running, len(over), 0)
        running, stopped = self.running.copy(), self.stopped.copy()
        for run in map(tuple, np.argwhere(self.running & over.any(axis=0))):
            k = int(np.argmax(over[(slice(None), *run)]))
            name = next(name for name, met in verdicts if met[(k, *run)])
            last[run] = k if name == "diverged" else k + 1
            running[run] = False
            stopped[run] = Stopped(name, first + k, float(errors[(last[run], *run)]))
        thetas, errors = _held(thetas, last[..., np.newaxis]), _held(errors, last)
        # Only now, so that an interruption finds the runs either before these steps or after them.
        self.running, self.stopped = running, stopped
        self.step, self.theta, self.error = first - 1 + int(last.max()), thetas[-1], errors[-1]
        self.keep(np.arange(first, self.step + 1), thetas[1:], errors[1:])

    def keep(self, steps, thetas, errors):
        """Keep every k-th of these steps; none where only the last is wanted."""
        rows = np.flatnonzero(steps % self.every == 0) if self.every else []
        if len(rows):
            self.kept.append((steps[rows], thetas[rows], errors[rows]))

    def history(self):
        """The :class:`History` of what was kept, and of the last step."""
        if not self.kept or self.kept[-1][0][-1] != self.step:
            self.kept.append(([self.step], self.theta[np.newaxis], self.error[np.newaxis]))
        for run in map(tuple, np.argwhere(self.running)):
            self.stopped[run] = Stopped(self.end, self.step, float(self.error[run]))
        steps, thetas, errors = (np.concatenate(part) for part in zip(*self.kept, strict=True))
        return History(thetas, errors, steps, self.stopped if self.stopped.ndim else self.stopped.item())


def _finite(theta, error):
    """Whether a run still computes with numbers: ``(...)``."""
    return np.isfinite(error) & np.isfinite(theta).all(axis=-1)


def _held(values, last):
    """`values` ``(steps, ...)`` with each run held, from row `last` on, at what it is there."""
    rows = np.arange(len(values)).reshape(-1, *[1] * last.ndim)
    return np.take_along_axis(values, np.minimum(rows, last), axis=0)


def _criteria(until):
    criteria = [] if until is None else [until] if hasattr(until, "watch") or isinstance(until, str) else until
    try:
        criteria = list(criteria)
    except TypeError:
        criteria = [criteria]
    for each in criteria:
        if not hasattr(each, "watch"):
            raise ValueError(f"until must be a criterion such as backprop.until.error_below(0.01), got {shown(each)}")
    return criteria


def _checked_record(record):
    """Every how many steps to keep; 0 for the last alone."""
    if record is True or record is False:
        return int(record)
    return whole("record", record, least=1)


def _batches(n, batch_size, rng):
    """The rows of the examples of each step, without end."""
    if rng is None or batch_size == n:
        yield from cycle(_split(np.arange(n), batch_size))
    while True:
        yield from _split(rng.permutation(n), batch_size)


def _split(rows, batch_size):
    """Rows in batches; single ones in lists, which give up their number faster than arrays."""
    if batch_size == 1:
        return [[row] for row in rows.tolist()]
    return np.split(rows, range(batch_size, len(rows), batch_size))


def _progress_bar(wanted, steps):
    """A tqdm progress bar, or None, to be used in a ``with``."""
    if not wanted:
        return nullcontext()
    from tqdm.auto import tqdm

    return closing(tqdm(total=steps, unit="step"))
