// How an error becomes a color: in bands on a logarithmic scale, the same for all axes of an
// example, so that two maps can be compared.
import { clamp, logTicks } from "./plot.js";

const SCALE_DECADES = 4;
const SCALE_LEVELS = 3 * SCALE_DECADES + 1; // 1, 2, 5 of each decade, and the end
const START_ROOM = 2; // times the error at the start lies below the upper end, at least
const LAST_POWER = 300;
const OPEN_END = 0.3; // of a decade: as long as a band without an end is drawn

export class ErrorScale {
  /**
   * The scale ends at the power of ten that leaves room above the error at the start of the
   * example, and begins four decades below.
   * @param {number} start
   */
  constructor(start) {
    const known = start > 0 && start < Infinity;
    const power = known ? Math.ceil(Math.log10(START_ROOM * start)) : 0;
    const last = clamp(power, SCALE_DECADES - LAST_POWER, LAST_POWER);
    this.low = Number(`1e${last - SCALE_DECADES}`);
    this.high = Number(`1e${last}`);
    /** Where one band ends and the next begins. */
    this.levels = logTicks(this.low, this.high, SCALE_LEVELS);
    this.powers = logTicks(this.low, this.high, SCALE_DECADES + 1);
  }

  /** How many bands: the lowest lies below all levels, the highest above. */
  get bands() {
    return this.levels.length + 1;
  }

  /**
   * The number of a value's band, from 0; what is no number belongs to the highest.
   * @param {number} value
   */
  band(value) {
    const { levels } = this;
    let band = levels.length;
    while (band > 0 && value < levels[band - 1]) band--; // a loop: it runs for each pixel
    return band;
  }

  /**
   * Where a value stands on a bar of all bands, from 0 to 1: the lowest and the highest band have
   * no other end, so they are short.
   * @param {number} value
   */
  place(value) {
    const decades = Math.log10(value / this.low);
    const shown = clamp(
      Number.isNaN(decades) ? Infinity : decades,
      -OPEN_END / 2,
      SCALE_DECADES + OPEN_END / 2,
    );
    return (shown + OPEN_END) / (SCALE_DECADES + 2 * OPEN_END);
  }
}
