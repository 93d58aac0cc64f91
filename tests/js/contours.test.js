import assert from "node:assert/strict";
import { contourLine } from "../../lib/backprop/widgets/js/drawing/contours.js";

/**
 * @param {number} n
 * @param {(u: number, v: number) => number} height at shares of the two ranges
 */
function gridOf(n, height) {
  const values = Array.from(
    { length: n * n },
    (_, k) => height((k % n) / (n - 1), Math.floor(k / n) / (n - 1)),
  );
  return { n, values };
}

Deno.test("on a plane the line is straight and where it must be", () => {
  const segments = contourLine(gridOf(5, (u) => u), 0.4);
  assert.equal(segments.length, 4);
  for (const [x] of segments.flat()) assert.ok(Math.abs(x - 0.4) < 1e-12);
});

Deno.test("around a minimum every point of the line has its height", () => {
  const height = (/** @type {number} */ u, /** @type {number} */ v) => Math.hypot(u - 0.5, v - 0.5);
  const points = contourLine(gridOf(61, height), 0.3, 3).flat();
  assert.ok(points.length > 20);
  for (const [u, v] of points) assert.ok(Math.abs(height(u, v) - 0.3) < 0.005);
});

Deno.test("a saddle is crossed twice", () => {
  assert.equal(contourLine({ n: 2, values: [1, 0, 0, 1] }, 0.5).length, 2);
});

Deno.test("there is no line where no value is, and none outside the range", () => {
  for (const value of [Infinity, NaN]) {
    assert.deepEqual(contourLine({ n: 2, values: [0, value, 0, 0] }, 0.5), []);
  }
  assert.deepEqual(contourLine(gridOf(5, (u) => u), 2), []);
});

Deno.test("the last square is narrower where the stride does not divide", () => {
  const points = contourLine(gridOf(6, (_, v) => v), 0.5, 3).flat();
  assert.equal(Math.max(...points.map(([x]) => x)), 1);
});
