/**
 * What a printed number can stand for, as in quantities.py and entries.py: a name of the trace, one
 * with the other sign, or the difference of an output and its target, which no step of the trace
 * has.
 *
 * @module
 */
import { isSameTree, negated } from "./edits.js";
import { headOf, operandsOf, operandsUnder } from "./expression.js";
import { rolesOf } from "./roles.js";

/** @import { Tree } from "./expression.js" */
/** @import { Step } from "./writer.js" */

const DELTA = "delta_";
const MINUS_SIGN = " - "; // in the name of a difference: "o1 - t1"

/**
 * The names of all numbers that can be printed, in the order of the steps.
 * @param {Step[]} steps of an update, and of the forward pass after it
 * @param {boolean} isTurned whether deltas and differences are printed with the other sign: `-delta_o1`
 *   and `t1 - o1`
 */
export function printedNames(steps, isTurned) {
  const { targets } = rolesOf(steps);
  return steps.flatMap(({ name }) => {
    const target = targets.get(name);
    if (target !== undefined) {
      const difference = name + MINUS_SIGN + target;
      return [name, isTurned ? turnedName(difference) : difference];
    }
    return isTurned && name.startsWith(DELTA) ? [turnedName(name)] : [name];
  });
}

/**
 * The names of both signs.
 * @param {Step[]} steps
 */
export function auditableNames(steps) {
  return [...new Set([...printedNames(steps, false), ...printedNames(steps, true)])];
}

/**
 * The name of a delta or a difference with the other sign; that of any other number stays.
 * @param {string} name
 */
export function turnedName(name) {
  if (name.startsWith(`-${DELTA}`)) return name.slice(1);
  if (name.startsWith(DELTA)) return `-${name}`;
  return name.split(MINUS_SIGN).reverse().join(MINUS_SIGN);
}

/**
 * Whether a name is one of those that are turned; null where it has but one sign.
 * @param {string} name
 * @param {Step[]} steps
 */
export function isTurnedName(name, steps) {
  if (turnedName(name) === name) return null;
  return !printedNames(steps, false).includes(name);
}

/**
 * What a name stands for, and with which sign.
 * @param {string} name
 * @returns {{ sign: number, tree: Tree }}
 */
export function quantityOf(name) {
  if (name.startsWith("-")) return { sign: -1, tree: name.slice(1) };
  const [first, second] = name.split(MINUS_SIGN);
  return { sign: 1, tree: second === undefined ? name : ["+", first, ["-", second]] };
}

/**
 * `tree` with the name `name` wherever it holds the sum `part`, or its negative, also as some terms
 * of another sum.
 * @param {Tree} tree
 * @param {Tree} part
 * @param {string} name
 * @returns {Tree}
 */
export function withPart(tree, part, name) {
  if (isSameTree(tree, part)) return name;
  const head = headOf(tree);
  if (head === null) return tree;
  const operands = operandsOf(tree).map((operand) => withPart(operand, part, name));
  if (head !== "+") return [head, ...operands];
  const terms = operandsUnder("+", part);
  const gathered = gatheredTerms(operands, terms, name);
  const opposite = gatheredTerms(gathered, terms.map(negated), ["-", name]);
  return opposite.length === 1 ? opposite[0] : ["+", ...opposite];
}

/**
 * The terms of a sum, in which `parts`, where all are there, are one term in the first one's place.
 * @param {Tree[]} terms
 * @param {Tree[]} parts
 * @param {Tree} term
 */
function gatheredTerms(terms, parts, term) {
  const places = parts.map((part) => terms.findIndex((each) => isSameTree(each, part)));
  if (places.includes(-1)) return terms;
  const left = terms.filter((_, place) => !places.includes(place));
  return left.toSpliced(Math.min(...places), 0, term);
}
