// All numbers of a pass, each beside its assignment.
import { number, withMinus } from "../drawing/numbers.js";
import { Table } from "../drawing/table.js";
import { resultSymbol } from "./symbols.js";

/** @typedef {import("../model/state.js").State} State */

export class NumbersView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.table = new Table("Numbers", ["name", "assignment", "value"]);
    this.element = this.table.element;
  }

  /** @param {Record<string, number>} values */
  update(values) {
    const { program: { steps }, n } = this.state;
    const names = steps.map((step) => step.name);
    const written = names.map((name) => withMinus(number(values[name])));
    const texts = steps.map((step) => withMinus(step.text));
    this.table.show(names, (name) => resultSymbol(name, n), [texts, written]);
  }
}
