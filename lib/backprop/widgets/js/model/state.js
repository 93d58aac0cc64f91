/**
 * What the reader studies: an example, its present numbers, the run, and what can be undone. All
 * views of a widget show this one state. It knows neither the page nor Python: views and sync.js
 * listen to it.
 *
 * @module
 */
import { PAGE_CLOCK, turnsAt } from "./clock.js";
import { RunHistory } from "./history.js";
import { draftOf, isOther, nextExample } from "./own.js";
import { readDraft } from "./own-reading.js";
import { Program } from "./program.js";
import { ordersOf, writeTrace } from "./writer.js";

/** @import { Clock } from "./clock.js" */
/** @import { Point } from "./history.js" */
/** @import { Draft } from "./own.js" */
/** @import { Example as Network, Formulas } from "./writer.js" */

/**
 * The numbers at the start: `x` and `t` as rows.
 * @typedef {{ theta: number[], x: number[][], t: number[][], learning_rate: number }} Start
 */

/**
 * The axes of the error surface at first, and the range for these axes: none is one around the
 * start.
 * @typedef {{ axes: string[], bounds: number[] }} FirstView
 */

/**
 * The points of a run that is over, the last included, and what made it.
 * @typedef {{ optimizer: string, points: Point[] }} FormerRun
 */

/**
 * An example as Python sends it, the trait `spec`.
 * @typedef {Network & {
 *   name: string, title: string, start: Start, open: string[], selected: number, view: FirstView,
 *   editable?: boolean,
 * }} Example
 */

/**
 * A round of *Find the slip*: the same level and seed give the same round.
 * @typedef {{ level: number, seed: number }} Round
 */

/**
 * What can be changed from outside. Of arrays, `theta`, `x` and `t` are flat, row by row.
 * @typedef {object} Changes
 * @property {Float64Array} [theta]
 * @property {Float64Array} [x]
 * @property {Float64Array} [t]
 * @property {number} [learningRate]
 * @property {string[]} [axes]
 * @property {number[]} [bounds]
 * @property {string} [optimizer]
 * @property {string} [order]
 * @property {boolean} [inTurn]
 * @property {number} [selected]
 * @property {number | null} [walk] index of the step that the walk through the trace has come to
 * @property {string} [scale] "linear" or "log"
 * @property {ReadonlyMap<string, string>} [printed]
 * @property {Round} [round]
 * @property {number} [pace] of Play, in updates a second
 * @property {boolean} [playing]
 * @property {string} [message]
 */

/**
 * Whoever follows the state: `say` at once, `draw` in the next frame; `changed` only where the
 * reader has changed it.
 * @typedef {{ say?: () => void, draw?: () => void, changed?: () => void }} Listener
 */

const MOST_UNDOS = 100;
const OVERFLOW = "Error overflow";
const FIRST_ROUND = { level: 1, seed: 1 };

export class State {
  // The present numbers; `theta`, `x` and `t` are flat, row by row, and are replaced, never written
  // into.
  /** @type {Float64Array} */
  theta = new Float64Array();
  /** @type {Float64Array} */
  x = new Float64Array();
  /** @type {Float64Array} */
  t = new Float64Array();
  n = 1; // the number of examples
  learningRate = 1;

  // The method.
  optimizer = "sgd";
  order = "simultaneous";
  inTurn = false;

  // What the views show.
  /** @type {string[]} */
  axes = [];
  /** @type {number[]} */
  bounds = [];
  selected = 0;
  /** @type {number | null} */
  walk = null;
  scale = "linear";
  message = "";
  /** @type {ReadonlyMap<string, string>} what the reader finds printed, by name of the trace */
  printed = new Map();
  /** @type {Map<string, string>} what the reader got on paper, by name of the trace */
  checked = new Map();
  /** @type {Round} */
  round = FIRST_ROUND;
  /** What a link that leaves out its method and its axes means: those at the start. */
  atStart = { optimizer: "sgd", order: "simultaneous", inTurn: false, axes: [""] };
  anchor = ""; // the part of a link that says which explorer of a page it is for

