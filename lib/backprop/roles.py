"""What the names of a trace stand for, read off its steps: which are weights, which activations, which targets."""

from __future__ import annotations

from dataclasses import dataclass, field

from .expression import names_in, operands

__all__ = ["Roles", "roles_of"]


@dataclass
class Roles:
    """The names of one forward pass: that before the update, or that after it.

    Attributes
    ----------
    sources : dict
        For each unit, the names that its weighted sum reads: inputs, or activations of the layer below.
    weights : dict
        For each unit, the names of its weights, in the order of its sources.
    bias : dict
        For each unit that has a bias, the name of it.
    sums : dict
        For each unit, the name of its weighted sum: ``z_h1`` for ``h1``.
    layers : list of list of str
        Units by layer, the inputs first.
    activation : dict
        For each unit, the name of its activation function.
    targets : dict
        For each output that is compared with a target of its own, the name of the target.
    """

    sources: dict = field(default_factory=dict)
    weights: dict = field(default_factory=dict)
    bias: dict = field(default_factory=dict)
    sums: dict = field(default_factory=dict)
    layers: list = field(default_factory=list)
    activation: dict = field(default_factory=dict)
    targets: dict = field(default_factory=dict)

    def layer_of(self, unit):
        """The units of the layer of `unit`, itself among them; empty for what is no unit."""
        for layer in self.layers:
            if unit in layer:
                return layer
        return []

    def units_above(self, unit):
        """The units that read `unit`."""
        return [each for each, sources in self.sources.items() if unit in sources]


def roles_of(steps, after=False):
    """The :class:`Roles` of the forward pass before the update, or of that after it."""
    phases = ("after",) if after else ("forward", "error")
    prefix = "after_" if after else ""
    roles = Roles()
    for step in steps:
        if step.phase in phases:
            if step.name.startswith(f"{prefix}z_"):
                _take_sum(roles, prefix + step.name.removeprefix(f"{prefix}z_"), step)
            elif step.name in roles.sums:
                head = step.tree[0] if isinstance(step.tree, tuple) else "identity"
                roles.activation[step.name] = head
    assigned = {step.name for step in steps}
    outputs = roles.layers[-1] if roles.layers else []
    targets = [name for name in _names_of_error(steps, phases) if name not in assigned]
    roles.targets = dict(zip(outputs, targets, strict=False))
    return roles


def _take_sum(roles, unit, step):
    """Take up the weighted sum of a unit: products of a weight and a source, and perhaps a bias."""
    terms = operands("+", step.tree)
    products = [term for term in terms if isinstance(term, tuple)]
    roles.sums[unit] = step.name
    roles.weights[unit] = [term[1] for term in products]
    roles.sources[unit] = [term[2] for term in products]
    for term in terms:
        if isinstance(term, str):
            roles.bias[unit] = term
    if not roles.layers:
        roles.layers.append(list(roles.sources[unit]))
    below = roles.layers[-2] if len(roles.layers) > 1 else None
    if roles.sources[unit] == below:
        roles.layers[-1].append(unit)
    else:
        roles.layers.append([unit])


def _names_of_error(steps, phases):
    """Names that the error steps read, each once, in the order of their appearance."""
    found = []
    for step in steps:
        if step.phase in phases and not step.name.startswith(("z_", "after_z_")):
            for name in names_in(step.tree):
                if name not in found:
                    found.append(name)
    return found
