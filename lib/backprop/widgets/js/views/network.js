// The diagram: neurons with their values, edges with their weights, deltas and gradients once
// they are computed.
import { html, setAttribute, setText, svg } from "../drawing/dom.js";
import { Layout, NEURON_RADIUS } from "../drawing/layout.js";
import { short } from "../drawing/numbers.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../drawing/layout.js").Point} Point */
/** @typedef {Record<string, number>} Values */
/** @typedef {(name: string) => boolean} Known whether the walk has come to this name */

const CROWDED = 14; // edges between two layers, above which only the one pointed at is labeled
const LINE = 13; // from one number below a neuron to the next

/**
 * @param {Point} place
 * @param {string} kind
 * @param {string[]} written
 */
function svgText([x, y], kind, ...written) {
  return svg("text", { x, y, class: kind }, ...written);
}

/** The value of a parameter, below it its gradient and, in the update, its new value. */
class ParameterLabel {
  /**
   * @param {string} name
   * @param {Point} place
   */
  constructor(name, [x, y]) {
    this.name = name;
    this.value = svgText([x, y - 3], "bp-weight");
    this.below = svgText([x, y + 9.5], "bp-gradient");
    this.element = svg("g", { class: "bp-label", "data-name": name }, this.value, this.below);
  }

  /**
   * @param {State} state
   * @param {Values} values
   * @param {Known} known
   */
  update(state, values, known) {
    setText(this.value, `${this.name} ${short(values[this.name])}`);
    setText(this.below, this.learned(state, values, known));
    this.element.classList.toggle("bp-chosen", state.axes.includes(this.name));
  }

  /**
   * @param {State} state
   * @param {Values} values
   * @param {Known} known
   */
  learned(state, values, known) {
    const [renewed, mean, gradient] = [`${this.name}_new`, `mean_g_${this.name}`, `g_${this.name}`];
    if (state.walk !== null && renewed in values && known(renewed)) {
      return `new ${short(values[renewed])}`;
    }
    if (mean in values && known(mean)) return `mean \u2202 ${short(values[mean])}`;
    return known(gradient) ? `\u2202 ${short(values[gradient])}` : "";
  }
}

/** An edge or a bias: chosen, its parameter is an axis of the surface. */
class ParameterHandle {
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

  /**
   * @param {State} state
   * @param {Values} values
   * @param {Known} known
   */
  update(state, values, known) {
    const { name } = this.label;
    this.label.update(state, values, known);
    if (this.element.hasAttribute("role")) {
      setAttribute(this.element, "aria-pressed", state.axes.includes(name));
    }
    if (!this.line) return;
    const width = 1 + 2.5 * Math.min(2, Math.sqrt(Math.abs(values[name])));
    this.line.style.strokeWidth = width.toFixed(2);
    this.element.classList.toggle("bp-negative", values[name] < 0);
  }
}

/** A circle with its value, and below it z, the target and delta. */
class Neuron {
  /**
   * @param {string} name
   * @param {string | null} target
   * @param {Point} place
   * @param {boolean} computed or else an input
   */
  constructor(name, target, [x, y], computed) {
    this.name = name;
    this.target = target;
    this.computed = computed;
    const below = (/** @type {number} */ line, /** @type {string} */ kind) =>
      svgText([x, y + NEURON_RADIUS + LINE * line], kind);
    this.value = svgText([x, y + 10], "bp-value");
    this.sum = below(1, "bp-sum");
    this.aim = below(2, "bp-sum");
    this.delta = below(target ? 3 : 2, "bp-delta");
    this.shapes = [
      svg("circle", { cx: x, cy: y, r: NEURON_RADIUS }),
      svgText([x, y - 6], "bp-unit", name),
      this.value,
      this.sum,
      this.aim,
      this.delta,
    ];
  }

  /**
   * @param {State} _state
   * @param {Values} values
   * @param {Known} known
   */
  update(_state, values, known) {
    const write = (/** @type {string} */ sign, /** @type {string} */ name) =>
      known(name) ? `${sign} ${short(values[name])}` : "";
    setText(this.value, known(this.name) ? short(values[this.name]) : "");
    if (this.target) setText(this.aim, `${this.target} ${short(values[this.target])}`);
    if (!this.computed) return;
    setText(this.sum, write("z", `z_${this.name}`));
    setText(this.delta, write("\u03b4", `delta_${this.name}`));
  }
}

