/**
 * Examples to begin one's own from.
 *
 * @module
 */

/** @import { Draft } from "./own.js" */
import { placesOf } from "./own.js";

/**
 * The numbers of a start: `values` in the order of the places, layer by layer, the weights before
 * the biases.
 * @typedef {Omit<Draft, "names" | "values" | "frozen" | "bias"> & {
 *   values: string[],
 * }} Start
 */

/** @type {Start[]} */
const STARTS = [
  {
    title: "One neuron",
    units: ["2", "1"],
    hidden: "sigmoid",
    output: "sigmoid",
    loss: "half_squared_error",
    rate: "0.5",
    rows: "1 2 1",
    values: ["0.5", "-0.5", "0.1"],
  },
  {
    title: "Two layers, 2-2-2",
    units: ["2", "2", "2"],
    hidden: "sigmoid",
    output: "sigmoid",
    loss: "half_squared_error",
    rate: "0.5",
    rows: "0.05 0.1 0.01 0.99",
    values: "0.15 0.2 0.25 0.3 0.35 0.35 0.4 0.45 0.5 0.55 0.6 0.6".split(" "),
  },
  {
    title: "XOR, 2-2-1",
    units: ["2", "2", "1"],
    hidden: "tanh",
    output: "sigmoid",
    loss: "cross_entropy",
    rate: "0.5",
    rows: "0 0 0\n0 1 1\n1 0 1\n1 1 0",
    values: ["1", "-0.8", "-0.7", "0.9", "0.1", "0.2", "0.8", "0.6", "-0.1"],
  },
  {
    title: "Three classes, softmax",
    units: ["2", "3"],
    hidden: "tanh",
    output: "identity",
    loss: "softmax_cross_entropy",
    rate: "0.5",
    rows: "1 0 1 0 0\n0.8 0.3 1 0 0\n0 1 0 1 0\n-1 -1 0 0 1",
    values: ["0.1", "-0.2", "0.3", "0.2", "-0.1", "-0.3", "0", "0", "0"],
  },
];

/**
 * The starts as drafts, each under its title.
 * @returns {Draft[]}
 */
export function startDrafts() {
  return STARTS.map((start) => {
    const places = placesOf(start.units, true);
    const values = new Map(places.map(({ key }, k) => [key, start.values[k]]));
    const plain = { bias: true, names: new Map(), frozen: new Set() };
    return { ...start, ...plain, values };
  });
}