  // The run.
  step = 0;
  pace = 4; // of Play, in updates a second
  playing = false;
  /** @type {Float64Array} what the optimizer keeps */
  memory = new Float64Array();
  history = new RunHistory([]);
  since = 0; // the update from which the present optimizer has made the run
  /** @type {FormerRun | null} the run before it, for a race */
  former = null;

  // What can be undone.
  /** @type {ReturnType<State["snapshot"]>[]} */
  undos = [];
  /** @type {string | null} */
  gesture = null;

  // The form of the reader's own example, where they may build one: as typed, and as the present
  // example was made; why what is typed makes none, by field; and the drafts before.
  /** @type {Draft | null} */
  draft = null;
  /** @type {Draft | null} */
  accepted = null;
  /** @type {Map<string, string>} */
  problems = new Map();
  /** @type {Draft[]} */
  formerDrafts = [];
  /** @type {string | null} the field that was typed into last */
  typedInto = null;

  /** @type {Set<Listener>} */
  listeners = new Set();
  drawsSoon = false;
  /** @type {Map<string, Program>} by optimizer, order and number of examples */
  programs = new Map();

  /**
   * @param {Example} example
   * @param {Formulas} formulas
   * @param {Clock} clock
   */
  constructor(example, formulas, clock = PAGE_CLOCK) {
    this.clock = clock;
    this.example = example;
    this.formulas = formulas;
    this.begin(example, formulas);
  }

  /**
   * Begins with an example, at its start; the method, the view and the scale stay.
   * @param {Example} example
   * @param {Formulas} formulas
   */
  begin(example, formulas) {
    const { theta, x, t, learning_rate: learningRate } = example.start;
    this.example = example;
    this.formulas = formulas;
    this.programs.clear();
    this.theta = Float64Array.from(theta);
    this.x = Float64Array.from(x.flat());
    this.t = Float64Array.from(t.flat());
    this.n = x.length;
    this.learningRate = learningRate;
    if (!this.orders.includes(this.order)) this.order = "simultaneous";
    this.inTurn = this.inTurn || (this.n > 1 && this.order === "output_first");
    this.axes = example.view.axes;
    this.bounds = [];
    this.selected = example.selected;
    this.walk = null;
    this.anchor = example.name;
    this.playing = false;
    this.undos = [];
    this.gesture = null;
    this.former = null;
    this.draft = example.editable ? draftOf(example) : null;
    this.accepted = this.draft;
    this.problems = new Map();
    this.restart();
    this.rememberStart();
  }

  rememberStart() {
    const { optimizer, order, inTurn, axes } = this;
    this.atStart = { optimizer, order, inTurn, axes };
  }

  // ---- what follows from it

  get program() {
    return this.programFor(this.optimizer, this.order, this.inTurn);
  }

  /** The orders of update that the example can have. */
  get orders() {
    return ordersOf(this.example);
  }

  get error() {
    return this.program.error(this.theta, this.x, this.t, this.n);
  }

  /** The error before the reader's last change: what Undo brings back. */
  get errorBefore() {
    const last = this.undos.at(-1);
    return last ? this.program.error(last.theta, last.x, last.t, this.n) : this.error;
  }

  get gradient() {
    return this.gradientOf(this.order);
  }

  /** Every number of the selected example's pass, by name. */
  get values() {
    return this.valuesOf(this.selected);
  }

  /**
   * Every number of an example's pass, by name.
   * @param {number} k which example, counted from 0
   */
  valuesOf(k) {
    const { program, theta, memory, constants, x, t } = this;
    const { inputs, targets } = program;
    /** @type {Record<string, number>} */
    const values = Object.create(null); // a parameter may be called `constructor`
    const put = (
      /** @type {string[]} */ names,
      /** @type {ArrayLike<number>} */ numbers,
      from = 0,
    ) => {
      for (const [j, name] of names.entries()) values[name] = numbers[from + j];
    };
    put(program.parameters, theta);
    put(inputs, x, k * inputs.length);
    put(targets, t, k * targets.length);
    put(program.memory, memory);
    put(Object.keys(program.constants), constants);
    put(program.names, program.evaluate(theta, memory, constants, x, t, k));
    return values;
  }

  /** The numbers of the optimizer, in the order of the program. */
  get constants() {
    const numbers = Object.entries(this.program.constants);
    return numbers.map(([name, value]) => name === "rate" ? this.learningRate : value);
  }

