/**
 * A reader's own number for one step, judged: right, right but for rounding, or which slips give
 * exactly that number, in this step or in a backward step behind it.
 *
 * @module
 */
import { gives, isCutOff, roundsTo } from "./estimates.js";
import { readNumber } from "./printed.js";
import { slipsBehind, slipsOf } from "./slips.js";

/** @import { Value } from "./evaluate.js" */
/** @import { Slip } from "./slips.js" */
/** @import { Step } from "./writer.js" */

/**
 * @typedef {object} Judgment
 * @property {"right" | "rounding" | "slip" | "unknown"} verdict
 * @property {boolean} fewDigits whether the number has too few digits to tell much
 * @property {Slip[]} slips those that give the number, the likeliest first
 */

const HALF_PERCENT = 0.005;
const FEW_UNITS = 5; // of the last digit: what rounding on the way makes of a short calculation
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
  const fewDigits = Math.abs(value) < 10 ** (FEW - 1) * unit && right !== value;
  if (roundsTo(value, unit, exactly(right))) return { verdict: "right", fewDigits, slips: [] };
  const off = Math.abs(value - right);
  if (isCutOff(value, unit, exactly(right))) return { verdict: "rounding", fewDigits, slips: [] };
  const known = [...slipsOf(steps, values, name), ...slipsBehind(steps, values, name)];
  const slips = known.filter((slip) => gives(value, unit, exactly(slip.value)));
  const roundings = slips.filter(({ kind }) => kind === "rounded on the way");
  const isNear = off <= HALF_PERCENT * Math.abs(right);
  if (isNear && (off <= FEW_UNITS * unit || slips.length === roundings.length)) {
    return { verdict: "rounding", fewDigits, slips: roundings };
  }
  return { verdict: slips.length > 0 ? "slip" : "unknown", fewDigits, slips };
}

/**
 * @param {number} value
 * @returns {import("./estimates.js").Estimate}
 */
function exactly(value) {
  return { value, radius: 0 };
}
