// The point on the surface, to be dragged and to be moved by the arrow keys. Beyond the range it is
// an arrowhead at the edge, with its values.
import { button, html, setText, svg } from "../drawing/dom.js";

/** What a key does: which axis it moves along, and to which side. */
const ARROWS = new Map([
  ["ArrowLeft", { axis: 0, sign: -1 }],
  ["ArrowRight", { axis: 0, sign: 1 }],
  ["ArrowDown", { axis: 1, sign: -1 }],
  ["ArrowUp", { axis: 1, sign: 1 }],
]);
const HANDLE_RADIUS = 14; // of the button around the point
const ARROWHEAD = "M-13 -9 L0 0 L-13 9 L-9 0 Z"; // its tip is the edge of the range
const LARGE_STEP = 10; // times a small one, with Shift

/**
 * What the plot does when the point is moved.
 * @typedef {object} Moves
 * @property {(x: number, y: number) => void} moveTo a place in the plot, in pixels
 * @property {(axis: number, steps: number) => boolean} push along an axis, if there is one
 * @property {() => void} end of a gesture
 */

export class PointHandle {
  /** @param {Moves} moves */
  constructor(moves) {
    this.moves = moves;
    /** Where in the handle it is held, from its middle. */
    this.grip = { x: 0, y: 0 };
    this.element = button("", () => {}, {
      class: "bp-handle",
      keydown: (event) => this.press(event),
      blur: () => moves.end(),
    });
    this.arrowhead = svg("path", { d: ARROWHEAD });
    this.chevron = svg("svg", { class: "bp-chevron", viewBox: "-14 -14 28 28" }, this.arrowhead);
    this.element.append(this.chevron);
    this.values = html("span", { class: "bp-beyond", "aria-hidden": "true" });
    /** @type {HTMLElement} */
    this.plot = this.element;
  }

  get elements() {
    return [this.element, this.values];
  }

  /**
   * Takes the pointer anywhere on the plot.
   * @param {HTMLElement} plot
   */
  listenOn(plot) {
    this.plot = plot;
    plot.addEventListener("pointerdown", (event) => this.hold(event));
    plot.addEventListener("pointermove", (event) => {
      if (plot.hasPointerCapture(event.pointerId)) this.drag(event);
    });
    plot.addEventListener("pointerup", () => this.moves.end());
    plot.addEventListener("click", (event) => {
      if (this.scrolls(event) && event.target !== this.element) this.drag(event);
    });
  }

  /**
   * Beside the handle a finger scrolls the page, or taps.
   * @param {MouseEvent} event of a pointer
   */
  scrolls(event) {
    return /** @type {PointerEvent} */ (event).pointerType === "touch";
  }

  /** @param {PointerEvent} event */
  hold(event) {
    const held = event.target === this.element;
    const { left, top } = this.element.getBoundingClientRect();
    const grip = {
      x: event.clientX - left - HANDLE_RADIUS,
      y: event.clientY - top - HANDLE_RADIUS,
    };
    this.grip = held ? grip : { x: 0, y: 0 };
    if (event.button !== 0 || (this.scrolls(event) && !held)) return;
    event.preventDefault();
    this.moves.end();
    this.plot.setPointerCapture(event.pointerId);
    this.element.focus();
    if (!held) this.drag(event);
  }

  /** @param {MouseEvent} event */
  drag(event) {
    const { left, top } = this.plot.getBoundingClientRect();
    this.moves.moveTo(event.clientX - left - this.grip.x, event.clientY - top - this.grip.y);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const arrow = ARROWS.get(event.key);
    if (!arrow) return;
    const steps = arrow.sign * (event.shiftKey ? LARGE_STEP : 1);
    if (this.moves.push(arrow.axis, steps)) event.preventDefault();
  }

  /** @param {import("../drawing/plot.js").Point} place in the plot */
  place([x, y]) {
    const at = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    this.element.style.transform = at;
    this.values.style.transform = at;
  }

  /** @param {string} label */
  describe(label) {
    if (this.element.ariaLabel !== label) this.element.ariaLabel = label;
  }

  /**
   * @param {number[]} sides on which the point lies outside, along each axis: -1, 0 or 1
   * @param {string} text its values there
   */
  pointBeyond([across, up = 0], text) {
    const isBeyond = across !== 0 || up !== 0;
    this.element.classList.toggle("bp-outside", isBeyond);
    this.values.hidden = !isBeyond;
    if (!isBeyond) return;
    const degrees = Math.atan2(-up, across) * 180 / Math.PI;
    this.arrowhead.setAttribute("transform", `rotate(${degrees})`);
    this.values.dataset.side = across < 0 ? "left" : "right";
    this.values.dataset.end = up > 0 ? "top" : "bottom";
    setText(this.values, text);
  }
}
