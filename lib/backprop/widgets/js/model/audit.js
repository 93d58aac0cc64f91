/**
 * Printed against computed, as in audit.py: every number that somebody printed, recomputed by the
 * right rule from the numbers printed before it, and from the start. The verdict on a number is one
 * of
 *
 * - agrees: it is the value from the start, rounded to its digits;
 * - rounding: it follows from the numbers before it, and nothing but rounding parts it from the
 *   value from the start;
 * - slip: it does not follow from the numbers before it, however those were rounded;
 * - inherited: it follows from the numbers before it, but one of those is wrong.
 *
 * @module
 */
import { likelyCauses } from "./causes.js";
import { isSameTree } from "./edits.js";
import { gives, isCutOff, roundsTo, Scope } from "./estimates.js";
import { evaluate } from "./evaluate.js";
import { headOf, namesIn, text } from "./expression.js";
import { crossEntropyOf } from "./mistakes.js";
import { readNumber, usesDecimalComma } from "./printed.js";
import { quantityOf, withPart } from "./quantities.js";
import { rolesOf, withoutSuffix } from "./roles.js";

/** @import { Cause, Wrong } from "./causes.js" */
/** @import { Estimate } from "./estimates.js" */
/** @import { Value } from "./evaluate.js" */
/** @import { Tree } from "./expression.js" */
/** @import { Step } from "./writer.js" */
/** @import { Worked } from "./worked.js" */

/**
 * The verdict on one printed number.
 * @typedef {object} AuditRow
 * @property {string} name as it was given: `-delta_o1` where it is printed with the other sign
 * @property {string} printed
 * @property {number} own by the right rule from the numbers printed before it
 * @property {number} computed from the start
 * @property {string} verdict "agrees", "rounding", "slip" or "inherited"
 * @property {Cause[]} causes of a slip, the likeliest first; none where none was found
 * @property {string[]} carries of an inherited number, the wrong numbers that it carries on
 */

/**
 * A printed number and what it stands for.
 * @typedef {object} Entry
 * @property {string} name
 * @property {string} text
 * @property {Tree} tree what it stands for
 * @property {string} step the name of the trace, or of a step of its own that it is given
 * @property {number} sign -1 where it is printed with the other sign
 * @property {number} value with the sign that the trace gives it
 * @property {number} unit one in its last digit
 */

const THREE_DIGITS = 100; // units: from so many on a number has three digits
/** Whoever prints so many digits prints what a program holds, perhaps in single precision. */
const TWELVE_DIGITS = 1e11;
const SINGLE_PRECISION = 3e-7;
const NOT_PRINTED = 0.05; // of a unit: people keep a digit more of what they do not print

/**
 * @param {Worked} worked
 * @param {[name: string, text: string][]} printed names of steps with what is printed for them, in
 *   the order of printing
 * @returns {AuditRow[]}
 */
export function audit(worked, printed) {
  const auditor = new Auditor(worked, entriesOf(printed));
  return auditor.audit();
}

/**
 * @param {[name: string, text: string][]} printed
 * @returns {Entry[]}
 */
function entriesOf(printed) {
  const comma = usesDecimalComma(printed.map(([, text]) => text));
  return printed.map(([name, text]) => {
    const { sign, tree } = quantityOf(name);
    const { value, unit } = readNumber(text, comma);
    return { name, text, tree, step: String(tree), sign, value: sign * value, unit };
  });
}

/**
 * One unit in the last digit of most of the numbers that have decimals; 1 where none has.
 * @param {Entry[]} entries
 */
function usualUnit(entries) {
  const units = entries.map(({ unit }) => unit).filter((unit) => unit < 1);
  units.sort((one, other) => one - other);
  return units.length > 0 ? units[Math.floor(units.length / 2)] : 1;
}

/**
 * Zeros after the point are left away: a bare 0 is 0 in the usual digits, a bare 1 is 1.0 where
 * others have digits. A whole number of two digits or more may have been rounded to that.
 * @param {Entry[]} entries
 * @param {number} usual one unit in the last digit of most of them
 */
function giveDigitsToWholeNumbers(entries, usual) {
  for (const entry of entries) {
    if (entry.value === 0 && entry.unit === 1) {
      entry.unit = usual;
    } else if (Math.abs(entry.value) < 10 && entry.unit === 1) {
      entry.unit = Math.max(usual, 0.1);
    }
  }
}

/**
 * The tree of each step; a cross-entropy is computed from its output, where that is printed, as
 * people do. The trace computes it from the weighted sum, which cannot overflow.
 * @param {Step[]} steps
 * @param {Record<string, Value>} values
 * @param {Entry[]} entries
 * @returns {Map<string, Tree>}
 */
