"""Writes the steps of a trace: the forward pass, the error, the backward pass and the update, in this order.

The page writes the same steps, letter for letter, in ``widgets/js/model/writer.js``.
"""

from __future__ import annotations

from typing import NamedTuple

from .expression import Step, parse, product, renamed, sum_of

__all__ = ["NamedLayer", "named_layers", "unit_names", "write"]


def unit_names(sizes):
    """Names of the units of each layer: i1 i2, then h1 h2, then h2_1 h2_2, ..., o1 o2."""
    letters = ["i", "h", *(f"h{k}_" for k in range(2, len(sizes) - 1))][: len(sizes) - 1] + ["o"]
    return [tuple(f"{letter}{j + 1}" for j in range(size)) for letter, size in zip(letters, sizes, strict=True)]


class NamedLayer(NamedTuple):
    """Names of the parameters of one layer: ``weights[unit][input]`` and ``biases[unit]``, or None."""

    weights: list
    biases: tuple | None

    @property
    def names(self):
        """All of them, each as often as it is used."""
        return [*(name for row in self.weights for name in row), *(self.biases or ())]


def named_layers(network):
    """A :class:`NamedLayer` for each layer of a network."""
    layers = []
    for layer in network.layers:
        flat = network.places[layer.weights]
        rows = [flat[k : k + layer.inputs] for k in range(0, len(flat), layer.inputs)]
        layers.append(NamedLayer(rows, network.places[layer.biases] if layer.biases else None))
    return layers


def write(trace, loss, optimizer):
    """The steps of `trace`, whose names and options are known, for a loss and a class of optimizers."""
    yield from _forward(trace)
    yield from _error(trace, loss)
    if trace.examples > 1:
        yield Step("error", "mean_E", ("mean", "E"))
    yield from _backward_and_update(trace, loss, optimizer)


def _forward(trace):
    layers = zip(trace.units, trace.units[1:], named_layers(trace.network), trace.network.layers, strict=False)
    for below, units, names, layer in layers:
        for j, unit in enumerate(units):
            terms = [product(w, a) for w, a in zip(names.weights[j], below, strict=True)]
            if names.biases:
                terms.append(names.biases[j])
            yield Step("forward", f"z_{unit}", sum_of(terms))
        formula = parse(layer.activation.formula)
        for unit in units:
            yield Step("forward", unit, renamed(formula, {"z": f"z_{unit}"}))


def _error(trace, loss):
    formula = parse(loss.formula)
    if not loss.per_output or len(trace.outputs) == 1:
        yield Step("error", "E", _for_output(formula, trace, 0))
        return
    for k, output in enumerate(trace.outputs):
        yield Step("error", f"E_{output}", _for_output(formula, trace, k))
    yield Step("error", "E", sum_of(f"E_{output}" for output in trace.outputs))


def _for_output(tree, trace, k):
    """A formula of a loss, written out for output `k`: see :class:`backprop.losses.Loss`."""
    outputs = range(len(trace.outputs))
    if isinstance(tree, str):
        unit = trace.outputs[k]
        return {"z": f"z_{unit}", "o": unit, "t": trace.targets[k]}.get(tree, tree)
    if not isinstance(tree, tuple):
        return tree
    head, *operands = tree
    if head == "total":
        return sum_of(_for_output(operands[0], trace, j) for j in outputs)
    written = []
    for operand in operands:
        match operand:
            case ("every", x):
                written += [_for_output(x, trace, j) for j in outputs]
            case ("others", x):
                written += [_for_output(x, trace, j) for j in outputs if j != k]
            case _:
                written.append(_for_output(operand, trace, k))
    return (head, *written)


def _backward_and_update(trace, loss, optimizer):
    layers = named_layers(trace.network)
    uses = _Uses(trace)
    once = optimizer.steps_once()
    for k in reversed(range(len(layers))):
        yield from _deltas(trace, loss, layers, k)
        uses.add(layers[k], k)
        yield from uses.gradients(layers[k], layers[:k])
        if trace.order == "output_first":
            yield from _updates(trace, optimizer, dict.fromkeys(layers[k].names), "g_{}", once)
    if trace.order == "simultaneous":
        gradient = "g_{}"
        if trace.examples > 1:
            yield from (Step("backward", f"mean_g_{name}", ("mean", f"g_{name}")) for name in trace.parameters)
            gradient = "mean_g_{}"
        yield from _updates(trace, optimizer, trace.parameters, gradient, once)


def _deltas(trace, loss, layers, k):
    """The delta dE/dz of each unit of layer `k`."""
    derivative = parse(trace.network.layers[k].activation.derivative_formula)
    for j, unit in enumerate(trace.units[k + 1]):
        if k == len(layers) - 1:
            tree = _for_output(parse(loss.delta_formula), trace, j)
        else:
            weights = [row[j] for row in layers[k + 1].weights]
            if trace.order == "output_first":
                weights = [name if name in trace.frozen else f"{name}_new" for name in weights]
            above = [f"delta_{unit}" for unit in trace.units[k + 2]]
            tree = sum_of(product(delta, weight) for delta, weight in zip(above, weights, strict=True))
        if k < len(layers) - 1 or loss.output is None:
            tree = product(tree, renamed(derivative, {"z": f"z_{unit}", "a": unit}))
        yield Step("backward", f"delta_{unit}", tree)


class _Uses:
    """The terms of the gradient of each parameter: one for each place where it is used."""

    def __init__(self, trace):
        self.units = trace.units
        self.terms = {name: [] for name in trace.parameters}

    def add(self, layer, k):
        """Take up the uses in layer `k`, whose deltas are known."""
        for j, unit in enumerate(self.units[k + 1]):
            for name, a in zip(layer.weights[j], self.units[k], strict=True):
                self.terms[name].append(product(f"delta_{unit}", a))
            if layer.biases:
                self.terms[layer.biases[j]].append(f"delta_{unit}")

    def gradients(self, layer, below):
        """The gradients of the parameters of `layer` that no layer below uses too: theirs are complete."""
        later = {name for each in below for name in each.names}
        for name in dict.fromkeys(layer.names):
            if name not in later:
                yield Step("backward", f"g_{name}", sum_of(self.terms[name]))


def _updates(trace, optimizer, names, gradient, once):
    """The updates of some parameters, before the first of them the steps of `once`, which are used up."""
    free = [name for name in names if name not in trace.frozen]
    if free:
        yield from once
        once.clear()
    for name in free:
        yield from optimizer.steps_for(name, gradient.format(name))
