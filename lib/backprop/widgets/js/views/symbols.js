// The names of a trace as a course writes them, and what each of them is about.
import { html } from "../drawing/dom.js";

/** @typedef {import("../model/program.js").Program} Program */

const GREEK = new Map([
  ["rate", "\u03b7"],
  ["epsilon", "\u03b5"],
  ["beta", "\u03b2"],
  ["sigmoid", "\u03c3"],
  ["sqrt", "\u221a"],
]);
/** What may stand before the name of a neuron or a parameter. */
const NAME_PREFIXES = new Map([
  ["z_", "z"],
  ["delta_", "\u03b4"],
  ["E_", "E"],
  ["m_", "m"],
  ["v_", "v"],
]);
const MEAN_PREFIX = "mean_";
const GRADIENT_PREFIX = "g_";
const NEW_SUFFIX = "_new";

/**
 * The neuron or the parameter that a name of the trace is about: h1 for delta_h1, w5 for m_w5_new.
 * @param {string} name
 * @param {Program} program
 */
export function subjectOf(name, program) {
  const known = [...program.parameters, ...program.units.flat(), ...program.targets];
  let bare = name.endsWith(NEW_SUFFIX) ? name.slice(0, -NEW_SUFFIX.length) : name;
  for (const prefix of [MEAN_PREFIX, GRADIENT_PREFIX, ...NAME_PREFIXES.keys()]) {
    if (known.includes(bare)) break;
    if (bare.startsWith(prefix)) bare = bare.slice(prefix.length);
  }
  return known.includes(bare) ? bare : name;
}

/**
 * A name as a course writes it: a Greek letter, an index below, a derivative.
 * @param {string} name
 * @returns {(Node | string)[]}
 */
export function symbol(name) {
  if (name.endsWith(NEW_SUFFIX)) {
    return [...symbol(name.slice(0, -NEW_SUFFIX.length)), html("sup", {}, "new")];
  }
  if (name.startsWith(MEAN_PREFIX)) return ["mean ", ...symbol(name.slice(MEAN_PREFIX.length))];
  if (name.startsWith(GRADIENT_PREFIX)) {
    return ["\u2202E/\u2202", ...symbol(name.slice(GRADIENT_PREFIX.length))];
  }
  for (const [prefix, letter] of NAME_PREFIXES) {
    if (name.startsWith(prefix)) return withIndex(letter, name.slice(prefix.length));
  }
  return numbered(name);
}

/**
 * On the left of its assignment a mean says of how many examples it is.
 * @param {string} name
 * @param {number} examples
 */
export function resultSymbol(name, examples) {
  if (!name.startsWith(MEAN_PREFIX)) return symbol(name);
  return [...symbol(name.slice(MEAN_PREFIX.length)), `, mean of ${examples}`];
}

/**
 * A letter or a Greek word with digits behind it: they are its index.
 * @param {string} name
 */
function numbered(name) {
  const digits = [...name].findIndex((character) => character >= "0" && character <= "9");
  const word = digits < 0 ? name : name.slice(0, digits);
  const index = digits < 0 ? "" : name.slice(digits);
  const letter = GREEK.get(word) ?? word;
  return letter.length === 1 ? withIndex(letter, index) : [name];
}

/**
 * @param {string} letter
 * @param {string} index
 */
function withIndex(letter, index) {
  return index ? [letter, html("sub", {}, index.replaceAll("_", ","))] : [letter];
}

/**
 * The sign of a function.
 * @param {string} name
 */
export function functionSign(name) {
  return GREEK.get(name) ?? name;
}
