// The page never answers Python with what Python just said, and saves all that the reader does.
import assert from "node:assert/strict";
import { connect, disconnect } from "../../lib/backprop/widgets/js/sync.js";
import { FakeClock, modelOf, ONE_WEIGHT, TWO_TWO_TWO } from "./fakes.js";

const ZERO = Array(10).fill(0);
const HALF = Array(10).fill(0.5);

/** @param {Record<string, unknown>} [traits] */
function connected(traits = {}) {
  const clock = new FakeClock();
  const model = modelOf(TWO_TWO_TWO, traits);
  const state = connect(model, clock);
  return { model, state, clock };
}

Deno.test("a state begins as its model, and says nothing", () => {
  const { model, state } = connected({ theta: HALF, learning_rate: 2, optimizer: "momentum" });
  assert.deepEqual([...state.theta], HALF);
  assert.deepEqual([state.learningRate, state.optimizer], [2, "momentum"]);
  assert.deepEqual(model.saved, []);
});

Deno.test("what Python says goes into the state and is not saved", () => {
  const { model, state } = connected();
  for (let k = 0; k < 9; k++) model.fromPython({ theta: Array(10).fill(k / 8) });
  model.fromPython({ learning_rate: 3, axes: ["w1", "w2"], x: [[1, 2]], optimizer: "momentum" });
  model.fromPython({ bounds: [0, 1, 2, 3], order: "output_first" });
  assert.deepEqual([...state.theta], Array(10).fill(1));
  assert.deepEqual([state.learningRate, state.axes, [...state.x]], [3, ["w1", "w2"], [1, 2]]);
  assert.deepEqual([state.bounds, state.order], [[0, 1, 2, 3], "output_first"]);
  assert.equal(state.memory.length, state.program.memory.length);
  assert.deepEqual(model.saved, []);
});

Deno.test("what the reader does is saved, and no more than that", () => {
  const { model, state } = connected();
  model.fromPython({ theta: HALF });
  state.look({ scale: "log" });
  assert.deepEqual(model.saved, []);
  state.change("rate", { learningRate: 0.25 });
  assert.deepEqual(model.saved, [{ learning_rate: 0.25 }]);
  state.setParameters("w5", { w5: 2 });
  assert.deepEqual(Object.keys(model.saved[1]), ["theta", "history"]);
  assert.equal(model.get("theta")[5], 2);
  assert.deepEqual(model.get("history").step, [0]);
  assert.deepEqual(model.get("history").theta, [model.get("theta")]);
});

Deno.test("the data are saved as rows", () => {
  const { model, state } = connected();
  state.change("i2", { x: state.x.with(1, 7) }, true);
  assert.deepEqual(model.get("x"), [[0.05, 7]]);
});

Deno.test("a run is saved with its history, and Undo after Python spoke is the reader's", () => {
  const { model, state } = connected();
  state.takeSteps(3);
  assert.deepEqual(model.get("history").step, [0, 1, 2, 3]);
  model.fromPython({ theta: ZERO });
  assert.deepEqual([state.step, state.history.points.length], [0, 1]);
  state.undo();
  assert.deepEqual([state.step, model.get("history").step], [3, [0, 1, 2, 3]]);
  assert.deepEqual(model.get("theta"), [...state.theta]);
});

Deno.test("the history that Python sends is taken, and not sent back", () => {
  const { model, state } = connected();
  model.fromPython({
    theta: HALF,
    history: { step: [0, 7], theta: [ZERO, HALF], error: [null, 0.5] },
  });
  assert.deepEqual([state.step, state.history.points[0][2]], [7, Infinity]);
  state.look({ scale: "log" });
  assert.deepEqual(model.saved, []);
});

Deno.test("while the reader drags and Python sets values, page and model agree after each", () => {
  const { model, state } = connected();
  const agree = () => assert.deepEqual(model.get("theta"), [...state.theta]);
  for (let k = 0; k < 5; k++) {
    state.setParameters("point", { w5: k });
    agree();
    model.fromPython({ theta: Array(10).fill(k) });
    agree();
  }
  // A kernel that was busy reads what the page said first, last: its echo is where Python has ended.
  model.fromPython({ theta: model.saved[0].theta, history: model.saved[0].history });
  agree();
  assert.equal(state.parameter("w5"), 0);
  assert.equal(model.saved.length, 5);
});

Deno.test("an echo of what the page said undoes nothing that the reader does next", () => {
  const { model, state } = connected();
  state.takeSteps(2);
  model.echo();
  state.takeSteps(1);
  assert.deepEqual([state.step, model.get("history").step], [3, [0, 1, 2, 3]]);
  model.echo();
  state.change("rate", { learningRate: 0.25 });
  assert.deepEqual([state.step, state.run.length], [3, 4]);
});

Deno.test("while a run plays, few messages are sent, and the last holds its history", () => {
  const { model, state, clock } = connected();
  state.play();
  for (let k = 0; k < 20; k++) clock.tick();
  assert.equal(state.step, 20);
  assert.ok(model.saved.length < 10);
  assert.ok(model.saved.every((saved) => !("history" in saved)));
  model.fromPython({ theta: HALF });
  clock.tick();
  assert.equal(state.step, 1); // on from where Python has put it
  state.pause();
  assert.deepEqual(model.get("theta"), [...state.theta]);
  assert.equal(model.get("history").step.at(-1), 1);
});

Deno.test("another example is taken up whole, and what an old one left behind is not", () => {
  const { model, state } = connected();
  state.setParameters("w5", { w5: 2 });
  model.fromPython(modelOf(ONE_WEIGHT).traits);
  assert.deepEqual([state.example.name, state.n, [...state.theta]], ["one_weight", 3, [3]]);
  assert.equal(state.undos.length, 0);
  model.fromPython({ theta: HALF, axes: ["w5", "w6"] }); // a late echo
  assert.deepEqual([[...state.theta], state.axes], [[3], ["W"]]);
});

Deno.test("a linked slider at 0 is no learning rate", () => {
  const { model, state } = connected();
  model.fromPython({ learning_rate: 0 });
  assert.equal(state.learningRate, 0.5);
});

Deno.test("views are told at once, and drawn once in the next frame", () => {
  const { model, state, clock } = connected();
  const heard = /** @type {string[]} */ ([]);
  state.listeners.add({ say: () => heard.push("say"), draw: () => heard.push("draw") });
  clock.tick();
  heard.length = 0;
  model.fromPython({ theta: HALF });
  model.fromPython({ theta: ZERO });
  clock.tick();
  assert.deepEqual(heard, ["say", "say", "draw"]);
});

Deno.test("a state that is disconnected hears and says no more", () => {
  const { model, state } = connected();
  disconnect(state);
  model.fromPython({ theta: HALF });
  state.setParameters(null, { w5: 9 });
  assert.deepEqual([state.parameter("w5"), model.saved], [9, []]);
});
