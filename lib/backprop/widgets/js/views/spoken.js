// A tree of the trace in words, for those who listen.
import { headOf, operandsOf } from "../model/expression.js";
import { spokenName } from "./symbols.js";

/** @typedef {import("../model/expression.js").Tree} Tree */

/**
 * "(o1 minus t1) times o1": what a formula says, with its parentheses.
 * @param {Tree} tree
 * @returns {string}
 */
export function spokenFormula(tree) {
  if (typeof tree === "string") return spokenName(tree);
  if (typeof tree === "number") return String(tree);
  const head = headOf(tree) ?? "";
  const operands = operandsOf(tree);
  switch (head) {
    case "+":
      return spokenSum(operands);
    case "-":
      return `minus ${spokenWithin(operands[0], "+-")}`;
    case "*":
      return operands.map((each, k) => spokenWithin(each, k ? "+-/" : "+-")).join(" times ");
    case "/":
      return `${spokenWithin(operands[0], "+-")} over ${spokenWithin(operands[1], "+-*/")}`;
    default:
      return `${head} of ${operands.map((each) => spokenWithin(each, "+-*/")).join(" and ")}`;
  }
}

/** @param {Tree[]} terms */
function spokenSum([first, ...others]) {
  let said = spokenWithin(first, "+");
  for (const term of others) {
    if (headOf(term) === "-") said += ` minus ${spokenWithin(operandsOf(term)[0], "+-")}`;
    else said += ` plus ${spokenWithin(term, "+")}`;
  }
  return said;
}

/**
 * An operand, in parentheses where its head is one of `heads`.
 * @param {Tree} tree
 * @param {string} heads
 */
function spokenWithin(tree, heads) {
  const head = headOf(tree);
  const said = spokenFormula(tree);
  return head !== null && heads.includes(head) ? `(${said})` : said;
}
