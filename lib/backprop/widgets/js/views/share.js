// The state to take away: as Python, as a cell of a notebook, as PyTorch, or as a link.
import { bar, button, html } from "../drawing/dom.js";
import { writeLink } from "../model/link.js";
import { notebookText, pythonText } from "../model/python.js";
import { hasTorch, torchText } from "../model/torch.js";

/** @typedef {import("../model/state.js").State} State */

export class ShareView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.text = html("textarea", { readonly: true, rows: 6, hidden: true });
    this.note = html("span", { class: "bp-count" });
    const torch = button("Copy as PyTorch", () => this.copy("PyTorch", torchText(state)));
    torch.hidden = !hasTorch(state.example.loss);
    this.element = html(
      "div",
      {},
      bar(
        button("Copy as Python", () => this.copy("Python", pythonText(state))),
        button("Copy as notebook cell", () => this.copy("Notebook cell", notebookText(state))),
        torch,
        button("Copy link", () => this.copy("Link", this.address())),
        this.note,
      ),
      this.text,
    );
  }

  address() {
    const [page] = location.href.split("#");
    return page + writeLink(this.state);
  }

  /** Nothing moves here: what is shown was asked for. */
  update() {}

  /**
   * @param {string} label
   * @param {string} text
   */
  async copy(label, text) {
    this.text.value = text;
    this.text.hidden = false;
    this.text.setAttribute("aria-label", label);
    this.text.select();
    try {
      await navigator.clipboard.writeText(text);
      this.note.textContent = "copied";
    } catch { // where the page may not, or no clipboard is there
      this.note.textContent = "press Ctrl+C to copy";
    }
  }
}
