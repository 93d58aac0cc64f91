import assert from "node:assert/strict";
import {
  digitsNeeded,
  isRounded,
  typedNumber,
} from "../../lib/backprop/widgets/js/model/answers.js";

Deno.test("numbers as people type them", () => {
  const typed = { "0.25": 0.25, "0,25": 0.25, "\u22121": -1, " 1 / 4 ": 0.25, "4.46e-2": 0.0446 };
  for (const [text, value] of Object.entries(typed)) assert.equal(typedNumber(text), value);
});

Deno.test("what is no number", () => {
  for (const text of ["", " ", "1/", "/4", "1/0", "a quarter", "1/2/4/", "1/2/4"]) {
    assert.equal(typedNumber(text), null);
  }
});

Deno.test("too few digits of the answer are noticed", () => {
  assert.ok(isRounded(-0.0446, -0.0445833));
  assert.ok(isRounded(1235, 1234.5678));
  assert.ok(isRounded(3, 3.14159));
  assert.ok(!isRounded(0.0447, 0.0445833));
});

Deno.test("a revealed answer has digits enough to be right", () => {
  assert.equal(digitsNeeded(0.25, 0.001), 6);
  assert.equal(digitsNeeded(0.298371108760003, 1e-9), 9);
  assert.equal(digitsNeeded(1 / 3, 0), 17);
});
