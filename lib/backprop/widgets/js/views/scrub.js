// A parameter is changed by dragging its edge, or its label as a bias, to the left or to the right.
/** @typedef {import("../model/state.js").State} State */

const SLACK = 4; // pixels before a press becomes a drag
const PER_PIXEL = 0.01;

export class Scrub {
  /**
   * @param {State} state
   * @param {string} name of the parameter
   */
  constructor(state, name) {
    this.state = state;
    this.name = name;
    /** @type {{ x: number, value: number } | null} where the pointer went down */
    this.start = null;
    this.dragged = false;
  }

  /** @param {SVGElement} element */
  listenOn(element) {
    element.addEventListener("pointerdown", (event) => this.hold(event));
    element.addEventListener("pointermove", (event) => this.move(event, element));
    for (const end of ["pointerup", "pointercancel"]) {
      element.addEventListener(end, () => this.leave());
    }
  }

  /** @param {PointerEvent} event */
  hold({ button, clientX: x }) {
    this.dragged = false;
    if (button === 0) this.start = { x, value: this.state.parameter(this.name) };
  }

  /**
   * @param {PointerEvent} event
   * @param {SVGElement} element
   */
  move({ clientX, pointerId }, element) {
    if (!this.start) return;
    const distance = clientX - this.start.x;
    if (!this.dragged && Math.abs(distance) < SLACK) return;
    this.dragged = true;
    element.setPointerCapture(pointerId);
    const value = this.start.value + PER_PIXEL * distance;
    const rounded = Number(value.toPrecision(12));
    this.state.setParameters(`drag ${this.name}`, { [this.name]: rounded });
  }

  leave() {
    this.start = null;
    if (this.dragged) this.state.endGesture();
  }
}
