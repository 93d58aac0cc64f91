// The state as the fragment of an address, and back.
import assert from "node:assert/strict";
import { readLink, writeLink } from "../../lib/backprop/widgets/js/model/link.js";
import { State } from "../../lib/backprop/widgets/js/model/state.js";
import { FakeClock, ONE_WEIGHT, TWO_TWO_TWO } from "./fakes.js";
import { formulas } from "./formulas.js";

const stateOf = (example = TWO_TWO_TWO) => new State(example, formulas, new FakeClock());
const textOf = (/** @type {State} */ state) => writeLink(state).split("?")[1];

Deno.test("a link at the start holds the parameters and the method", () => {
  assert.equal(
    writeLink(stateOf()),
    "#two_two_two?w1=0.15&w2=0.2&w3=0.25&w4=0.3&b1=0.35&w5=0.4&w6=0.45&w7=0.5&w8=0.55&b2=0.6" +
      "&learning_rate=0.5&axes=w5,w6&optimizer=sgd&order=simultaneous",
  );
});

Deno.test("a link brings the whole state back", () => {
  const state = stateOf(ONE_WEIGHT);
  state.change(
    null,
    { x: state.x.with(1, 5), bounds: [-1, 2], learningRate: 0.01, selected: 2 },
    true,
  );
  state.setMethod({ optimizer: "momentum", inTurn: true });
  state.takeSteps(4);
  state.look({ scale: "log", walk: 2 });
  const again = stateOf(ONE_WEIGHT);
  readLink(textOf(state), again);
  assert.equal(writeLink(again), writeLink(state));
  for (
    const name
      of /** @type {const} */ (["theta", "memory", "x", "step", "selected", "walk", "inTurn"])
  ) {
    assert.deepEqual(again[name], state[name], name);
  }
});

Deno.test("a link keeps what was typed in the audit, whatever it is, and the round of the game", () => {
  const state = stateOf();
  const printed = new Map([["z_h1", "0.3775"], ["t1 - o1", "0.7"], [
    "-delta_o1",
    "\u2212 1,2 & 3=4 % <b>",
  ]]);
  state.look({ printed, round: { level: 2, seed: 17 } });
  const again = stateOf();
  readLink(textOf(state), again);
  assert.deepEqual(again.printed, printed);
  assert.deepEqual(again.round, { level: 2, seed: 17 });
});

Deno.test("what was typed stays with another example, whose link names only what that one has", () => {
  const state = stateOf();
  state.look({ printed: new Map([["z_h1", "0.3775"], ["z_o1", "1.1"]]) });
  state.begin(ONE_WEIGHT, formulas);
  assert.equal(state.printed.get("z_h1"), "0.3775");
  assert.ok(!writeLink(state).includes("z_h1") && writeLink(state).includes("printed.z_o1=1.1"));
});

Deno.test("a link of old, with rate and view, still opens", () => {
  const state = stateOf();
  readLink("rate=0.25&w5=1&view=3d", state);
  assert.deepEqual([state.learningRate, state.parameter("w5"), state.parameter("w6")], [
    0.25,
    1,
    0.45,
  ]);
});

Deno.test("a link into the walk names an assignment, or its number", () => {
  const walks = ["walk=z_h1", "walk=delta_h1", "walk=3"].map((text) => {
    const state = stateOf();
    readLink(text, state);
    return state.program.names[state.walk ?? -1];
  });
  assert.deepEqual(walks, ["z_h1", "delta_h1", walks[2]]);
  assert.equal(walks[2], stateOf().program.names[2]);
  assert.throws(() => readLink("walk=delta_h9", stateOf()), /walk must be a number/);
});

for (
  const [text, told] of [
    ["w5=x", 'w5 must be a number, got "x"'],
    ["w5=0x10", 'w5 must be a number, got "0x10"'],
    ["w5", 'a link holds different name=value pairs, got "w5"'],
    ["w5=1&w5=2", 'a link holds different name=value pairs, got "w5=2"'],
    ["w99=1", 'a link names only what its example has, got "w99"'],
    ["learning_rate=0", 'learning_rate must be a number above 0, got "0"'],
    ["rate=-1", 'rate must be a number above 0, got "-1"'],
    ["rate=1&learning_rate=1", 'a link names only what its example has, got "learning_rate"'],
    ["axes=w5,w5", 'axes must be 2 different names, got "w5,w5"'],
    ["bounds=1,0,0,1", 'bounds must be a lower and an upper number for each axis, got "1,0,0,1"'],
    ["optimizer=newton", 'optimizer must be one of sgd, momentum, got "newton"'],
    ["example=2", 'example must be a whole number from 1 to 1, got "2"'],
    ["printed.z_h9=1", 'a link names only what its example has, got "printed.z_h9"'],
    [
      `printed.z_h1=${"1".repeat(101)}`,
      `a printed number has at most 100 letters, got "${"1".repeat(100)}"`,
    ],
    [
      "find_slip=7,1",
      'find_slip must be a level (1, 2, 3) and a number up to 9999, got "7,1"',
    ],
    ["bounds=-1e308,1e308,0,1", "bounds must be a lower and an upper number for each axis"],
    ["w1=1?w5=2", 'a link holds different name=value pairs, got "w1=1?w5=2"'],
    [`w1=${"9".repeat(200_000)}e`, `w1 must be a number, got "${"9".repeat(100)}\u2026"`],
    [
      `${"x".repeat(3000)}=1`,
      `a link names only what its example has, got "${"x".repeat(100)}\u2026"`,
    ],
    ["walk=1e9", 'walk must be a whole number from 1 to 33, got "1000000000"'],
  ]
) {
  Deno.test(`a link with ${text.slice(0, 60)} is refused, and nothing is changed`, () => {
    const state = stateOf();
    const before = writeLink(state);
    assert.throws(
      () => readLink(text, state),
      (/** @type {Error} */ { message }) => message.startsWith(told),
    );
    assert.equal(writeLink(state), before);
    assert.equal(state.undos.length, 0);
  });
}

Deno.test("what a link leaves out is as at the start", () => {
  const state = stateOf(ONE_WEIGHT);
  state.change(null, { scale: "log", learningRate: 2, bounds: [0, 1] });
  state.setMethod({ optimizer: "momentum", inTurn: true });
  readLink("W=2", state);
  const { optimizer, order, inTurn, learningRate, bounds, scale } = state;
  assert.deepEqual({ optimizer, order, inTurn, learningRate, bounds, scale }, {
    optimizer: "sgd",
    order: "simultaneous",
    inTurn: false,
    learningRate: 0.1,
    bounds: [],
    scale: "linear",
  });
});

Deno.test("where the examples are taken in turn at the start, a link says if they are not", () => {
  const state = stateOf(ONE_WEIGHT);
  state.setMethod({ inTurn: true });
  state.rememberStart();
  state.setMethod({ inTurn: false });
  const again = stateOf(ONE_WEIGHT);
  again.setMethod({ inTurn: true });
  again.rememberStart();
  readLink(textOf(state), again);
  assert.equal(again.inTurn, false);
});
