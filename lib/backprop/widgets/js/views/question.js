// A question: predict first, then check, then reveal. What was answered is kept in the page only.
import { button, html } from "../drawing/dom.js";
import { number, withMinus } from "../drawing/numbers.js";
import { digitsNeeded, isRounded, typedNumber } from "../model/answers.js";
import { inline } from "./inline.js";

/**
 * As Python describes it; with `choices` the answer is one of them, without it is a number.
 * @typedef {object} QuestionSpec
 * @property {string} prompt
 * @property {number | string} answer
 * @property {number} tolerance
 * @property {string[] | null} choices
 * @property {[about: number | string, text: string][]} feedback
 * @property {string | null} hint
 * @property {string | null} solution
 */

/** A box for a number. */
class NumberAnswer {
  /**
   * @param {number} answer
   * @param {number} tolerance
   */
  constructor(answer, tolerance) {
    this.answer = answer;
    this.tolerance = tolerance;
    this.request = "Type a number first, such as 0.25.";
    this.box = html("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      "aria-label": "your answer",
    });
    this.elements = [this.box];
  }

  read() {
    return typedNumber(this.box.value);
  }

  /**
   * @param {number} value
   * @param {number} about
   */
  matches(value, about) {
    return Math.abs(value - about) <= this.tolerance;
  }

  /**
   * What to say of an answer that nobody foresaw.
   * @param {number} value
   */
  remark(value) {
    const right = this.matches(value, this.answer);
    return !right && isRounded(value, this.answer) ? "Give more digits." : "";
  }

  /** The answer as it is revealed. */
  get text() {
    return withMinus(number(this.answer, digitsNeeded(this.answer, this.tolerance)));
  }
}

/** One of several choices. */
class ChoiceAnswer {
  /**
   * @param {string} answer
   * @param {string[]} choices
   */
  constructor(answer, choices) {
    this.text = answer;
    this.answer = answer;
    this.request = "Choose one first.";
    const name = `choice-${Math.random()}`; // one group of radio buttons a question
    this.radios = choices.map((value) => html("input", { type: "radio", name, value }));
    this.elements = this.radios.map((radio, k) =>
      html("label", {}, radio, html("span", {}, ...inline(choices[k])))
    );
  }

  read() {
    return this.radios.find(({ checked }) => checked)?.value ?? null;
  }

  /**
   * @param {string} value
   * @param {string} about
   */
  matches(value, about) {
    return value === about;
  }

  remark() {
    return "";
  }
}

class QuestionView {
  /** @param {QuestionSpec} spec */
  constructor(spec) {
    this.spec = spec;
    /** @type {any} a number or a choice: each knows how its own values are read and judged */
    this.answer = spec.choices
      ? new ChoiceAnswer(String(spec.answer), spec.choices)
      : new NumberAnswer(Number(spec.answer), spec.tolerance);
    this.status = html("div", { role: "status", class: "bp-feedback" });
    this.more = html("div", { class: "bp-more" });
    this.revealed = button("Reveal", () => this.reveal(), { disabled: true });
    this.element = this.makeForm();
  }

  makeForm() {
    const { prompt, hint } = this.spec;
    const listeners = {
      submit: (/** @type {Event} */ event) => this.submit(event),
      input: () => this.say("", ""),
    };
    const legend = html("legend", {}, ...inline(prompt));
    const answers = html("div", { class: "bp-answers" }, ...this.answer.elements);
    const check = html("button", { type: "submit", class: "bp-primary" }, "Check");
    const help = hint ? [button("Hint", () => this.show(hint))] : [];
    const actions = html("div", { class: "bp-actions" }, check, ...help, this.revealed);
    return html(
      "form",
      { class: "bp-question", novalidate: true, ...listeners },
      html("fieldset", {}, legend, answers),
      actions,
      this.status,
      this.more,
    );
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    const value = this.answer.read();
    if (value === null) return this.say("ask", this.answer.request);
    const right = this.answer.matches(value, this.spec.answer);
    const foreseen = this.spec.feedback.find(([about]) => this.answer.matches(value, about));
    const remark = foreseen ? foreseen[1] : this.answer.remark(value);
    const verdict = right ? "Right." : "Not yet.";
    this.say(right ? "right" : "wrong", `${verdict} ${remark}`.trim());
    this.revealed.disabled = false;
  }

  reveal() {
    this.say("answer", `Answer: ${this.answer.text}`);
    this.show(this.spec.solution ?? "");
  }

  /**
   * @param {string} kind
   * @param {string} text
   */
  say(kind, text) {
    this.status.dataset.kind = kind;
    this.status.replaceChildren(...inline(text));
  }

  /** @param {string} text a hint or the solution */
  show(text) {
    this.more.replaceChildren(...(text ? [html("p", {}, ...inline(text))] : []));
  }
}

export default {
  /** @param {{ model: { get(name: "spec"): QuestionSpec }, el: HTMLElement }} widget */
  render({ model, el }) {
    el.append(new QuestionView(model.get("spec")).element);
  },
};
