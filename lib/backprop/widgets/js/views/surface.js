// The error over two parameters (a map) or over one (a curve), with the point, the way downhill, the
// path and the next point.
import { readTheme } from "../drawing/colors.js";
import { bar, button, html, menu, setAttribute, setText } from "../drawing/dom.js";
import { ErrorScale } from "../drawing/error-scale.js";
import { Field } from "../drawing/field.js";
import { Glide } from "../drawing/glide.js";
import { number, short, spoken } from "../drawing/numbers.js";
import { clamp } from "../drawing/plot.js";
import { ColorBar } from "./color-bar.js";
import { PointHandle } from "./point.js";
import { alongAxes, endsOf, sidesOf, visibleRange, withinRange, zoomed } from "./range.js";
import { drawSurfaceMarks } from "./surface-marks.js";
import { ContourPlot, CurvePlot, frameOf } from "./surface-plots.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/history.js").Point} RunPoint */
/** @typedef {import("../drawing/plot.js").Point} Point */

const SAMPLES = 200; // along each axis
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

/** Menus for the axes, and the range. */
class SurfaceBar {
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

export class SurfaceView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.isCurve = state.axes.length < 2;
    const { theta, x, t } = state.example.start;
    const atStart = state.program.error(theta, x.flat(), t.flat(), state.n);
    this.scale = new ErrorScale(atStart);
    this.bar = new SurfaceBar(state, (factor) => this.zoom(factor));
    this.base = html("canvas", { role: "img" });
    this.picture = html("canvas", { class: "bp-field", hidden: this.isCurve });
    this.overlay = html("canvas", { "aria-hidden": "true" });
    this.colors = new ColorBar(this.scale);
    this.colors.element.hidden = this.isCurve;
    this.note = html("p", { class: "bp-map-note" });
    this.reading = html("span", { class: "bp-reading", "aria-hidden": "true", hidden: true });
    this.ghost = html("span", { class: "bp-ghost", "aria-hidden": "true" });
    this.handle = new PointHandle(this.moves());
    const layers = [this.base, this.picture, this.overlay, this.colors.element];
    const marks = [this.ghost, ...this.handle.elements, this.note, this.reading];
    this.area = html("div", { class: "bp-plot" }, ...layers, ...marks);
    this.handle.listenOn(this.area);
    this.area.addEventListener("pointermove", (event) => this.read(event));
    this.area.addEventListener("pointerleave", () => this.reading.hidden = true);
    this.caption = html("p", { class: "bp-caption" });
    const parts = [this.bar.element, this.area, this.caption];
    this.element = html("div", { class: "bp-surface" }, ...parts);
    this.width = 0;
    this.height = 0;
    /** @type {import("../drawing/colors.js").Theme | null} */
    this.theme = null;
    /** @type {number[]} */
    this.gradient = [];
    // The map that is shown: its values, its range, what it was made for, and after which update.
    this.field = new Field();
    this.spare = new Field();
    /** @type {number[]} */
    this.bounds = [];
    this.sampled = "";
    this.frame = ""; // axes and range that the reader has chosen for it
    this.sampledAt = 0;
    this.isOld = false; // whether the present values would leave it blank
    /** @type {ContourPlot | CurvePlot | null} */
    this.plot = null;
    // Where the point was when it was last drawn, and its way from there.
    /** @type {{ theta: Float64Array, step: number, error: number } | null} */
    this.seen = null;
    /** @type {Glide | null} */
    this.glide = null;
  }

  /** Where the point is shown: where it is, or at the edge of the range. */
  get shown() {
    return withinRange(this.point, this.bounds);
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
    this.sample();
    const plot = this.plot ?? this.drawMap(this.theme);
    this.plot = plot;
    this.follow(plot);
    this.drawPoint(plot);
    this.describe();
  }

  // ---- the map

  /** Samples the surface, unless only the point on it has moved. */
  sample() {
    const { state } = this;
    const { axes, theta, x, t, program } = state;
    const bounds = visibleRange(state);
    const fixed = program.parameters.map((name, k) => axes.includes(name) ? name : theta[k]);
    const wanted = [bounds, axes, fixed, x, t].join(";");
    if (wanted === this.sampled) return;
    this.sampled = wanted;
    this.spare.sample(state, bounds, SAMPLES);
    const frame = [axes, state.bounds].join(";");
    const isBlank = this.isCurve ? this.spare.low === Infinity : this.spare.low > this.scale.high;
    this.isOld = isBlank && frame === this.frame;
    if (this.isOld) return;
    [this.field, this.spare] = [this.spare, this.field];
    this.bounds = bounds;
    this.frame = frame;
    this.sampledAt = state.step;
    this.plot = null;
  }

  /** @param {import("../drawing/colors.js").Theme} theme */
  drawMap(theme) {
    const { width, height, bounds, field, scale } = this;
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
    const before = withinRange(alongAxes(this.state, seen.theta), this.bounds);
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
    this.handle.place(place, `point: ${this.where()}; arrow keys move it`);
    this.handle.pointBeyond(sidesOf(this.point, this.bounds), this.beyondText());
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
    const isBeyond = sidesOf(this.point, this.bounds).some((side) => side !== 0);
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
    if (!next.every(Number.isFinite) || this.isOld) return [];
    const { program, x, t, n } = state;
    const [left, top] = plot.toPixels(next, program.error(state.nextTheta, x, t, n));
    if (Math.hypot(left - here[0], top - here[1]) < LEAST_WAY) return [];
    this.ghost.hidden = sidesOf(next, this.bounds).some((side) => side !== 0);
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
    const sides = sidesOf(point, this.bounds);
    const names = this.state.axes.map((name, axis) => `${name} = ${short(point[axis])}`);
    return names.filter((_, axis) => sides[axis] !== 0).join(", ");
  }

  /** All that is said in words, and what the bar shows. */
  describe() {
    const { axes, n, error } = this.state;
    this.bar.update();
    this.colors.update(error);
    setAttribute(this.base, "aria-label", this.label());
    setText(this.note, this.warning());
    this.note.hidden = this.note.textContent === "";
    const mean = n > 1 ? `, mean of ${n} examples` : "";
    const slopes = axes.map((name, axis) =>
      `\u2212\u2202E/\u2060\u2202${name} = ${short(-this.gradient[axis])}`
    );
    setText(this.caption, `downhill${mean}: ${slopes.join("  ")}`);
  }

  /** The picture in words. */
  label() {
    const { axes, former } = this.state;
    const { low, high, lowest } = this.field;
    const scale = this.isCurve ? "" : ", on a logarithmic scale";
    const names = axes.join(" and ");
    const at = axes.map((name, axis) => `${name} ${number(lowest[axis], 3)}`).join(", ");
    const race = former ? ` The faint path is the run before, by ${former.optimizer}.` : "";
    return `Error over ${names}, from ${number(low, 3)} to ${number(high, 3)}${scale}; ` +
      `lowest in view at ${at}; the point is at ${this.where()}.${race}`;
  }

  /** What the reader must know of a map that is not that of the present numbers, or is blank. */
  warning() {
    const { low } = this.field;
    const { high } = this.scale;
    if (this.isOld) return `Too large to show: this is the surface of update ${this.sampledAt}.`;
    if (low === Infinity) return "Every error here is too large for a number.";
    return !this.isCurve && low > high ? `Every error here is above ${high}.` : "";
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
    reading.hidden = !isInside || pointerType === "touch" || this.isOld;
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
    this.state.change(null, { bounds: zoomed(this.shown, this.bounds, factor) });
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
      const [low, high] = endsOf(this.bounds, axis);
      return low + clamp(shares[axis], 0, 1) * (high - low);
    });
  }

  /**
   * @param {number} axis
   * @param {number} steps
   */
  push(axis, steps) {
    if (axis >= this.state.axes.length) return false;
    const [low, high] = endsOf(this.bounds, axis);
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
