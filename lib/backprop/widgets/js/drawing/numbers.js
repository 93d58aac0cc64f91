// How numbers are written.

/**
 * A number to this many significant digits, without the zeros that end it; one that is too large
 * is said in words.
 * @param {number} value
 * @param {number} digits
 */
export function number(value, digits = 9) {
  return Number.isFinite(value) ? withoutLastZeros(value.toPrecision(digits)) : "overflow";
}

/** @param {string} text of a number, with an exponent or without */
function withoutLastZeros(text) {
  const [decimal, exponent] = text.split("e");
  let end = decimal.length;
  if (decimal.includes(".")) {
    while (decimal[end - 1] === "0") end--;
    if (decimal[end - 1] === ".") end--;
  }
  const trimmed = decimal.slice(0, end);
  return exponent === undefined ? trimmed : `${trimmed}e${exponent}`;
}

/**
 * The same text with a true minus, for the eye. Names and texts to copy keep the hyphen.
 * @param {string} text
 */
export function withMinus(text) {
  return text.replaceAll("-", "\u2212");
}

/**
 * For the diagram and the panels: four significant digits. Very small and very large numbers keep
 * two beside their exponent, or they would be wider than their place.
 * @param {number} value
 */
export function short(value) {
  const size = Math.abs(value);
  const plain = size === 0 || (size >= 0.001 && size < 1e4);
  if (plain || !Number.isFinite(value)) return withMinus(number(value, 4));
  return withMinus(withoutLastZeros(value.toExponential(1)));
}

export const LONGEST_NUMBER = 7; // letters of a number in the diagram, such as -0.0123 or -1.2e+6

/**
 * For a place of a certain width: four significant digits, or as many as fit.
 * @param {number} value
 */
export function fitted(value) {
  if (!Number.isFinite(value)) return "too large";
  const texts = [short(value), ...[3, 2, 1].map((digits) => withMinus(number(value, digits)))];
  const brief = withMinus(value.toExponential(0));
  return texts.find((text) => text.length <= LONGEST_NUMBER) ?? brief;
}

/**
 * For the name of the point, which is spoken: four decimals where they tell something.
 * @param {number} value
 */
export function spoken(value) {
  const size = Math.abs(value);
  if (!(size < 1000)) return number(value, size < 1e4 ? 4 : 2);
  if (size > 0 && size < 0.001) return value.toExponential(1);
  return value.toFixed(size < 10 ? 4 : 2);
}
