// What the colors of the error surface mean: a bar with words, numbers, a mark at the present error,
// and a shade from there to the error before the last change.
import { html, setAttribute } from "../drawing/dom.js";
import { number, withMinus } from "../drawing/numbers.js";

/** @typedef {import("../drawing/error-scale.js").ErrorScale} ErrorScale */

const STRIPE_WIDTH = 12; // of the bar, beside which its numbers stand
const MARKER_ROOM = 14; // from the map to the bar: here is the marker

export class ColorBar {
  /** @param {ErrorScale} scale */
  constructor(scale) {
    this.scale = scale;
    this.stripe = html("div", { class: "bp-stripe" });
    this.change = html("div", { class: "bp-change" });
    this.marker = html("div", { class: "bp-marker" });
    this.stripe.style.width = `${STRIPE_WIDTH}px`;
    const numbers = scale.powers.map((power) => this.numberAt(power));
    this.element = html(
      "div",
      { class: "bp-colors", role: "img" },
      html("span", { class: "bp-high" }, "high"),
      this.stripe,
      ...numbers,
      this.change,
      this.marker,
      html("span", { class: "bp-low" }, "low"),
    );
  }

  /** @param {number} value */
  numberAt(value) {
    const text = html("span", { class: "bp-power" }, withMinus(String(value)));
    text.style.bottom = `${100 * this.scale.place(value)}%`;
    text.style.left = `${STRIPE_WIDTH + 4}px`;
    return text;
  }

  /**
   * @param {import("../drawing/plot.js").Box} box of the map, on whose right it stands
   * @param {import("../drawing/colors.js").Theme} theme
   */
  resize({ top, right, bottom }, theme) {
    const { scale, element } = this;
    element.style.left = `${right + MARKER_ROOM}px`;
    element.style.top = `${top}px`;
    element.style.height = `${bottom - top}px`;
    const edges = [0, ...scale.levels.map((level) => scale.place(level)), 1];
    const stops = theme.ramp.bands(scale.bands).map((color, band) =>
      `rgb(${color.join(" ")}) ${100 * edges[band]}% ${100 * edges[band + 1]}%`
    );
    this.stripe.style.background = `linear-gradient(to top, ${stops.join(", ")})`;
  }

  /**
   * @param {number} error
   * @param {number} before the last change
   */
  update(error, before) {
    const [place, from] = [this.scale.place(error), this.scale.place(before)];
    this.marker.style.bottom = `${100 * place}%`;
    this.change.style.bottom = `${100 * Math.min(place, from)}%`;
    this.change.style.height = `${100 * Math.abs(place - from)}%`;
  }

  /** @param {number} error */
  describe(error) {
    const { low, high } = this.scale;
    setAttribute(
      this.element,
      "aria-label",
      `Colors: dark is low, up to ${low}, light is high, from ${high}, ` +
        `on a logarithmic scale; the marker is at ${number(error, 4)}.`,
    );
  }
}
