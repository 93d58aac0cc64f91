/**
 * Numbers as people type and paste them: rows from a spreadsheet, with tabs, semicolons, commas or
 * blanks between the cells, and with a point or a comma in the decimals.
 *
 * @module
 */
import { readNumber } from "./printed.js";

/**
 * @typedef {object} Table
 * @property {number[][]} rows
 * @property {string[]} headings of a first line that holds no number; else none
 * @property {string} problem why the text cannot be read, or nothing
 */

const SEPARATORS = ["\t", ";", ",", " "];

/**
 * The number that somebody types, such as "-0.5", "0,5" or "1e-3"; NaN where it is none.
 * @param {string} text
 */
export function cellNumber(text) {
  const word = text.trim();
  if (word.includes(" ")) return NaN; // two numbers with a blank between
  try {
    return readNumber(word, true).value;
  } catch {
    return NaN;
  }
}

/**
 * The rows of a text, one a line, each with a number for every one of `names`. Empty lines are
 * left out, and a first line of headings is told apart.
 * @param {string} text
 * @param {string[]} names
 * @returns {Table}
 */
export function readTable(text, names) {
  const lines = text.split("\n").map((line, k) => ({ place: k + 1, text: line.trimEnd() }))
    .filter((line) => line.text.trim() !== "");
  const separator = separatorOf(lines.map((line) => line.text), names.length);
  const cells = lines.map((line) => cellsOf(line.text, separator));
  const isHeaded = lines.length > 1 && cells[0].every(isHeading);
  const headings = isHeaded ? cells[0] : [];
  const first = isHeaded ? 1 : 0;
  const rows = cells.slice(first).map((row) => row.map(cellNumber));
  const problem = rows.length === 0 ? "There is no example yet: write one a line." : "";
  for (let k = first; k < lines.length; k++) {
    const wrong = problemOf(cells[k], names);
    if (wrong) return { rows: [], headings, problem: `Line ${lines[k].place}: ${wrong}` };
  }
  return { rows, headings, problem };
}

/**
 * What stands between the cells: the first separator that gives each line as many numbers as are
 * wanted, or else the first that the text has at all.
 * @param {string[]} lines
 * @param {number} width
 */
export function separatorOf(lines, width) {
  const present = SEPARATORS.filter((each) => lines.some((line) => line.includes(each)));
  const fits = (/** @type {string} */ each) => {
    const rows = lines.map((line) => cellsOf(line, each)).filter((row) => !row.every(isHeading));
    return rows.every((row) => row.length === width && row.every(isReadable));
  };
  return [...present, " "].find(fits) ?? present[0] ?? " ";
}

/**
 * @param {string} line
 * @param {string} separator
 */
export function cellsOf(line, separator) {
  const cells = line.split(separator).map((cell) => cell.trim());
  return separator === " " ? cells.filter((cell) => cell !== "") : cells;
}

/** @param {string} cell */
function isReadable(cell) {
  return !Number.isNaN(cellNumber(cell));
}

/**
 * A heading begins with a letter and is no number.
 * @param {string} cell
 */
function isHeading(cell) {
  const [first = ""] = cell;
  return first.toLowerCase() !== first.toUpperCase() && !isReadable(cell);
}

/**
 * @param {string[]} cells
 * @param {string[]} names
 */
function problemOf(cells, names) {
  if (cells.length !== names.length) {
    const wanted = names.length === 1 ? "1 number" : `${names.length} numbers`;
    return `it must hold ${wanted}, for ${names.join(" ")}; got ${cells.length}.`;
  }
  const wrong = cells.findIndex((cell) => !isReadable(cell));
  if (wrong < 0) return "";
  return `${names[wrong]} must be a number, got "${cells[wrong]}".`;
}
