// The reader's own number for the present assignment: is it right, and if not, which slip gives it?
import { button, html, setAttribute } from "../drawing/dom.js";
import { number, withMinus } from "../drawing/numbers.js";
import { judgeNumber } from "../model/check-number.js";
import { presentUpdate } from "../model/worked.js";
import { inline } from "./inline.js";
import { spokenName, symbolInText } from "./symbols.js";

/** @typedef {import("../model/check-number.js").Judgment} Judgment */
/** @typedef {import("../model/slips.js").Slip} Slip */
/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/writer.js").Step} Step */

const MOST_SLIPS = 3; // that are said
const ANSWER_DIGITS = 6;

export class YourNumber {
  /**
   * @param {State} state
   * @param {() => void} covered what is done once the result may be seen, or no longer
   */
  constructor(state, covered) {
    this.state = state;
    this.covered = covered;
    this.isOpen = false;
    /** @type {Step | null} */
    this.step = null;
    this.toggle = button("my number", () => this.open(!this.isOpen), {
      class: "bp-check-toggle",
      "aria-expanded": "false",
    });
    this.toggle.prepend(html("span", {}, "Check "));
    this.label = html("span");
    this.box = html("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      class: "bp-own-number",
      input: () => this.type(),
    });
    this.answer = html("p", { class: "bp-answer", "aria-live": "polite" });
    const label = html("label", {}, this.label, this.box);
    this.element = html("div", { class: "bp-your-number", hidden: true }, label, this.answer);
  }

  /** Whether the reader is asked for a number and has given none: the result stays covered. */
  get isAwaited() {
    const { kind } = this.answer.dataset;
    return !this.element.hidden && (kind === "" || kind === "refused");
  }

  /** @param {boolean} isOpen */
  open(isOpen) {
    this.isOpen = isOpen;
    setAttribute(this.toggle, "aria-expanded", isOpen);
    if (isOpen && this.state.walk === null) this.state.next(); // there is something to check
    this.update();
    this.covered();
    if (isOpen) this.box.focus();
  }

  type() {
    if (this.step) this.state.checked.set(this.step.name, this.box.value);
    this.say();
    this.covered();
  }

  update() {
    const { walk, program } = this.state;
    const step = walk === null ? null : program.steps[walk];
    this.element.hidden = !this.isOpen || step === null;
    if (this.element.hidden || !step) return;
    if (step.name !== this.step?.name) {
      this.box.value = this.state.checked.get(step.name) ?? "";
      this.label.replaceChildren("Your number for ", symbolInText(step.name));
      this.box.setAttribute("aria-label", `your number for ${spokenName(step.name)}`);
    }
    this.step = step;
    this.say();
  }

  say() {
    if (!this.step) return;
    const { kind, text } = answerTo(this.box.value, this.step.name, this.state);
    if (this.answer.dataset.text === text) return; // it would be said again
    this.answer.dataset.text = text;
    this.answer.dataset.kind = kind;
    setAttribute(this.box, "aria-invalid", kind === "refused");
    this.answer.replaceChildren(...inline(text));
  }
}

/**
 * What is said of a typed number, and of which kind that is.
 * @param {string} typed
 * @param {string} name of a step
 * @param {State} state
 */
export function answerTo(typed, name, state) {
  if (typed.trim() === "") return { kind: "", text: "Type what you got on paper." };
  const { steps, values } = presentUpdate(state);
  // A number of one of several examples is that of the selected one.
  const read = Array.isArray(values[name]) ? state.values : values;
  const right = Number(read[name]);
  try {
    const judgment = judgeNumber(typed, steps, read, name);
    const shown = withMinus(number(right, ANSWER_DIGITS));
    return { kind: judgment.verdict, text: sayJudgment(judgment, name, shown) };
  } catch (error) {
    return { kind: "refused", text: `${/** @type {Error} */ (error).message}.` };
  }
}

/**
 * @param {Judgment} judgment
 * @param {string} name
 * @param {string} right the number, as it is shown
 */
function sayJudgment({ verdict, fewDigits, slips }, name, right) {
  const more = fewDigits ? " With so few digits other numbers would look the same: give more." : "";
  switch (verdict) {
    case "right":
      return `\u2713 Right.${more}`;
    case "rounding":
      return `\u2248 Right but for rounding: \`${name}\` is ${right}. ${
        slips[0]?.why ?? ""
      }${more}`;
    case "slip":
      return `\u2717 Not ${right}. ${saySlips(slips)}${more}`;
    default:
      return `\u2717 Not ${right}, and no slip that is known here gives your number.`;
  }
}

/** @param {Slip[]} slips */
function saySlips(slips) {
  const said = slips.slice(0, MOST_SLIPS).map(({ why }) => why).join(" Or: ");
  return `Your number comes out like this: ${said}`;
}
