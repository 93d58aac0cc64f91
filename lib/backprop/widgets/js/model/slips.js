/**
 * The mistakes that people make by hand, as edits of a step of a trace, as in slips.py: same kinds,
 * same order, same words.
 *
 * @module
 */
import { digitSlips, roundedTo } from "./digits.js";
import { evaluate, stepsFor } from "./evaluate.js";
import { namesIn, renamed, text } from "./expression.js";
import { editsOf } from "./mistakes.js";
import { withoutSuffix } from "./roles.js";

/** @import { Edit } from "./edits.js" */
/** @import { Value } from "./evaluate.js" */
/** @import { Tree } from "./expression.js" */
/** @import { Step } from "./writer.js" */

/**
 * One mistake in one step.
 * @typedef {object} Slip
 * @property {string} kind one of `KINDS`
 * @property {string} why what was done, in words; names of the trace stand between backticks
 * @property {string} expression what was computed in place of the right expression
 * @property {number} value what that gives
 * @property {Tree} tree the expression as a tree
 */

/**
 * The kinds of slips, in the order in which they are listed, and how often each is met, as a share
 * of all mistakes.
 * @type {Record<string, number>}
 */
export const KINDS = {
  "t - o for o - t": 0.06,
  "sign lost": 0.08,
  "slope dropped": 0.06,
  "factor dropped": 0.08,
  "half dropped": 0.04,
  "rate dropped": 0.03,
  "bias dropped": 0.05,
  "term dropped": 0.05,
  "updated for old": 0.08,
  "old for updated": 0.05,
  "operand of the neighbor": 0.10,
  "before for after the activation": 0.03,
  "slope at z for slope at a": 0.02,
  "error for the difference": 0.03,
  "line above repeated": 0.03,
  "sum for the mean": 0.02,
  "mean for the sum": 0.02,
  "bias twice": 0.01,
  "slope twice": 0.01,
  "factor twice": 0.01,
  "term twice": 0.01,
  "other function": 0.03,
  "logarithm to base 10": 0.02,
  "factor too many": 0.03,
  "rounded on the way": 0.04,
  "decimal point moved": 0.05,
  "digits swapped": 0.03,
  "digit dropped": 0.02,
  "digit doubled": 0.01,
};
const ORDER = Object.keys(KINDS);
/** The kinds that are met most: those before the operand of a neighbor. */
export const COMMON = ORDER.slice(0, ORDER.indexOf("operand of the neighbor"));
/** Kinds that are made when a number is written down: no other expression was computed. */
export const MISCOPIES = ORDER.slice(ORDER.indexOf("rounded on the way"));
const ROUNDED_TO = [1, 2, 3, 4]; // decimals
const LEAST_DIFFERENCE = 1e-12; // as a share of the numbers

/**
 * A second forward pass: the forward and error steps, with the updated parameters and `after_` in
 * their names.
 * @param {Step[]} steps
 * @returns {Step[]}
 */
export function afterSteps(steps) {
  const repeated = steps.filter(({ phase }) => phase === "forward" || phase === "error");
  const updated = steps.filter(({ phase }) => phase === "update");
  const newNames = Object.fromEntries([
    ...updated.map(({ name }) => [withoutSuffix(name, "_new"), name]),
    ...repeated.map(({ name }) => [name, `after_${name}`]),
  ]);
  return repeated.map(({ name, tree }) => {
    const after = renamed(tree, newNames);
    return { phase: "after", name: newNames[name], tree: after, text: text(after) };
  });
}

/**
 * `given`, a value for each name that the steps do not assign, and the values that they assign.
 * @param {Step[]} steps
 * @param {Record<string, Value>} given
 */
export function valuesOf(steps, given) {
  const values = { ...given };
  for (const { name, tree } of steps) values[name] = evaluate(tree, values);
  return values;
}

