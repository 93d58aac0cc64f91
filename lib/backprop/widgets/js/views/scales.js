// The scales of sliders: the range for a value, and the way from a position to a number and back.

/**
 * @typedef {object} SliderScale
 * @property {(value: number) => { min: number, max: number, step: number }} range
 * @property {(position: number) => number} toNumber
 * @property {(value: number) => number} toPosition
 */

const DIGITS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const POWERS = [-4, -3, -2, -1, 0, 1];
const LEAST_REACH = 5;

/**
 * From low to high by hundredths, and further where a value lies outside.
 * @param {number} low
 * @param {number} high
 * @returns {SliderScale}
 */
export function linearSlider(low, high) {
  return {
    range: (value) => ({
      min: Math.min(low, Math.floor(value)),
      max: Math.max(high, Math.ceil(value)),
      step: 0.01,
    }),
    toNumber: (position) => position,
    toPosition: (value) => value,
  };
}

/**
 * To both sides of 0, twice as far as these values.
 * @param {number[]} values
 */
export function symmetricSlider(values) {
  const reach = Math.max(LEAST_REACH, ...values.map((value) => Math.ceil(2 * Math.abs(value))));
  return linearSlider(-reach, reach);
}

/**
 * Round numbers from 0.0001 to 80, ten a decade: for learning rates.
 * @returns {SliderScale}
 */
export function logarithmicSlider() {
  const numbers = POWERS.flatMap((power) => DIGITS.map((digit) => Number(`${digit}e${power}`)));
  return {
    range: () => ({ min: 0, max: numbers.length - 1, step: 1 }),
    toNumber: (position) => numbers[position],
    toPosition: (value) => Math.max(0, numbers.findLastIndex((each) => each <= value * (1 + 1e-9))),
  };
}
