// The form in which a reader builds an example of their own; the explorer below it follows.
import { button, Group, html, setText } from "../drawing/dom.js";
import { withNumbers, withText } from "../model/own-edits.js";
import { startDrafts } from "../model/own-starts.js";
import { OPTIMIZER_NAMES } from "./method.js";
import { FormField, textBox, wordMenu } from "./own-fields.js";
import { OwnLayers } from "./own-layers.js";
import { OwnRows } from "./own-rows.js";
import { OwnWeights } from "./own-weights.js";

/** @typedef {import("../model/state.js").State} State */

export class OwnForm {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    /** @type {import("../model/own.js").Draft | null} */
    this.shown = null;
    this.title = this.textField("Title", "title");
    this.rate = this.textField("Learning rate", "rate");
    const losses = Object.keys(state.formulas.losses);
    this.loss = new FormField("Loss", wordMenu(losses, (word) => this.edit("loss", word, null)));
    const choose = (/** @type {string} */ optimizer) => state.setMethod({ optimizer });
    this.optimizer = new FormField("Optimizer", wordMenu(OPTIMIZER_NAMES, choose));
    this.layers = new OwnLayers(state);
    this.rows = new OwnRows(state);
    this.weights = new OwnWeights(state);
    this.undo = button("Undo last edit", () => state.undoDraft());
    this.note = html("p", { class: "bp-summary", "aria-live": "polite" });
    this.element = this.makeElement();
    this.draw();
  }

  makeElement() {
    const method = [this.loss, this.rate, this.optimizer].map(({ element }) => element);
    const update = html(
      "fieldset",
      {},
      html("legend", {}, "Error and update"),
      html("div", { class: "bp-fields" }, ...method),
    );
    const parts = [this.layers.element, update, this.rows.element, this.weights.element];
    const body = html(
      "div",
      { class: "bp-parts" },
      this.makeStarts(),
      this.title.element,
      ...parts,
      this.makeEnd(),
    );
    const group = new Group("Build your network", body, { open: true });
    return html("div", { class: "bp-own" }, group.element);
  }

  makeStarts() {
    const starts = startDrafts().map((draft) =>
      button(draft.title, () => this.state.setDraft(draft))
    );
    const row = { class: "bp-actions-row", role: "group", "aria-label": "Begin with" };
    const group = html("div", row, html("span", {}, "Begin with"), ...starts);
    return html("div", { class: "bp-actions-row" }, group, this.undo);
  }

  makeEnd() {
    const takeOver = button("Take over the explorer's numbers", () => {
      const { accepted } = this.state;
      if (accepted) this.state.setDraft(withNumbers(accepted, this.state));
    });
    return html(
      "div",
      { class: "bp-end" },
      this.note,
      html("div", { class: "bp-actions-row" }, takeOver),
    );
  }

  /**
   * @param {string} label
   * @param {"title" | "rate"} field
   */
  textField(label, field) {
    return new FormField(label, textBox((text) => this.edit(field, text)), `bp-${field}`);
  }

  /**
   * @param {import("../model/own-edits.js").TextField} field
   * @param {string} text
   * @param {string | null} gesture
   */
  edit(field, text, gesture = field) {
    const { draft } = this.state;
    if (draft) this.state.setDraft(withText(draft, field, text), gesture);
  }

  draw() {
    const { draft, problems, formerDrafts, optimizer } = this.state;
    if (!draft) return;
    this.optimizer.box.value = optimizer;
    this.undo.disabled = formerDrafts.length === 0;
    if (draft === this.shown) return;
    this.shown = draft;
    this.title.update(draft.title, problems.get("title"));
    this.rate.update(draft.rate, problems.get("rate"));
    this.loss.update(draft.loss, problems.get("loss"));
    this.loss.box.value = draft.loss;
    this.layers.update(draft, problems);
    this.rows.update(draft, problems);
    this.weights.update(draft, problems);
    setText(this.note, this.summary());
  }

  /** What the explorer below shows. */
  summary() {
    const { problems } = this.state;
    if (problems.size === 0) {
      return "The explorer below shows this network. Its Reset goes back to the numbers above.";
    }
    const count = problems.size === 1 ? "One field" : `${problems.size} fields`;
    const verb = problems.size === 1 ? "is" : "are";
    return `${count} cannot be read yet, and ${verb} marked. The explorer below still shows the ` +
      "network from before.";
  }
}
