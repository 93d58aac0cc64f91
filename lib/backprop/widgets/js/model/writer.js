/**
 * Writes a small network out as straight-line assignments, its evaluation trace (Wengert 1964), as
 * trace.py does: the same steps, letter for letter. Every formula comes from the table that Python
 * exports; none stands here.
 */
import { headOf, namesIn, operandsOf, product, renamed, sumOf, text } from "./expression.js";
import { PRIMITIVES } from "./primitives.js";

/** @import { Tree } from "./expression.js" */

/**
 * One assignment.
 * @typedef {object} Step
 * @property {"forward" | "error" | "backward" | "update" | "after"} phase "after" is a second
 *   forward pass, with the updated parameters
 * @property {string} name what is assigned: `z_h1`, `E`, `delta_o1`, `g_w5`, `w5_new`
 * @property {Tree} tree
 * @property {string} text the tree as text
 */

/**
 * Names of the parameters of one layer.
 * @typedef {object} NamedLayer
 * @property {string[][]} weights by unit and input
 * @property {string[] | null} biases by unit
 */

/**
 * A worked example, the state of a widget.
 * @typedef {object} Example
 * @property {number[]} sizes units of each layer, inputs first
 * @property {string} hidden name of the activation of the hidden layers
 * @property {string} output name of the activation of the outputs
 * @property {boolean} bias
 * @property {string[]} names a name for each place, repeated where shared: layer by layer, the
 *   weights before the biases
 * @property {string} loss
 * @property {string[]} frozen parameters that are not updated
 * @property {Record<string, Record<string, number>>} optimizers the numbers of each
 */

/**
 * @typedef {{ function: Tree, derivative: Tree }} ActivationFormulas
 */

/**
 * @typedef {object} LossFormulas
 * @property {Tree} error
 * @property {Tree} delta
 * @property {string | null} output the activation with which `delta` is dE/dz, or else it is dE/do
 * @property {boolean} per_output whether the error is a sum of one term an output
 * @property {boolean} unit_targets whether targets must lie from 0 to 1
 */

/**
 * @typedef {object} OptimizerFormulas
 * @property {Record<string, number | null>} numbers with their defaults
 * @property {Record<string, number>} memory what is kept from step to step, at its start
 * @property {[name: string, tree: Tree][]} once made once an update
 * @property {[name: string, tree: Tree][]} rules made for each parameter, called `p`
 */

/**
 * The table of formulas.
 * @typedef {object} Formulas
 * @property {Record<string, ActivationFormulas>} activations
 * @property {Record<string, LossFormulas>} losses
 * @property {Record<string, OptimizerFormulas>} optimizers
 * @property {{ words: string[], links: string[] }} reserved names that no parameter may have: words
 *   of Python or JavaScript, and those of the explorer's links
 */

/**
 * What `writeTrace` is told beside the example.
 * @typedef {object} Method
 * @property {string} [optimizer]
 * @property {string} [order] "simultaneous" or "output_first"
 * @property {number} [examples] how many an update takes: from two on it reads the mean of their
 *   gradients
 */

/**
 * The names of an example, and the program that is written with them.
 * @typedef {object} Trace
 * @property {string[]} parameters in the order of theta
 * @property {string[][]} units of each layer, the inputs first
 * @property {string[]} inputs
 * @property {string[]} outputs
 * @property {string[]} targets
 * @property {NamedLayer[]} layers
 * @property {string[]} frozen
 * @property {string} order
 * @property {number} examples
 * @property {Record<string, number>} constants numbers of the optimizer
 * @property {Record<string, number>} memory what the optimizer keeps from step to step, at its
 *   start
 * @property {Step[]} steps
 * @property {Record<string, string>} renewals the name of the new value of each parameter and
 *   entry of the memory
 */

/**
 * The names of a network with the formulas that hold for it: all that a step is written from.
 * @typedef {Omit<Trace, "steps" | "renewals"> & {
 *   activations: ActivationFormulas[],
 *   loss: LossFormulas,
 *   optimizer: OptimizerFormulas,
 * }} Plan
 */

const MOST_PARAMETERS = 64; // a trace longer than this is no longer something to read

/** A parameter has the name of an intermediate value, so that no trace can be written. */
export class NameClash extends Error {
  /** @param {string} parameter */
  constructor(parameter) {
    super(`the parameter name '${parameter}' is also the name of an intermediate value`);
    this.parameter = parameter;
  }
}

/**
 * The evaluation trace of an example. An Error says why it cannot be written, as Python says it.
 * @param {Example} example
 * @param {Formulas} formulas
 * @param {Method} method
 * @returns {Trace}
 */
