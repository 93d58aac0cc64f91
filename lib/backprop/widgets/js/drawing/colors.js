// The colors of the theme, as the style sheet gives them.

const SHADES = 256;

/**
 * A ramp of colors from the lowest error (dark, in both themes) to the highest.
 */
export class Ramp {
  /** @param {string[]} stops colors such as "#1d5f94", the lowest first */
  constructor(stops) {
    const colors = stops.map(channels);
    this.shades = Array.from({ length: SHADES }, (_, k) => between(colors, k / (SHADES - 1)));
    /**
     * The shades as an ImageData keeps them: blue, green and red in one number, and no
     * transparency.
     */
    this.pixels = Uint32Array.from(
      this.shades,
      ([red, green, blue]) => (255 << 24) | (blue << 16) | (green << 8) | red,
    );
  }

  /**
   * The number of the shade for a share from 0 to 1; what is no number is shown as the highest.
   * @param {number} share
   */
  static shade(share) {
    return share < 1 ? Math.max(0, Math.floor(share * SHADES)) : SHADES - 1;
  }

  /** @param {number} share */
  css(share) {
    return `rgb(${this.shades[Ramp.shade(share)].join(" ")})`;
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
 * @property {string} mesh
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
    mesh: read("mesh"),
    blue: read("blue"),
    ramp: new Ramp(read("ramp").split(" ")),
  };
}
