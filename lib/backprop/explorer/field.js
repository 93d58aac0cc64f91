// A sampled error surface: its levels, its colors, its contour lines.
import { logTicks, ticks } from "./plot.js";

const linspace = (low, high, n) => Float64Array.from({ length: n }, (_, k) => low + ((high - low) * k) / (n - 1));

export class Field {
  constructor({ theta, x, t, axes, program, n: examples }, bounds, samples) {
    const n = Math.max(50, Math.round(samples / Math.sqrt(examples))), flat = axes.length < 2;
    const as = linspace(bounds[0], bounds[1], n), bs = flat ? [0] : linspace(bounds[2], bounds[3], n);
    const values = new Float32Array(n * bs.length);
    program.surface(theta, x, t, examples, axes, as, bs, values);
    let low = Infinity, high = -Infinity;
    for (const value of values) {
      if (value < low) low = value;
      if (value > high && value < Infinity) high = value;
    }
    if (!(high > low)) [low, high] = low < Infinity ? [low, low + 1] : [0, 1];
    const geometric = !flat && low >= 0 && high > 20 * low;
    if (geometric) low = Math.max(low, high * 1e-5);
    const levels = geometric ? logTicks(low, high) : ticks(low, high, 9);
    Object.assign(this, { n, as, bs, values, low, high, geometric, levels });
  }
  // Where a value stands between the lowest (0) and the highest (1).
  share(value) {
    const { low, high, geometric } = this;
    const share = geometric ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return Math.min(1, Math.max(0, share)) || 0;
  }
  // The value at these shares of the two ranges.
  at(u, v) {
    const [x, y] = [u, v].map((share) => Math.min(0.999999, Math.max(0, share)) * (this.n - 1));
    const i = Math.floor(x), j = Math.floor(y);
    const [a, b, c, d] = [0, 1, this.n, this.n + 1].map((offset) => this.values[j * this.n + i + offset]);
    return (j + 1 - y) * ((i + 1 - x) * a + (x - i) * b) + (y - j) * ((i + 1 - x) * c + (x - i) * d);
  }
  paint(context, colors) {
    const { n, low, high, values, geometric } = this, image = context.createImageData(n, n);
    const pixels = new Uint32Array(image.data.buffer), ends = new Float32Array([low, high]);
    // The bits of floats, read as integers, rise nearly like the logarithm.
    const [source, [from, to]] = [values, ends].map((array) => (geometric ? new Int32Array(array.buffer) : array));
    const factor = 255 / (to - from);
    for (let row = 0, k = 0; row < n; row++) {
      for (let at = (n - 1 - row) * n, end = at + n; at < end; at++, k++) {
        const share = (source[k] - from) * factor;
        pixels[at] = colors[share > 0 ? (share < 255 ? share | 0 : 255) : 0];
      }
    }
    context.putImageData(image, 0, 0);
  }
  // Marching squares on every other point. Returns, for each level, places on its lines for a label.
  contours(context, toX, toY) {
    const { n, values, levels } = this, places = levels.map(() => []);
    const at = Array.from({ length: (n >> 1) + 1 }, (_, k) => Math.min(2 * k, n - 1));
    const xs = at.map((k) => toX(this.as[k])), ys = at.map((k) => toY(this.bs[k]));
    let level, count, first;
    const cross = (v, w, x1, y1, x2, y2) => {
      if (v < level === w < level) return;
      const share = (level - v) / (w - v);
      first = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
      context[count++ % 2 ? "lineTo" : "moveTo"](...first);
    };
    context.beginPath();
    for (let j = 0; j + 1 < at.length; j++) {
      for (let i = 0; i + 1 < at.length; i++) {
        const lower = at[j] * n, upper = at[j + 1] * n;
        const a = values[lower + at[i]], b = values[lower + at[i + 1]], c = values[upper + at[i + 1]], d = values[upper + at[i]];
        const least = Math.min(a, b, c, d), most = Math.max(a, b, c, d);
        if (!(most < Infinity)) continue;
        for (let l = 0; l < levels.length; l++) {
          if (levels[l] <= least || levels[l] > most) continue;
          [level, count] = [levels[l], 0];
          cross(a, b, xs[i], ys[j], xs[i + 1], ys[j]);
          cross(b, c, xs[i + 1], ys[j], xs[i + 1], ys[j + 1]);
          cross(c, d, xs[i + 1], ys[j + 1], xs[i], ys[j + 1]);
          cross(d, a, xs[i], ys[j + 1], xs[i], ys[j]);
          if ((3 * i + 7 * j) % 5 === 0) places[l].push(first);
        }
      }
    }
    context.stroke();
    return places;
  }
}
