// The numbers of the part of the diagram that is pointed at or focused, to nine digits.
import { html, setAttribute } from "../drawing/dom.js";
import { number, withMinus } from "../drawing/numbers.js";
import { spokenName, symbolInText } from "./symbols.js";

/** @typedef {Record<string, number>} Values */

export class ExactNumbers {
  /** @param {HTMLElement} place that holds the diagram */
  constructor(place) {
    this.place = place;
    this.element = html("p", { class: "bp-exact-numbers", "aria-hidden": "true", hidden: true });
    /** @type {Element | null} the part that is pointed at */
    this.part = null;
    /** @type {Values} */
    this.values = {};
    const point = (/** @type {Event} */ event) => this.point(event.target);
    const leave = () => this.point(document.activeElement);
    place.addEventListener("pointerover", point);
    place.addEventListener("pointerout", leave);
    place.addEventListener("focusin", point);
    place.addEventListener("focusout", leave);
  }

  /** @param {EventTarget | null} node */
  point(node) {
    const isHere = node instanceof Element && this.place.contains(node);
    this.part = isHere ? node.closest("[data-name]") : null;
    this.show();
  }

  /** @param {Values} values */
  update(values) {
    this.values = values;
    if (this.part) this.show();
  }

  show() {
    const names = this.names();
    this.element.hidden = names.length === 0;
    const written = names.map((name) => [
      symbolInText(name),
      `\u00a0=\u00a0${withMinus(number(this.values[name]))}`,
    ]);
    this.element.replaceChildren(...written.map((each) => html("span", {}, ...each)));
    const said = names.map((name) => `${spokenName(name)} ${number(this.values[name])}`);
    if (this.part) setAttribute(this.part, "aria-description", said.join(", "));
  }

  /** The names of the numbers that the part shows; one that is covered is not told. */
  names() {
    const subject = this.part?.getAttribute("data-name");
    const shown = [...this.place.querySelectorAll("[data-quantity]")].filter((node) =>
      node.closest("[data-name]")?.getAttribute("data-name") === subject &&
      getComputedStyle(node).visibility !== "hidden"
    );
    return [...new Set(shown.map((node) => node.getAttribute("data-quantity") ?? ""))];
  }
}
