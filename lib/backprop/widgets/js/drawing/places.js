// Finds places for labels, each out of a few, so that no label lies on another or on anything else.

/**
 * By its middle and its size.
 * @typedef {{ x: number, y: number, width: number, height: number }} Box
 */

const MOST_TRIES = 20_000;

/**
 * @param {Box} one
 * @param {Box} other
 */
export function overlap(one, other) {
  return Math.abs(one.x - other.x) < (one.width + other.width) / 2 &&
    Math.abs(one.y - other.y) < (one.height + other.height) / 2;
}

/**
 * For each label the first of its boxes that leaves room for all others, or null where there is no
 * such choice, or none that is found soon.
 * @param {Box[][]} choices for each label, the best box first
 * @param {Box[]} taken
 * @returns {Box[] | null}
 */
export function placesFor(choices, taken) {
  const free = choices.map((boxes) => boxes.filter((box) => !taken.some((t) => overlap(t, box))));
  /** @type {Box[]} */
  const chosen = [];
  let tries = 0;
  const place = (/** @type {number} */ label) => {
    if (label === free.length) return true;
    for (const box of free[label]) {
      tries++;
      if (tries > MOST_TRIES) return false;
      if (chosen.some((other) => overlap(other, box))) continue;
      chosen.push(box);
      if (place(label + 1)) return true;
      chosen.pop();
    }
    return false;
  };
  return place(0) ? chosen : null;
}
