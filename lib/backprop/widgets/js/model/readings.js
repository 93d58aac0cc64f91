/**
 * A step while it is edited, as in mistakes.py: what its names stand for, and what may be read in
 * the place of each.
 *
 * @module
 */
import { Abbreviations, slopeFactors } from "./edits.js";
import { namesIn, operandsUnder, product, renamed } from "./expression.js";
import { rolesOf, withoutPrefix, withoutSuffix } from "./roles.js";

/** @import { Edit } from "./edits.js" */
/** @import { Tree } from "./expression.js" */
/** @import { Step } from "./writer.js" */

/**
 * @param {string} kind
 * @param {string} why
 * @param {Tree} tree
 * @returns {Edit}
 */
export function editOf(kind, why, tree) {
  return { kind, why, tree };
}

/** A step while it is edited, and what its names stand for. */
export class EditedStep {
  /**
   * @param {Step[]} steps
   * @param {number} place
   * @param {Tree} tree
   * @param {number} count
   */
  constructor(steps, place, tree, count) {
    this.steps = steps;
    this.place = place;
    this.count = count;
    this.name = steps[place].name;
    this.phase = steps[place].phase;
    this.roles = rolesOf(steps, this.phase === "after");
    this.short = new Abbreviations(this.roles);
    this.trees = new Map(steps.map((each) => [each.name, each.tree]));
    this.tree = this.short.abbreviated(tree);
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
    if (layer >= 0 && this.phase === "backward") {
      found.push(...neighbors(unit, roles.layers[layer + 1] ?? []));
    }
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
      ...slopesOfDifference(this, unit, short.meaning[name]),
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
      ...this.old(output).map((old) =>
        editOf(old.kind, old.why, renamed(this.short.meaning[name], { [output]: old.tree }))
      ),
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
 * The slope of an output, computed from its difference from the target.
 * @param {EditedStep} step
 * @param {string} unit
 * @param {Tree} slope
 */
function slopesOfDifference({ roles, short }, unit, slope) {
  if (roles.activation.get(unit) === "relu") return [];
  const differences = [...short.differences].filter(([, output]) => output === unit);
  return differences.map(([difference]) => {
    const why = `The slope was computed from \`${short.text(difference)}\`, ` +
      `where its formula asks for \`${unit}\`.`;
    const tree = renamed(slope, { [unit]: short.meaning[difference] });
    return editOf("operand of the neighbor", why, tree);
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
      editOf("term dropped", `The slope was taken as \`${unit}*${unit}\`.`, ["*", unit, unit]),
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
