/**
 * A round of *Find the slip*: the worked update of one parameter, with one slip in it, which later
 * numbers inherit. The same example, level and seed give the same round.
 *
 * @module
 */
import { evaluate, stepsFor } from "./evaluate.js";
import { namesIn } from "./expression.js";
import { KINDS, MISCOPIES, slipsOf } from "./slips.js";

/** @import { Tree } from "./expression.js" */
/** @import { Slip } from "./slips.js" */
/** @import { Round } from "./state.js" */
/** @import { Step } from "./writer.js" */

/**
 * @typedef {object} Level
 * @property {string} title
 * @property {number} digits significant digits of each number
 * @property {boolean} showsWork whether each line is shown as it was worked, or as it should be
 * @property {boolean} miscopies whether the slip may be one of copying: swapped digits, and so on
 */

/**
 * A line of the worked update.
 * @typedef {object} Line
 * @property {Step} step as it should be
 * @property {Tree} shown the right side that the reader sees
 * @property {number} value as it is printed, rounded
 * @property {boolean} inherits whether it carries the slip on
 */

/**
 * @typedef {object} WorkedUpdate
 * @property {string[]} given names of the given numbers that it reads
 * @property {Line[]} lines
 * @property {number} wrong place of the line with the slip
 * @property {Slip} slip
 * @property {number} right what the line should give, rounded
 * @property {string[]} answers kinds that explain the number: that of the slip is one of them
 * @property {string[]} choices kinds to choose from
 */

/** @type {Record<number, Level>} */
export const LEVELS = {
  1: { title: "with its working", digits: 3, showsWork: true, miscopies: false },
  2: { title: "numbers alone", digits: 4, showsWork: false, miscopies: false },
  3: { title: "numbers alone, miscopied ones too", digits: 6, showsWork: false, miscopies: true },
};
export const MOST_SEED = 9999;
const MOST_CHOICES = 5;
const MULTIPLIER = 48271;
const MODULUS = 2 ** 31 - 1;
const WARM_UP = 3;
const LEAST_CHANGE = 2; // of the last digit: less may be rounding

/**
 * A round as a link has it: its level and its seed.
 * @param {Round} round
 */
export function writeRound({ level, seed }) {
  return `${level},${seed}`;
}

/**
 * @param {string | null} text
 * @returns {Round}
 */
export function readRound(text) {
  const [level, seed] = (text ?? "").split(",").map(Number);
  const isRound = level in LEVELS && Number.isInteger(seed) && seed >= 1 && seed <= MOST_SEED;
  if (!isRound || writeRound({ level, seed }) !== text) {
    const levels = Object.keys(LEVELS).join(", ");
    throw new Error(
      `find_slip must be a level (${levels}) and a number up to ${MOST_SEED}, got "${text}"`,
    );
  }
  return { level, seed };
}

/**
 * @param {Step[]} steps of a trace for one example
 * @param {Record<string, number>} given parameters, inputs, targets, learning rate
 * @param {Round} round
 * @returns {WorkedUpdate | null} null where no slip shows or a number is too large
 */
export function workedUpdate(steps, given, { level, seed }) {
  const { digits } = LEVELS[level];
  const chance = chanceOf(seed * 10 + level);
  const updated = steps.filter(({ phase, name }) => phase === "update" && name.endsWith("_new"));
  if (updated.length === 0) return null;
  const shown = stepsFor(steps, ["E", pick(updated, chance).name]);
  const values = printedValues(shown, given, digits);
  const slips = visibleSlips(shown, values, level);
  if (slips.length === 0) return null;
  const kind = pickKind(slips.map(({ slip }) => slip.kind), chance);
  const { name, slip } = pick(slips.filter((each) => each.slip.kind === kind), chance);
  const slipped = printedValues(shown, given, digits, { name, value: slip.value });
  if (![...Object.values(values), ...Object.values(slipped)].every(Number.isFinite)) return null;
  const sameLine = slips.filter((each) => each.name === name).map((each) => each.slip);
  const answers = sameLine
    .filter(({ value }) => toDigits(value, digits) === slipped[name]).map((each) => each.kind);
  return {
    given: namesGiven(shown, given),
    lines: shown.map((step) => lineOf(step, values, slipped, { name, slip, level })),
    wrong: shown.findIndex((step) => step.name === name),
    slip,
    right: values[name],
    answers,
    choices: choicesOf(kind, answers, [...sameLine, ...slips.map((each) => each.slip)], chance),
  };
}