/**
 * The slips of the step `name`, from the values of everything it could read.
 * @param {Step[]} steps of a trace, or with the forward pass after it
 * @param {Record<string, Value>} values
 * @param {string} name
 * @param {Tree} [edited] where it is not the tree of the step: one that reads a name in place of a
 *   part
 * @returns {Slip[]} by kind, the likeliest first
 */
export function slipsOf(steps, values, name, edited) {
  const place = steps.findIndex((step) => step.name === name);
  const tree = edited ?? steps[place].tree;
  const right = evaluate(tree, values);
  if (Array.isArray(right)) return [];
  const edits = [
    ...editsOf(steps, place, tree, exampleCount(values)),
    ...roundings(tree, steps.slice(0, place), values),
    ...digitSlips(right),
  ];
  edits.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  const found = [];
  const seen = new Set([text(tree)]);
  for (const edit of edits) {
    const expression = text(edit.tree);
    const value = evaluate(edit.tree, values);
    if (seen.has(expression) || Array.isArray(value) || !isOtherNumber(value, right)) continue;
    seen.add(expression);
    found.push({ ...edit, expression, value });
  }
  return found;
}

/**
 * The commonest slips in the backward steps that a step is computed from, and what each makes of
 * that step: the value is that of the step `name`, the expression that of the step in which the
 * slip is made.
 * @param {Step[]} steps
 * @param {Record<string, Value>} values
 * @param {string} name
 * @returns {Slip[]}
 */
export function slipsBehind(steps, values, name) {
  const right = Number(values[name]);
  const needed = stepsFor(steps, [name]);
  const behind = needed.filter((step) => step.phase === "backward" && step.name !== name);
  const last = needed.slice(-1);
  return behind.flatMap((step, k) => {
    const later = [...behind.slice(k + 1), ...last];
    const common = slipsOf(steps, values, step.name).filter(({ kind }) => COMMON.includes(kind));
    const carried = common.map((slip) => {
      const changed = valuesOf(later, { ...values, [step.name]: slip.value });
      return { ...slip, why: `In \`${step.name}\`: ${slip.why}`, value: Number(changed[name]) };
    });
    return carried.filter(({ value }) => isOtherNumber(value, right));
  });
}

/**
 * How many examples the values are of.
 * @param {Record<string, Value>} values
 */
function exampleCount(values) {
  const lists = Object.values(values).filter((value) => Array.isArray(value));
  return lists.length > 0 ? Math.max(...lists.map((list) => list.length)) : 1;
}

/**
 * A computed number that was rounded to few decimals before it was read, alone or with all others.
 * @param {Tree} tree
 * @param {Step[]} before
 * @param {Record<string, Value>} values
 * @returns {Edit[]}
 */
function roundings(tree, before, values) {
  const computed = before.map((step) => step.name);
  const names = [...new Set(namesIn(tree))].filter((name) => computed.includes(name));
  const kind = "rounded on the way";
  return ROUNDED_TO.flatMap((decimals) => {
    /** @type {[name: string, value: number][]} */
    const short = [];
    for (const name of names) {
      const value = values[name];
      if (Array.isArray(value)) continue;
      const rounded = roundedTo(value, decimals);
      if (rounded !== 0 && rounded !== value) short.push([name, rounded]);
    }
    const alone = short.map(([name, value]) => ({
      kind,
      why: `\`${name}\` was rounded to ${text(value)} on the way.`,
      tree: renamed(tree, { [name]: value }),
    }));
    if (short.length < 2) return alone;
    const listed = short.map(([name, value]) => `\`${name}\` to ${text(value)}`).join(", ");
    const why = `All was rounded on the way: ${listed}.`;
    return [...alone, { kind, why, tree: renamed(tree, Object.fromEntries(short)) }];
  });
}

/**
 * Whether `value` is a number, and another than `right`.
 * @param {number} value
 * @param {number} right
 */
function isOtherNumber(value, right) {
  const scale = Math.max(Math.abs(value), Math.abs(right));
  return Number.isFinite(value) && Math.abs(value - right) > LEAST_DIFFERENCE * scale;
}
