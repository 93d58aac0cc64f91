import assert from "node:assert/strict";
import { nameIn, partsOf, spokenName } from "../../lib/backprop/widgets/js/views/symbols.js";

Deno.test("a name is taken apart", () => {
  const plain = {
    isAfter: false,
    isMean: false,
    isGradient: false,
    isNew: false,
    isPower: false,
  };
  assert.deepEqual(partsOf("w5"), { ...plain, word: "w", index: "5" });
  assert.deepEqual(partsOf("delta_h2_1"), { ...plain, word: "delta", index: "h2_1" });
  assert.deepEqual(partsOf("h2_1"), { ...plain, word: "h", index: "2_1" });
  assert.deepEqual(partsOf("count"), { ...plain, word: "count", index: "" });
  assert.deepEqual(partsOf("mean_g_W"), {
    ...plain,
    isMean: true,
    isGradient: true,
    word: "W",
    index: "",
  });
  assert.deepEqual(partsOf("m_w5_new"), { ...plain, isNew: true, word: "m", index: "w5" });
  assert.deepEqual(partsOf("after_h1"), { ...plain, isAfter: true, word: "h", index: "1" });
  assert.deepEqual(partsOf("beta1_power_new"), {
    ...plain,
    isNew: true,
    isPower: true,
    word: "beta",
    index: "1",
  });
});

Deno.test("a name is said as one reads it", () => {
  assert.equal(spokenName("w5"), "w5");
  assert.equal(spokenName("delta_h1"), "delta h1");
  assert.equal(spokenName("mean_g_w5"), "mean dE/dw5");
  assert.equal(spokenName("v_w5_new"), "new v w5");
  assert.equal(spokenName("after_z_h1"), "z h1 after the update");
  assert.equal(spokenName("beta1_power"), "beta 1 to the count");
});

Deno.test("code of an exercise is a symbol only if it is a name", () => {
  for (const name of ["w5", "W", "a", "delta_h1", "z_o1", "E_o2", "h2_1", "w4_new", "g_w5", "E"]) {
    assert.equal(nameIn(name), name);
  }
  assert.equal(nameIn("dE/dw5"), "g_w5");
  assert.equal(nameIn("dE/da"), "g_a");
  const others = [
    "a*(1 - a)",
    "f(z) = z",
    "w4_new = 0.3",
    "0.39 + 0.1",
    "5",
    "<i>",
    "seed",
    "",
    "dE/d",
  ];
  for (const code of [...others, "w5.0", "bp.train", "w_x", "theta", "sigmoid"]) {
    assert.equal(nameIn(code), null, code);
  }
});
