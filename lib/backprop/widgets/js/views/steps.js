// The walk through the trace, one assignment at a time: where it is, what happens there, and the
// formula with its numbers.
import { button, html, setAttribute, setText } from "../drawing/dom.js";
import { AssignmentView } from "./assignment.js";
import { Scrubber } from "./scrubber.js";
import { sentenceOf } from "./sentences.js";
import { YourNumber } from "./your-number.js";

/** @typedef {import("../model/state.js").State} State */

/** @type {[phase: string, what: string][]} what is seen before the first assignment */
const OVERVIEW = [
  ["forward", "inputs become outputs"],
  ["error", "outputs meet targets"],
  ["backward", "blame flows back"],
  ["update", "weights take a step"],
];

export class StepsView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.scrubber = new Scrubber(state);
    this.back = button("Back", () => state.back());
    const next = button("Next", () => state.next(), { class: "bp-next" });
    this.count = html("span", { class: "bp-count" });
    this.assignment = new AssignmentView(state);
    this.yourNumber = new YourNumber(state, () => this.cover());
    this.overview = html("ol", { class: "bp-overview" }, ...OVERVIEW.map(overviewItem));
    this.sentence = html("p", { class: "bp-sentence" });
    const { toggle, element: yourNumber } = this.yourNumber;
    const walk = html("div", { class: "bp-walk" }, this.back, next, this.count, toggle);
    const keepsItsKeys = { "data-lm-suppress-shortcuts": true }; // the arrow keys, from JupyterLab
    this.place = html(
      "div",
      { class: "bp-place", ...keepsItsKeys },
      this.assignment.element,
      this.overview,
    );
    const said = html("div", { class: "bp-said" }, this.sentence, this.assignment.exact);
    this.assigned = html("div", { class: "bp-assignment" }, this.place, said);
    const parts = [this.scrubber.element, walk, this.assigned, yourNumber];
    this.element = html("div", { class: "bp-steps" }, ...parts);
  }

  /** @param {Record<string, number>} values */
  update(values) {
    const { walk, program: { steps }, canGoBack } = this.state;
    const step = walk === null ? null : steps[walk];
    this.scrubber.update();
    this.back.disabled = !canGoBack;
    setText(
      this.count,
      walk === null ? `${steps.length} assignments` : `${walk + 1} of ${steps.length}`,
    );
    setAttribute(this.assigned, "data-phase", step?.phase ?? "");
    this.assignment.element.hidden = !step;
    this.assignment.exact.hidden = !step;
    this.overview.hidden = step !== null;
    this.yourNumber.update();
    if (step) this.assignment.update(step, values);
    this.cover();
    this.reach();
  }

  /** A formula that is wider than its place is scrolled by the keyboard too. */
  reach() {
    if (this.place.scrollWidth > this.place.clientWidth) this.place.tabIndex = 0;
    else this.place.removeAttribute("tabindex");
  }

  /** While the reader's own number is awaited nobody sees the result, and nobody hears it. */
  cover() {
    const { isAwaited } = this.yourNumber;
    this.element.classList.toggle("bp-awaits", isAwaited);
    this.assignment.cover(isAwaited);
    setText(this.sentence, this.say(isAwaited ? null : this.assignment.values));
  }

  /** @param {Record<string, number> | null} values null where no number may be told */
  say(values) {
    const { walk, program } = this.state;
    if (walk === null) return "Next walks through one update, an assignment at a time.";
    const isLast = walk === program.steps.length - 1;
    const sentence = sentenceOf(program.steps[walk], program, values);
    return isLast ? `${sentence} Next makes the update.` : sentence;
  }
}

/** @param {[phase: string, what: string]} item */
function overviewItem([phase, what]) {
  const style = `--bp-phase: var(--bp-phase-${phase})`;
  return html("li", { style }, html("strong", {}, phase), ` ${what}`);
}
