// The reader's own example in the address of the page, so that a reload keeps it.
import { writeLink } from "../model/link.js";

/** @typedef {import("../model/state.js").State} State */

const WAIT = 300; // ms after a change: browsers allow few new addresses a second

export class OwnAddress {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    /** @type {ReturnType<typeof setTimeout> | undefined} none while there is nothing to do */
    this.timer = undefined;
    this.now = () => this.write();
    addEventListener("pagehide", this.now);
  }

  /** The reader has changed something; while a run plays, its end is awaited. */
  changed() {
    clearTimeout(this.timer);
    if (!this.state.playing) this.timer = setTimeout(this.now, WAIT);
  }

  write() {
    clearTimeout(this.timer);
    if (!this.timer) return;
    this.timer = undefined;
    history.replaceState(history.state, "", writeLink(this.state));
  }

  leave() {
    removeEventListener("pagehide", this.now);
    clearTimeout(this.timer);
  }
}
