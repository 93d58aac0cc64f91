// What makes and takes back updates, in the line of the title.
import { bar, button } from "../drawing/dom.js";

/** @typedef {import("../model/state.js").State} State */

export class Toolbar {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    // Where room is short, the one of the two that can be pressed takes the place of the other.
    this.play = button("Play", () => state.play(), { class: "bp-swap" });
    this.pause = button("Pause", () => state.pause(), { class: "bp-swap" });
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
