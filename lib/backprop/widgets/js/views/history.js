// The error after each update, on a linear or a logarithmic scale.
import { readTheme } from "../drawing/colors.js";
import { bar, button, html, setAttribute } from "../drawing/dom.js";
import { number } from "../drawing/numbers.js";
import { drawAxes, drawLine, linearScale, logTicks, prepare, ticks } from "../drawing/plot.js";
import { Speech } from "./speech.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../drawing/plot.js").Point} Point */

const HISTORY_HEIGHT = 190;
const MOST_CURVE_POINTS = 500;
const SCALES = /** @type {const} */ (["linear", "log"]);

export class HistoryView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.canvas = html("canvas", { role: "img" });
    this.plot = html("div", { class: "bp-plot" }, this.canvas);
    this.scales = SCALES.map((scale) => button(scale, () => state.look({ scale })));
    this.element = html("div", {}, bar(...this.scales), this.plot);
    /** @type {import("../drawing/colors.js").Theme | null} */
    this.theme = null;
    this.width = 0;
    this.speech = new Speech(state);
  }

  resize() {
    this.theme = readTheme(this.element);
    this.width = this.plot.clientWidth;
  }

  /** The points of the run that can be drawn, as [update, error], the present one last. */
  points() {
    const { history, step, error, scale } = this.state;
    const every = Math.ceil(history.points.length / MOST_CURVE_POINTS);
    const past = history.points.filter(([at], k) => k % every === 0 && at < step);
    const all = [...past.map(([at, , value]) => [at, value]), [step, error]];
    return all.filter(([, value]) => Number.isFinite(value) && (scale === "linear" || value > 0));
  }

  update() {
    const { state, theme } = this;
    const [first, , initial] = state.history.points[0];
    for (const each of this.scales) {
      setAttribute(each, "aria-pressed", each.textContent === state.scale);
    }
    const label = `Error after each update: ${number(initial, 4)} at update ${first}, ` +
      `${number(state.error, 4)} at update ${state.step}; ${state.scale} scale.`;
    if (this.speech.isDue()) setAttribute(this.canvas, "aria-label", label);
    if (theme && this.width) this.draw(theme, first);
  }

  /**
   * @param {import("../drawing/colors.js").Theme} theme
   * @param {number} first update of the run
   */
  draw(theme, first) {
    const { step, error } = this.state;
    const points = this.points();
    const box = { left: 58, top: 18, right: this.width - 10, bottom: HISTORY_HEIGHT - 36 };
    const last = Math.max(step, first + 10);
    const across = linearScale(first, last, box.left, box.right);
    const vertical = this.verticalAxis(points.map(([, value]) => value), box);
    const context = prepare(this.canvas, this.width, HISTORY_HEIGHT);
    const horizontal = { name: "updates", ticks: ticks(first, last), scale: across };
    drawAxes(context, box, horizontal, vertical, theme);
    context.strokeStyle = theme.blue;
    context.lineWidth = 2;
    drawLine(context, points.map(([at, value]) => [across(at), vertical.scale(value)]));
    if (!points.length || points[points.length - 1][1] !== error) return;
    context.fillStyle = theme.path;
    context.beginPath();
    context.arc(across(step), vertical.scale(error), 4, 0, 2 * Math.PI);
    context.fill();
  }

  /**
   * @param {number[]} errors
   * @param {import("../drawing/plot.js").Box} box
   */
  verticalAxis(errors, box) {
    if (this.state.scale === "log" && errors.length) {
      const low = Math.max(Number.MIN_VALUE, Math.min(...errors) / 1.5);
      const high = Math.min(Number.MAX_VALUE, Math.max(...errors) * 1.5);
      const rise = linearScale(Math.log(low), Math.log(high), box.bottom, box.top);
      const scale = (/** @type {number} */ value) => rise(Math.log(value));
      return { name: "error", ticks: logTicks(low, high, 5), scale };
    }
    const high = Math.min(Number.MAX_VALUE, Math.max(1e-300, ...errors) * 1.1);
    const scale = linearScale(0, high, box.bottom, box.top);
    return { name: "error", ticks: ticks(0, high, 4), scale };
  }
}
