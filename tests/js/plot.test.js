import assert from "node:assert/strict";
import {
  arrow,
  clamp,
  linearScale,
  logTicks,
  ticks,
} from "../../lib/backprop/widgets/js/drawing/plot.js";

Deno.test("ticks are round numbers inside the range", () => {
  assert.deepEqual(ticks(-4, 4), [-4, -2, 0, 2, 4]);
  assert.deepEqual(ticks(0, 0.3, 3), [0, 0.1, 0.2, 0.3]);
  assert.deepEqual(ticks(0.294, 0.302, 4), [0.294, 0.296, 0.298, 0.3, 0.302]);
});

Deno.test("logarithmic ticks are 1, 2, 5 of each decade, or every so many powers of ten", () => {
  assert.deepEqual(logTicks(0.01, 0.6), [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]);
  assert.deepEqual(logTicks(1, 1000, 4), [1, 10, 100, 1000]);
  assert.deepEqual(logTicks(1, 1e6, 4), [1, 100, 1e4, 1e6]);
});

Deno.test("logarithmic ticks end where numbers do", () => {
  assert.ok(logTicks(0, Infinity, 5).every((value) => value > 0 && value < Infinity));
});

Deno.test("a scale is a straight line, also downwards", () => {
  const scale = linearScale(-1, 3, 100, 0);
  assert.equal(scale(-1), 100);
  assert.equal(scale(1), 50);
  assert.equal(scale(3), 0);
});

Deno.test("clamp keeps a value inside", () => {
  assert.deepEqual([-1, 0.5, 2].map((value) => clamp(value, 0, 1)), [0, 0.5, 1]);
});

Deno.test("an arrow ends at its tip, its head on both sides", () => {
  const [shaft, head] = arrow([10, 20], 0, 46);
  assert.deepEqual(shaft, [[10, 20], [56, 20]]);
  const [left, tip, right] = head;
  assert.deepEqual(tip, [56, 20]);
  assert.ok(left[0] < 56 && right[0] < 56);
  assert.ok(Math.abs(left[1] + right[1] - 40) < 1e-9);
});

Deno.test("where floats end, ticks are the ends of the range", () => {
  assert.deepEqual(ticks(-5e-324, 5e-324), [-5e-324, 5e-324]);
  assert.deepEqual(ticks(-1e308, 1e308), [-1e308, 1e308]);
});
