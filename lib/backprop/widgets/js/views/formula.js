// A tree of the trace, laid out in a line: names, numbers and the signs between them.
import { headOf, operandsOf } from "../model/expression.js";
import { functionSign } from "./symbols.js";

/** @typedef {import("../model/expression.js").Tree} Tree */
/** @typedef {{ kind: "name" | "number" | "sign", text: string }} Piece */

/**
 * @param {string} text
 * @returns {Piece}
 */
function sign(text) {
  return { kind: "sign", text };
}

/**
 * The pieces of a formula in reading order.
 * @param {Tree} tree
 * @returns {Piece[]}
 */
export function pieces(tree) {
  if (typeof tree === "string") return [{ kind: "name", text: tree }];
  if (typeof tree === "number") return [{ kind: "number", text: String(tree) }];
  const head = headOf(tree);
  const operands = operandsOf(tree);
  if (head === "+") return sumPieces(operands);
  if (head === "-") return [sign("\u2212"), ...enclose(operands[0], isSum(operands[0]))];
  if (head === "*") return productPieces(operands);
  if (head === "/") return quotientPieces(operands[0], operands[1]);
  const listed = operands.flatMap((each, k) => k ? [sign(", "), ...pieces(each)] : pieces(each));
  return [sign(functionSign(head ?? "")), sign("("), ...listed, sign(")")];
}

/**
 * @param {Tree[]} terms
 * @returns {Piece[]}
 */
function sumPieces(terms) {
  return terms.flatMap((term, k) => {
    if (k === 0) return enclose(term, headOf(term) === "+");
    if (headOf(term) !== "-") return [sign(" + "), ...enclose(term, headOf(term) === "+")];
    const [operand] = operandsOf(term);
    return [sign(" \u2212 "), ...enclose(operand, isSum(operand))];
  });
}

/**
 * @param {Tree[]} factors
 * @returns {Piece[]}
 */
function productPieces(factors) {
  return factors.flatMap((factor, k) => {
    const enclosed = isSum(factor) || (k > 0 && headOf(factor) === "/");
    return k ? [sign("\u00b7"), ...enclose(factor, enclosed)] : enclose(factor, enclosed);
  });
}

/**
 * @param {Tree} numerator
 * @param {Tree} denominator
 * @returns {Piece[]}
 */
function quotientPieces(numerator, denominator) {
  const enclosed = isSum(denominator) || headOf(denominator) === "*" || headOf(denominator) === "/";
  return [...enclose(numerator, isSum(numerator)), sign(" / "), ...enclose(denominator, enclosed)];
}

/** @param {Tree} tree */
function isSum(tree) {
  return headOf(tree) === "+" || headOf(tree) === "-";
}

/**
 * @param {Tree} tree
 * @param {boolean} enclosed whether in parentheses
 */
function enclose(tree, enclosed) {
  return enclosed ? [sign("("), ...pieces(tree), sign(")")] : pieces(tree);
}
