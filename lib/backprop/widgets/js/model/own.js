/**
 * The reader's own example: the texts of its form, the places of its weights and biases, and their
 * names.
 *
 * @module
 */
import { cellNumber } from "./table.js";
import { unitNames } from "./writer.js";

/** @import { Example } from "./state.js" */

/**
 * A weight or a bias: `key` is "1.2.1" for the weight into unit 2 of layer 1 from unit 1 below, and
 * "1.2.b" for its bias.
 * @typedef {{ key: string, layer: number, unit: string, below: string | null }} Place
 */

/**
 * The form. Names, values and the choice of what is frozen stand by place; those of places that
 * the network has no longer are kept for the case that it has them again.
 * @typedef {object} Draft
 * @property {string} title
 * @property {string[]} units of each layer, inputs first
 * @property {string} hidden
 * @property {string} output
 * @property {boolean} bias
 * @property {string} loss
 * @property {string} rate
 * @property {string} rows the examples, one a line: inputs, then targets
 * @property {ReadonlyMap<string, string>} names where the reader has given one
 * @property {ReadonlyMap<string, string>} values
 * @property {ReadonlySet<string>} frozen
 */

/** @typedef {Omit<Example, "name" | "open" | "selected" | "view" | "editable">} MadeExample */

export const MOST_LAYERS = 8;
export const MOST_PLACES = 256; // of which at most 64 may be different parameters
const MOST_UNITS = 64;

/**
 * The form as an example fills it.
 * @param {Example} example
 * @returns {Draft}
 */
export function draftOf(example) {
  const { start, names, frozen } = example;
  const units = example.sizes.map(String);
  const places = placesOf(units, example.bias);
  const parameters = [...new Set(names)];
  const shown = { title: example.title, units, bias: example.bias };
  const values = places.map(({ key }, k) => {
    return /** @type {const} */ ([key, String(start.theta[parameters.indexOf(names[k])])]);
  });
  return {
    ...shown,
    hidden: example.hidden,
    output: example.output,
    loss: example.loss,
    rate: String(start.learning_rate),
    rows: start.x.map((row, k) => [...row, ...start.t[k]].join(" ")).join("\n"),
    names: givenNames(places, names),
    values: new Map(values),
    frozen: new Set(places.filter((_, k) => frozen.includes(names[k])).map(({ key }) => key)),
  };
}

/**
 * The names that are not those which the places have of themselves.
 * @param {Place[]} places
 * @param {string[]} names
 */
function givenNames(places, names) {
  const usual = usualNames(places, new Map());
  const isUsual = names.every((name, k) => name === usual[k]);
  return new Map(isUsual ? [] : places.map(({ key }, k) => [key, names[k]]));
}

/**
 * Where the network has a weight or a bias: layer by layer, the weights before the biases. A
 * number of units that cannot be read counts as none, and a network that is too large for the form
 * has no places.
 * @param {string[]} units
 * @param {boolean} bias
 * @returns {Place[]}
 */
export function placesOf(units, bias) {
  if (countPlaces(units, bias) > MOST_PLACES) return [];
  const names = unitNames(sizesOf(units));
  const places = [];
  for (let layer = 1; layer < names.length; layer++) {
    for (const [j, unit] of names[layer].entries()) {
      for (const [i, below] of names[layer - 1].entries()) {
        places.push({ key: `${layer}.${j + 1}.${i + 1}`, layer, unit, below });
      }
    }
    if (!bias) continue;
    for (const [j, unit] of names[layer].entries()) {
      places.push({ key: `${layer}.${j + 1}.b`, layer, unit, below: null });
    }
  }
  return places;
}

/**
 * @param {string[]} units
 * @param {boolean} bias
 */
export function countPlaces(units, bias) {
  const sizes = sizesOf(units);
  let count = 0;
  for (let k = 1; k < sizes.length; k++) count += sizes[k] * (sizes[k - 1] + (bias ? 1 : 0));
  return count;
}

/** @param {string[]} units */
function sizesOf(units) {
  return units.map((text) => unitsProblem(text) ? 0 : cellNumber(text));
}

/**
 * The name at each place: that which the reader has given, or else w1, w2, ... and b1, b2, ...
 * counted through all places.
 * @param {Place[]} places
 * @param {ReadonlyMap<string, string>} given
 */
export function usualNames(places, given) {
  const count = { w: 0, b: 0 };
  return places.map(({ key, below }) => {
    const letter = below === null ? "b" : "w";
    count[letter]++;
    return given.get(key)?.trim() || `${letter}${count[letter]}`;
  });
}

/**
 * For each place the first one that has the same name: there the value of a shared parameter
 * stands.
 * @param {Place[]} places
 * @param {string[]} names
 */
export function homesOf(places, names) {
  return names.map((name) => places[names.indexOf(name)].key);
}

/**
 * Names of the columns of the examples: i1 i2 ... t1 t2.
 * @param {string[]} units
 */
export function columnsOf(units) {
  const sizes = sizesOf(units);
  const count = (/** @type {string} */ letter, /** @type {number} */ length) =>
    Array.from({ length }, (_, k) => `${letter}${k + 1}`);
  return [...count("i", sizes[0]), ...count("t", sizes[sizes.length - 1])];
}

/** @param {string} text */
export function unitsProblem(text) {
  const value = cellNumber(text);
  if (Number.isInteger(value) && value >= 1 && value <= MOST_UNITS) return "";
  return `A layer has from 1 to ${MOST_UNITS} units, got "${text}".`;
}

/**
 * The example that the explorer shows next, from the one it shows and the one that was made. Axes
 * that are still there stay.
 * @param {Example} before
 * @param {MadeExample} made
 * @param {string[]} axes
 * @returns {Example}
 */
export function nextExample(before, made, axes) {
  const { name, open } = before;
  const numbers = Object.entries(before.optimizers).map(([kind, values]) => {
    return [kind, { ...values, rate: made.start.learning_rate }];
  });
  const ofLastLayer = made.sizes[made.sizes.length - 2] * made.sizes[made.sizes.length - 1];
  const biases = made.bias ? made.sizes[made.sizes.length - 1] : 0;
  const last = made.names.slice(made.names.length - biases - ofLastLayer).slice(0, ofLastLayer);
  const usual = [...new Set([...last, ...made.names])].slice(0, 2);
  const stay = axes.length === usual.length && axes.every((axis) => made.names.includes(axis));
  return {
    ...made,
    name,
    open,
    editable: true,
    optimizers: Object.fromEntries(numbers),
    selected: 0,
    view: { axes: stay ? axes : usual, bounds: [] },
  };
}

/**
 * Whether an example has another network, other data or another start than the one that was made.
 * @param {Example} example
 * @param {MadeExample} made
 */
export function isOther(example, made) {
  const { title, sizes, hidden, output, bias, names, loss, frozen, start } = example;
  const before = { title, sizes, hidden, output, bias, names, loss, frozen, start };
  const { optimizers: _, ...now } = made;
  return JSON.stringify(before) !== JSON.stringify(now);
}
