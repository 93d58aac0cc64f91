/**
 * When the next frame and the next updates of a run come. Outside a page, a test hands in a clock
 * of its own.
 *
 * @module
 */

/**
 * @typedef {object} Clock
 * @property {(callback: () => void) => void} nextFrame
 * @property {(callback: () => void, wait: number) => void} nextTurn when a run goes on: in the
 *   next frame, or after so many ms
 */

const CALM_WAIT = 500; // ms
const FRAMES = 60; // a second

/**
 * How a run keeps a pace: the updates of a turn, and the wait before the next turn in ms, 0 for the
 * next frame.
 *
 * @param {number} pace updates a second
 */
export function turnsAt(pace) {
  return pace < FRAMES ? { count: 1, wait: 1000 / pace } : { count: pace / FRAMES, wait: 0 };
}

/**
 * @type {Clock} the clock of a page: a run goes on as wanted, or slowly for a reader who wants less
 * motion
 */
export const PAGE_CLOCK = {
  nextFrame(callback) {
    requestAnimationFrame(callback);
  },
  nextTurn(callback, wait) {
    const calm = matchMedia("(prefers-reduced-motion)").matches;
    const pause = calm ? Math.max(CALM_WAIT, wait) : wait;
    if (pause > 0) setTimeout(callback, pause);
    else requestAnimationFrame(callback);
  },
};
