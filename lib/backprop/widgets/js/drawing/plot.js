// What the canvases share: crisp pixels, scales, round numbers along an axis, a frame with axes.
import { number, withMinus } from "./numbers.js";

/** @typedef {import("./colors.js").Theme} Theme */
/** @typedef {[x: number, y: number]} Point */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */
/** @typedef {(value: number) => number} Scale */
/** @typedef {{ name: string, ticks: number[], scale: Scale }} Axis */

/** Of ten, in a number that is not 0: errors may reach both ends. */
const LEAST_POWER = -323;
const MOST_POWER = 308;
const FONT = "11px system-ui, sans-serif";
const POINTER = 9; // length of the two strokes of an arrow's head

/**
 * The cleared context of a canvas of this many CSS pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function prepare(canvas, width, height) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const ratio = devicePixelRatio || 1;
  const size = `${width} ${height} ${ratio}`;
  if (canvas.dataset.size !== size) { // setting a size costs more than clearing
    canvas.dataset.size = size;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    context.scale(ratio, ratio);
    context.font = FONT;
    context.lineJoin = "round";
    context.lineCap = "round";
  }
  context.clearRect(0, 0, width, height);
  context.lineWidth = 1;
  return context;
}

/**
 * The straight line that takes low to `from` and high to `to`.
 * @param {number} low
 * @param {number} high
 * @param {number} from
 * @param {number} to
 * @returns {Scale}
 */
export function linearScale(low, high, from, to) {
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}

/**
 * The value, or the end of the range that is next to it.
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/**
 * Round numbers from low to high, about `count` of them.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 */
export function ticks(low, high, count = 5) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const digit = [1, 2, 5].find((each) => each * power >= rough * 0.999) ?? 10;
  const step = digit * power;
  if (!(step > 0 && step < Infinity)) return [low, high]; // too narrow or too wide for floats
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const length = last - first + 1;
  return Array.from({ length }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/**
 * 1, 2, 5, 10, ... from low to high, or powers of ten where those are more than `most`.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
export function logTicks(low, high, most = 9) {
  const fine = decades(low, high, [1, 2, 5]);
  if (fine.length <= most) return fine;
  const coarse = decades(low, high, [1]);
  const every = Math.ceil(coarse.length / most);
  return coarse.filter((_, k) => k % every === 0);
}

/**
 * These digits of each decade, as far as they lie between low and high.
 * @param {number} low
 * @param {number} high
 * @param {number[]} digits
 */
export function decades(low, high, digits) {
  const found = [];
  const first = Math.max(LEAST_POWER, Math.floor(Math.log10(low)));
  const last = Math.min(MOST_POWER, Math.floor(Math.log10(high)));
  for (let power = first; power <= last; power++) {
    for (const digit of digits) {
      const value = Number(`${digit}e${power}`);
      if (value >= low && value <= high) found.push(value);
    }
  }
  return found;
}

/**
 * The frame of a plot, with numbers and names along its left and lower edge.
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {Axis} x
 * @param {Axis} y
 * @param {Theme} theme
 */
export function drawAxes(context, box, x, y, theme) {
  context.lineWidth = 1;
  context.strokeStyle = theme.line;
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  context.strokeRect(box.left - 0.5, box.top - 0.5, width + 1, height + 1);
  context.fillStyle = theme.muted;
  for (const value of x.ticks) {
    write(context, number(value, 4), [x.scale(value), box.bottom + 5], "center", "top");
  }
  for (const value of y.ticks) {
    write(context, number(value, 3), [box.left - 6, y.scale(value)], "right", "middle");
  }
  context.fillStyle = theme.ink;
  write(context, x.name, [box.right, box.bottom + 34], "right", "bottom");
  write(context, y.name, [2, 1], "left", "top");
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {Point} place
 * @param {CanvasTextAlign} align
 * @param {CanvasTextBaseline} baseline
 */
export function write(context, text, [x, y], align, baseline) {
  context.textAlign = align;
  context.textBaseline = baseline;
  context.fillText(withMinus(text), x, y);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point[]} points
 */
export function drawLine(context, points) {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.stroke();
}

/**
 * An arrow of this length, as the lines to draw: its shaft and its head.
 * @param {Point} from
 * @param {number} direction in radians
 * @param {number} length
 * @returns {Point[][]}
 */
export function arrow(from, direction, length) {
  const tip = away(from, direction, length);
  const head = [away(tip, direction + 2.65, POINTER), tip, away(tip, direction - 2.65, POINTER)];
  return [[from, tip], head];
}

/**
 * @param {Point} from
 * @param {number} direction
 * @param {number} length
 * @returns {Point}
 */
function away([x, y], direction, length) {
  return [x + length * Math.cos(direction), y + length * Math.sin(direction)];
}
