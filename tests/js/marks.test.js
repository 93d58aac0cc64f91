import assert from "node:assert/strict";
import { marksOf } from "../../lib/backprop/widgets/js/model/marks.js";
import { writeTrace } from "../../lib/backprop/widgets/js/model/writer.js";
import { formulas, twoTwoTwo } from "./formulas.js";

/**
 * @param {string} name
 * @param {import("../../lib/backprop/widgets/js/model/writer.js").Method} method
 */
function marksAt(name, method = {}) {
  const trace = writeTrace(twoTwoTwo, formulas, method);
  const step = trace.steps.find((each) => each.name === name);
  assert.ok(step, name);
  return marksOf(step, trace);
}

Deno.test("a sum takes the products that come along the edges from the left", () => {
  const { operands, paths, result, neuron } = marksAt("z_h1");
  assert.deepEqual(operands, ["w1", "i1", "w2", "i2", "b1"]);
  assert.deepEqual(paths, [
    { from: "i1", to: "h1", factors: ["w1", "i1"] },
    { from: "i2", to: "h1", factors: ["w2", "i2"] },
  ]);
  assert.deepEqual([result, neuron], ["z_h1", "h1"]);
});

Deno.test("the delta of a hidden neuron comes along the edges from the right", () => {
  const { operands, paths, result } = marksAt("delta_h1");
  assert.deepEqual(operands, ["delta_o1", "w5", "delta_o2", "w7", "h1"]);
  assert.deepEqual(paths, [
    { from: "o1", to: "h1", factors: ["delta_o1", "w5"] },
    { from: "o2", to: "h1", factors: ["delta_o2", "w7"] },
  ]);
  assert.equal(result, "delta_h1");
});

Deno.test("where the layer above is updated first, its new weights send the deltas back", () => {
  const { paths } = marksAt("delta_h1", { order: "output_first" });
  assert.deepEqual(paths.map(({ factors }) => factors[1]), ["w5_new", "w7_new"]);
});

Deno.test("a gradient meets on the edge of its weight, an update and an error on none", () => {
  assert.deepEqual(marksAt("g_w5").paths, [
    { from: "o1", to: "h1", factors: ["delta_o1", "h1"] },
  ]);
  for (const name of ["h1", "E_o1", "E", "delta_o1", "g_b1", "w5_new"]) {
    assert.deepEqual(marksAt(name).paths, [], name);
  }
});
