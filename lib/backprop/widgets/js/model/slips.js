/** Stand-in until slips.py is settled. */
import { evaluate } from "./evaluate.js";
import { headOf, operandsOf, text } from "./expression.js";

/** @import { Tree } from "./expression.js" */
/** @import { Step } from "./writer.js" */

/**
 * @typedef {object} Slip
 * @property {string} kind
 * @property {string} why
 * @property {string} expression
 * @property {number} value
 * @property {Tree} tree
 */

/**
 * @param {Step[]} steps
 * @param {Record<string, number>} values
 * @param {string} name
 * @returns {Slip[]}
 */
export function slipsOf(steps, values, name) {
  const step = steps.find((each) => each.name === name);
  if (!step) throw new Error(`no step ${name}`);
  const { tree } = step;
  /** @type {[string, string, Tree][]} */
  const edits = [["sign lost", `The sign of \`${name}\` is lost.`, ["-", tree]]];
  const operands = operandsOf(tree);
  if (operands.length > 1) {
    const word = headOf(tree) === "+" ? "term" : "factor";
    operands.forEach((operand, k) => {
      const rest = operands.filter((_, j) => j !== k);
      /** @type {Tree} */
      const edited = rest.length > 1 ? [headOf(tree) ?? "", ...rest] : rest[0];
      edits.push([`${word} dropped`, `The ${word} \`${text(operand)}\` is left out.`, edited]);
    });
  }
  return edits.map(([kind, why, edited]) => ({
    kind,
    why,
    expression: text(edited),
    value: evaluate(edited, values),
    tree: edited,
  }));
}
