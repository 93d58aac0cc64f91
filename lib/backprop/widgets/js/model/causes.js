/**
 * What may have gone wrong where a printed number does not follow: the slips that give its digits,
 * likeliest first. As in causes.py.
 *
 * @module
 */
import { fixedText, POINT_MOVES } from "./digits.js";
import { gives, roundsTo, Scope } from "./estimates.js";
import { namesIn, text } from "./expression.js";
import { withoutPrefix, withoutSuffix } from "./roles.js";
import { COMMON, KINDS, slipsOf } from "./slips.js";

/** @import { Estimate } from "./estimates.js" */
/** @import { Value } from "./evaluate.js" */
/** @import { Tree } from "./expression.js" */
/** @import { Step } from "./writer.js" */

/**
 * A slip that gives the printed digits.
 * @typedef {object} Cause
 * @property {string} kind
 * @property {string} why
 * @property {string} expression what was computed in the step in place of the right expression
 * @property {number} value the printed number, had nothing been rounded
 * @property {Tree} tree
 * @property {string} step in which the slip was made: that of the printed number, or one behind it
 *   that was not printed
 * @property {number} odds how much likelier it is than a cause that no list holds
 */

/**
 * A printed number that does not follow.
 * @typedef {object} Wrong
 * @property {string} name the step that it stands for
 * @property {number} value with the sign that the trace gives it
 * @property {number} unit one in its last digit
 * @property {Scope} scope what was printed before it
 * @property {number} usual one unit in the last digit of most numbers
 */

/**
 * A slip in some step, and the number that results.
 * @typedef {object} Candidate
 * @property {string} kind
 * @property {string} why
 * @property {Tree} tree
 * @property {string} step
 * @property {Estimate} estimate
 * @property {Map<string, Estimate>} known
 */

/** Kinds that happen in copying a number: they are looked for in the printed digits. */
const COPYING = ["decimal point moved", "digits swapped", "digit dropped", "digit doubled"];
/** Kinds that move a number little, so that one of them is easily near it by chance. */
const NEAR = [
  "rounded on the way",
  "updated for old",
  "old for updated",
  "digits swapped",
  "digit dropped",
  "digit doubled",
];
/** A wrong number so many times nearer to the right one than to 0 is no accident of its size. */
const FAR = 10;
const OTHER = 0.3; // of the wrong numbers have a cause that no list of slips holds
const MISPRINT_ABOVE = 0.15; // go on from a right number that was printed wrong
const INEXACT = 0.3; // what a slip counts that gives the digits only for what was rounded away
const MANY_STEPS = 24; // behind so many that are not printed, only the common kinds are looked for
const LIKELY = 0.5; // odds from which on a cause is named
const FAR_LIKELIER = 30; // where another is so many times as likely, a cause is left out
const SUPPORT = 10; // the factor where other numbers speak for a cause or against it

/**
 * The causes of a wrong number.
 * @param {Step[]} steps
 * @param {Wrong} wrong
 * @param {Wrong[]} others all other numbers that do not follow
 * @param {boolean | null} copied whether later numbers go on with the right value; null if none
 *   tells
 * @param {string[]} above the wrong numbers that this one reads
 * @returns {Cause[]} likeliest first
 */
export function likelyCauses(steps, wrong, others, copied, above) {
  const { name, value, unit, scope } = wrong;
  const right = scope.ofTree(scope.treeOf(name));
  const candidates = candidatesFor(steps, wrong);
  const found = [];
  for (const candidate of candidates) {
    const { kind, estimate } = candidate;
    if (!isAnother(candidate, right) || !gives(value, unit, estimate)) continue;
    const count = candidates.filter((each) => each.kind === kind).length;
    const odds = oddsOf(KINDS[kind] / count, kind, estimate, wrong, right) *
      SUPPORT ** explained(candidate, wrong, others);
    found.push(causeOf(candidate, copied ? odds / SUPPORT : odds));
  }
  found.push(...misprintsAbove(wrong, right, above));
  for (const { kind, why, odds } of copyingCauses(wrong, right)) {
    const evidence = copied === null ? 1 : copied ? SUPPORT : 1 / SUPPORT;
    found.push({
      kind,
      why,
      expression: name,
      value,
      tree: name,
      step: name,
      odds: odds * evidence,
    });
  }
  const least = Math.max(LIKELY, ...found.map((cause) => cause.odds / FAR_LIKELIER));
  const likely = found.filter((cause) => cause.odds >= least);
  return likely.sort((one, other) => rankOf(other) - rankOf(one));
}