export class NetworkView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.layout = new Layout(state.program.units);
    /** @type {(ParameterHandle | Neuron)[]} */
    this.parts = [];
    /** @type {Set<string>} */
    this.handles = new Set();
    const biases = this.makeBiases(); // their labels have one place each, so they take it first
    const edges = this.makeEdges();
    const labels = this.parts.map((part) => /** @type {ParameterHandle} */ (part).label.element);
    const neurons = this.makeNeurons();
    const { width, height } = this.layout;
    const frame = { viewBox: `0 0 ${width} ${height + 14}`, style: `max-width: ${width * 1.3}px` };
    const role = { role: "group", "aria-label": "Network diagram" };
    // Labels above all lines, neurons above all labels.
    const picture = svg("svg", { ...frame, ...role }, ...edges, ...biases, ...labels, ...neurons);
    this.element = html("div", { class: "bp-network" }, picture);
  }

  makeEdges() {
    const { units, layers } = this.state.program;
    return layers.flatMap(({ weights }, layer) => {
      const crowded = units[layer].length * units[layer + 1].length > CROWDED;
      return weights.flatMap((row, to) =>
        row.map((name, from) => this.makeEdge(name, this.layout.edge(layer, from, to), crowded))
      );
    });
  }

  /**
   * @param {string} name
   * @param {{ x1: number, y1: number, x2: number, y2: number, label: Point }} ends
   * @param {boolean} crowded
   */
  makeEdge(name, { x1, y1, x2, y2, label: place }, crowded) {
    const line = svg("line", { class: "bp-line", x1, y1, x2, y2 });
    const corners = [x1, y1 - 11, x2, y2 - 11, x2, y2 + 11, x1, y1 + 11];
    const hit = svg("polygon", { class: "bp-hit", points: corners.join(" ") });
    const label = new ParameterLabel(name, place);
    label.element.classList.toggle("bp-crowded", crowded);
    const element = this.makeHandle("edge", name, () => this.choose(name), hit, line);
    this.parts.push(new ParameterHandle(element, label, line));
    return element;
  }

  makeBiases() {
    const { layers } = this.state.program;
    return layers.flatMap(({ biases }, layer) =>
      (biases ?? []).map((name, unit) => this.makeBias(name, this.layout.bias(layer + 1, unit)))
    );
  }

  /**
   * @param {string} name
   * @param {Point} place
   */
  makeBias(name, [x, y]) {
    const area = { x: x - 38, y: y - 15, width: 76, height: 28, rx: 6 };
    const hit = svg("rect", { class: "bp-hit", ...area });
    const element = this.makeHandle("bias", name, () => this.choose(name), hit);
    this.parts.push(new ParameterHandle(element, new ParameterLabel(name, [x, y])));
    return element;
  }

  makeNeurons() {
    const { units, targets } = this.state.program;
    return units.flatMap((names, layer) =>
      names.map((name, unit) => {
        const target = layer === units.length - 1 ? targets[unit] : null;
        const neuron = new Neuron(name, target, this.layout.neuron(layer, unit), layer > 0);
        this.parts.push(neuron);
        if (layer) {
          return this.makeHandle("neuron", name, () => this.walkTo(name), ...neuron.shapes);
        }
        const kind = { class: "bp-neuron bp-input", "data-name": name };
        return svg("g", kind, ...neuron.shapes);
      })
    );
  }

  /**
   * A button of the diagram; where a shared parameter is drawn again, only the first can be
   * focused.
   * @param {string} kind
   * @param {string} name
   * @param {() => void} click
   * @param {SVGElement[]} shapes
   */
  makeHandle(kind, name, click, ...shapes) {
    const label = `${kind} ${name}`;
    const again = this.handles.has(label);
    this.handles.add(label);
    const keydown = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      click();
    };
    const role = { tabindex: "0", role: "button", "aria-label": label, keydown };
    const attributes = { class: `bp-${kind}`, "data-name": name, click };
    return svg("g", { ...attributes, ...(again ? { "aria-hidden": "true" } : role) }, ...shapes);
  }

  /**
   * Makes a parameter an axis, in place of the one that has been it longer.
   * @param {string} name
   */
  choose(name) {
    const { axes } = this.state;
    if (axes.includes(name)) return;
    this.state.change(null, { axes: [...axes.slice(1), name], bounds: [] });
  }

  /** @param {string} name */
  walkTo(name) {
    this.state.look({ walk: this.state.program.steps.findIndex((step) => step.name === name) });
  }

  /** @param {Values} values */
  update(values) {
    const { walk, program } = this.state;
    const reached = walk === null ? program.steps : program.steps.slice(0, walk + 1);
    const names = new Set([...reached.map((step) => step.name), ...program.inputs]);
    for (const part of this.parts) part.update(this.state, values, (name) => names.has(name));
  }
}
