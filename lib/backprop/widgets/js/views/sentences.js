// One sentence for each assignment: what happens there, in plain words.
import { number, withMinus } from "../drawing/numbers.js";
import { headOf, namesIn } from "../model/expression.js";
import { marksOf, productOf } from "../model/marks.js";

/** @typedef {import("../model/program.js").Program} Program */
/** @typedef {import("../model/writer.js").Step} Step */

/**
 * An edge (or, where there is no `from`, a bias) that a parameter belongs to.
 * @typedef {{ from: string | null, to: string }} Use
 */

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const MOST_NAMES = 4; // in one sentence
const MOST_PRODUCTS = 3; // in one sentence, each with its number
const PRODUCT_DIGITS = 3;

/**
 * @param {Step} step
 * @param {Program} program
 * @param {Record<string, number> | null} values null where no number may be told
 */
export function sentenceOf(step, program, values) {
  switch (step.phase) {
    case "forward":
      return forwardSentence(step, program);
    case "error":
      return errorSentence(step, program);
    case "backward":
      return backwardSentence(step, program, values);
    default:
      return updateSentence(step, program);
  }
}

/**
 * @param {Step} step
 * @param {Program} program
 */
function forwardSentence({ name, tree }, { units, layers }) {
  if (units.flat().includes(name)) return activationSentence(name, headOf(tree));
  const unit = name.slice("z_".length);
  const layer = units.findIndex((names) => names.includes(unit));
  const inputs = units[layer - 1];
  const hasBias = layers[layer - 1].biases !== null;
  if (inputs.length === 1) {
    const bias = hasBias ? ", plus its bias" : "";
    return `${unit} takes ${inputs[0]}, times the weight of its edge${bias}.`;
  }
  const bias = hasBias ? ", and its bias" : "";
  return `${unit} adds up ${listed(inputs, "inputs")}, each times the weight of its edge${bias}.`;
}

/**
 * @param {string} unit
 * @param {string | null} activation null where it is the identity
 */
function activationSentence(unit, activation) {
  switch (activation) {
    case null:
      return `${unit} passes its sum on as it is.`;
    case "sigmoid":
      return `The sigmoid squeezes the sum of ${unit} into a value between 0 and 1.`;
    case "tanh":
      return `Tanh squeezes the sum of ${unit} into a value between \u22121 and 1.`;
    case "relu":
      return `ReLU lets a positive sum of ${unit} through and makes a negative one 0.`;
    default:
      return `${unit} applies its activation function to its sum.`;
  }
}

/**
 * @param {Step} step
 * @param {Program} program
 */
function errorSentence({ name, tree }, { outputs, targets, examples }) {
  if (headOf(tree) === "mean") {
    return `The error of the update is the mean over its ${inWords(examples)} examples.`;
  }
  const output = outputs.findIndex((each) => name === `E_${each}`);
  if (output >= 0) {
    return `How far ${outputs[output]} is from its target ${
      targets[output]
    }: its part of the error.`;
  }
  if (outputs.length === 1) {
    return `The error: how far ${outputs[0]} is from its target ${targets[0]}.`;
  }
  const parts = outputs.map((each) => `E_${each}`);
  return namesIn(tree).some((each) => parts.includes(each))
    ? `The parts of ${listed(outputs, "outputs")} add up to the error.`
    : "The error: how far all outputs together are from their targets.";
}

/**
 * @param {Step} step
 * @param {Program} program
 * @param {Record<string, number> | null} values
 */
function backwardSentence(step, program, values) {
  const { name, tree } = step;
  if (headOf(tree) === "mean") {
    return `The update goes by the mean gradient of its ${inWords(program.examples)} examples.`;
  }
  if (name.startsWith("g_")) return gradientSentence(name.slice("g_".length), program);
  const { units, outputs } = program;
  const unit = name.slice("delta_".length);
  if (outputs.includes(unit)) {
    return `The blame of ${unit}: how fast the error changes with its sum z.`;
  }
  const above = units[units.findIndex((names) => names.includes(unit)) + 1];
  if (above.length === 1) {
    return `The blame reaches ${unit} over one path, from ${above[0]}.`;
  }
  const over = `The blame reaches ${unit} over ${inWords(above.length)} paths`;
  if (above.length > MOST_NAMES) return `${over}; they add.`;
  return values && above.length <= MOST_PRODUCTS
    ? `${over}: ${productsOf(step, program, values)}; they add.`
    : `${over}, from ${joined(above)}; they add.`;
}

/**
 * What comes along each path: "0.0554 from o1 and \u22120.019 from o2".
 * @param {Step} step
 * @param {Program} program
 * @param {Record<string, number>} values
 */
function productsOf(step, program, values) {
  const { paths } = marksOf(step, program);
  return joined(paths.map((path) => {
    const product = number(productOf(path, values), PRODUCT_DIGITS);
    return `${withMinus(product)} from ${path.from}`;
  }));
}

/**
 * @param {string} parameter
 * @param {Program} program
 */
function gradientSentence(parameter, program) {
  const uses = usesOf(parameter, program);
  const [{ from, to }] = uses;
  if (uses.length > 1) {
    return uses.every((use) => use.from === null)
      ? `${parameter} belongs to ${listed(uses.map((use) => use.to), "neurons")}: their blames add.`
      : `${parameter} is used in ${inWords(uses.length)} places: what each of them gives adds up.`;
  }
  return from === null
    ? `A bias has no input: ${parameter} takes the blame of ${to} as it is.`
    : `What came in over the edge of ${parameter}, ${from}, times the blame of ${to} where it arrived.`;
}

/**
 * All places of a parameter in the network.
 * @param {string} parameter
 * @param {Program} program
 */
function usesOf(parameter, { layers, units }) {
  /** @type {Use[]} */
  const uses = [];
  layers.forEach(({ weights, biases }, layer) => {
    units[layer + 1].forEach((to, unit) => {
      weights[unit].forEach((name, input) => {
        if (name === parameter) uses.push({ from: units[layer][input], to });
      });
      if (biases?.[unit] === parameter) uses.push({ from: null, to });
    });
  });
  return uses;
}

/**
 * @param {Step} step
 * @param {Program} program
 */
function updateSentence({ name, tree }, program) {
  const parameter = program.parameters.find((each) => name === `${each}_new`);
  const reads = namesIn(tree);
  const gradient = reads.some((each) => each.startsWith("g_") || each.startsWith("mean_g_"));
  if (parameter) {
    return gradient
      ? `${parameter} takes a step downhill: against its gradient, times the learning rate.`
      : `${parameter} moves by what the optimizer remembers of its gradients.`;
  }
  return gradient
    ? "The optimizer takes the new gradient into what it remembers."
    : "The optimizer counts this update.";
}

/**
 * "h1, h2 and h3", or of many "its 12 inputs".
 * @param {string[]} names
 * @param {string} kind
 */
function listed(names, kind) {
  if (names.length > MOST_NAMES) return `its ${names.length} ${kind}`;
  return joined(names);
}

/** @param {string[]} parts */
function joined(parts) {
  return parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** @param {number} count */
function inWords(count) {
  return NUMBERS[count] ?? String(count);
}
