/**
 * When the next frame and the next updates of a run come. Outside a page, a test hands in a clock of its own.
 *
 * @module
 */

/**
 * @typedef {object} Clock
 * @property {(callback: () => void) => void} nextFrame
 * @property {(callback: () => void) => void} nextTurn when a run goes on
 */

const CALM_WAIT = 500; // ms

/** @type {Clock} the clock of a page: a run goes on in each frame, or slowly for a reader who wants less motion */
export const PAGE_CLOCK = {
  nextFrame(callback) {
    requestAnimationFrame(callback);
  },
  nextTurn(callback) {
    if (matchMedia("(prefers-reduced-motion)").matches) setTimeout(callback, CALM_WAIT);
    else requestAnimationFrame(callback);
  },
};