  /** The parameters after one more update; some are no numbers where it overflows. */
  get nextTheta() {
    const { program, constants, x, t, n, step } = this;
    const theta = this.theta.slice();
    const training = { first: step, count: 1, stride: 1, out: theta.slice() };
    program.train(theta, this.memory.slice(), constants, x, t, n, training);
    return theta;
  }

  /** The run up to the present point. */
  get run() {
    /** @type {Point} */
    const present = [this.step, this.theta, this.error];
    return [...this.history.points.filter(([at]) => at < this.step), present];
  }

  /** The example that the next update takes, where they are taken in turn. */
  get due() {
    return this.step % this.n;
  }

  get diverged() {
    return this.message.startsWith(OVERFLOW);
  }

  /**
   * Back goes from the first assignment to none; and where Next has just made an update, before it.
   */
  get canGoBack() {
    return this.walk !== null || (this.undos.at(-1)?.walked ?? false);
  }

  /** @param {string} name */
  parameter(name) {
    return this.theta[this.program.parameters.indexOf(name)];
  }

  /** @param {string} order */
  gradientOf(order) {
    const inTurn = this.inTurn || order === "output_first";
    const program = this.programFor(this.optimizer, order, inTurn);
    return program.gradient(this.theta, this.memory, this.constants, this.x, this.t, this.n);
  }

  /**
   * The program of a method, written once.
   * @param {string} optimizer
   * @param {string} order
   * @param {boolean} inTurn
   */
  programFor(optimizer, order, inTurn) {
    const examples = inTurn ? 1 : this.n;
    const key = `${optimizer} ${order} ${examples}`;
    let program = this.programs.get(key);
    if (!program) {
      program = new Program(
        writeTrace(this.example, this.formulas, { optimizer, order, examples }),
      );
      this.programs.set(key, program);
    }
    return program;
  }

  // ---- changes

  /**
   * Begins a new run from the present parameters.
   * @param {number} step
   * @param {Float64Array} memory of the optimizer
   */
  restart(step = 0, memory = this.program.start) {
    this.step = step;
    this.since = step;
    this.memory = memory;
    this.message = "";
    this.history = new RunHistory([[step, this.theta, this.error]]);
  }

  /** What Undo brings back. */
  snapshot() {
    const { theta, x, t, learningRate, axes, bounds, optimizer, order, inTurn, selected } = this;
    const { step, memory, history, since, former } = this;
    const settings = { axes, bounds, optimizer, order, inTurn, selected };
    const run = { step, memory, history, since, former };
    return { theta, x, t, learningRate, ...settings, ...run, walked: false };
  }

  /**
   * Remembers the present state for Undo, once for all changes of one gesture, and returns what it
   * remembers.
   * @param {string | null} gesture
   */
  checkpoint(gesture = null) {
    let last = this.undos.at(-1);
    if (!last || gesture === null || gesture !== this.gesture) {
      last = this.snapshot();
      this.undos = [...this.undos.slice(1 - MOST_UNDOS), last];
    }
    this.gesture = gesture;
    return last;
  }

  endGesture() {
    this.gesture = null;
  }

  /**
   * A change by the reader, which Undo takes back.
   * @param {string | null} gesture
   * @param {Changes} how
   * @param {boolean} restart whether a new run begins
   */
  change(gesture, how, restart = false) {
    this.checkpoint(gesture);
    this.put(how);
    if (restart) this.restart();
    this.look({ message: "" });
  }

  /**
   * @param {string | null} gesture
   * @param {Record<string, number>} values by parameter
   */
  setParameters(gesture, values) {
    const theta = this.program.parameters.map((name, k) =>
      Object.hasOwn(values, name) ? values[name] : this.theta[k]
    );
    this.change(gesture, { theta: Float64Array.from(theta) }, true);
  }

  /**
   * Another optimizer or order of update: the path goes on, the memory of the optimizer begins
   * anew.
   * @param {Pick<Changes, "optimizer" | "order" | "inTurn">} method
   */
  setMethod(method) {
    this.checkpoint();
    if (method.optimizer && method.optimizer !== this.optimizer) {
      this.endRun();
      this.since = this.step;
    }
    this.putMethod(method);
    this.look({ message: "" });
  }

