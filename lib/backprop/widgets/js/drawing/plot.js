// What the canvases share: crisp pixels, the theme's colors, ticks, and a frame with axes.
import { ceil, floor, min, number, round } from "./dom.js";
// The cleared context of a canvas, width by height CSS pixels. A size and a font are costly: set for another size only.
export function prepare(canvas, width, height) {
  const ratio = devicePixelRatio || 1, ctx = canvas.getContext("2d");
  if (canvas.dataset.size !== `${width} ${height} ${ratio}`) {
    canvas.dataset.size = `${width} ${height} ${ratio}`;
    Object.assign(canvas, { width: round(width * ratio), height: round(height * ratio) });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    ctx.scale(ratio, ratio);
    Object.assign(ctx, { font: "11px system-ui, sans-serif", lineJoin: "round", lineCap: "round" });
  }
  ctx.clearRect(0, 0, width, height);
  return Object.assign(ctx, { lineWidth: 1 });
}

// The colors that the style sheet gives `node`, and a ramp of 256 from the lowest error to the highest.
export function theme(node) {
  const style = getComputedStyle(node), read = (name) => style.getPropertyValue(`--bp-${name}`).trim();
  const stops = read("ramp").split(" ").map((color) => color.match(/\w\w/g).map((hex) => parseInt(hex, 16)));
  const ramp = Uint32Array.from({ length: 256 }, (_, k) => {
    const stop = min(3, k >> 6), share = k / 63.75 - stop;
    const [red, green, blue] = stops[stop].map((from, c) => round(from + share * (stops[stop + 1][c] - from)));
    return (255 << 24) | (blue << 16) | (green << 8) | red;
  });
  const names = ["ink", "muted", "paper", "path", "line", "contour", "mesh", "blue"];
  return { ramp, ...Object.fromEntries(names.map((name) => [name, read(name)])) };
}

export const scaleTo = (low, high, from, to) => (value) => from + ((value - low) / (high - low)) * (to - from);
// Round numbers from low to high, about `count` of them.
export function ticks(low, high, count = 5) {
  const rough = (high - low) / count, power = 10 ** floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((digit) => digit * power >= rough * 0.999), first = ceil(low / step - 1e-9);
  const length = floor(high / step + 1e-9) - first + 1;
  return Array.from({ length }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

// 1, 2, 5, 10, ... from low to high, or powers of ten where those are too many.
export function logTicks(low, high, most = 9) {
  const [first, last] = [low, high].map((end) => floor(Math.log10(end)));
  const powers = Array.from({ length: last - first + 1 }, (_, k) => first + k);
  const [fine, coarse] = [[1, 2, 5], [1]].map((digits) => powers.flatMap((power) =>
    digits.map((digit) => Number(`${digit}e${power}`))).filter((value) => value >= low && value <= high));
  return fine.length <= most ? fine : coarse.filter((_, k) => k % ceil(coarse.length / most) === 0);
}

// Axes around `box` ({ left, top, right, bottom }): `x` and `y` are { name, ticks, at }.
export function drawAxes(ctx, { left, top, right, bottom }, x, y, { ink, muted, line }) {
  const write = (text, at, above, textAlign, textBaseline, fillStyle) =>
    Object.assign(ctx, { textAlign, textBaseline, fillStyle }).fillText(text, at, above);
  Object.assign(ctx, { lineWidth: 1, strokeStyle: line });
  ctx.strokeRect(left - 0.5, top - 0.5, right - left + 1, bottom - top + 1);
  for (const value of x.ticks) write(number(value, 4), x.at(value), bottom + 5, "center", "top", muted);
  for (const value of y.ticks) write(number(value, 3), left - 6, y.at(value), "right", "middle", muted);
  write(x.name, right, bottom + 34, "right", "bottom", ink);
  write(y.name, 2, 1, "left", "top", ink);
}

export function drawPath(ctx, points, filled = false) {
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x, y);
  if (filled) ctx.closePath();
  if (filled) ctx.fill();
  ctx.stroke();
}
