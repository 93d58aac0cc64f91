// The form of the reader's own example: what it makes, what it refuses, and its link.
import assert from "node:assert/strict";
import { readLink, writeLink } from "../../lib/backprop/widgets/js/model/link.js";
import { draftOf, placesOf, usualNames } from "../../lib/backprop/widgets/js/model/own.js";
import { readDraft } from "../../lib/backprop/widgets/js/model/own-reading.js";
import {
  severalNumbers,
  withBias,
  withFrozen,
  withName,
  withNumbers,
  withRandomValues,
  withText,
  withUnits,
  withValue,
  withValues,
} from "../../lib/backprop/widgets/js/model/own-edits.js";
import { startDrafts } from "../../lib/backprop/widgets/js/model/own-starts.js";
import { State } from "../../lib/backprop/widgets/js/model/state.js";
import { FakeClock, TWO_TWO_TWO } from "./fakes.js";
import { formulas } from "./formulas.js";

/** @import { Draft } from "../../lib/backprop/widgets/js/model/own.js" */

const EXAMPLE = { ...TWO_TWO_TWO, name: "own", editable: true };
const DRAFT = draftOf(EXAMPLE);

const newState = () => new State(EXAMPLE, formulas, new FakeClock());

/** @param {Draft} draft */
function madeOf(draft) {
  const { made, problems } = readDraft(draft, formulas);
  assert.deepEqual([...problems], []);
  if (!made) throw new Error("no example was made");
  return made;
}

/** @param {Draft} draft */
function problemsOf(draft) {
  return Object.fromEntries(readDraft(draft, formulas).problems);
}

/**
 * A state that has read the link of another.
 * @param {State} state
 */
function reloaded(state) {
  const again = newState();
  readLink(writeLink(state).split("?")[1], again);
  return again;
}

Deno.test("the form of an example makes that example", () => {
  const { title, sizes, names, loss, frozen, start } = EXAMPLE;
  const made = madeOf(DRAFT);
  for (const [name, value] of Object.entries({ title, sizes, names, loss, frozen, start })) {
    assert.deepEqual(Reflect.get(made, name), value, name);
  }
});

Deno.test("names that nobody gave are counted through all places", () => {
  const places = placesOf(["2", "1"], true);
  assert.deepEqual(usualNames(places, new Map()), ["w1", "w2", "b1"]);
  assert.deepEqual(usualNames(places, new Map([["1.1.1", "u"]])), ["u", "w2", "b1"]);
  assert.deepEqual(usualNames(places, new Map([["1.1.2", "w1"]])), ["w1", "w1", "b1"]);
});

Deno.test("a new unit shares nothing with those that have a name", () => {
  const before = draftOf(EXAMPLE);
  const after = madeOf(withUnits(before, ["2", "3", "2"])).names;
  assert.equal(after.length, 9 + 8);
  assert.equal(new Set(after).size, 9 + 8 - 2, "b1 and b2 alone are shared, each once");
});

Deno.test("the same name twice is one parameter with one value, and what was there comes back", () => {
  const shared = withName(DRAFT, "1.2.2", "w1");
  assert.equal(madeOf(shared).names[3], "w1");
  assert.equal(madeOf(shared).start.theta.length, EXAMPLE.start.theta.length - 1);
  assert.deepEqual(madeOf(withName(shared, "1.2.2", "w4")).start.theta, EXAMPLE.start.theta);
});

Deno.test("another layer brings its weights, and a layer that is taken away and back keeps its own", () => {
  const smaller = withUnits(DRAFT, ["2", "1", "2"]);
  assert.equal(madeOf(smaller).names.length, 3 + 4);
  assert.deepEqual(madeOf(withUnits(smaller, ["2", "2", "2"])).start, EXAMPLE.start);
  const deeper = madeOf(withUnits(DRAFT, ["2", "2", "3", "2"]));
  assert.deepEqual(deeper.sizes, [2, 2, 3, 2]);
  assert.ok(deeper.start.theta.every(Number.isFinite));
  assert.equal(madeOf(withBias(DRAFT, false)).names.length, 8);
});