function readFromOutputs(steps, values, entries) {
  const printed = new Set(entries.map(({ step }) => step));
  for (const { step, value } of entries) {
    if (!(value > 0 && value < 1)) printed.delete(step); // of 0 and 1 there is no logarithm
  }
  /** @type {Map<string, Tree>} by the text of the expression in the trace */
  const others = new Map();
  for (const isAfter of [false, true]) {
    const roles = rolesOf(steps, isAfter);
    for (const [output, target] of roles.targets) {
      const sum = roles.sums.get(output) ?? "";
      if (!printed.has(output)) continue;
      others.set(`softplus(${sum}) - ${target}*${sum}`, crossEntropyOf(output, target));
    }
  }
  return new Map(steps.map(({ name, tree }) => {
    const other = others.get(text(tree));
    return [name, other !== undefined && isFiniteFor(other, values) ? other : tree];
  }));
}

/**
 * Whether an expression is a number, for the first of several examples.
 * @param {Tree} tree
 * @param {Record<string, Value>} values
 */
function isFiniteFor(tree, values) {
  const value = evaluate(tree, values);
  return Number.isFinite(Array.isArray(value) ? value[0] : value);
}

/** Judges printed numbers one after the other, and then looks for the causes of the wrong ones. */
class Auditor {
  /**
   * @param {Worked} worked
   * @param {Entry[]} entries
   */
  constructor({ steps, values }, entries) {
    this.steps = [...steps];
    this.entries = entries;
    this.usual = usualUnit(entries);
    giveDigitsToWholeNumbers(entries, this.usual);
    /** @type {Map<string, Tree>} */
    this.trees = readFromOutputs(steps, values, entries);
    const named = Object.entries(values);
    /** @type {Record<string, number>} of several examples, the value of the first */
    this.start = Object.fromEntries(
      named.map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
    );
    /** @type {Record<string, number[]>} */
    this.several = Object.fromEntries(
      named.flatMap(([name, value]) => Array.isArray(value) ? [[name, value]] : []),
    );
    /** @type {Map<string, Tree>} the steps that printed differences are given */
    this.parts = new Map();
    for (const entry of entries) {
      if (headOf(entry.tree) !== null) entry.step = this.stepOf(entry.tree);
    }
    /** @type {Map<string, Estimate>} what is printed so far */
    this.known = new Map();
    /** @type {Map<string, AuditRow>} the row of each step that is printed so far */
    this.rows = new Map();
    /** @type {{ row: AuditRow, wrong: Wrong }[]} */
    this.slips = [];
    /** @type {Map<string, boolean>} whether later numbers go on with the right value */
    this.copied = new Map();
  }

  /**
   * The step of a printed difference, after all that it reads; what holds the difference reads that
   * step.
   * @param {Tree} difference
   */
  stepOf(difference) {
    for (const [name, tree] of this.trees) {
      if (isSameTree(tree, difference)) return name;
    }
    let name = `printed_${this.parts.size + 1}`;
    while (Object.hasOwn(this.start, name)) name += "_";
    const read = namesIn(difference);
    const place = this.steps.findLastIndex((step) => read.includes(step.name));
    const step = { name, tree: difference, text: text(difference) };
    this.steps.splice(place + 1, 0, { ...step, phase: "backward" });
    const trees = this.steps.map((each) => this.treeWith(each, name, difference));
    this.trees = new Map(this.steps.map((each, k) => [each.name, trees[k]]));
    this.start[name] = Number(evaluate(difference, this.start));
    this.parts.set(name, difference);
    return name;
  }

  /**
   * The tree of a step in which `part` is read by its name.
   * @param {Step} step
   * @param {string} name
   * @param {Tree} part
   */
  treeWith(step, name, part) {
    const tree = this.trees.get(step.name) ?? step.tree;
    return step.name === name ? part : withPart(tree, part, name);
  }

  /**
   * A text in which printed differences stand for the names of their steps.
   * @param {string} said
   */
  inWords(said) {
    let words = said;
    for (const [name, part] of this.parts) words = words.replaceAll(name, text(part));
    return words;
  }

  audit() {
    const rows = this.entries.map((entry) => this.rowOf(entry));
    this.findCauses();
    return rows;
  }

  /**
   * The row of a printed number, which is known from here on.
   * @param {Entry} entry
   * @returns {AuditRow}
   */
  rowOf(entry) {
    const { name, text, step, sign, value, unit } = entry;
    const scope = new Scope(this.trees, this.start, this.several, new Map(this.known));
    const own = scope.ofTree(scope.treeOf(step));
    const loose = scope.roundedTo(unit * NOT_PRINTED).ofTree(scope.treeOf(step));
    const { verdict, carries } = this.judge(entry, own, loose);
    const row = {
      name,
      printed: text,
      own: sign * own.value,
      computed: sign * this.start[step],
      verdict,
      causes: [],
      carries,
    };
    if (verdict === "slip") {
      this.slips.push({ row, wrong: { name: step, value, unit, scope, usual: this.usual } });
    }
    this.takeEvidence(entry, scope, own);
    this.keep(row, entry, own);
    return row;
  }

