// A sampled error surface: its levels, its colors, its contour lines.
import { logTicks, ticks } from "./plot.js";

const linspace = (low, high, n) => Float64Array.from({ length: n }, (_, k) => low + ((high - low) * k) / (n - 1));

export class Field {
  constructor(exploration, bounds, most) {
    const { theta, x, t, axes, program, n: examples } = exploration;
    const n = this.n = Math.max(50, Math.round(most / Math.sqrt(examples)));
    const rows = axes.length > 1 ? n : 1;
    this.values = new Float32Array(n * rows);
    this.as = linspace(bounds[0], bounds[1], n);
    this.bs = rows > 1 ? linspace(bounds[2], bounds[3], n) : [0];
    program.surface(theta, x, t, examples, axes, this.as, this.bs, this.values);
    let low = Infinity, high = -Infinity;
    for (const value of this.values) {
      if (value < low) low = value;
      if (value > high && value < Infinity) high = value;
    }
    if (!(high > low)) [low, high] = low < Infinity ? [low, low + 1] : [0, 1];
    this.geometric = rows > 1 && low >= 0 && high > 20 * low;
    if (this.geometric) low = Math.max(low, high * 1e-5);
    Object.assign(this, { low, high, levels: this.geometric ? logTicks(low, high) : ticks(low, high, 9) });
  }

  // Where a value stands between the lowest (0) and the highest (1).
  share(value) {
    const { low, high, geometric } = this;
    const share = geometric ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return Math.min(1, Math.max(0, share)) || 0;
  }

  image(context, colors) {
    const { n, low, high, values } = this;
    const image = context.createImageData(n, n), pixels = new Uint32Array(image.data.buffer);
    const bits = (array) => new Int32Array(array.buffer); // they rise nearly like the logarithm
    const ends = new Float32Array([low, high]);
    const source = this.geometric ? bits(values) : values, [from, to] = this.geometric ? bits(ends) : ends;
    const factor = 255 / (to - from);
    for (let row = 0, k = 0; row < n; row++) {
      for (let at = (n - 1 - row) * n, end = at + n; at < end; at++, k++) {
        const share = (source[k] - from) * factor;
        pixels[at] = colors[share > 0 ? (share < 255 ? share | 0 : 255) : 0];
      }
    }
    return image;
  }

  // Marching squares on every other point. Returns, for each level, places on its lines for a label.
  contours(context, toX, toY) {
    const { n, values, levels } = this;
    const at = Array.from({ length: (n >> 1) + 1 }, (_, k) => Math.min(2 * k, n - 1));
    const xs = at.map((k) => toX(this.as[k])), ys = at.map((k) => toY(this.bs[k]));
    const places = levels.map(() => []);
    let level, count, first;
    const cross = (v, w, x1, y1, x2, y2) => {
      if (v < level === w < level) return;
      const share = (level - v) / (w - v), x = x1 + share * (x2 - x1), y = y1 + share * (y2 - y1);
      if (count++ % 2) context.lineTo(x, y);
      else context.moveTo(x, y);
      first = [x, y];
    };
    context.beginPath();
    for (let j = 0; j + 1 < at.length; j++) {
      const lower = at[j] * n, upper = at[j + 1] * n;
      for (let i = 0; i + 1 < at.length; i++) {
        const a = values[lower + at[i]], b = values[lower + at[i + 1]];
        const c = values[upper + at[i + 1]], d = values[upper + at[i]];
        const least = Math.min(a, b, c, d), most = Math.max(a, b, c, d);
        if (!(most < Infinity)) continue;
        for (let l = 0; l < levels.length; l++) {
          level = levels[l];
          if (level <= least || level > most) continue;
          const left = xs[i], right = xs[i + 1], bottom = ys[j], top = ys[j + 1];
          count = 0;
          cross(a, b, left, bottom, right, bottom);
          cross(b, c, right, bottom, right, top);
          cross(c, d, right, top, left, top);
          cross(d, a, left, top, left, bottom);
          if ((3 * i + 7 * j) % 5 === 0) places[l].push(first);
        }
      }
    }
    context.stroke();
    return places;
  }

  // The value at these shares of the two ranges.
  at(u, v) {
    const [x, y] = [u, v].map((share) => Math.min(0.999999, Math.max(0, share)) * (this.n - 1)), i = Math.floor(x), j = Math.floor(y);
    const [a, b, c, d] = [0, 1, this.n, this.n + 1].map((offset) => this.values[j * this.n + i + offset]);
    return (j + 1 - y) * ((i + 1 - x) * a + (x - i) * b) + (y - j) * ((i + 1 - x) * c + (x - i) * d);
  }
}
