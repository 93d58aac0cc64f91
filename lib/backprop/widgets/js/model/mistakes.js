/**
 * What can go wrong in one step of a trace, as in mistakes.py: for each name, what may be read in
 * its place, and what may be done to all.
 *
 * @module
 */
import { Abbreviations, dropped, renamedIn, signsLost, slopeFactors, takenTwice } from "./edits.js";
import { headOf, namesIn, operandsOf, product, renamed } from "./expression.js";
import { operandsUnder, rolesOf, withoutPrefix, withoutSuffix } from "./roles.js";

/** @import { Edit } from "./edits.js" */
/** @import { Tree } from "./expression.js" */
/** @import { Step } from "./writer.js" */

/**
 * @param {string} kind
 * @param {string} why
 * @param {Tree} tree
 * @returns {Edit}
 */
function editOf(kind, why, tree) {
  return { kind, why, tree };
}

/**
 * The edits of one step.
 * @param {Step[]} steps
 * @param {number} place which of them
 * @param {number} count how many examples a mean is taken over
 * @returns {Edit[]}
 */
export function editsOf(steps, place, count) {
  const step = new EditedStep(steps, place, count);
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
  ];
  return found.map((each) => ({ ...each, tree: short.writtenOut(each.tree) }));
}

/** A step while it is edited, and what its names stand for. */
class EditedStep {
  /**
   * @param {Step[]} steps
   * @param {number} place
   * @param {number} count
   */
  constructor(steps, place, count) {
    this.steps = steps;
    this.place = place;
    this.count = count;
    this.name = steps[place].name;
    this.phase = steps[place].phase;
    this.roles = rolesOf(steps, this.phase === "after");
    this.short = new Abbreviations(this.roles);
    this.trees = new Map(steps.map((each) => [each.name, each.tree]));
    this.tree = this.short.abbreviated(steps[place].tree);
    this.units = this.roles.layers.flat();
    this.unitsBySum = new Map([...this.roles.sums].map(([unit, total]) => [total, unit]));
    this.transposed = transposedWeights(this);
  }

  /**
   * What may be read in place of a name, as edits; where their `why` is empty, they say no more
   * than that.
   * @param {string} name
   * @returns {Edit[]}
   */
  alternatives(name) {
    const { short, roles } = this;
    if ([...short.slopes.values()].includes(name)) return this.insteadOfSlope(name);
    if (short.differences.has(name)) return this.insteadOfDifference(name);
    if (name.startsWith("delta_")) return this.insteadOfDelta(name);
    if (name.startsWith("g_") || name.startsWith("mean_g_")) return this.insteadOfGradient(name);
    if (this.units.includes(name)) return [...this.old(name), ...this.insteadOfUnit(name)];
    if (this.unitsBySum.has(name)) return [...this.old(name), ...this.insteadOfSum(name)];
    const targets = [...roles.targets.values()];
    if (targets.includes(name)) return [...neighbors(name, targets), ...pointMoved(name)];
    if (name.startsWith("E_") || name.startsWith("after_E_")) {
      const stem = name.slice(0, name.indexOf("E_") + 2);
      return [...this.old(name), ...neighbors(name, this.namesWith(stem))];
    }
    return [
      ...this.old(name),
      ...this.updated(name),
      ...this.insteadOfParameter(name),
      ...pointMoved(name),
    ];
  }

  /**
   * The names of steps that begin with `stem`.
   * @param {string} stem
   */
  namesWith(stem) {
    return [...this.trees.keys()].filter((name) => name.startsWith(stem));
  }

  /**
   * The value before the update, where the step reads that after it.
   * @param {string} name
   */
  old(name) {
    const before = withoutSuffix(withoutPrefix(name, "after_"), "_new");
    if (before === name) return [];
    const why = `The old \`${before}\` was read in place of the updated \`${name}\`.`;
    return [editOf("old for updated", why, before)];
  }

  /**
   * The value after the update, where the step reads that before it.
   * @param {string} name
   */
  updated(name) {
    const isLate = this.phase === "update" || this.phase === "after";
    if (!this.trees.has(`${name}_new`) || isLate) return [];
    const why = `The updated \`${name}_new\` was read in place of the old \`${name}\`.`;
    return [editOf("updated for old", why, `${name}_new`)];
  }

