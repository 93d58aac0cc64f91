import { deepEqual, equal, ok } from "node:assert/strict";
import { Program } from "../../lib/backprop/widgets/js/model/program.js";
import { writeTrace } from "../../lib/backprop/widgets/js/model/writer.js";
import { formulas, oneWeight, twoTwoTwo } from "./formulas.js";

/** @import { Method } from "../../lib/backprop/widgets/js/model/writer.js" */

const THETA = Float64Array.from([0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6]);
const X = [0.05, 0.1];
const T = [0.01, 0.99];

/** @param {Method} [method] */
function ofTwoTwoTwo(method) {
  return new Program(writeTrace(twoTwoTwo, formulas, method));
}

/** @param {Method} [method] */
function ofOneWeight(method) {
  return new Program(writeTrace(oneWeight, formulas, method));
}

/**
 * Trains a network of one weight on the pairs (1, 2) and (3, 0), from the weight 1.
 * @param {Program} program
 * @param {number} count
 */
function trained(program, count, { first = 0, stride = 1, rate = 0.1 } = {}) {
  const theta = Float64Array.from([1]);
  const memory = program.start.slice();
  const out = new Float64Array(Math.floor(count / stride) + 1);
  const constants = Object.values({ ...program.constants, rate });
  const training = { first, count, stride, out };
  const made = program.train(theta, memory, constants, [1, 3], [2, 0], 2, training);
  return { theta: theta[0], memory: [...memory], made, out: [...out] };
}

/**
 * @param {number} value
 * @param {number} expected
 */
function near(value, expected) {
  ok(Math.abs(value - expected) < 1e-12 * Math.max(1, Math.abs(expected)), `${value} ${expected}`);
}

Deno.test("one pass gives the result of every step", () => {
  const program = ofTwoTwoTwo();
  const values = program.evaluate(THETA, [], [0.5], X, T, 0);
  equal(values.length, program.steps.length);
  near(values[program.names.indexOf("E")], 0.2983711087600027);
  near(values[program.names.indexOf("w5_new")], 0.35891647971788465);
  near(program.error(THETA, X, T, 1), 0.2983711087600027);
});

Deno.test("of several examples a pass shows one, with the means over all", () => {
  const program = ofOneWeight({ examples: 2 });
  const values = program.evaluate([1], [], [0.1], [1, 3], [2, 0], 1);
  const named = Object.fromEntries(program.names.map((name, k) => [name, values[k]]));
  deepEqual([named.E, named.mean_E], [4.5, 2.5]);
  deepEqual([named.g_w, named.mean_g_w], [9, 4]);
  near(named.w_new, 0.6);
});

Deno.test("the gradient is that of central differences", () => {
  const program = ofTwoTwoTwo({ examples: 2 });
  const x = [...X, 0.7, -0.3];
  const t = [...T, 0.5, 0.2];
  const gradient = program.gradient(THETA, [], [0.5], x, t, 2);
  const numerical = program.numericalGradient(THETA, x, t, 2);
  for (const [k, value] of gradient.entries()) ok(Math.abs(value - numerical[k]) < 1e-9);
});

Deno.test("an update takes the mean of all examples, or one of them in turn", () => {
  near(trained(ofOneWeight({ examples: 2 }), 1).theta, 1 - 0.1 * 4);
  near(trained(ofOneWeight(), 1).theta, 1 + 0.1 * 1);
  near(trained(ofOneWeight(), 1, { first: 1 }).theta, 1 - 0.1 * 9);
  near(trained(ofOneWeight(), 2).theta, 1.1 - 0.1 * 3 * 3.3);
});

Deno.test("what the optimizer remembers goes on where it stopped", () => {
  const { theta, memory } = trained(ofOneWeight({ optimizer: "momentum", examples: 2 }), 2);
  near(theta, 0.6 - 0.1 * (0.5 * 4 + 2));
  equal(memory[0], 2);
  near(memory[1], 0.5 * 4 + 2);
});

Deno.test("theta is kept before each update whose number is a multiple of the stride", () => {
  const { out } = trained(ofOneWeight(), 4, { stride: 2 });
  equal(out[0], 1);
  near(out[1], trained(ofOneWeight(), 2).theta);
});

Deno.test("training ends where the error overflows, and says after how many updates", () => {
  for (const program of [ofOneWeight(), ofOneWeight({ examples: 2 })]) {
    const { made, theta } = trained(program, 10_000, { rate: 5 });
    ok(made > 10 && made < 1000);
    ok(!(program.error([theta], [1, 3], [2, 0], 2) < Infinity));
  }
});

Deno.test("with all parameters frozen an update changes nothing", () => {
  const program = new Program(
    writeTrace({ ...oneWeight, frozen: ["w"] }, formulas, { optimizer: "momentum" }),
  );
  deepEqual(trained(program, 3), { theta: 1, memory: [0], made: 3, out: [1, 1, 1, 0] });
});

Deno.test("a surface is the error at each pair of values, whichever two parameters they are", () => {
  const program = ofTwoTwoTwo();
  const as = [-1, 0, 2];
  const bs = [0.5, 3];
  const out = new Float64Array(6);
  for (const axes of [["w5", "w6"], ["w5", "w7"], ["w1", "w5"], ["b2", "b1"], ["w4", "w1"]]) {
    const [a, b] = axes.map((name) => program.parameters.indexOf(name));
    program.surface(THETA, X, T, 1, axes, as, bs, out);
    for (const [row, valueB] of bs.entries()) {
      for (const [column, valueA] of as.entries()) {
        near(out[row * 3 + column], program.error(THETA.with(a, valueA).with(b, valueB), X, T, 1));
      }
    }
  }
});

Deno.test("of one parameter the surface is a curve, the mean over the examples", () => {
  const out = new Float64Array(2);
  ofOneWeight().surface([7], [1, 3], [2, 0], 2, ["w"], [1, 0], [0], out);
  deepEqual([...out], [2.5, 1]);
});
