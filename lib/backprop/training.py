"""Training: repeated updates along the negative gradient, and the record of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle, islice

import numpy as np

from .network import OVERFLOW, checked_network
from .trace import (
    ORDERS,
    checked_frozen,
    checked_optimizer,
    refuse_sharing_between_layers,
)
from .validation import flag, generator, one_of, whole

__all__ = ["History", "Stopped", "train"]

#: Assignments a step up to which straight-line Python beats array operations.
FEW_ASSIGNMENTS = 400
#: Numbers held at once while a stretch of the run is looked through.
MOST_NUMBERS = 2**21
#: Steps of a stretch of which nothing but the end is held.
MOST_STEPS = 2**16


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
    schedule = _schedule(len(task.x), task.batch_size, None if rng is None else generator("rng", rng))
    with _bar(flag("progress", progress), steps) as bar, np.errstate(**OVERFLOW, divide="ignore"):
        if not recorder.blind:
            recorder.start()
        while recorder.step < steps and recorder.running.any():
            before = recorder.step
            recorder.advance(list(islice(schedule, recorder.next_count(steps, bar is not None))))
            if bar is not None:
                bar.update(recorder.step - before)
        return recorder.history()


class _Task:
    """The checked arguments of :func:`train`, and the way its steps are made."""

    def __init__(self, network, theta, x, t, loss, optimizer, batch_size, order, frozen):
        self.network = network
        theta, self.x, self.t, self.loss = checked_network(network).checked_task(theta, x, t, loss)
        self.optimizer = checked_optimizer(optimizer)
        self.theta = self._broadcast(theta)
        self.lead = self.theta.shape[:-1]
        n = len(self.x)
        self.batch_size = n if batch_size is None else min(n, whole("batch_size", batch_size, least=1))
        self.steps_per_epoch = -(-n // self.batch_size)
        one_of("order", order, ORDERS)
        self.order = order
        self.frozen = checked_frozen(network, frozen)
        if order == "output_first":
            if self.batch_size > 1:
                raise ValueError(
                    f'order "output_first" takes one example a step, got {self.batch_size}; set batch_size=1'
                )
            refuse_sharing_between_layers(network)
        self.stepper = self._stepper()

    def _broadcast(self, theta):
        rates = [np.shape(value) for value in self.optimizer.constants.values()]
        try:
            lead = np.broadcast_shapes(theta.shape[:-1], *rates)
        except ValueError:
            raise ValueError(
                f"the learning rates must fit the leading axes of theta, {theta.shape[:-1]}; got {rates[0]}"
            ) from None
        if 0 in lead:
            raise ValueError(f"theta must hold at least one run, got shape {theta.shape}")
        return np.broadcast_to(theta, (*lead, theta.shape[-1])).copy()

    def _stepper(self):
        """The faster of the two ways to make a step."""
        return ArrayOperations(self.network, self.loss, self.optimizer, self.order, self.frozen, self.x, self.t)

    def errors(self, theta):
        """Error of the whole data for checked parameters ``(..., P)``."""
        return self.network.mean_error(theta, self.x, self.t, self.loss)

    def outputs(self, theta):
        """Outputs ``(..., n, outputs)`` for checked parameters."""
        return self.network.propagate(self.network.weights(theta), self.x)[1][-1]


class ArrayOperations:
    """Training steps by array operations, for any network and any leading axes."""

    def __init__(self, network, loss, optimizer, order, frozen, x, t):
        self.network, self.loss, self.optimizer = network, loss, optimizer
        self.x, self.t = x, t
        self.output_first = ORDERS[order]
        held = np.isin(network.expansion, [network.index(name) for name in frozen])
        self.fold = network.fold
        if network.tied and len(np.unique(network.expansion[~held])) == (~held).sum():
            # What is shared is frozen: its gradient, here that of one use, is set to 0, and there is nothing to sum up.
            _, first = np.unique(network.expansion, return_index=True)
            self.fold = lambda full: full.take(first, axis=-1)
        #: The slices of biases that are all frozen: their gradient is not computed.
        self.skipped = [layer.biases for layer in network.layers if layer.biases and held[layer.biases].all()]
        for biases in self.skipped:
            held[biases] = False
        self.frozen = np.unique(network.expansion[held])

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
            The rows of the examples of each step, as an index.
        record : bool
        """
        network = self.network
        thetas = np.empty((len(batches) if record else 1, *theta.shape))
        full = np.array(network.write_out(theta))
        written_out = np.zeros_like(full)
        # Views into the two, made once: each step overwrites what they show.
        weights, gradients = network.split(full), network.split(written_out)
        for j, layer in enumerate(network.layers):
            if layer.biases in self.skipped:
                gradients[j] = gradients[j][0], None
        rows = None
        for k, batch in enumerate(batches):
            if batch is not rows:
                rows, x, t = batch, self.x[batch], self.t[batch]
            z, a = network.propagate(weights, x)
            renewed = self._renewed(theta, written_out, state) if self.output_first else None
            network.backpropagate(weights, z, a, t, self.loss, gradients, renewed)
            theta, state = self._update(theta, self.fold(written_out), state)
            full[...] = network.write_out(theta)
            if record:
                thetas[k] = theta
        thetas[-1] = theta
        return thetas, state

    def _update(self, theta, gradient, state):
        if self.frozen.size:
            # Transposed, the parameters come first: NumPy indexes the first axis several times as fast.
            gradient.T[self.frozen] = 0.0
        return self.optimizer.step(theta, gradient, state)

    def _renewed(self, theta, written_out, state):
        def weights(k):
            gradient = self.fold(written_out)
            return self.network.weights(self._update(theta, gradient, state)[0])[k][0]

        return weights


