// The values of the surface that is shown. Where those of the present numbers would leave the picture
// blank, the last ones stay.
import { Field } from "../drawing/field.js";
import { visibleRange } from "./range.js";

/** @typedef {import("../model/state.js").State} State */

const SAMPLES = 200; // along each axis

export class SurfaceSample {
  field = new Field();
  /** @type {number[]} lower and upper end of each axis */
  bounds = [];
  madeAt = 0; // the update before which it was made
  isOld = false; // whether the present values would leave the picture blank

  spare = new Field();
  wanted = ""; // all that the values depend on
  chosen = ""; // the axes and the range that the reader has chosen

  /** @param {import("../drawing/error-scale.js").ErrorScale} scale */
  constructor(scale) {
    this.scale = scale;
  }

  /**
   * Samples the surface, unless only the point on it has moved, and says whether it is another one.
   * @param {State} state
   */
  follow(state) {
    const { axes, theta, x, t, program, step } = state;
    const bounds = visibleRange(state);
    const fixed = program.parameters.map((name, k) => axes.includes(name) ? name : theta[k]);
    const wanted = [bounds, axes, fixed, x, t].join(";");
    if (wanted === this.wanted) return false;
    this.wanted = wanted;
    this.spare.sample(state, bounds, SAMPLES);
    const chosen = [axes, state.bounds].join(";");
    this.isOld = chosen === this.chosen && this.isBlank(this.spare, axes);
    if (this.isOld) return false;
    [this.field, this.spare] = [this.spare, this.field];
    this.bounds = bounds;
    this.chosen = chosen;
    this.madeAt = step;
    return true;
  }

  /**
   * A curve has a scale of its own, so it shows every number.
   * @param {Field} field
   * @param {string[]} axes
   */
  isBlank({ low }, axes) {
    return axes.length < 2 ? low === Infinity : low > this.scale.high;
  }

  /** What the reader must know of a picture that is blank, or not that of the present numbers. */
  get warning() {
    const { low, bs } = this.field;
    const { high } = this.scale;
    if (this.isOld) return `Too large to show: this is the surface of update ${this.madeAt}.`;
    if (low === Infinity) return "Every error here is too large for a number.";
    return bs.length > 1 && low > high ? `Every error here is above ${high}.` : "";
  }
}
