// Formulas as MathML, which the browser lays out by itself.
import { furnish } from "./dom.js";

/** @typedef {import("./dom.js").Attributes} Attributes */

const MATHML = "http://www.w3.org/1998/Math/MathML";

/**
 * @param {string} tag
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 */
export function mathml(tag, attributes = {}, ...children) {
  const node = document.createElementNS(MATHML, tag);
  furnish(node, attributes, children);
  return node;
}

/**
 * A formula, or a part of one behind which a line may break.
 * @param {Attributes} attributes
 * @param {Node[]} children
 */
export function math(attributes, ...children) {
  return mathml("math", { displaystyle: "true", ...attributes }, ...children);
}

/**
 * Parts of a formula, each with a place behind it where the line may break: a space of no width.
 * @param {Node[]} parts
 */
export function breakable(parts) {
  return parts.flatMap((part) => [part, "\u200b"]);
}

/** @param {string} text of a variable or a function */
export function identifier(text) {
  return mathml("mi", {}, text);
}

/** @param {string} text of a number */
export function numeral(text) {
  return mathml("mn", {}, text);
}

/**
 * A sign between two operands, or before one; a part of a formula may begin with it.
 * @param {string} text
 * @param {"infix" | "prefix"} form
 */
export function sign(text, form = "infix") {
  return mathml("mo", { form }, text);
}

/**
 * A parenthesis, or another sign with no space around it. It keeps its size: it would grow with the
 * number below its term.
 * @param {string} text
 */
export function operator(text) {
  return mathml("mo", { stretchy: "false", lspace: "0", rspace: "0" }, text);
}

/** @param {Node[]} children */
export function mathRow(children) {
  return children.length === 1 ? children[0] : mathml("mrow", {}, ...children);
}

/**
 * @param {Node[]} numerator
 * @param {Node[]} denominator
 */
export function fraction(numerator, denominator) {
  return mathml("mfrac", {}, mathRow(numerator), mathRow(denominator));
}
