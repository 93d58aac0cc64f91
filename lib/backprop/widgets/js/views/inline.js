// Text with `code`, **strong** and *emphasis*. Code that is a name of a trace is typeset.
import { html } from "../drawing/dom.js";
import { nameIn, symbolInText } from "./symbols.js";

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
  const name = tag === "code" ? nameIn(content) : null;
  return name === null ? html(tag, {}, content) : symbolInText(name);
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
