import assert from "node:assert/strict";
import { State } from "../../lib/backprop/widgets/js/model/state.js";
import {
  endsOf,
  sidesOf,
  visibleRange,
  widened,
  withinRange,
  zoomed,
} from "../../lib/backprop/widgets/js/views/range.js";
import { FakeClock, TWO_TWO_TWO } from "./fakes.js";
import { formulas } from "./formulas.js";

Deno.test("a range grows by quarters until it holds the point, unless that is far away", () => {
  assert.deepEqual(widened(-4, 4, 0), [-4, 4]);
  assert.deepEqual(widened(-4, 4, 4.1), [-4, 6]);
  assert.deepEqual(widened(-4, 4, -9), [-10, 4]);
  assert.deepEqual(widened(-4, 4, 1e60), [-4, 4]);
});

Deno.test("a point outside is shown at the edge", () => {
  assert.deepEqual(withinRange([9, -1], [-4, 4, -4, 4]), [4, -1]);
});

Deno.test("zooming keeps the point in the middle, with round ends", () => {
  const bounds = zoomed([0.4, 0.45], [-4, 4, -4, 4], 0.5);
  assert.deepEqual(bounds, [-1.6, 2.4, -1.5, 2.5]);
  assert.deepEqual(endsOf(bounds, 1), [-1.5, 2.5]);
});

Deno.test("a point beyond the range is known by its sides", () => {
  assert.deepEqual(sidesOf([9, -1], [-4, 4, -4, 4]), [1, 0]);
  assert.deepEqual(sidesOf([-9, 1e300], [-4, 4, -4, 4]), [-1, 1]);
});

Deno.test("the first view has its range, other axes one around the start", () => {
  const view = { axes: ["w5", "w7"], bounds: [-16, 4, -4, 16] };
  const state = new State({ ...TWO_TWO_TWO, view }, formulas, new FakeClock());
  assert.deepEqual(visibleRange(state), [-16, 4, -4, 16]);
  state.change(null, { axes: ["w5", "w6"], bounds: [] });
  assert.deepEqual(visibleRange(state), [-4, 4, -4, 4]);
  state.change(null, { axes: ["w5", "w7"], bounds: [0, 1, 0, 1] });
  assert.deepEqual(visibleRange(state), [0, 1, 0, 1]);
});

Deno.test("a range that floats cannot widen or narrow stays", () => {
  assert.deepEqual(zoomed([0], [-8e299, 1e299], 1.5), [-8e299, 1e299]);
  assert.deepEqual(zoomed([0], [-5e-324, 5e-324], 0.5), [-5e-324, 5e-324]);
  assert.deepEqual(zoomed([1e300], [-4, 4], 1.5), [-4, 4]);
});
