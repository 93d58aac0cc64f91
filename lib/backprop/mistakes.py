"""What can go wrong in one step of a trace: what may be read in place of each name, and what may be done to all."""

from __future__ import annotations

from .edits import Abbreviations, Edit, dropped, renamed_in, signs_lost, slope_factors, taken_twice
from .expression import calls_in, names_in, operands, product, renamed, text
from .roles import roles_of

__all__ = ["cross_entropy_of", "edits_of"]


def edits_of(steps, place, tree, count):
    """The edits of one step.

    Parameters
    ----------
    steps : list of Step
    place : int
        Which of them.
    tree : str, number or tuple
        What is edited: the tree of the step, or the same with names in place of parts of it.
    count : int
        How many examples a mean is taken over.

    Returns
    -------
    list of Edit
    """
    step = _EditedStep(steps, place, tree, count)
    found = [*signs_lost(step.tree, step.short), *dropped(step.tree, step.short)]
    for name in dict.fromkeys(names_in(step.tree)):
        found += renamed_in(step.tree, step.short, name, step.alternatives(name))
    found += [*all_at_once(step), *step_repeated(step), *taken_twice(step.tree, step.short)]
    found += [*other_functions(step), *other_errors(step), *factors_too_many(step), *means_and_sums(step)]
    found += other_targets(step)
    return [Edit(each.kind, each.why, step.short.written_out(each.tree)) for each in found]


