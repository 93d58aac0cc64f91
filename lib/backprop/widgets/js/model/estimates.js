/**
 * What a number should be, judged from numbers that were rounded: its value, and how far it may be
 * off. As in estimates.py.
 *
 * @module
 */
import { evaluate } from "./evaluate.js";
import { headOf, namesIn, operandsOf } from "./expression.js";

/** @import { Value } from "./evaluate.js" */
/** @import { Tree } from "./expression.js" */

/**
 * A number that is known to lie within `radius` of `value`.
 * @typedef {{ value: number, radius: number }} Estimate
 */

/** Relative to one unit: ties such as 0.1065 for "0.107" are no exact binary fractions. */
const TIE_SHARE = 1e-6;

/**
 * Whether a number within the estimate is `value` when rounded to whole units.
 * @param {number} value
 * @param {number} unit
 * @param {Estimate} estimate
 */
export function roundsTo(value, unit, estimate) {
  const slack = 1e-14 * Math.max(Math.abs(value), Math.abs(estimate.value));
  const reach = estimate.radius + unit * (0.5 + TIE_SHARE) + slack;
  return Math.abs(value - estimate.value) <= reach;
}

/**
 * Whether a number within the estimate is `value` when the digits after the last one are left away.
 * @param {number} value
 * @param {number} unit
 * @param {Estimate} estimate
 */
export function isCutOff(value, unit, estimate) {
  const isPositive = value > 0 || (value === 0 && estimate.value > 0);
  const away = isPositive ? estimate.value - value : value - estimate.value;
  const { radius } = estimate;
  return -radius - unit * TIE_SHARE <= away && away < radius + unit * (1 - TIE_SHARE);
}

/**
 * Whether a number within the estimate is `value` when rounded or cut off.
 * @param {number} value
 * @param {number} unit
 * @param {Estimate} estimate
 */
export function gives(value, unit, estimate) {
  return roundsTo(value, unit, estimate) || isCutOff(value, unit, estimate);
}

/**
 * Whether an expression takes the mean over several examples, or one of them.
 * @param {Tree} tree
 * @returns {boolean}
 */
function takesRows(tree) {
  const head = headOf(tree);
  return head === "mean" || head === "example" || operandsOf(tree).some(takesRows);
}

/** The names of a trace, as far as they are known: some printed, all others to be computed. */
export class Scope {
  /**
   * @param {Map<string, Tree>} trees the tree of each step
   * @param {Record<string, number>} start the right value of each name; of several examples, that
   *   of the first
   * @param {Record<string, number[]>} rows for each name that has a value for each of several
   *   examples, the list of them
   * @param {Map<string, Estimate>} known each name that was printed
   * @param {number} grain how far what is computed between printed numbers may have been rounded
   */
  constructor(trees, start, rows, known, grain = 0) {
    this.trees = trees;
    this.start = start;
    this.rows = rows;
    this.known = known;
    this.grain = grain;
    /** @type {Map<string, Estimate>} */
    this.computed = new Map();
    /** @type {Map<string, Set<string>>} */
    this.readers = new Map();
  }

  /**
   * The scope in which some more names are known; what does not read them is not computed again.
   * @param {Map<string, Estimate>} more
   */
  withKnown(more) {
    const scope = new Scope(this.trees, this.start, this.rows, new Map([...this.known, ...more]));
    const changed = [...more.keys()].map((name) => this.readersOf(name));
    for (const [name, estimate] of this.computed) {
      if (!changed.some((readers) => readers.has(name))) scope.computed.set(name, estimate);
    }
    return scope;
  }

  /**
   * The steps that read a name, themselves or through others.
   * @param {string} name
   */
  readersOf(name) {
    const known = this.readers.get(name);
    if (known) return known;
    const readers = new Set([name]);
    for (const [step, tree] of this.trees) {
      if (namesIn(tree).some((operand) => readers.has(operand))) readers.add(step);
    }
    this.readers.set(name, readers);
    return readers;
  }

  /**
   * The scope in which everything that is computed between printed numbers may be off by `grain`.
   * @param {number} grain
   */
  roundedTo(grain) {
    return new Scope(this.trees, this.start, this.rows, this.known, grain);
  }

  /**
   * The scope in which a name is not known, so that it is computed.
   * @param {string} name
   */
  without(name) {
    const known = new Map(this.known);
    known.delete(name);
    return new Scope(this.trees, this.start, this.rows, known);
  }

  /**
   * The tree of a step.
   * @param {string} name
   */
  treeOf(name) {
    return this.trees.get(name) ?? name;
  }

  /**
   * A name as it was printed, or else computed from what is printed.
   * @param {string} name
   * @returns {Estimate}
   */
  ofName(name) {
    const known = this.known.get(name) ?? this.computed.get(name);
    if (known) return known;
    const tree = this.trees.get(name);
    if (tree === undefined || takesRows(tree)) return { value: this.start[name], radius: 0 };
    const { value, radius } = this.ofTree(tree);
    const computed = { value, radius: radius + this.grain };
    this.computed.set(name, computed);
    return computed;
  }

  /**
   * An expression: its value, and what the radius of each name adds.
   * @param {Tree} tree
   * @returns {Estimate}
   */
  ofTree(tree) {
    if (takesRows(tree)) {
      return { value: Number(evaluate(tree, { ...this.start, ...this.rows })), radius: 0 };
    }
    const names = [...new Set(namesIn(tree))];
    const operands = names.map((name) => ({ name, ...this.ofName(name) }));
    const values = Object.fromEntries(operands.map(({ name, value }) => [name, value]));
    const value = Number(evaluate(tree, values));
    let radius = 0;
    for (const operand of operands) {
      if (operand.radius === 0) continue;
      const { name } = operand;
      const above = evaluate(tree, { ...values, [name]: operand.value + operand.radius });
      const below = evaluate(tree, { ...values, [name]: operand.value - operand.radius });
      radius += Math.max(Math.abs(Number(above) - value), Math.abs(Number(below) - value));
    }
    return { value, radius: Number.isFinite(radius) ? radius : 0 };
  }

  /**
   * The value of every name, printed or computed.
   * @returns {Record<string, number>}
   */
  values() {
    const names = Object.keys(this.start);
    return Object.fromEntries(names.map((name) => [name, this.ofName(name).value]));
  }

  /**
   * The steps that `name` is computed from and that are not printed, in the order of the trace.
   * @param {string} name
   */
  unknownBehind(name) {
    const found = new Set();
    const waiting = [name];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const operand of namesIn(this.treeOf(next))) {
        const isUnknown = this.trees.has(operand) && !this.known.has(operand);
        if (!isUnknown || found.has(operand)) continue;
        found.add(operand);
        waiting.push(operand);
      }
    }
    return [...this.trees.keys()].filter((step) => found.has(step));
  }
}
