// What is being explored: the numbers, the training run, and what can be undone. Every view of a widget
// shares one exploration; it keeps the widget's model and the views in step.
import { Program } from "./program.js";

const MOST_POINTS = 2000;
const MOST_UNDOS = 100;
const SAVE_EVERY = 250; // ms between messages to a kernel while playing

// The parameters and errors of a training run, thinned evenly as it grows.
export class History {
  constructor() {
    Object.assign(this, { steps: [], thetas: [], errors: [], stride: 1 });
  }

  push(step, theta, error) {
    this.steps.push(step);
    this.thetas.push(theta);
    this.errors.push(error);
  }

  keep(wanted) {
    const kept = this.steps.map(wanted);
    for (const key of ["steps", "thetas", "errors"]) this[key] = this[key].filter((_, k) => kept[k]);
  }

  // Makes room for the points up to `step`.
  thinFor(step) {
    while (step / this.stride > MOST_POINTS - 2) this.stride *= 2;
    if (this.steps.length > step / this.stride) this.keep((step) => step % this.stride === 0);
  }
}

export class Exploration {
  constructor(model) {
    this.model = model;
    this.spec = model.get("spec");
    this.programs = new Map();
    this.listeners = new Set();
    this.undos = [];
    this.selected = 0; // the example that is walked
    this.walk = null; // place in the trace, or null when nobody is walking
    this.view = "contours";
    this.scale = "linear";
    this.pace = 10; // steps a frame
    this.read();
    for (const name of ["theta", "learning_rate", "x", "t", "axes", "optimizer", "order", "in_turn", "bounds"]) {
      model.on(`change:${name}`, () => this.readChange(name));
    }
    model.on("change:history", () => this.readHistory());
  }

  read() {
    const get = (name) => this.model.get(name);
    this.theta = Float64Array.from(get("theta"));
    this.x = Float64Array.from(get("x").flat());
    this.t = Float64Array.from(get("t").flat());
    this.rate = get("learning_rate");
    this.axes = [...get("axes")];
    this.bounds = [...get("bounds")];
    this.optimizer = get("optimizer");
    this.order = get("order");
    this.inTurn = get("in_turn");
    this.n = get("x").length;
    this.restart();
    this.readHistory();
  }

  get program() {
    const key = `${this.optimizer} ${this.order}`;
    if (!this.programs.has(key)) this.programs.set(key, new Program(this.spec, this.spec.programs[key]));
    return this.programs.get(key);
  }

  get constants() {
    return Float64Array.from(Object.values({ ...this.program.constants, rate: this.rate }));
  }

  get error() {
    return this.program.error(this.theta, this.x, this.t, this.n);
  }

  get sound() {
    return [this.error, ...this.theta, ...this.memory].every(Number.isFinite);
  }

  get gradient() {
    return this.program.gradient(this.theta, this.memory, this.constants, this.x, this.t, this.n);
  }

  // Every number of the selected example's pass by its name; in the update, means over the examples.
  get values() {
    const { program, spec, theta, memory, constants, x, t, selected } = this;
    const width = spec.inputs.length, depth = spec.targets.length;
    const result = program.evaluate(theta, memory, constants, x, t, selected);
    if (this.n > 1 && !this.inTurn) {
      const updated = program.update(theta, memory, constants, this.gradient);
      result.splice(result.length - updated.length, updated.length, ...updated);
    }
    const named = (names, numbers) => names.map((name, k) => [name, numbers[k]]);
    return Object.fromEntries([
      ...named(spec.parameters, theta),
      ...named(spec.inputs, x.subarray(selected * width)),
      ...named(spec.targets, t.subarray(selected * depth)),
      ...named(program.memory, memory), ...named(Object.keys(program.constants), constants),
      ...named(program.names, result),
    ]);
  }

  // A new run begins at the present parameters.
  restart() {
    this.memory = this.program.start.slice();
    this.step = 0;
    this.history = new History();
    this.history.push(0, this.theta.slice(), this.error);
    this.walk = null;
    this.message = "";
  }

  // ---- changes by hand ------------------------------------------------------------------------------

