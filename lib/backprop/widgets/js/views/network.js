// The network: its diagram for the width that there is, and in the walk what the present assignment
// reads, its paths, and what it gives.
import { html } from "../drawing/dom.js";
import { marksOf } from "../model/marks.js";
import { Diagram } from "./diagram.js";
import { ExactNumbers } from "./exact-numbers.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/writer.js").Step} Step */
/** @typedef {import("./network-parts.js").Scene} Scene */
/** @typedef {Record<string, number>} Values */

const USUAL_ROOM = { width: 600, height: 390, type: 1 }; // before the diagram has a place in the page
const LEAST_WIDTH = 420; // a narrower place shows it smaller, but for its type

const ACTIONS = ["pointerdown", "keydown", "click"];

export class NetworkView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.diagram = new Diagram(state, USUAL_ROOM);
    this.element = html("div", { class: "bp-network" });
    this.exact = new ExactNumbers(this.element);
    this.element.append(this.diagram.element, this.exact.element);
    /** @type {Step | null} that was shown last */
    this.shown = null;
    this.started = false;
    this.alive = false; // nothing moves by itself, only once the reader has done something
    for (const type of ACTIONS) {
      addEventListener(type, () => this.alive = true, { once: true, capture: true });
    }
    new ResizeObserver(() => this.resize()).observe(this.element);
  }

  /** After another size: the diagram is made anew for another room. */
  resize() {
    if (this.element.clientWidth === 0) return; // it is not shown
    const width = Math.max(LEAST_WIDTH, this.element.clientWidth);
    const height = parseFloat(getComputedStyle(this.diagram.element).maxHeight);
    const before = this.diagram.room;
    const type = width / this.element.clientWidth;
    if (width === before.width && height === before.height && type === before.type) return;
    this.diagram = new Diagram(this.state, { width, height, type });
    this.element.replaceChildren(this.diagram.element, this.exact.element);
    if (this.started) this.update(this.state.values);
  }

  /** @param {Values} values */
  update(values) {
    const { walk, program } = this.state;
    const step = walk === null ? null : program.steps[walk];
    const marks = step ? marksOf(step, program) : null;
    this.diagram.update(this.sceneOf(values, step, marks), marks, step?.phase ?? "");
    this.exact.update(values);
    if (this.alive && step !== this.shown) this.diagram.flow.play();
    this.shown = step;
    this.started = true;
  }

  /**
   * @param {Values} values
   * @param {Step | null} step
   * @param {import("../model/marks.js").Marks | null} marks
   * @returns {Scene}
   */
  sceneOf(values, step, marks) {
    const { walk, program } = this.state;
    const reached = walk === null ? program.steps : program.steps.slice(0, walk + 1);
    const given = [...program.inputs, ...program.targets, ...program.parameters, ...program.memory];
    const names = new Set([...reached.map(({ name }) => name), ...given]);
    const operands = new Set(marks?.operands);
    return {
      state: this.state,
      values,
      known: (name) => names.has(name),
      assigned: step?.name ?? null,
      roleOf: (name) => name === marks?.result ? "result" : operands.has(name) ? "operand" : null,
      paths: marks?.paths ?? [],
      neuron: marks?.neuron ?? null,
    };
  }
}
