"""A small network written out as straight-line assignments: its evaluation trace.

The trace (Wengert 1964; Griewank and Walther 2008, chapter 2) holds every assignment of the forward pass, the
error, the backward pass and the update, by name and in single assignment. Its expressions are valid Python and
valid JavaScript, so the reader, the page and the training loop all use this one list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from .aliases import FloatOrFloats, Floats
from .compile import compile_steps
from .expression import Step, steps_for
from .losses import Loss, get_loss
from .network import OVERFLOW, Network, checked_network
from .optimizers import SGD, Optimizer
from .primitives import FOR_NUMBERS
from .validation import finite_array, instance, listed, names_listed, one_of, shown, whole
from .writer import unit_names, write

__all__ = ["ORDERS", "Step", "Trace", "trace"]

#: A trace longer than this is no longer something to read.
MOST_PARAMETERS = 64
ORDERS = {"simultaneous": False, "output_first": True}
#: A name, or a group of names whose values come together.
Names: TypeAlias = str | Sequence[str]


class NameClash(ValueError):
    """A parameter has the name of an intermediate value, so that no trace can be written."""


class Trace:
    """The evaluation trace of a network, made by :func:`backprop.trace`.

    Attributes
    ----------
    steps : tuple of Step
        The program, in the order in which it is run.
    parameters, inputs, outputs, targets : tuple of str
        Names of the parameters in the order of ``theta``, of the inputs, outputs and targets.
    units : list of tuple of str
        Names of the units of each layer, the inputs first.
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
    examples : int
        How many examples an update takes. From two on, the steps up to the gradients are made for each of them, and
        the means ``mean_E``, ``mean_g_w1`` are steps of their own.
    """

    def __init__(
        self, network: Network, loss: Loss, optimizer: Optimizer, order: str, frozen: tuple[str, ...], examples: int
    ) -> None:
        self.network = network
        self.parameters = network.names
        self.targets = tuple(f"t{k + 1}" for k in range(network.sizes[-1]))
        self.units: list[tuple[str, ...]] = unit_names(network.sizes)
        self.inputs, self.outputs = self.units[0], self.units[-1]
        self.frozen = frozen
        self.order = order
        self.examples = examples
        self.constants = optimizer.constants
        self.state = optimizer.memory_of([name for name in self.parameters if name not in frozen])
        self.steps: tuple[Step, ...] = tuple(write(self, loss, type(optimizer)))
        self.renewals: dict[str, str] = self._renewals()
        self._functions: dict[str, Callable[..., Any]] = {}
        self._refuse_clashes()

    def __repr__(self):
        return f"<Trace of {len(self.steps)} assignments: {self.steps[0]}; ...; {self.steps[-1]}>"

    def __str__(self):
        return "\n".join(map(str, self.steps))

    def __getstate__(self):
        # Functions cannot be pickled; they are compiled again where they are needed.
        return vars(self) | {"_functions": {}}

    def _renewals(self):
        assigned = {step.name for step in self.steps}
        kept = (*self.parameters, *self.state)
        return {name: f"{name}_new" for name in kept if f"{name}_new" in assigned}

    def _refuse_clashes(self):
        taken = {*self.inputs, *self.targets, *self.constants, *self.state, *FOR_NUMBERS}
        taken |= {step.name for step in self.steps}
        for name in self.parameters:
            if name in taken:
                raise NameClash(f"the parameter name {name!r} is also the name of an intermediate value")

    def values(self, theta: ArrayLike, x: ArrayLike, t: ArrayLike) -> dict[str, FloatOrFloats]:
        """The values that one pass starts from, by name.

        Parameters
        ----------
        theta : array_like, shape (P,)
        x : array_like, shape (examples, inputs), or (inputs,) for one example
        t : array_like, shape (examples, outputs), or (outputs,) for one example

        Returns
        -------
        dict
            Parameters, inputs, targets, constants and state: numbers; of several examples, each input and target is
            an array of shape (examples,).
        """
        start = _vector("theta", theta, len(self.parameters)).tolist()
        data = [*self._columns("x", x, len(self.inputs)), *self._columns("t", t, len(self.targets))]
        names = (*self.parameters, *self.inputs, *self.targets)
        return dict(zip(names, (*start, *data), strict=True)) | self.constants | self.state

    def _columns(self, name, value, width):
        if self.examples == 1:
            return _vector(name, value, width).tolist()
        array = finite_array(name, value)
        if array.shape != (self.examples, width):
            raise ValueError(f"{name} must have shape ({self.examples}, {width}), got {array.shape}")
        return array.T

    def run(self, values: dict[str, FloatOrFloats]) -> dict[str, FloatOrFloats]:
        """Run the program once.

        Parameters
        ----------
        values : dict
            A finite number for each parameter, input and target, as :meth:`values` gives them; for constants and
            state too, where they differ from :attr:`constants` and :attr:`state`.

        Returns
        -------
        dict
            `values` with every assigned name added, in the order of the program.

        Raises
        ------
        ValueError
            If a value is missing, unknown or not finite, or so large that a later one is no number.
        """
        values = self._checked(values)
        assigned = [step.name for step in self.steps]
        run = self.function([list(values)], assigned, arrays=self.examples > 1)
        with np.errstate(**OVERFLOW):
            results = run(values.values())
        values |= zip(assigned, results, strict=True)
        for name, value in values.items():
            if np.isnan(value).any():
                raise ValueError(f"the values are too large: a number overflows on the way to {name}")
        return values

    def _checked(self, values):
        instance("values", values, dict, "a dict of numbers by name, as Trace.values makes it")
        values = self.constants | self.state | values
        data = (*self.inputs, *self.targets)
        needed = (*self.parameters, *data)
        for name in needed:
            if name not in values:
                raise ValueError(f"no value given for {name!r}; expected {names_listed(needed, ' ')}")
        known = {*needed, *self.constants, *self.state}
        for name in values:
            if name not in known:
                raise ValueError(f"unknown name {shown(name)}; expected {names_listed(needed, ' ')}")
        if self.examples == 1:
            return {name: _vector(name, value, 1).item() for name, value in values.items()}
        return {
            name: _vector(name, value, self.examples) if name in data else _vector(name, value, 1).item()
            for name, value in values.items()
        }

    def function(
        self, arguments: Sequence[Names], results: Sequence[Names], arrays: bool = False
    ) -> Callable[..., tuple[Any, ...]]:
        """The steps that `results` depend on as a function, see ``backprop.compile.compile_steps``.

        It is compiled once and kept.
        """
        key = repr((arguments, results, arrays))
        if key not in self._functions:
            wanted = [name for each in results for name in ([each] if isinstance(each, str) else each)]
            self._functions[key] = compile_steps(self.needed(wanted), arguments, results, arrays)
        return self._functions[key]

    def needed(self, wanted: Iterable[str]) -> list[Step]:
        """The steps that the names `wanted` depend on, in program order."""
        wanted = {instance("a name", name, str, "a text") for name in listed("wanted", wanted, "names such as ['E']")}
        known = dict.fromkeys([*self.parameters, *self.inputs, *self.targets, *self.constants, *self.state])
        known |= dict.fromkeys(step.name for step in self.steps)
        for name in wanted:
            one_of("name", name, known)
        return steps_for(self.steps, wanted)


def trace(
    network: Network,
    loss: str | Loss = "half_squared_error",
    optimizer: Optimizer | None = None,
    order: str = "simultaneous",
    frozen: Sequence[str] = (),
    examples: int = 1,
) -> Trace:
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
    examples : int
        How many examples an update takes: from two on it reads the mean of their gradients.

    Returns
    -------
    Trace

    Raises
    ------
    ValueError
        If the network is too large, a name is unknown or clashes with that of an intermediate value, or the
        order cannot be had (a parameter shared between layers cannot be updated before the layer below, and there is
        no mean before all examples have had their turn).

    Examples
    --------
    >>> from backprop import Network
    >>> print(trace(Network([1, 1], output="identity", bias=False)))
    z_o1 = w1*i1
    o1 = z_o1
    E = 0.5*(t1 - o1)*(t1 - o1)
    delta_o1 = o1 - t1
    g_w1 = delta_o1*i1
    w1_new = w1 - rate*g_w1
    """
    if checked_network(network).size > MOST_PARAMETERS:
        raise ValueError(f"a trace holds at most {MOST_PARAMETERS} parameters, got a network with {network.size}")
    return write_trace(network, loss, optimizer, order, frozen, examples)


