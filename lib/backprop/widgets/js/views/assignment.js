// One assignment of the trace, typeset, with the number of each term below it. The number that is
// pointed at is shown to nine digits.
import { html, setAttribute, setText } from "../drawing/dom.js";
import {
  breakable,
  fraction,
  math,
  mathml,
  mathRow,
  numeral,
  operator,
  sign,
} from "../drawing/mathml.js";
import { number, withMinus } from "../drawing/numbers.js";
import { headOf, operandsOf } from "../model/expression.js";
import { nestedQuotients, Typesetter } from "./formula.js";
import { spokenFormula } from "./spoken.js";
import { spokenName, subjectOf, symbol, symbolInText } from "./symbols.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/writer.js").Step} Step */
/** @typedef {import("./formula.js").Part} Part */

/**
 * A term of the formula and the number below it.
 * @typedef {object} Term
 * @property {string} name
 * @property {Element} element
 * @property {Element} number
 * @property {(values: Record<string, number>) => number} read
 */

const SHOWN_DIGITS = 4;
const MOST_CHIPS = 4; // examples of a mean that are shown

export class AssignmentView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    const point = (/** @type {Event} */ event) => this.point(event.target);
    const leave = () => this.point(document.activeElement);
    const listeners = { pointerover: point, pointerout: leave, focusin: point, focusout: leave };
    this.element = html("div", { class: "bp-formula", role: "group", ...listeners });
    this.exact = html("span", { class: "bp-exact" });
    this.digits = html("span");
    /** @type {Term[]} */
    this.terms = [];
    /** @type {Step | null} */
    this.shown = null;
    /** @type {Term | undefined} the term that is pointed at */
    this.pointed = undefined;
    /** @type {Record<string, number>} */
    this.values = {};
    this.isCovered = false; // the result
  }

  /**
   * @param {Step} step
   * @param {Record<string, number>} values
   */
  update(step, values) {
    this.values = values;
    if (this.shown !== step) {
      this.shown = step;
      this.write(step);
    }
    for (const { number: place, read } of this.terms) {
      setText(place, withMinus(number(read(values), SHOWN_DIGITS)));
    }
  }

  /**
   * What is heard of the formula and of its terms; a result that is covered is not.
   * @param {boolean} isCovered
   */
  cover(isCovered) {
    this.isCovered = isCovered;
    if (!this.shown) return;
    const { name, tree } = this.shown;
    const formula = `${spokenName(name)} equals ${spokenFormula(tree)}`;
    const result = isCovered ? "" : `, equals ${number(this.values[name], SHOWN_DIGITS)}`;
    setAttribute(this.element, "aria-label", formula + result);
    for (const term of this.terms) {
      const value = this.hides(term) ? "your number is awaited" : number(term.read(this.values));
      setAttribute(term.element, "aria-description", value);
    }
    this.showExact();
  }

  /**
   * Whether a term is the result, and that is covered.
   * @param {Term} term
   */
  hides({ name }) {
    return this.isCovered && name === this.shown?.name;
  }

  /** @param {Step} step */
  write(step) {
    this.terms = [];
    this.point(null);
    const parts = headOf(step.tree) === "mean"
      ? this.meanParts(step)
      : new Typesetter((name) => this.named(name)).parts(step.tree);
    const written = [
      math({ "data-phase": step.phase }, this.leftSide(step.name), sign("=")),
      ...parts.map((part) => this.part(part, step)),
      math({ "data-phase": step.phase }, sign("="), this.result(step.name)),
    ];
    this.element.classList.toggle("bp-tall", nestedQuotients(step.tree) > 1);
    this.element.replaceChildren(...breakable(written));
  }

  /**
   * @param {Part} part
   * @param {Step} step
   */
  part({ nodes, product }, step) {
    const isPath = product > 0 && isHiddenDelta(step.name, this.state.program);
    return math(isPath ? { class: `bp-path bp-term-${product}` } : {}, mathRow(nodes));
  }

  /**
   * What is assigned: it has no number below it, since that is the result.
   * @param {string} name
   */
  leftSide(name) {
    return mathml("mrow", this.role(name, name), symbol(name, false));
  }

  /** @param {string} name */
  result(name) {
    const place = mathml("mn", { class: "bp-result" });
    const element = mathml("mrow", this.role("result", name), place);
    this.terms.push({ name, element, number: place, read: (values) => values[name] });
    return element;
  }

  /** @param {string} name */
  named(name) {
    return this.withNumber(
      name,
      this.role(name, name),
      symbol(name, false),
      (values) => values[name],
    );
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} role
   * @param {Node} written
   * @param {(values: Record<string, number>) => number} read
   */
  withNumber(name, role, written, read) {
    const place = mathml("mn", { class: "bp-number" });
    const element = mathml("mrow", role, mathml("munder", {}, written, place));
    this.terms.push({ name, element, number: place, read });
    return element;
  }

  /**
   * A term can be pointed at and focused: it and its edge, neuron or control highlight each other.
   * @param {string} label
   * @param {string} name
   */
  role(label, name) {
    const subject = subjectOf(name, this.state.program);
    return {
      class: "bp-term",
      role: "math",
      "aria-label": label,
      "data-name": subject,
      tabindex: "0",
    };
  }

  /**
   * A mean with the number of each example; of many, the first ones and the last.
   * @param {Step} step
   * @returns {Part[]}
   */
  meanParts(step) {
    const { n } = this.state;
    const examples = Array.from({ length: n }, (_, k) => k);
    const shown = n > MOST_CHIPS ? [...examples.slice(0, MOST_CHIPS - 1), n - 1] : examples;
    const name = String(operandsOf(step.tree)[0]);
    const chips = shown.map((k, place) => {
      const left = place > 0 && shown[place - 1] !== k - 1; // some are left out before it
      const dots = left ? [sign("+"), operator("\u2026")] : [];
      return { nodes: [...dots, ...(k ? [sign("+")] : []), this.chip(name, k)], product: 0 };
    });
    const share = fraction([numeral("1")], [numeral(String(n))]);
    chips[0].nodes.unshift(share, operator("("));
    chips[chips.length - 1].nodes.push(operator(")"));
    return chips;
  }

  /**
   * The number of one example, with the example's own number below it.
   * @param {string} name
   * @param {number} example
   */
  chip(name, example) {
    const label = `example ${example + 1}`;
    const place = mathml("mn", {});
    const role = { ...this.role(label, name), class: "bp-term bp-chip" };
    const below = mathml("mtext", { class: "bp-number" }, label);
    const element = mathml("mrow", role, mathml("munder", {}, place, below));
    this.terms.push({ name, element, number: place, read: () => this.valueOf(name, example) });
    return element;
  }

  /**
   * @param {string} name
   * @param {number} example
   */
  valueOf(name, example) {
    const { program, theta, memory, constants, x, t } = this.state;
    const results = program.evaluate(theta, memory, constants, x, t, example);
    return results[program.names.indexOf(name)];
  }

  /** @param {EventTarget | null} node */
  point(node) {
    this.pointed = this.terms.find(({ element }) => node instanceof Node && element.contains(node));
    const { pointed } = this;
    this.exact.replaceChildren(
      ...(pointed ? [symbolInText(pointed.name), " = ", this.digits] : []),
    );
    this.showExact();
  }

  showExact() {
    const { pointed, values } = this;
    if (!pointed) return;
    const isHidden = this.hides(pointed);
    setText(this.digits, isHidden ? "?" : withMinus(number(pointed.read(values))));
  }
}

/**
 * Whether a name is the delta of a hidden neuron, where paths meet.
 * @param {string} name
 * @param {import("../model/program.js").Program} program
 */
function isHiddenDelta(name, { units }) {
  return units.slice(1, -1).flat().some((unit) => name === `delta_${unit}`);
}
