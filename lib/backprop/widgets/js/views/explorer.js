// The widget: one state, and a display for each place that shows it.
import { connect, disconnect } from "../sync.js";
import { html } from "../drawing/dom.js";
import { Display } from "./display.js";
import { OwnAddress } from "./own-address.js";
import { OwnForm } from "./own-form.js";

/** @typedef {import("../model/state.js").State} State */

export default () => {
  /** @type {State} */
  let state;
  /** @type {Set<Display>} */
  const displays = new Set();
  return {
    /** @param {{ model: import("../sync.js").Model }} widget */
    initialize({ model }) {
      state = connect(model);
      return () => disconnect(state);
    },

    /** @param {{ el: HTMLElement }} widget */
    render({ el }) {
      const isBuiltPage = Reflect.has(window, "widgetsReady"); // else the address is a notebook's
      const form = state.draft ? new OwnForm(state) : null;
      const address = form && isBuiltPage ? new OwnAddress(state) : null;
      if (form) el.append(form.element, html("div"));
      const display = new Display(state, form ? /** @type {HTMLElement} */ (el.lastChild) : el);
      const listeners = [display, form, address].filter((each) => each !== null);
      displays.add(display);
      for (const listener of listeners) state.listeners.add(listener);
      // Where several displays of one example stand, their places are known once all are there.
      Promise.resolve(Reflect.get(window, "widgetsReady")).then(() => display.followLink());
      return () => {
        display.leave();
        address?.leave();
        displays.delete(display);
        for (const listener of listeners) state.listeners.delete(listener);
        if (!displays.size) state.pause(); // nobody looks
      };
    },
  };
};
