// The parts of the diagram: each writes its numbers, and which of them the present assignment reads
// or gives.
import { setAttribute, setText, svg } from "../drawing/dom.js";
import { NEURON_RADIUS } from "../drawing/layout.js";
import { fitted } from "../drawing/numbers.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/marks.js").Path} Path */
/** @typedef {import("../drawing/layout.js").Point} Point */
/** @typedef {Record<string, number>} Values */

/** @typedef {"operand" | "result" | null} Role in the present assignment */

/**
 * What there is to show: the numbers, those that the walk has come to, and what the present
 * assignment is about.
 * @typedef {object} Scene
 * @property {State} state
 * @property {Values} values
 * @property {(name: string) => boolean} known whether the walk has come to this name
 * @property {string | null} assigned the name that the present assignment gives
 * @property {(name: string) => Role} roleOf
 * @property {Path[]} paths
 * @property {string | null} neuron where the operands of the present assignment come together
 */

const LONG = 5; // letters of a number; more need a smaller type in a neuron
const LONGEST = 6; // letters; more can be no larger than usual
const BASELINE = 4; // below the middle of a line of text
const BAR = { distance: 12, half: 26 }; // of an error bar from its neuron, and its half height

/**
 * @param {Element} node
 * @param {string} name
 * @param {string | null} value of the attribute, or null for none
 */
export function setMark(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else setAttribute(node, name, value);
}

/**
 * @param {Point} place
 * @param {string} kind
 * @param {(Node | string)[]} children
 */
function diagramText([x, y], kind, ...children) {
  return svg("text", { x, y, class: kind }, ...children);
}

/** A number of the trace with a sign before it, in its place. */
class Quantity {
  /**
   * @param {SVGElement} element
   * @param {string} sign
   */
  constructor(element, sign = "") {
    this.element = element;
    this.sign = sign;
  }

  /**
   * @param {Scene} scene
   * @param {string | null} name of the number, or null for none
   * @returns {boolean} whether the present assignment reads or gives it
   */
  show({ values, known, roleOf }, name, sign = this.sign) {
    const shown = name !== null && name in values && known(name);
    const role = shown ? roleOf(name) : null;
    setText(this.element, shown ? `${sign}${fitted(values[name])}` : "");
    setMark(this.element, "data-quantity", shown ? name : null);
    setMark(this.element, "data-mark", role);
    return role !== null;
  }
}

/** @returns {Role} of what the present assignment does not read */
function nothing() {
  return null;
}

/** The value of a parameter, below it its gradient and, in the update, its new value. */
export class ParameterLabel {
  /**
   * @param {string} name
   * @param {string[]} neurons the one or two that it belongs to
   * @param {Point} middle
   * @param {number} line from one line of text to the next
   */
  constructor(name, neurons, [x, y], line) {
    this.name = name;
    this.neurons = neurons;
    const value = svg("tspan");
    const first = diagramText([x, y - line + BASELINE], "bp-weight", `${name} `, value);
    this.value = new Quantity(value);
    this.gradient = new Quantity(diagramText([x, y + BASELINE], "bp-gradient"));
    this.renewed = new Quantity(diagramText([x, y + line + BASELINE], "bp-renewed"));
    this.second = new Quantity(diagramText([x, y + 2 * line + BASELINE], "bp-renewed"));
    const quantities = [this.gradient, this.renewed, this.second];
    const lines = [first, ...quantities.map(({ element }) => element)];
    this.element = svg("g", { class: "bp-label", "data-name": name }, ...lines);
  }

