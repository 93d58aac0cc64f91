// A tree of the trace, typeset: fractions, powers, and a true minus between its names.
import {
  fraction,
  identifier,
  mathml,
  mathRow,
  numeral,
  operator,
  sign,
} from "../drawing/mathml.js";
import { withMinus } from "../drawing/numbers.js";
import { headOf, operandsOf, text } from "../model/expression.js";
import { functionSign, partsOf } from "./symbols.js";

/** @typedef {import("../model/expression.js").Tree} Tree */

/**
 * A part of a formula behind which its line may break; `product` counts the terms of a sum of
 * products, from 1, and is 0 for everything else.
 * @typedef {{ nodes: Node[], product: number }} Part
 */

const TIMES = "\u00b7";
const MINUS = "\u2212";

/**
 * Equal factors that follow each other are a power, unless they are written as fractions.
 * @param {Tree[]} factors
 */
export function powersOf(factors) {
  /** @type {{ factor: Tree, power: number }[]} */
  const powers = [];
  for (const factor of factors) {
    const last = powers.at(-1);
    const isFraction = typeof factor === "string" && partsOf(factor).isGradient;
    if (last && text(last.factor) === text(factor) && !isFraction) last.power += 1;
    else powers.push({ factor, power: 1 });
  }
  return powers;
}

/**
 * How many quotients stand in each other.
 * @param {Tree} tree
 * @returns {number}
 */
export function nestedQuotients(tree) {
  const within = Math.max(0, ...operandsOf(tree).map(nestedQuotients));
  return headOf(tree) === "/" ? within + 1 : within;
}

export class Typesetter {
  /**
   * @param {(name: string) => Node} write how a name is written: with its number below, or alone
   * @param {boolean} inFraction where a quotient stays in its line
   */
  constructor(write, inFraction = false) {
    this.write = write;
    this.inFraction = inFraction;
  }

  /**
   * The terms of a sum, or the factors of a product, of which a sum is taken apart too.
   * @param {Tree} tree
   * @returns {Part[]}
   */
  parts(tree) {
    const operands = operandsOf(tree);
    switch (headOf(tree)) {
      case "+":
        return this.sum(operands);
      case "*":
        return powersOf(operands).flatMap(({ factor, power }, k) => this.factor(factor, power, k));
      default:
        return [{ nodes: this.nodes(tree), product: 0 }];
    }
  }

  /**
   * All signs of a formula, in reading order.
   * @param {Tree} tree
   * @returns {Node[]}
   */
  nodes(tree) {
    if (typeof tree === "string") return [this.write(tree)];
    if (typeof tree === "number") return [numeral(withMinus(String(tree)))];
    const head = headOf(tree) ?? "";
    const operands = operandsOf(tree);
    switch (head) {
      case "+":
      case "*":
        return this.parts(tree).flatMap(({ nodes }) => nodes);
      case "-":
        return this.term(tree, 0);
      case "/":
        return this.quotient(operands[0], operands[1]);
      case "sqrt":
        return [mathml("msqrt", {}, ...this.nodes(operands[0]))];
      default:
        return [identifier(functionSign(head)), ...this.list(operands)];
    }
  }

  /**
   * @param {Tree} term
   * @param {number} place in its sum
   */
  term(term, place) {
    if (headOf(term) === "-") {
      const [operand] = operandsOf(term);
      return [sign(MINUS, place ? "infix" : "prefix"), ...this.enclosed(operand, isSum(operand))];
    }
    const nodes = this.enclosed(term, headOf(term) === "+");
    return place ? [sign("+"), ...nodes] : nodes;
  }

  /**
   * @param {Tree} factor
   * @param {number} power
   * @param {number} place in its product
   * @returns {Part[]}
   */
  factor(factor, power, place) {
    const times = place ? [sign(TIMES)] : [];
    if (place === 0 && factor === 0.5) {
      return [{ nodes: [fraction([numeral("1")], [numeral("2")])], product: 0 }];
    }
    if (headOf(factor) === "+" && power === 1) {
      const parts = this.sum(operandsOf(factor));
      parts[0].nodes.unshift(...times, operator("("));
      parts[parts.length - 1].nodes.push(operator(")"));
      const breaks = parts.every(({ product }) => product > 0);
      return breaks ? parts : [{ nodes: parts.flatMap(({ nodes }) => nodes), product: 0 }];
    }
    const inLine = place > 0 && this.inFraction && headOf(factor) === "/";
    const nodes = this.enclosed(factor, isSum(factor) || inLine);
    const raised = power > 1 ? [mathml("msup", {}, mathRow(nodes), numeral(String(power)))] : nodes;
    return [{ nodes: [...times, ...raised], product: 0 }];
  }

  /**
   * @param {Tree[]} terms
   * @returns {Part[]}
   */
  sum(terms) {
    const areProducts = terms.every((term) => headOf(term) === "*");
    return terms.map((term, k) => ({
      nodes: this.term(term, k),
      product: areProducts ? k + 1 : 0,
    }));
  }

  /**
   * @param {Tree} over
   * @param {Tree} under
   */
  quotient(over, under) {
    if (!this.inFraction) {
      const within = new Typesetter(this.write, true);
      return [fraction(within.nodes(over), within.nodes(under))];
    }
    const compound = isSum(under) || headOf(under) === "*" || headOf(under) === "/";
    const [above, below] = [this.enclosed(over, isSum(over)), this.enclosed(under, compound)];
    return [...above, sign("/"), ...below];
  }

  /** @param {Tree[]} operands of a call */
  list(operands) {
    const listed = operands.flatMap((each, k) => {
      return k ? [sign(","), ...this.nodes(each)] : this.nodes(each);
    });
    return [operator("("), ...listed, operator(")")];
  }

  /**
   * @param {Tree} tree
   * @param {boolean} enclosed whether in parentheses
   */
  enclosed(tree, enclosed) {
    const nodes = this.nodes(tree);
    return enclosed ? [operator("("), ...nodes, operator(")")] : nodes;
  }
}

/** @param {Tree} tree */
function isSum(tree) {
  return headOf(tree) === "+" || headOf(tree) === "-";
}
