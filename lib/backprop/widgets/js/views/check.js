// The gradient of backpropagation against the one that differences of the error give.
import { html, setText } from "../drawing/dom.js";
import { number, withMinus } from "../drawing/numbers.js";
import { Table } from "../drawing/table.js";
import { symbolInText } from "./symbols.js";

/** @typedef {import("../model/state.js").State} State */

const HEADS = ["parameter", "backpropagated", "numerical", "difference"];
const LEAST_SCALE = 1e-4; // where all gradients vanish, their rounding is no difference
const AGREES = 1e-6;

export class CheckView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.table = new Table("Gradients", HEADS);
    this.verdict = html("p", { class: "bp-note" });
    this.element = html("div", {}, this.table.element, this.verdict);
  }

  /**
   * @param {Record<string, number>} _values
   * @param {ArrayLike<number>} computed
   */
  update(_values, computed) {
    const { program, theta, x, t, n } = this.state;
    const gradient = Array.from(computed);
    const numerical = Array.from(program.numericalGradient(theta, x, t, n));
    const scale = Math.max(...[...gradient, ...numerical].map(Math.abs), LEAST_SCALE);
    const differences = gradient.map((value, k) => Math.abs(value - numerical[k]) / scale);
    const columns = [
      gradient.map((value) => withMinus(number(value))),
      numerical.map((value) => withMinus(number(value))),
      differences.map((value) => withMinus(number(value, 2))),
    ];
    this.table.show(program.parameters, (name) => [symbolInText(name)], columns);
    setText(this.verdict, this.judge(Math.max(...differences)));
  }

  /** @param {number} largest */
  judge(largest) {
    const measured = "Differences are shares of the largest gradient (or of 0.0001); " +
      `the largest is ${withMinus(number(largest, 2))}.`;
    if (largest < AGREES) return `${measured} The two agree.`;
    if (this.state.order === "simultaneous") return `${measured} The two differ.`;
    return `${measured} The two differ: ` +
      "the deltas of a lower layer read weights that are already updated.";
  }
}
