// Digits of numbers that leave no room for them.
import assert from "node:assert/strict";
import { digitSlips, roundedTo } from "../../lib/backprop/widgets/js/model/digits.js";
import { readNumber } from "../../lib/backprop/widgets/js/model/printed.js";

Deno.test("a number that is too large to be written out has no slips of its digits, and stays", () => {
  assert.deepEqual(digitSlips(1e308), []);
  assert.deepEqual(digitSlips(1e300, 9), []);
  assert.equal(roundedTo(1e308, 3), 1e308);
});

for (const text of ["1e-400", "5e-324", "1e300", "9".repeat(400)]) {
  Deno.test(`no float can be compared with ${text.slice(0, 10)}`, () => {
    assert.throws(() => readNumber(text), /too large a number|digits too small to compute with/);
  });
}
