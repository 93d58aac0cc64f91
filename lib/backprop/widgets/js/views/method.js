// How updates are made, how fast, and many at a press.
import { bar, button, html, menu } from "../drawing/dom.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {[value: string | number | boolean, text: string][]} Options */

export const OPTIMIZER_NAMES = /** @type {[value: string, text: string][]} */ ([
  ["sgd", "gradient descent"],
  ["momentum", "momentum"],
  ["adam", "Adam"],
]);
const ORDER_NAMES = /** @type {Options} */ ([
  ["simultaneous", "all gradients first"],
  ["output_first", "output layer first"],
]);
const PACES = /** @type {Options} */ ([
  [4, "4 a second"],
  [15, "15 a second"],
  [60, "60 a second"],
  [600, "600 a second"],
  [6000, "6000 a second"],
]);

/** A menu with its name above it, for one property of the state. */
class MethodMenu {
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

export class MethodView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.menus = [
      ...this.methodMenus(),
      ...(state.n > 1 ? this.exampleMenus() : []),
      new MethodMenu(
        "pace of Play",
        PACES,
        () => state.pace,
        (pace) => state.look({ pace: Number(pace) }),
      ),
    ];
    this.element = bar(
      ...this.menus.map((each) => each.element),
      button("\u00d710", () => state.takeSteps(10)),
      button("\u00d7100", () => state.takeSteps(100)),
    );
  }

  methodMenus() {
    const { state } = this;
    const optimizer = new MethodMenu(
      "optimizer",
      OPTIMIZER_NAMES,
      () => state.optimizer,
      (optimizer) => state.setMethod({ optimizer }),
    );
    const order = new MethodMenu(
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
      new MethodMenu(
        "examples of an update",
        ways,
        () => state.inTurn,
        (value) => state.setMethod({ inTurn: value === "true" }),
      ),
      new MethodMenu(
        "example",
        numbers,
        () => state.selected,
        (value) => state.look({ selected: Number(value) }),
      ),
    ];
  }

  update() {
    for (const each of this.menus) each.update();
  }
}
