import { deepEqual, equal, throws } from "node:assert/strict";
import { ordersOf, writeTrace } from "../../lib/backprop/widgets/js/model/writer.js";
import { formulas, oneWeight, twoTwoTwo } from "./formulas.js";

/** @import { Example, Method, Trace } from "../../lib/backprop/widgets/js/model/writer.js" */

/**
 * @param {Trace} trace
 * @param {string} [phase]
 */
function lines({ steps }, phase) {
  const shown = steps.filter((step) => phase === undefined || step.phase === phase);
  return shown.map((step) => `${step.name} = ${step.text}`);
}

/**
 * @param {Example} example
 * @param {Method} [method]
 */
function write(example, method) {
  return writeTrace(example, formulas, method);
}

Deno.test("the whole trace of one weight", () => {
  deepEqual(lines(write(oneWeight)), [
    "z_o1 = w*i1",
    "o1 = z_o1",
    "E = 0.5*(t1 - o1)*(t1 - o1)",
    "delta_o1 = o1 - t1",
    "g_w = delta_o1*i1",
    "w_new = w - rate*g_w",
  ]);
});

Deno.test("shared parameters have one gradient, frozen ones no update", () => {
  const trace = write(twoTwoTwo);
  deepEqual(trace.parameters, ["w1", "w2", "w3", "w4", "b1", "w5", "w6", "w7", "w8", "b2"]);
  const backward = lines(trace, "backward");
  equal(backward[0], "delta_o1 = (o1 - t1)*o1*(1 - o1)");
  equal(backward.at(-1), "g_b1 = delta_h1 + delta_h2");
  deepEqual(
    trace.renewals,
    Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((k) => [`w${k}`, `w${k}_new`])),
  );
});

Deno.test("the mean over several examples is a step of its own, and the update reads it", () => {
  const trace = write(oneWeight, { examples: 3 });
  deepEqual(lines(trace, "error"), ["E = 0.5*(t1 - o1)*(t1 - o1)", "mean_E = mean(E)"]);
  equal(lines(trace, "backward").at(-1), "mean_g_w = mean(g_w)");
  deepEqual(lines(trace, "update"), ["w_new = w - rate*mean_g_w"]);
});

Deno.test("output first, a delta reads the new weights of the layer above", () => {
  const text = lines(write({ ...twoTwoTwo, frozen: ["w7"] }, { order: "output_first" }));
  const delta = text.indexOf("delta_h1 = (delta_o1*w5_new + delta_o2*w7)*h1*(1 - h1)");
  equal(text.indexOf("w5_new = w5 - rate*g_w5") < delta, true);
  equal(delta < text.indexOf("w1_new = w1 - rate*g_w1"), true);
});

Deno.test("what is done once an update comes before the first parameter that is free", () => {
  const example = { ...twoTwoTwo, frozen: ["w5", "w6", "w7", "w8", "b2"] };
  for (const order of ["simultaneous", "output_first"]) {
    const trace = write(example, { optimizer: "momentum", order });
    deepEqual(lines(trace, "update").slice(0, 3), [
      "count_new = count + 1",
      "m_w1_new = beta*m_w1 + g_w1",
      "w1_new = w1 - rate*m_w1_new",
    ]);
    deepEqual(trace.memory, { count: 0, m_w1: 0, m_w2: 0, m_w3: 0, m_w4: 0, m_b1: 0 });
    deepEqual(trace.constants, { rate: 0.5, beta: 0.9 });
  }
});

Deno.test("softmax has one error for all outputs, and a delta that reads the others", () => {
  const names = ["w1", "w2", "w3"];
  const example = { ...oneWeight, sizes: [1, 3], names, loss: "softmax_cross_entropy" };
  const text = lines(write(example));
  equal(
    text.find((line) => line.startsWith("E ")),
    "E = (t1 + t2 + t3)*logsumexp(z_o1, z_o2, z_o3) - (t1*z_o1 + t2*z_o2 + t3*z_o3)",
  );
  equal(
    text.find((line) => line.startsWith("delta_o2 ")),
    "delta_o2 = (t1 + t2 + t3)*sigmoid(z_o2 - logsumexp(z_o1, z_o3)) - t2",
  );
});

Deno.test("units of deeper layers are named by their layer", () => {
  const trace = write({ ...oneWeight, sizes: [1, 1, 1, 1], names: ["u", "v", "w"] });
  deepEqual(trace.units, [["i1"], ["h1"], ["h2_1"], ["o1"]]);
  deepEqual(trace.layers[2], { weights: [["w"]], biases: null });
});

Deno.test("output first needs a layer below, no sharing between layers, one example", () => {
  const both = ["simultaneous", "output_first"];
  deepEqual(ordersOf(twoTwoTwo), both);
  deepEqual(ordersOf(twoTwoTwo, 2), ["simultaneous"]);
  deepEqual(ordersOf(oneWeight), ["simultaneous"]);
  deepEqual(ordersOf({ ...oneWeight, sizes: [1, 1, 1], names: ["w", "w"] }), ["simultaneous"]);
  throws(() => write(twoTwoTwo, { order: "output_first", examples: 2 }), /one example at a time/);
});