class _EditedStep:
    """A step while it is edited, and what its names stand for."""

    def __init__(self, steps, place, tree, count):
        self.steps = steps
        self.place = place
        self.count = count
        self.name = steps[place].name
        self.phase = steps[place].phase
        self.roles = roles_of(steps, after=self.phase == "after")
        self.short = Abbreviations(self.roles)
        self.trees = {each.name: each.tree for each in steps}
        self.tree = self.short.abbreviated(tree)
        self.units = [unit for layer in self.roles.layers for unit in layer]
        self.sums = {total: unit for unit, total in self.roles.sums.items()}
        self.transposed = transposed_weights(self.roles)

    def alternatives(self, name):
        """What may be read in place of a name, as edits; where their `why` is empty, they say no more than that."""
        if name in self.short.slopes.values():
            return self.instead_of_slope(name)
        if name in self.short.differences:
            return self.instead_of_difference(name)
        if name.startswith("delta_"):
            return self.instead_of_delta(name)
        if name.startswith(("g_", "mean_g_")):
            return self.instead_of_gradient(name)
        if name in self.units:
            return [*self.old(name), *self.instead_of_unit(name)]
        if name in self.sums:
            return [*self.old(name), *self.instead_of_sum(name)]
        if name in self.roles.targets.values():
            return [*neighbors(name, self.roles.targets.values()), *point_moved(name)]
        if name.startswith(("E_", "after_E_")):
            stem = name[: name.index("E_") + 2]
            return [*self.old(name), *neighbors(name, [each for each in self.trees if each.startswith(stem)])]
        return [*self.old(name), *self.updated(name), *self.instead_of_parameter(name), *point_moved(name)]

    def old(self, name):
        """The value before the update, where the step reads that after it."""
        before = name.removeprefix("after_").removesuffix("_new")
        if before == name:
            return []
        why = f"The old `{before}` was read in place of the updated `{name}`."
        return [Edit("old for updated", why, before)]

    def updated(self, name):
        """The value after the update, where the step reads that before it."""
        if f"{name}_new" not in self.trees or self.phase in ("update", "after"):
            return []
        why = f"The updated `{name}_new` was read in place of the old `{name}`."
        return [Edit("updated for old", why, f"{name}_new")]

    def instead_of_parameter(self, name):
        """Other weights, the transposed one and those of the layer first; for a bias the other biases."""
        if self.phase != "after":
            name = name.removesuffix("_new")
        if name in self.roles.bias.values():
            return neighbors(name, self.roles.bias.values())
        transposed = [self.transposed[name]] if name in self.transposed else []
        layers = [[weight for unit in layer for weight in self.roles.weights[unit]] for layer in self.roles.layers[1:]]
        for weights in layers:
            if name in weights:
                others = [weight for layer in layers for weight in layer]
                return neighbors(name, [*transposed, *weights, *others])
        return []

    def instead_of_unit(self, unit):
        found = []
        if unit in self.roles.sums:
            total = self.roles.sums[unit]
            why = f"`{total}`, before the activation, was read in place of `{unit}`."
            found.append(Edit("before for after the activation", why, total))
        else:
            found += point_moved(unit)
        found += neighbors(unit, self.roles.layer_of(unit))
        for below, layer in zip(self.roles.layers, self.roles.layers[1:], strict=False):
            if unit in layer:
                found += neighbors(unit, below)
            elif unit in below and self.phase == "backward":
                found += neighbors(unit, layer)
        return found

    def instead_of_sum(self, total):
        unit = self.sums[total]
        others = [self.roles.sums[each] for each in self.roles.layer_of(unit)]
        found = neighbors(total, others)
        if unit != self.name:
            why = f"`{unit}`, after the activation, was read in place of `{total}`."
            found.append(Edit("before for after the activation", why, unit))
        return found

    def instead_of_slope(self, name):
        unit = next(each for each, short in self.short.slopes.items() if short == name)
        total = self.roles.sums[unit]
        activation = self.roles.activation[unit]
        slope = self.short.meaning[name]
        found = []
        if activation != "relu":
            why = f"The slope was computed from `{total}`, where its formula asks for `{unit}`."
            found.append(Edit("slope at z for slope at a", why, renamed(slope, {unit: total})))
            why = f"The slope was computed from `{activation}({unit})`, where its formula asks for `{unit}`."
            found.append(Edit("slope at z for slope at a", why, renamed(slope, {unit: (activation, unit)})))
        found += slopes_in_part(unit, activation)
        for other in ("sigmoid", "tanh"):
            if other != activation:
                why = f"The slope was taken as that of {other}."
                found.append(Edit("other function", why, product(*slope_factors(other, unit, total))))
        for difference, output in self.short.differences.items():
            if output == unit and activation != "relu":
                read = self.short.text(difference)
                why = f"The slope was computed from `{read}`, where its formula asks for `{unit}`."
                tree = renamed(slope, {unit: self.short.meaning[difference]})
                found.append(Edit("operand of the neighbor", why, tree))
        neighborhood = [*self.roles.layer_of(unit), *self.roles.units_above(unit), *self.roles.sources[unit]]
        slopes = [self.short.slopes[each] for each in neighborhood if each in self.short.slopes]
        return [*found, *neighbors(name, slopes)]

    def instead_of_difference(self, name):
        output = self.short.differences[name]
        target = self.roles.targets[output]
        difference = self.short.meaning[name]
        first, second = difference[1], difference[2][1]
        found = [
            Edit("t - o for o - t", f"`{second} - {first}` was taken for `{first} - {second}`.", ("-", name)),
            Edit("term dropped", f"`{second}` was left out.", first),
            Edit("term dropped", f"`{first}` was left out.", ("-", second)),
            Edit("sign lost", f"`{second}` was added, not taken away.", ("+", first, second)),
        ]
        for other in self.roles.targets.values():
            found += self.in_difference(difference, target, other, "operand of the neighbor")
        for other in self.roles.targets:
            found += self.in_difference(difference, output, other, "operand of the neighbor")
        found += self.in_difference(difference, output, self.roles.sums[output], "before for after the activation")
        for old in self.old(output):
            found.append(Edit(old.kind, old.why, renamed(difference, {output: old.tree})))
        if self.phase == "backward":
            for error in (f"E_{output}", "E"):
                if error in self.trees:
                    why = f"The error `{error}` was read where the difference `{first} - {second}` belongs."
                    found.append(Edit("error for the difference", why, error))
                    found.append(Edit("error for the difference", why, ("-", error)))
        return found

    def in_difference(self, difference, name, other, kind):
        """The difference with another name in the place of one."""
        if other == name:
            return []
        why = f"`{other}` was read in place of `{name}`."
        return [Edit(kind, why, renamed(difference, {name: other}))]

    def instead_of_delta(self, delta):
        unit = delta.removeprefix("delta_")
        found = neighbors(delta, [f"delta_{each}" for each in self.roles.layer_of(unit)])
        slope = self.short.slopes.get(unit)
        tree = self.short.abbreviated(self.trees[delta])
        factors = operands("*", tree)
        if slope in factors and len(factors) > 1:
            without = product(*(factor for factor in factors if factor != slope))
            why = f"`{delta}` was taken without its slope, `{self.short.text(slope)}`."
            found.append(Edit("slope dropped", why, without))
        for error in (f"E_{unit}", "E"):
            if error in self.trees and unit in self.roles.layers[-1]:
                why = f"The error `{error}` was read in place of `{delta}`."
                found.append(Edit("error for the difference", why, error))
                found.append(Edit("error for the difference", why, ("-", error)))
        others = [each for each in self.trees if each.startswith("delta_")]
        return [*found, *neighbors(delta, others)]

    def instead_of_gradient(self, gradient):
        stem = gradient[: gradient.index("g_") + 2]
        found = []
        if stem == "g_":
            for delta in dict.fromkeys(names_in(self.trees[gradient])):
                if delta.startswith("delta_") and self.trees[gradient] != delta:
                    why = f"`{delta}` was read in place of `{gradient}`, so the factor after it was left out."
                    found.append(Edit("factor dropped", why, delta))
        return [*found, *neighbors(gradient, [each for each in self.trees if each.startswith(stem)])]