  /** @param {Scene} whole */
  update(whole) {
    const { assigned, state, neuron } = whole;
    const isElsewhere = neuron !== null && !this.neurons.includes(neuron);
    const scene = isElsewhere ? { ...whole, roleOf: nothing } : whole;
    const memory = state.program.memory.filter((each) => each.endsWith(`_${this.name}`));
    const kept = memory.find((each) => assigned === `${each}_new`);
    const reads = assigned === `${this.name}_new` ? memory.map((each) => `${each}_new`) : [];
    const marks = [
      kept ? this.value.show(scene, kept, `${kept[0]} `) : this.value.show(scene, this.name),
      reads.length > 0 ? this.showMemory(scene, this.gradient, reads[0]) : this.showGradient(scene),
      this.showRenewed(scene, kept),
      this.showMemory(scene, this.second, reads[1]),
    ];
    this.element.classList.toggle("bp-live", marks.includes(true));
    this.element.classList.toggle("bp-chosen", state.axes.includes(this.name));
  }

  /** @param {Scene} scene */
  showGradient(scene) {
    const [mean, gradient] = [`mean_g_${this.name}`, `g_${this.name}`];
    const isMean = scene.known(mean) && scene.assigned !== mean;
    return this.gradient.show(scene, isMean ? mean : gradient, isMean ? "mean " : "\u2202 ");
  }

  /**
   * What the optimizer remembers of the parameter, where its update reads that.
   * @param {Scene} scene
   * @param {Quantity} place
   * @param {string | undefined} name
   */
  showMemory(scene, place, name) {
    return place.show(scene, name ?? null, name ? `${name[0]} ` : "");
  }

  /**
   * What the present assignment makes of the parameter, or else its new value.
   * @param {Scene} scene
   * @param {string | undefined} kept what of the optimizer's memory it renews
   */
  showRenewed(scene, kept) {
    const { name } = this;
    const { assigned, state } = scene;
    if (assigned === `mean_g_${name}`) return this.renewed.show(scene, assigned, "mean ");
    if (kept) return this.renewed.show(scene, `${kept}_new`, `${kept[0]} `);
    return this.renewed.show(scene, state.walk === null ? null : `${name}_new`, "\u2192 ");
  }
}

/** An edge or a bias: chosen, its parameter is an axis of the surface. */
export class ParameterHandle {
  /**
   * @param {SVGGElement} element
   * @param {ParameterLabel} label
   * @param {SVGLineElement | null} line
   */
  constructor(element, label, line = null) {
    this.element = element;
    this.label = label;
    this.line = line;
  }

  /** @param {Scene} scene */
  update(scene) {
    const { name } = this.label;
    this.label.update(scene);
    if (this.element.hasAttribute("role")) {
      setAttribute(this.element, "aria-pressed", scene.state.axes.includes(name));
    }
    if (!this.line) return;
    const width = 1 + 2.5 * Math.min(2, Math.sqrt(Math.abs(scene.values[name])));
    this.line.style.strokeWidth = width.toFixed(2);
    this.element.classList.toggle("bp-negative", scene.values[name] < 0);
    const { neurons } = this.label;
    const path = scene.paths.find(({ from, to }) => neurons.includes(from) && neurons.includes(to));
    setMark(this.element, "data-mark", path ? "path" : null);
    setMark(this.element, "data-from", path ? path.from : null);
    setMark(this.element, "data-to", path ? path.to : null);
  }
}

/** How far an output is from its target: a bar between the two on a scale that holds 0 and 1. */
class ErrorBar {
  /** @param {Point} middle of the neuron */
  constructor([x, y]) {
    this.x = x + NEURON_RADIUS + BAR.distance;
    this.y = y;
    const { x: at } = this;
    const scale = svg("line", { x1: at, x2: at, y1: y - BAR.half, y2: y + BAR.half });
    this.span = svg("rect", { class: "bp-span", x: at - 4, width: 8 });
    this.aim = svg("line", { class: "bp-aim", x1: at - 8, x2: at + 8 });
    this.output = svg("circle", { cx: at, r: 4 });
    const shapes = [scale, this.span, this.aim, this.output];
    this.element = svg("g", { class: "bp-error-bar", "aria-hidden": "true" }, ...shapes);
  }

