/**
 * Decimal digits, as in digits.py: a number rounded to some of them, and the slips that are made in
 * copying them. Rounding is the one of school, half a unit upwards, so that both languages agree on
 * ties.
 *
 * @module
 */

const SIGNIFICANT = 6; // digits of a number that are looked at where nobody says how many there are
const MOST_DECIMALS = 12;

/**
 * How a decimal point is moved: in words, by which factor, and by which factor it moves back.
 * @type {{ why: string, factor: number, back: number }[]}
 */
export const POINT_MOVES = [
  { why: "The decimal point moved one place to the right.", factor: 10, back: 0.1 },
  { why: "The decimal point moved one place to the left.", factor: 0.1, back: 10 },
  { why: "The decimal point moved two places to the right.", factor: 100, back: 0.01 },
  { why: "The decimal point moved two places to the left.", factor: 0.01, back: 100 },
];

/**
 * `value` rounded to so many decimals; one that is too large to have so many stays.
 * @param {number} value
 * @param {number} decimals
 */
export function roundedTo(value, decimals) {
  const scale = 10 ** decimals;
  if (!Number.isFinite(value * scale)) return value;
  return withSignOf(value, Math.floor(Math.abs(value) * scale + 0.5) / scale);
}

/**
 * @param {number} value
 * @param {number} size
 */
function withSignOf(value, size) {
  return value < 0 || Object.is(value, -0) ? -size : size;
}

/**
 * The absolute value as text with so many decimals: `0.5770` for -0.577 and 4.
 * @param {number} value
 * @param {number} decimals
 */
export function fixedText(value, decimals) {
  const whole = Math.floor(Math.abs(value) * 10 ** decimals + 0.5);
  const digits = BigInt(whole).toString().padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  return digits.slice(0, point) + (decimals ? `.${digits.slice(point)}` : "");
}

/**
 * So many decimals that `value` has six digits, but at most twelve.
 * @param {number} value
 */
function significantDecimals(value) {
  let decimals = 0;
  const least = 10 ** (SIGNIFICANT - 1);
  while (Math.abs(value) * 10 ** decimals < least && decimals < MOST_DECIMALS) decimals++;
  return decimals;
}

/**
 * What copying makes of a number: the decimal point moved, digits swapped, one left out, one
 * doubled; nothing where it is 0 or too large to be written out.
 * @param {number} value
 * @param {number} [decimals] to how many it is written down; as many as make six digits by default
 * @returns {{ kind: string, why: string, tree: number }[]}
 */
export function digitSlips(value, decimals = significantDecimals(value)) {
  if (value === 0 || !Number.isFinite(100 * value * 10 ** decimals)) return [];
  const moved = POINT_MOVES.map(({ why, factor }) => ({
    kind: "decimal point moved",
    why,
    tree: value * factor,
  }));
  return [...moved, ...slipsInCopying(fixedText(value, decimals), value < 0 ? -1 : 1)];
}

/**
 * The slips in copying a number that is written down without its sign.
 * @param {string} written
 * @param {number} sign
 */
function slipsInCopying(written, sign) {
  const places = Array.from(written, (_, place) => place).filter((place) => written[place] !== ".");
  const swapped = places.slice(1).flatMap((following, k) => {
    const place = places[k];
    const [one, other] = [written[place], written[following]];
    if (one === other) return [];
    const between = written.slice(place + 1, following);
    const text = written.slice(0, place) + other + between + one + written.slice(following + 1);
    const why = `The digits ${one} and ${other} were swapped.`;
    return [{ kind: "digits swapped", why, tree: sign * Number(text) }];
  });
  const dropped = places.flatMap((place) => {
    const text = written.slice(0, place) + written.slice(place + 1);
    if (text === "" || text[0] === ".") return [];
    const why = `The digit ${written[place]} was left out.`;
    return [{ kind: "digit dropped", why, tree: sign * Number(text) }];
  });
  const doubled = places.map((place) => {
    const text = written.slice(0, place + 1) + written.slice(place);
    const why = `The digit ${written[place]} was written twice.`;
    return { kind: "digit doubled", why, tree: sign * Number(text) };
  });
  return [...swapped, ...dropped, ...doubled];
}
