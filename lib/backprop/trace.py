"""A small network written out as straight-line assignments: its evaluation trace.

The trace (Wengert 1964; Griewank and Walther 2008, chapter 2) holds every assignment of the forward pass, the
error, the backward pass and the update, by name and in single assignment. Its expressions are valid Python and
valid JavaScript, so the reader, the page and the training loop all use this one list.
"""

from __future__ import annotations

import math
import re
from functools import cached_property
from typing import NamedTuple

import numpy as np

from .losses import get_loss
from .network import checked_network
from .optimizers import SGD, Optimizer
from .validation import finite_array, instance, listed, one_of

__all__ = ["ORDERS", "PRIMITIVES", "Step", "Trace", "trace"]

#: A trace longer than this is no longer something to read.
MOST_PARAMETERS = 64
ORDERS = {"simultaneous": False, "output_first": True}
NAME = re.compile(r"[A-Za-z_]\w*")


def _sigmoid(z):
    try:
        return 1 / (1 + math.exp(-z))
    except OverflowError:
        return 0.0


def _softplus(z):
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


def _logsumexp(*z):
    top = max(z, default=-math.inf)
    return top + math.log(sum(math.exp(each - top) for each in z)) if math.isfinite(top) else top


#: The functions that an expression may call: what JavaScript must offer too, with the same results.
PRIMITIVES = {
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "logsumexp": _logsumexp,
    "tanh": math.tanh,
    "relu": lambda z: z if z > 0 or z != z else 0.0,
    "step": lambda z: 1.0 if z > 0 else 0.0,
    "sqrt": math.sqrt,
}


class NameClash(ValueError):
    """A parameter has the name of an intermediate value, so that no trace can be written."""


class Step(NamedTuple):
    """One assignment of a trace.

    Attributes
    ----------
    phase : str
        "forward", "error", "backward" or "update".
    name : str
        What is assigned: ``z_h1``, ``h1``, ``E``, ``delta_o1``, ``g_w5``, ``w5_new``.
    expression : str
        What is assigned to it, in names assigned before.
    """

    phase: str
    name: str
    expression: str

    def __str__(self):
        return f"{self.name} = {self.expression}"


class Trace:
    """The evaluation trace of a network, made by :func:`backprop.trace`.

    Attributes
    ----------
    steps : tuple of Step
        The program, in the order in which it is run.
    parameters, inputs, outputs, targets : tuple of str
        Names of the parameters in the order of ``theta``, of the inputs, outputs and targets.
    frozen : tuple of str
        Parameters that have a gradient but no update.
    constants : dict
        Numbers of the optimizer by name: ``rate`` and the like. :meth:`run` takes them where none are given.
    state : dict
        What the optimizer keeps from step to step, at its start.
    renewals : dict
        For each parameter and each entry of the state that the update changes, the name of its new value.
    order : str
        "simultaneous" or "output_first".
    """

    def __init__(self, network, loss, optimizer, order, frozen):
        self.network = network
        self.parameters = network.names
        self.targets = tuple(f"t{k + 1}" for k in range(network.sizes[-1]))
        self.units = unit_names(network.sizes)
        self.inputs, self.outputs = self.units[0], self.units[-1]
        self.frozen = frozen
        self.order = order
        self.constants = optimizer.constants
        self.state = {
            name: value
            for template, value in optimizer.memory.items()
            for name in self._for_each_parameter(template)
        }
        self.steps = tuple(_write(self, network, loss, optimizer))
        self.renewals = self._renewals()
        self._refuse_clashes()

    def __repr__(self):
        return f"<Trace of {len(self.steps)} assignments: {self.steps[0]}; ...; {self.steps[-1]}>"

    def __str__(self):
        return "\n".join(map(str, self.steps))

    def __getstate__(self):
        # Compiled code cannot be pickled; it is compiled again where it is needed.
        return {name: value for name, value in vars(self).items() if name != "_code"}

    def _for_each_parameter(self, template):
        if "{p}" not in template:
            return [template]
        return [template.format(p=name) for name in self.parameters if name not in self.frozen]

    def _renewals(self):
        assigned = {step.name for step in self.steps}
        kept = (*self.parameters, *self.state)
        return {name: f"{name}_new" for name in kept if f"{name}_new" in assigned}

    def _refuse_clashes(self):
        taken = [*self.inputs, *self.targets, *self.constants, *self.state, *PRIMITIVES]
        taken += [step.name for step in self.steps]
        for name in self.parameters:
            if name in taken:
                raise NameClash(f"the parameter name {name!r} is also the name of an intermediate value")

    def values(self, theta, x, t):
        """The values that one pass starts from, by name, for one example.

        Parameters
        ----------
        theta : array_like, shape (P,)
        x : array_like, shape (inputs,) or (1, inputs)
        t : array_like, shape (outputs,) or (1, outputs)

        Returns
        -------
        dict
            Parameters, inputs, targets, constants and state.
        """
        theta, x, t = (
            _vector(name, value, length)
            for name, value, length in (
                ("theta", theta, len(self.parameters)),
                ("x", x, len(self.inputs)),
                ("t", t, len(self.targets)),
            )
        )
        names = (*self.parameters, *self.inputs, *self.targets)
        return dict(zip(names, (*theta, *x, *t), strict=True)) | self.constants | self.state

    def run(self, values):
        """Run the program once.

        Parameters
        ----------
        values : dict
            A finite number for each parameter, input and target; for constants and state too, where they
            differ from :attr:`constants` and :attr:`state`.

        Returns
        -------
        dict
            `values` with every assigned name added, in the order of the program.

        Raises
        ------
        ValueError
            If a value is missing, unknown or not finite, or so large that a later one is no number.
        """
        instance("values", values, dict, "a dict of numbers by name, as Trace.values makes it")
        values = self.constants | self.state | values
        needed = (*self.parameters, *self.inputs, *self.targets)
        for name in needed:
            if name not in values:
                raise ValueError(f"no value given for {name!r}; expected {' '.join(needed)}")
        known = {*needed, *self.constants, *self.state}
        for name in values:
            if name not in known:
                raise ValueError(f"unknown name {name!r}; expected {' '.join(needed)}")
        values = {name: float(_vector(name, value, 1)[0]) for name, value in values.items()}
        exec(self._code, dict(PRIMITIVES), values)
        for name, value in values.items():
            if math.isnan(value):
                raise ValueError(f"the values are too large: a number overflows on the way to {name}")
        return values

    @cached_property
    def _code(self):
        return compile(str(self), "<trace>", "exec")

    def needed(self, wanted):
        """The steps that the names `wanted` depend on, in program order."""
        wanted = {instance("a name", name, str, "a text") for name in listed("wanted", wanted, "names such as ['E']")}
        steps = []
        for step in reversed(self.steps):
            if step.name in wanted:
                wanted.update(NAME.findall(step.expression))
                steps.append(step)
        return steps[::-1]


