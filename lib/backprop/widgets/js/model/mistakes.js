/**
 * What can go wrong in one step of a trace, as in mistakes.py: for each name, what may be read in
 * its place, and what may be done to all.
 *
 * @module
 */
import { dropped, isSameTree, renamedIn, signsLost, slopeFactors, takenTwice } from "./edits.js";
import {
  callsIn,
  headOf,
  namesIn,
  operandsOf,
  operandsUnder,
  product,
  renamed,
  text,
} from "./expression.js";
import { EditedStep, editOf } from "./readings.js";
import { withoutPrefix } from "./roles.js";

/** @import { Edit } from "./edits.js" */
/** @import { Tree } from "./expression.js" */
/** @import { Step } from "./writer.js" */

/**
 * The edits of one step.
 * @param {Step[]} steps
 * @param {number} place which of them
 * @param {Tree} edited the tree of the step, or the same with names in place of parts of it
 * @param {number} count how many examples a mean is taken over
 * @returns {Edit[]}
 */
export function editsOf(steps, place, edited, count) {
  const step = new EditedStep(steps, place, edited, count);
  const { tree, short } = step;
  const readings = [...new Set(namesIn(tree))].flatMap((name) =>
    renamedIn(tree, short, name, step.alternatives(name))
  );
  const found = [
    ...signsLost(tree, short),
    ...dropped(tree, short),
    ...readings,
    ...allAtOnce(step),
    ...stepRepeated(step),
    ...takenTwice(tree, short),
    ...otherFunctions(step),
    ...otherErrors(step),
    ...factorsTooMany(step),
    ...meansAndSums(step),
    ...otherTargets(step),
  ];
  return found.map((each) => ({ ...each, tree: short.writtenOut(each.tree) }));
}

/**
 * Names of one kind, all read for others at once; and two weights exchanged.
 * @param {EditedStep} step
 */
function allAtOnce(step) {
  const { roles, transposed } = step;
  const names = [...new Set(namesIn(step.tree))].filter((name) =>
    !Object.hasOwn(step.short.meaning, name)
  );
  const sums = names.filter((name) => name !== step.name);
  const across = names.filter((name) => transposed.get(name) !== name);
  return [
    ...oldAndUpdatedAtOnce(step, names),
    ...together(
      step,
      "before for after the activation",
      "The activations were left out.",
      sums.map((name) => [name, roles.sums.get(name)]),
    ),
    ...together(
      step,
      "operand of the neighbor",
      "The weights were read by column, not by row.",
      across.map((name) => [name, transposed.get(name)]),
    ),
    ...rowsRead(step),
    ...weightsExchanged(step, names),
  ];
}

/**
 * All updated parameters read for the old ones, all old ones for the updated, or all values from
 * before the update.
 * @param {EditedStep} step
 * @param {string[]} names
 */
function oldAndUpdatedAtOnce(step, names) {
  const isValue = (/** @type {string} */ name) =>
    step.units.includes(name) || step.unitsBySum.has(name);
  const parameters = names.filter((name) => !isValue(name));
  return [
    ...together(
      step,
      "updated for old",
      "The updated parameters were read in place of the old ones.",
      names.map((name) => [name, step.updated(name)[0]?.tree]),
    ),
    ...together(
      step,
      "old for updated",
      "The old parameters were read in place of the new ones.",
      parameters.map((name) => [name, step.old(name)[0]?.tree]),
    ),
    ...together(
      step,
      "old for updated",
      "The values from before the update were read.",
      names.filter(isValue).map((name) => [name, step.old(name)[0]?.tree]),
    ),
  ];
}

/**
 * Two weights exchanged, each pair of them.
 * @param {EditedStep} step
 * @param {string[]} names
 */
function weightsExchanged(step, names) {
  const all = [...step.roles.weights.values()].flat();
  const weights = names.filter((name) => all.includes(name));
  return weights.flatMap((one, k) =>
    weights.slice(k + 1).flatMap((other) =>
      together(
        step,
        "operand of the neighbor",
        `\`${one}\` and \`${other}\` were exchanged.`,
        [[one, other], [other, one]],
      )
    )
  );
}

/**
 * In a weighted sum: all weights of another unit of the layer.
 * @param {EditedStep} step
 */
