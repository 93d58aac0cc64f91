import { deepEqual, equal } from "node:assert/strict";
import {
  namesIn,
  product,
  renamed,
  sumOf,
  text,
} from "../../lib/backprop/widgets/js/model/expression.js";

/** @import { Tree } from "../../lib/backprop/widgets/js/model/expression.js" */

/** @type {[Tree, string][]} */
const WRITTEN = [
  ["w1", "w1"],
  [0.5, "0.5"],
  [2, "2"],
  [1e-8, "1e-8"],
  [["+", ["*", "w1", "i1"], "b1"], "w1*i1 + b1"],
  [["+", "o1", ["-", "t1"]], "o1 - t1"],
  [["+", ["-", "a"], ["-", "b"]], "-a - b"],
  [["+", "a", ["-", ["+", "b", "c"]]], "a - (b + c)"],
  [["+", "a", ["-", ["-", "b"]]], "a - (-b)"],
  [["+", ["+", "a", "b"], ["+", "c", "d"]], "(a + b) + (c + d)"],
  [["-", ["+", "a", "b"]], "-(a + b)"],
  [["-", ["*", "a", "b"]], "-a*b"],
  [["*", "a", ["+", 1, ["-", "a"]]], "a*(1 - a)"],
  [["*", ["-", "a"], ["/", "b", "c"]], "(-a)*(b/c)"],
  [["*", ["/", "a", "b"], "c"], "a/b*c"],
  [["/", ["*", "a", "b"], ["*", "c", "d"]], "a*b/(c*d)"],
  [["/", ["+", "a", "b"], ["sqrt", "v"]], "(a + b)/sqrt(v)"],
  [["/", ["/", "a", "b"], ["/", "c", "d"]], "a/b/(c/d)"],
  [["logsumexp", "z_o1", ["+", "z_o2", 1]], "logsumexp(z_o1, z_o2 + 1)"],
  [["logsumexp"], "logsumexp()"],
];

Deno.test("a tree is written as one writes by hand", () => {
  for (const [tree, written] of WRITTEN) equal(text(tree), written);
});

Deno.test("the text of a tree has its value", () => {
  const values = { a: 3, b: 5, c: 7, d: 11, sqrt: Math.sqrt, v: 16 };
  const value = (/** @type {string} */ code) =>
    new Function(...Object.keys(values), `return ${code}`)(...Object.values(values));
  equal(value(text(["+", "a", ["-", ["+", "b", ["-", "c"]]]])), 3 - (5 - 7));
  equal(value(text(["/", "a", ["*", "b", ["/", "c", "d"]]])), 3 / (5 * (7 / 11)));
});

Deno.test("names are those that are read, as often as they are, and no function", () => {
  deepEqual(namesIn(["+", ["*", "w", "a", "a"], ["sigmoid", "z"], 2]), ["w", "a", "a", "z"]);
});

Deno.test("a name may become another, or a tree", () => {
  deepEqual(renamed(["*", "a", ["sigmoid", "z"], 2], { z: "z_h1", a: ["+", "b", 1] }), [
    "*",
    ["+", "b", 1],
    ["sigmoid", "z_h1"],
    2,
  ]);
  equal(renamed("constructor", {}), "constructor");
});

Deno.test("sums and products of one stay what they are, and a product has no factor of 1", () => {
  equal(sumOf(["a"]), "a");
  deepEqual(sumOf(["a", "b"]), ["+", "a", "b"]);
  equal(product(["a", 1]), "a");
  equal(product([1, 1]), 1);
  deepEqual(product([["*", "a", "b"], 1, ["*", "c", "d"]]), ["*", "a", "b", "c", "d"]);
});
