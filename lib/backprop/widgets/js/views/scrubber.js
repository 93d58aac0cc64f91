// A slider over all assignments of an update, in the colors of their four phases.
import { button, html, setAttribute } from "../drawing/dom.js";
import { spokenName } from "./symbols.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/writer.js").Step} Step */

const PHASES = ["forward", "error", "backward", "update"];

export class Scrubber {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.phases = PHASES.map((phase) => {
      const style = `--bp-phase: var(--bp-phase-${phase})`;
      return button(phase, () => this.goToPhase(phase), { class: "bp-phase", style });
    });
    this.range = html("input", {
      type: "range",
      min: "0", // before the first assignment
      step: "1",
      "aria-label": "assignment",
      input: () => this.goTo(Number(this.range.value) - 1),
    });
    const phases = html("div", { class: "bp-phases" }, ...this.phases);
    this.element = html("div", { class: "bp-scrubber" }, phases, this.range);
    /** @type {Step[]} */
    this.steps = [];
  }

  /** @param {string} phase */
  goToPhase(phase) {
    this.goTo(this.state.program.steps.findIndex((step) => step.phase === phase));
  }

  /** @param {number} walk */
  goTo(walk) {
    this.state.pause();
    this.state.look({ walk: walk < 0 ? null : walk });
  }

  update() {
    const { walk, program: { steps } } = this.state;
    if (this.steps !== steps) this.divide(steps);
    const step = walk === null ? null : steps[walk];
    for (const each of this.phases) {
      setAttribute(each, "aria-pressed", each.textContent === step?.phase);
    }
    const place = walk === null ? 0 : walk + 1;
    this.range.value = String(place);
    const where = step
      ? `${place} of ${steps.length}: ${spokenName(step.name)}`
      : "before the first";
    setAttribute(this.range, "aria-valuetext", where);
  }

  /**
   * Each phase gets its share of the way: buttons by their number of assignments, and a band of
   * color wherever the phase changes. The slider at an assignment stands in the middle of its
   * band: so there is half a band before the first, and the slider ends half a band before the last
   * one does.
   * @param {Step[]} steps
   */
  divide(steps) {
    this.steps = steps;
    this.range.max = String(steps.length);
    this.phases.forEach((each, k) => {
      const count = steps.filter((step) => step.phase === PHASES[k]).length;
      each.style.flexGrow = String(count);
    });
    const bands = steps.map(({ phase }, k) => {
      const [from, to] = [k + 0.5, k + 1.5].map((end) => (100 * end / steps.length).toFixed(2));
      return `var(--bp-phase-${phase}) ${from}% ${to}%`;
    });
    const start = `var(--bp-line) 0% ${(50 / steps.length).toFixed(2)}%`;
    const gradient = `linear-gradient(to right, ${[start, ...bands].join(", ")})`;
    this.element.style.setProperty("--bp-bands", gradient);
    this.element.style.setProperty("--bp-half-band", `${(50 / (steps.length + 0.5)).toFixed(2)}%`);
  }
}
