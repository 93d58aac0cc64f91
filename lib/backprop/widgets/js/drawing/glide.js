// The way of the point from where it was to where an update has brought it.

/** @typedef {import("./plot.js").Point} Point */

const GLIDE_TIME = 350; // ms

export class Glide {
  /**
   * @param {Point} from
   * @param {number} began time in ms
   */
  constructor(from, began) {
    this.from = from;
    this.began = began;
  }

  /** @param {number} now */
  isOver(now) {
    return now >= this.began + GLIDE_TIME;
  }

  /**
   * Where the point is on its way: it starts and ends softly.
   * @param {Point} to
   * @param {number} now
   * @returns {Point}
   */
  at([x, y], now) {
    const share = Math.min(1, Math.max(0, (now - this.began) / GLIDE_TIME));
    const soft = share * share * (3 - 2 * share);
    const [fromX, fromY] = this.from;
    return [fromX + soft * (x - fromX), fromY + soft * (y - fromY)];
  }
}
