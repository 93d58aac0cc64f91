/**
 * What a name of a trace depends on, and the number that a tree gives without a program: that of a
 * slip, which no program holds.
 *
 * @module
 */
import { headOf, namesIn, operandsOf } from "./expression.js";
import { PRIMITIVES } from "./primitives.js";

/** @import { Tree } from "./expression.js" */
/** @import { Step } from "./writer.js" */

/**
 * @param {Tree} tree
 * @param {Record<string, number>} values of the names that it reads
 * @returns {number}
 */
export function evaluate(tree, values) {
  if (typeof tree === "number") return tree;
  if (typeof tree === "string") return values[tree];
  const head = headOf(tree) ?? "";
  const numbers = operandsOf(tree).map((operand) => evaluate(operand, values));
  switch (head) {
    case "+":
      return numbers.reduce((sum, each) => sum + each);
    case "-":
      return -numbers[0];
    case "*":
      return numbers.reduce((product, each) => product * each);
    case "/":
      return numbers[0] / numbers[1];
    case "mean":
      return numbers[0]; // of one example
    default:
      return PRIMITIVES[head](...numbers);
  }
}

/**
 * The steps that the names `wanted` depend on, in program order.
 * @param {Step[]} steps
 * @param {string[]} wanted
 */
export function stepsFor(steps, wanted) {
  const names = new Set(wanted);
  const needed = [];
  for (const step of steps.toReversed()) {
    if (names.has(step.name)) {
      needed.push(step);
      for (const name of namesIn(step.tree)) names.add(name);
    }
  }
  return needed.reverse();
}
