// On a phone there is room for one of the two figures: a switch says which.
import { bar, button, setAttribute } from "../drawing/dom.js";

/** @typedef {import("../drawing/dom.js").Group} Group */

export class FigureSwitch {
  /**
   * @param {Record<string, Group>} figures by the name of their button
   * @param {() => void} changed
   */
  constructor(figures, changed) {
    this.figures = figures;
    this.changed = changed;
    const names = Object.keys(figures);
    this.chosen = names.find((name) => figures[name].isOpen) ?? names[0];
    this.buttons = names.map((name) => button(name, () => this.choose(name)));
    this.element = bar(...this.buttons);
    this.element.classList.add("bp-switch");
    this.show();
  }

  /** @param {string} name */
  choose(name) {
    this.chosen = name;
    this.figures[name].show(true);
    this.show();
    this.changed();
  }

  show() {
    for (const [k, [name, group]] of Object.entries(this.figures).entries()) {
      const chosen = name === this.chosen;
      setAttribute(this.buttons[k], "aria-pressed", chosen);
      group.element.classList.toggle("bp-aside", !chosen);
    }
  }
}