Deno.test("the rows follow the numbers of inputs and targets, as they are written", () => {
  const commas = withText(DRAFT, "rows", "0,05; 0,10; 0,01; 0,99");
  assert.equal(withUnits(commas, ["3", "2", "1"]).rows, "0,05; 0,10; 0; 0,01");
  assert.equal(withUnits(commas, ["x", "2", "1"]).rows, commas.rows);
  assert.deepEqual(madeOf(withUnits(DRAFT, ["3", "2", "2"])).start.x, [[0.05, 0.1, 0]]);
});

Deno.test("several numbers that are pasted fill the values that follow", () => {
  assert.deepEqual(severalNumbers("0,15"), []);
  assert.deepEqual(severalNumbers("0.15, x"), []);
  const numbers = severalNumbers("1\t2,5\n3; 4, 5");
  assert.deepEqual(numbers, ["1", "2,5", "3", "4", "5"]);
  const { theta } = madeOf(withValues(DRAFT, "1.2.2", numbers)).start;
  assert.deepEqual(theta.slice(3), [1, 2.5, 3, 4, 5, 0.55, 0.6]);
});

Deno.test("random values leave alone what is frozen", () => {
  const { theta } = madeOf(withRandomValues(DRAFT, () => 0.125)).start;
  assert.deepEqual(theta, [-0.75, -0.75, -0.75, -0.75, 0.35, -0.75, -0.75, -0.75, -0.75, 0.6]);
});

for (
  const [what, draft, field, told] of /** @type {[string, Draft, string, string][]} */ ([
    ["units", withUnits(DRAFT, ["2", "0", "2"]), "units.1", 'from 1 to 64 units, got "0"'],
    ["too many units", withUnits(DRAFT, ["2", "999", "2"]), "units.1", 'units, got "999"'],
    ["too many places", withUnits(DRAFT, ["64", "64", "2"]), "network", "room for 256"],
    ["too many parameters", withUnits(DRAFT, ["8", "8", "2"]), "network", "at most 64 parameters"],
    [
      "a value",
      withValue(DRAFT, "2.1.1", "0.4x"),
      "value.2.1.1",
      'w5 must be a number, got "0.4x"',
    ],
    ["no value", withValue(DRAFT, "2.1.1", ""), "value.2.1.1", 'w5 must be a number, got ""'],
    ["no name", withName(DRAFT, "1.1.1", "2w"), "name.1.1.1", "identifier such as w1, got '2w'"],
    ["a reserved word", withName(DRAFT, "1.1.1", "for"), "name.1.1.1", "'for' is a reserved word"],
    ["a word of links", withName(DRAFT, "1.1.1", "rate"), "name.1.1.1", "the explorer's links"],
    ["an intermediate", withName(DRAFT, "1.1.1", "z_h2"), "name.1.1.1", "an intermediate value"],
    [
      "a number of momentum",
      withName(DRAFT, "1.1.1", "beta"),
      "name.1.1.1",
      "an intermediate value",
    ],
    ["a mean", withName(DRAFT, "1.1.1", "mean_E"), "name.1.1.1", "an intermediate value"],
    ["the rate", withText(DRAFT, "rate", "0"), "rate", 'above 0, got "0"'],
    ["the title", withText(DRAFT, "title", " "), "title", "needs a title"],
    ["the rows", withText(DRAFT, "rows", "1 2 3"), "rows", "must hold 4 numbers"],
    ["many rows", withText(DRAFT, "rows", "1 2 3 4\n".repeat(65)), "rows", "64 examples, got 65"],
    [
      "the loss",
      withText(DRAFT, "loss", "softmax_cross_entropy"),
      "loss",
      "softmax_cross_entropy needs identity outputs, got a network with sigmoid outputs",
    ],
  ])
) {
  Deno.test(`refused, with the reason beside the field: ${what}`, () => {
    const problems = problemsOf(draft);
    assert.deepEqual(Object.keys(problems), [field]);
    assert.ok(problems[field].includes(told), problems[field]);
  });
}

Deno.test("names that every object of JavaScript has are names like others", () => {
  const odd = ["constructor", "__proto__", "toString", "hasOwnProperty"];
  const state = newState();
  const keys = ["1.1.1", "1.1.2", "2.1.1", "2.1.2"];
  state.setDraft(keys.reduce((draft, key, k) => withName(draft, key, odd[k]), DRAFT));
  assert.deepEqual([...state.problems], []);
  state.setParameters(null, { w3: 1 });
  state.setParameters(null, { ["__proto__"]: 2 });
  for (const optimizer of ["sgd", "momentum"]) {
    state.setMethod({ optimizer });
    state.takeSteps(3);
    assert.ok(state.theta.every(Number.isFinite));
    assert.ok(odd.every((name) => Number.isFinite(state.values[name])));
  }
  assert.equal(writeLink(reloaded(state)), writeLink(state));
});

