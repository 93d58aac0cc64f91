/** What stands in for a page and for Python: a clock that is turned by hand, and the model of a widget. */
import { formulas, oneWeight, twoTwoTwo } from "./formulas.js";

/** @import { Example } from "../../lib/backprop/widgets/js/model/state.js" */

const SHOWN = { open: ["network"], selected: 0 };

/** @type {Example} */
export const TWO_TWO_TWO = {
  ...twoTwoTwo,
  ...SHOWN,
  view: { axes: ["w5", "w6"], bounds: [] },
  name: "two_two_two",
  title: "2-2-2",
  start: {
    theta: [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6],
    x: [[0.05, 0.1]],
    t: [[0.01, 0.99]],
    learning_rate: 0.5,
  },
};

/** @type {Example} */
export const ONE_WEIGHT = {
  ...oneWeight,
  ...SHOWN,
  view: { axes: ["W"], bounds: [-1, 5] },
  name: "one_weight",
  title: "One weight",
  names: ["W"],
  start: { theta: [3], x: [[0], [1], [2]], t: [[0], [2], [4]], learning_rate: 0.1 },
};

/** Frames and turns come when the test says so. */
export class FakeClock {
  /** @type {(() => void)[]} */
  waiting = [];

  /** @param {() => void} callback */
  nextFrame(callback) {
    this.waiting.push(callback);
  }

  /** @param {() => void} callback */
  nextTurn(callback) {
    this.waiting.push(callback);
  }

  tick() {
    const due = this.waiting;
    this.waiting = [];
    for (const callback of due) callback();
  }
}

/** The model of a widget, as ipywidgets has it: `set` tells at once; what Python says is set without being saved. */
class FakeModel {
  /** @param {Record<string, any>} traits */
  constructor(traits) {
    this.traits = traits;
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    /** @type {Record<string, any>} */
    this.unsaved = {};
    /** @type {Record<string, any>[]} the messages to Python */
    this.saved = [];
  }

  /** @param {string} name */
  get(name) {
    return this.traits[name];
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  set(name, value) {
    this.unsaved[name] = value;
    this.fromPython({ [name]: value });
  }

  save_changes() {
    this.saved.push(this.unsaved);
    this.unsaved = {};
  }

  /** @param {Record<string, unknown>} state of one message */
  fromPython(state) {
    this.traits = { ...this.traits, ...state };
    for (const callback of this.listeners) callback();
  }

  /** Python repeats all that it knows: equal copies, of which a model tells nobody. */
  echo() {
    this.traits = structuredClone(this.traits);
  }

  /**
   * @param {string} name
   * @param {() => void} callback
   */
  on(name, callback) {
    if (name === "change") this.listeners.add(callback);
  }

  /**
   * @param {string} _name
   * @param {() => void} callback
   */
  off(_name, callback) {
    this.listeners.delete(callback);
  }
}

/**
 * @param {Example} example
 * @param {Record<string, unknown>} traits that are not as at the start
 */
export function modelOf(example, traits = {}) {
  const { theta, x, t, learning_rate } = example.start;
  return new FakeModel({
    spec: example,
    formulas,
    theta,
    x,
    t,
    learning_rate,
    axes: [...new Set(example.names)].slice(0, 2),
    bounds: [],
    optimizer: "sgd",
    order: "simultaneous",
    in_turn: false,
    history: {},
    ...traits,
  });
}
