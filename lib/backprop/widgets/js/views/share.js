// The state to take away: as Python, as a cell of a notebook, as PyTorch, or as a link.
import { bar, button, html } from "../drawing/dom.js";
import { writeLink } from "../model/link.js";
import { notebookText, pythonText } from "../model/python.js";
import { hasTorch, torchText } from "../model/torch.js";
import { CopiedText } from "./copied.js";

/** @typedef {import("../model/state.js").State} State */

export class ShareView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.copied = new CopiedText();
    const torch = button("Copy as PyTorch", () => this.copied.copy("PyTorch", torchText(state)));
    torch.hidden = !hasTorch(state.example.loss);
    this.element = html(
      "div",
      {},
      bar(
        button("Copy as Python", () => this.copied.copy("Python", pythonText(state))),
        button(
          "Copy as notebook cell",
          () => this.copied.copy("Notebook cell", notebookText(state)),
        ),
        torch,
        button("Copy link", () => this.copied.copy("Link", this.address())),
        this.copied.note,
      ),
      this.copied.text,
    );
  }

  address() {
    const [page] = location.href.split("#");
    return page + writeLink(this.state);
  }

  /** Nothing moves here: what is shown was asked for. */
  update() {}
}
