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
 * A number, or a list of numbers, one for each of several examples.
 * @typedef {number | number[]} Value
 */

/**
 * The value of a tree: a list where it reads a list. Beside the functions of a trace there is
 * `["example", tree, k]`: the value for the k-th example, from 1 on.
 * @param {Tree} tree
 * @param {Record<string, Value>} values of the names that it reads
 * @returns {Value}
 */
export function evaluate(tree, values) {
  if (typeof tree === "string") return values[tree];
  if (typeof tree === "number") return tree;
  const head = headOf(tree) ?? "";
  const operands = operandsOf(tree).map((operand) => evaluate(operand, values));
  if (head === "mean") return meanOf(operands[0]);
  if (head === "example" && Array.isArray(operands[0])) return operands[0][Number(operands[1]) - 1];
  const lists = operands.filter((operand) => Array.isArray(operand));
  if (lists.length === 0) return apply(head, /** @type {number[]} */ (operands));
  return lists[0].map((_, k) =>
    apply(head, operands.map((each) => Array.isArray(each) ? each[k] : each))
  );
}

/**
 * The mean over the examples; of one example, its number.
 * @param {Value} value
 */
function meanOf(value) {
  if (!Array.isArray(value)) return value;
  return value.reduce((sum, each) => sum + each) / value.length;
}

/**
 * The result of an operation or a call, for numbers.
 * @param {string} head
 * @param {number[]} operands
 * @returns {number}
 */
function apply(head, operands) {
  switch (head) {
    case "+":
      return operands.reduce((sum, each) => sum + each, 0);
    case "-":
      return -operands[0];
    case "*":
      return operands.reduce((product, each) => product * each, 1);
    case "/":
      return operands[0] / operands[1];
    default:
      return PRIMITIVES[head](...operands);
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