  /**
   * @param {number} output
   * @param {number} target
   */
  update(output, target) {
    const shown = Number.isFinite(output) && Number.isFinite(target);
    this.element.toggleAttribute("hidden", !shown);
    if (!shown) return;
    const [low, high] = [Math.min(0, output, target), Math.max(1, output, target)];
    const height = (/** @type {number} */ value) =>
      this.y + BAR.half - 2 * BAR.half * ((value - low) / (high - low));
    const [from, to] = [height(output), height(target)];
    setAttribute(this.span, "y", Math.min(from, to));
    setAttribute(this.span, "height", Math.abs(from - to));
    setAttribute(this.aim, "y1", to);
    setAttribute(this.aim, "y2", to);
    setAttribute(this.output, "cy", from);
  }
}

/** A circle with its value; below it z, delta and, of an output, its target and its error. */
export class Neuron {
  /**
   * @param {string} name
   * @param {{ target: string | null, error: string | null, computed: boolean }} about the target
   *   and the error of an output; whether the neuron is computed or else an input
   * @param {Point} middle
   * @param {{ line: number, drop: number }} lines from one line of text to the next, and from the
   *   neuron to the first
   */
  constructor(name, { target, error, computed }, [x, y], { line, drop }) {
    this.name = name;
    this.target = target;
    this.error = error;
    this.computed = computed;
    const below = (/** @type {number} */ count, /** @type {string} */ kind) =>
      new Quantity(diagramText([x, y + NEURON_RADIUS + drop + line * count], kind));
    this.value = new Quantity(diagramText([x, y + 0.85 * line], "bp-value"));
    this.sum = below(1, "bp-sum");
    this.aim = below(2, "bp-sum");
    this.loss = below(3, "bp-sum");
    this.delta = below(2 + (target ? 1 : 0) + (error ? 1 : 0), "bp-delta");
    this.bar = target ? new ErrorBar([x, y]) : null;
    const texts = [this.value, this.sum, this.aim, this.delta, this.loss];
    this.shapes = [
      svg("circle", { class: "bp-body", cx: x, cy: y, r: NEURON_RADIUS }),
      diagramText([x, y - 0.54 * line], "bp-unit", name),
      ...texts.map((text) => text.element),
      ...(this.bar ? [this.bar.element] : []),
    ];
    this.element = svg("g"); // or the handle that it becomes
  }

  /** @param {Scene} scene */
  update(scene) {
    const { name, target, error, computed } = this;
    const { values } = scene;
    const letters = fitted(values[name]).length;
    this.value.element.classList.toggle("bp-long", letters > LONG);
    this.value.element.classList.toggle("bp-longest", letters > LONGEST);
    const errorIsMarked = this.loss.show(scene, error, "E ");
    const marks = [
      errorIsMarked,
      this.value.show(scene, name),
      this.sum.show(scene, computed ? `z_${name}` : null, "z "),
      this.aim.show(scene, target, `${target} `),
      this.delta.show(scene, computed ? `delta_${name}` : null, "\u03b4 "),
    ];
    this.element.classList.toggle("bp-live", marks.includes(true));
    this.element.classList.toggle("bp-measured", errorIsMarked);
    if (this.bar && target) this.bar.update(scene.known(name) ? values[name] : NaN, values[target]);
  }
}

/** The whole error of several outputs, and its mean over several examples. */
export class TotalError {
  /**
   * @param {string[]} names
   * @param {Point} top
   * @param {number} line from one line of text to the next
   */
  constructor(names, [x, y], line) {
    this.names = names;
    this.lines = names.map((name, k) =>
      new Quantity(
        diagramText([x, y + line * (k + 1) - 2], "bp-total"),
        name === "E" ? "E " : "mean E ",
      )
    );
    this.element = svg("g", {}, ...this.lines.map((line) => line.element));
  }

  /** @param {Scene} scene */
  update(scene) {
    for (const [k, line] of this.lines.entries()) line.show(scene, this.names[k]);
  }
}
