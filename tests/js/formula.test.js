import assert from "node:assert/strict";
import { nestedQuotients, powersOf } from "../../lib/backprop/widgets/js/views/formula.js";
import { spokenFormula } from "../../lib/backprop/widgets/js/views/spoken.js";

/** @typedef {import("../../lib/backprop/widgets/js/model/expression.js").Tree} Tree */

Deno.test("a weighted sum is said", () => {
  assert.equal(
    spokenFormula(["+", ["*", "w1", "i1"], ["*", "w2", "i2"], "b1"]),
    "w1 times i1 plus w2 times i2 plus b1",
  );
});

Deno.test("a difference is in parentheses where it is multiplied, and only there", () => {
  /** @type {Tree} */
  const difference = ["+", "o1", ["-", "t1"]];
  assert.equal(spokenFormula(difference), "o1 minus t1");
  /** @type {Tree} */
  const delta = ["*", difference, "o1", ["+", 1, ["-", "o1"]]];
  assert.equal(spokenFormula(delta), "(o1 minus t1) times o1 times (1 minus o1)");
});

Deno.test("what is taken away stands in parentheses if it is a sum or negative", () => {
  assert.equal(spokenFormula(["+", "a", ["-", ["+", "b", "c"]]]), "a minus (b plus c)");
  assert.equal(spokenFormula(["-", ["-", "a"]]), "minus (minus a)");
});

Deno.test("quotients and calls are said", () => {
  /** @type {Tree} */
  const step = ["/", ["*", "rate", "m_w1"], ["+", ["sqrt", "v_w1"], "epsilon"]];
  assert.equal(spokenFormula(step), "rate times m w1 over (sqrt of v w1 plus epsilon)");
  assert.equal(spokenFormula(["sigmoid", "z_h1"]), "sigmoid of z h1");
  assert.equal(spokenFormula(["logsumexp", "z_o1", "z_o2"]), "logsumexp of z o1 and z o2");
  assert.equal(spokenFormula(["sqrt", ["/", "v", "n"]]), "sqrt of (v over n)");
  assert.equal(spokenFormula(["*", "a", ["/", "b", "c"]]), "a times (b over c)");
});

Deno.test("equal factors beside each other are a power, but fractions are not", () => {
  /** @type {Tree} */
  const difference = ["+", "t1", ["-", "o1"]];
  assert.deepEqual(powersOf([0.5, difference, difference]), [
    { factor: 0.5, power: 1 },
    { factor: difference, power: 2 },
  ]);
  assert.equal(powersOf(["h1", "w1", "h1"]).length, 3);
  assert.equal(powersOf(["beta", "g_w1", "g_w1"]).length, 3);
});

Deno.test("quotients in quotients are counted", () => {
  assert.equal(nestedQuotients("a"), 0);
  assert.equal(nestedQuotients(["+", ["/", "a", "b"], ["/", "c", "d"]]), 1);
  assert.equal(nestedQuotients(["/", "a", ["sqrt", ["/", "c", "d"]]]), 2);
});
