// The three pictures of the error: contours, a surface in 3-D, a curve. Each knows where a point
// stands in it.
import { contourLine } from "../drawing/contours.js";
import { Camera, drawMesh } from "../drawing/mesh.js";
import { number, withMinus } from "../drawing/numbers.js";
import { arrow, clamp, drawAxes, drawLine, linearScale, prepare, ticks } from "../drawing/plot.js";
import { endsOf } from "./range.js";

/** @typedef {import("../drawing/plot.js").Point} Point */
/** @typedef {import("../drawing/plot.js").Box} Box */
/** @typedef {import("../drawing/field.js").Field} Field */
/** @typedef {import("../drawing/colors.js").Theme} Theme */

/**
 * What every picture is made from.
 * @typedef {object} Scene
 * @property {number} width
 * @property {number} height
 * @property {string[]} axes
 * @property {number[]} bounds
 * @property {Field} field
 * @property {Theme} theme
 */

const STRIDE = 3; // samples from corner to corner of a square of a contour
const NUMBER_ROOM = { width: 44, height: 20 }; // room for the number on a contour
const ARROW = 46; // pixels
const NUDGE = 0.02; // of a range: how far downhill is looked at for the direction of the arrow

/**
 * Where the frame of the axes stands.
 * @param {number} width
 * @param {number} height
 * @returns {Box}
 */
export function frameOf(width, height) {
  return { left: 46, top: 18, right: width - 10, bottom: height - 36 };
}

/**
 * An arrow that points downhill, from `here` along the negative gradient.
 * @param {{ scene: Scene, toPixels: (point: number[], error: number) => Point }} plot
 * @param {number[]} here
 * @param {number[]} gradient
 * @param {number} error
 */
function downhillArrow({ scene, toPixels }, here, gradient, error) {
  const length = Math.hypot(...gradient);
  if (!(length > 1e-12)) return [];
  const ranges = here.map((_, axis) => endsOf(scene.bounds, axis));
  const step = (NUDGE * Math.min(...ranges.map(([low, high]) => high - low))) / length;
  const [x, y] = toPixels(here, error);
  const [u, v] = toPixels(here.map((value, axis) => value - step * gradient[axis]), error);
  return arrow([x, y], Math.atan2(v - y, u - x), ARROW);
}

export class ContourPlot {
  /** @param {Scene} scene */
  constructor(scene) {
    const { width, height, bounds, field } = scene;
    this.scene = scene;
    this.box = frameOf(width, height);
    const { left, right, top, bottom } = this.box;
    this.toX = linearScale(bounds[0], bounds[1], left, right);
    this.toY = linearScale(bounds[2], bounds[3], bottom, top);
    this.toPixels = (
      /** @type {number[]} */ [a, b],
    ) => /** @type {Point} */ ([this.toX(a), this.toY(b)]);
    this.lines = new Path2D();
    /** @type {{ text: string, place: Point }[]} */
    this.labels = [];
    for (const level of field.levels) this.trace(level);
  }

  /** @param {number} level */
  trace(level) {
    const { left, right, top, bottom } = this.box;
    const toBox = (
      /** @type {Point} */ [u, v],
    ) => /** @type {Point} */ ([left + u * (right - left), bottom - v * (bottom - top)]);
    const free = [];
    for (const [from, to] of contourLine(this.scene.field, level, STRIDE)) {
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
   * Whether a label may stand here: inside the frame, and beside the other labels.
   * @param {Point} place
   */
  isFree([x, y]) {
    const { left, right, top, bottom } = this.box;
    const inside = x > left + 20 && x < right - 20 && y > top + 12 && y < bottom - 12;
    return inside &&
      this.labels.every(({ place: [u, v] }) =>
        Math.abs(u - x) > NUMBER_ROOM.width || Math.abs(v - y) > NUMBER_ROOM.height
      );
  }

  /**
   * @param {HTMLCanvasElement} base
   * @param {HTMLCanvasElement} picture
   */
  drawBase(base, picture) {
    const { width, height, bounds, axes, field, theme } = this.scene;
    field.paint(picture, theme.ramp);
    const context = prepare(base, width, height);
    const [across, up] = [endsOf(bounds, 0), endsOf(bounds, 1)];
    const x = { name: axes[0], ticks: ticks(across[0], across[1]), scale: this.toX };
    const y = { name: axes[1], ticks: ticks(up[0], up[1]), scale: this.toY };
    drawAxes(context, this.box, x, y, theme);
  }

  /** @param {CanvasRenderingContext2D} context */
  drawUnderPath(context) {
    context.strokeStyle = this.scene.theme.contour;
    context.stroke(this.lines);
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
   * @param {number[]} here
   * @param {number[]} gradient
   * @param {number} error
   */
  slopeLines(here, gradient, error) {
    return downhillArrow(this, here, gradient, error);
  }
}

export class MeshPlot {
  /**
   * @param {Scene} scene
   * @param {number} turn
   * @param {number} tilt
   */
  constructor(scene, turn, tilt) {
    const { width, height, bounds, field } = scene;
    this.scene = scene;
    this.box = { left: 0, top: 0, right: width, bottom: height };
    this.camera = new Camera(width, height, turn, tilt);
    this.toPixels = (/** @type {number[]} */ point) => {
      const [u, v] = point.map((value, axis) => {
        const [low, high] = endsOf(bounds, axis);
        return clamp((value - low) / (high - low), -99, 99); // a path may leave the range
      });
      return this.camera.project(u, v, field.share(field.at(u, v)));
    };
  }

  /** @param {HTMLCanvasElement} base */
  drawBase(base) {
    const { width, height, field, axes, theme } = this.scene;
    drawMesh(prepare(base, width, height), field, this.camera, axes, theme);
  }

  drawUnderPath() {}

  drawOverPath() {}

  /**
   * @param {number[]} here
   * @param {number[]} gradient
   * @param {number} error
   */
  slopeLines(here, gradient, error) {
    return downhillArrow(this, here, gradient, error);
  }
}

export class CurvePlot {
  /** @param {Scene} scene */
  constructor(scene) {
    const { width, height, bounds, field } = scene;
    this.scene = scene;
    this.box = frameOf(width, height);
    this.toX = linearScale(bounds[0], bounds[1], this.box.left, this.box.right);
    this.toY = linearScale(0, field.high * 1.05, this.box.bottom, this.box.top);
    this.toPixels = (
      /** @type {number[]} */ [a],
      /** @type {number} */ error,
    ) => /** @type {Point} */ ([this.toX(a), this.toY(Math.min(error, field.high))]);
  }

  /** @param {HTMLCanvasElement} base */
  drawBase(base) {
    const { width, height, bounds, axes, field, theme } = this.scene;
    const x = { name: axes[0], ticks: ticks(bounds[0], bounds[1]), scale: this.toX };
    const y = { name: "error", ticks: ticks(0, field.high), scale: this.toY };
    drawAxes(prepare(base, width, height), this.box, x, y, theme);
  }

  /** @param {CanvasRenderingContext2D} context */
  drawUnderPath(context) {
    const { field, theme } = this.scene;
    context.strokeStyle = theme.blue;
    context.lineWidth = 2.5;
    const points = Array.from(field.as, (a, k) => this.toPixels([a], field.values[k]));
    drawLine(context, points);
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
