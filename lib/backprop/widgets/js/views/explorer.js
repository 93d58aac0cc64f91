// The widget: one state, and a display for each place that shows it.
import { connect, disconnect } from "../sync.js";
import { Display } from "./display.js";

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
      const display = new Display(state, el);
      displays.add(display);
      state.listeners.add(display);
      // Where several displays of one example stand, their places are known once all are there.
      Promise.resolve(Reflect.get(window, "widgetsReady")).then(() => display.followLink());
      return () => {
        display.leave();
        displays.delete(display);
        state.listeners.delete(display);
        if (!displays.size) state.pause(); // nobody looks
      };
    },
  };
};
