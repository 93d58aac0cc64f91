// What makes, takes back and tunes updates.
import { bar, button, html, menu } from "../drawing/dom.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {[value: string | number | boolean, text: string][]} Options */

const OPTIMIZER_NAMES = /** @type {Options} */ ([
  ["sgd", "gradient descent"],
  ["momentum", "momentum"],
  ["adam", "Adam"],
]);
const ORDER_NAMES = /** @type {Options} */ ([
  ["simultaneous", "all gradients first"],
  ["output_first", "output layer first"],
]);
const PACES = /** @type {Options} */ ([[1, "1"], [10, "10"], [100, "100"]]);

/** A menu with its name above it, for one property of the state. */
class ToolMenu {
  /**
   * @param {string} label
   * @param {Options} options
   * @param {() => string | number | boolean} read
   * @param {(value: string) => void} choose
   */
  constructor(label, options, read, choose) {
    this.read = read;
    this.box = menu(label, options, choose);
    this.element = html("label", {}, label, this.box);
  }

  update() {
    this.box.value = String(this.read());
  }
}

export class Toolbar {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.play = button("Play", () => state.play());
    this.pause = button("Pause", () => state.pause());
    this.undo = button("Undo", () => state.undo());
    this.menus = [
      ...this.methodMenus(),
      ...(state.n > 1 ? this.exampleMenus() : []),
      new ToolMenu(
        "updates a frame",
        PACES,
        () => state.pace,
        (pace) => state.look({ pace: Number(pace) }),
      ),
    ];
    this.element = bar(
      button("Step", () => state.takeSteps(1), { class: "bp-primary" }),
      button("\u00d710", () => state.takeSteps(10)),
      button("\u00d7100", () => state.takeSteps(100)),
      this.play,
      this.pause,
      button("Reset", () => state.reset()),
      this.undo,
      ...this.menus.map((each) => each.element),
    );
  }

  methodMenus() {
    const { state } = this;
    const optimizer = new ToolMenu(
      "optimizer",
      OPTIMIZER_NAMES,
      () => state.optimizer,
      (optimizer) => state.setMethod({ optimizer }),
    );
    const order = new ToolMenu(
      "order of update",
      ORDER_NAMES,
      () => state.order,
      (order) => state.setMethod({ order }),
    );
    return state.orders.length > 1 ? [optimizer, order] : [optimizer];
  }

  exampleMenus() {
    const { state } = this;
    const ways = /** @type {Options} */ ([
      [false, `mean of ${state.n} examples`],
      [true, "examples in turn"],
    ]);
    const numbers = Array.from(
      { length: state.n },
      (_, k) => /** @type {[number, string]} */ ([k, String(k + 1)]),
    );
    return [
      new ToolMenu(
        "examples of an update",
        ways,
        () => state.inTurn,
        (value) => state.setMethod({ inTurn: value === "true" }),
      ),
      new ToolMenu(
        "example",
        numbers,
        () => state.selected,
        (value) => state.look({ selected: Number(value) }),
      ),
    ];
  }

  update() {
    this.play.disabled = this.state.playing;
    this.pause.disabled = !this.state.playing;
    this.undo.disabled = this.state.undos.length === 0;
    for (const each of this.menus) each.update();
  }
}
