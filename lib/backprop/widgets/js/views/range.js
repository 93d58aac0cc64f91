// The part of the parameter space that the surface shows.
import { clamp } from "../drawing/plot.js";

/** @typedef {import("../model/state.js").State} State */

const REACH = 4; // to either side of the start
const WIDEST = 1e300; // range; wider ones leave no room for what is computed from them
const MOST_QUARTERS = 8; // of a range by which it grows at most

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
 * The range of the reader, or else that of the example's first view.
 * @param {State} state
 */
function chosenRange({ bounds, axes, example: { view } }) {
  if (bounds.length) return bounds;
  return axes.join() === view.axes.join() ? view.bounds : [];
}

/**
 * The chosen range, or one around the start; widened until it holds the present point, unless
 * that is far away.
 * @param {State} state
 */
export function visibleRange(state) {
  const start = alongAxes(state, state.example.start.theta);
  const chosen = chosenRange(state);
  return alongAxes(state, state.theta).flatMap((value, axis) => {
    const middle = Math.round(start[axis]);
    const usual = [middle - REACH, middle + REACH];
    const [low, high] = chosen.length ? endsOf(chosen, axis) : usual;
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
    gap > 0 && gap < MOST_QUARTERS * quarter ? quarter * Math.ceil(gap / quarter) : 0;
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
 * On which side of the range the point lies along each axis: -1 below, 1 above, 0 within.
 * @param {number[]} point
 * @param {number[]} bounds
 */
export function sidesOf(point, bounds) {
  return point.map((value, axis) => {
    const [low, high] = endsOf(bounds, axis);
    if (value < low) return -1;
    return value > high ? 1 : 0;
  });
}

/**
 * A range `factor` times as wide around a point, with ends that are round numbers; or the same
 * range, where floats have no other.
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
    const [from, to] = [rounded(value - half), rounded(value + half)];
    return to - from > 0 && to - from < WIDEST ? [from, to] : [low, high];
  });
}
