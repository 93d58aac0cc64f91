// The error over two parameters (contours, or 3-D) or over one (a curve), with the point, the way
// downhill and the path.
import { readTheme } from "../drawing/colors.js";
import { bar, button, html, menu, setAttribute, setText } from "../drawing/dom.js";
import { Field } from "../drawing/field.js";
import { number, short, spoken } from "../drawing/numbers.js";
import { clamp, drawLine, prepare } from "../drawing/plot.js";
import { PointHandle } from "./point.js";
import { alongAxes, endsOf, visibleRange, withinRange, zoomed } from "./range.js";
import { ContourPlot, CurvePlot, frameOf, MeshPlot } from "./surface-plots.js";

/** @typedef {import("../model/state.js").State} State */

const SAMPLES = 200; // along each axis
const MOST_PATH_POINTS = 400; // of the path
const KEY_STEPS = 160; // of an arrow key, from end to end of a range
const LEAST_PLOT_HEIGHT = 230;
const MOST_PLOT_HEIGHT = 330;

/** Menus for the axes, the two ways to look, and the range. */
class SurfaceBar {
  /**
   * @param {State} state
   * @param {(factor: number) => void} zoom
   */
  constructor(state, zoom) {
    this.state = state;
    this.menus = state.axes.map((_, axis) => this.axisMenu(axis));
    const look = (/** @type {"contours" | "3d"} */ view) => state.look({ view });
    this.views = state.axes.length < 2 ? [] : [
      button("Contours", () => look("contours"), { value: "contours" }),
      button("3-D", () => look("3d"), { value: "3d" }),
    ];
    this.element = bar(
      ...this.menus,
      ...this.views,
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
    const { axes, view } = this.state;
    this.menus.forEach((each, axis) => each.value = axes[axis]);
    for (const each of this.views) setAttribute(each, "aria-pressed", each.value === view);
  }
}

export class SurfaceView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.field = new Field();
    this.isCurve = state.axes.length < 2;
    this.bar = new SurfaceBar(state, (factor) => this.zoom(factor));
    this.base = html("canvas", { role: "img" });
    this.picture = html("canvas", { class: "bp-field" });
    this.overlay = html("canvas", { "aria-hidden": "true" });
    this.handle = new PointHandle(this.moves());
    const layers = [this.base, this.picture, this.overlay, this.handle.element];
    this.area = html("div", { class: "bp-plot" }, ...layers);
    this.handle.listenOn(this.area);
    this.turn = this.slider("turn", -180, 180, -30);
    this.tilt = this.slider("tilt", 5, 85, 35);
    this.angles = html("div", { class: "bp-angles" }, "turn", this.turn, "tilt", this.tilt);
    this.caption = html("p", { class: "bp-caption" });
    const parts = [this.bar.element, this.area, this.angles, this.caption];
    this.element = html("div", { class: "bp-surface" }, ...parts);
    this.width = 0;
    this.height = 0;
    /** @type {import("../drawing/colors.js").Theme | null} */
    this.theme = null;
    /** @type {number[]} */
    this.bounds = [];
    /** @type {number[]} */
    this.gradient = [];
    /** @type {ContourPlot | MeshPlot | CurvePlot | null} */
    this.plot = null;
    this.sampled = ""; // what the field was sampled for
    this.drawn = ""; // what the plot was drawn for
  }

  /**
   * @param {string} name
   * @param {number} min
   * @param {number} max
   * @param {number} value
   */
  slider(name, min, max, value) {
    const input = () => this.draw();
    return html("input", { type: "range", min, max, value, "aria-label": name, input });
  }

  get isSolid() {
    return !this.isCurve && this.state.view === "3d";
  }

  /** Where the point is shown: where it is, or at the edge of the range. */
  get shown() {
    return withinRange(alongAxes(this.state, this.state.theta), this.bounds);
  }

  resize() {
    this.theme = readTheme(this.element);
    this.width = this.area.clientWidth;
    this.height = Math.round(clamp(this.width * 0.8, LEAST_PLOT_HEIGHT, MOST_PLOT_HEIGHT));
    this.area.style.height = `${this.height}px`;
    const { left, right, top, bottom } = frameOf(this.width, this.height);
    // In pixels: so it stands under its axes on paper too.
    this.picture.style.width = `${right - left}px`;
    this.picture.style.height = `${bottom - top}px`;
    this.drawn = "";
  }

  /**
   * @param {Record<string, number>} _values
   * @param {ArrayLike<number>} gradient
   */
  update(_values, gradient) {
    if (!this.width) return;
    const { state } = this;
    // Downhill is along the gradient of the error, also where an update mixes old weights and new.
    const downhill = state.order === "simultaneous" ? gradient : state.gradientOf("simultaneous");
    this.gradient = alongAxes(state, downhill);
    this.bounds = visibleRange(state);
    this.sample();
    this.draw();
    this.describe();
  }

  /** Samples the surface, unless only the point on it has moved. */
  sample() {
    const { state, bounds } = this;
    const { axes, theta, x, t, program } = state;
    const fixed = program.parameters.map((name, k) => axes.includes(name) ? name : theta[k]);
    const wanted = [bounds, axes, fixed, x, t].join(";");
    if (wanted === this.sampled) return;
    this.sampled = wanted;
    this.drawn = "";
    this.field.sample(state, bounds, SAMPLES);
  }

  draw() {
    const { theme, width, height, bounds, field } = this;
    const { axes, view } = this.state;
    if (!theme) return;
    const wanted = [view, bounds, axes, this.turn.value, this.tilt.value].join(";");
    if (this.drawn !== wanted || !this.plot) {
      this.drawn = wanted;
      const scene = { width, height, axes, bounds, field, theme };
      this.plot = this.makePlot(scene);
      this.plot.drawBase(this.base, this.picture);
    }
    this.drawOverlay(this.plot, theme);
  }

  /** @param {import("./surface-plots.js").Scene} scene */
  makePlot(scene) {
    if (this.isCurve) return new CurvePlot(scene);
    if (!this.isSolid) return new ContourPlot(scene);
    return new MeshPlot(scene, Number(this.turn.value), Number(this.tilt.value));
  }

  /**
   * What moves with the point: the path, the arrow or the tangent, the handle.
   * @param {ContourPlot | MeshPlot | CurvePlot} plot
   * @param {import("../drawing/colors.js").Theme} theme
   */
  drawOverlay(plot, theme) {
    const { error } = this.state;
    const { left, right, top, bottom } = plot.box;
    const here = this.shown;
    const point = plot.toPixels(here, error);
    const steep = [error, ...this.gradient].every(Number.isFinite);
    const slope = steep ? plot.slopeLines(here, this.gradient, error) : [];
    const context = prepare(this.overlay, this.width, this.height);
    plot.drawUnderPath(context);
    context.save();
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    const lines = [[...this.path(plot), point], ...slope];
    for (const [color, width] of /** @type {const} */ ([[theme.paper, 4.5], [theme.path, 2.2]])) {
      context.strokeStyle = color;
      context.lineWidth = width;
      for (const line of lines) drawLine(context, line);
    }
    context.restore();
    plot.drawOverPath(context);
    this.handle.place(point, `point: ${this.where()}; arrow keys move it`);
  }

  /**
   * The run so far, in pixels.
   * @param {ContourPlot | MeshPlot | CurvePlot} plot
   */
  path(plot) {
    const { points } = this.state.history;
    const every = Math.ceil(points.length / MOST_PATH_POINTS);
    return points.filter((_, k) => k % every === 0)
      .map(([, theta, error]) => plot.toPixels(alongAxes(this.state, theta), error));
  }

  where() {
    const point = alongAxes(this.state, this.state.theta);
    return this.state.axes.map((name, axis) => `${name} ${spoken(point[axis])}`).join(", ");
  }

  /** All that is said in words, and what the bar shows. */
  describe() {
    const { axes, n } = this.state;
    this.bar.update();
    this.angles.hidden = !this.isSolid;
    this.picture.hidden = this.isCurve || this.isSolid;
    const { low, high, logarithmic } = this.field;
    const range = `from ${number(low, 3)} to ${number(high, 3)}`;
    const scale = logarithmic ? ", on a logarithmic scale" : "";
    const names = axes.join(" and ");
    const label = `Error over ${names}, ${range}${scale}; the point is at ${this.where()}.`;
    setAttribute(this.base, "aria-label", label);
    const mean = n > 1 ? `, mean of ${n} examples` : "";
    const slopes = axes.map((name, axis) =>
      `\u2212\u2202E/\u2060\u2202${name} = ${short(-this.gradient[axis])}`
    );
    setText(this.caption, `downhill${mean}: ${slopes.join("  ")}`);
  }

  /** @param {number} factor */
  zoom(factor) {
    this.state.change(null, { bounds: zoomed(this.shown, this.bounds, factor) });
  }

  /** @returns {import("./point.js").Moves} */
  moves() {
    return {
      canRotate: () => this.isSolid,
      moveTo: (x, y) => this.moveTo(x, y),
      rotate: (dx, dy) => this.rotate(dx, dy),
      push: (axis, steps) => this.push(axis, steps),
      end: () => this.state.endGesture(),
    };
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  moveTo(x, y) {
    const { left, right, top, bottom } = frameOf(this.width, this.height);
    const shares = [(x - left) / (right - left), (bottom - y) / (bottom - top)];
    this.setPoint(this.state.axes.map((_, axis) => {
      const [low, high] = endsOf(this.bounds, axis);
      return low + clamp(shares[axis], 0, 1) * (high - low);
    }));
  }

  /**
   * @param {number} dx
   * @param {number} dy
   */
  rotate(dx, dy) {
    this.turn.valueAsNumber += dx / 2;
    this.tilt.valueAsNumber += dy / 3;
    this.draw();
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