  snapshot() {
    const { theta, x, t, rate, axes, bounds, optimizer, order, inTurn, memory, step, history } = this;
    return {
      theta: theta.slice(), x: x.slice(), t: t.slice(), memory: memory.slice(),
      rate, axes, bounds, optimizer, order, inTurn, step, history,
    };
  }

  // Remembers the present state for Undo, once for all changes of one gesture.
  checkpoint(gesture = null) {
    if (gesture === null || gesture !== this.gesture) {
      this.undos.push(this.snapshot());
      if (this.undos.length > MOST_UNDOS) this.undos.shift();
    }
    this.gesture = gesture;
  }

  endGesture() {
    this.gesture = null;
  }

  setParameter(name, value) {
    this.checkpoint(name);
    this.theta[this.spec.parameters.indexOf(name)] = value;
    this.restart();
    this.changed();
  }

  setPoint(values) {
    this.checkpoint("point");
    this.axes.forEach((name, k) => { this.theta[this.spec.parameters.indexOf(name)] = values[k]; });
    this.restart();
    this.changed();
  }

  setDatum(array, index, value) {
    this.checkpoint(`${array} ${index}`);
    this[array][index] = value;
    this.restart();
    this.changed();
  }

  setRate(value) {
    this.checkpoint("rate");
    this.rate = value;
    this.message = "";
    this.changed();
  }

  setAxes(axes) {
    this.checkpoint();
    this.axes = axes;
    this.bounds = [];
    this.changed();
  }

  setBounds(bounds) {
    this.checkpoint("bounds");
    this.bounds = bounds;
    this.changed();
  }

  // Another optimizer or order of update: the path goes on, the optimizer's memory begins anew.
  setMethod(method) {
    this.checkpoint();
    Object.assign(this, method);
    if (this.n > 1 && this.order === "output_first") {
      if (method.inTurn === false) this.order = "simultaneous";
      else this.inTurn = true;
    }
    this.memory = this.program.start.slice();
    this.walk = null;
    this.message = "";
    this.changed();
  }

  // How the exploration is looked at: nothing to undo.
  look(how) {
    Object.assign(this, how);
    this.changed();
  }

  reset() {
    this.pause();
    this.checkpoint();
    const { theta, x, t, rate } = this.spec.start;
    this.theta = Float64Array.from(theta);
    this.x = Float64Array.from(x.flat());
    this.t = Float64Array.from(t.flat());
    this.rate = rate;
    this.restart();
    this.changed();
  }

  undo() {
    this.pause();
    if (!this.undos.length) return;
    const before = this.undos.pop();
    Object.assign(this, before, { walk: null, message: "", gesture: null });
    this.history.keep((step) => step <= this.step);
    this.changed();
  }

  // The state that a link carries.
  restore(state, memory, step) {
    this.pause();
    this.checkpoint();
    const { walk, ...rest } = state;
    Object.assign(this, rest);
    this.restart();
    Object.assign(this, { memory, step, walk });
    this.history.steps[0] = step;
    this.changed();
  }

  // ---- training -------------------------------------------------------------------------------------

  // Makes `count` updates, or as many as leave the error a number.
  train(count) {
    const before = this.snapshot();
    this.history.thinFor(this.step + count);
    let made = this.advance(before, count);
    while (made > 0 && !this.sound) made = this.advance(before, made - 1);
    this.step = before.step + made;
    this.walk = null;
    this.message = made === count ? "" : `Error overflow at update ${this.step + 1}: `
      + "the learning rate is too high. Undo or Reset brings you back.";
    if (made < count) this.pause();
    this.changed();
  }

  // From the state `before`: `count` updates, with a new end of the history. Returns how many were made.
  advance(before, count) {
    const { program, constants, x, t, n, inTurn, history } = this;
    const { step: first } = before, { stride } = history, P = this.theta.length;
    this.theta = before.theta.slice();
    this.memory = before.memory.slice();
    const out = new Float64Array((Math.floor(count / stride) + 1) * P);
    const made = program.train(
      this.theta, this.memory, constants, x, t, n, { inTurn, first, count, stride, out });
    history.keep((step) => step <= first);
    for (let row = 0, step = Math.ceil(first / stride) * stride; step < first + made; step += stride, row += P) {
      if (step > history.steps.at(-1)) {
        const theta = out.slice(row, row + P);
        history.push(step, theta, program.error(theta, x, t, n));
      }
    }
    return made;
  }

