"""A trace compiled to a straight-line Python training loop: the fast path of :func:`backprop.train`.

For a tiny network, plain arithmetic on Python floats beats the call overhead of array operations.
"""

from __future__ import annotations

import math
import re
from itertools import chain

import numpy as np

from .trace import NAME, PRIMITIVES, Trace

SIMPLE_SIGMOID = re.compile(r"\bsigmoid\((\w+)\)")
INTEGER = re.compile(r"(?<![\w.])\d+(?![\w.])")


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

    Notes
    -----
    A new value takes the name of the old one at once: no later line of a trace reads the old one. The loop's own
    names have a middle dot, so that no parameter can be called the same.
    """
    old = {new: name for name, new in trace.renewals.items()}
    steps = trace.needed(old)
    examples = f"{', '.join((*trace.inputs, *trace.targets))},"
    free = [name for name in trace.parameters if name in trace.renewals]
    kept = f"{', '.join((*trace.parameters, *trace.state))},"
    body = [NAME.sub(lambda match: old.get(match[0], match[0]), str(step)) for step in steps]
    # Python computes faster with two floats than with an integer and a float.
    body = [INTEGER.sub(r"\g<0>.0", line) for line in body]
    if batched:
        updates = sum(step.phase == "update" for step in steps)
        body[:-updates] = [
            *(f"sum·{name} = 0.0" for name in free),
            f"for {examples} in batch·:",
            *(f"    {line}" for line in body[:-updates]),
            *(f"    sum·{name} += g_{name}" for name in free),
            "size· = len·(batch·)",
            *(f"g_{name} = sum·{name}/size·" for name in free),
        ]
    if record:
        body.append(f"keep·(({', '.join(free)},))")
    lines = [
        "def loop(rounds·, values·, keep·):",
        f"    {kept} = values·",
        *(f"    {name} = {value!r}" for name, value in trace.constants.items()),
        f"    for {'batch·' if batched else examples} in rounds·:",
        *(f"        {line}" for line in body),
        f"    return {kept}",
    ]
    source = "\n".join(lines)
    if inline:
        source = SIMPLE_SIGMOID.sub(r"1.0/(1.0 + exp·(-\1))", source)
    namespace = PRIMITIVES | {"exp·": math.exp, "len·": len}
    exec(compile(source, "<training loop>", "exec"), namespace)
    return namespace["loop"]


class StraightLine:
    """Training steps of one run by a compiled trace."""

    def __init__(self, trace, x, t, batch_size):
        self.trace = trace
        self.rows = list(map(tuple, np.hstack([x, t]).tolist()))
        self.batch_size = batch_size
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
            The rows of the examples of each step, as an index.
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
        rows = self.rows
        if self.batch_size == len(rows):
            return [rows if self.batched else rows[0]] * len(batches)
        rounds = [rows[batch] if isinstance(batch, slice) else [rows[k] for k in batch] for batch in batches]
        return rounds if self.batched else [examples[0] for examples in rounds]