function rowsRead(step) {
  const { roles } = step;
  const unit = step.unitsBySum.get(step.name) ?? "";
  const weights = roles.weights.get(unit) ?? [];
  return roles.layerOf(unit).filter((other) => other !== unit).flatMap((other) =>
    together(
      step,
      "operand of the neighbor",
      `The weights of \`${other}\` were read.`,
      weights.map((name, k) => [name, roles.weights.get(other)?.[k]]),
    )
  );
}

/**
 * All names that have another to be read in their place, where they are two at least.
 * @param {EditedStep} step
 * @param {string} kind
 * @param {string} why
 * @param {[name: string, other: Tree | undefined][]} readings
 */
function together({ tree }, kind, why, readings) {
  const others = new Map(readings.filter(([, other]) => other !== undefined));
  if (others.size < 2) return [];
  const mapping = /** @type {Record<string, Tree>} */ (Object.fromEntries(others));
  return [editOf(kind, why, renamed(tree, mapping))];
}

/**
 * The result of the line above, written down once more.
 * @param {EditedStep} step
 */
function stepRepeated({ steps, place }) {
  if (place === 0) return [];
  const above = steps[place - 1].name;
  const why = `The result of the line above, \`${above}\`, was repeated.`;
  return [editOf("line above repeated", why, above)];
}

/**
 * In place of the activation of a unit: none, another one, or a slip in writing it with
 * exponentials.
 * @param {EditedStep} step
 */
function otherFunctions(step) {
  const { name, roles, short } = step;
  if (step.unitsBySum.has(name)) return activationForSum(step);
  const activation = roles.activation.get(name);
  const total = roles.sums.get(name);
  if (activation === undefined || total === undefined) return [];
  const kind = "other function";
  const others = ["sigmoid", "tanh", "relu"].filter((other) => other !== activation);
  const found = [
    editOf(kind, "The activation was left out.", total),
    ...others.map((other) =>
      editOf(kind, `${other} was applied in place of ${activation}.`, [other, total])
    ),
    ...(activation === "sigmoid" ? partsOfSigmoid(total) : []),
  ];
  if (activation === "tanh") {
    const why = "The 2 in the exponents of tanh was left out.";
    found.push(editOf(kind, why, ["tanh", ["/", total, 2]]));
  }
  const slope = short.slopes.get(name);
  if (slope !== undefined) {
    const why = "The slope of the activation was written down in its place.";
    const written = renamed(short.meaning[slope], { [name]: [activation, total] });
    found.push(editOf(kind, why, written));
  }
  return found;
}

/**
 * In place of a weighted sum: its activation.
 * @param {EditedStep} step
 */
function activationForSum({ name, tree, roles, unitsBySum }) {
  const unit = unitsBySum.get(name) ?? "";
  const activation = roles.activation.get(unit) ?? "identity";
  if (activation === "identity") return [];
  const why = `\`${unit}\`, after the activation, was written down in place of \`${name}\`.`;
  return [editOf("before for after the activation", why, [activation, tree])];
}

/** @param {string} total */
function partsOfSigmoid(total) {
  const kind = "other function";
  /** @type {Tree} */
  const power = ["exp", ["-", total]];
  return [
    editOf(kind, `The reciprocal of \`1 + exp(-${total})\` was not taken.`, ["+", 1, power]),
    editOf(kind, `\`exp(-${total})\` was taken alone.`, power),
    editOf(kind, `\`exp(${total})\` was taken alone.`, ["exp", total]),
    editOf(kind, "The 1 below the line was left out.", ["/", 1, power]),
    editOf(
      kind,
      "10 was raised to the power, not e.",
      ["sigmoid", ["*", total, ["log", 10]]],
    ),
  ];
}

/**
 * Other measures of the error, and a logarithm to another base.
 * @param {EditedStep} step
 */
function otherErrors(step) {
  const { name, tree, short } = step;
  if (!withoutPrefix(name, "after_").startsWith("E")) return [];
  const names = namesIn(tree);
  const found = [...short.differences].flatMap(([difference, output]) =>
    names.includes(difference) ? otherSquares(step, difference, output) : []
  );
  const calls = callsIn(tree);
  const hasLogarithm = ["log", "softplus", "logsumexp"].some((each) => calls.has(each));
  return found.length > 0 || !hasLogarithm ? found : otherLogarithms(step, names);
}

