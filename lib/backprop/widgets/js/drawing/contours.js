// Contour lines by marching squares: in each square of a grid, where a level crosses its four
// sides.

/** @typedef {[x: number, y: number]} Point */
/** @typedef {[from: Point, to: Point]} Segment */

/**
 * The line where the values are `level`, as segments between places from 0 to 1 of both ranges.
 * @param {{ n: number, values: ArrayLike<number> }} grid n by n values, row by row
 * @param {number} level
 * @param {number} stride every how many points a square has a corner
 * @returns {Segment[]}
 */
export function contourLine({ n, values }, level, stride = 1) {
  /** @type {Segment[]} */
  const segments = [];
  const last = n - 1;
  for (let row = 0; row < last; row += stride) {
    for (let column = 0; column < last; column += stride) {
      const right = Math.min(column + stride, last);
      const top = Math.min(row + stride, last);
      const heights = [
        values[row * n + column],
        values[row * n + right],
        values[top * n + right],
        values[top * n + column],
      ];
      if (!crosses(heights, level)) continue;
      const points = crossings(heights, level, [column, row, right, top]);
      for (let k = 0; k + 1 < points.length; k += 2) {
        segments.push([toShares(points[k], last), toShares(points[k + 1], last)]);
      }
    }
  }
  return segments;
}

/**
 * Whether some corners lie below the level, others not, and all are numbers.
 * @param {number[]} heights
 * @param {number} level
 */
function crosses([a, b, c, d], level) {
  const highest = Math.max(a, b, c, d);
  return Math.min(a, b, c, d) < level && level <= highest && highest < Infinity;
}

/**
 * Where the level crosses the sides of a square: at two places, or at four.
 * @param {number[]} heights of the corners, counterclockwise from the lower left
 * @param {number} level
 * @param {number[]} square its left, lower, right and upper side
 * @returns {Point[]}
 */
function crossings(heights, level, [left, bottom, right, top]) {
  /** @type {Point[]} */
  const corners = [[left, bottom], [right, bottom], [right, top], [left, top]];
  /** @type {Point[]} */
  const found = [];
  for (let k = 0; k < 4; k++) {
    const next = (k + 1) % 4;
    const [from, to] = [heights[k], heights[next]];
    if (from < level === to < level) continue;
    const share = (level - from) / (to - from);
    const [x, y] = corners[k];
    found.push([x + share * (corners[next][0] - x), y + share * (corners[next][1] - y)]);
  }
  return found;
}

/**
 * @param {Point} point
 * @param {number} last
 * @returns {Point}
 */
function toShares([x, y], last) {
  return [x / last, y / last];
}
