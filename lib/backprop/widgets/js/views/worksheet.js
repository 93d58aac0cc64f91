// The example as a worksheet, printed from the page.
import { button, html } from "../drawing/dom.js";
import { PHASE_TITLES, SheetWriter } from "./sheet.js";

/** @typedef {import("../model/state.js").State} State */

export class WorksheetView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    /** @type {Map<string, HTMLInputElement>} by phase */
    this.phases = new Map();
    const choices = [...PHASE_TITLES].map(([phase, title]) => {
      const box = checkbox();
      this.phases.set(phase, box);
      return html("label", {}, box, title);
    });
    this.key = checkbox();
    this.note = html("p", { class: "bp-note", "aria-live": "polite" });
    this.element = html(
      "div",
      {},
      html(
        "fieldset",
        { class: "bp-choices" },
        html("legend", {}, "Left blank, to be filled in"),
        ...choices,
      ),
      html(
        "div",
        { class: "bp-bar bp-choices" },
        html("label", {}, this.key, "With a key, on its own page"),
        button("Print a worksheet", () => this.print()),
      ),
      this.note,
    );
  }

  /** Nothing moves here: a sheet is made when it is printed. */
  update() {}

  print() {
    const phases = [...this.phases].filter(([, box]) => box.checked).map(([phase]) => phase);
    this.note.textContent = phases.length ? "" : "Choose at least one part to leave blank.";
    if (phases.length === 0) return;
    const writer = new SheetWriter(this.state, phases);
    const sheets = this.key.checked ? [writer.sheet(), writer.key()] : [writer.sheet()];
    printAlone(html("div", { class: "bp-worksheet bp-to-print" }, ...sheets));
  }
}

function checkbox() {
  return html("input", { type: "checkbox", checked: true });
}

/**
 * Prints this element, and nothing of the page: it is there until the page has been printed.
 * @param {HTMLElement} sheet
 */
function printAlone(sheet) {
  const root = document.documentElement;
  for (const former of document.querySelectorAll(".bp-to-print")) former.remove();
  document.body.append(sheet);
  root.setAttribute("data-worksheet", "");
  const putAway = () => {
    sheet.remove();
    root.removeAttribute("data-worksheet");
  };
  addEventListener("afterprint", putAway, { once: true });
  print();
}
