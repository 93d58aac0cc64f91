// The error over two parameters (a map) or over one (a curve), with the point, the way downhill, the
// path and the next point.
import { readTheme } from "../drawing/colors.js";
import { html, setAttribute, setText } from "../drawing/dom.js";
import { ErrorScale } from "../drawing/error-scale.js";
import { Glide } from "../drawing/glide.js";
import { number, short, spoken } from "../drawing/numbers.js";
import { clamp } from "../drawing/plot.js";
import { ColorBar } from "./color-bar.js";
import { PointHandle } from "./point.js";
import { alongAxes, endsOf, sidesOf, withinRange, zoomed } from "./range.js";
import { Speech } from "./speech.js";
import { SurfaceBar } from "./surface-bar.js";
import { drawSurfaceMarks } from "./surface-marks.js";
import { ContourPlot, CurvePlot, frameOf } from "./surface-plots.js";
import { SurfaceSample } from "./surface-sample.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/history.js").Point} RunPoint */
/** @typedef {import("../drawing/plot.js").Point} Point */

const MOST_PATH_POINTS = 400; // of the path
const KEY_STEPS = 160; // of an arrow key, from end to end of a range
const LEAST_PLOT_HEIGHT = 230;
const MOST_PLOT_HEIGHT = 330;
const FARTHEST = 1e5; // pixels
const LEAST_WAY = 4; // pixels to the next point, or it would lie on the present one

/**
 * A place that a canvas can draw a line to, however far away it is.
 * @param {Point} place
 * @returns {Point}
 */
function drawable([x, y]) {
  return [clamp(x, -FARTHEST, FARTHEST), clamp(y, -FARTHEST, FARTHEST)];
}