def trace(network, loss="half_squared_error", optimizer=None, order="simultaneous", frozen=()):
    """Write a small network out as straight-line assignments.

    Parameters
    ----------
    network : Network
        At most 64 parameters.
    loss : str or Loss
    optimizer : SGD, Momentum or Adam, optional
        ``SGD(0.1)`` by default.
    order : {"simultaneous", "output_first"}
        Whether all gradients come before all updates, or the layer above is updated before a delta reads its
        weights.
    frozen : sequence of str
        Parameters that are not updated.

    Returns
    -------
    Trace

    Raises
    ------
    ValueError
        If the network is too large, a name is unknown or clashes with that of an intermediate value, or the
        order cannot be had (a parameter shared between layers cannot be updated before the layer below).

    Examples
    --------
    >>> from backprop import Network
    >>> print(trace(Network([1, 1], output="identity", bias=False)))
    z_o1 = w1*i1
    o1 = z_o1
    E = 0.5*(t1 - o1)*(t1 - o1)
    delta_o1 = (o1 - t1)
    g_w1 = delta_o1*i1
    w1_new = w1 - rate*g_w1
    """
    if checked_network(network).size > MOST_PARAMETERS:
        raise ValueError(f"a trace holds at most {MOST_PARAMETERS} parameters, got a network with {network.size}")
    return write_trace(network, loss, optimizer, order, frozen)


def write_trace(network, loss, optimizer=None, order="simultaneous", frozen=()):
    """:func:`trace` without the bound on the size."""
    loss = get_loss(loss)
    loss.check_output(network.output)
    one_of("order", order, ORDERS)
    frozen = checked_frozen(network, frozen)
    if order == "output_first":
        refuse_sharing_between_layers(network)
    optimizer = checked_optimizer(optimizer)
    if any(np.ndim(value) for value in optimizer.constants.values()):
        raise ValueError(f"a trace takes one learning rate, got {optimizer}")
    return Trace(network, loss, optimizer, order, frozen)


def checked_optimizer(optimizer):
    """`optimizer`, or the default one for None."""
    if optimizer is None:
        return SGD(0.1)
    return instance("optimizer", optimizer, Optimizer, "SGD, Momentum or Adam, such as SGD(0.5)")


def checked_frozen(network, frozen):
    """The names of `frozen`, each a parameter of `network`, as a tuple."""
    frozen = listed("frozen", frozen, "names such as ('b1', 'b2')")
    for name in frozen:
        network.index(name)
    return frozen


def refuse_sharing_between_layers(network):
    """``ValueError`` if a layer cannot be updated before the one below, since they share a parameter."""
    home = {}
    for k, layer in enumerate(network.layers):
        for name in network.places[layer.weights.start : (layer.biases or layer.weights).stop]:
            if home.setdefault(name, k) != k:
                raise ValueError(
                    f'order "output_first" needs each parameter in one layer; {name!r} is shared between layers'
                )