class _Recorder:
    """Advances the runs stretch by stretch, ends each where it must, and keeps what was asked for."""

    def __init__(self, task, every, watches):
        self.task, self.every, self.watches = task, every, watches
        self.step, self.theta, self.error = 0, task.theta, None
        self.state = task.stepper.start(task.theta)
        self.running = np.ones(task.lead, dtype=bool)
        self.stopped = np.empty(task.lead, dtype=object)
        self.kept = []
        #: Whether nothing but the end of the run is asked for.
        self.blind = not (watches or every)
        held = max(task.network.size, len(task.x) * max(task.network.sizes)) * self.running.size
        self.longest = max(1, MOST_NUMBERS // held)

    def start(self):
        """Take up the starting point as step 0."""
        self.error = self.task.errors(self.theta)
        if not np.isfinite(self.error).all():
            raise ValueError("theta must give a finite error at the start; the error there overflows")
        self._take(self.theta[np.newaxis].copy(), self.error[np.newaxis], first=0)

    def next_count(self, steps, often):
        """Steps of the next stretch: short at first where it may end at any step."""
        count = min(MOST_STEPS if self.blind else self.longest, steps - self.step)
        if self.watches:
            count = min(count, max(100, self.step))
        return min(count, max(1, steps // 50)) if often else count

    def advance(self, batches):
        """Make one update for each of `batches`."""
        if self.blind and self._leap(batches):
            return
        if self.error is None:
            self.start()
        for k in range(0, len(batches), self.longest):
            if self.running.any():
                self._walk(batches[k : k + self.longest])

    def _leap(self, batches):
        """Make all updates at once, unless a run diverges on the way."""
        thetas, state = self.task.stepper.advance(self.theta, self.state, batches, record=False)
        theta, error = thetas[-1], self.task.errors(thetas[-1])
        if (self.running & ~_finite(theta, error)).any():
            return False
        if self.error is not None:
            theta = np.where(self.running[..., np.newaxis], theta, self.theta)
            error = np.where(self.running, error, self.error)
        self.theta, self.error, self.state = theta, error, state
        self.step += len(batches)
        return True

    def _walk(self, batches):
        """Make the updates and look at each."""
        first = self.step + 1
        thetas, self.state = self.task.stepper.advance(self.theta, self.state, batches, record=True)
        self.step += len(batches)
        self._take(thetas, self.task.errors(thetas), first)

    def _take(self, thetas, errors, first):
        """Look through a stretch of the run that begins at step `first`."""
        verdicts = [("diverged", ~_finite(thetas, errors))]
        verdicts += [
            (name, watch(errors, lambda: self.task.outputs(thetas), self.task.t)) for name, watch in self.watches
        ]
        over = np.logical_or.reduce([met for _, met in verdicts])
        for run in np.ndindex(self.task.lead):
            if not self.running[run]:
                self._hold(thetas, errors, 0, run)
            elif over[(slice(None), *run)].any():
                self._stop(thetas, errors, first, verdicts, over, run)
        self.theta, self.error = thetas[-1], errors[-1]
        if not self.running.any():
            self.step = max(each.step - (each.criterion == "diverged") for each in self.stopped.flat)
        steps = np.arange(first, self.step + 1)
        steps = steps[steps % self.every == 0] if self.every else steps[:0]
        if len(steps):
            self.kept.append((steps, thetas[steps - first], errors[steps - first]))

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
        if self.error is None:
            self.start()
        for run in np.ndindex(self.task.lead):
            if self.running[run]:
                self.stopped[run] = Stopped("epochs", self.step, float(self.error[run]))
        if not self.kept or self.kept[-1][0][-1] != self.step:
            self.kept.append((np.array([self.step]), self.theta[np.newaxis], self.error[np.newaxis]))
        steps, thetas, errors = (np.concatenate(part) for part in zip(*self.kept, strict=True))
        return History(thetas, errors, steps, self.stopped if self.task.lead else self.stopped[()])


def _finite(theta, error):
    """Whether a run still computes with numbers: ``(...)``."""
    return np.isfinite(error) & np.isfinite(theta).all(axis=-1)


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
    """The rows of each step as an index, without end."""
    in_order = [slice(k, k + batch_size) for k in range(0, n, batch_size)]
    if rng is None or len(in_order) == 1:
        yield from cycle(in_order)
    while True:
        rows = rng.permutation(n)
        yield from (rows[each] for each in in_order)


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
