/** Stand-in until audit.py is settled. */
import { readNumber } from "./printed.js";
import { slipsOf } from "./slips.js";

/** @import { Slip } from "./slips.js" */
/** @import { Step } from "./writer.js" */

/**
 * @typedef {object} AuditRow
 * @property {string} name
 * @property {string} printed
 * @property {number | null} own
 * @property {number} computed
 * @property {string} verdict
 * @property {Slip[]} causes
 */

/**
 * @param {Step[]} steps
 * @param {Record<string, number>} values
 * @param {[name: string, text: string][]} printed
 * @returns {AuditRow[]}
 */
export function audit(steps, values, printed) {
  return printed.map(([name, text]) => {
    const { value, unit } = readNumber(text);
    const computed = values[name];
    const near = Math.abs(value - computed) <= unit / 2;
    const causes = near
      ? []
      : slipsOf(steps, values, name).filter((slip) => Math.abs(slip.value - value) <= unit / 2);
    return {
      name,
      printed: text,
      own: computed,
      computed,
      verdict: near ? "agrees" : "slip",
      causes,
    };
  });
}

/**
 * The names that a printed number can have: those of the trace, those of a second forward pass with
 * the updated parameters, and deltas with the other sign, for those who print them so.
 * @param {Step[]} steps
 */
export function auditableNames(steps) {
  const names = steps.map(({ name }) => name);
  const deltas = names.filter((name) => name.startsWith("delta_"));
  return [...names, ...deltas.map((name) => `-${name}`)];
}
