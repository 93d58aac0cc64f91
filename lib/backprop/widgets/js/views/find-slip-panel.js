// The game "Find the slip" with the present numbers of the explorer.
import { FindSlipView } from "./find-slip.js";

/** @typedef {import("../model/state.js").State} State */

export class FindSlipPanel {
  /** @param {State} state */
  constructor(state) {
    this.game = new FindSlipView(
      () => sourceOf(state),
      () => state.round,
      (round) => state.look({ round }),
    );
    this.element = this.game.element;
  }

  update() {
    this.game.update();
  }
}

/**
 * The selected example by itself, updated by plain gradient descent: what is worked by hand.
 * @param {State} state
 */
function sourceOf(state) {
  const { steps, parameters, inputs, targets } = state.programFor("sgd", "simultaneous", true);
  const { values } = state;
  const names = [...parameters, ...inputs, ...targets, "rate"];
  const given = Object.fromEntries(names.map((name) => [name, values[name]]));
  return { steps, given };
}
