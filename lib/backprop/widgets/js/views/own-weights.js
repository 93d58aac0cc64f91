// Names and values of the weights and biases of the reader's own network.
import { button, html, setAttribute, setText } from "../drawing/dom.js";
import { homesOf, placesOf, usualNames } from "../model/own.js";
import {
  severalNumbers,
  withFrozen,
  withName,
  withRandomValues,
  withValue,
  withValues,
} from "../model/own-edits.js";
import { Problem, textBox, writeInto } from "./own-fields.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/own.js").Draft} Draft */
/** @typedef {import("../model/own.js").Place} Place */

/** One weight or bias: where it leads, its name, its value, and whether it is frozen. */
class WeightCell {
  /**
   * @param {State} state
   * @param {Place} place
   */
  constructor(state, place) {
    this.state = state;
    this.place = place;
    this.usual = ""; // its name, if the reader gives none
    this.home = place.key; // the place where the value of its parameter stands
    const { below, unit, key } = place;
    this.where = below === null ? `bias of ${unit}` : `${below} to ${unit}`;
    this.name = textBox((text) => this.edit(`name.${key}`, (draft) => withName(draft, key, text)), {
      class: "bp-name",
      "aria-label": `name, ${this.where}`,
      blur: () => this.tidy(),
    });
    const typed = (/** @type {string} */ text) =>
      this.edit(`value.${this.home}`, (draft) => withValue(draft, this.home, text));
    const paste = (/** @type {ClipboardEvent} */ event) => this.paste(event);
    this.value = textBox(typed, { class: "bp-value", paste });
    this.frozen = html("input", { type: "checkbox", change: () => this.freeze() });
    this.nameProblem = new Problem(this.name);
    this.valueProblem = new Problem(this.value);
    this.shared = html("span", { class: "bp-shared", hidden: true }, "shared");
    this.element = html(
      "div",
      { class: "bp-cell" },
      html(
        "span",
        { class: "bp-where" },
        below === null ? `bias of ${unit}` : `${below} \u2192 ${unit}`,
      ),
      this.name,
      this.value,
      html("label", { class: "bp-tick" }, this.frozen, "frozen"),
      this.shared,
      this.nameProblem.element,
      this.valueProblem.element,
    );
  }

  /**
   * @param {string | null} field
   * @param {(draft: Draft) => Draft} change
   */
  edit(field, change) {
    if (this.state.draft) this.state.setDraft(change(this.state.draft), field);
  }

  freeze() {
    this.edit(null, (draft) => withFrozen(draft, this.home, this.frozen.checked));
  }

  /**
   * Several numbers at once are for this parameter and those that follow.
   * @param {ClipboardEvent} event
   */
  paste(event) {
    const numbers = severalNumbers(event.clipboardData?.getData("text") ?? "");
    if (numbers.length === 0) return;
    event.preventDefault();
    this.edit(null, (draft) => withValues(draft, this.home, numbers));
    this.value.value = numbers[0];
  }

  /** A name that was taken away has given way to the usual one. */
  tidy() {
    this.name.value = this.usual;
  }

  /**
   * @param {Draft} draft
   * @param {string} name
   * @param {string} home
   * @param {Map<string, string>} problems
   */
  update(draft, name, home, problems) {
    this.home = home;
    this.usual = name;
    writeInto(this.name, name);
    writeInto(this.value, draft.values.get(home) ?? "");
    setAttribute(this.value, "aria-label", `value of ${name}, ${this.where}`);
    setAttribute(this.frozen, "aria-label", `${name} frozen, ${this.where}`);
    this.frozen.checked = draft.frozen.has(home);
    this.nameProblem.update(problems.get(`name.${this.place.key}`));
    this.valueProblem.update(problems.get(`value.${this.place.key}`));
  }
}

export class OwnWeights {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    /** @type {WeightCell[]} */
    this.cells = [];
    this.shown = "";
    this.layers = html("div", {});
    this.problem = html("p", { class: "bp-problem", hidden: true });
    const random = button("Random values", () => {
      if (state.draft) state.setDraft(withRandomValues(state.draft));
    });
    const hint = "The same name twice is one shared parameter. A frozen one is never updated. " +
      "Several numbers, pasted into a value, fill those that follow too.";
    this.element = html(
      "fieldset",
      {},
      html("legend", {}, "Weights and biases"),
      html("p", { class: "bp-hint" }, hint),
      this.problem,
      this.layers,
      html("div", { class: "bp-actions-row" }, random),
    );
  }

  /**
   * @param {Draft} draft
   * @param {Map<string, string>} problems
   */
  update(draft, problems) {
    const places = placesOf(draft.units, draft.bias);
    const keys = places.map(({ key }) => key).join(" ");
    if (keys !== this.shown) this.makeCells(places);
    this.shown = keys;
    const names = usualNames(places, draft.names);
    const homes = homesOf(places, names);
    for (const [k, cell] of this.cells.entries()) {
      cell.update(draft, names[k], homes[k], problems);
      cell.shared.hidden = homes.filter((home) => home === homes[k]).length === 1;
    }
    setText(this.problem, problems.get("network") ?? "");
    this.problem.hidden = !problems.has("network");
  }

  /** @param {Place[]} places */
  makeCells(places) {
    this.cells = places.map((place) => new WeightCell(this.state, place));
    const layers = [...new Set(places.map(({ layer }) => layer))].map((layer) => {
      const cells = this.cells.filter(({ place }) => place.layer === layer);
      const units = [...new Set(cells.map(({ place }) => place.unit))].join(" ");
      const group = { class: "bp-cells", role: "group", "aria-label": `into ${units}` };
      return html("div", group, ...cells.map(({ element }) => element));
    });
    this.layers.replaceChildren(...layers);
  }
}
