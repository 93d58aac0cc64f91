// When what is said in words may change.

/** @typedef {import("../model/state.js").State} State */

const SPEECH_PAUSE = 1000; // ms

/**
 * Labels that follow the numbers change at rest at once, and in Play once a second: a screen reader
 * would read them without end.
 */
export class Speech {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.spokeAt = -Infinity;
  }

  /** Whether a label may change now. */
  isDue() {
    const now = performance.now();
    if (this.state.playing && now - this.spokeAt < SPEECH_PAUSE) return false;
    this.spokeAt = now;
    return true;
  }
}