  /**
   * Other weights, the transposed one and those of the layer first; for a bias the other biases.
   * @param {string} read
   */
  insteadOfParameter(read) {
    const { roles } = this;
    const name = this.phase === "after" ? read : withoutSuffix(read, "_new");
    const biases = [...roles.bias.values()];
    if (biases.includes(name)) return neighbors(name, biases);
    const across = this.transposed.get(name) ?? name;
    const layers = roles.layers.slice(1).map((layer) =>
      layer.flatMap((unit) => roles.weights.get(unit) ?? [])
    );
    const weights = layers.find((each) => each.includes(name));
    return weights ? neighbors(name, [across, ...weights, ...layers.flat()]) : [];
  }

  /** @param {string} unit */
  insteadOfUnit(unit) {
    const { roles } = this;
    const found = [];
    const total = roles.sums.get(unit);
    if (total !== undefined) {
      const why = `\`${total}\`, before the activation, was read in place of \`${unit}\`.`;
      found.push(editOf("before for after the activation", why, total));
    } else {
      found.push(...pointMoved(unit));
    }
    found.push(...neighbors(unit, roles.layerOf(unit)));
    const layer = roles.layers.findIndex((units) => units.includes(unit));
    if (layer > 0) found.push(...neighbors(unit, roles.layers[layer - 1]));
    return found;
  }

  /** @param {string} total */
  insteadOfSum(total) {
    const { roles } = this;
    const unit = this.unitsBySum.get(total) ?? "";
    const others = roles.layerOf(unit).map((each) => roles.sums.get(each) ?? "");
    const found = neighbors(total, others);
    if (unit !== this.name) {
      const why = `\`${unit}\`, after the activation, was read in place of \`${total}\`.`;
      found.push(editOf("before for after the activation", why, unit));
    }
    return found;
  }

  /** @param {string} name */
  insteadOfSlope(name) {
    const { roles, short } = this;
    const [unit] = [...short.slopes].find(([, slope]) => slope === name) ?? [""];
    const neighborhood = [
      ...roles.layerOf(unit),
      ...roles.unitsAbove(unit),
      ...roles.sources.get(unit) ?? [],
    ];
    const slopes = neighborhood.flatMap((each) => short.slopes.get(each) ?? []);
    return [
      ...slopesElsewhere(this, unit, short.meaning[name]),
      ...slopesInPart(unit, roles.activation.get(unit) ?? ""),
      ...otherSlopes(this, unit),
      ...neighbors(name, slopes),
    ];
  }

  /** @param {string} name */
  insteadOfDifference(name) {
    const output = this.short.differences.get(name) ?? "";
    const target = this.roles.targets.get(output) ?? "";
    const total = this.roles.sums.get(output) ?? "";
    const [first, second] = name === `${output} minus ${target}`
      ? [output, target]
      : [target, output];
    const reading = "operand of the neighbor";
    const isOther = (/** @type {string} */ each) => each !== output && each !== target;
    const targets = [...this.roles.targets.values()].filter(isOther);
    const outputs = [...this.roles.targets.keys()].filter(isOther);
    return [
      editOf(
        "t - o for o - t",
        `\`${second} - ${first}\` was taken for \`${first} - ${second}\`.`,
        ["-", name],
      ),
      editOf("term dropped", `\`${second}\` was left out.`, first),
      editOf("term dropped", `\`${first}\` was left out.`, ["-", second]),
      editOf("sign lost", `\`${second}\` was added, not taken away.`, ["+", first, second]),
      ...targets.map((other) => this.inDifference(name, target, other, reading)),
      ...outputs.map((other) => this.inDifference(name, output, other, reading)),
      this.inDifference(name, output, total, "before for after the activation"),
      ...this.errorsForDifference(output, `${first} - ${second}`),
    ];
  }

  /**
   * The difference with another name in the place of one.
   * @param {string} difference
   * @param {string} name
   * @param {string} other
   * @param {string} kind
   */
  inDifference(difference, name, other, kind) {
    const why = `\`${other}\` was read in place of \`${name}\`.`;
    return editOf(kind, why, renamed(this.short.meaning[difference], { [name]: other }));
  }