export function writeTrace(
  example,
  formulas,
  { optimizer = "sgd", order = "simultaneous", examples = 1 } = {},
) {
  if (order === "output_first" && examples > 1) {
    throw new Error(`order "output_first" takes one example at a time, got examples=${examples}`);
  }
  const names = networkNames(example);
  const size = names.parameters.length;
  if (size > MOST_PARAMETERS) {
    throw new Error(
      `a trace holds at most ${MOST_PARAMETERS} parameters, got a network with ${size}`,
    );
  }
  const rules = formulas.optimizers[optimizer];
  const free = names.parameters.filter((name) => !example.frozen.includes(name));
  const plan = {
    ...names,
    frozen: example.frozen,
    order,
    examples,
    constants: numbersOf(rules, example.optimizers[optimizer]),
    memory: memoryOf(rules, free),
    activations: names.layers.map((_, k) =>
      formulas.activations[k === names.layers.length - 1 ? example.output : example.hidden]
    ),
    loss: formulas.losses[example.loss],
    optimizer: rules,
  };
  const steps = [...allSteps(plan)];
  refuseClashes(plan, steps);
  return { ...plan, steps, renewals: renewalsOf(plan, steps) };
}

/**
 * @param {Plan} plan
 * @param {Step[]} steps
 */
function refuseClashes({ parameters, inputs, targets, constants, memory }, steps) {
  const taken = new Set([
    ...inputs,
    ...targets,
    ...Object.keys(constants),
    ...Object.keys(memory),
    ...Object.keys(PRIMITIVES),
    "mean",
    ...steps.map((step) => step.name),
  ]);
  const clash = parameters.find((name) => taken.has(name));
  if (clash !== undefined) throw new NameClash(clash);
}

/**
 * The orders of update that an example can have. Where there is no layer below, or a parameter is
 * shared between layers, no layer can be updated before the one below.
 * @param {Example} example
 * @param {number} examples how many an update takes
 */
export function ordersOf(example, examples = 1) {
  const used = layersOf(example).map((layer) => [...new Set(namesOf(layer))]);
  const shared = new Set(used.flat()).size < used.flat().length;
  const layered = example.sizes.length > 2 && !shared && examples === 1;
  return layered ? ["simultaneous", "output_first"] : ["simultaneous"];
}

/** @param {Example} example */
function networkNames(example) {
  const units = unitNames(example.sizes);
  const outputs = units[units.length - 1];
  return {
    parameters: [...new Set(example.names)],
    units,
    inputs: units[0],
    outputs,
    targets: outputs.map((_, k) => `t${k + 1}`),
    layers: layersOf(example),
  };
}

/**
 * Names of the units of each layer: i1 i2, then h1 h2, then h2_1 h2_2, ..., o1 o2.
 * @param {number[]} sizes
 */
export function unitNames(sizes) {
  return sizes.map((size, k) => {
    const hidden = k === 1 ? "h" : `h${k}_`;
    const letter = k === 0 ? "i" : k === sizes.length - 1 ? "o" : hidden;
    return Array.from({ length: size }, (_, j) => `${letter}${j + 1}`);
  });
}

/**
 * The names of each layer, from those of the places.
 * @param {Example} example
 * @returns {NamedLayer[]}
 */
function layersOf({ sizes, bias, names }) {
  const layers = [];
  let place = 0;
  for (let k = 1; k < sizes.length; k++) {
    const weights = [];
    for (let j = 0; j < sizes[k]; j++) {
      weights.push(names.slice(place, place + sizes[k - 1]));
      place += sizes[k - 1];
    }
    layers.push({ weights, biases: bias ? names.slice(place, place + sizes[k]) : null });
    if (bias) place += sizes[k];
  }
  return layers;
}

/**
 * All names of a layer, each as often as it is used.
 * @param {NamedLayer} layer
 */
function namesOf({ weights, biases }) {
  return [...weights.flat(), ...biases ?? []];
}

/**
 * The numbers of an optimizer, in the order of its rules.
 * @param {OptimizerFormulas} rules
 * @param {Record<string, number>} given
 * @returns {Record<string, number>}
 */
function numbersOf(rules, given) {
  return /** @type {Record<string, number>} */ ({ ...rules.numbers, ...given });
}

/**
 * What an optimizer keeps from step to step for these parameters, at its start.
 * @param {OptimizerFormulas} rules
 * @param {string[]} parameters
 */
