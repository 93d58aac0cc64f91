// A sampled error surface: its values, the levels of its contours, its colors.
import { Ramp } from "./colors.js";
import { clamp, logTicks, ticks } from "./plot.js";

const FEWEST = 50; // points along an axis
const LEVELS = 9;

/**
 * `count` numbers from low to high, both included.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 */
function evenly(low, high, count) {
  return Float64Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));
}

/** The error at n by n points (or at n, over one parameter), row by row from the lowest. */
export class Field {
  constructor() {
    this.n = 0;
    this.values = new Float64Array(0);
    /** The values along each axis. */
    this.as = new Float64Array(0);
    this.bs = new Float64Array(0);
    this.low = 0;
    this.high = 1;
    /** Whether levels and colors follow the logarithm of the error. */
    this.logarithmic = false;
    /** @type {number[]} */
    this.levels = [];
    /** @type {ImageData | null} */
    this.image = null;
  }

  /**
   * @param {import("../model/state.js").State} state
   * @param {number[]} bounds lower and upper end of each axis
   * @param {number} samples along an axis; fewer where there are many examples
   */
  sample(state, bounds, samples) {
    const { program, theta, x, t, n: examples, axes } = state;
    const curve = axes.length < 2;
    this.n = Math.max(FEWEST, Math.round(samples / Math.sqrt(examples)));
    this.as = evenly(bounds[0], bounds[1], this.n);
    this.bs = curve ? Float64Array.of(0) : evenly(bounds[2], bounds[3], this.n);
    const length = this.as.length * this.bs.length;
    if (this.values.length !== length) this.values = new Float64Array(length);
    program.surface(theta, x, t, examples, axes, this.as, this.bs, this.values);
    this.measure(curve);
  }

  /**
   * The lowest and the highest value that are numbers, and the levels between them.
   * @param {boolean} curve
   */
  measure(curve) {
    let low = Infinity;
    let high = -Infinity;
    for (let k = 0; k < this.values.length; k++) { // an iterator takes twice as long
      const value = this.values[k];
      if (value < low) low = value;
      if (value > high && value < Infinity) high = value;
    }
    if (low === Infinity) low = 0;
    if (!(high > low)) high = low + 1;
    this.logarithmic = !curve && low >= 0 && high > 20 * low;
    this.low = this.logarithmic ? Math.max(low, high * 1e-5) : low;
    this.high = high;
    this.levels = this.logarithmic ? logTicks(this.low, high, LEVELS) : ticks(low, high, LEVELS);
  }

  /**
   * Where a value stands between the lowest (0) and the highest (1).
   * @param {number} value
   */
  share(value) {
    if (Number.isNaN(value)) return 1;
    const linear = (value - this.low) / (this.high - this.low);
    const share = this.logarithmic
      ? Math.log(value / this.low) / Math.log(this.high / this.low)
      : linear;
    return clamp(share, 0, 1);
  }

  /**
   * The value at these shares of the two ranges, between its four neighbors.
   * @param {number} u
   * @param {number} v
   */
  at(u, v) {
    const x = clamp(u, 0, 1) * (this.n - 1);
    const y = clamp(v, 0, 1) * (this.n - 1);
    const column = Math.min(this.n - 2, Math.floor(x));
    const row = Math.min(this.n - 2, Math.floor(y));
    const right = x - column;
    const up = y - row;
    const corner = row * this.n + column;
    const below = this.mix(corner, right);
    const above = this.mix(corner + this.n, right);
    return below + up * (above - below);
  }

  /**
   * The value a share of the way from this sample to the next of its row.
   * @param {number} k
   * @param {number} share
   */
  mix(k, share) {
    return this.values[k] + share * (this.values[k + 1] - this.values[k]);
  }

  /**
   * A pixel a sample; the style sheet stretches the canvas.
   * @param {HTMLCanvasElement} canvas
   * @param {Ramp} ramp
   */
  paint(canvas, ramp) {
    const { n, values } = this;
    if (!this.image || this.image.width !== n) this.image = new ImageData(n, n);
    if (canvas.width !== n) {
      canvas.width = n;
      canvas.height = n;
    }
    const pixels = new Uint32Array(this.image.data.buffer);
    for (let row = 0; row < n; row++) {
      const line = (n - 1 - row) * n; // the rows of an image go down
      for (let column = 0; column < n; column++) {
        const share = this.share(values[row * n + column]);
        pixels[line + column] = ramp.pixels[Ramp.shade(share)];
      }
    }
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.putImageData(this.image, 0, 0);
  }
}
