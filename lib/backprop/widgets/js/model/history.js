/**
 * The run so far, thinned as it grows.
 *
 * @module
 */

/**
 * The state before an update: how many updates came before, the parameters, their error.
 * @typedef {[step: number, theta: Float64Array, error: number]} Point
 */

/**
 * A run as Python has it, the present point last; an error that overflows is null.
 * @typedef {{ step: number[], theta: number[][], error: (number | null)[] }} HistoryRecord
 */

const MOST_POINTS = 2000;

/** A run: the point before each update whose number is a multiple of `stride`. */
export class RunHistory {
  /** @param {Point[]} points from where the run begins */
  constructor(points) {
    this.points = points;
    this.stride = 1;
  }

  /** The number of updates before the last point. */
  get lastStep() {
    return this.points[this.points.length - 1][0];
  }

  /**
   * Takes a point in, if it lies behind the last one.
   * @param {Point} point
   */
  add(point) {
    if (point[0] > this.lastStep) this.points.push(point);
  }

  /**
   * Forgets all that came after a step.
   * @param {number} step
   */
  cutAfter(step) {
    this.points = this.points.filter(([at]) => at <= step);
  }

  /**
   * Thins the points until a run of so many steps has room.
   * @param {number} step
   */
  makeRoom(step) {
    while (step / this.stride > MOST_POINTS - 2) this.stride *= 2;
    if (this.points.length <= 1 + step / this.stride) return;
    this.points = this.points.filter(([at], k) => k === 0 || at % this.stride === 0);
  }

  /**
   * @param {Point} present
   * @returns {HistoryRecord}
   */
  record(present) {
    const points = this.lastStep === present[0] ? this.points : [...this.points, present];
    return {
      step: points.map(([step]) => step),
      theta: points.map(([, theta]) => [...theta]),
      error: points.map(([, , error]) => Number.isFinite(error) ? error : null),
    };
  }

  /** @param {HistoryRecord} record */
  static fromRecord({ step, theta, error }) {
    return new RunHistory(
      step.map((at, k) => [at, Float64Array.from(theta[k]), error[k] ?? Infinity]),
    );
  }
}
