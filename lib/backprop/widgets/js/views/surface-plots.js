// The two pictures of the error: a map with contours, and a curve. Each knows where a point stands
// in it.
import { contourLine } from "../drawing/contours.js";
import { number, withMinus } from "../drawing/numbers.js";
import { arrow, clamp, decades, drawAxes, drawLine } from "../drawing/plot.js";
import { linearScale, prepare, ticks, write } from "../drawing/plot.js";
import { endsOf } from "./range.js";

/** @typedef {import("../drawing/plot.js").Point} Point */
/** @typedef {import("../drawing/plot.js").Box} Box */
/** @typedef {import("../drawing/field.js").Field} Field */
/** @typedef {import("../drawing/error-scale.js").ErrorScale} ErrorScale */
/** @typedef {import("../drawing/colors.js").Theme} Theme */

/**
 * What every picture is made from.
 * @typedef {object} Scene
 * @property {number} width
 * @property {number} height
 * @property {string[]} axes
 * @property {number[]} bounds
 * @property {Field} field
 * @property {ErrorScale} scale
 * @property {Theme} theme
 */

const SQUARES = 67; // along a side of the map: a contour is a straight line in each
const FEWEST_LINES = 5; // contours: flatter ground has finer ones
const FINE_DIGITS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]; // of each decade
const NUMBER_ROOM = { width: 44, height: 20 }; // room for the number on a contour
const ARROW = 40; // pixels
const NUDGE = 0.02; // of a range: how far downhill is looked at for the direction of the arrow
const COLOR_BAR_ROOM = 68; // room for it, on the right of a map
const LOWEST_ROOM = 9; // pixels from the cross to the frame
const CROSS_ARM = 4; // pixels to each side of the lowest point

/**
 * Where the frame of the axes stands.
 * @param {number} width
 * @param {number} height
 * @param {boolean} isCurve a curve has no color bar
 * @returns {Box}
 */
export function frameOf(width, height, isCurve) {
  return { left: 46, top: 18, right: width - (isCurve ? 10 : COLOR_BAR_ROOM), bottom: height - 36 };
}

/**
 * The levels of a field's contours: where the bands of color meet, or finer ones, or, on ground that
 * is almost flat, round numbers.
 * @param {Field} field
 * @param {ErrorScale} scale
 */
export function contourLevels({ low, high }, scale) {
  const coarse = scale.levels.filter((level) => level > low && level <= high);
  if (coarse.length >= FEWEST_LINES || !(high > low)) return coarse;
  const fine = decades(Math.max(low, scale.low), high, FINE_DIGITS);
  return fine.length >= FEWEST_LINES ? fine : ticks(low, high, FEWEST_LINES);
}

/**
 * A cross at the lowest point of the view, and the word beside it; both stay inside the frame.
 * @param {CanvasRenderingContext2D} context
 * @param {Point} place
 * @param {Box} box
 * @param {Theme} theme
 */
function drawLowest(context, place, box, theme) {
  const x = clamp(place[0], box.left + LOWEST_ROOM, box.right - LOWEST_ROOM);
  const y = clamp(place[1], box.top + LOWEST_ROOM, box.bottom - LOWEST_ROOM);
  const strokes = /** @type {Point[][]} */ ([
    [[x - CROSS_ARM, y - CROSS_ARM], [x + CROSS_ARM, y + CROSS_ARM]],
    [[x - CROSS_ARM, y + CROSS_ARM], [x + CROSS_ARM, y - CROSS_ARM]],
  ]);
  const isLeft = x < (box.left + box.right) / 2;
  const textPlace = /** @type {Point} */ ([x + (isLeft ? 9 : -9), y]);
  const align = isLeft ? "left" : "right";
  context.textAlign = align;
  context.textBaseline = "middle";
  context.strokeStyle = theme.paper;
  context.lineWidth = 4;
  for (const stroke of strokes) drawLine(context, stroke);
  context.strokeText("lowest", ...textPlace);
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.6;
  for (const stroke of strokes) drawLine(context, stroke);
  context.fillStyle = theme.ink;
  write(context, "lowest", textPlace, align, "middle");
}

export class ContourPlot {
  /** @param {Scene} scene */
  constructor(scene) {
    const { width, height, bounds, field } = scene;
    this.scene = scene;
    this.box = frameOf(width, height, false);
    const { left, right, top, bottom } = this.box;
    this.toX = linearScale(bounds[0], bounds[1], left, right);
    this.toY = linearScale(bounds[2], bounds[3], bottom, top);
    this.toPixels = (
      /** @type {number[]} */ [a, b],
    ) => /** @type {Point} */ ([this.toX(a), this.toY(b)]);
    this.lines = new Path2D();
    /** @type {{ text: string, place: Point }[]} */
    this.labels = [];
    for (const level of contourLevels(field, scene.scale)) this.trace(level);
  }

  /** @param {number} level */
  trace(level) {
    const { left, right, top, bottom } = this.box;
    const toBox = (
      /** @type {Point} */ [u, v],
    ) => /** @type {Point} */ ([left + u * (right - left), bottom - v * (bottom - top)]);
    const free = [];
    const { field } = this.scene;
    const stride = Math.max(1, Math.round(field.n / SQUARES));
    for (const [from, to] of contourLine(field, level, stride)) {
      const start = toBox(from);
      this.lines.moveTo(...start);
      this.lines.lineTo(...toBox(to));
      if (this.isFree(start)) free.push(start);
    }
    if (!free.length) return;
    this.labels.push({
      text: withMinus(number(level, 3)),
      place: free[Math.floor(free.length * 0.4)],
    });
  }

