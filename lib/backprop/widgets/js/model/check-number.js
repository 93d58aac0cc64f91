/**
 * A reader's own number for one step, judged: right, right but for rounding, or which slips give
 * exactly that number.
 *
 * @module
 */
import { readNumber } from "./printed.js";
import { slipsOf } from "./slips.js";

/** @import { Value } from "./evaluate.js" */
/** @import { Slip } from "./slips.js" */
/** @import { Step } from "./writer.js" */

/**
 * @typedef {object} Judgment
 * @property {"right" | "rounding" | "slip" | "unknown"} verdict
 * @property {boolean} fewDigits whether the number has too few digits to tell much
 * @property {Slip[]} slips those that give the number, the likeliest first
 */

const TIE = 1e-6; // of a unit: 0.1065 for "0.107" is no exact binary fraction
const HALF_PERCENT = 0.005;
const FEW = 2; // significant digits

/**
 * @param {string} typed
 * @param {Step[]} steps of a trace
 * @param {Record<string, Value>} values of all of its names
 * @param {string} name of the step
 * @returns {Judgment}
 * @throws {Error} where what was typed is no number
 */
export function judgeNumber(typed, steps, values, name) {
  const { value, unit } = readNumber(typed);
  const right = Number(values[name]);
  const isOwn = (/** @type {number} */ other) => roundsTo(other, value, unit);
  const fewDigits = Math.abs(value) < 10 ** (FEW - 1) * unit && right !== value;
  if (isOwn(right)) return { verdict: "right", fewDigits, slips: [] };
  const off = Math.abs(value - right);
  if (off <= unit * (1 + TIE)) return { verdict: "rounding", fewDigits, slips: [] };
  const slips = slipsOf(steps, values, name).filter((slip) => isOwn(slip.value));
  if (slips.length > 0) return { verdict: "slip", fewDigits, slips };
  const near = off <= HALF_PERCENT * Math.abs(right);
  return { verdict: near ? "rounding" : "unknown", fewDigits, slips: [] };
}

/**
 * Whether a number, rounded to the last digit of another, is that other one.
 * @param {number} number
 * @param {number} rounded
 * @param {number} unit one in the last digit of `rounded`
 */
export function roundsTo(number, rounded, unit) {
  return Math.abs(number - rounded) <= unit * (0.5 + TIE);
}
