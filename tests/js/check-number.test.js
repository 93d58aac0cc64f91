// A reader's own number for a step.
import assert from "node:assert/strict";
import { judgeNumber } from "../../lib/backprop/widgets/js/model/check-number.js";
import { State } from "../../lib/backprop/widgets/js/model/state.js";
import { presentUpdate } from "../../lib/backprop/widgets/js/model/worked.js";
import { FakeClock, ONE_WEIGHT, TWO_TWO_TWO } from "./fakes.js";
import { formulas } from "./formulas.js";

/**
 * @param {string} typed
 * @param {string} name
 * @param {import("../../lib/backprop/widgets/js/model/state.js").Example} example
 */
function judged(typed, name, example = TWO_TWO_TWO) {
  const { steps, values } = presentUpdate(new State(example, formulas, new FakeClock()));
  return judgeNumber(typed, steps, values, name);
}

for (
  const [name, typed, verdict] of [
    ["z_h1", "0.3775", "right"],
    ["z_h1", "0.378", "right"],
    ["z_o1", "1.105", "rounding"], // cut off
    ["delta_h1", "0.00877", "right"],
    ["delta_h1", "8.77e-3", "right"],
    ["delta_h1", "0.88%", "right"],
    ["delta_h1", "0.00875", "rounding"], // with operands of few digits
    ["delta_h1", "-0.00877", "slip"],
    ["delta_h1", "0.0363", "slip"],
    ["delta_h1", "0.0123", "unknown"],
  ]
) {
  Deno.test(`${typed} for ${name} is judged: ${verdict}`, () => {
    assert.equal(judged(typed, name).verdict, verdict);
  });
}

Deno.test("the likeliest slip that gives the number stands first", () => {
  const { slips } = judged("0.036350", "delta_h1");
  assert.equal(slips[0].kind, "slope dropped");
});

Deno.test("a slip in a step behind is known, too", () => {
  const { slips } = judged("0.00066839", "g_w1"); // with one path to h1 alone
  assert.equal(slips[0].why, "In `delta_h1`: The term `delta_o2*w7` was left out.");
});

Deno.test("a number of one digit is right, but tells little", () => {
  assert.deepEqual(judged("0.4", "z_h1"), { verdict: "right", fewDigits: true, slips: [] });
  assert.equal(judged("0.38", "z_h1").fewDigits, false);
});

Deno.test("a sum over the examples is a slip where their mean belongs", () => {
  assert.equal(judged("1.667", "mean_g_W", ONE_WEIGHT).verdict, "right");
  const { verdict, slips } = judged("5.000", "mean_g_W", ONE_WEIGHT);
  assert.deepEqual([verdict, slips[0].kind], ["slip", "sum for the mean"]);
});

Deno.test("what is no number is refused with a reason", () => {
  assert.throws(() => judged("a third", "z_h1"), /"a third" is no number: expected/);
});
