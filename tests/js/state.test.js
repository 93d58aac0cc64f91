// The state: runs, Undo, the walk through the trace. The numbers are those of the worked example of 2-2-2.
import assert from "node:assert/strict";
import { State } from "../../lib/backprop/widgets/js/model/state.js";
import { FakeClock, ONE_WEIGHT, TWO_TWO_TWO } from "./fakes.js";
import { formulas } from "./formulas.js";

const stateOf = (example = TWO_TWO_TWO) => new State(example, formulas, new FakeClock());

Deno.test("the example, and one update of it", () => {
  const state = stateOf();
  assert.equal(state.error.toPrecision(9), "0.298371109");
  assert.equal(state.takeSteps(1), 1);
  assert.equal(state.error.toPrecision(9), "0.291027774");
  assert.deepEqual(state.history.points.map(([step]) => step), [0]);
  assert.equal(state.values.w5, state.parameter("w5"));
});

Deno.test("one gesture is undone at once", () => {
  const state = stateOf();
  for (const w5 of [1, 2, 3]) state.setParameters("w5", { w5 });
  state.endGesture();
  state.setParameters("w5", { w5: 4 });
  state.undo();
  assert.equal(state.parameter("w5"), 3);
  state.undo();
  assert.equal(state.parameter("w5"), 0.4);
  state.undo();
  assert.equal(state.parameter("w5"), 0.4);
});

Deno.test("a long run keeps at most 2,000 points", () => {
  const state = stateOf();
  state.takeSteps(10_000);
  assert.ok(state.history.points.length <= 2000);
  assert.equal(state.error.toPrecision(5), "0.000035102");
});

Deno.test("a run that overflows stops before it, and says so", () => {
  const state = stateOf(ONE_WEIGHT);
  state.change("rate", { learningRate: 1e10 });
  const made = state.takeSteps(1000);
  assert.ok(made < 1000 && Number.isFinite(state.error) && state.diverged);
  assert.match(state.message, /the learning rate is too high/);
  state.reset();
  assert.deepEqual([state.diverged, state.learningRate, [...state.theta]], [false, 0.1, [3]]);
});

Deno.test("the order output_first takes examples in turn", () => {
  const example = {
    ...TWO_TWO_TWO,
    start: { ...TWO_TWO_TWO.start, x: [[1, 2], [3, 4]], t: [[0, 1], [1, 0]] },
  };
  const state = stateOf(example);
  assert.deepEqual(state.orders, ["simultaneous", "output_first"]);
  state.setMethod({ order: "output_first" });
  assert.ok(state.inTurn);
  state.takeSteps(1);
  assert.equal(state.selected, 1);
  state.setMethod({ inTurn: false });
  assert.equal(state.order, "simultaneous");
  assert.ok("mean_E" in state.values && "mean_g_w5" in state.values);
});

Deno.test("Next walks through the trace, makes the update, and Back goes before it", () => {
  const state = stateOf();
  assert.equal(state.canGoBack, false);
  const last = state.program.steps.length - 1;
  for (let k = 0; k <= last; k++) state.next();
  assert.deepEqual([state.walk, state.step], [last, 0]);
  state.next();
  assert.deepEqual([state.walk, state.step, state.canGoBack], [null, 1, true]);
  state.back();
  assert.deepEqual([state.walk, state.step], [last, 0]);
});

Deno.test("a run goes on turn by turn until it is paused", () => {
  const clock = new FakeClock();
  const state = new State(TWO_TWO_TWO, formulas, clock);
  state.play();
  clock.tick();
  clock.tick();
  state.pause();
  clock.tick();
  assert.deepEqual([state.step, state.playing], [2, false]);
  state.undo();
  assert.equal(state.step, 0);
});

Deno.test("the next point is that of the next update, and follows the learning rate", () => {
  const state = stateOf();
  const [near, theta] = [state.nextTheta, state.theta];
  state.change("rate", { learningRate: 5 });
  const far = state.nextTheta;
  assert.ok(theta.every((value, k) => Math.abs(far[k] - value - 10 * (near[k] - value)) < 1e-12));
  assert.equal(state.theta, theta);
  state.takeSteps(1);
  assert.deepEqual(state.theta, far);
});

/**
 * The run before: what made it, and its steps.
 * @param {State} state
 */
function formerOf({ former }) {
  return former ? [former.optimizer, ...former.points.map(([step]) => step)] : [];
}

Deno.test("the run of the last optimizer stays, for a race, and Undo brings back the one before", () => {
  const state = stateOf();
  state.reset();
  assert.deepEqual(formerOf(state), []); // there was no run
  state.takeSteps(3);
  state.setMethod({ optimizer: "momentum" });
  assert.deepEqual(formerOf(state), ["sgd", 0, 1, 2, 3]);
  assert.equal(state.since, 3);
  state.takeSteps(2);
  state.reset();
  assert.deepEqual(formerOf(state), ["momentum", 3, 4, 5]);
  assert.equal(state.since, 0);
  state.undo();
  assert.deepEqual(formerOf(state), ["sgd", 0, 1, 2, 3]);
  assert.deepEqual([state.since, state.step], [3, 5]);
});

Deno.test("Play stops for a message, so that it can be read", () => {
  const clock = new FakeClock();
  const state = new State(TWO_TWO_TWO, formulas, clock);
  state.play();
  clock.tick();
  state.look({ message: "This link cannot be read." });
  clock.tick();
  assert.deepEqual([state.playing, state.message], [false, "This link cannot be read."]);
});
