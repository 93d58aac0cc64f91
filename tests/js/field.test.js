import assert from "node:assert/strict";
import { Ramp } from "../../lib/backprop/widgets/js/drawing/colors.js";
import { Field } from "../../lib/backprop/widgets/js/drawing/field.js";

/**
 * A field of n by n values.
 * @param {number[]} values
 */
function fieldOf(values) {
  const field = new Field();
  field.n = Math.sqrt(values.length);
  field.values = Float64Array.from(values);
  field.measure(false);
  return field;
}

Deno.test("a flat field has straight levels, a steep one logarithmic ones", () => {
  const flat = fieldOf([1, 2, 3, 4]);
  assert.equal(flat.logarithmic, false);
  assert.equal(flat.share(2.5), 0.5);
  const steep = fieldOf([0.01, 1, 2, 100]);
  assert.equal(steep.logarithmic, true);
  assert.ok(Math.abs(steep.share(1) - 0.5) < 1e-12);
  assert.deepEqual(steep.levels, [0.01, 0.1, 1, 10, 100]);
});

Deno.test("what overflows is the highest, and the scale ends before it", () => {
  const field = fieldOf([1, 2, Infinity, NaN]);
  assert.deepEqual([field.low, field.high], [1, 2]);
  assert.equal(field.share(Infinity), 1);
  assert.equal(field.share(NaN), 1);
});

Deno.test("a field without any number still has a scale", () => {
  const field = fieldOf([Infinity, Infinity, NaN, Infinity]);
  assert.ok(field.high > field.low);
});

Deno.test("between samples the value is between theirs", () => {
  const field = fieldOf([0, 1, 2, 3]);
  assert.equal(field.at(0, 0), 0);
  assert.equal(field.at(1, 1), 3);
  assert.equal(field.at(0.5, 0.5), 1.5);
  assert.equal(field.at(9, -9), 1);
});

Deno.test("a ramp goes through its colors, from the lowest to the highest", () => {
  const ramp = new Ramp(["#000000", "#808080", "#ffffff"]);
  assert.equal(ramp.css(0), "rgb(0 0 0)");
  assert.equal(ramp.css(1), "rgb(255 255 255)");
  assert.equal(ramp.css(NaN), "rgb(255 255 255)");
  assert.equal(ramp.pixels[0], 0xff000000);
  assert.equal(Ramp.shade(0.5), 128);
});
