/**
 * What the names of a trace stand for, read off its steps as in roles.py: which are weights, which
 * activations, which targets.
 *
 * @module
 */
import { headOf, namesIn, operandsOf, operandsUnder } from "./expression.js";

/** @import { Tree } from "./expression.js" */
/** @import { Step } from "./writer.js" */

/**
 * A name without what it begins with, if it does.
 * @param {string} name
 * @param {string} prefix
 */
export function withoutPrefix(name, prefix) {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/**
 * A name without what it ends with, if it does.
 * @param {string} name
 * @param {string} suffix
 */
export function withoutSuffix(name, suffix) {
  return name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

/** The names of one forward pass: that before the update, or that after it. */
export class Roles {
  /** @type {Map<string, string[]>} for each unit, the names that its weighted sum reads */
  sources = new Map();
  /** @type {Map<string, string[]>} for each unit, its weights, in the order of its sources */
  weights = new Map();
  /** @type {Map<string, string>} for each unit that has a bias, the name of it */
  bias = new Map();
  /** @type {Map<string, string>} for each unit, its weighted sum: `z_h1` for `h1` */
  sums = new Map();
  /** @type {string[][]} units by layer, the inputs first */
  layers = [];
  /** @type {Map<string, string>} for each unit, the name of its activation function */
  activation = new Map();
  /** @type {Map<string, string>} for each output that has a target of its own, that target */
  targets = new Map();

  /**
   * The units of the layer of `unit`, itself among them; none for what is no unit.
   * @param {string} unit
   */
  layerOf(unit) {
    return this.layers.find((layer) => layer.includes(unit)) ?? [];
  }

  /**
   * The units that read `unit`.
   * @param {string} unit
   */
  unitsAbove(unit) {
    return [...this.sources].filter(([, sources]) => sources.includes(unit)).map(([each]) => each);
  }
}

/**
 * The roles in the forward pass before the update, or in that after it.
 * @param {Step[]} steps
 * @param {boolean} after
 */
export function rolesOf(steps, after = false) {
  const phases = after ? ["after"] : ["forward", "error"];
  const prefix = after ? "after_" : "";
  const roles = new Roles();
  for (const step of steps) {
    if (!phases.includes(step.phase)) continue;
    if (step.name.startsWith(`${prefix}z_`)) {
      takeSum(roles, prefix + withoutPrefix(step.name, `${prefix}z_`), step);
    } else if (roles.sums.has(step.name)) {
      roles.activation.set(step.name, headOf(step.tree) ?? "identity");
    }
  }
  const assigned = new Set(steps.map((step) => step.name));
  const outputs = roles.layers.at(-1) ?? [];
  const targets = namesOfError(steps, phases).filter((name) => !assigned.has(name));
  for (const [k, output] of outputs.slice(0, targets.length).entries()) {
    roles.targets.set(output, targets[k]);
  }
  return roles;
}

/**
 * Takes up the weighted sum of a unit: products of a weight and a source, and perhaps a bias.
 * @param {Roles} roles
 * @param {string} unit
 * @param {Step} step
 */
function takeSum(roles, unit, step) {
  const terms = operandsUnder("+", step.tree);
  const products = terms.map(operandsOf).filter((operands) => operands.length > 0);
  const sources = products.map((factors) => String(factors[1]));
  roles.sums.set(unit, step.name);
  roles.weights.set(unit, products.map((factors) => String(factors[0])));
  roles.sources.set(unit, sources);
  for (const term of terms) {
    if (typeof term === "string") roles.bias.set(unit, term);
  }
  if (roles.layers.length === 0) roles.layers.push([...sources]);
  const below = roles.layers.at(-2);
  if (below && below.join() === sources.join()) roles.layers[roles.layers.length - 1].push(unit);
  else roles.layers.push([unit]);
}

/**
 * Names that the error steps read, each once, in the order of their appearance.
 * @param {Step[]} steps
 * @param {string[]} phases
 */
function namesOfError(steps, phases) {
  const error = steps.filter(({ phase, name }) =>
    phases.includes(phase) && !name.startsWith("z_") && !name.startsWith("after_z_")
  );
  return [...new Set(error.flatMap((step) => namesIn(step.tree)))];
}
