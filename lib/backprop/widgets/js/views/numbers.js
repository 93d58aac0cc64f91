// All numbers of a pass, each beside its assignment.
import { html } from "../drawing/dom.js";
import { breakable, math } from "../drawing/mathml.js";
import { number, withMinus } from "../drawing/numbers.js";
import { Table } from "../drawing/table.js";
import { Typesetter } from "./formula.js";
import { spokenFormula } from "./spoken.js";
import { symbol, symbolInText } from "./symbols.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/writer.js").Step} Step */

export class NumbersView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.table = new Table("Numbers", ["name", "assignment", "value"]);
    this.element = this.table.element;
  }

  /** @param {Record<string, number>} values */
  update(values) {
    const { steps } = this.state.program;
    const names = steps.map((step) => step.name);
    const written = names.map((name) => withMinus(number(values[name])));
    this.table.show(names, (_, row) => typesetCells(steps[row]), [written]);
  }
}

/**
 * The name of an assignment, and its right side.
 * @param {Step} step
 */
function typesetCells({ name, tree }) {
  const parts = new Typesetter((each) => symbol(each)).parts(tree);
  const lines = breakable(parts.map(({ nodes }) => math({ displaystyle: "false" }, ...nodes)));
  const role = { role: "math", "aria-label": spokenFormula(tree) };
  return [symbolInText(name), html("span", role, ...lines)];
}