  takeSteps(count) {
    this.pause();
    this.checkpoint();
    this.train(count);
  }

  play() {
    if (this.playing) return;
    this.checkpoint();
    this.playing = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const next = () => (calm ? setTimeout(() => requestAnimationFrame(tick), 500) : requestAnimationFrame(tick));
    const tick = () => {
      if (!this.playing) return;
      this.train(this.pace);
      next();
    };
    next();
    this.changed();
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    this.changed();
  }

  // ---- walking through the trace --------------------------------------------------------------------

  next() {
    this.pause();
    if (this.walk === this.program.steps.length - 1) this.takeSteps(1);
    else this.look({ walk: this.walk === null ? 0 : this.walk + 1 });
  }

  back() {
    this.pause();
    this.look({ walk: this.walk === null ? this.program.steps.length - 1 : Math.max(0, this.walk - 1) });
  }

  // ---- the model and the views ----------------------------------------------------------------------

  changed() {
    this.save();
    this.repaint();
  }

  repaint() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      for (const draw of this.listeners) draw();
    });
  }

  rows(flat) {
    const width = flat.length / this.n;
    return Array.from({ length: this.n }, (_, k) => [...flat.subarray(k * width, (k + 1) * width)]);
  }

  // The run as it goes to Python, its last point the present one.
  get record() {
    const { steps, thetas, errors } = this.history;
    const last = steps.at(-1) === this.step ? [[], [], []] : [[this.step], [this.theta], [this.error]];
    return {
      step: [...steps, ...last[0]],
      theta: [...thetas, ...last[1]].map((theta) => [...theta]),
      error: [...errors, ...last[2]].map((error) => (Number.isFinite(error) ? error : null)),
    };
  }

  save() {
    if (this.playing && performance.now() < (this.saved ?? 0) + SAVE_EVERY) return;
    this.saved = performance.now();
    const { model } = this;
    const state = {
      theta: [...this.theta], x: this.rows(this.x), t: this.rows(this.t), learning_rate: this.rate,
      axes: this.axes, bounds: this.bounds, optimizer: this.optimizer, order: this.order, in_turn: this.inTurn,
    };
    this.saving = true;
    for (const [name, value] of Object.entries(state)) {
      if (String(model.get(name)) !== String(value)) model.set(name, value);
    }
    if (!this.playing && (this.savedRun !== this.history || this.savedStep !== this.step)) {
      model.set("history", this.record);
      this.savedRun = this.history;
      this.savedStep = this.step;
    }
    this.saving = false;
    model.save_changes();
  }

  // A change from Python, or from a control that is linked in the front end.
  readChange(name) {
    if (this.saving) return;
    const value = this.model.get(name);
    if (name === "learning_rate") {
      if (value > 0 && Number.isFinite(value) && value !== this.rate) this.setRate(value);
      return;
    }
    const own = name === "in_turn" ? "inTurn" : name;
    if (String(this[own]) === String(value)) return;
    if (["optimizer", "order", "in_turn"].includes(name)) {
      this.setMethod({ [own]: value });
      return;
    }
    this.pause();
    this.checkpoint(`model ${name}`);
    if (name === "axes" || name === "bounds") this[own] = [...value];
    else {
      this[own] = Float64Array.from(value.flat());
      this.restart();
    }
    if (name === "axes") this.bounds = [];
    this.changed();
  }

  readHistory() {
    if (this.saving) return;
    const { step, theta, error } = this.model.get("history");
    if (!step?.length) return;
    this.history = new History();
    step.forEach((each, k) => this.history.push(each, Float64Array.from(theta[k]), error[k] ?? Infinity));
    this.step = step.at(-1);
    this.repaint();
  }
}
