// The trace, one assignment at a time: with symbols, with the numbers put in, and with its result.
import { bar, button, html, setAttribute, setText } from "../drawing/dom.js";
import { number, withMinus } from "../drawing/numbers.js";
import { headOf, operandsOf } from "../model/expression.js";
import { pieces } from "./formula.js";
import { resultSymbol, subjectOf, symbol } from "./symbols.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/writer.js").Step} Step */
/** @typedef {import("./formula.js").Piece} Piece */

const PHASES = ["forward", "error", "backward", "update"];
const MOST_TERMS = 5; // of a mean with its numbers

export class StepsView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.phases = PHASES.map((phase) => button(phase, () => this.goTo(phase)));
    this.back = button("Back", () => state.back());
    this.count = html("span", { class: "bp-count" });
    this.formula = html("div", { class: "bp-formula" });
    this.numbers = html("div");
    this.result = html("strong");
    const result = html("div", {}, "= ", this.result);
    const kind = { class: "bp-assignment" };
    this.assignment = html("div", kind, this.formula, this.numbers, result);
    this.note = html("p", { class: "bp-note" });
    const next = button("Next", () => state.next());
    this.element = html(
      "div",
      { class: "bp-steps" },
      bar(...this.phases),
      bar(this.back, next, this.count),
      this.assignment,
      this.note,
    );
    /** @type {Step | null} */
    this.shown = null;
  }

  /** @param {string} phase */
  goTo(phase) {
    const walk = this.state.program.steps.findIndex((step) => step.phase === phase);
    this.state.look({ walk });
  }

  /** @param {Record<string, number>} values */
  update(values) {
    const { walk, program: { steps }, canGoBack } = this.state;
    const step = walk === null ? null : steps[walk];
    for (const each of this.phases) {
      setAttribute(each, "aria-pressed", each.textContent === step?.phase);
    }
    this.back.disabled = !canGoBack;
    this.assignment.hidden = !step;
    setText(
      this.count,
      walk === null ? `${steps.length} assignments` : `${walk + 1} of ${steps.length}`,
    );
    setText(this.note, this.hint());
    if (step) this.write(step, values);
  }

  hint() {
    const { walk, program: { steps } } = this.state;
    if (walk === null) return "Next walks through one update, an assignment at a time.";
    return walk === steps.length - 1 ? "Next makes the update." : "";
  }

  /**
   * @param {Step} step
   * @param {Record<string, number>} values
   */
  write(step, values) {
    const parts = pieces(step.tree);
    if (this.shown !== step) {
      this.shown = step;
      const left = this.term(step.name, resultSymbol(step.name, this.state.n));
      const right = parts.map(({ kind, text }) =>
        kind === "name" ? this.term(text, symbol(text)) : text
      );
      this.formula.replaceChildren(left, " = ", ...right);
    }
    setText(this.numbers, `= ${this.withNumbers(step, parts, values)}`);
    setText(this.result, withMinus(number(values[step.name])));
  }

  /**
   * A name of the formula: it and its edge, neuron or control highlight each other.
   * @param {string} name
   * @param {(Node | string)[]} written
   */
  term(name, written) {
    const subject = subjectOf(name, this.state.program);
    const role = { role: "math", "aria-label": name, "data-name": subject };
    return html("span", { class: "bp-term", tabindex: "0", ...role }, ...written);
  }

  /**
   * The formula with a number for each name, a negative one in parentheses unless it stands first.
   * @param {Step} step
   * @param {Piece[]} parts
   * @param {Record<string, number>} values
   */
  withNumbers(step, parts, values) {
    if (headOf(step.tree) === "mean") return this.meanWithNumbers(step);
    const texts = parts.map(({ kind, text }, k) => {
      if (kind !== "name") return text;
      const written = withMinus(number(values[text]));
      const first = k === 0 || parts[k - 1].text === "(";
      return values[text] < 0 && !first ? `(${written})` : written;
    });
    return texts.join("");
  }

  /**
   * A mean with the number of each example; of many, the first and the last.
   * @param {Step} step
   */
  meanWithNumbers(step) {
    const { n, program, theta, memory, constants, x, t } = this.state;
    const place = program.names.indexOf(String(operandsOf(step.tree)[0]));
    const examples = Array.from({ length: n }, (_, k) => k);
    const shown = n > MOST_TERMS ? [0, 1, n - 1] : examples;
    const terms = shown.map((k) => {
      const value = program.evaluate(theta, memory, constants, x, t, k)[place];
      const written = withMinus(number(value));
      return value < 0 && k > 0 ? `(${written})` : written;
    });
    if (n > MOST_TERMS) terms.splice(2, 0, "\u2026");
    return `(${terms.join(" + ")}) / ${n}`;
  }
}