/**
 * The result of each step, worked with the printed numbers before it, and printed itself.
 * @param {Step[]} steps
 * @param {Record<string, number>} given
 * @param {number} digits
 * @param {{ name: string, value: number } | null} slipped the line with the slip
 */
function printedValues(steps, given, digits, slipped = null) {
  const values = { ...given };
  for (const { name, tree } of steps) {
    const value = name === slipped?.name ? slipped.value : Number(evaluate(tree, values));
    values[name] = toDigits(value, digits);
  }
  return values;
}

/**
 * @param {number} value
 * @param {number} digits significant ones
 */
function toDigits(value, digits) {
  return Number(value.toPrecision(digits));
}

/**
 * The slips of the lines that can be seen in the printed number, and that read no line below.
 * @param {Step[]} lines
 * @param {Record<string, number>} values
 * @param {number} level
 */
function visibleSlips(lines, values, level) {
  const { digits, miscopies } = LEVELS[level];
  return lines.flatMap(({ name }, place) => {
    const below = new Set(lines.slice(place).map((line) => line.name));
    const unit = 10 ** (Math.floor(Math.log10(Math.abs(values[name]))) + 1 - digits);
    const visible = slipsOf(lines, values, name).filter(({ kind, tree, value }) => {
      const readsBelow = namesIn(tree).some((read) => below.has(read));
      const isLeft = readsBelow || (!miscopies && MISCOPIES.includes(kind));
      return !isLeft && Math.abs(value - values[name]) >= LEAST_CHANGE * unit;
    });
    return visible.map((slip) => ({ name, slip }));
  });
}

/**
 * @param {Step} step
 * @param {Record<string, number>} values
 * @param {Record<string, number>} slipped
 * @param {{ name: string, slip: Slip, level: number }} round
 * @returns {Line}
 */
function lineOf(step, values, slipped, { name, slip, level }) {
  const isWrong = step.name === name;
  return {
    step,
    shown: isWrong && LEVELS[level].showsWork ? slip.tree : step.tree,
    value: slipped[step.name],
    inherits: !isWrong && values[step.name] !== slipped[step.name],
  };
}

/**
 * The given numbers that the lines read.
 * @param {Step[]} shown
 * @param {Record<string, number>} given
 */
function namesGiven(shown, given) {
  const read = new Set(shown.flatMap((step) => namesIn(step.tree)));
  return Object.keys(given).filter((name) => read.has(name));
}

/**
 * Kinds to choose from: the right one and some that are no answer, in any order.
 * @param {string} kind
 * @param {string[]} answers
 * @param {Slip[]} slips the likeliest to be mistaken for it first
 * @param {() => number} chance
 */
function choicesOf(kind, answers, slips, chance) {
  const others = [...new Set(slips.map((slip) => slip.kind))].filter((each) =>
    !answers.includes(each)
  );
  const choices = [kind, ...others.slice(0, MOST_CHOICES - 1)];
  for (let k = choices.length - 1; k > 0; k--) {
    const j = Math.floor(chance() * (k + 1));
    [choices[k], choices[j]] = [choices[j], choices[k]];
  }
  return choices;
}

/**
 * One of these kinds, each as likely as it is met.
 * @param {string[]} kinds each as often as there are slips of it
 * @param {() => number} chance
 */
function pickKind(kinds, chance) {
  const different = [...new Set(kinds)];
  const total = different.reduce((sum, kind) => sum + KINDS[kind], 0);
  let left = chance() * total;
  for (const kind of different) {
    left -= KINDS[kind];
    if (left < 0) return kind;
  }
  return different[0];
}

/**
 * @template Item
 * @param {Item[]} items
 * @param {() => number} chance
 */
function pick(items, chance) {
  return items[Math.floor(chance() * items.length)];
}

/**
 * Numbers from 0 to 1 that look random and are the same for the same seed: the minimal standard
 * generator of Park and Miller (1988), with the multiplier that they chose in 1993.
 * @param {number} seed
 */
function chanceOf(seed) {
  let state = seed;
  const chance = () => {
    state = (state * MULTIPLIER) % MODULUS;
    return state / MODULUS;
  };
  for (let k = 0; k < WARM_UP; k++) chance(); // the first numbers of small seeds are small
  return chance;
}
