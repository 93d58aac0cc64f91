// The names of a trace as a course writes them, and what each of them is about.
import {
  fraction,
  identifier,
  math,
  mathml,
  mathRow,
  numeral,
  operator,
} from "../drawing/mathml.js";

/** @typedef {import("../model/program.js").Program} Program */

/**
 * What a name says: `mean_g_w5_new` is the new mean of the gradient of a w with the index 5.
 * @typedef {object} Parts
 * @property {boolean} isAfter of the forward pass after the update
 * @property {boolean} isMean
 * @property {boolean} isGradient
 * @property {boolean} isNew
 * @property {boolean} isPower to the power of the count of updates
 * @property {string} word the letter, or the Latin name of a Greek one
 * @property {string} index
 */

const GREEK = new Map([
  ["rate", "\u03b7"],
  ["epsilon", "\u03b5"],
  ["beta", "\u03b2"],
  ["delta", "\u03b4"],
]);
/** What may stand before the name of a neuron or a parameter. */
const LETTER_PREFIXES = ["z_", "delta_", "E_", "m_", "v_"];
const AFTER_PREFIX = "after_";
const MEAN_PREFIX = "mean_";
const GRADIENT_PREFIX = "g_";
const NEW_SUFFIX = "_new";
const POWER_SUFFIX = "_power";

/**
 * The neuron or the parameter that a name of the trace is about: h1 for delta_h1, w5 for m_w5_new.
 * @param {string} name
 * @param {Program} program
 */
export function subjectOf(name, program) {
  const known = [...program.parameters, ...program.units.flat(), ...program.targets];
  let bare = name.endsWith(NEW_SUFFIX) ? name.slice(0, -NEW_SUFFIX.length) : name;
  for (const prefix of [AFTER_PREFIX, MEAN_PREFIX, GRADIENT_PREFIX, ...LETTER_PREFIXES]) {
    if (known.includes(bare)) break;
    if (bare.startsWith(prefix)) bare = bare.slice(prefix.length);
  }
  return known.includes(bare) ? bare : name;
}

/**
 * @param {string} name
 * @returns {Parts}
 */
export function partsOf(name) {
  let rest = name;
  const cutStart = (/** @type {string} */ prefix) => {
    const found = rest.startsWith(prefix);
    if (found) rest = rest.slice(prefix.length);
    return found;
  };
  const cutEnd = (/** @type {string} */ suffix) => {
    const found = rest.endsWith(suffix);
    if (found) rest = rest.slice(0, -suffix.length);
    return found;
  };
  const isNew = cutEnd(NEW_SUFFIX);
  const isPower = cutEnd(POWER_SUFFIX);
  const isAfter = cutStart(AFTER_PREFIX);
  const isMean = cutStart(MEAN_PREFIX);
  const isGradient = cutStart(GRADIENT_PREFIX);
  const prefix = LETTER_PREFIXES.find((each) => rest.startsWith(each));
  const letter = prefix
    ? { word: prefix.slice(0, -1), index: rest.slice(prefix.length) }
    : withoutDigits(rest);
  return { isAfter, isMean, isGradient, isNew, isPower, ...letter };
}

/**
 * A letter or a Greek word with digits behind it: they are its index.
 * @param {string} name
 */
function withoutDigits(name) {
  const digits = [...name].findIndex(isDigit);
  const word = digits < 0 ? name : name.slice(0, digits);
  const isLetter = word.length === 1 || GREEK.has(word);
  return isLetter ? { word, index: name.slice(word.length) } : { word: name, index: "" };
}

/** @param {string} character */
function isDigit(character) {
  return character >= "0" && character <= "9";
}

/**
 * A name as a course writes it: a Greek letter, an index below, a derivative. In a line of text the
 * derivative lies in the line, in a formula it is a fraction.
 * @param {string} name
 * @param {boolean} inLine
 * @returns {Node}
 */
export function symbol(name, inLine = true) {
  const { isAfter, isMean, isGradient, isNew, isPower, word, index } = partsOf(name);
  const above = [
    ...(isPower ? ["count"] : []),
    ...(isNew ? ["new"] : []),
    ...(isAfter ? ["after"] : []),
  ];
  const letter = withScripts(
    identifier(GREEK.get(word) ?? word),
    index.replaceAll("_", ","),
    above.join(", "),
  );
  const written = isGradient ? derivative(letter, inLine) : letter;
  return isMean ? mathRow([mathml("mtext", {}, "mean\u00a0"), written]) : written;
}

/**
 * @param {Node} letter
 * @param {boolean} inLine
 */
function derivative(letter, inLine) {
  const over = [operator("\u2202"), identifier("E")];
  const under = [operator("\u2202"), letter];
  return inLine ? mathRow([...over, operator("/"), ...under]) : fraction(over, under);
}

/**
 * @param {Node} letter
 * @param {string} below
 * @param {string} above
 */
function withScripts(letter, below, above) {
  const index = isDigit(below.slice(0, 1)) ? numeral(below) : mathml("mtext", {}, below);
  const exponent = mathml("mtext", {}, above);
  if (below && above) return mathml("msubsup", {}, letter, index, exponent);
  if (below) return mathml("msub", {}, letter, index);
  return above ? mathml("msup", {}, letter, exponent) : letter;
}

/**
 * The sign of a function.
 * @param {string} name
 */
export function functionSign(name) {
  return name === "sigmoid" ? "\u03c3" : name;
}

/**
 * A name as it is said: "new w5", "delta h1", "mean dE/dw5".
 * @param {string} name
 */
export function spokenName(name) {
  const { isAfter, isMean, isGradient, isNew, isPower, word, index } = partsOf(name);
  const simple = word.length > 1 || !isDigit(index.slice(0, 1));
  const said = index.replaceAll("_", " ");
  const letter = simple ? `${word} ${said}`.trim() : `${word}${said}`;
  const power = isPower ? " to the count" : "";
  const after = isAfter ? " after the update" : "";
  return `${isNew ? "new " : ""}${isMean ? "mean " : ""}${
    isGradient ? "dE/d" : ""
  }${letter}${power}${after}`;
}

/**
 * A symbol in a line of text.
 * @param {string} name
 */
export function symbolInText(name) {
  return math({ "aria-label": spokenName(name), class: "bp-symbol" }, symbol(name));
}

/**
 * The name of a trace that a text of an exercise means, or null: `w5`, `delta_h1`, `dE/dw5`.
 * @param {string} written
 */
export function nameIn(written) {
  const derivativeSign = "dE/d";
  const name = written.startsWith(derivativeSign)
    ? GRADIENT_PREFIX + written.slice(derivativeSign.length)
    : written;
  const { word, index } = partsOf(name);
  const isIndex = [...index].every((character, k) =>
    isDigit(character) || isPartOfName(character, k)
  );
  return isLetterOf(word) && isIndex ? name : null;
}

/** @param {string} word */
function isLetterOf(word) {
  return GREEK.has(word) || (word.length === 1 && word.toLowerCase() !== word.toUpperCase());
}

/**
 * Whether a character that is no digit may stand in an index such as h2_1.
 * @param {string} character
 * @param {number} place
 */
function isPartOfName(character, place) {
  return place === 0 ? character.toLowerCase() !== character.toUpperCase() : character === "_";
}