def write_trace(
    network: Network,
    loss: str | Loss,
    optimizer: Optimizer | None = None,
    order: str = "simultaneous",
    frozen: Sequence[str] = (),
    examples: int = 1,
) -> Trace:
    """:func:`trace` without the bound on the size."""
    loss = get_loss(loss)
    loss.check_output(network.output)
    one_of("order", order, ORDERS)
    frozen = checked_frozen(network, frozen)
    examples = whole("examples", examples, least=1)
    if order == "output_first":
        refuse_sharing_between_layers(network)
        if examples > 1:
            raise ValueError(f'order "output_first" takes one example at a time, got examples={examples}')
    optimizer = checked_optimizer(optimizer)
    if any(np.ndim(value) for value in optimizer.constants.values()):
        raise ValueError(f"a trace takes one learning rate, got {shown(optimizer)}")
    return Trace(network, loss, optimizer, order, frozen, examples)


def checked_optimizer(optimizer: object) -> Optimizer:
    """`optimizer`, or the default one for None."""
    if optimizer is None:
        return SGD(0.1)
    return instance("optimizer", optimizer, Optimizer, "SGD, Momentum or Adam, such as SGD(0.5)")


def checked_frozen(network: Network, frozen: Any) -> tuple[str, ...]:
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


def _vector(name: str, value: object, length: int) -> Floats:
    array = finite_array(name, value)
    if array.size != length:
        expected = "be one number" if length == 1 else f"hold {length} numbers for one example"
        raise ValueError(f"{name} must {expected}, got shape {array.shape}")
    return array.ravel()
