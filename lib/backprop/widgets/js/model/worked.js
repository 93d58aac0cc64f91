/**
 * The present numbers of the page as a worked example: the steps of one update and the value of
 * everything in them. Of several examples, a value of each is a list.
 *
 * @module
 */
import { afterSteps, valuesOf } from "./slips.js";

/** @import { Value } from "./evaluate.js" */
/** @import { Program } from "./program.js" */
/** @import { State } from "./state.js" */
/** @import { Step } from "./writer.js" */

/** @typedef {{ steps: Step[], values: Record<string, Value> }} Worked */

/**
 * The update by the present method.
 * @param {State} state
 * @returns {Worked}
 */
export function presentUpdate(state) {
  const { program } = state;
  return { steps: program.steps, values: valuesOf(program.steps, givenNumbers(state, program)) };
}

/**
 * What is worked by hand: an update by plain gradient descent, of the mean of the examples or, where
 * they are taken in turn, of the selected one; and after it a second forward pass.
 * @param {State} state
 * @returns {Worked}
 */
export function plainUpdate(state) {
  const program = state.programFor("sgd", "simultaneous", state.inTurn);
  const steps = plainSteps(state, state.inTurn);
  return { steps, values: valuesOf(steps, givenNumbers(state, program)) };
}

/**
 * Its steps.
 * @param {State} state
 * @param {boolean} inTurn whether the examples are taken in turn
 */
export function plainSteps(state, inTurn) {
  const { steps } = state.programFor("sgd", "simultaneous", inTurn);
  return [...steps, ...afterSteps(steps)];
}

/**
 * Parameters, numbers of the optimizer, and the data of the examples that an update takes.
 * @param {State} state
 * @param {Program} program
 * @returns {Record<string, Value>}
 */
function givenNumbers(state, program) {
  const { theta, memory, learningRate } = state;
  const entries = [
    ...program.parameters.map((name, k) => [name, theta[k]]),
    ...program.memory.map((name, k) => [name, memory[k]]),
    ...Object.entries(program.constants),
    ["rate", learningRate],
    ...dataOf(state, program, program.inputs, state.x),
    ...dataOf(state, program, program.targets, state.t),
  ];
  return Object.fromEntries(entries);
}

/**
 * Inputs or targets by name: of several examples, a list for each name.
 * @param {State} state
 * @param {Program} program
 * @param {string[]} names
 * @param {Float64Array} flat
 * @returns {[name: string, value: Value][]}
 */
function dataOf({ selected }, { examples }, names, flat) {
  const width = names.length;
  return names.map((name, k) => {
    if (examples === 1) return [name, flat[selected * width + k]];
    const each = Array.from({ length: examples }, (_, row) => flat[row * width + k]);
    return [name, each];
  });
}
