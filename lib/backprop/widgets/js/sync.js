/**
 * Between the state of the page and the model of the widget, which Python shares. No other file
 * knows the model.
 *
 * The page never answers Python with what Python just said: what the model brings goes into the
 * state and is not saved; what the reader does goes into the model and is saved. `known` holds what
 * the model held when page and model last agreed, so that a change of the model that differs from
 * it is news.
 *
 * A busy kernel reads messages of the page late, and sends each of them back ("echo"). An echo that
 * differs from the model is news too: it is where Python has ended, and the page follows.
 *
 * @module
 */
import { RunHistory } from "./model/history.js";
import { draftFields, draftFromFields } from "./model/own-link.js";
import { State } from "./model/state.js";

/** @import { Clock } from "./model/clock.js" */
/** @import { Changes } from "./model/state.js" */

/**
 * The model of a widget: https://anywidget.dev
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(name: string, callback: () => void) => void} on
 * @property {(name: string, callback: () => void) => void} off
 */

const SAVE_EVERY = 250; // ms between messages to a kernel while playing

/**
 * The traits that the reader can change, each with its name in the state. `history` is saved apart.
 */
const TRAITS = /** @type {const} */ ([
  ["theta", "theta"],
  ["learning_rate", "learningRate"],
  ["x", "x"],
  ["t", "t"],
  ["axes", "axes"],
  ["bounds", "bounds"],
  ["optimizer", "optimizer"],
  ["order", "order"],
  ["in_turn", "inTurn"],
]);

/**
 * A new state that follows the model, and saves to it what the reader does.
 * @param {Model} model
 * @param {Clock} [clock]
 */
export function connect(model, clock) {
  const state = new State(model.get("spec"), model.get("formulas"), clock);
  state.listeners.add(new ModelSync(model, state));
  return state;
}

/**
 * The state no longer follows its model.
 * @param {State} state
 */
export function disconnect(state) {
  state.pause();
  for (const listener of state.listeners) {
    if (listener instanceof ModelSync) {
      listener.leave();
      state.listeners.delete(listener);
    }
  }
}

class ModelSync {
  /**
   * @param {Model} model
   * @param {State} state
   */
  constructor(model, state) {
    this.model = model;
    this.state = state;
    /** @type {Map<string, any>} */
    this.known = new Map();
    this.savedAt = -Infinity;
    this.savedExample = state.example;
    this.savedDraft = state.draft;
    this.hear = () => this.receive();
    this.takeUp();
    model.on("change", this.hear);
  }

  leave() {
    this.model.off("change", this.hear);
  }

  /** Takes up the model as it stands: at first, and with another example. */
  takeUp() {
    const { model, state } = this;
    this.isNews("spec");
    state.put(this.news());
    state.restart();
    state.rememberStart();
    this.takeUpDraft();
    this.savedExample = state.example;
    this.isNews("history");
    const history = model.get("history");
    if (isRunTo(history, state.theta)) state.receiveHistory(RunHistory.fromRecord(history));
    this.rememberRun();
    state.repaint();
  }

  /** What was typed into the form of the reader's own example, in the page before a reload. */
  takeUpDraft() {
    const { model, state } = this;
    const fields = Object.entries(model.get("draft") ?? {});
    if (state.draft && fields.length > 0) {
      state.putDraft(draftFromFields(new Map(fields), state.formulas));
    }
    this.savedDraft = state.draft;
  }

  /**
   * The model has changed: by `changed`, which knows it already, or else by Python or a linked
   * control.
   */
  receive() {
    const { model, state } = this;
    if (this.isNews("spec")) {
      state.begin(model.get("spec"), model.get("formulas"));
      this.takeUp();
      return;
    }
    const news = this.news();
    const history = this.isNews("history") ? model.get("history") : {};
    if (Object.keys(news).length > 0) state.receive(news);
    if (history.step?.length > 0) state.receiveHistory(RunHistory.fromRecord(history));
    this.rememberRun();
  }

  /**
   * The traits that differ from what is known, as changes of the state; from now on they are known.
   * @returns {Changes}
   */
  news() {
    const changed = TRAITS.filter(([trait]) => this.isNews(trait));
    const entries = changed.map(([trait, name]) => [name, fromTrait(trait, this.known.get(trait))]);
    return Object.fromEntries(entries.filter(([name, value]) => fits(this.state, name, value)));
  }

  /**
   * An echo puts an equal copy in the place of what the page has said, and tells nobody.
   * @param {string} trait
   */
  isNews(trait) {
    const value = this.model.get(trait);
    const known = this.known.get(trait);
    this.known.set(trait, value);
    return value !== known && !isEqual(value, known);
  }

  /** The run that Python has too, and how far it had come. */
  rememberRun() {
    this.savedHistory = this.state.history;
    this.savedStep = this.state.step;
  }

  /**
   * The reader has changed the state: it is saved, at times while a run plays, and with its history
   * at the end.
   */
  changed() {
    const { state, model } = this;
    const now = performance.now();
    if (state.playing && now < this.savedAt + SAVE_EVERY) return;
    this.savedAt = now;
    const changes = TRAITS.map(([trait, name]) => [trait, toTrait(trait, state[name], state.n)])
      .filter(([trait, value]) => !isEqual(value, this.known.get(trait)));
    if (!state.playing && (state.history !== this.savedHistory || state.step !== this.savedStep)) {
      changes.push(["history", state.history.record([state.step, state.theta, state.error])]);
      this.rememberRun();
    }
    if (state.example !== this.savedExample) {
      changes.push(["spec", state.example]);
      this.savedExample = state.example;
    }
    if (state.draft && state.draft !== this.savedDraft) {
      changes.push(["draft", Object.fromEntries(draftFields(state.draft))]);
      this.savedDraft = state.draft;
    }
    for (const [trait, value] of changes) {
      this.known.set(trait, value); // before it is set, since the model tells of it at once
      model.set(trait, value);
    }
    if (changes.length > 0) model.save_changes();
  }
}

/**
 * The numbers of the state are flat arrays, those of the model lists; `x` and `t` lists of rows.
 * @param {string} trait
 * @param {any} value
 */
function fromTrait(trait, value) {
  return ["theta", "x", "t"].includes(trait) ? Float64Array.from(value.flat()) : value;
}

/**
 * @param {string} trait
 * @param {any} value
 * @param {number} n the number of examples
 */
function toTrait(trait, value, n) {
  if (trait === "theta") return [...value];
  if (trait !== "x" && trait !== "t") return value;
  const width = value.length / n;
  return Array.from({ length: n }, (_, k) => [...value.subarray(k * width, (k + 1) * width)]);
}

/**
 * Whether the state can take a value. A linked slider may stand at 0; an echo may come from an
 * example before.
 * @param {State} state
 * @param {string} name
 * @param {any} value
 */
function fits(state, name, value) {
  if (name === "theta" || name === "x" || name === "t") return value.length === state[name].length;
  const { parameters } = state.program;
  if (name === "axes") {
    return value.every((/** @type {string} */ axis) => parameters.includes(axis));
  }
  return name !== "learningRate" || (value > 0 && value < Infinity);
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function isEqual(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Whether a record of Python is that of a run which ends at `theta`.
 * @param {{ theta?: number[][] }} history
 * @param {Float64Array} theta
 */
function isRunTo(history, theta) {
  return isEqual(history?.theta?.at(-1), [...theta]);
}