function memoryOf(rules, parameters) {
  /** @type {Record<string, number>} */
  const memory = {};
  for (const [name, start] of Object.entries(rules.memory)) {
    const names = parameters.map((parameter) => withParameter(name, parameter));
    for (const each of name.split("_").includes("p") ? names : [name]) memory[each] = start;
  }
  return memory;
}

/**
 * A name of a rule with a parameter in the place of `p`: `m_p_new` is `m_w5_new` for the parameter
 * w5.
 * @param {string} name
 * @param {string} parameter
 */
function withParameter(name, parameter) {
  return name.split("_").map((part) => part === "p" ? parameter : part).join("_");
}

/**
 * @param {Plan} plan
 * @param {Step[]} steps
 */
function renewalsOf(plan, steps) {
  const assigned = new Set(steps.map((step) => step.name));
  const kept = [...plan.parameters, ...Object.keys(plan.memory)];
  const changed = kept.filter((name) => assigned.has(`${name}_new`));
  return Object.fromEntries(changed.map((name) => [name, `${name}_new`]));
}

/**
 * @param {Step["phase"]} phase
 * @param {string} name
 * @param {Tree} tree
 * @returns {Step}
 */
function stepOf(phase, name, tree) {
  return { phase, name, tree, text: text(tree) };
}

/**
 * @param {Plan} plan
 * @returns {Generator<Step>}
 */
function* allSteps(plan) {
  yield* forwardSteps(plan);
  yield* errorSteps(plan);
  if (plan.examples > 1) yield stepOf("error", "mean_E", ["mean", "E"]);
  if (plan.order === "output_first") yield* backwardLayerByLayer(plan);
  else yield* backwardThenUpdate(plan);
}

/**
 * @param {Plan} plan
 * @returns {Generator<Step>}
 */
function* forwardSteps({ units, layers, activations }) {
  for (const [k, { weights, biases }] of layers.entries()) {
    for (const [j, unit] of units[k + 1].entries()) {
      const terms = units[k].map((below, i) => product([weights[j][i], below]));
      if (biases) terms.push(biases[j]);
      yield stepOf("forward", `z_${unit}`, sumOf(terms));
    }
    for (const unit of units[k + 1]) {
      yield stepOf("forward", unit, renamed(activations[k].function, { z: `z_${unit}` }));
    }
  }
}

/**
 * @param {Plan} plan
 * @returns {Generator<Step>}
 */
function* errorSteps(plan) {
  const { outputs, loss } = plan;
  if (!loss.per_output || outputs.length === 1) {
    yield stepOf("error", "E", forOutput(loss.error, plan, 0));
    return;
  }
  for (const [k, output] of outputs.entries()) {
    yield stepOf("error", `E_${output}`, forOutput(loss.error, plan, k));
  }
  yield stepOf("error", "E", sumOf(outputs.map((output) => `E_${output}`)));
}

/**
 * A formula of a loss, written out for output `k`: z, o and t are those of this output, `total(x)`
 * is the sum of x over all outputs, and as arguments of a call `every(x)` are the x of each and
 * `others(x)` those of all but this one.
 * @param {Tree} tree
 * @param {Plan} plan
 * @param {number} k
 * @returns {Tree}
 */
function forOutput(tree, plan, k) {
  const { outputs, targets } = plan;
  const head = headOf(tree);
  if (head === null) {
    return renamed(tree, { z: `z_${outputs[k]}`, o: outputs[k], t: targets[k] });
  }
  if (head === "total") {
    return sumOf(outputs.map((_, j) => forOutput(operandsOf(tree)[0], plan, j)));
  }
  return [head, ...operandsOf(tree).flatMap((operand) => operandsForOutput(operand, plan, k))];
}

/**
 * What stands for one operand of a formula, written out for output `k`: several for `every(x)` and
 * `others(x)`.
 * @param {Tree} operand
 * @param {Plan} plan
 * @param {number} k
 * @returns {Tree[]}
 */
function operandsForOutput(operand, plan, k) {
  const head = headOf(operand);
  if (head !== "every" && head !== "others") return [forOutput(operand, plan, k)];
  const outputs = [...plan.outputs.keys()].filter((j) => head === "every" || j !== k);
  return outputs.map((j) => forOutput(operandsOf(operand)[0], plan, j));
}

/**
 * The order "simultaneous": all gradients come before all updates.
 * @param {Plan} plan
 * @returns {Generator<Step>}
 */