def transposed_weights(roles):
    """For each weight, the one with the places of its unit and of its source exchanged."""
    found = {}
    for layer in roles.layers[1:]:
        for j, unit in enumerate(layer):
            for k, weight in enumerate(roles.weights[unit]):
                if k < len(layer) and j < len(roles.weights[layer[k]]):
                    found[weight] = roles.weights[layer[k]][j]
    return found


def slopes_in_part(unit, activation):
    """The slope of a unit with a part left out, or with a sign lost."""
    if activation == "sigmoid":
        return [
            Edit("factor dropped", f"The factor `1 - {unit}` of the slope was left out.", unit),
            Edit("factor dropped", f"The factor `{unit}` of the slope was left out.", ("+", 1, ("-", unit))),
            Edit("sign lost", f"The slope was taken as `{unit}*(1 + {unit})`.", ("*", unit, ("+", 1, unit))),
            Edit("term dropped", f"The slope was taken as `{unit}*{unit}`.", ("*", unit, unit)),
        ]
    if activation == "tanh":
        return [
            Edit("factor dropped", f"`{unit}` was not squared in the slope.", ("+", 1, ("-", unit))),
            Edit("sign lost", f"The slope was taken as `1 + {unit}*{unit}`.", ("+", 1, ("*", unit, unit))),
        ]
    return []


def neighbors(name, others):
    """Edits that read one of `others` in place of `name`."""
    return [Edit("operand of the neighbor", "", other) for other in dict.fromkeys(others) if other != name]


def point_moved(name):
    """A given number, read with its decimal point in another place."""
    why = f"`{name}` was read with its decimal point moved one place to the"
    return [
        Edit("decimal point moved", f"{why} right.", ("*", 10, name)),
        Edit("decimal point moved", f"{why} left.", ("/", name, 10)),
    ]


def all_at_once(step):
    """Names of one kind, all read for others at once; and two weights exchanged."""
    names = [name for name in dict.fromkeys(names_in(step.tree)) if name not in step.short.meaning]
    found = []
    updated = {name: step.updated(name)[0].tree for name in names if step.updated(name)}
    found += _together(step, "updated for old", "The updated parameters were read in place of the old ones.", updated)
    old = {name: step.old(name)[0].tree for name in names if step.old(name)}
    values = {name: before for name, before in old.items() if name in step.units or name in step.sums}
    parameters = {name: before for name, before in old.items() if name not in values}
    found += _together(step, "old for updated", "The old parameters were read in place of the new ones.", parameters)
    found += _together(step, "old for updated", "The values from before the update were read.", values)
    sums = {name: step.roles.sums[name] for name in names if name in step.roles.sums and step.name != name}
    found += _together(step, "before for after the activation", "The activations were left out.", sums)
    mapping = {name: step.transposed[name] for name in names if step.transposed.get(name, name) != name}
    found += _together(step, "operand of the neighbor", "The weights were read by column, not by row.", mapping)
    unit = step.sums.get(step.name)
    for other in step.roles.layer_of(unit):
        mapping = dict(zip(step.roles.weights[unit], step.roles.weights[other], strict=True)) if other != unit else {}
        found += _together(step, "operand of the neighbor", f"The weights of `{other}` were read.", mapping)
    weights = [name for name in names if any(name in each for each in step.roles.weights.values())]
    for k, one in enumerate(weights):
        for other in weights[k + 1 :]:
            why = f"`{one}` and `{other}` were exchanged."
            found += _together(step, "operand of the neighbor", why, {one: other, other: one})
    return found


