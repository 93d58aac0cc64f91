// A sampled error surface: its levels, its colors, its contour lines.
import { max, min, round } from "./dom.js";
import { logTicks, ticks } from "./plot.js";

const linspace = (low, high, n) => Float64Array.from({ length: n }, (_, k) => low + ((high - low) * k) / (n - 1));

// Its arrays are kept from one sampling to the next: new ones of this size cost more than what is written into them.
export class Field {
  sample({ theta, x, t, axes, program, n: examples }, bounds, samples) {
    const n = max(50, round(samples / Math.sqrt(examples))), flat = axes.length < 2;
    const as = linspace(bounds[0], bounds[1], n), bs = flat ? [0] : linspace(bounds[2], bounds[3], n);
    if (!this.values) Object.assign(this, { values: new Float32Array(n * bs.length), image: new ImageData(n, n) });
    const { values } = this;
    program.surface(theta, x, t, examples, axes, as, bs, values);
    let low = Infinity, high = -Infinity;
    for (let k = 0; k < values.length; k++) { // an iterator would make an object of each number
      const value = values[k];
      if (value < low) low = value;
      if (value > high && value < Infinity) high = value;
    }
    if (!(high > low)) [low, high] = low < Infinity ? [low, low + 1] : [0, 1];
    const geometric = !flat && low >= 0 && high > 20 * low;
    if (geometric) low = max(low, high * 1e-5);
    const levels = geometric ? logTicks(low, high) : ticks(low, high, 9);
    Object.assign(this, { n, as, bs, low, high, geometric, levels });
  }
  // Where a value stands between the lowest (0) and the highest (1).
  share(value) {
    const { low, high, geometric } = this;
    const share = geometric ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return min(1, max(0, share)) || 0;
  }
  // The value at these shares of the two ranges.
  at(u, v) {
    const [x, y] = [u, v].map((share) => min(0.999999, max(0, share)) * (this.n - 1)), i = x | 0, j = y | 0;
    const [a, b, c, d] = [0, 1, this.n, this.n + 1].map((offset) => this.values[j * this.n + i + offset]);
    return (j + 1 - y) * ((i + 1 - x) * a + (x - i) * b) + (y - j) * ((i + 1 - x) * c + (x - i) * d);
  }
  paint(canvas, colors) {
    const { n, low, high, values, geometric, image } = this;
    if (canvas.width !== n) canvas.width = canvas.height = n;
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
    canvas.getContext("2d").putImageData(image, 0, 0);
  }
  // Marching squares on every third point, into `lines`. Returns, for each level, places on its lines for a label.
  contours(lines, toX, toY) {
    const { n, values, levels } = this, places = levels.map(() => []), end = n - 1;
    const xs = Float64Array.from(this.as, toX), ys = Float64Array.from(this.bs, toY);
    let level = 0, count = 0, x = 0, y = 0;
    function cross(v, w, x1, y1, x2, y2) {
      if (v < level === w < level) return;
      const share = (level - v) / (w - v);
      [x, y] = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
      lines[count++ % 2 ? "lineTo" : "moveTo"](x, y);
    }
    for (let j = 0; j < end; j += 3) {
      const up = min(j + 3, end), bottom = ys[j], top = ys[up];
      for (let i = 0; i < end; i += 3) {
        const next = min(i + 3, end), left = xs[i], right = xs[next];
        const a = values[j * n + i], b = values[j * n + next], c = values[up * n + next], d = values[up * n + i];
        const least = min(a, b, c, d), most = max(a, b, c, d);
        if (!(most < Infinity)) continue;
        for (let l = 0; l < levels.length; l++) {
          if (levels[l] <= least || levels[l] > most) continue;
          [level, count] = [levels[l], 0];
          cross(a, b, left, bottom, right, bottom);
          cross(b, c, right, bottom, right, top);
          cross(c, d, right, top, left, top);
          cross(d, a, left, top, left, bottom);
          if ((3 * i + 7 * j) % 5 === 0) places[l].push([x, y]);
        }
      }
    }
    return places;
  }
}