  /**
   * @param {string} output
   * @param {string} difference as it is written
   */
  errorsForDifference(output, difference) {
    if (this.phase !== "backward") return [];
    const errors = [`E_${output}`, "E"].filter((error) => this.trees.has(error));
    return errors.flatMap((error) => {
      const kind = "error for the difference";
      const why = `The error \`${error}\` was read where the difference \`${difference}\` belongs.`;
      return [editOf(kind, why, error), editOf(kind, why, ["-", error])];
    });
  }

  /** @param {string} delta */
  insteadOfDelta(delta) {
    const { roles, short, trees } = this;
    const unit = withoutPrefix(delta, "delta_");
    const found = neighbors(delta, roles.layerOf(unit).map((each) => `delta_${each}`));
    const slope = short.slopes.get(unit);
    const factors = operandsUnder("*", short.abbreviated(trees.get(delta) ?? delta));
    if (slope !== undefined && factors.includes(slope) && factors.length > 1) {
      const why = `\`${delta}\` was taken without its slope, \`${short.text(slope)}\`.`;
      const without = product(factors.filter((factor) => factor !== slope));
      found.push(editOf("slope dropped", why, without));
    }
    for (const error of [`E_${unit}`, "E"]) {
      if (!trees.has(error) || !roles.layers.at(-1)?.includes(unit)) continue;
      const why = `The error \`${error}\` was read in place of \`${delta}\`.`;
      found.push(editOf("error for the difference", why, error));
      found.push(editOf("error for the difference", why, ["-", error]));
    }
    return [...found, ...neighbors(delta, this.namesWith("delta_"))];
  }

  /** @param {string} gradient */
  insteadOfGradient(gradient) {
    const stem = gradient.slice(0, gradient.indexOf("g_") + 2);
    const tree = this.trees.get(gradient) ?? gradient;
    const deltas = [...new Set(namesIn(tree))].filter((each) => each.startsWith("delta_"));
    const found = stem === "g_" && !deltas.includes(String(tree))
      ? deltas.map((delta) => {
        const why = `\`${delta}\` was read in place of \`${gradient}\`, ` +
          "so the factor after it was left out.";
        return editOf("factor dropped", why, delta);
      })
      : [];
    return [...found, ...neighbors(gradient, this.namesWith(stem))];
  }
}

/**
 * For each weight, the one with the places of its unit and of its source exchanged.
 * @param {EditedStep} step
 */
function transposedWeights({ roles }) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const layer of roles.layers.slice(1)) {
    for (const [j, unit] of layer.entries()) {
      for (const [k, weight] of (roles.weights.get(unit) ?? []).entries()) {
        const across = roles.weights.get(layer[k])?.[j];
        if (across !== undefined) found.set(weight, across);
      }
    }
  }
  return found;
}

/**
 * Edits that read one of `others` in place of `name`.
 * @param {string} name
 * @param {string[]} others
 */
function neighbors(name, others) {
  const different = [...new Set(others)].filter((other) => other !== name);
  return different.map((other) => editOf("operand of the neighbor", "", other));
}

/**
 * A given number, read with its decimal point in another place.
 * @param {string} name
 */
function pointMoved(name) {
  const kind = "decimal point moved";
  const why = `\`${name}\` was read with its decimal point moved one place to the`;
  return [
    editOf(kind, `${why} right.`, ["*", 10, name]),
    editOf(kind, `${why} left.`, ["/", name, 10]),
  ];
}

/**
 * The slope of a unit, computed from another number than its formula asks for.
 * @param {EditedStep} step
 * @param {string} unit
 * @param {Tree} slope
 */
function slopesElsewhere({ roles }, unit, slope) {
  const total = roles.sums.get(unit) ?? "";
  const activation = roles.activation.get(unit) ?? "";
  if (activation === "relu") return [];
  const kind = "slope at z for slope at a";
  const asked = `where its formula asks for \`${unit}\`.`;
  return [
    editOf(
      kind,
      `The slope was computed from \`${total}\`, ${asked}`,
      renamed(slope, { [unit]: total }),
    ),
    editOf(
      kind,
      `The slope was computed from \`${activation}(${unit})\`, ${asked}`,
      renamed(slope, { [unit]: [activation, unit] }),
    ),
  ];
}