def _together(step, kind, why, mapping):
    return [Edit(kind, why, renamed(step.tree, mapping))] if len(mapping) > 1 else []


def step_repeated(step):
    """The result of the line above, written down once more."""
    if step.place == 0:
        return []
    above = step.steps[step.place - 1].name
    return [Edit("line above repeated", f"The result of the line above, `{above}`, was repeated.", above)]


def other_functions(step):
    """In place of the activation of a unit: none, another one, or a slip in writing it with exponentials."""
    if step.name in step.sums:
        return _activation_for_sum(step)
    if step.name not in step.roles.activation:
        return []
    total = step.roles.sums[step.name]
    activation = step.roles.activation[step.name]
    found = [Edit("other function", "The activation was left out.", total)]
    for other in ("sigmoid", "tanh", "relu"):
        if other != activation:
            found.append(Edit("other function", f"{other} was applied in place of {activation}.", (other, total)))
    if activation == "sigmoid":
        power = ("exp", ("-", total))
        found += [
            Edit("other function", f"The reciprocal of `1 + exp(-{total})` was not taken.", ("+", 1, power)),
            Edit("other function", f"`exp(-{total})` was taken alone.", power),
            Edit("other function", f"`exp({total})` was taken alone.", ("exp", total)),
            Edit("other function", "The 1 below the line was left out.", ("/", 1, power)),
            Edit("other function", "10 was raised to the power, not e.", ("sigmoid", ("*", total, ("log", 10)))),
        ]
    if activation == "tanh":
        half = ("tanh", ("/", total, 2))
        found.append(Edit("other function", "The 2 in the exponents of tanh was left out.", half))
    if step.name in step.short.slopes:
        slope = step.short.slopes[step.name]
        written = renamed(step.short.meaning[slope], {step.name: (activation, total)})
        found.append(Edit("other function", "The slope of the activation was written down in its place.", written))
    return found


def _activation_for_sum(step):
    """In place of a weighted sum: its activation."""
    unit = step.sums[step.name]
    activation = step.roles.activation[unit]
    why = f"`{unit}`, after the activation, was written down in place of `{step.name}`."
    return [Edit("before for after the activation", why, (activation, step.tree))] if activation != "identity" else []


def other_errors(step):
    """Other measures of the error, and a logarithm to another base."""
    if not step.name.removeprefix("after_").startswith("E"):
        return []
    names = names_in(step.tree)
    found = []
    for difference, output in step.short.differences.items():
        if difference in names:
            target = step.roles.targets[output]
            squares = ("+", ("*", target, target), ("-", ("*", output, output)))
            numbers = [factor for factor in operands("*", step.tree) if isinstance(factor, (int, float))]
            why = "Only the difference was taken, without its square."
            found += [Edit("factor dropped", why, difference), Edit("factor dropped", why, ("-", difference))]
            why = "The difference of the squares was taken for the square of the difference."
            found.append(Edit("other function", why, product(*numbers, squares)))
    if not found and calls_in(step.tree) & {"log", "softplus", "logsumexp"}:
        for base in (10, 2):
            why = f"The logarithm was taken to base {base}."
            found.append(Edit("logarithm to base 10", why, ("/", step.tree, ("log", base))))
        for output, target in step.roles.targets.items():
            is_read = output in names or step.roles.sums[output] in names
            if is_read and step.roles.activation[output] == "sigmoid":
                found += _parts_of_cross_entropy(output, target)
    return found


def cross_entropy_of(output, target):
    """The cross-entropy computed from an output: ``-t*log(o) - (1 - t)*log(1 - o)``."""
    one = ("-", ("*", target, ("log", output)))
    other = ("-", ("*", ("+", 1, ("-", target)), ("log", ("+", 1, ("-", output)))))
    return ("+", one, other)


def _parts_of_cross_entropy(output, target):
    """One of its two terms alone; half the squared error in its place."""
    _, one, other = cross_entropy_of(output, target)
    difference = ("+", target, ("-", output))
    return [
        Edit("term dropped", f"Only `-{target}*log({output})` was taken.", one),
        Edit("term dropped", f"Only `-(1 - {target})*log(1 - {output})` was taken.", other),
        Edit("other function", "Half the squared error was taken.", ("*", 0.5, difference, difference)),
    ]


