// The error over one or two parameters, at points that lie evenly.
/** @typedef {import("./error-scale.js").ErrorScale} ErrorScale */

const FEWEST = 50; // points along an axis

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
    /** The lowest and the highest value that is a number; the lowest is Infinity if there is none. */
    this.low = Infinity;
    this.high = -Infinity;
    /** The number of the lowest value. */
    this.lowestAt = 0;
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
    this.measure();
  }

  measure() {
    this.low = Infinity;
    this.high = -Infinity;
    this.lowestAt = 0;
    for (let k = 0; k < this.values.length; k++) { // an iterator takes twice as long
      const value = this.values[k];
      if (value < this.low) {
        this.low = value;
        this.lowestAt = k;
      }
      if (value > this.high && value < Infinity) this.high = value;
    }
  }

  /** Where the lowest value is, along each axis. */
  get lowest() {
    const [a, b] = [this.as[this.lowestAt % this.n], this.bs[Math.floor(this.lowestAt / this.n)]];
    return this.bs.length > 1 ? [a, b] : [a];
  }

  /**
   * A pixel a sample, in the color of its band; the style sheet stretches the canvas.
   * @param {HTMLCanvasElement} canvas
   * @param {ErrorScale} scale
   * @param {Uint32Array} pixels the color of each band
   */
  paint(canvas, scale, pixels) {
    const { n, values } = this;
    if (!this.image || this.image.width !== n) this.image = new ImageData(n, n);
    if (canvas.width !== n) {
      canvas.width = n;
      canvas.height = n;
    }
    const painted = new Uint32Array(this.image.data.buffer);
    for (let row = 0; row < n; row++) {
      const line = (n - 1 - row) * n; // the rows of an image go down
      for (let column = 0; column < n; column++) {
        painted[line + column] = pixels[scale.band(values[row * n + column])];
      }
    }
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.putImageData(this.image, 0, 0);
  }
}
