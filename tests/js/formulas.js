/** A table of formulas such as Python exports, with what the tests of the page's model need. */

/** @import { Example, Formulas } from "../../lib/backprop/widgets/js/model/writer.js" */

/** @type {Formulas} */
export const formulas = {
  reserved: { words: ["for", "NaN"], links: ["rate", "step"] },
  activations: {
    sigmoid: { function: ["sigmoid", "z"], derivative: ["*", "a", ["+", 1, ["-", "a"]]] },
    identity: { function: "z", derivative: 1 },
  },
  losses: {
    half_squared_error: {
      error: ["*", 0.5, ["+", "t", ["-", "o"]], ["+", "t", ["-", "o"]]],
      delta: ["+", "o", ["-", "t"]],
      output: null,
      per_output: true,
      unit_targets: false,
    },
    softmax_cross_entropy: {
      error: [
        "+",
        ["*", ["total", "t"], ["logsumexp", ["every", "z"]]],
        ["-", ["total", ["*", "t", "z"]]],
      ],
      delta: [
        "+",
        ["*", ["total", "t"], ["sigmoid", ["+", "z", ["-", ["logsumexp", ["others", "z"]]]]]],
        ["-", "t"],
      ],
      output: "identity",
      per_output: false,
      unit_targets: false,
    },
  },
  optimizers: {
    sgd: {
      numbers: { rate: null },
      memory: {},
      once: [],
      rules: [["p_new", ["+", "p", ["-", ["*", "rate", "g_p"]]]]],
    },
    momentum: {
      numbers: { rate: null, beta: 0.9 },
      memory: { count: 0, m_p: 0 },
      once: [["count_new", ["+", "count", 1]]],
      rules: [
        ["m_p_new", ["+", ["*", "beta", "m_p"], "g_p"]],
        ["p_new", ["+", "p", ["-", ["*", "rate", "m_p_new"]]]],
      ],
    },
  },
};

/** @type {Example} */
export const twoTwoTwo = {
  sizes: [2, 2, 2],
  hidden: "sigmoid",
  output: "sigmoid",
  bias: true,
  names: ["w1", "w2", "w3", "w4", "b1", "b1", "w5", "w6", "w7", "w8", "b2", "b2"],
  loss: "half_squared_error",
  frozen: ["b1", "b2"],
  optimizers: { sgd: { rate: 0.5 }, momentum: { rate: 0.5 } },
};

/**
 * The network of one weight: o = w*i.
 * @type {Example}
 */
export const oneWeight = {
  sizes: [1, 1],
  hidden: "sigmoid",
  output: "identity",
  bias: false,
  names: ["w"],
  loss: "half_squared_error",
  frozen: [],
  optimizers: { sgd: { rate: 0.1 }, momentum: { rate: 0.1, beta: 0.5 } },
};
