import assert from "node:assert/strict";
import { Program } from "../../lib/backprop/widgets/js/model/program.js";
import { writeTrace } from "../../lib/backprop/widgets/js/model/writer.js";
import { sentenceOf } from "../../lib/backprop/widgets/js/views/sentences.js";
import { formulas, oneWeight, twoTwoTwo } from "./formulas.js";

/** @import { Example, Method } from "../../lib/backprop/widgets/js/model/writer.js" */

/**
 * The sentence of each assignment, by name.
 * @param {Example} example
 * @param {Method} method
 * @param {Record<string, number> | null} values
 */
function sentences(example, method = {}, values = null) {
  const program = new Program(writeTrace(example, formulas, method));
  return Object.fromEntries(
    program.steps.map((step) => [step.name, sentenceOf(step, program, values)]),
  );
}

Deno.test("each phase of 2-2-2 is said in plain words", () => {
  const said = sentences(twoTwoTwo);
  assert.equal(said.z_h1, "h1 adds up i1 and i2, each times the weight of its edge, and its bias.");
  assert.equal(said.h1, "The sigmoid squeezes the sum of h1 into a value between 0 and 1.");
  assert.equal(said.E_o2, "How far o2 is from its target t2: its part of the error.");
  assert.equal(said.E, "The parts of o1 and o2 add up to the error.");
  assert.equal(said.delta_o1, "The blame of o1: how fast the error changes with its sum z.");
  assert.equal(
    said.delta_h2,
    "The blame reaches h2 over two paths, from o1 and o2; they add.",
  );
  assert.equal(
    said.g_w6,
    "What came in over the edge of w6, h2, times the blame of o1 where it arrived.",
  );
  assert.equal(said.g_b1, "b1 belongs to h1 and h2: their blames add.");
  assert.match(said.w5_new, /^w5 takes a step downhill/);
});

Deno.test("what comes over each path is told, unless the reader works it out", () => {
  const values = { delta_o1: 0.5, w5: 0.25, delta_o2: -1 / 3, w7: 2 };
  const told = sentences(twoTwoTwo, {}, values).delta_h1;
  assert.equal(
    told,
    "The blame reaches h1 over two paths: 0.125 from o1 and \u22120.667 from o2; they add.",
  );
  assert.doesNotMatch(sentences(twoTwoTwo).delta_h1, /0\.125/);
});

Deno.test("a path is one where one neuron is above, and many are counted", () => {
  const narrow = { ...twoTwoTwo, sizes: [1, 1, 1], names: ["w1", "b1", "w2", "b2"] };
  const said = sentences(narrow);
  assert.equal(said.delta_h1, "The blame reaches h1 over one path, from o1.");
  assert.equal(said.z_h1, "h1 takes i1, times the weight of its edge, plus its bias.");
  assert.equal(said.g_b1, "A bias has no input: b1 takes the blame of h1 as it is.");
  const names = Array.from({ length: 18 }, (_, k) => `w${k + 1}`);
  const wide = { ...twoTwoTwo, sizes: [5, 1, 6], bias: false, names: names.slice(0, 11) };
  const many = sentences(wide);
  assert.equal(many.z_h1, "h1 adds up its 5 inputs, each times the weight of its edge.");
  assert.equal(many.delta_h1, "The blame reaches h1 over six paths; they add.");
});

Deno.test("an identity passes its sum on, and a mean names its examples", () => {
  const said = sentences(oneWeight, { examples: 3 });
  assert.equal(said.o1, "o1 passes its sum on as it is.");
  assert.equal(said.mean_E, "The error of the update is the mean over its three examples.");
  assert.equal(said.mean_g_w, "The update goes by the mean gradient of its three examples.");
  assert.match(said.w_new, /^w takes a step downhill/);
});

Deno.test("an optimizer with a memory does not say that it goes downhill", () => {
  const said = sentences(oneWeight, { optimizer: "momentum" });
  assert.equal(said.count_new, "The optimizer counts this update.");
  assert.equal(said.m_w_new, "The optimizer takes the new gradient into what it remembers.");
  assert.equal(said.w_new, "w moves by what the optimizer remembers of its gradients.");
});

Deno.test("a weight in several places says so", () => {
  const shared = { ...twoTwoTwo, sizes: [2, 1], bias: false, names: ["w", "w"], frozen: [] };
  assert.equal(sentences(shared).g_w, "w is used in two places: what each of them gives adds up.");
});

Deno.test("one error for all outputs is theirs together", () => {
  const softmax = { ...twoTwoTwo, output: "identity", loss: "softmax_cross_entropy" };
  assert.equal(
    sentences(softmax).E,
    "The error: how far all outputs together are from their targets.",
  );
});