  /**
   * By the right rule from what is known, and from the start.
   * @param {Entry} entry
   * @param {Estimate} own
   * @param {Estimate} loose the same, where what is not printed was rounded too
   */
  judge(entry, own, loose) {
    const { step, value, unit } = entry;
    const start = { value: this.start[step], radius: 0 };
    // Of an update, what was changed tells.
    const origin = step.endsWith("_new") ? this.start[withoutSuffix(step, "_new")] : 0;
    const size = Math.abs(value - origin);
    const before = this.known.get(step);
    const isRepeated = before !== undefined && gives(value, unit, before);
    const follows = isRepeated || gives(value, unit, own) || isNear(entry, own, size) ||
      gives(value, unit, loose);
    const carried = this.wrongBehind(step, isRepeated);
    if (roundsTo(value, unit, start)) return { verdict: "agrees", carries: [] };
    const mayRound = follows ? carried.length === 0 : isNear(entry, start, size);
    if (isCutOff(value, unit, start) || mayRound) return { verdict: "rounding", carries: [] };
    if (!follows) return { verdict: "slip", carries: [] };
    const carries = carried.map(({ name, printed }) => `${name} = ${printed}`);
    return { verdict: "inherited", carries };
  }

  /**
   * The rows of the wrong numbers that a step reads, or of the same number where it is printed once
   * more.
   * @param {string} step
   * @param {boolean} isRepeated
   */
  wrongBehind(step, isRepeated) {
    const names = isRepeated ? [step] : this.namesBehind(step);
    return names.flatMap((name) => this.rows.get(name) ?? []).filter(isWrong);
  }

  /**
   * The printed names that a step reads, itself or through steps that are not printed.
   * @param {string} step
   */
  namesBehind(step) {
    /** @type {string[]} */
    const found = [];
    const waiting = [step];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      for (const name of namesIn(this.trees.get(next) ?? next)) {
        if (found.includes(name) || waiting.includes(name)) continue;
        if (this.rows.has(name)) found.push(name);
        else if (this.trees.has(name)) waiting.push(name);
      }
    }
    return found;
  }

  /**
   * Whether this number tells that one before it was written down wrong: it goes on with the right
   * value.
   * @param {Entry} entry
   * @param {Scope} scope
   * @param {Estimate} own
   */
  takeEvidence({ step, value, unit }, scope, own) {
    for (const name of this.namesBehind(step)) {
      if (this.rows.get(name)?.verdict !== "slip") continue;
      const right = scope.without(name).ofTree(scope.treeOf(step));
      const followsPrinted = roundsTo(value, unit, own);
      if (followsPrinted !== roundsTo(value, unit, right)) this.copied.set(name, !followsPrinted);
    }
  }

  /**
   * Takes the number up among those that later ones are judged from.
   * @param {AuditRow} row
   * @param {Entry} entry
   * @param {Estimate} own
   */
  keep(row, { step, value, unit }, own) {
    const before = this.rows.get(step);
    if (before && before.verdict !== "slip" && row.verdict === "slip") return;
    this.rows.set(step, row);
    const radius = unit / 2;
    const estimates = [own, { value: this.start[step], radius: 0 }];
    const isRounded = estimates.some((each) => roundsTo(value, unit, each));
    const isCut = !isRounded && estimates.some((each) => isCutOff(value, unit, each));
    const middle = value > 0 ? value + radius : value - radius;
    this.known.set(step, { value: isCut ? middle : value, radius });
  }

  /** A slip that explains several numbers, or that others tell of, comes first. */
  findCauses() {
    const all = this.slips.map(({ wrong }) => wrong);
    for (const { row, wrong } of this.slips) {
      const others = all.filter((each) => each !== wrong);
      const above = this.namesBehind(wrong.name).filter((name) =>
        wrong.scope.known.has(name) && this.rows.get(name)?.verdict === "slip"
      );
      const copied = this.copied.get(wrong.name) ?? null;
      const sign = row.name.startsWith("-") ? -1 : 1;
      row.causes = likelyCauses(this.steps, wrong, others, copied, above)
        .map((cause) => ({
          ...cause,
          value: sign * cause.value,
          why: this.inWords(cause.why),
          expression: this.inWords(cause.expression),
        }));
    }
  }
}

/** @param {AuditRow} row */
function isWrong({ verdict }) {
  return verdict === "slip" || verdict === "inherited";
}

/**
 * Whether a printed number is at most one off in its last digit, where `size` has three digits.
 * @param {Entry} entry
 * @param {Estimate} estimate
 * @param {number} size
 */
function isNear({ value, unit }, estimate, size) {
  const distance = Math.abs(value - estimate.value) - estimate.radius;
  if (Math.abs(value) > TWELVE_DIGITS * unit) return distance <= SINGLE_PRECISION * Math.abs(value);
  return size >= THREE_DIGITS * unit && distance <= unit * (1.5 + 1e-6);
}
