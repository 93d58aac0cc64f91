// The error of the run as a small line beside its number: whether it falls is seen at a glance.
import { setAttribute, svg } from "../drawing/dom.js";

/** @typedef {import("../model/state.js").State} State */

const SPARK_WIDTH = 96;
const SPARK_HEIGHT = 26;
const SPARK_MARGIN = 4; // so that the dot is whole
const SPARK_POINTS = 60;

export class Sparkline {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.line = svg("polyline", {});
    this.dot = svg("circle", { r: 3 });
    const box = {
      viewBox: `0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`,
      width: SPARK_WIDTH,
      height: SPARK_HEIGHT,
    };
    const attributes = { class: "bp-sparkline", "aria-hidden": "true", ...box };
    this.element = svg("svg", attributes, this.line, this.dot);
  }

  /** Pairs of update and error, the present one last; what has overflowed is left out. */
  points() {
    const { history, step, error } = this.state;
    const every = Math.ceil(history.points.length / SPARK_POINTS);
    const past = history.points.filter(([at], k) => k % every === 0 && at < step);
    const all = [...past.map(([at, , value]) => [at, value]), [step, error]];
    return all.filter(([, value]) => Number.isFinite(value));
  }

  update() {
    const points = this.points();
    const first = this.state.history.points[0][0];
    const last = Math.max(this.state.step, first + 1);
    const most = Math.max(1e-300, ...points.map(([, value]) => value));
    const places = points.map(([at, value]) =>
      [
        SPARK_MARGIN + (SPARK_WIDTH - 2 * SPARK_MARGIN) * (at - first) / (last - first),
        SPARK_HEIGHT - SPARK_MARGIN - (SPARK_HEIGHT - 2 * SPARK_MARGIN) * (value / most),
      ].map((pixel) => pixel.toFixed(1))
    );
    setAttribute(this.line, "points", places.map((place) => place.join(",")).join(" "));
    const [x, y] = places.at(-1) ?? [-SPARK_MARGIN, -SPARK_MARGIN];
    setAttribute(this.dot, "cx", x);
    setAttribute(this.dot, "cy", y);
  }
}
