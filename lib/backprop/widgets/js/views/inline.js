// Text with `code`, **strong** and *emphasis*. Code that is a name of a trace is typeset, and so are
// the names in an expression such as `o1 - t1`.
import { html } from "../drawing/dom.js";
import { withMinus } from "../drawing/numbers.js";
import { PRIMITIVES } from "../model/primitives.js";
import { functionSign, nameIn, symbolInText } from "./symbols.js";

const NUMERALS = "0123456789";
const ARITHMETIC = ` +-*/(),.${NUMERALS}`; // what may stand between the names of an expression
/** The longer mark first. */
const MARKS = /** @type {const} */ ([["`", "code"], ["**", "strong"], ["*", "em"]]);

/**
 * The text between two marks that stands at this place, if there is one.
 * @param {string} text
 * @param {number} at
 */
function markedAt(text, at) {
  for (const [mark, tag] of MARKS) {
    if (!text.startsWith(mark, at)) continue;
    const start = at + mark.length;
    const end = text.indexOf(mark, start);
    if (end > start) return { tag, content: text.slice(start, end), end: end + mark.length };
  }
  return null;
}

/**
 * @param {"code" | "strong" | "em"} tag
 * @param {string} content
 */
function marked(tag, content) {
  if (tag !== "code") return html(tag, {}, content);
  const name = nameIn(content);
  return name === null ? expressionOf(content) ?? html(tag, {}, content) : symbolInText(name);
}

/**
 * An expression over names of a trace, with its names as symbols; null for any other code.
 * @param {string} content
 */
function expressionOf(content) {
  const nodes = [];
  let names = 0;
  for (const word of wordsOf(content)) {
    if (!isLetter(word[0])) {
      if (![...word].every((sign) => ARITHMETIC.includes(sign))) return null;
      nodes.push(withMinus(word).replaceAll("*", "\u00b7"));
    } else if (Object.hasOwn(PRIMITIVES, word)) {
      nodes.push(functionSign(word));
    } else {
      if (nameIn(word) === null) return null;
      nodes.push(symbolInText(word));
      names++;
    }
  }
  return names > 0 ? html("span", {}, ...nodes) : null;
}

/**
 * Words, each with the digits that follow its letters, and what stands between them.
 * @param {string} content
 */
function wordsOf(content) {
  /** @type {string[]} */
  const words = [];
  for (const letter of content) {
    const last = words.at(-1) ?? "";
    const goesOn = isLetter(last[0])
      ? isLetter(letter) || NUMERALS.includes(letter)
      : !isLetter(letter);
    if (goesOn && last !== "") words[words.length - 1] += letter;
    else words.push(letter);
  }
  return words;
}

/** @param {string | undefined} letter */
function isLetter(letter) {
  return letter === "_" || (letter ?? "").toLowerCase() !== (letter ?? "").toUpperCase();
}

/**
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function inline(text) {
  const parts = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const found = markedAt(text, at);
    if (found) {
      parts.push(plain, marked(found.tag, found.content));
      plain = "";
      at = found.end;
    } else {
      plain += text[at];
      at++;
    }
  }
  return [...parts, plain];
}
