// What is studied: the numbers, the training run, what can be undone. All views of a widget share it; the model follows it.
import { Program } from "./program.js";

const MOST_POINTS = 2000, MOST_UNDOS = 100;
const SAVE_EVERY = 250; // ms between messages to a kernel while playing
const NUMBERS = ["theta", "x", "t"]; // flat, row by row; replaced, never written into
const TRAITS = [...NUMBERS, "learning_rate", "axes", "bounds", "optimizer", "order", "in_turn"];
const KEPT = [...TRAITS, "memory", "step", "history", "selected"];

// The run before each `stride`th update, as points [step, theta, error]; it thins as it grows.
class History {
  constructor(points) { Object.assign(this, { points, stride: 1 }); }
  get last() { return this.points.at(-1)[0]; }
  upTo(step) { this.points = this.points.filter(([at]) => at <= step); }
  makeRoom(step) {
    while (step / this.stride > MOST_POINTS - 2) this.stride *= 2;
    if (this.points.length <= 1 + step / this.stride) return;
    this.points = this.points.filter(([at], k) => k === 0 || at % this.stride === 0);
  }
}

export class Study {
  constructor(model) {
    Object.assign(this, { model, listeners: new Set(), heard: new Set(), view: "contours", scale: "linear", pace: 10 });
    this.begin();
    model.on("change:history", () => { if (!this.saving) { this.readHistory(); this.repaint(); } });
  }
  begin() {
    const spec = this.model.get("spec");
    Object.assign(this, { spec, n: spec.start.x.length, programs: {}, undos: [], selected: spec.selected, walk: null });
    for (const name of TRAITS) this[name] = this.read(name);
    for (const name of [...TRAITS, ...spec.linked]) {
      if (!this.heard.has(name)) this.model.on(`change:${name}`, () => this.follow(name));
      this.heard.add(name);
    }
    this.restart();
    if (String(this.model.get("history").theta?.at(-1)) === String(this.theta)) this.readHistory();
    this.repaint();
  }
  get program() { return this.programOf(this.order); }
  programOf(order) {
    const key = `${this.optimizer} ${order}`;
    return this.programs[key] ??= new Program(this.spec, this.spec.programs[key]);
  }
  parameter(name) { return this.theta[this.spec.parameters.indexOf(name)]; }
  get constants() { return Float64Array.from(Object.values({ ...this.program.constants, rate: this.learning_rate })); }
  get error() { return this.program.error(this.theta, this.x, this.t, this.n); }
  get gradient() { return this.gradientOf(this.order); }
  gradientOf(order) { return this.programOf(order).gradient(this.theta, this.memory, this.constants, this.x, this.t, this.n); }
  // Every number of the selected example's pass by its name; the update by the mean of all examples where it is so made.
  get values() {
    const { program, spec, theta, memory, constants, x, t, selected: k } = this;
    const result = program.evaluate(theta, memory, constants, x, t, k);
    if (this.n > 1 && !this.in_turn) {
      const updated = program.update(theta, memory, constants, this.gradient);
      result.splice(-updated.length, updated.length, ...updated);
    }
    const named = (names, numbers, from = 0) => names.map((name, j) => [name, numbers[from + j]]);
    return Object.fromEntries([
      ...named(spec.parameters, theta), ...named(spec.inputs, x, k * spec.inputs.length),
      ...named(spec.targets, t, k * spec.targets.length), ...named(program.memory, memory),
      ...named(Object.keys(program.constants), constants), ...named(program.names, result),
    ]);
  }
  // A new run, from the present parameters.
  restart(step = 0, memory = this.program.start) {
    Object.assign(this, { step, memory, message: "", history: new History([[step, this.theta, this.error]]) });
  }
  // Remembers the present state for Undo, once for all changes of one gesture, and returns what it remembers.
  checkpoint(gesture = null) {
    const state = () => Object.fromEntries(KEPT.map((name) => [name, this[name]]));
    if (gesture === null || gesture !== this.gesture) this.undos = [...this.undos.slice(1 - MOST_UNDOS), state()];
    this.gesture = gesture;
    return this.undos.at(-1);
  }
  endGesture() { this.gesture = null; }
  change(gesture, how, restart = false) {
    this.checkpoint(gesture);
    Object.assign(this, how);
    if (restart) this.restart();
    this.look({ message: "" });
  }
  setParameters(gesture, values) {
    const theta = this.spec.parameters.map((name, k) => values[name] ?? this.theta[k]);
    this.change(gesture, { theta: Float64Array.from(theta) }, true);
  }
  // Another optimizer or order of update: the path goes on, the optimizer's memory begins anew.
  setMethod(method) {
    this.checkpoint();
    Object.assign(this, method);
    if (this.n > 1 && this.order === "output_first" && !this.in_turn) {
      Object.assign(this, "in_turn" in method ? { order: "simultaneous" } : { in_turn: true });
    }
    this.showDue();
    this.look({ memory: this.program.start, walk: null, message: "" });
  }
  // What needs no undoing. An overflow is said until it is gone, any other message until the next action.
  get diverged() { return this.message.startsWith("Error overflow"); }
  look(how) {
    Object.assign(this, { message: this.diverged ? this.message : "" }, how);
    this.save();
    this.repaint();
  }
  reset() {
    this.pause();
    const { start } = this.spec, flat = NUMBERS.map((name) => [name, Float64Array.from(start[name].flat())]);
    this.change(null, { ...Object.fromEntries(flat), learning_rate: start.rate, walk: null, ...(this.in_turn && { selected: 0 }) }, true);
  }
  undo() {
    this.pause();
    Object.assign(this, this.undos.pop());
    this.history.upTo(this.step);
    this.look({ walk: null, message: "", gesture: null });
  }
  // Makes `count` updates, or as many as leave every number finite, and returns how many. Where there is none since
  // the checkpoint `began` and no other change, there is nothing to undo.
  train(count, began) {
    const before = { theta: this.theta, memory: this.memory, step: this.step };
    this.history.makeRoom(this.step + count);
    let made = this.advance(before, count);
    const finite = () => [this.error, ...this.theta, ...this.memory].every(Number.isFinite);
    while (made > 0 && !finite()) made = this.advance(before, made - 1);
    const step = (this.step = before.step + made), diverged = made < count;
    const message = diverged ? `Error overflow at update ${step + 1}: the learning rate is too high. Undo or Reset goes back.` : "";
    if (this.undos.at(-1) === began && began.step === step) this.undos.pop();
    this.showDue();
    this.look({ message, walk: null, playing: this.playing && !diverged });
    return made;
  }
  // In turn, the example of the next update is the one to look at.
  get due() { return this.step % this.n; }
  showDue() { if (this.in_turn) this.selected = this.due; }
  // Makes `count` updates from the state `before`, gives the history its new end, and returns how many were made.
  advance({ theta, memory, step: first }, count) {
    const { program, constants, x, t, n, in_turn: inTurn, history, history: { stride } } = this, P = theta.length;
    [this.theta, this.memory] = [theta.slice(), memory.slice()];
    const out = new Float64Array((Math.floor(count / stride) + 1) * P);
    const made = program.train(this.theta, this.memory, constants, x, t, n, { inTurn, first, count, stride, out });
    history.upTo(first);
    for (let row = 0, step = Math.ceil(first / stride) * stride; step < first + made; row += P, step += stride) {
      const passed = out.slice(row, row + P);
      if (step > history.last) history.points.push([step, passed, program.error(passed, x, t, n)]);
    }
    return made;
  }
  takeSteps(count) {
    this.pause();
    return this.train(count, this.checkpoint());
  }
  play() {
    const began = (this.began = this.checkpoint()), calm = matchMedia("(prefers-reduced-motion)").matches;
    const wait = () => (calm ? setTimeout(tick, 500) : requestAnimationFrame(tick));
    const tick = () => { if (this.playing && this.began === began) { this.train(this.pace, began); wait(); } };
    this.look({ playing: true });
    wait();
  }
  pause() { if (this.playing) this.look({ playing: false }); }
  // Walks through the trace; the last assignment is followed by the update.
  next() {
    this.pause();
    if (this.walk !== this.program.steps.length - 1) return this.look({ walk: (this.walk ?? -1) + 1 });
    if (this.takeSteps(1)) this.undos.at(-1).walked = true;
  }
  // From the first assignment to none; where Next has just finished an update, before it, to its last assignment.
  get canGoBack() { return this.walk !== null || Boolean(this.undos.at(-1)?.walked); }
  back() {
    this.pause();
    if (this.walk !== null) return this.look({ walk: this.walk ? this.walk - 1 : null });
    this.undo();
    this.look({ walk: this.program.steps.length - 1 });
  }
  // The error is said at once, the panels are drawn in the next frame.
  repaint() {
    for (const { say } of this.listeners) say();
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      for (const { draw } of this.listeners) draw();
    });
  }

  read(name) {
    const value = this.model.get(name);
    return NUMBERS.includes(name) ? Float64Array.from(value.flat()) : value;
  }
  // As the model keeps it: `x` and `t` as rows.
  plain(name) {
    if (name === "theta") return [...this.theta];
    if (!NUMBERS.includes(name)) return this[name];
    const width = this[name].length / this.n;
    return Array.from({ length: this.n }, (_, k) => [...this[name].subarray(k * width, (k + 1) * width)]);
  }
  save() {
    const { model, history, step, playing } = this, now = performance.now();
    if (playing && now < this.savedAt + SAVE_EVERY) return;
    this.saving = true;
    for (const name of TRAITS) if (String(model.get(name)) !== String(this[name])) model.set(name, this.plain(name));
    for (const name of this.spec.linked) model.set(name, this.parameter(name));
    if (!playing && (this.savedRun !== history || this.savedStep !== step)) {
      Object.assign(this, { savedRun: history, savedStep: step });
      model.set("history", this.record());
    }
    Object.assign(this, { saving: false, savedAt: now });
    model.save_changes();
  }
  // The run as Python has it, the present point last.
  record() {
    const { points, last } = this.history, all = last === this.step ? points : [...points, [this.step, this.theta, this.error]];
    const [step, theta, error] = [0, 1, 2].map((k) => all.map((point) => point[k]));
    return { step, theta: theta.map((each) => [...each]), error: error.map((each) => (Number.isFinite(each) ? each : null)) };
  }
  readHistory() {
    const { step, theta, error } = this.model.get("history");
    if (!step?.length) return;
    this.history = new History(step.map((at, k) => [at, Float64Array.from(theta[k]), error[k] ?? Infinity]));
    this.step = this.history.last;
  }
  // A change of the model that came from Python, or from a control linked to it in the front end.
  follow(name) {
    if (this.spec !== this.model.get("spec")) this.begin();
    const value = this.read(name), linked = this.spec.linked.includes(name), known = linked ? this.parameter(name) : this[name];
    if (this.saving || String(value) === String(known)) return;
    if (linked) return Number.isFinite(value) && this.setParameters(`model ${name}`, { [name]: value });
    if (name === "learning_rate" && !(value > 0 && value < Infinity)) return;
    if (["optimizer", "order", "in_turn"].includes(name)) this.setMethod({ [name]: value });
    else this.change(`model ${name}`, { [name]: value, ...(name === "axes" && { bounds: [] }) }, NUMBERS.includes(name));
  }
}