  /**
   * A change that comes from Python or from a control that is linked to the model. Nobody has to
   * tell Python of it.
   * @param {Changes} changes
   */
  receive(changes) {
    this.checkpoint("model");
    this.put(changes);
    if (changes.axes && !changes.bounds) this.bounds = [];
    if (changes.optimizer || changes.order || changes.inTurn !== undefined) this.putMethod(changes);
    if (changes.theta || changes.x || changes.t) this.restart();
    if (!this.diverged) this.message = "";
    this.repaint();
  }

  /**
   * A run that comes from Python.
   * @param {RunHistory} history
   */
  receiveHistory(history) {
    this.history = history;
    this.step = history.lastStep;
    this.repaint();
  }

  /**
   * What needs no undoing. An overflow is said until it is gone, any other message until the next
   * action: Play stops for it.
   * @param {Changes} how
   */
  look(how) {
    if (!this.diverged) this.message = "";
    this.put(how);
    if (how.message) this.playing = false;
    for (const listener of this.listeners) listener.changed?.();
    this.repaint();
  }

  /** @param {Changes} changes */
  put(changes) {
    this.theta = changes.theta ?? this.theta;
    this.x = changes.x ?? this.x;
    this.t = changes.t ?? this.t;
    this.learningRate = changes.learningRate ?? this.learningRate;
    this.axes = changes.axes ?? this.axes;
    this.bounds = changes.bounds ?? this.bounds;
    this.optimizer = changes.optimizer ?? this.optimizer;
    this.order = changes.order ?? this.order;
    this.inTurn = changes.inTurn ?? this.inTurn;
    this.selected = changes.selected ?? this.selected;
    this.scale = changes.scale ?? this.scale;
    this.printed = changes.printed ?? this.printed;
    this.round = changes.round ?? this.round;
    this.pace = changes.pace ?? this.pace;
    this.playing = changes.playing ?? this.playing;
    this.message = changes.message ?? this.message;
    if (changes.walk !== undefined) this.walk = changes.walk;
  }

  /**
   * The order "output_first" takes examples in turn: whichever of the two is chosen later decides.
   * @param {Pick<Changes, "optimizer" | "order" | "inTurn">} method
   */
  putMethod(method) {
    this.put(method);
    if (this.n > 1 && this.order === "output_first" && !this.inTurn) {
      if (method.inTurn === undefined) this.inTurn = true;
      else this.order = "simultaneous";
    }
    this.memory = this.program.start;
    this.walk = null;
    this.showDue();
  }

  /** In turn, the example of the next update is the one to look at. */
  showDue() {
    if (this.inTurn) this.selected = this.due;
  }

  /** What the present optimizer has made of the run stays in view, for a race. */
  endRun() {
    const points = this.run.filter(([at]) => at >= this.since);
    if (points.length > 1) this.former = { optimizer: this.optimizer, points };
  }

  /** The numbers of the start again; axes and method stay. */
  reset() {
    this.pause();
    const { theta, x, t, learning_rate: learningRate } = this.example.start;
    this.checkpoint();
    this.endRun();
    this.put({
      theta: Float64Array.from(theta),
      x: Float64Array.from(x.flat()),
      t: Float64Array.from(t.flat()),
      learningRate,
      walk: null,
      selected: this.inTurn ? 0 : this.selected,
    });
    this.restart();
    this.look({ message: "" });
  }

  undo() {
    this.pause();
    const last = this.undos.pop();
    if (!last) return;
    this.put(last);
    this.step = last.step;
    this.memory = last.memory;
    this.since = last.since;
    this.former = last.former;
    this.history = last.history;
    this.history.cutAfter(last.step);
    this.endGesture();
    this.look({ walk: null, message: "" });
  }

  // ---- the reader's own example

  /**
   * What the form holds now. Where it makes another example, that begins; else the present one
   * stays.
   * @param {Draft} draft
   * @param {string | null} field that is typed into, or else the edit is one of its own
   */
  setDraft(draft, field = null) {
    if (this.draft && (field === null || field !== this.typedInto)) {
      this.formerDrafts = [...this.formerDrafts.slice(1 - MOST_UNDOS), this.draft];
    }
    this.typedInto = field;
    this.putDraft(draft);
    this.look({ message: "" });
  }

