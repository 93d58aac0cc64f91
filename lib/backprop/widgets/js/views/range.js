// The part of the parameter space that the surface shows.
import { clamp } from "../drawing/plot.js";

/** @typedef {import("../model/state.js").State} State */

const REACH = 4; // to either side of the start
const FAR = 64; // quarters of a range by which it grows at most

/**
 * The entries of theta (or of a gradient) that belong to the axes.
 * @param {State} state
 * @param {ArrayLike<number>} theta
 */
export function alongAxes(state, theta) {
  const { parameters } = state.program;
  return state.axes.map((name) => theta[parameters.indexOf(name)]);
}

/**
 * The lower and the upper end of an axis.
 * @param {number[]} bounds
 * @param {number} axis
 */
export function endsOf(bounds, axis) {
  return [bounds[2 * axis], bounds[2 * axis + 1]];
}

/**
 * The reader's range, or one around the start; widened until it holds the present point, unless
 * that is far away.
 * @param {State} state
 */
export function visibleRange(state) {
  const start = alongAxes(state, state.example.start.theta);
  return alongAxes(state, state.theta).flatMap((value, axis) => {
    const middle = Math.round(start[axis]);
    const usual = [middle - REACH, middle + REACH];
    const [low, high] = state.bounds.length ? endsOf(state.bounds, axis) : usual;
    return widened(low, high, value);
  });
}

/**
 * A range that grows by whole quarters until it holds a value.
 * @param {number} low
 * @param {number} high
 * @param {number} value
 */
export function widened(low, high, value) {
  const quarter = (high - low) / 4;
  const missing = (/** @type {number} */ gap) =>
    gap > 0 && gap < FAR * quarter ? quarter * Math.ceil(gap / quarter) : 0;
  return [low - missing(low - value), high + missing(value - high)];
}

/**
 * The point, or the place at the edge of the range that is next to it.
 * @param {number[]} point
 * @param {number[]} bounds
 */
export function withinRange(point, bounds) {
  return point.map((value, axis) => {
    const [low, high] = endsOf(bounds, axis);
    return clamp(value, low, high);
  });
}

/**
 * A range `factor` times as wide around a point, with ends that are round numbers.
 * @param {number[]} point
 * @param {number[]} bounds
 * @param {number} factor
 */
export function zoomed(point, bounds, factor) {
  return point.flatMap((value, axis) => {
    const [low, high] = endsOf(bounds, axis);
    const half = (factor * (high - low)) / 2;
    const unit = 10 ** (Math.floor(Math.log10(half)) - 1);
    const rounded = (/** @type {number} */ end) =>
      Number((Math.round(end / unit) * unit).toPrecision(12));
    return [rounded(value - half), rounded(value + half)];
  });
}
