// A slider and a number box for each number that the reader may change.
import { Group, html, setAttribute } from "../drawing/dom.js";
import { linearSlider, logarithmicSlider, symmetricSlider } from "./scales.js";

/** @typedef {import("../model/state.js").State} State */

/**
 * What a control changes.
 * @typedef {object} Quantity
 * @property {string} name
 * @property {import("./scales.js").SliderScale} scale
 * @property {() => number} read
 * @property {(value: number) => void} write
 * @property {(value: number) => string} [refusal] why a number cannot be taken, or nothing
 */

class Control {
  /**
   * @param {State} state
   * @param {Quantity} quantity
   */
  constructor(state, quantity) {
    this.state = state;
    this.quantity = quantity;
    this.name = quantity.name;
    this.typing = false;
    /** @type {number | null} the number that slider and box show */
    this.shown = null;
    /** What was last written into them: a `change` may come without an `input` before it. */
    this.written = { slider: "", box: "" };
    const change = () => this.finish(true);
    this.slider = html("input", {
      type: "range",
      "aria-label": `${this.name} slider`,
      input: () => this.takeSlider(),
      change,
    });
    this.box = html("input", {
      type: "number",
      step: "any",
      "aria-label": this.name,
      input: () => this.typed(),
      change,
      blur: () => this.finish(false),
    });
    const title = html("span", { "aria-hidden": "true" }, this.name);
    const row = { class: "bp-row", "data-name": this.name };
    this.element = html("div", row, title, this.slider, this.box);
  }

  typed() {
    this.typing = true;
    this.take(this.box.valueAsNumber, "");
  }

  takeSlider() {
    this.take(this.quantity.scale.toNumber(this.slider.valueAsNumber), "");
  }

  /**
   * @param {number} value
   * @param {string} unread what to say of a text that is no number
   */
  take(value, unread) {
    const finite = Number.isFinite(value);
    const message = finite ? this.quantity.refusal?.(value) ?? "" : unread;
    this.box.setAttribute("aria-invalid", String(message !== ""));
    if (message && !this.state.diverged) this.state.look({ message });
    if (message || !finite) return;
    this.quantity.write(value);
    this.update();
  }

  /**
   * The end of a gesture.
   * @param {boolean} changed or else the focus has left
   */
  finish(changed) {
    this.shown = null;
    this.typing = false;
    if (changed && this.slider.value !== this.written.slider) this.takeSlider();
    if (changed && this.box.value !== this.written.box) {
      this.take(this.box.valueAsNumber, `${this.name} must be a finite number.`);
    }
    this.state.endGesture();
    this.update();
    this.box.setAttribute("aria-invalid", "false");
  }

  update() {
    const value = this.quantity.read();
    if (value === this.shown) return;
    this.shown = value;
    const { min, max, step } = this.quantity.scale.range(value);
    setAttribute(this.slider, "min", min);
    setAttribute(this.slider, "max", max);
    setAttribute(this.slider, "step", step);
    this.slider.value = String(this.quantity.scale.toPosition(value));
    setAttribute(this.slider, "aria-valuetext", Number(value.toPrecision(6)));
    if (!this.typing && this.box.valueAsNumber !== value) this.box.value = this.boxText(value);
    this.written = { slider: this.slider.value, box: this.box.value };
  }

  /**
   * Nine digits, or four where an exponent must have room.
   * @param {number} value
   */
  boxText(value) {
    return String(Number(value.toPrecision(Math.abs(value) < 1e9 ? 9 : 4)));
  }
}

export class ControlsView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.rate = new Control(state, this.learningRate());
    this.parameters = state.program.parameters.map((name, k) =>
      new Control(state, this.parameter(name, k))
    );
    this.data = [...this.inputs(), ...this.targets()].map((each) => new Control(state, each));
    this.chosen = html("div", { class: "bp-rows" }, this.rate.element);
    const biases = new Set(state.program.layers.flatMap((layer) => layer.biases ?? []));
    this.groups = [
      this.makeGroup("All weights", this.parameters.filter(({ name }) => !biases.has(name))),
      this.makeGroup("All biases", this.parameters.filter(({ name }) => biases.has(name))),
      this.makeGroup("Inputs and targets", this.data),
    ];
    const groups = this.groups.map(({ group }) => group.element);
    this.element = html("div", { class: "bp-controls" }, this.chosen, ...groups);
    /** @type {string[]} the axes for which the controls are arranged */
    this.axes = [];
  }

  /**
   * @param {string} title
   * @param {Control[]} controls
   */
  makeGroup(title, controls) {
    return { controls, group: new Group(title, html("div", { class: "bp-rows" })) };
  }

  /** @returns {Quantity} */
  learningRate() {
    const { state } = this;
    return {
      name: "learning rate",
      scale: logarithmicSlider(),
      read: () => state.learningRate,
      write: (learningRate) => state.change("rate", { learningRate }),
      refusal: (value) => value > 0 ? "" : `The learning rate must be above 0, got ${value}.`,
    };
  }

  /**
   * @param {string} name
   * @param {number} k
   * @returns {Quantity}
   */
  parameter(name, k) {
    const { state } = this;
    return {
      name,
      scale: symmetricSlider(state.example.start.theta),
      read: () => state.theta[k],
      write: (value) => state.setParameters(name, { [name]: value }),
    };
  }

  /** @returns {Quantity[]} */
  inputs() {
    const { state } = this;
    const { inputs } = state.program;
    const place = (/** @type {number} */ j) => state.selected * inputs.length + j;
    return inputs.map((name, j) => ({
      name,
      scale: symmetricSlider(state.example.start.x.flat()),
      read: () => state.x[place(j)],
      write: (value) => state.change(name, { x: state.x.with(place(j), value) }, true),
    }));
  }

  /** @returns {Quantity[]} */
  targets() {
    const { state } = this;
    const { targets } = state.program;
    const { unit_targets: unit } = state.formulas.losses[state.example.loss];
    const place = (/** @type {number} */ j) => state.selected * targets.length + j;
    return targets.map((name, j) => ({
      name,
      scale: unit ? linearSlider(0, 1) : symmetricSlider(state.example.start.t.flat()),
      read: () => state.t[place(j)],
      write: (value) => state.change(name, { t: state.t.with(place(j), value) }, true),
      refusal: (value) =>
        unit && (value < 0 || value > 1)
          ? `This loss needs targets from 0 to 1, got ${value}.`
          : "",
    }));
  }

  update() {
    if (this.axes !== this.state.axes) this.arrange();
    for (const each of [this.rate, ...this.parameters, ...this.data]) each.update();
  }

  /** The parameters of the surface stand with the learning rate, the others in their groups. */
  arrange() {
    this.axes = this.state.axes;
    const onAxis = (/** @type {Control} */ { name }) => this.axes.includes(name);
    this.chosen.append(...this.parameters.filter(onAxis).map(({ element }) => element));
    for (const { controls, group } of this.groups) {
      const others = controls.filter((each) => !onAxis(each));
      group.body.append(...others.map(({ element }) => element));
      group.element.hidden = others.length === 0;
    }
  }
}
