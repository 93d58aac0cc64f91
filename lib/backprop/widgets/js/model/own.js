/**
 * The reader's own example: what the form holds, as texts, and the example that it makes. What
 * cannot be read stays as it was typed, with the reason beside it.
 *
 * @module
 */
import { cellNumber, readTable } from "./table.js";
import { NameClash, unitNames, writeTrace } from "./writer.js";

/** @import { Example } from "./state.js" */
/** @import { Formulas } from "./writer.js" */

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

/**
 * What a draft makes: an example, or the reasons why it makes none, by field: `title`, `units.0`,
 * `loss`, `rate`, `rows`, `name.1.2.1`, `value.1.2.1`, and `network` for what concerns no single
 * one.
 * @typedef {{ made: MadeExample | null, problems: Map<string, string> }} Reading
 */

/** @typedef {Omit<Example, "name" | "open" | "selected" | "view" | "editable">} MadeExample */

export const MOST_LAYERS = 8;
export const MOST_UNITS = 64;
export const MOST_PLACES = 256; // of which at most 64 may be different parameters
export const MOST_ROWS = 64;
export const LONGEST_TITLE = 80;
export const LONGEST_NAME = 40;

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
function countPlaces(units, bias) {
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
 * The example of a draft, or what keeps it from being one.
 * @param {Draft} draft
 * @param {Formulas} formulas
 * @returns {Reading}
 */
export function readDraft(draft, formulas) {
  const problems = new Problems();
  for (const [k, text] of draft.units.entries()) problems.add(`units.${k}`, unitsProblem(text));
  const places = placesOf(draft.units, draft.bias);
  if (problems.found.size === 0) readParts(draft, places, formulas, problems);
  if (problems.found.size > 0) return { made: null, problems: problems.found };
  return { made: exampleOf(draft, places), problems: problems.found };
}

/** The reasons why a draft makes no example, by field. */
class Problems {
  /** @type {Map<string, string>} */
  found = new Map();

  /**
   * @param {string} field
   * @param {string} problem or nothing
   */
  add(field, problem) {
    if (problem && !this.found.has(field)) this.found.set(field, problem);
  }
}

/**
 * @param {Draft} draft
 * @param {Place[]} places
 * @param {Formulas} formulas
 * @param {Problems} problems
 */
function readParts(draft, places, formulas, problems) {
  const count = countPlaces(draft.units, draft.bias);
  if (count > MOST_PLACES) {
    const room = `${MOST_PLACES} weights and biases, got ${count}`;
    problems.add("network", `The form has room for ${room}: take fewer units.`);
    return;
  }
  problems.add("title", titleProblem(draft.title));
  problems.add("loss", outputProblem(draft, formulas));
  problems.add("rate", rateProblem(draft.rate));
  problems.add("rows", rowsProblem(draft, formulas));
  const names = usualNames(places, draft.names);
  addNameProblems(places, names, formulas, problems);
  for (const [k, home] of homesOf(places, names).entries()) {
    const text = draft.values.get(home) ?? "";
    const isNumber = Number.isFinite(cellNumber(text));
    if (!isNumber) problems.add(`value.${home}`, `${names[k]} must be a number, got "${text}".`);
  }
  if (problems.found.size > 0) return;
  const clash = traceProblem(exampleOf(draft, places), formulas);
  if (clash === null) return;
  const at = clash instanceof NameClash ? names.indexOf(clash.parameter) : -1;
  problems.add(at < 0 ? "network" : `name.${places[at].key}`, sentence(clash.message));
}

/** @param {string} title */
function titleProblem(title) {
  if (title.trim() === "") return "The example needs a title.";
  if (title.length <= LONGEST_TITLE) return "";
  return `A title has at most ${LONGEST_TITLE} characters, got ${title.length}.`;
}

/**
 * A loss that is written for one activation of the outputs takes no other.
 * @param {Draft} draft
 * @param {Formulas} formulas
 */
function outputProblem({ loss, output }, formulas) {
  const wanted = formulas.losses[loss].output;
  if (wanted === null || wanted === output) return "";
  return `${loss} needs ${wanted} outputs, got a network with ${output} outputs.`;
}

/** @param {string} text */
function rateProblem(text) {
  return cellNumber(text) > 0 ? "" : `The learning rate must be a number above 0, got "${text}".`;
}

/**
 * @param {Draft} draft
 * @param {Formulas} formulas
 */
function rowsProblem(draft, formulas) {
  const columns = columnsOf(draft.units);
  const { rows, problem } = readTable(draft.rows, columns);
  if (problem) return problem;
  if (rows.length > MOST_ROWS) {
    return `An explorer carries at most ${MOST_ROWS} examples, got ${rows.length}.`;
  }
  if (!formulas.losses[draft.loss].unit_targets) return "";
  const targets = rows.flatMap((row) => row.slice(Number(draft.units[0])));
  const outside = targets.find((value) => value < 0 || value > 1);
  if (outside === undefined) return "";
  return `${draft.loss} needs targets between 0 and 1, got ${outside}.`;
}

/**
 * @param {Place[]} places
 * @param {string[]} names
 * @param {Formulas} formulas
 * @param {Problems} problems
 */
function addNameProblems(places, names, formulas, problems) {
  for (const [k, name] of names.entries()) {
    problems.add(`name.${places[k].key}`, nameProblem(name, formulas));
  }
}

/**
 * What Python says of a parameter name.
 * @param {string} name
 * @param {Formulas} formulas
 */
export function nameProblem(name, { reserved }) {
  if (!isIdentifier(name)) {
    return `A parameter name must be an ASCII identifier such as w1, got '${name}'.`;
  }
  if (name.length > LONGEST_NAME) {
    return `A parameter name has at most ${LONGEST_NAME} letters, got ${name.length}.`;
  }
  if (reserved.words.includes(name)) {
    return `The parameter name '${name}' is a reserved word of Python or JavaScript.`;
  }
  if (reserved.links.includes(name)) {
    return `The parameter name '${name}' has another meaning in the explorer's links.`;
  }
  return "";
}

/** @param {string} name */
function isIdentifier(name) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
  const all = `${letters}0123456789`;
  return name !== "" && letters.includes(name[0]) && [...name].every((each) => all.includes(each));
}

