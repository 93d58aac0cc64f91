// The colors of the theme, as the style sheet gives them.

/** Colors from that of the lowest error (dark, in both themes) to that of the highest. */
export class Ramp {
  /** @param {string[]} stops colors such as "#1d5f94", the lowest first */
  constructor(stops) {
    this.stops = stops.map(channels);
  }

  /**
   * The color of each of so many bands: red, green and blue.
   * @param {number} count
   */
  bands(count) {
    return Array.from({ length: count }, (_, k) => between(this.stops, k / (count - 1)));
  }

  /**
   * The same as an ImageData keeps them: blue, green and red in one number, and no transparency.
   * @param {number} count
   */
  pixels(count) {
    return Uint32Array.from(
      this.bands(count),
      ([red, green, blue]) => (255 << 24) | (blue << 16) | (green << 8) | red,
    );
  }
}

/**
 * Red, green and blue of a color such as "#1d5f94".
 * @param {string} color
 */
function channels(color) {
  return [1, 3, 5].map((start) => parseInt(color.slice(start, start + 2), 16));
}

/**
 * The color at a share of the way through `colors`.
 * @param {number[][]} colors
 * @param {number} share
 */
function between(colors, share) {
  const last = colors.length - 2;
  const stop = Math.min(last, Math.floor(share * (last + 1)));
  const rest = share * (last + 1) - stop;
  return colors[stop].map((from, c) => Math.round(from + rest * (colors[stop + 1][c] - from)));
}

/**
 * @typedef {object} Theme
 * @property {string} ink
 * @property {string} muted
 * @property {string} paper
 * @property {string} path
 * @property {string} line
 * @property {string} contour
 * @property {string} blue
 * @property {Ramp} ramp
 */

/**
 * The theme of the page around `node`, which must stand in the page.
 * @param {Element} node
 * @returns {Theme}
 */
export function readTheme(node) {
  const style = getComputedStyle(node);
  const read = (/** @type {string} */ name) => style.getPropertyValue(`--bp-${name}`).trim();
  return {
    ink: read("ink"),
    muted: read("muted"),
    paper: read("paper"),
    path: read("path"),
    line: read("line"),
    contour: read("contour"),
    blue: read("blue"),
    ramp: new Ramp(read("ramp").split(" ")),
  };
}