export class SurfaceView {
  width = 0;
  height = 0;
  /** @type {import("../drawing/colors.js").Theme | null} */
  theme = null;
  /** @type {ContourPlot | CurvePlot | null} made anew after another size, theme or sample */
  plot = null;
  /** @type {number[]} along each axis */
  gradient = [];
  /** @type {{ theta: Float64Array, step: number, error: number } | null} the point as last drawn */
  seen = null;
  /** @type {Glide | null} */
  glide = null;

  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.isCurve = state.axes.length < 2;
    const { theta, x, t } = state.example.start;
    const atStart = state.program.error(theta, x.flat(), t.flat(), state.n);
    const scale = new ErrorScale(atStart);
    this.sample = new SurfaceSample(scale);
    this.bar = new SurfaceBar(state, (factor) => this.zoom(factor));
    this.base = html("canvas", { role: "img" });
    this.picture = html("canvas", { class: "bp-field", hidden: this.isCurve });
    this.overlay = html("canvas", { "aria-hidden": "true" });
    this.colors = new ColorBar(scale);
    this.colors.element.hidden = this.isCurve;
    this.note = html("p", { class: "bp-map-note" });
    this.reading = html("span", { class: "bp-reading", "aria-hidden": "true", hidden: true });
    this.ghost = html("span", { class: "bp-ghost", "aria-hidden": "true" });
    this.handle = new PointHandle(this.moves());
    this.speech = { picture: new Speech(state), handle: new Speech(state) };
    const layers = [this.base, this.picture, this.overlay, this.colors.element];
    const marks = [this.ghost, ...this.handle.elements, this.note, this.reading];
    this.area = html("div", { class: "bp-plot" }, ...layers, ...marks);
    this.handle.listenOn(this.area);
    this.area.addEventListener("pointermove", (event) => this.read(event));
    this.area.addEventListener("pointerleave", () => this.reading.hidden = true);
    this.caption = html("p", { class: "bp-caption" });
    const parts = [this.bar.element, this.area, this.caption];
    this.element = html("div", { class: "bp-surface" }, ...parts);
  }

  /** Where the point is shown: where it is, or at the edge of the range. */
  get shown() {
    return withinRange(this.point, this.sample.bounds);
  }

  get point() {
    return alongAxes(this.state, this.state.theta);
  }

  resize() {
    this.theme = readTheme(this.element);
    this.width = this.area.clientWidth;
    this.height = Math.round(clamp(this.width * 0.8, LEAST_PLOT_HEIGHT, MOST_PLOT_HEIGHT));
    this.area.style.height = `${this.height}px`;
    const box = frameOf(this.width, this.height, this.isCurve);
    // In pixels: so it stands under its axes on paper too.
    this.picture.style.width = `${box.right - box.left}px`;
    this.picture.style.height = `${box.bottom - box.top}px`;
    this.note.style.maxWidth = `${box.right - box.left - 16}px`;
    this.colors.resize(box, this.theme);
    this.plot = null;
  }

  /**
   * @param {Record<string, number>} _values
   * @param {ArrayLike<number>} gradient
   */
  update(_values, gradient) {
    if (!this.width || !this.theme) return;
    const { state } = this;
    // Downhill is along the gradient of the error, also where an update mixes old weights and new.
    const downhill = state.order === "simultaneous" ? gradient : state.gradientOf("simultaneous");
    this.gradient = alongAxes(state, downhill);
    if (this.sample.follow(state)) this.plot = null;
    const plot = this.plot ?? this.drawMap(this.theme);
    this.plot = plot;
    this.follow(plot);
    this.drawPoint(plot);
    this.describe();
  }

  // ---- the map

  /** @param {import("../drawing/colors.js").Theme} theme */
  drawMap(theme) {
    const { width, height } = this;
    const { bounds, field, scale } = this.sample;
    const scene = { width, height, axes: this.state.axes, bounds, field, scale, theme };
    const plot = this.isCurve ? new CurvePlot(scene) : new ContourPlot(scene);
    plot.drawBase(this.base, this.picture);
    return plot;
  }

  // ---- the point

  /**
   * After one update the point glides from where it was.
   * @param {ContourPlot | CurvePlot} plot
   */
  follow(plot) {
    const { step, theta, error, playing } = this.state;
    const { seen } = this;
    if (seen?.theta === theta) return;
    this.glide = null;
    this.seen = { theta, step, error };
    const isUpdate = seen !== null && step === seen.step + 1 && !playing;
    if (!isUpdate || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const before = withinRange(alongAxes(this.state, seen.theta), this.sample.bounds);
    this.glide = new Glide(plot.toPixels(before, seen.error), performance.now());
  }

  /**
   * What moves with the point: the path, the arrow or the tangent, the next point, the handle.
   * @param {ContourPlot | CurvePlot} plot
   */
  drawPoint(plot) {
    const { state, glide } = this;
    const now = performance.now();
    const end = plot.toPixels(this.shown, state.error);
    const isGliding = glide !== null && !glide.isOver(now);
    const place = isGliding ? glide.at(end, now) : end;
    drawSurfaceMarks(this.overlay, plot, {
      path: [...this.pathOf(state.run.filter(([at]) => at >= state.since), plot), place],
      former: this.pathOf(state.former?.points ?? [], plot),
      slope: isGliding ? [] : this.slope(plot),
      next: isGliding ? [] : this.wayToNext(plot, end),
    });
    this.handle.place(place);
    if (this.speech.handle.isDue()) {
      this.handle.describe(`point: ${this.where()}; arrow keys move it`);
    }
    this.handle.pointBeyond(sidesOf(this.point, this.sample.bounds), this.beyondText());
    if (!isGliding) return;
    state.clock.nextFrame(() => {
      if (this.plot === plot && this.glide === glide) this.drawPoint(plot);
    });
  }

  /**
   * The points of a run before its last, in pixels.
   * @param {RunPoint[]} points
   * @param {ContourPlot | CurvePlot} plot
   */
  pathOf(points, plot) {
    const every = Math.ceil(points.length / MOST_PATH_POINTS);
    return points.filter((_, k) => k % every === 0)
      .map(([, theta, error]) => drawable(plot.toPixels(alongAxes(this.state, theta), error)));
  }

  /** @param {ContourPlot | CurvePlot} plot */
  slope(plot) {
    const { error } = this.state;
    const isBeyond = sidesOf(this.point, this.sample.bounds).some((side) => side !== 0);
    const isSteep = [error, ...this.gradient].every(Number.isFinite);
    return isSteep && !isBeyond ? plot.slopeLines(this.shown, this.gradient, error) : [];
  }

  /**
   * From the point to where the next update would bring it, which a ring shows.
   * @param {ContourPlot | CurvePlot} plot
   * @param {Point} here
   * @returns {Point[]}
   */
  wayToNext(plot, here) {
    const { state } = this;
    const next = alongAxes(state, state.nextTheta);
    this.ghost.hidden = true;
    if (!next.every(Number.isFinite) || this.sample.isOld) return [];
    const { program, x, t, n } = state;
    const [left, top] = plot.toPixels(next, program.error(state.nextTheta, x, t, n));
    if (Math.hypot(left - here[0], top - here[1]) < LEAST_WAY) return [];
    this.ghost.hidden = sidesOf(next, this.sample.bounds).some((side) => side !== 0);
    this.ghost.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
    return [here, drawable([left, top])];
  }

  // ---- words

  where() {
    const { point } = this;
    return this.state.axes.map((name, axis) => `${name} ${spoken(point[axis])}`).join(", ");
  }

  /** The values that the range does not reach. */
  beyondText() {
    const { point } = this;
    const sides = sidesOf(point, this.sample.bounds);
    const names = this.state.axes.map((name, axis) => `${name} = ${short(point[axis])}`);
    return names.filter((_, axis) => sides[axis] !== 0).join(", ");
  }

  /** All that is said in words, and what the bar shows. */
  describe() {
    const { axes, n, error, errorBefore } = this.state;
    this.bar.update();
    this.colors.update(error, errorBefore);
    if (this.speech.picture.isDue()) {
      setAttribute(this.base, "aria-label", this.label());
      this.colors.describe(error);
    }
    setText(this.note, this.sample.warning);
    this.note.hidden = this.note.textContent === "";
    const mean = n > 1 ? `, mean of ${n} examples` : "";
    const slopes = axes.map((name, axis) =>
      `\u2212\u2202E/\u2060\u2202${name}\u00a0=\u00a0${short(-this.gradient[axis])}`
    );
    setText(this.caption, `downhill${mean}: ${slopes.join("  ")}`);
  }

  /** The picture in words. */
  label() {
    const { axes, former } = this.state;
    const { low, high, lowest } = this.sample.field;
    const scale = this.isCurve ? "" : ", on a logarithmic scale";
    const names = axes.join(" and ");
    const at = axes.map((name, axis) => `${name} ${number(lowest[axis], 3)}`).join(", ");
    const race = former ? ` The faint path is the run before, by ${former.optimizer}.` : "";
    return `Error over ${names}, from ${number(low, 3)} to ${number(high, 3)}${scale}; ` +
      `lowest in view at ${at}; the point is at ${this.where()}.${race}`;
  }

  /**
   * The error under the pointer.
   * @param {PointerEvent} event
   */
  read({ clientX, clientY, pointerType }) {
    const { plot, area, reading, state } = this;
    const origin = area.getBoundingClientRect();
    const [x, y] = [clientX - origin.left, clientY - origin.top];
    const box = plot?.box;
    const isInside = box && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    reading.hidden = !isInside || pointerType === "touch" || this.sample.isOld;
    if (reading.hidden) return;
    const theta = state.theta.slice();
    const values = this.valuesAt(x, y);
    for (const [axis, name] of state.axes.entries()) {
      theta[state.program.parameters.indexOf(name)] = values[axis];
    }
    const error = state.program.error(theta, state.x, state.t, state.n);
    setText(reading, `E = ${short(error)}`);
    const isRight = x > this.width / 2;
    reading.style.left = isRight ? "auto" : `${x + 14}px`;
    reading.style.right = isRight ? `${this.width - x + 14}px` : "auto";
    reading.style.top = `${Math.max(0, y - 28)}px`;
  }

  // ---- what the reader does

  /** @param {number} factor */
  zoom(factor) {
    this.state.change(null, { bounds: zoomed(this.shown, this.sample.bounds, factor) });
  }

  /** @returns {import("./point.js").Moves} */
  moves() {
    return {
      moveTo: (x, y) => this.setPoint(this.valuesAt(x, y)),
      push: (axis, steps) => this.push(axis, steps),
      end: () => this.state.endGesture(),
    };
  }

  /**
   * The values of the axes at a place of the plot, or at the edge next to it.
   * @param {number} x
   * @param {number} y
   */
  valuesAt(x, y) {
    const { left, right, top, bottom } = frameOf(this.width, this.height, this.isCurve);
    const shares = [(x - left) / (right - left), (bottom - y) / (bottom - top)];
    return this.state.axes.map((_, axis) => {
      const [low, high] = endsOf(this.sample.bounds, axis);
      return low + clamp(shares[axis], 0, 1) * (high - low);
    });
  }

  /**
   * @param {number} axis
   * @param {number} steps
   */
  push(axis, steps) {
    if (axis >= this.state.axes.length) return false;
    const [low, high] = endsOf(this.sample.bounds, axis);
    const point = this.shown;
    this.setPoint(point.with(axis, point[axis] + (steps * (high - low)) / KEY_STEPS));
    return true;
  }

  /**
   * Five digits are as fine as the eye and the hand.
   * @param {number[]} point
   */
  setPoint(point) {
    const pairs = this.state.axes.map((name, axis) => [name, Number(point[axis].toPrecision(5))]);
    this.state.setParameters("point", Object.fromEntries(pairs));
  }
}