function* backwardThenUpdate(plan) {
  const uses = new ParameterUses(plan);
  for (let k = plan.layers.length - 1; k >= 0; k--) {
    yield* deltaSteps(plan, k);
    uses.add(k);
    yield* uses.gradientSteps(k);
  }
  if (plan.examples > 1) {
    for (const name of plan.parameters) {
      yield stepOf("backward", `mean_g_${name}`, ["mean", `g_${name}`]);
    }
  }
  yield* updateSteps(plan, plan.parameters, true);
}

/**
 * The order "output_first": each layer is updated before a delta of the layer below reads its
 * weights.
 * @param {Plan} plan
 * @returns {Generator<Step>}
 */
function* backwardLayerByLayer(plan) {
  const uses = new ParameterUses(plan);
  let isFirst = true;
  for (let k = plan.layers.length - 1; k >= 0; k--) {
    yield* deltaSteps(plan, k);
    uses.add(k);
    yield* uses.gradientSteps(k);
    const names = [...new Set(namesOf(plan.layers[k]))];
    yield* updateSteps(plan, names, isFirst);
    isFirst &&= names.every((name) => plan.frozen.includes(name));
  }
}

/**
 * The delta dE/dz of each unit of layer `k`.
 * @param {Plan} plan
 * @param {number} k
 * @returns {Generator<Step>}
 */
function* deltaSteps(plan, k) {
  const isLast = k === plan.layers.length - 1;
  for (const [j, unit] of plan.units[k + 1].entries()) {
    const tree = isLast ? forOutput(plan.loss.delta, plan, j) : sentBack(plan, k, j);
    const isComplete = isLast && plan.loss.output !== null;
    const derivative = renamed(plan.activations[k].derivative, { z: `z_${unit}`, a: unit });
    yield stepOf("backward", `delta_${unit}`, isComplete ? tree : product([tree, derivative]));
  }
}

/**
 * What the layer above sends back to unit `j` of layer `k`: its deltas, each times the weight
 * between.
 * @param {Plan} plan
 * @param {number} k
 * @param {number} j
 */
function sentBack({ units, layers, order, frozen }, k, j) {
  const terms = units[k + 2].map((above, i) => {
    const weight = layers[k + 1].weights[i][j];
    const isUpdated = order === "output_first" && !frozen.includes(weight);
    return product([`delta_${above}`, isUpdated ? `${weight}_new` : weight]);
  });
  return sumOf(terms);
}

/** The terms of the gradient of each parameter: one for each place where it is used. */
class ParameterUses {
  /** @param {Plan} plan */
  constructor({ units, layers, parameters }) {
    this.units = units;
    this.layers = layers;
    /** @type {Map<string, Tree[]>} */
    this.terms = new Map(parameters.map((name) => [name, []]));
  }

  /**
   * Takes up the uses in layer `k`, whose deltas are known.
   * @param {number} k
   */
  add(k) {
    const { weights, biases } = this.layers[k];
    for (const [j, unit] of this.units[k + 1].entries()) {
      for (const [i, below] of this.units[k].entries()) {
        this.terms.get(weights[j][i])?.push(product([`delta_${unit}`, below]));
      }
      if (biases) this.terms.get(biases[j])?.push(`delta_${unit}`);
    }
  }

  /**
   * The gradients of the parameters of layer `k` that no layer below uses too: theirs are complete.
   * @param {number} k
   * @returns {Generator<Step>}
   */
  *gradientSteps(k) {
    const usedBelow = new Set(this.layers.slice(0, k).flatMap(namesOf));
    for (const name of new Set(namesOf(this.layers[k]))) {
      if (!usedBelow.has(name)) {
        yield stepOf("backward", `g_${name}`, sumOf(this.terms.get(name) ?? []));
      }
    }
  }
}

/**
 * The updates of some parameters; where they are the first of the step, after what is done once a
 * step.
 * @param {Plan} plan
 * @param {string[]} parameters
 * @param {boolean} isFirst
 * @returns {Generator<Step>}
 */
function* updateSteps({ optimizer, frozen, examples }, parameters, isFirst) {
  const free = parameters.filter((name) => !frozen.includes(name));
  if (isFirst && free.length > 0) {
    for (const [name, tree] of optimizer.once) yield stepOf("update", name, tree);
  }
  for (const parameter of free) {
    const gradient = examples > 1 ? `mean_g_${parameter}` : `g_${parameter}`;
    for (const [name, tree] of optimizer.rules) {
      const names = namesIn(tree).map((each) => [each, withParameter(each, parameter)]);
      const mapping = { ...Object.fromEntries(names), g_p: gradient };
      yield stepOf("update", withParameter(name, parameter), renamed(tree, mapping));
    }
  }
}
