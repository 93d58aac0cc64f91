// What makes and takes back updates, in the line of the title.
import { bar, button } from "../drawing/dom.js";

/** @typedef {import("../model/state.js").State} State */

export class Toolbar {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.play = button("Play", () => state.play());
    this.pause = button("Pause", () => state.pause());
    this.undo = button("Undo", () => state.undo());
    this.element = bar(
      button("Step", () => state.takeSteps(1), { class: "bp-primary" }),
      this.play,
      this.pause,
      button("Reset", () => state.reset()),
      this.undo,
    );
  }

  update() {
    this.play.disabled = this.state.playing;
    this.pause.disabled = !this.state.playing;
    this.undo.disabled = this.state.undos.length === 0;
  }
}
