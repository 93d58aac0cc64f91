import assert from "node:assert/strict";
import { Ramp } from "../../lib/backprop/widgets/js/drawing/colors.js";
import { ErrorScale } from "../../lib/backprop/widgets/js/drawing/error-scale.js";
import { Field } from "../../lib/backprop/widgets/js/drawing/field.js";
import { Glide } from "../../lib/backprop/widgets/js/drawing/glide.js";
import { contourLevels } from "../../lib/backprop/widgets/js/views/surface-plots.js";

/**
 * A field of n by n values.
 * @param {number[]} values
 */
function fieldOf(values) {
  const field = new Field();
  field.n = Math.sqrt(values.length);
  field.as = Float64Array.from({ length: field.n }, (_, k) => k);
  field.bs = field.as;
  field.values = Float64Array.from(values);
  field.measure();
  return field;
}

Deno.test("the scale is one of an example: four decades that end above the error at the start", () => {
  const scale = new ErrorScale(0.298);
  assert.deepEqual(scale.powers, [0.0001, 0.001, 0.01, 0.1, 1]);
  assert.deepEqual(scale.levels.slice(-4), [0.1, 0.2, 0.5, 1]);
  assert.equal(new ErrorScale(0.6).high, 10);
  for (const strange of [0, NaN, Infinity]) assert.equal(new ErrorScale(strange).high, 1);
  assert.ok(new ErrorScale(1e308).high < Infinity);
  assert.ok(new ErrorScale(5e-324).low > 0);
});

Deno.test("each error has its band, also below the scale, above it, and where it is no number", () => {
  const scale = new ErrorScale(0.298);
  assert.equal(scale.bands, scale.levels.length + 1);
  const bands = [0, 0.00015, 0.4, 0.5, 1, 99, Infinity, NaN].map((value) => scale.band(value));
  assert.deepEqual(bands, [0, 1, 11, 12, 13, 13, 13, 13]);
});

Deno.test("on the bar equal factors are equally far apart, and every error has a place", () => {
  const scale = new ErrorScale(0.298);
  const [first, second, third] = [0.001, 0.01, 0.1].map((value) => scale.place(value));
  assert.ok(Math.abs(third - second - (second - first)) < 1e-12);
  const outside = [0, 1e-9, 99, Infinity, NaN].map((value) => scale.place(value));
  assert.ok(outside.every((place) => place > 0 && place < 1));
  assert.ok(outside[0] < scale.place(0.0001) && outside[2] > scale.place(1));
});

Deno.test("contours follow the bands, and are finer on flatter ground", () => {
  const scale = new ErrorScale(0.298);
  const steep = contourLevels(fieldOf([0.015, 0.1, 0.2, 0.6]), scale);
  assert.deepEqual(steep, [0.02, 0.05, 0.1, 0.2, 0.5]);
  const flatter = contourLevels(fieldOf([0.11, 0.12, 0.2, 0.36]), scale);
  assert.deepEqual(flatter, [0.12, 0.15, 0.2, 0.25, 0.3]);
  const flat = contourLevels(fieldOf([0.294, 0.296, 0.298, 0.302]), scale);
  assert.ok(flat.length > 2 && flat.every((level) => level > 0.293 && level < 0.303));
});

Deno.test("a field knows its lowest point and passes over what is no number", () => {
  const field = fieldOf([3, 2, Infinity, NaN]);
  assert.deepEqual([field.low, field.high, field.lowest], [2, 3, [1, 0]]);
  assert.equal(fieldOf([Infinity, Infinity, NaN, Infinity]).low, Infinity);
});

Deno.test("a ramp goes through its colors, from the lowest to the highest", () => {
  const ramp = new Ramp(["#000000", "#808080", "#ffffff"]);
  assert.deepEqual(ramp.bands(3), [[0, 0, 0], [128, 128, 128], [255, 255, 255]]);
  assert.equal(ramp.pixels(2)[0], 0xff000000);
  assert.deepEqual(new Ramp(["#010203", "#ffffff"]).pixels(2)[0], 0xff030201);
});

Deno.test("a glide begins where the point was and ends where it is", () => {
  const glide = new Glide([0, 10], 1000);
  assert.deepEqual(glide.at([100, 20], 1000), [0, 10]);
  assert.deepEqual(glide.at([100, 20], 1175), [50, 15]);
  assert.deepEqual(glide.at([100, 20], 9999), [100, 20]);
  assert.deepEqual([glide.isOver(1349), glide.isOver(1350)], [false, true]);
});