Deno.test("the explorer follows what can be read, and else stays as it is", () => {
  const state = newState();
  state.setDraft(withValue(DRAFT, "2.1.1", "0.3"), "value.2.1.1");
  assert.equal(state.parameter("w5"), 0.3);
  state.takeSteps(2);
  state.setDraft(withValue(DRAFT, "2.1.1", "0.3x"), "value.2.1.1");
  assert.deepEqual([state.step, state.problems.size], [2, 1]);
  state.setDraft(withValue(DRAFT, "2.1.1", "0.30"), "value.2.1.1");
  assert.deepEqual([state.step, state.problems.size], [2, 0], "the same example goes on");
});

Deno.test("each edit is taken back, and what is typed into one field at once", () => {
  const state = newState();
  state.setDraft(withText(DRAFT, "rate", "0."), "rate");
  state.setDraft(withText(DRAFT, "rate", "0.2"), "rate");
  state.setDraft(startDrafts()[0]);
  state.undoDraft();
  assert.equal(state.learningRate, 0.2);
  state.undoDraft();
  assert.equal(state.learningRate, 0.5);
  assert.deepEqual(state.formerDrafts, []);
});

Deno.test("the numbers of the explorer become those of the form", () => {
  const state = newState();
  state.setParameters(null, { w5: 0.3, b1: 0.1 });
  state.setDraft(withNumbers(DRAFT, state));
  assert.equal(state.example.start.theta[5], 0.3);
  assert.equal(state.example.start.theta[4], 0.1);
});

Deno.test("a link holds the network, its numbers and the state of the explorer", () => {
  const state = newState();
  const named = withName(withUnits(DRAFT, ["3", "2", "1"]), "1.1.1", "slope");
  state.setDraft(
    withText(withFrozen(named, "1.1.1", true), "title", "50 % & more, as=is? \u00e9\n"),
  );
  state.setMethod({ optimizer: "momentum" });
  state.takeSteps(3);
  const again = reloaded(state);
  assert.deepEqual(again.example, { ...state.example, view: again.example.view });
  assert.deepEqual(again.theta, state.theta);
  assert.deepEqual([again.step, again.optimizer], [3, "momentum"]);
  assert.equal(writeLink(again), writeLink(state));
});

Deno.test("a link holds what is typed and cannot be read, beside what the explorer shows", () => {
  const state = newState();
  state.setDraft(withText(DRAFT, "rows", "1,5; 2; 0; 1\n3; 4; 1; 0"));
  state.takeSteps(2);
  const typed = withValue(withText(state.draft ?? DRAFT, "rate", "fast & good"), "2.1.1", "");
  state.setDraft(typed);
  const again = reloaded(state);
  assert.equal(again.draft?.rate, "fast & good");
  assert.equal(again.draft?.values.get("2.1.1"), "");
  assert.equal(again.draft?.rows, "1,5; 2; 0; 1\n3; 4; 1; 0");
  assert.deepEqual([...again.problems.keys()], ["rate", "value.2.1.1"]);
  assert.deepEqual([again.n, again.step, again.error], [2, 2, state.error]);
  assert.equal(writeLink(again), writeLink(state));
});

for (
  const [text, told] of [
    ["own.units=2", "own.units must be those of 2 to 8 layers"],
    ["own.units=2,1&own.hidden=constructor", "own.bias must be one of yes, no"],
    ["own.units=2,1&own.bias=yes&own.hidden=constructor", "own.hidden must be one of"],
    ["own.name=1", "a link names only what its example has"],
    ["typed.rate=1", "own.units must be those of 2 to 8 layers"],
    [
      "own.title=x&own.units=1,1&own.bias=no&own.hidden=sigmoid&own.output=sigmoid" +
      "&own.loss=half_squared_error&own.rate=-1&own.rows=1+1&own.values=1",
      "the example cannot be built",
    ],
  ]
) {
  Deno.test(`a link is refused: ${text}`, () => {
    const state = newState();
    assert.throws(() => readLink(text, state), (error) => String(error).includes(told));
    assert.deepEqual(state.example, EXAMPLE);
  });
}