  /** The form as it was before the last edit. */
  undoDraft() {
    const before = this.formerDrafts.pop();
    if (!before) return;
    this.typedInto = null;
    this.putDraft(before);
    this.look({ message: "" });
  }

  /** @param {Draft} draft */
  putDraft(draft) {
    const { made, problems } = readDraft(draft, this.formulas);
    if (made) {
      if (isOther(this.example, made)) {
        this.begin(nextExample(this.example, made, this.axes), this.formulas);
      }
      this.accepted = draft;
    }
    this.draft = draft;
    this.problems = problems;
  }

  // ---- the run

  /** @param {number} count */
  takeSteps(count) {
    this.pause();
    return this.train(count, this.checkpoint());
  }

  /**
   * Makes updates, as many as leave every number finite, and returns how many. Where there is none
   * since the checkpoint `began`, there is nothing to undo.
   * @param {number} count
   * @param {ReturnType<State["snapshot"]>} began
   */
  train(count, began) {
    const before = this.snapshot();
    this.history.makeRoom(this.step + count);
    let made = this.advance(before, count);
    while (made > 0 && !this.isFinite()) made = this.advance(before, made - 1);
    this.step = before.step + made;
    const diverged = made < count;
    const why = `${OVERFLOW} at update ${this.step + 1}: the learning rate is too high.`;
    if (this.undos.at(-1) === began && began.step === this.step) this.undos.pop();
    this.showDue();
    this.look({
      message: diverged ? `${why} Undo or Reset goes back.` : "",
      walk: null,
      playing: this.playing && !diverged,
    });
    return made;
  }

  isFinite() {
    return [this.error, ...this.theta, ...this.memory].every(Number.isFinite);
  }

  /**
   * Makes updates from an earlier state, gives the history its new end, and returns how many were
   * made.
   * @param {{ theta: Float64Array, memory: Float64Array, step: number }} before
   * @param {number} count
   */
  advance({ theta, memory, step: first }, count) {
    const { program, constants, x, t, n, history } = this;
    const { stride } = history;
    this.theta = theta.slice();
    this.memory = memory.slice();
    const out = new Float64Array((Math.floor(count / stride) + 1) * theta.length);
    const training = { first, count, stride, out };
    const made = program.train(this.theta, this.memory, constants, x, t, n, training);
    history.cutAfter(first);
    let row = 0;
    for (let step = Math.ceil(first / stride) * stride; step < first + made; step += stride) {
      const passed = out.slice(row, row + theta.length);
      /** @type {Point} */
      const point = [step, passed, program.error(passed, x, t, n)];
      history.add(point);
      row += theta.length;
    }
    return made;
  }

  play() {
    const began = this.checkpoint();
    this.began = began;
    const turn = () => {
      if (!this.playing || this.began !== began) return; // paused, or another run was begun
      const { count, wait } = turnsAt(this.pace);
      this.train(count, began);
      this.clock.nextTurn(turn, wait);
    };
    this.look({ playing: true });
    this.clock.nextTurn(turn, 0);
  }

  pause() {
    if (this.playing) this.look({ playing: false });
  }

  // ---- the walk through the trace

  /** To the next assignment; the last is followed by the update. */
  next() {
    this.pause();
    if (this.walk !== this.program.steps.length - 1) {
      this.look({ walk: (this.walk ?? -1) + 1 });
    } else if (this.takeSteps(1) > 0) {
      this.undos[this.undos.length - 1].walked = true;
    }
  }

  /** To the assignment before, or, where Next has made an update, to the last one before it. */
  back() {
    this.pause();
    if (this.walk !== null) {
      this.look({ walk: this.walk > 0 ? this.walk - 1 : null });
    } else {
      this.undo();
      this.look({ walk: this.program.steps.length - 1 });
    }
  }

  /** The error is said at once, the panels are drawn in the next frame. */
  repaint() {
    for (const listener of this.listeners) listener.say?.();
    if (this.drawsSoon) return;
    this.drawsSoon = true;
    this.clock.nextFrame(() => {
      this.drawsSoon = false;
      for (const listener of this.listeners) listener.draw?.();
    });
  }
}