/**
 * Causes of the same odds keep their order, whatever the last bits.
 * @param {Cause} cause
 */
function rankOf({ odds }) {
  return Math.round(Math.log(odds) * 1e6);
}

/**
 * Whether a slip can be told from the right rule, however the numbers before it were rounded.
 * @param {Candidate} candidate
 * @param {Estimate} right
 */
function isAnother({ kind, estimate }, right) {
  const distance = Math.abs(estimate.value - right.value);
  return Number.isFinite(distance) && (NEAR.includes(kind) || distance > right.radius);
}

/**
 * @param {Candidate} candidate
 * @param {number} odds
 * @returns {Cause}
 */
function causeOf({ kind, why, tree, step, estimate }, odds) {
  return { kind, why, expression: text(tree), value: estimate.value, tree, step, odds };
}

/**
 * How much likelier a slip with this share of all mistakes is than a cause that no list holds.
 * @param {number} share
 * @param {string} kind
 * @param {Estimate} estimate
 * @param {Wrong} wrong
 * @param {Estimate} right
 */
function oddsOf(share, kind, estimate, wrong, right) {
  const { value, unit, usual } = wrong;
  const exact = { value: estimate.value, radius: 0 };
  if (roundsTo(value, usual, exact)) {
    return share / (OTHER * chanceWithin(Math.min(unit, usual), kind, wrong, right));
  }
  if (gives(value, unit, exact)) return share / (OTHER * chanceWithin(unit, kind, wrong, right));
  const window = 2 * estimate.radius + unit;
  return INEXACT * share / (OTHER * chanceWithin(window, kind, wrong, right));
}

/**
 * How likely a slip of this kind gives a number within the window by chance.
 * @param {number} window
 * @param {string} kind
 * @param {Wrong} wrong
 * @param {Estimate} right
 */
function chanceWithin(window, kind, { name, value, scope }, right) {
  // An update moves a parameter a little, and all that is computed anew from it.
  const before = withoutPrefix(withoutSuffix(name, "_new"), "after_");
  const origin = before === name ? 0 : scope.start[before];
  const distance = Math.abs(value - right.value);
  const spread = Math.min(
    Math.max(Math.abs(right.value - origin), Math.abs(value - origin)),
    NEAR.includes(kind) ? distance : FAR * distance,
  );
  return window / (2 * Math.max(spread, window));
}

/**
 * The case that a number above was written down wrong, and this one goes on with what it should
 * have been.
 * @param {Wrong} wrong
 * @param {Estimate} right
 * @param {string[]} above
 */
function misprintsAbove(wrong, right, above) {
  const kind = "misprint above";
  return above.flatMap((name) => {
    const scope = wrong.scope.without(name);
    const estimate = scope.ofTree(scope.treeOf(wrong.name));
    if (!roundsTo(wrong.value, wrong.unit, estimate)) return [];
    const own = scope.ofName(name).value;
    const why = `\`${name}\` had its right value here, as the numbers before it give it: ` +
      "it is printed wrong above.";
    const odds = oddsOf(MISPRINT_ABOVE / above.length, kind, estimate, wrong, right);
    const { value } = estimate;
    return [{ kind, why, expression: text(own), value, tree: own, step: name, odds }];
  });
}

/**
 * The slips of the step itself, of each step behind it that is not printed, and of several such
 * steps alike.
 * @param {Step[]} steps
 * @param {Wrong} wrong
 * @returns {Candidate[]}
 */