/**
 * @param {EditedStep} step
 * @param {string} difference
 * @param {string} output
 */
function otherSquares({ tree, roles }, difference, output) {
  const target = roles.targets.get(output) ?? "";
  /** @type {Tree} */
  const squares = ["+", ["*", target, target], ["-", ["*", output, output]]];
  const numbers = operandsUnder("*", tree).filter((factor) => typeof factor === "number");
  const unsquared = "Only the difference was taken, without its square.";
  return [
    editOf("factor dropped", unsquared, difference),
    editOf("factor dropped", unsquared, ["-", difference]),
    editOf(
      "other function",
      "The difference of the squares was taken for the square of the difference.",
      product([...numbers, squares]),
    ),
  ];
}

/**
 * @param {EditedStep} step
 * @param {string[]} names that it reads
 */
function otherLogarithms({ tree, roles }, names) {
  const bases = [10, 2].map((base) =>
    editOf(
      "logarithm to base 10",
      `The logarithm was taken to base ${base}.`,
      ["/", tree, ["log", base]],
    )
  );
  const parts = [...roles.targets].flatMap(([output, target]) => {
    const isRead = names.includes(output) || names.includes(roles.sums.get(output) ?? "");
    return isRead && roles.activation.get(output) === "sigmoid"
      ? partsOfCrossEntropy(output, target)
      : [];
  });
  return [...bases, ...parts];
}

/**
 * The cross-entropy computed from an output: `-t*log(o) - (1 - t)*log(1 - o)`.
 * @param {string} output
 * @param {string} target
 * @returns {Tree}
 */
export function crossEntropyOf(output, target) {
  /** @type {Tree} */
  const one = ["-", ["*", target, ["log", output]]];
  /** @type {Tree} */
  const other = ["-", ["*", ["+", 1, ["-", target]], ["log", ["+", 1, ["-", output]]]]];
  return ["+", one, other];
}

/**
 * One of its two terms alone; half the squared error in its place.
 * @param {string} output
 * @param {string} target
 */
function partsOfCrossEntropy(output, target) {
  const [one, other] = operandsUnder("+", crossEntropyOf(output, target));
  /** @type {Tree} */
  const difference = ["+", target, ["-", output]];
  return [
    editOf("term dropped", `Only \`-${target}*log(${output})\` was taken.`, one),
    editOf("term dropped", `Only \`-(1 - ${target})*log(1 - ${output})\` was taken.`, other),
    editOf(
      "other function",
      "Half the squared error was taken.",
      ["*", 0.5, difference, difference],
    ),
  ];
}

/**
 * Factors that do not belong: the rate, a half, a slope, an input, the bias itself.
 * @param {EditedStep} step
 */
function factorsTooMany(step) {
  const { name, phase, tree } = step;
  const kind = "factor too many";
  const isBackward = phase === "backward";
  const isError = withoutPrefix(name, "after_").startsWith("E");
  const rate = editOf(kind, "The learning rate was taken in already.", product([tree, "rate"]));
  const half = editOf(kind, "A half was taken in.", product([0.5, tree]));
  const two = editOf(kind, "A factor 2 was taken in.", product([2, tree]));
  return [
    ...(isBackward ? [rate] : []),
    ...(isBackward || isError ? [half, two] : []),
    ...deltaTimes(step),
    ...biasTimesSource(step),
    ...gradientTimes(step),
  ];
}

/**
 * In a delta: a slope that cancels with the error, or a source, which belongs to the gradient of a
 * weight.
 * @param {EditedStep} step
 */
function deltaTimes(step) {
  const { name, tree, roles, short } = step;
  const unit = withoutPrefix(name, "delta_");
  if (!name.startsWith("delta_") || !roles.sums.has(unit)) return [];
  const kind = "factor too many";
  const slope = short.slopes.get(unit);
  const hasSlope = slope === undefined || operandsUnder("*", tree).includes(slope);
  const cancelled = hasSlope ? [] : [editOf(
    kind,
    `The slope \`${short.text(slope)}\` was taken in, which cancels with this error.`,
    product([tree, slope]),
  )];
  const sources = (roles.sources.get(unit) ?? []).map((source) =>
    editOf(
      kind,
      `\`${source}\` was taken in already, which belongs to the gradient of the weight.`,
      product([tree, source]),
    )
  );
  return [...cancelled, ...slopesWhereNoneIs(step, unit), ...sources];
}

