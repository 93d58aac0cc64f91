"""Training: repeated updates along the negative gradient, and the record of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, repeat

import numpy as np

from .activations import SATURATION
from .inputs import one_of, whole
from .optimizers import SGD, Optimizer
from .straight import StraightLine
from .trace import MOST_PARAMETERS, ORDERS, checked_frozen, write_trace

__all__ = ["History", "Stopped", "train"]

#: Assignments a step up to which straight-line Python beats array operations.
FEW_ASSIGNMENTS = 400
#: Numbers held at once while a stretch of the run is recorded.
STRETCH = 2**21


@dataclass(frozen=True)
class Stopped:
    """What ended a run.

    Attributes
    ----------
    criterion : str
        "epochs", "diverged", or the stopping criterion such as "error_below(0.01)".
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


@dataclass(frozen=True)
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

    theta: np.ndarray
    error: np.ndarray
    step: np.ndarray
    stopped: Stopped | np.ndarray

    def __repr__(self):
        ended = f"stopped by {self.stopped}" if isinstance(self.stopped, Stopped) else f"{self.stopped.size} runs"
        return f"<History: {len(self.step)} of {self.step[-1]} steps kept; {ended}>"


def train(
    network,
    theta,
    x,
    t,
    loss="half_squared_error",
    optimizer=None,
    epochs=1000,
    batch_size=None,
    order="simultaneous",
    frozen=(),
    until=None,
    record=True,
    progress=False,
    rng=None,
):
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
        entry of the history is nan or inf.

    Raises
    ------
    ValueError
        For shapes that do not fit, numbers that are not finite or out of range, unknown names, and a start
        whose error is not finite.

    Notes
    -----
    One run of a tiny network is trained by its trace, compiled to plain Python; everything else by array
    operations. The results agree to rounding.
    """
    task = _Task(network, theta, x, t, loss, optimizer, batch_size, order, frozen)
    steps = whole("epochs", epochs, least=0) * task.steps_per_epoch
    every = _checked_record(record, steps)
    watches = [(str(each), each.watch()) for each in _criteria(until)]
    recorder = _Recorder(task, every, watches)
    schedule = _schedule(len(task.x), task.batch_size, None if rng is None else np.random.default_rng(rng))
    with _bar(progress, steps) as bar, np.errstate(**SATURATION, invalid="ignore", divide="ignore"):
        recorder.start()
        while recorder.step < steps and recorder.running.any():
            count = recorder.next_count(steps, bar is not None)
            recorder.advance(list(islice(schedule, count)))
            if bar is not None:
                bar.update(count)
    return recorder.history()


class _Task:
    """The checked arguments of :func:`train`, and the way its steps are made."""

    def __init__(self, network, theta, x, t, loss, optimizer, batch_size, order, frozen):
        self.network = network
        theta, self.x, self.t, self.loss = network.checked_task(theta, x, t, loss)
        self.optimizer = SGD(0.1) if optimizer is None else optimizer
        if not isinstance(self.optimizer, Optimizer):
            raise ValueError(f"optimizer must be SGD, Momentum or Adam, such as SGD(0.5), got {optimizer!r}")
        self.theta = self._broadcast(theta)
        self.lead = self.theta.shape[:-1]
        n = len(self.x)
        self.batch_size = n if batch_size is None else min(n, whole("batch_size", batch_size, least=1))
        self.steps_per_epoch = -(-n // self.batch_size)
        one_of("order", order, ORDERS)
        self.order = order
        self.frozen = checked_frozen(network, frozen)
        if order == "output_first" and self.batch_size > 1:
            raise ValueError(
                f'order "output_first" takes one example a step, got {self.batch_size}; set batch_size=1'
            )
        self.stepper = self._stepper()

    def _broadcast(self, theta):
        rates = [np.shape(value) for value in self.optimizer.constants.values()]
        try:
            lead = np.broadcast_shapes(theta.shape[:-1], *rates)
        except ValueError:
            raise ValueError(
                f"the learning rates must fit the leading axes of theta, {theta.shape[:-1]}; got {rates[0]}"
            ) from None
        return np.broadcast_to(theta, (*lead, theta.shape[-1])).copy()

    def _stepper(self):
        """The faster of the two ways to make a step."""
        if not self.lead and self.network.size <= MOST_PARAMETERS:
            trace = write_trace(self.network, self.loss, self.optimizer, self.order, self.frozen)
            if len(trace.steps) * self.batch_size <= FEW_ASSIGNMENTS:
                return StraightLine(trace, self.x, self.t, self.batch_size)
        return ArrayOperations(
            self.network, self.loss, self.optimizer, self.order, self.frozen, self.x, self.t
        )

    def errors(self, theta):
        """Error of the whole data for checked parameters ``(..., P)``."""
        z, a = self.network.propagate(self.network.weights(theta), self.x)
        return self.loss.error(z[-1], a[-1], self.t).mean(axis=-1)

    def outputs(self, theta):
        """Outputs ``(..., n, outputs)`` for checked parameters."""
        return self.network.propagate(self.network.weights(theta), self.x)[1][-1]


class ArrayOperations:
    """Training steps by array operations, for any network and any leading axes."""

    def __init__(self, network, loss, optimizer, order, frozen, x, t):
        self.network, self.loss, self.optimizer = network, loss, optimizer
        self.x, self.t = x, t
        self.output_first = ORDERS[order]
        self.frozen = [network.index(name) for name in frozen]

    def start(self, theta):
        """State of the optimizer before the first step."""
        return self.optimizer.start(theta)

    def advance(self, theta, state, batches, record):
        """Parameters after each step, or after the last alone, ``(steps, ..., P)``; and the state.

        Parameters
        ----------
        theta : ndarray, shape (..., P)
        state : dict
        batches : list
            Row numbers of the examples of each step; None stands for all.
        record : bool
        """
        network = self.network
        thetas = np.empty((len(batches) if record else 1, *theta.shape))
        full = np.empty((*theta.shape[:-1], len(network.places)))
        weights = network.split(full)
        written_out = np.zeros_like(full)
        gradients = network.split(written_out)
        for k, batch in enumerate(batches):
            if network.tied:
                np.take(theta, network.expansion, axis=-1, out=full, mode="clip")
            else:
                full[...] = theta
            x, t = (self.x, self.t) if batch is None else (self.x[batch], self.t[batch])
            z, a = network.propagate(weights, x)
            renewed = self._renewed(theta, written_out, state) if self.output_first else None
            network.backpropagate(weights, z, a, t, self.loss, gradients, renewed)
            theta, state = self._update(theta, written_out, state)
            if record:
                thetas[k] = theta
        thetas[-1] = theta
        return thetas, state

    def _update(self, theta, written_out, state):
        gradient = self.network.fold(written_out)
        if self.frozen:
            gradient[..., self.frozen] = 0.0
        return self.optimizer.step(theta, gradient, state)

    def _renewed(self, theta, written_out, state):
        def weights(k):
            return self.network.weights(self._update(theta, written_out.copy(), state)[0])[k][0]

        return weights


class _Recorder:
    """Advances the runs stretch by stretch, ends each where it must, and keeps what was asked for."""

    def __init__(self, task, every, watches):
        self.task, self.every, self.watches = task, every, watches
        self.step = 0
        self.running = np.ones(task.lead, dtype=bool)
        self.stopped = np.empty(task.lead, dtype=object)
        self.kept = []
        self.per_step = self.watches or every
        size = max(task.network.size, len(task.x) * max(task.network.sizes)) if self.per_step else 1
        self.longest = max(1, STRETCH // (size * self.running.size))

    def start(self):
        """Take up the starting point as step 0."""
        self.theta, self.error = self.task.theta, self.task.errors(self.task.theta)
        if not np.isfinite(self.error).all():
            raise ValueError("theta must give a finite error at the start; the error there overflows")
        self.state = self.task.stepper.start(self.theta)
        self._take(self.theta[np.newaxis], self.error[np.newaxis], first=0)

    def next_count(self, steps, often):
        """Steps of the next stretch: short at first where it may end at any step."""
        count = min(self.longest, steps - self.step)
        if self.watches:
            count = min(count, max(100, self.step))
        return min(count, max(1, steps // 50)) if often else count

    def advance(self, batches):
        """Make one update for each of `batches`."""
        theta, state, first = self.theta, self.state, self.step + 1
        stepper = self.task.stepper
        thetas, self.state = stepper.advance(theta, state, batches, record=bool(self.per_step))
        if not self.per_step:
            errors = self.task.errors(thetas)
            if np.isfinite(thetas).all() and np.isfinite(errors).all() and self.running.all():
                self.step += len(batches)
                self.theta, self.error = thetas[-1], errors[-1]
                return
            thetas, self.state = stepper.advance(theta, state, batches, record=True)
        self.step += len(batches)
        self._take(thetas, self.task.errors(thetas), first)

    def _take(self, thetas, errors, first):
        """Look through a stretch of the run that begins at step `first`."""
        thetas = np.array(thetas)
        diverged = ~(np.isfinite(errors) & np.isfinite(thetas).all(axis=-1))
        verdicts = [("diverged", diverged)]
        verdicts += [
            (name, watch(errors, lambda: self.task.outputs(thetas), self.task.t))
            for name, watch in self.watches
        ]
        over = np.logical_or.reduce([met for _, met in verdicts])
        for run in np.ndindex(self.task.lead):
            if not self.running[run]:
                self._hold(thetas, errors, 0, run)
            elif over[(slice(None), *run)].any():
                self._stop(thetas, errors, first, verdicts, over, run)
        self.theta, self.error = thetas[-1], errors[-1]
        if not self.running.any():
            last = max(self.stopped[run].step - (self.stopped[run].criterion == "diverged")
                       for run in np.ndindex(self.task.lead))
            self.step = max(last, 0)
            thetas, errors = thetas[: self.step - first + 1], errors[: self.step - first + 1]
        if self.every:
            steps = np.arange(first, first + len(errors))
            chosen = steps % self.every == 0
            self.kept.append((steps[chosen], thetas[chosen], errors[chosen]))

    def _stop(self, thetas, errors, first, verdicts, over, run):
        k = int(np.argmax(over[(slice(None), *run)]))
        name = next(name for name, met in verdicts if met[(k, *run)])
        self.running[run] = False
        end = k - 1 if name == "diverged" else k
        error = errors[(end, *run)] if end >= 0 else self.error[run]
        self.stopped[run] = Stopped(name, first + k, float(error))
        self._hold(thetas, errors, end + 1, run)

    def _hold(self, thetas, errors, k, run):
        """Hold a run from row `k` on at what it was before."""
        before = (slice(k, None), *run)
        source = (k - 1, *run)
        thetas[before] = thetas[source] if k else self.theta[run]
        errors[before] = errors[source] if k else self.error[run]

    def history(self):
        """The :class:`History` of the runs."""
        for run in np.ndindex(self.task.lead):
            if self.running[run]:
                self.stopped[run] = Stopped("epochs", self.step, float(self.error[run]))
        if not self.kept or self.kept[-1][0].size == 0 or self.kept[-1][0][-1] != self.step:
            self.kept.append((np.array([self.step]), self.theta[np.newaxis], self.error[np.newaxis]))
        steps, thetas, errors = (np.concatenate(part) for part in zip(*self.kept, strict=True))
        return History(thetas, errors, steps, self.stopped if self.task.lead else self.stopped[()])


def _criteria(until):
    criteria = [] if until is None else [until] if hasattr(until, "watch") else until
    try:
        criteria = list(criteria)
    except TypeError:
        criteria = [criteria]
    for each in criteria:
        if not hasattr(each, "watch"):
            raise ValueError(f"until must be a criterion such as backprop.until.error_below(0.01), got {each!r}")
    return criteria


def _checked_record(record, steps):
    """Every how many steps to keep; 0 for the last alone."""
    if record is True or record is False:
        return int(record)
    return whole("record", record, least=1)


def _schedule(n, batch_size, rng):
    """The rows of each step, without end; None for all of them."""
    if batch_size == n and (rng is None or n == 1):
        yield from repeat(None)
    while True:
        rows = np.arange(n) if rng is None else rng.permutation(n)
        yield from np.split(rows, range(batch_size, n, batch_size))


class _bar:
    """A tqdm progress bar, or None."""

    def __init__(self, wanted, steps):
        self.bar = None
        if wanted:
            from tqdm.auto import tqdm

            self.bar = tqdm(total=steps, unit="step")

    def __enter__(self):
        return self.bar

    def __exit__(self, *exception):
        if self.bar is not None:
            self.bar.close()