function candidatesFor(steps, { name, scope }) {
  const values = scope.values();
  const readsRows = namesIn(scope.treeOf(name)).some((each) => Object.hasOwn(scope.rows, each));
  const read = readsRows ? { ...values, ...scope.rows } : values;
  const own = slipsOf(steps, read, name, scope.treeOf(name))
    .filter(({ kind, tree }) => !COPYING.includes(kind) || typeof tree !== "number")
    .map(({ kind, why, tree }) => {
      return { kind, why, tree, step: name, estimate: scope.ofTree(tree), known: new Map() };
    });
  const unknown = scope.unknownBehind(name);
  const kinds = unknown.length <= MANY_STEPS ? Object.keys(KINDS) : COMMON;
  const behind = unknown.flatMap((step) =>
    candidatesBehind(steps, scope, { ...values, ...scope.rows }, step, kinds)
  );
  behind.push(...repeated(behind));
  const carried = behind.map((candidate) => carriedForward(candidate, name, scope));
  return [...own, ...carried, ...(name.startsWith("after_") ? otherOrder(steps, name, scope) : [])];
}

/**
 * After an update: all of it computed anew, with deltas that read the updated weights of the layer
 * above.
 * @param {Step[]} steps
 * @param {string} name
 * @param {Scope} printed
 */
function otherOrder(steps, name, { trees, start, rows, known }) {
  const given = new Map([...known].filter(([each]) => !trees.has(each)));
  const scope = new Scope(trees, start, rows, given);
  const values = { ...scope.values(), ...rows };
  const behind = scope.unknownBehind(name)
    .filter((step) => step.startsWith("delta_"))
    .flatMap((step) => candidatesBehind(steps, scope, values, step, ["updated for old"]));
  const all = [...behind, ...repeated(behind)];
  return all.map((candidate) => carriedForward(candidate, name, scope));
}

/**
 * @param {Step[]} steps
 * @param {Scope} scope
 * @param {Record<string, Value>} values
 * @param {string} step
 * @param {string[]} kinds
 * @returns {Candidate[]}
 */
function candidatesBehind(steps, scope, values, step, kinds) {
  if (Object.hasOwn(scope.rows, step)) return [];
  const left = [...COPYING, "rounded on the way", "line above repeated"];
  return slipsOf(steps, values, step, scope.treeOf(step))
    .filter(({ kind }) => kinds.includes(kind) && !left.includes(kind))
    .map(({ kind, why, tree }) => {
      const estimate = scope.ofTree(tree);
      const known = new Map([[step, estimate]]);
      return { kind, why: `In \`${step}\`: ${why}`, tree, step, estimate, known };
    });
}

/** @param {string} written */
function withoutDigitsIn(written) {
  return [...written].filter((letter) => letter < "0" || letter > "9").join("");
}

/**
 * The same slip made in each step of a kind: in the delta of each hidden neuron, in each update.
 * @param {Candidate[]} candidates
 * @returns {Candidate[]}
 */
function repeated(candidates) {
  /** @type {Map<string, Map<string, Candidate>>} */
  const alike = new Map();
  for (const candidate of candidates) {
    const { kind, why, step } = candidate;
    const pattern = [withoutDigitsIn(step), kind, withoutDigitsIn(why)].join("\n");
    const group = alike.get(pattern) ?? new Map();
    alike.set(pattern, group);
    if (!group.has(step)) group.set(step, candidate);
  }
  const groups = [...alike.values()].filter((group) => group.size > 1);
  return groups.map((group) => {
    const [first, ...others] = group.values();
    const listed = others.map(({ step }) => `\`${step}\``).join(", ");
    const known = new Map([...group].flatMap(([, candidate]) => [...candidate.known]));
    return { ...first, why: `${first.why} The same in ${listed}.`, known };
  });
}

/**
 * A slip in a step behind a wrong number, with what it makes of that number.
 * @param {Candidate} candidate
 * @param {string} name
 * @param {Scope} before
 * @returns {Candidate}
 */
function carriedForward(candidate, name, before) {
  const scope = before.withKnown(candidate.known);
  return { ...candidate, estimate: scope.ofTree(scope.treeOf(name)) };
}

/**
 * How many of the other wrong numbers follow once the slip is made in a step behind them.
 * @param {Candidate} candidate
 * @param {Wrong} wrong
 * @param {Wrong[]} others
 */
