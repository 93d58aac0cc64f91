// The layers of the reader's own network: how many units each has, and their activations.
import { button, html } from "../drawing/dom.js";
import { MOST_LAYERS } from "../model/own.js";
import { withBias, withText, withUnits } from "../model/own-edits.js";
import { cellNumber } from "../model/table.js";
import { FormField, wordMenu } from "./own-fields.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/own.js").Draft} Draft */

/**
 * What a layer is called.
 * @param {number} k
 * @param {number} count of all layers
 */
function layerTitle(k, count) {
  if (k === 0) return "Inputs";
  if (k === count - 1) return "Outputs";
  return count === 3 ? "Hidden units" : `Hidden layer ${k}`;
}

/** How many units a layer has, with buttons for one fewer and one more. */
class UnitsField {
  /**
   * @param {number} k
   * @param {number} count of all layers
   * @param {(text: string) => void} set
   */
  constructor(k, count, set) {
    const title = layerTitle(k, count);
    const change = () => set(this.field.box.value);
    const box = html("input", { type: "text", inputmode: "numeric", autocomplete: "off", change });
    this.field = new FormField(title, box, "bp-units");
    const step = (/** @type {number} */ by) => set(String((cellNumber(box.value) || 1) + by));
    this.fewer = button("\u2212", () => step(-1), { "aria-label": `${title}: one fewer` });
    this.more = button("+", () => step(1), { "aria-label": `${title}: one more` });
    const steps = html("div", { class: "bp-steppers" }, this.fewer, this.more);
    this.field.element.append(steps);
  }

  /**
   * @param {string} text
   * @param {string | undefined} problem
   */
  update(text, problem) {
    this.field.box.value = text; // it is taken where the field is left
    this.field.problem.update(problem);
    this.fewer.disabled = cellNumber(text) <= 1;
  }
}

export class OwnLayers {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    const activations = Object.keys(state.formulas.activations);
    const choose = (/** @type {"hidden" | "output"} */ field) => (/** @type {string} */ word) =>
      this.edit((draft) => withText(draft, field, word));
    this.hidden = new FormField("Hidden activation", wordMenu(activations, choose("hidden")));
    this.output = new FormField("Output activation", wordMenu(activations, choose("output")));
    const change = () => this.edit((draft) => withBias(draft, this.bias.checked));
    this.bias = html("input", { type: "checkbox", change });
    /** @type {UnitsField[]} */
    this.units = [];
    this.boxes = html("div", { class: "bp-fields" });
    this.add = button("Add a hidden layer", () => this.addLayer());
    this.remove = button("Remove a hidden layer", () => this.removeLayer());
    this.element = html(
      "fieldset",
      {},
      html("legend", {}, "Layers"),
      this.boxes,
      html("div", { class: "bp-actions-row" }, this.add, this.remove),
      html(
        "div",
        { class: "bp-fields" },
        this.hidden.element,
        this.output.element,
        html("label", { class: "bp-tick" }, this.bias, "biases"),
      ),
    );
  }

  /** @param {(draft: Draft) => Draft} change */
  edit(change) {
    if (this.state.draft) this.state.setDraft(change(this.state.draft));
  }

  /**
   * @param {number} k
   * @param {string} text
   */
  setUnits(k, text) {
    this.edit((draft) => withUnits(draft, draft.units.with(k, text.trim())));
  }

  addLayer() {
    this.edit((draft) =>
      withUnits(draft, [...draft.units.slice(0, -1), "2", draft.units.at(-1) ?? "1"])
    );
  }

  removeLayer() {
    this.edit((draft) =>
      withUnits(draft, [...draft.units.slice(0, -2), draft.units.at(-1) ?? "1"])
    );
  }

  /**
   * @param {Draft} draft
   * @param {Map<string, string>} problems
   */
  update(draft, problems) {
    const count = draft.units.length;
    if (this.units.length !== count) {
      this.units = draft.units.map((_, k) =>
        new UnitsField(k, count, (text) => this.setUnits(k, text))
      );
      this.boxes.replaceChildren(...this.units.map(({ field }) => field.element));
    }
    for (const [k, text] of draft.units.entries()) {
      this.units[k].update(text, problems.get(`units.${k}`));
    }
    this.add.disabled = count >= MOST_LAYERS;
    this.remove.disabled = count === 2;
    this.hidden.element.hidden = count === 2;
    this.hidden.box.value = draft.hidden;
    this.output.box.value = draft.output;
    this.bias.checked = draft.bias;
  }
}