def factors_too_many(step):
    """Factors that do not belong: the rate, a half, a slope, an input, the bias itself."""
    tree = step.tree
    found = []
    if step.phase == "backward":
        found.append(Edit("factor too many", "The learning rate was taken in already.", product(tree, "rate")))
    if step.phase == "backward" or step.name.removeprefix("after_").startswith("E"):
        found.append(Edit("factor too many", "A half was taken in.", product(0.5, tree)))
        found.append(Edit("factor too many", "A factor 2 was taken in.", product(2, tree)))
    return [*found, *_delta_times(step), *_bias_times_source(step), *_gradient_times(step)]


def _delta_times(step):
    """In a delta: a slope that cancels with the error, or a source, which belongs to the gradient of a weight."""
    unit = step.name.removeprefix("delta_")
    if not step.name.startswith("delta_") or unit not in step.roles.sums:
        return []
    found = []
    slope = step.short.slopes.get(unit)
    if slope and slope not in operands("*", step.tree):
        why = f"The slope `{step.short.text(slope)}` was taken in, which cancels with this error."
        found.append(Edit("factor too many", why, product(step.tree, slope)))
    if step.roles.activation[unit] == "identity" and not _is_of_softmax(step):
        slope = product(*slope_factors("sigmoid", unit, step.roles.sums[unit]))
        why = f"The slope of sigmoid, `{text(slope)}`, was taken in, where the activation is the identity."
        found.append(Edit("other function", why, product(step.tree, slope)))
    for source in step.roles.sources[unit]:
        why = f"`{source}` was taken in already, which belongs to the gradient of the weight."
        found.append(Edit("factor too many", why, product(step.tree, source)))
    return found


def _is_of_softmax(step):
    """Whether a step is the delta of an output whose target is not in a difference alone: of softmax."""
    targets = step.roles.targets.values()
    return any(name in targets for name in names_in(step.tree))


def _bias_times_source(step):
    """In a weighted sum: the bias multiplied by an input, as if it were a weight."""
    found = []
    for unit, total in step.roles.sums.items():
        if total == step.name and unit in step.roles.bias:
            bias = step.roles.bias[unit]
            for source in step.roles.sources[unit]:
                why = f"The bias `{bias}` was multiplied by `{source}`."
                found.append(Edit("factor too many", why, renamed(step.tree, {bias: ("*", bias, source)})))
    return found


def _gradient_times(step):
    """In the gradient of a parameter: the parameter itself as a factor, or a source as that of a bias."""
    parameter = step.name.removeprefix("g_")
    if not step.name.startswith("g_"):
        return []
    why = f"The gradient was multiplied by `{parameter}` itself."
    found = [Edit("factor too many", why, product(step.tree, parameter))]
    for unit, bias in step.roles.bias.items():
        if bias == parameter:
            for source in step.roles.sources[unit]:
                why = f"The gradient of the bias was multiplied by `{source}`."
                found.append(Edit("factor too many", why, product(step.tree, source)))
    for unit, weights in step.roles.weights.items():
        if parameter in weights:
            source = step.roles.sources[unit][weights.index(parameter)]
            why = f"`{parameter}` was read in place of `{source}`, which it multiplies."
            found.append(Edit("operand of the neighbor", why, renamed(step.tree, {source: parameter})))
    return found


def means_and_sums(step):
    """A sum where a mean belongs, one example for the mean of all, and a mean where a sum belongs."""
    tree = step.tree
    if isinstance(tree, tuple) and tree[0] == "mean":
        why = "The sum over the examples was taken, not the mean."
        found = [Edit("sum for the mean", why, product(step.count, tree))]
        for k in range(step.count):
            why = f"Example {k + 1} was taken alone, not the mean of all."
            found.append(Edit("term dropped", why, ("example", tree[1], k + 1)))
        return found
    terms = operands("+", tree)
    sums = ("E", "after_E") if len(terms) > 1 else ()
    if step.name in sums or (step.name.startswith("g_") and len(terms) > 1):
        return [Edit("mean for the sum", "The mean of the terms was taken, not the sum.", ("/", tree, len(terms)))]
    return []


def other_targets(step):
    """In the delta of an output of softmax: the target of another output taken away, the sum of all being as it is."""
    *rest, last = operands("+", step.tree)
    found = []
    for target in step.roles.targets.values():
        if rest and last == ("-", target) and step.name.startswith("delta_"):
            for other in step.roles.targets.values():
                if other != target:
                    why = f"`{other}` was taken away in place of `{target}`."
                    found.append(Edit("operand of the neighbor", why, ("+", *rest, ("-", other))))
    return found
