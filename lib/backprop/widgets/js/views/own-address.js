// The reader's own example in the address of the page, so that a reload keeps it.
import { writeLink } from "../model/link.js";

/** @typedef {import("../model/state.js").State} State */

const WAIT = 300; // ms after a change: browsers allow few new addresses a second

export class OwnAddress {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.known = location.hash;
    this.now = () => this.write();
    this.follow = () => this.forget();
    addEventListener("pagehide", this.now);
    addEventListener("hashchange", this.follow);
  }

  /** The reader has changed something; while a run plays, its end is awaited. */
  changed() {
    clearTimeout(this.timer);
    if (!this.state.playing) this.timer = setTimeout(this.now, WAIT);
  }

  /** A link that has just been followed, and will be read in a moment, stays as it is. */
  write() {
    clearTimeout(this.timer);
    if (this.timer && location.hash === this.known) {
      history.replaceState(history.state, "", writeLink(this.state));
      this.known = location.hash;
    }
    this.timer = undefined;
  }

  /** Another address: what waits to be written belongs to the one before. */
  forget() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.known = location.hash;
  }

  leave() {
    removeEventListener("pagehide", this.now);
    removeEventListener("hashchange", this.follow);
    clearTimeout(this.timer);
  }
}