/**
 * In the delta of a unit without an activation: the slope of sigmoid.
 * @param {EditedStep} step
 * @param {string} unit
 */
function slopesWhereNoneIs({ tree, roles }, unit) {
  const targets = [...roles.targets.values()];
  const isOfSoftmax = namesIn(tree).some((name) => targets.includes(name));
  if (roles.activation.get(unit) !== "identity" || isOfSoftmax) return [];
  const slope = product(slopeFactors("sigmoid", unit, roles.sums.get(unit) ?? ""));
  const why = `The slope of sigmoid, \`${text(slope)}\`, was taken in, ` +
    "where the activation is the identity.";
  return [editOf("other function", why, product([tree, slope]))];
}

/**
 * In a weighted sum: the bias multiplied by an input, as if it were a weight.
 * @param {EditedStep} step
 */
function biasTimesSource({ name, tree, roles, unitsBySum }) {
  const unit = unitsBySum.get(name) ?? "";
  const bias = roles.bias.get(unit);
  if (bias === undefined) return [];
  return (roles.sources.get(unit) ?? []).map((source) =>
    editOf(
      "factor too many",
      `The bias \`${bias}\` was multiplied by \`${source}\`.`,
      renamed(tree, { [bias]: ["*", bias, source] }),
    )
  );
}

/**
 * In the gradient of a parameter: the parameter itself as a factor, or a source as that of a bias.
 * @param {EditedStep} step
 */
function gradientTimes({ name, tree, roles }) {
  const parameter = withoutPrefix(name, "g_");
  if (!name.startsWith("g_")) return [];
  const kind = "factor too many";
  const found = [
    editOf(
      kind,
      `The gradient was multiplied by \`${parameter}\` itself.`,
      product([tree, parameter]),
    ),
  ];
  for (const [unit, bias] of roles.bias) {
    if (bias !== parameter) continue;
    for (const source of roles.sources.get(unit) ?? []) {
      const why = `The gradient of the bias was multiplied by \`${source}\`.`;
      found.push(editOf(kind, why, product([tree, source])));
    }
  }
  for (const [unit, weights] of roles.weights) {
    const source = roles.sources.get(unit)?.[weights.indexOf(parameter)];
    if (source === undefined) continue;
    const why = `\`${parameter}\` was read in place of \`${source}\`, which it multiplies.`;
    found.push(editOf("operand of the neighbor", why, renamed(tree, { [source]: parameter })));
  }
  return found;
}

/**
 * A sum where a mean belongs, one example for the mean of all, and a mean where a sum belongs.
 * @param {EditedStep} step
 */
function meansAndSums({ name, tree, count }) {
  if (headOf(tree) === "mean") {
    const sum = "The sum over the examples was taken, not the mean.";
    const alone = Array.from({ length: count }, (_, k) =>
      editOf(
        "term dropped",
        `Example ${k + 1} was taken alone, not the mean of all.`,
        ["example", operandsOf(tree)[0], k + 1],
      ));
    return [editOf("sum for the mean", sum, product([count, tree])), ...alone];
  }
  const terms = operandsUnder("+", tree);
  const isSum = name === "E" || name === "after_E" || name.startsWith("g_");
  if (terms.length < 2 || !isSum) return [];
  const why = "The mean of the terms was taken, not the sum.";
  return [editOf("mean for the sum", why, ["/", tree, terms.length])];
}

/**
 * In the delta of an output of softmax: the target of another output taken away, the sum of all
 * being as it is.
 * @param {EditedStep} step
 */
function otherTargets({ name, tree, roles }) {
  const terms = operandsUnder("+", tree);
  const rest = terms.slice(0, -1);
  const targets = [...roles.targets.values()];
  const target = targets.find((each) => isSameTree(terms[rest.length], ["-", each]));
  if (target === undefined || rest.length === 0 || !name.startsWith("delta_")) return [];
  return targets.filter((other) => other !== target).map((other) =>
    editOf(
      "operand of the neighbor",
      `\`${other}\` was taken away in place of \`${target}\`.`,
      ["+", ...rest, ["-", other]],
    )
  );
}
