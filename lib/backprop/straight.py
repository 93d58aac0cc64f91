"""A trace compiled to a straight-line Python training loop: the fast path of :func:`backprop.train`.

For a tiny network, plain arithmetic on Python floats beats the call overhead of array operations.
"""

from __future__ import annotations

import math
import re
from itertools import chain, repeat

import numpy as np

from .trace import PRIMITIVES, Trace

SIMPLE_SIGMOID = re.compile(r"\bsigmoid\((\w+)\)")


def compile_loop(trace: Trace, *, batched, record, inline):
    """The training loop of `trace` as a function ``loop(rounds, values) -> kept rows, values``.

    Parameters
    ----------
    trace : Trace
    batched : bool
        Whether each round is a list of examples, whose mean gradient is taken, or a single example.
    record : bool
        Whether the parameters after each step are kept, one flat list of numbers.
    inline : bool
        Whether to write ``1/(1 + exp(-z))`` for ``sigmoid(z)``: faster, but it raises ``OverflowError`` where
        the sigmoid is 0 to double precision.

    Returns
    -------
    callable
        ``values`` and the result hold the parameters and then the state of the optimizer.
    """
    renewals = trace.renewals
    steps = trace.needed(renewals.values())
    examples = f"{', '.join((*trace.inputs, *trace.targets))},"
    free = [name for name in trace.parameters if name in renewals]
    kept = f"{', '.join((*trace.parameters, *trace.state))},"
    once = [str(step) for step in steps if step.phase != "update"]
    update = [str(step) for step in steps if step.phase == "update"]
    update += [f"{name} = {new}" for name, new in renewals.items()]
    if trace.order == "output_first":
        once, update = [str(step) for step in steps] + update[len(update) - len(renewals) :], []
    if batched:
        once = [
            *(f"s_{name} = 0.0" for name in free),
            f"for {examples} in batch:",
            *(f"    {line}" for line in once),
            *(f"    s_{name} += g_{name}" for name in free),
            *(f"g_{name} = s_{name}/len(batch)" for name in free),
        ]
    body = once + update + ([f"keep(({', '.join(free)},))"] if record else [])
    lines = [
        "def loop(rounds, values, keep):",
        f"    {kept} = values",
        *(f"    {name} = {value!r}" for name, value in trace.constants.items()),
        f"    for {'batch' if batched else examples} in rounds:",
        *(f"        {line}" for line in body),
        f"    return {kept}",
    ]
    source = "\n".join(lines)
    if inline:
        source = SIMPLE_SIGMOID.sub(r"1/(1 + exp(-\1))", source)
    namespace = PRIMITIVES | {"exp": math.exp}
    exec(compile(source, "<training loop>", "exec"), namespace)
    return namespace["loop"]


class StraightLine:
    """Training steps of one run by a compiled trace."""

    def __init__(self, trace, x, t, batch_size):
        self.trace = trace
        self.rows = list(map(tuple, np.hstack([x, t]).tolist()))
        self.batched = batch_size > 1
        self.free = [k for k, name in enumerate(trace.parameters) if name in trace.renewals]
        self._loops = {}

    def start(self, theta):
        """State of the optimizer before the first step."""
        return tuple(self.trace.state.values())

    def advance(self, theta, state, batches, record):
        """Parameters after each step, or after the last alone, ``(steps, P)``; and the state.

        Parameters
        ----------
        theta : ndarray, shape (P,)
        state : tuple of float
        batches : list
            Row numbers of the examples of each step; None stands for all.
        record : bool
        """
        values = (*theta.tolist(), *state)
        try:
            kept, values = self._run(batches, values, record, inline=True)
        except OverflowError:
            kept, values = self._run(batches, values, record, inline=False)
        size = len(theta)
        if not record:
            return np.array([values[:size]]), values[size:]
        thetas = np.tile(theta, (len(batches), 1))
        if self.free:
            numbers = np.fromiter(chain.from_iterable(kept), float, len(batches) * len(self.free))
            thetas[:, self.free] = numbers.reshape(len(batches), -1)
        return thetas, values[size:]

    def _run(self, batches, values, record, inline):
        key = record, inline
        if key not in self._loops:
            self._loops[key] = compile_loop(self.trace, batched=self.batched, record=record, inline=inline)
        kept = []
        return kept, self._loops[key](self._rounds(batches), values, kept.append)

    def _rounds(self, batches):
        if batches[0] is None:
            return repeat(self.rows if self.batched else self.rows[0], len(batches))
        if self.batched:
            return [[self.rows[k] for k in batch] for batch in batches]
        return [self.rows[batch[0]] for batch in batches]
