import assert from "node:assert/strict";
import { pieces } from "../../lib/backprop/widgets/js/views/formula.js";

/** @typedef {import("../../lib/backprop/widgets/js/model/expression.js").Tree} Tree */

/** @param {Tree} tree */
function written(tree) {
  return pieces(tree).map((piece) => piece.text).join("");
}

Deno.test("a weighted sum", () => {
  assert.equal(
    written(["+", ["*", "w1", "i1"], ["*", "w2", "i2"], "b1"]),
    "w1\u00b7i1 + w2\u00b7i2 + b1",
  );
});

Deno.test("a difference is in parentheses where it is multiplied, and only there", () => {
  /** @type {Tree} */
  const difference = ["+", "o1", ["-", "t1"]];
  assert.equal(written(difference), "o1 \u2212 t1");
  /** @type {Tree} */
  const delta = ["*", difference, "o1", ["+", 1, ["-", "o1"]]];
  assert.equal(written(delta), "(o1 \u2212 t1)\u00b7o1\u00b7(1 \u2212 o1)");
});

Deno.test("what is taken away stands in parentheses if it is a sum or negative", () => {
  assert.equal(written(["+", "a", ["-", ["+", "b", "c"]]]), "a \u2212 (b + c)");
  assert.equal(written(["-", ["-", "a"]]), "\u2212(\u2212a)");
});

Deno.test("quotients and calls", () => {
  /** @type {Tree} */
  const step = ["/", ["*", "rate", "m_w1"], ["+", ["sqrt", "v_w1"], "epsilon"]];
  assert.equal(written(step), "rate\u00b7m_w1 / (\u221a(v_w1) + epsilon)");
  assert.equal(written(["sigmoid", "z_h1"]), "\u03c3(z_h1)");
  assert.equal(written(["logsumexp", "z_o1", "z_o2"]), "logsumexp(z_o1, z_o2)");
  assert.equal(written(["*", "a", ["/", "b", "c"]]), "a\u00b7(b / c)");
});

Deno.test("every name is a piece of its own", () => {
  const names = pieces(["*", "delta_o1", "h1"]).filter((piece) => piece.kind === "name");
  assert.deepEqual(names.map((piece) => piece.text), ["delta_o1", "h1"]);
});
