import assert from "node:assert/strict";
import { endsOf, widened, withinRange, zoomed } from "../../lib/backprop/widgets/js/views/range.js";

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
