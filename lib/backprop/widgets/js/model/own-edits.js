/**
 * What the reader does to the form of their own example: each edit makes a new draft from the one
 * before, so that any of them can be taken back.
 *
 * @module
 */
import { columnsOf, homesOf, placesOf, unitsProblem, usualNames } from "./own.js";
import { cellNumber, cellsOf, readTable, separatorOf } from "./table.js";

/** @import { Draft } from "./own.js" */

/**
 * @typedef {"title" | "hidden" | "output" | "loss" | "rate" | "rows"} TextField
 */

/** Values that a new weight begins with, in turn: no two units of a layer begin alike. */
const FIRST_VALUES = ["0.1", "-0.2", "0.3", "0.4", "-0.5", "0.2", "-0.3", "0.5"];

/**
 * @param {Draft} draft
 * @param {TextField} field
 * @param {string} text
 * @returns {Draft}
 */
export function withText(draft, field, text) {
  return { ...draft, [field]: text };
}

/**
 * @param {Draft} draft
 * @param {string} key of a place
 * @param {string} name empty for the usual one
 * @returns {Draft}
 */
export function withName(draft, key, name) {
  return { ...draft, names: new Map(draft.names).set(key, name) };
}

/**
 * @param {Draft} draft
 * @param {string} home the place where the value of a parameter stands
 * @param {string} text
 * @returns {Draft}
 */
export function withValue(draft, home, text) {
  return { ...draft, values: new Map(draft.values).set(home, text) };
}

/**
 * Several numbers, as they are pasted: the first for the parameter at `home`, the others for those
 * that follow.
 * @param {Draft} draft
 * @param {string} home
 * @param {string[]} texts
 * @returns {Draft}
 */
export function withValues(draft, home, texts) {
  const places = placesOf(draft.units, draft.bias);
  const homes = [...new Set(homesOf(places, usualNames(places, draft.names)))];
  const following = homes.slice(homes.indexOf(home), homes.indexOf(home) + texts.length);
  const values = new Map(draft.values);
  for (const [k, each] of following.entries()) values.set(each, texts[k]);
  return { ...draft, values };
}

/**
 * @param {Draft} draft
 * @param {string} home
 * @param {boolean} isFrozen
 * @returns {Draft}
 */
export function withFrozen(draft, home, isFrozen) {
  const frozen = new Set(draft.frozen);
  if (isFrozen) frozen.add(home);
  else frozen.delete(home);
  return { ...draft, frozen };
}

/**
 * @param {Draft} draft
 * @param {boolean} bias
 * @returns {Draft}
 */
export function withBias(draft, bias) {
  return withNewPlaces({ ...draft, bias });
}

/**
 * Other layers. The examples get or lose the columns at the end of their inputs and of their
 * targets, where they can be read; a new column is 0.
 * @param {Draft} draft
 * @param {string[]} units
 * @returns {Draft}
 */
export function withUnits(draft, units) {
  return withNewPlaces({ ...draft, units, rows: refitted(draft, units) });
}

/**
 * After a change of the places: every one that has no value yet gets one, and where the count of
 * names has come to one that the reader gave to another place, a new name.
 * @param {Draft} draft
 * @returns {Draft}
 */
function withNewPlaces(draft) {
  const places = placesOf(draft.units, draft.bias);
  const values = new Map(draft.values);
  const names = new Map(draft.names);
  const present = usualNames(places, names);
  const given = new Set(places.map(({ key }) => names.get(key)?.trim() ?? ""));
  for (const [k, { key, below }] of places.entries()) {
    const first = below === null ? "0.1" : FIRST_VALUES[k % FIRST_VALUES.length];
    if (!values.has(key)) values.set(key, first);
    if (names.get(key)?.trim() || !given.has(present[k])) continue;
    const free = freeName(below === null ? "b" : "w", present);
    names.set(key, free);
    present.push(free);
  }
  return { ...draft, values, names };
}

/**
 * The first of w1, w2, ... that is none of these names.
 * @param {string} letter
 * @param {string[]} names
 */
function freeName(letter, names) {
  let count = 1;
  while (names.includes(`${letter}${count}`)) count++;
  return `${letter}${count}`;
}

/**
 * The text of the examples with as many columns as other layers need.
 * @param {Draft} draft
 * @param {string[]} units
 */
function refitted(draft, units) {
  const before = columnsOf(draft.units);
  const after = columnsOf(units);
  const { headings, problem } = readTable(draft.rows, before);
  const isSame = before.join(" ") === after.join(" ");
  const isRefused = problem !== "" || units.some((text) => unitsProblem(text) !== "");
  if (isSame || isRefused || headings.length > 0) return draft.rows;
  const lines = draft.rows.split("\n").filter((line) => line.trim() !== "");
  const separator = separatorOf(lines, before.length);
  const between = separator === "\t" || separator === " " ? separator : `${separator} `;
  const rows = lines.map((line) => {
    const cells = cellsOf(line, separator);
    const byName = new Map(before.map((name, k) => [name, cells[k]]));
    return after.map((name) => byName.get(name) ?? "0").join(between);
  });
  return rows.join("\n");
}

/**
 * The numbers to which the reader has come in the explorer: flat arrays, `n` rows of data.
 * @param {Draft} draft of the example that the explorer shows
 * @param {{
 *   theta: Float64Array, x: Float64Array, t: Float64Array, n: number, learningRate: number,
 * }} present
 * @returns {Draft}
 */
export function withNumbers(draft, { theta, x, t, n, learningRate }) {
  const places = placesOf(draft.units, draft.bias);
  const homes = [...new Set(homesOf(places, usualNames(places, draft.names)))];
  const values = new Map(draft.values);
  for (const [k, home] of homes.entries()) values.set(home, String(theta[k]));
  const rowOf = (/** @type {Float64Array} */ data, /** @type {number} */ k) =>
    data.slice(k * data.length / n, (k + 1) * data.length / n);
  const rows = Array.from({ length: n }, (_, k) => [...rowOf(x, k), ...rowOf(t, k)].join(" "));
  return { ...draft, values, rows: rows.join("\n"), rate: String(learningRate) };
}

/**
 * New values for all that is not frozen, from -1 to 1 in hundredths.
 * @param {Draft} draft
 * @param {() => number} random from 0 to 1
 * @returns {Draft}
 */
export function withRandomValues(draft, random = Math.random) {
  const values = new Map(draft.values);
  const places = placesOf(draft.units, draft.bias);
  for (const home of new Set(homesOf(places, usualNames(places, draft.names)))) {
    if (!draft.frozen.has(home)) values.set(home, String(Math.round(200 * random() - 100) / 100));
  }
  return { ...draft, values };
}

/**
 * The numbers of a text that holds several, between blanks, semicolons, tabs or lines; of one or
 * none, nothing.
 * @param {string} text
 */
export function severalNumbers(text) {
  const words = text.replaceAll(";", " ").replaceAll("\t", " ").replaceAll("\n", " ").split(" ");
  const cells = words.map((word) => word.endsWith(",") ? word.slice(0, -1) : word.trim())
    .filter((word) => word !== "");
  const areNumbers = cells.every((cell) => !Number.isNaN(cellNumber(cell)));
  return cells.length > 1 && areNumbers ? cells : [];
}
