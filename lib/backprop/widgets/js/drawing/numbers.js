// How numbers are written.

const MOST_PLAIN_DIGITS = 6; // before the point; a larger number has an exponent

/**
 * A number to this many significant digits, without the zeros that end it: 79180, and 7.918e6 for a
 * larger one. One that is too large is said in words.
 * @param {number} value
 * @param {number} digits
 */
export function number(value, digits = 9) {
  if (!Number.isFinite(value)) return "overflow";
  const isPlain = Math.abs(value) < 10 ** Math.max(digits, MOST_PLAIN_DIGITS);
  if (isPlain) return withoutPlus(String(Number(value.toPrecision(digits))));
  return exponential(value, digits);
}

/**
 * As number, in any case with an exponent.
 * @param {number} value
 * @param {number} digits
 */
function exponential(value, digits) {
  const [decimal, exponent] = value.toExponential(digits - 1).split("e");
  return withoutPlus(`${Number(decimal)}e${exponent}`);
}

/**
 * An exponent says its sign where it is negative alone.
 * @param {string} text of a number
 */
export function withoutPlus(text) {
  return text.replace("e+", "e");
}

/**
 * The same text with a true minus, for the eye. Names and texts to copy keep the hyphen.
 * @param {string} text
 */
export function withMinus(text) {
  return text.replaceAll("-", "\u2212");
}

/**
 * Whether so many zeros would follow its point that it is written with an exponent.
 * @param {number} value
 */
function isSmall(value) {
  return value !== 0 && Math.abs(value) < 0.001;
}

/**
 * For the diagram and the panels: four significant digits. Very small and very large numbers keep
 * two beside their exponent, or they would be wider than their place.
 * @param {number} value
 */
export function short(value) {
  const isPlain = !isSmall(value) && Math.abs(value) < 10 ** MOST_PLAIN_DIGITS;
  if (isPlain || !Number.isFinite(value)) return withMinus(number(value, 4));
  return withMinus(exponential(value, 2));
}

export const LONGEST_NUMBER = 7; // letters of a number in the diagram, such as -0.0123 or -1.2e-6

/**
 * For a place of a certain width: four significant digits, or as many as fit.
 * @param {number} value
 */
export function fitted(value) {
  if (!Number.isFinite(value)) return "too large";
  const texts = [short(value), ...[3, 2, 1].map((digits) => number(value, digits))];
  if (isSmall(value)) texts.unshift(exponential(value, 3));
  const text = texts.find((each) => each.length <= LONGEST_NUMBER);
  return withMinus(text ?? exponential(value, 1));
}

/**
 * For the name of the point, which is spoken: four decimals where they tell something.
 * @param {number} value
 */
export function spoken(value) {
  const size = Math.abs(value);
  if (!(size < 1000)) return number(value, 4);
  if (isSmall(value)) return exponential(value, 2);
  return value.toFixed(size < 10 ? 4 : 2);
}
