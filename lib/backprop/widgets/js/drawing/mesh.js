// The error surface in 3-D, projected onto a canvas.
import { drawLine, write } from "./plot.js";

/** @typedef {import("./plot.js").Point} Point */
/** @typedef {import("./field.js").Field} Field */
/** @typedef {import("./colors.js").Theme} Theme */

const CELLS = 34; // along each axis
const MESH_HEIGHT = 0.6; // of the surface, in lengths of its sides

/** From where the surface is seen. */
export class Camera {
  /**
   * @param {number} width of the canvas
   * @param {number} height
   * @param {number} turn around the upright axis, in degrees
   * @param {number} tilt 0 from the side, 90 from above
   */
  constructor(width, height, turn, tilt) {
    this.middle = width / 2;
    this.level = height * 0.52;
    this.unit = Math.min(width / 1.45, height / 1.3);
    this.turn = (turn * Math.PI) / 180;
    this.tilt = (tilt * Math.PI) / 180;
  }

  /**
   * @param {number} u share of the first range
   * @param {number} v share of the second
   * @param {number} height from 0, the lowest, to 1
   * @returns {Point}
   */
  project(u, v, height) {
    const [x, y] = [u - 0.5, v - 0.5];
    const across = x * Math.cos(this.turn) - y * Math.sin(this.turn);
    const depth = x * Math.sin(this.turn) + y * Math.cos(this.turn);
    const up = depth * Math.sin(this.tilt) + (height - 0.5) * MESH_HEIGHT * Math.cos(this.tilt);
    return [this.middle + this.unit * across, this.level - this.unit * up];
  }

  /** Whether the lower ends of the two ranges are the nearer ones. */
  get nearer() {
    return { u: Math.sin(this.turn) > 0, v: Math.cos(this.turn) > 0 };
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Field} field
 * @param {Camera} camera
 * @param {string[]} names of the two axes
 * @param {Theme} theme
 */
export function drawMesh(context, field, camera, names, theme) {
  context.strokeStyle = theme.line;
  const floor = [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]];
  drawLine(context, floor.map(([u, v]) => camera.project(u, v, 0)));
  drawCells(context, field, camera, theme);
  const { u, v } = camera.nearer;
  context.fillStyle = theme.ink;
  write(context, names[0], camera.project(0.5, v ? 0 : 1, -0.03), "center", "top");
  write(context, names[1], camera.project(u ? 0 : 1, 0.5, -0.03), "center", "top");
}

/**
 * Every cell of the surface, those at the back first.
 * @param {CanvasRenderingContext2D} context
 * @param {Field} field
 * @param {Camera} camera
 * @param {Theme} theme
 */
function drawCells(context, field, camera, theme) {
  const corners = sampleCorners(field, camera);
  const { u, v } = camera.nearer;
  context.lineWidth = 0.6;
  context.strokeStyle = theme.mesh;
  for (const row of cellsFromBack(v)) {
    for (const column of cellsFromBack(u)) {
      const cell = [
        corners[row][column],
        corners[row][column + 1],
        corners[row + 1][column + 1],
        corners[row + 1][column],
      ];
      const share = cell.reduce((sum, corner) => sum + corner.share, 0) / 4;
      context.fillStyle = theme.ramp.css(share);
      context.beginPath();
      for (const { point: [x, y] } of cell) context.lineTo(x, y);
      context.closePath();
      context.fill();
      context.stroke();
    }
  }
}

/**
 * @param {Field} field
 * @param {Camera} camera
 */
function sampleCorners(field, camera) {
  const places = Array.from({ length: CELLS + 1 }, (_, k) => k / CELLS);
  return places.map((v) =>
    places.map((u) => {
      const share = field.share(field.at(u, v));
      return { share, point: camera.project(u, v, share) };
    })
  );
}

/** @param {boolean} lowIsNear */
function cellsFromBack(lowIsNear) {
  return Array.from({ length: CELLS }, (_, k) => (lowIsNear ? CELLS - 1 - k : k));
}
