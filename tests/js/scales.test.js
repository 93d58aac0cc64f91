import assert from "node:assert/strict";
import {
  linearSlider,
  logarithmicSlider,
  symmetricSlider,
} from "../../lib/backprop/widgets/js/views/scales.js";

Deno.test("a learning rate and back", () => {
  const scale = logarithmicSlider();
  const { min, max } = scale.range(0.5);
  for (let position = min; position <= max; position++) {
    assert.equal(scale.toPosition(scale.toNumber(position)), position);
  }
  assert.equal(scale.toNumber(min), 0.0001);
  assert.equal(scale.toNumber(max), 80);
  assert.equal(scale.toPosition(1e-9), min);
});

Deno.test("a slider reaches twice as far as its values, and to any value", () => {
  assert.deepEqual(symmetricSlider([0.5]).range(0), { min: -5, max: 5, step: 0.01 });
  assert.deepEqual(symmetricSlider([-4]).range(0), { min: -8, max: 8, step: 0.01 });
  assert.deepEqual(linearSlider(0, 1).range(123.25), { min: 0, max: 124, step: 0.01 });
});