/**
 * The slope of another activation.
 * @param {EditedStep} step
 * @param {string} unit
 */
function otherSlopes({ roles }, unit) {
  const others = ["sigmoid", "tanh"].filter((other) => other !== roles.activation.get(unit));
  return others.map((other) => {
    const slope = product(slopeFactors(other, unit, roles.sums.get(unit) ?? ""));
    return editOf("other function", `The slope was taken as that of ${other}.`, slope);
  });
}

/**
 * The slope of a unit with a part left out, or with a sign lost.
 * @param {string} unit
 * @param {string} activation
 */
function slopesInPart(unit, activation) {
  /** @type {Tree} */
  const rest = ["+", 1, ["-", unit]];
  if (activation === "sigmoid") {
    return [
      editOf("factor dropped", `The factor \`1 - ${unit}\` of the slope was left out.`, unit),
      editOf("factor dropped", `The factor \`${unit}\` of the slope was left out.`, rest),
      editOf(
        "sign lost",
        `The slope was taken as \`${unit}*(1 + ${unit})\`.`,
        ["*", unit, ["+", 1, unit]],
      ),
    ];
  }
  if (activation !== "tanh") return [];
  return [
    editOf("factor dropped", `\`${unit}\` was not squared in the slope.`, rest),
    editOf(
      "sign lost",
      `The slope was taken as \`1 + ${unit}*${unit}\`.`,
      ["+", 1, ["*", unit, unit]],
    ),
  ];
}

/**
 * Names of one kind, all read for others at once; and two weights exchanged.
 * @param {EditedStep} step
 */
function allAtOnce(step) {
  const { roles, short, transposed } = step;
  const names = [...new Set(namesIn(step.tree))].filter((name) =>
    !Object.hasOwn(short.meaning, name)
  );
  const sums = names.filter((name) => name !== step.name);
  const isValue = (/** @type {string} */ name) =>
    step.units.includes(name) || step.unitsBySum.has(name);
  const weights = names.filter((name) =>
    [...roles.weights.values()].some((each) => each.includes(name))
  );
  const exchanged = weights.flatMap((one, k) =>
    weights.slice(k + 1).flatMap((other) =>
      together(
        step,
        "operand of the neighbor",
        `\`${one}\` and \`${other}\` were exchanged.`,
        [[one, other], [other, one]],
      )
    )
  );
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
      names.filter((name) => !isValue(name)).map((name) => [name, step.old(name)[0]?.tree]),
    ),
    ...together(
      step,
      "old for updated",
      "The values from before the update were read.",
      names.filter(isValue).map((name) => [name, step.old(name)[0]?.tree]),
    ),
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
      names.filter((name) => transposed.get(name) !== name)
        .map((name) => [name, transposed.get(name)]),
    ),
    ...rowsRead(step),
    ...exchanged,
  ];
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
function otherFunctions({ name, roles, short }) {
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
  ];
}

/**
 * Other measures of the error, and a logarithm to another base.
 * @param {EditedStep} step
 */
function otherErrors(step) {
  const { name, tree, short, unitsBySum } = step;
  if (!withoutPrefix(name, "after_").startsWith("E")) return [];
  const names = namesIn(tree);
  const found = [...short.differences].flatMap(([difference, output]) =>
    names.includes(difference) ? otherSquares(step, difference, output) : []
  );
  if (found.length > 0 || !names.some((each) => unitsBySum.has(each))) return found;
  return otherLogarithms(step, names);
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
    const isRead = names.includes(roles.sums.get(output) ?? "");
    return isRead && roles.activation.get(output) === "sigmoid"
      ? partsOfCrossEntropy(output, target)
      : [];
  });
  return [...bases, ...parts];
}

/**
 * One of its two terms alone; half the squared error in its place.
 * @param {string} output
 * @param {string} target
 */
function partsOfCrossEntropy(output, target) {
  /** @type {Tree} */
  const one = ["-", ["*", target, ["log", output]]];
  /** @type {Tree} */
  const other = ["-", ["*", ["+", 1, ["-", target]], ["log", ["+", 1, ["-", output]]]]];
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
function deltaTimes({ name, tree, roles, short }) {
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
  return [...cancelled, ...sources];
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
