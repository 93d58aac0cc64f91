/**
 * Edits of an expression tree, as in edits.py: a sign lost, a term or factor dropped or taken twice,
 * one name read for another. What stands for a unit of thought is one name while a tree is edited:
 * the slope of a unit, such as `h1*(1 - h1)`, and the difference of an output from its target.
 *
 * @module
 */
import { headOf, operandsOf, operandsUnder, product, renamed, text } from "./expression.js";

/** @import { Tree } from "./expression.js" */
/** @import { Roles } from "./roles.js" */

/**
 * An edited tree: of what kind the edit is, and what was done in a learner's words.
 * @typedef {{ kind: string, why: string, tree: Tree }} Edit
 */

/**
 * @param {Tree} one
 * @param {Tree} other
 */
export function isSameTree(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * The tree of the number with the other sign.
 * @param {Tree} tree
 * @returns {Tree}
 */
export function negated(tree) {
  if (headOf(tree) === "-") return operandsOf(tree)[0];
  return typeof tree === "number" ? -tree : ["-", tree];
}

/**
 * A term without its minus.
 * @param {Tree} tree
 */
function positive(tree) {
  return headOf(tree) === "-" ? operandsOf(tree)[0] : tree;
}

/**
 * A tree with operand `k` replaced, where 0 is the first.
 * @param {Tree} tree
 * @param {number} k
 * @param {Tree} operand
 * @returns {Tree}
 */
function withOperand(tree, k, operand) {
  return [headOf(tree) ?? "", ...operandsOf(tree).with(k, operand)];
}

/**
 * A sum or product with operand `k` left out.
 * @param {Tree} tree
 * @param {number} k
 * @returns {Tree}
 */
function withoutOperand(tree, k) {
  const left = operandsOf(tree).toSpliced(k, 1);
  return left.length === 1 ? left[0] : [headOf(tree) ?? "", ...left];
}

/** Slopes and differences, each written as one name while a tree is edited. No trace has a name
 * that holds spaces. */
export class Abbreviations {
  /** @param {Roles} roles */
  constructor(roles) {
    this.roles = roles;
    /** @type {Record<string, Tree>} the tree that each name stands for */
    this.meaning = {};
    /** @type {Map<string, string>} for each unit with a slope, its short name */
    this.slopes = new Map();
    /** @type {Map<string, string>} for each name of a difference, `o1 minus t1`, the output */
    this.differences = new Map();
    for (const [unit, activation] of roles.activation) {
      const factors = slopeFactors(activation, unit, roles.sums.get(unit) ?? "");
      if (factors.length === 0) continue;
      this.slopes.set(unit, `slope of ${unit}`);
      this.meaning[`slope of ${unit}`] = product(factors);
    }
    for (const [output, target] of roles.targets) {
      for (const [over, under] of [[output, target], [target, output]]) {
        this.differences.set(`${over} minus ${under}`, output);
        this.meaning[`${over} minus ${under}`] = ["+", over, ["-", under]];
      }
    }
  }

  /**
   * `tree` with each slope and each difference as one name.
   * @param {Tree} tree
   * @returns {Tree}
   */
  abbreviated(tree) {
    for (const [name, meaning] of Object.entries(this.meaning)) {
      if (isSameTree(tree, meaning)) return name;
    }
    const head = headOf(tree);
    if (head === null) return tree;
    const operands = operandsOf(tree).map((operand) => this.abbreviated(operand));
    return head === "*" ? this.withSlope(operands) : [head, ...operands];
  }

  /**
   * @param {Tree[]} factors
   * @returns {Tree}
   */
  withSlope(factors) {
    for (const name of this.slopes.values()) {
      const slope = operandsUnder("*", this.meaning[name]);
      const before = factors.slice(0, -slope.length);
      const last = factors.slice(-slope.length);
      if (before.length > 0 && JSON.stringify(last) === JSON.stringify(slope)) {
        return product([...before, name]);
      }
    }
    return ["*", ...factors];
  }

  /**
   * `tree` with every abbreviation replaced by what it stands for.
   * @param {Tree} tree
   */
  writtenOut(tree) {
    return flattened(renamed(tree, this.meaning));
  }

  /**
   * The text of a tree as a reader sees it.
   * @param {Tree} tree
   */
  text(tree) {
    return text(this.writtenOut(tree));
  }
}

/**
 * The derivative of the activation of a unit, as the factors of a product; none where it is 1.
 * @param {string} activation
 * @param {string} unit
 * @param {string} total its weighted sum
 * @returns {Tree[]}
 */
export function slopeFactors(activation, unit, total) {
  if (activation === "sigmoid") return [unit, ["+", 1, ["-", unit]]];
  if (activation === "tanh") return [["+", 1, ["-", ["*", unit, unit]]]];
  return activation === "relu" ? [["step", total]] : [];
}

/**
 * A tree in which no product is a factor of a product and no minus meets another.
 * @param {Tree} tree
 * @returns {Tree}
 */
function flattened(tree) {
  const head = headOf(tree);
  if (head === null) return tree;
  const operands = operandsOf(tree).map(flattened);
  if (head === "*") return product(operands);
  if (head === "-" && headOf(operands[0]) === "-") return operandsOf(operands[0])[0];
  return [head, ...operands];
}

/**
 * The edits that the function `edit` makes of any part of a tree, each as an edit of the whole tree.
 * @param {Tree} tree
 * @param {(part: Tree) => Edit[]} edit
 * @returns {Edit[]}
 */
function everywhere(tree, edit) {
  const within = operandsOf(tree).flatMap((operand, k) =>
    everywhere(operand, edit).map((each) => ({ ...each, tree: withOperand(tree, k, each.tree) }))
  );
  return [...edit(tree), ...within];
}

/**
 * The sign of the result lost, then that of each term of a sum, then that of what a function is
 * applied to.
 * @param {Tree} tree
 * @param {Abbreviations} short
 * @returns {Edit[]}
 */
export function signsLost(tree, short) {
  const edit = (/** @type {Tree} */ part) => {
    const head = headOf(part);
    const operands = operandsOf(part);
    if (head === null || head === "*" || head === "-") return [];
    if (head === "+" && operands.length === 1) return [];
    return operands.map((operand, k) => ({
      kind: "sign lost",
      why: `The sign of \`${short.text(positive(operand))}\` was lost.`,
      tree: withOperand(part, k, negated(operand)),
    }));
  };
  const why = "The sign of the result was lost.";
  return [{ kind: "sign lost", why, tree: negated(tree) }, ...everywhere(tree, edit)];
}

/**
 * Each term of a sum left out, and each factor of a product.
 * @param {Tree} tree
 * @param {Abbreviations} short
 */
export function dropped(tree, short) {
  return everywhere(tree, (part) => {
    if (headOf(part) !== "+" && headOf(part) !== "*") return [];
    return operandsOf(part).map((_, k) => droppedOperand(part, k, short));
  });
}

/**
 * @param {Tree} part
 * @param {number} k
 * @param {Abbreviations} short
 * @returns {Edit}
 */
function droppedOperand(part, k, short) {
  const tree = withoutOperand(part, k);
  const operand = operandsOf(part)[k];
  const what = short.text(positive(operand));
  if (headOf(part) === "+") {
    return isBias(operand, short)
      ? { kind: "bias dropped", why: `The bias \`${what}\` was left out.`, tree }
      : { kind: "term dropped", why: `The term \`${what}\` was left out.`, tree };
  }
  if (isSlope(operand, short)) {
    const why = `The slope of the activation, \`${what}\`, was left out.`;
    return { kind: "slope dropped", why, tree };
  }
  if (operand === "rate") {
    return { kind: "rate dropped", why: "The learning rate was left out.", tree };
  }
  if (operand === 0.5 || operand === 2) {
    return { kind: "half dropped", why: `The factor ${what} was left out.`, tree };
  }
  return { kind: "factor dropped", why: `The factor \`${what}\` was left out.`, tree };
}

/**
 * @param {Tree} tree
 * @param {Abbreviations} short
 */
function isBias(tree, { roles }) {
  return [...roles.bias.values()].some((bias) => bias === tree);
}

/**
 * @param {Tree} tree
 * @param {Abbreviations} short
 */
function isSlope(tree, { slopes }) {
  return [...slopes.values()].some((slope) => slope === tree);
}

/**
 * Each factor of a product taken twice, and each bias or other term of a sum.
 * @param {Tree} tree
 * @param {Abbreviations} short
 */
export function takenTwice(tree, short) {
  return everywhere(tree, (part) => {
    if (headOf(part) !== "+" && headOf(part) !== "*") return [];
    return operandsOf(part).map((_, k) => twice(part, k, short));
  });
}

/**
 * @param {Tree} part
 * @param {number} k
 * @param {Abbreviations} short
 * @returns {Edit}
 */
function twice(part, k, short) {
  const operands = operandsOf(part);
  /** @type {Tree} */
  const tree = [headOf(part) ?? "", ...operands.toSpliced(k, 0, operands[k])];
  const what = short.text(positive(operands[k]));
  if (headOf(part) === "+") {
    return isBias(operands[k], short)
      ? { kind: "bias twice", why: `The bias \`${what}\` was added twice.`, tree }
      : { kind: "term twice", why: `The term \`${what}\` was taken twice.`, tree };
  }
  if (isSlope(operands[k], short)) {
    const why = `The slope of the activation, \`${what}\`, was taken twice.`;
    return { kind: "slope twice", why, tree };
  }
  return { kind: "factor twice", why: `The factor \`${what}\` was taken twice.`, tree };
}

/**
 * One name read for another: `alternatives` are edits, of which each has what is read in place of
 * `name`.
 * @param {Tree} tree
 * @param {Abbreviations} short
 * @param {string} name
 * @param {Edit[]} alternatives
 * @returns {Edit[]}
 */
export function renamedIn(tree, short, name, alternatives) {
  const what = short.text(name);
  return alternatives.map((other) => ({
    kind: other.kind,
    why: other.why || `\`${short.text(other.tree)}\` was read in place of \`${what}\`.`,
    tree: renamed(tree, { [name]: other.tree }),
  }));
}