def _vector(name, value, length):
    array = finite_array(name, value)
    if array.size != length:
        expected = "be one number" if length == 1 else f"hold {length} numbers for one example"
        raise ValueError(f"{name} must {expected}, got shape {array.shape}")
    return array.ravel().tolist()


def unit_names(sizes):
    """Names of the units of each layer: i1 i2, then h1 h2, then h2_1 h2_2, ..., o1 o2."""
    letters = ["i", "h", *(f"h{k}_" for k in range(2, len(sizes) - 1))][: len(sizes) - 1] + ["o"]
    return [tuple(f"{letter}{j + 1}" for j in range(size)) for letter, size in zip(letters, sizes, strict=True)]


class _Named(NamedTuple):
    """Names of the parameters of one layer: ``weights[unit][input]`` and ``biases[unit]``."""

    weights: list
    biases: tuple | None


def _named_layers(network):
    layers = []
    for layer in network.layers:
        flat = network.places[layer.weights]
        rows = [flat[k : k + layer.inputs] for k in range(0, len(flat), layer.inputs)]
        layers.append(_Named(rows, network.places[layer.biases] if layer.biases else None))
    return layers


def _write(trace, network, loss, optimizer):
    named = _named_layers(network)
    yield from _forward(trace.units, named, network.layers)
    yield from _error(loss, trace.outputs, trace.targets)
    yield from _backward_and_update(trace, named, network, loss, optimizer)


def _forward(units, named, layers):
    for below, above, names, layer in zip(units, units[1:], named, layers, strict=False):
        for j, unit in enumerate(above):
            terms = [f"{w}*{a}" for w, a in zip(names.weights[j], below, strict=True)]
            terms += [names.biases[j]] if names.biases else []
            yield Step("forward", f"z_{unit}", " + ".join(terms))
        for unit in above:
            yield Step("forward", unit, layer.activation.formula.format(z=f"z_{unit}"))


def _error(loss, outputs, targets):
    parts = loss.terms(outputs, targets)
    if len(parts) > 1:
        for output, part in zip(outputs, parts, strict=True):
            yield Step("error", f"E_{output}", part)
        parts = [f"E_{output}" for output in outputs]
    yield Step("error", "E", " + ".join(parts))


def _backward_and_update(trace, named, network, loss, optimizer):
    first = trace.order == "output_first"
    uses = {name: [] for name in network.names}
    updates = _Updates(trace, optimizer)
    for k in reversed(range(len(named))):
        below, above, slope = trace.units[k], trace.units[k + 1], network.layers[k].activation.slope_formula
        for j, unit in enumerate(above):
            if k == len(named) - 1:
                raw = loss.delta_terms(trace.outputs, trace.targets)[j]
                text = raw if loss.output else _times(raw, slope, unit)
            else:
                weights = [names[j] for names in named[k + 1].weights]
                if first:
                    weights = [w if w in trace.frozen else f"{w}_new" for w in weights]
                terms = [f"delta_{up}*{w}" for up, w in zip(trace.units[k + 2], weights, strict=True)]
                text = _times(terms[0] if len(terms) == 1 else f"({' + '.join(terms)})", slope, unit)
            yield Step("backward", f"delta_{unit}", text)
        for j, unit in enumerate(above):
            for w, a in zip(named[k].weights[j], below, strict=True):
                uses[w].append(f"delta_{unit}*{a}")
            if named[k].biases:
                uses[named[k].biases[j]].append(f"delta_{unit}")
        complete = _complete(named[k], named[:k])
        for name in complete:
            yield Step("backward", f"g_{name}", " + ".join(uses[name]))
        if first:
            yield from updates.of(complete)
    if not first:
        yield from updates.of(network.names)


def _times(text, slope, unit):
    return text if slope == "1" else f"{text}*{slope.format(z=f'z_{unit}', a=unit)}"


def _complete(layer, below):
    """Names of `layer` that no layer below uses too: their gradients are complete."""
    later = {name for each in below for name in _all_names(each)}
    return [name for name in dict.fromkeys(_all_names(layer)) if name not in later]


def _all_names(layer):
    return [*(name for row in layer.weights for name in row), *(layer.biases or ())]


class _Updates:
    """Writes the updates of some parameters at a time, and before the first what is done once a step."""

    def __init__(self, trace, optimizer):
        self.frozen = trace.frozen
        self.rules = optimizer.rules
        self.once = list(optimizer.once)

    def of(self, names):
        free = [name for name in names if name not in self.frozen]
        while free and self.once:
            yield Step("update", *self.once.pop(0))
        for name in free:
            for target, text in self.rules:
                yield Step("update", target.format(p=name), text.format(p=name))