/**
 * What keeps a trace of the example from being written, whatever method the explorer may have; null
 * where nothing does.
 * @param {MadeExample} example
 * @param {Formulas} formulas
 * @returns {Error | null}
 */
function traceProblem(example, formulas) {
  for (const optimizer of Object.keys(formulas.optimizers)) {
    for (const examples of [1, 2]) {
      try {
        writeTrace(example, formulas, { optimizer, examples });
      } catch (error) {
        return /** @type {Error} */ (error);
      }
    }
  }
  return null;
}

/** @param {string} text */
function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

/**
 * The example of a draft whose numbers can be read.
 * @param {Draft} draft
 * @param {Place[]} places
 * @returns {MadeExample}
 */
function exampleOf(draft, places) {
  const { title, units, hidden, output, bias, loss } = draft;
  const names = usualNames(places, draft.names);
  const homes = homesOf(places, names);
  const parameters = [...new Set(names)];
  const home = (/** @type {string} */ name) => homes[names.indexOf(name)];
  const { rows } = readTable(draft.rows, columnsOf(units));
  const inputs = cellNumber(units[0]);
  const rate = cellNumber(draft.rate);
  return {
    title: title.trim(),
    sizes: units.map(cellNumber),
    hidden,
    output,
    bias,
    names,
    loss,
    frozen: parameters.filter((name) => draft.frozen.has(home(name))),
    optimizers: {},
    start: {
      theta: parameters.map((name) => cellNumber(draft.values.get(home(name)) ?? "")),
      x: rows.map((row) => row.slice(0, inputs)),
      t: rows.map((row) => row.slice(inputs)),
      learning_rate: rate,
    },
  };
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