function explained({ known }, wrong, others) {
  if (known.size === 0) return 0;
  return others.filter((other) => {
    const isPrinted = [...known.keys()].some((step) => other.scope.known.has(step));
    if (isPrinted || other.name === wrong.name) return false;
    const scope = other.scope.withKnown(known);
    return gives(other.value, other.unit, scope.ofTree(scope.treeOf(other.name)));
  }).length;
}

/**
 * The slips of copying that turn the right number into the printed one.
 * @param {Wrong} wrong
 * @param {Estimate} right
 */
function copyingCauses(wrong, right) {
  /** @type {{ kind: string, why: string, odds: number }[]} */
  const found = [];
  if (Math.abs(wrong.value) < 10 * wrong.unit) return []; // a single digit tells nothing
  for (const { kind, why, value, unit, count } of copyingSlips(wrong.value, wrong.unit)) {
    const fits = kind === "digit dropped" ? roundsTo : gives;
    if (!fits(value, unit, right) || found.some((each) => each.why === why)) continue;
    const isExact = fits(value, unit, { value: right.value, radius: 0 });
    const window = isExact ? unit : unit + 2 * right.radius;
    const share = KINDS[kind] / count * (isExact ? 1 : INEXACT);
    found.push({ kind, why, odds: share / (OTHER * chanceWithin(window, kind, wrong, right)) });
  }
  return found;
}

/**
 * A number before it was copied wrong.
 * @typedef {{ kind: string, why: string, value: number, unit: number }} Original
 */

/**
 * What a number may have been before it was copied wrong, each with how many corrections of that
 * kind there are.
 * @param {number} value the printed number
 * @param {number} unit one in its last digit
 */
function copyingSlips(value, unit) {
  const moved = POINT_MOVES.map(({ why, back }) => ({
    kind: "decimal point moved",
    why,
    value: value * back,
    unit: unit * back,
  }));
  let decimals = 0;
  while (unit * 10 ** decimals < 0.5) decimals++;
  const sign = value < 0 || Object.is(value, -0) ? -1 : 1;
  const copied = beforeCopying(fixedText(value, decimals), unit)
    .map((original) => ({ ...original, value: sign * original.value }));
  const found = [...moved, ...copied];
  return found.map((original) => ({
    ...original,
    count: found.filter(({ kind }) => kind === original.kind).length,
  }));
}

/**
 * @param {string} written
 * @param {number} unit
 * @returns {Original[]}
 */
function beforeCopying(written, unit) {
  /** @type {Original[]} */
  const found = [];
  const places = Array.from(written, (_, place) => place).filter((place) => written[place] !== ".");
  for (const [k, following] of places.slice(1).entries()) {
    const place = places[k];
    const [one, other] = [written[place], written[following]];
    const between = written.slice(place + 1, following);
    if (one !== other) {
      const text = written.slice(0, place) + other + between + one + written.slice(following + 1);
      const why = `The digits ${other} and ${one} were swapped.`;
      found.push({ kind: "digits swapped", why, value: Number(text), unit });
    } else if (between === "" && written.slice(0, place).includes(".")) {
      const text = written.slice(0, place) + written.slice(following);
      const why = `The digit ${one} was written twice.`;
      found.push({ kind: "digit doubled", why, value: Number(text), unit: unit * 10 });
    }
  }
  return [...found, ...beforeDropping(written, unit)];
}

/**
 * @param {string} written
 * @param {number} unit
 * @returns {Original[]}
 */
function beforeDropping(written, unit) {
  if (!written.includes(".")) return [];
  /** @type {Original[]} */
  const found = [];
  for (let place = written.indexOf(".") + 1; place < written.length; place++) {
    const isLeading = [...written.slice(0, place)].every((letter) =>
      letter === "0" || letter === "."
    );
    for (const digit of isLeading ? "123456789" : "0123456789") {
      const value = Number(written.slice(0, place) + digit + written.slice(place));
      const why = `The digit ${digit} was left out.`;
      found.push({ kind: "digit dropped", why, value, unit: unit / 10 });
    }
  }
  return found;
}
