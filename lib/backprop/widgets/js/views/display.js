// A place in the page that shows the state, and what the page tells it: its size, its theme, and
// its address.
import { readLink } from "../model/link.js";
import { ExplorerView } from "./panels.js";

/** @typedef {import("../model/state.js").State} State */

/**
 * Reads the page's address, if its fragment is for this display: #name?... or, for the second of
 * that name in the page, #name.2?...
 * @param {State} state
 * @param {Element} root
 */
function followLink(state, root) {
  const { name } = state.example;
  const displays = [...document.querySelectorAll("[data-example]")];
  const place = displays.filter((each) => each.getAttribute("data-example") === name).indexOf(root);
  state.anchor = place > 0 ? `${name}.${place + 1}` : name;
  const head = new URL(`#${state.anchor}?`, location.href).hash; // as an address writes it
  if (!location.hash.startsWith(head)) return;
  if (!state.draft) root.scrollIntoView(); // below the form of the reader's own example it would hide it
  try {
    readLink(location.hash.slice(head.length), state);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    state.look({ message: `This link cannot be read: ${message}.` });
  }
}

/** Its view is made anew with another example. */
export class Display {
  /**
   * @param {State} state
   * @param {HTMLElement} place
   */
  constructor(state, place) {
    this.state = state;
    this.place = place;
    this.width = 0;
    this.view = this.makeView();
    this.sizes = new ResizeObserver(() => this.measure());
    this.sizes.observe(place);
    this.themes = new MutationObserver(() => this.fit());
    for (const node of [document.documentElement, document.body]) {
      this.themes.observe(node, { attributes: true });
    }
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    addEventListener("hashchange", () => this.followLink(), { signal });
    addEventListener("beforeprint", () => this.fit(true), { signal });
    addEventListener("afterprint", () => this.fit(false), { signal });
  }

  /** @param {string[]} [open] names of the panels that are open, or else as the example says */
  makeView(open) {
    const view = new ExplorerView(this.state, open);
    view.say();
    this.place.replaceChildren(view.root);
    if (this.place.isConnected) view.fit();
    else view.draw(); // a style sheet says nothing of a node outside the page
    return view;
  }

  say() {
    this.view.say();
  }

  draw() {
    if (this.view.example === this.state.example) this.view.draw();
    else this.view = this.makeView(this.view.openPanels.map(({ name }) => name)); // another example
  }

  measure() {
    const changed = this.place.clientWidth !== this.width;
    this.width = this.place.clientWidth;
    if (changed) this.fit();
  }

  /** @param {boolean} [onPaper] or else as before */
  fit(onPaper) {
    if (this.place.isConnected) this.view.fit(onPaper);
  }

  followLink() {
    followLink(this.state, this.view.root);
  }

  leave() {
    this.leaving.abort();
    this.sizes.disconnect();
    this.themes.disconnect();
  }
}
