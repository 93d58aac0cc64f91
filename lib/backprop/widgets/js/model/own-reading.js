/**
 * The example that a form makes, or why it makes none: what cannot be read stays as it was typed,
 * with the reason beside it.
 *
 * @module
 */
import {
  columnsOf,
  countPlaces,
  homesOf,
  MOST_PLACES,
  placesOf,
  unitsProblem,
  usualNames,
} from "./own.js";
import { cellNumber, readTable } from "./table.js";
import { NameClash, writeTrace } from "./writer.js";

/** @import { Draft, MadeExample, Place } from "./own.js" */
/** @import { Formulas } from "./writer.js" */

/**
 * What a draft makes: an example, or the reasons why it makes none, by field: `title`, `units.0`,
 * `loss`, `rate`, `rows`, `name.1.2.1`, `value.1.2.1`, and `network` for what concerns no single
 * one.
 * @typedef {{ made: MadeExample | null, problems: Map<string, string> }} Reading
 */

const MOST_ROWS = 64;
const LONGEST_TITLE = 80;
const LONGEST_NAME = 40;

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
  const targets = rows.flatMap((row) => row.slice(cellNumber(draft.units[0])));
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
function nameProblem(name, { reserved }) {
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
