// What stands over the picture of the error: menus for its axes, and its range.
import { bar, button, menu } from "../drawing/dom.js";

/** @typedef {import("../model/state.js").State} State */

export class SurfaceBar {
  /**
   * @param {State} state
   * @param {(factor: number) => void} zoom
   */
  constructor(state, zoom) {
    this.state = state;
    this.menus = state.axes.map((_, axis) => this.axisMenu(axis));
    this.element = bar(
      ...this.menus,
      button("\u2212", () => zoom(1.5), { "aria-label": "zoom out" }),
      button("+", () => zoom(1 / 1.5), { "aria-label": "zoom in" }),
      button("Fit", () => state.change(null, { bounds: [] }), { "aria-label": "Fit range" }),
    );
  }

  /**
   * Where the other axis has the chosen parameter, the two change places.
   * @param {number} axis
   */
  axisMenu(axis) {
    const { state } = this;
    const label = axis ? "vertical axis" : "horizontal axis";
    const names = state.program.parameters;
    return menu(label, names.map((name) => [name, name]), (chosen) => {
      const former = state.axes[axis];
      const axes = state.axes.map((name) => name === chosen ? former : name).with(axis, chosen);
      state.change(null, { axes, bounds: [] });
    });
  }

  update() {
    this.menus.forEach((each, axis) => each.value = this.state.axes[axis]);
  }
}
