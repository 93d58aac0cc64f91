// What lies over the picture of the error and moves with the point: the path with a dot a step, the
// path of the run before, the way downhill, the next point.
import { drawLine, prepare } from "../drawing/plot.js";

/** @typedef {import("../drawing/plot.js").Point} Point */
/** @typedef {import("../drawing/colors.js").Theme} Theme */
/** @typedef {import("./surface-plots.js").ContourPlot | import("./surface-plots.js").CurvePlot} Plot */

/**
 * All in pixels.
 * @typedef {object} Marks
 * @property {Point[]} path the last is the present point
 * @property {Point[]} former the path of the run before
 * @property {Point[][]} slope the lines of an arrow, or of a tangent
 * @property {Point[]} next the present point and the next; nothing where there is none
 */

const DOT_RADIUS = 2.2; // radius
const DOTS_APART = 5; // pixels between two dots, or they would be a line
const FORMER_ALPHA = 0.45;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Plot} plot
 * @param {Marks} marks
 */
export function drawSurfaceMarks(canvas, plot, { path, former, slope, next }) {
  const { width, height, theme } = plot.scene;
  const { left, right, top, bottom } = plot.box;
  const context = prepare(canvas, width, height);
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  context.globalAlpha = FORMER_ALPHA;
  drawRunPath(context, former, theme);
  context.globalAlpha = 1;
  drawRunPath(context, path, theme);
  context.setLineDash([4, 4]);
  drawOutlined(context, [next], theme.path, theme.paper, 1.8);
  context.setLineDash([]);
  drawOutlined(context, slope, theme.ink, theme.paper, 1.6);
  context.restore();
  plot.drawOverPath(context);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point[]} path
 * @param {Theme} theme
 */
function drawRunPath(context, path, theme) {
  drawOutlined(context, [path], theme.path, theme.paper, 1.8);
  context.fillStyle = theme.path;
  context.strokeStyle = theme.paper;
  context.lineWidth = 1;
  let [lastX, lastY] = [Infinity, Infinity];
  for (const [x, y] of path.slice(0, -1)) {
    if (Math.hypot(x - lastX, y - lastY) < DOTS_APART) continue;
    [lastX, lastY] = [x, y];
    context.beginPath();
    context.arc(x, y, DOT_RADIUS, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

/**
 * Lines with an edge in the color of the paper, so that they show on every ground.
 * @param {CanvasRenderingContext2D} context
 * @param {Point[][]} lines
 * @param {string} color
 * @param {string} edge
 * @param {number} width
 */
function drawOutlined(context, lines, color, edge, width) {
  context.strokeStyle = edge;
  context.lineWidth = width + 2;
  for (const line of lines) drawLine(context, line);
  context.strokeStyle = color;
  context.lineWidth = width;
  for (const line of lines) drawLine(context, line);
}
