// Text with `code`, **strong** and *emphasis*.
import { html } from "../drawing/dom.js";

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
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function inline(text) {
  const parts = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const marked = markedAt(text, at);
    if (marked) {
      parts.push(plain, html(marked.tag, {}, marked.content));
      plain = "";
      at = marked.end;
    } else {
      plain += text[at];
      at++;
    }
  }
  return [...parts, plain];
}
