// A field of the form of the reader's own example: its label, its box, and below it why what is
// typed cannot be read.
import { html, setAttribute, setText } from "../drawing/dom.js";

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Box */

const PLAIN_TEXT = { autocomplete: "off", autocapitalize: "off", spellcheck: "false" };

/** Names of elements, by which a box says what describes it: apart in the whole page. */
function freshId() {
  return `bp-${Math.random().toString(36).slice(2)}`;
}

/** The reason why a box cannot be read, beside it. */
export class Problem {
  /** @param {Box} box */
  constructor(box) {
    this.box = box;
    this.element = html("p", { class: "bp-problem", id: freshId(), hidden: true });
    box.setAttribute("aria-describedby", this.element.id);
  }

  /** @param {string | undefined} text */
  update(text = "") {
    setText(this.element, text);
    this.element.hidden = text === "";
    setAttribute(this.box, "aria-invalid", text !== "");
  }
}

/** A text box, a text of several lines or a menu with a label above it. */
export class FormField {
  /**
   * @param {string} label
   * @param {Box} box
   * @param {string} kind of the element, for the style sheet
   */
  constructor(label, box, kind = "") {
    this.box = box;
    this.problem = new Problem(box);
    const title = html("label", {}, html("span", {}, label), box);
    this.element = html("div", { class: `bp-field ${kind}`.trim() }, title, this.problem.element);
  }

  /**
   * @param {string} text
   * @param {string | undefined} problem
   */
  update(text, problem) {
    writeInto(this.box, text);
    this.problem.update(problem);
  }
}

/**
 * A box for a short text.
 * @param {(text: string) => void} typed
 * @param {import("../drawing/dom.js").Attributes} attributes
 */
export function textBox(typed, attributes = {}) {
  const input = () => typed(box.value);
  const box = html("input", { type: "text", ...PLAIN_TEXT, input, ...attributes });
  return box;
}

/**
 * A menu of these words, or of words and what is shown for them.
 * @param {(string | [value: string, text: string])[]} words
 * @param {(word: string) => void} choose
 */
export function wordMenu(words, choose) {
  const options = words.map((word) => {
    const [value, text] = typeof word === "string" ? [word, word] : word;
    return html("option", { value }, text);
  });
  const change = () => choose(box.value);
  const box = html("select", { change }, ...options);
  return box;
}

/**
 * What the reader is typing is left alone.
 * @param {Box} box
 * @param {string} text
 */
export function writeInto(box, text) {
  if (box.value !== text && box !== document.activeElement) box.value = text;
}