  /**
   * Whether a label may stand here: inside the frame, beside the other labels and the lowest point.
   * @param {Point} place
   */
  isFree([x, y]) {
    const { left, right, top, bottom } = this.box;
    const inside = x > left + 20 && x < right - 20 && y > top + 12 && y < bottom - 12;
    const taken = [...this.labels.map(({ place }) => place), ...this.lowestRoom];
    return inside &&
      taken.every(([u, v]) =>
        Math.abs(u - x) > NUMBER_ROOM.width || Math.abs(v - y) > NUMBER_ROOM.height
      );
  }

  /** The places that the lowest point and its word take up. */
  get lowestRoom() {
    const [x, y] = this.toPixels(this.scene.field.lowest);
    const { left, right } = this.box;
    const side = x < (left + right) / 2 ? 1 : -1;
    return /** @type {Point[]} */ ([[x, y], [x + side * NUMBER_ROOM.width / 2, y]]);
  }

  /**
   * @param {HTMLCanvasElement} base
   * @param {HTMLCanvasElement} picture
   */
  drawBase(base, picture) {
    const { width, height, bounds, axes, field, scale, theme } = this.scene;
    field.paint(picture, scale, theme.ramp.pixels(scale.bands));
    const context = prepare(base, width, height);
    const [across, up] = [endsOf(bounds, 0), endsOf(bounds, 1)];
    const x = { name: axes[0], ticks: ticks(across[0], across[1]), scale: this.toX };
    const y = { name: axes[1], ticks: ticks(up[0], up[1]), scale: this.toY };
    drawAxes(context, this.box, x, y, theme);
    context.strokeStyle = theme.contour;
    context.stroke(this.lines);
    const isFlat = !(field.high > field.low);
    if (!isFlat) drawLowest(context, this.toPixels(field.lowest), this.box, theme);
  }

  /**
   * The numbers of the contours, which no path may hide.
   * @param {CanvasRenderingContext2D} context
   */
  drawOverPath(context) {
    context.lineWidth = 3;
    context.strokeStyle = this.scene.theme.paper;
    context.fillStyle = this.scene.theme.ink;
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const { text, place: [x, y] } of this.labels) {
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    }
  }

  /**
   * An arrow that points downhill, along the negative gradient.
   * @param {number[]} here
   * @param {number[]} gradient
   */
  slopeLines(here, gradient) {
    const length = Math.hypot(...gradient);
    if (!(length > 1e-12)) return [];
    const ranges = here.map((_, axis) => endsOf(this.scene.bounds, axis));
    const step = (NUDGE * Math.min(...ranges.map(([low, high]) => high - low))) / length;
    const [x, y] = this.toPixels(here);
    const [u, v] = this.toPixels(here.map((value, axis) => value - step * gradient[axis]));
    return arrow([x, y], Math.atan2(v - y, u - x), ARROW);
  }
}

export class CurvePlot {
  /** @param {Scene} scene */
  constructor(scene) {
    const { width, height, bounds, field } = scene;
    this.scene = scene;
    this.box = frameOf(width, height, true);
    this.high = field.high > 0 ? field.high : 1;
    this.toX = linearScale(bounds[0], bounds[1], this.box.left, this.box.right);
    this.toY = linearScale(0, this.high * 1.05, this.box.bottom, this.box.top);
    this.toPixels = (
      /** @type {number[]} */ [a],
      /** @type {number} */ error,
    ) => /** @type {Point} */ ([this.toX(a), this.toY(error < this.high ? error : this.high)]);
  }

  /** @param {HTMLCanvasElement} base */
  drawBase(base) {
    const { width, height, bounds, axes, field, theme } = this.scene;
    const x = { name: axes[0], ticks: ticks(bounds[0], bounds[1]), scale: this.toX };
    const y = { name: "error", ticks: ticks(0, this.high), scale: this.toY };
    const context = prepare(base, width, height);
    drawAxes(context, this.box, x, y, theme);
    context.strokeStyle = theme.blue;
    context.lineWidth = 2.5;
    drawLine(context, Array.from(field.as, (a, k) => this.toPixels([a], field.values[k])));
    if (!(field.high > field.low)) return;
    const [lowestX, lowestY] = this.toPixels(field.lowest, field.low);
    drawLowest(context, [lowestX, lowestY - 2 * CROSS_ARM], this.box, theme);
  }

  drawOverPath() {}

  /**
   * The tangent.
   * @param {number[]} here
   * @param {number[]} gradient
   * @param {number} error
   * @returns {Point[][]}
   */
  slopeLines([a], [slope], error) {
    const [low, high] = this.scene.bounds;
    const reach = (high - low) / 6;
    const end = (
      /** @type {number} */ side,
    ) => /** @type {Point} */ ([this.toX(a + side), this.toY(error + slope * side)]);
    return [[end(-reach), end(reach)]];
  }
}
