import assert from "node:assert/strict";
import { overlap, placesFor } from "../../lib/backprop/widgets/js/drawing/places.js";

/**
 * @param {number} x
 * @param {number} y
 */
function box(x, y) {
  return { x, y, width: 10, height: 10 };
}

Deno.test("boxes that touch do not overlap", () => {
  assert.equal(overlap(box(0, 0), box(10, 0)), false);
  assert.equal(overlap(box(0, 0), box(9, 9)), true);
});

Deno.test("a label gives way so that the next one has a place", () => {
  const places = placesFor([[box(0, 0), box(20, 0)], [box(0, 0)]], []);
  assert.deepEqual(places, [box(20, 0), box(0, 0)]);
});

Deno.test("no label stands on what is there, and where there is no room there is no choice", () => {
  assert.deepEqual(placesFor([[box(0, 0), box(20, 0)]], [box(5, 5)]), [box(20, 0)]);
  assert.equal(placesFor([[box(0, 0)], [box(3, 0)]], []), null);
});
