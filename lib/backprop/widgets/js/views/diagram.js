// The diagram, made for a width: neurons with their values, edges with their weights, deltas and
// gradients once they are computed.
import { svg } from "../drawing/dom.js";
import { Layout } from "../drawing/layout.js";
import { Flow } from "./flow.js";
import { Neuron, ParameterHandle, ParameterLabel, setMark, TotalError } from "./network-parts.js";
import { Scrub } from "./scrub.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/marks.js").Marks} Marks */
/** @typedef {import("./network-parts.js").Scene} Scene */

const LEAST_TYPE = 0.85; // of the usual size; with smaller type only what is read is written
const MOST_TYPE = 1.75; // times the usual size: larger, a line would lie on the next
const LARGEST = 1.2; // where there is more room than a small network needs

export class Diagram {
  /**
   * @param {State} state
   * @param {import("../drawing/layout.js").Room} room that there is
   */
  constructor(state, room) {
    this.state = state;
    this.room = room;
    const totals = this.totals();
    const { outputs } = state.program;
    const ownErrors = outputs.some((_, unit) => this.errorOf(unit) !== null);
    const shown = { totals: totals.length, ownErrors, several: state.n > 1, brief: false };
    this.layout = new Layout(state.program, shown, room);
    this.brief = this.scale() * room.type < LEAST_TYPE && Number.isFinite(room.height);
    if (this.brief) this.layout = new Layout(state.program, { ...shown, brief: true }, room);
    this.flow = new Flow(this.layout);
    /** @type {(ParameterHandle | Neuron | TotalError)[]} */
    this.parts = [];
    /** @type {Set<string>} */
    this.handles = new Set();
    const edges = this.makeEdges();
    const biases = this.makeBiases();
    const labels = this.parts.map((part) => /** @type {ParameterHandle} */ (part).label.element);
    const neurons = this.makeNeurons();
    const total = new TotalError(totals, this.layout.total(), this.layout.line);
    this.parts.push(total);
    const { streams, rings, dots } = this.flow;
    // Labels above all lines, neurons above all labels, what closes or moves above all.
    const drawn = [...edges, streams, ...biases, ...labels, total.element, ...neurons];
    const shapes = [...drawn, rings, dots];
    this.element = svg("svg", this.frame(), ...shapes);
  }

  /** How much smaller than it is made the diagram is shown, to fit into its room. */
  scale() {
    const { layout, room } = this;
    return Math.min(
      room.width / room.type / layout.width,
      room.height / (layout.height + layout.top),
    );
  }

  /** Where there is too little room, what is read keeps its size, and the rest is hidden. */
  frame() {
    const { width, height, top } = this.layout;
    const { brief, room } = this;
    const type = brief ? Math.min(MOST_TYPE, Math.max(1, 1 / this.scale())) : room.type;
    return {
      viewBox: `0 ${-top} ${width} ${height + top}`,
      style: `max-width: ${LARGEST * width}px; --bp-type: ${type}`,
      class: brief ? "bp-brief" : "",
      role: "group",
      "aria-label": "Network diagram",
    };
  }

  /** The errors that are of no single output. */
  totals() {
    const { n, program } = this.state;
    return [...(program.outputs.length > 1 ? ["E"] : []), ...(n > 1 ? ["mean_E"] : [])];
  }

  /**
   * The name of the error of an output, or null where all outputs have one error together.
   * @param {number} unit
   */
  errorOf(unit) {
    const { units, outputs, steps } = this.state.program;
    const own = outputs.length > 1 ? `E_${units[units.length - 1][unit]}` : "E";
    return steps.some((step) => step.name === own) ? own : null;
  }

  makeEdges() {
    const { layers } = this.state.program;
    return layers.flatMap(({ weights }, layer) =>
      weights.flatMap((row, to) => row.map((_, from) => this.makeEdge(layer, from, to)))
    );
  }

  /**
   * @param {number} layer that the edge comes from
   * @param {number} from
   * @param {number} to
   */
  makeEdge(layer, from, to) {
    const { layers, units } = this.state.program;
    const name = layers[layer].weights[to][from];
    const { x1, y1, x2, y2 } = this.layout.edge(layer, from, to);
    const line = svg("line", { class: "bp-line", x1, y1, x2, y2 });
    const corners = [x1, y1 - 11, x2, y2 - 11, x2, y2 + 11, x1, y1 + 11];
    const hit = svg("polygon", { class: "bp-hit", points: corners.join(" ") });
    const { place, crowded } = this.layout.edgeLabel(layer, from, to);
    const label = new ParameterLabel(
      name,
      [units[layer][from], units[layer + 1][to]],
      place,
      this.layout.line,
    );
    label.element.classList.toggle("bp-crowded", crowded);
    const element = this.makeParameter("edge", name, hit, line);
    this.parts.push(new ParameterHandle(element, label, line));
    return element;
  }

  makeBiases() {
    const { layers } = this.state.program;
    return layers.flatMap(({ biases }, layer) =>
      (biases ?? []).map((name, unit) => this.makeBias(name, layer + 1, unit))
    );
  }

  /**
   * @param {string} name
   * @param {number} layer
   * @param {number} unit
   */
  makeBias(name, layer, unit) {
    const [x, y] = this.layout.bias(layer, unit);
    const { width, height } = this.layout.label;
    const area = { x: x - width / 2, y: y - height / 2, width, height, rx: 6 };
    const hit = svg("rect", { class: "bp-hit", ...area });
    const element = this.makeParameter("bias", name, hit);
    const label = new ParameterLabel(
      name,
      [this.state.program.units[layer][unit]],
      [x, y],
      this.layout.line,
    );
    this.parts.push(new ParameterHandle(element, label));
    return element;
  }

  makeNeurons() {
    return this.state.program.units.flatMap((names, layer) =>
      names.map((name, unit) => {
        const neuron = this.makeNeuron(name, layer, unit);
        this.parts.push(neuron);
        return neuron.element;
      })
    );
  }

  /**
   * @param {string} name
   * @param {number} layer
   * @param {number} unit
   */
  makeNeuron(name, layer, unit) {
    const { units, targets } = this.state.program;
    const isOutput = layer === units.length - 1;
    const error = isOutput ? this.errorOf(unit) : null;
    const target = isOutput ? targets[unit] : null;
    const about = { target, error, computed: layer > 0 };
    const neuron = new Neuron(name, about, this.layout.neuron(layer, unit), this.layout);
    const kind = { class: "bp-neuron bp-input", "data-name": name };
    neuron.element = layer > 0
      ? this.makeHandle("neuron", name, () => this.walkTo(name), ...neuron.shapes)
      : svg("g", kind, ...neuron.shapes);
    return neuron;
  }

  /**
   * A button that makes the parameter an axis; dragged, it changes the parameter.
   * @param {string} kind
   * @param {string} name
   * @param {SVGElement[]} shapes
   */
  makeParameter(kind, name, ...shapes) {
    const scrub = new Scrub(this.state, name);
    const choose = () => {
      if (!scrub.dragged) this.choose(name);
      scrub.dragged = false;
    };
    const element = this.makeHandle(kind, name, choose, ...shapes);
    scrub.listenOn(element);
    return element;
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

  /**
   * @param {Scene} scene
   * @param {Marks | null} marks
   * @param {string} phase of the walk
   */
  update(scene, marks, phase) {
    for (const part of this.parts) part.update(scene);
    const marked = this.element.querySelector("[data-mark]") !== null;
    setMark(this.element, "data-phase", marked ? phase : null);
    this.flow.show(marks, scene.values, phase);
  }
}
