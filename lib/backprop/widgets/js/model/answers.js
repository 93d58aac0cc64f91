// What a reader may type as a number, and how it is judged.

/**
 * A number as people write it: 0.25, 0,25, −1, 1/4. What is none of these is null.
 * @param {string} text
 */
export function typedNumber(text) {
  const plain = text.replaceAll("\u2212", "-").replaceAll(",", ".");
  const parts = plain.split("/").map((part) => part.trim());
  if (parts.length > 2 || parts.includes("")) return null;
  const [over, under] = [Number(parts[0]), Number(parts[1] ?? 1)];
  return Number.isFinite(over / under) ? over / under : null;
}

/**
 * Whether a number is the answer, rounded to the digits that it has.
 * @param {number} value
 * @param {number} answer
 */
export function isRounded(value, answer) {
  return Number(answer.toPrecision(significantDigits(value))) === value;
}

/** @param {number} value */
function significantDigits(value) {
  const [mantissa] = String(Math.abs(value)).split("e");
  const digits = mantissa.replace(".", "");
  let start = 0;
  while (digits[start] === "0") start++;
  return Math.max(1, digits.length - start);
}

/**
 * As few digits of the answer as are still right.
 * @param {number} answer
 * @param {number} tolerance
 */
export function digitsNeeded(answer, tolerance) {
  const isRight = (/** @type {number} */ digits) =>
    Math.abs(Number(answer.toPrecision(digits)) - answer) <= tolerance;
  return [6, 9, 12].find(isRight) ?? 17;
}
