// A worked example as paper to fill in, as paper/worksheet.py writes it: its givens, its steps with
// blanks, and a key on its own page.
import { html } from "../drawing/dom.js";
import {
  breakable,
  fraction,
  math,
  mathml,
  mathRow,
  numeral,
  operator,
  sign,
} from "../drawing/mathml.js";
import { number, withMinus } from "../drawing/numbers.js";
import { callsIn, headOf, namesIn, operandsOf } from "../model/expression.js";
import { Diagram } from "./diagram.js";
import { Typesetter } from "./formula.js";
import { symbol } from "./symbols.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/writer.js").Step} Step */
/** @typedef {import("../model/expression.js").Tree} Tree */
/** @typedef {Record<string, number>} Values */

/** @type {Map<string, string>} by phase */
export const PHASE_TITLES = new Map([
  ["forward", "Forward pass"],
  ["error", "Error"],
  ["backward", "Backward pass"],
  ["update", "Update"],
]);
const GIVEN_DIGITS = 9;
const RESULT_DIGITS = 6;
const DRAWN_WIDTH = 600; // of the diagram
const FULL_LINE = 15; // so many names of a formula that is not broken fill a line
/** What a function of the steps means, for those who have a pocket calculator. */
const DEFINITIONS = new Map([
  ["sigmoid", "σ(z) = 1 / (1 + exp(−z))"],
  ["softplus", "softplus(z) = log(1 + exp(z))"],
  ["logsumexp", "logsumexp(a, b, …) = log(exp(a) + exp(b) + …)"],
  ["relu", "relu(z) = z where z is above 0, or else 0"],
  ["step", "step(z) = 1 where z is above 0, or else 0"],
]);

/** Writes the sheet and the key of the present numbers. */
export class SheetWriter {
  /**
   * @param {State} state
   * @param {string[]} phases that are left blank, one at least
   */
  constructor(state, phases) {
    const { program } = state;
    this.state = state;
    this.program = program;
    this.phases = phases;
    this.several = program.examples > 1;
    const examples = this.several ? Array.from({ length: state.n }, (_, k) => k) : [state.selected];
    /** @type {Values[]} of each example that the sheet is about */
    this.runs = examples.map((k) => state.valuesOf(k));
    // What follows the last blank would give it away.
    const last = program.steps.findLastIndex((step) => phases.includes(step.phase));
    this.steps = program.steps.slice(0, last + 1);
  }

  sheet() {
    const who = html(
      "p",
      { class: "bp-sheet-who" },
      "Name",
      blank("bp-sheet-name"),
      " Date",
      blank("bp-sheet-date"),
    );
    return html(
      "section",
      { class: "bp-sheet", "aria-label": "Worksheet" },
      html("h1", {}, this.state.example.title),
      who,
      this.diagram(),
      html("h2", {}, "Given"),
      ...this.givens(),
      html("p", { class: "bp-sheet-words" }, this.instructions().join(" ")),
      ...this.phasesOf(this.steps, (step) => this.lineOfSheet(step)),
    );
  }

  key() {
    const steps = this.steps.filter((step) => this.isBlank(step));
    const note = `Results to ${RESULT_DIGITS} significant digits. Yours may differ in the last ` +
      "of them where you rounded on the way.";
    return html(
      "section",
      { class: "bp-sheet bp-sheet-key", "aria-label": "Key" },
      html("h1", {}, `Key: ${this.state.example.title}`),
      html("p", { class: "bp-sheet-words" }, note),
      ...this.phasesOf(steps, (step) => this.lineOfKey(step)),
    );
  }

  // ---- what is given

  /** With the numbers that are given: of several examples, none of their own. */
  diagram() {
    const { inputs, targets, parameters } = this.program;
    const given = new Set([...parameters, ...(this.several ? [] : [...inputs, ...targets])]);
    const diagram = new Diagram(this.state, { width: DRAWN_WIDTH, height: Infinity, type: 1 });
    const scene = {
      state: this.state,
      values: this.runs[0],
      known: (/** @type {string} */ name) => given.has(name),
      assigned: null,
      roleOf: () => null,
      paths: [],
      neuron: null,
    };
    diagram.update(scene, null, "");
    return html("div", { class: "bp-sheet-diagram" }, diagram.element);
  }

  givens() {
    const { inputs, targets, parameters, constants, memory } = this.program;
    const [first] = this.runs;
    const data = this.several
      ? this.runs.map((run, k) => givenLine(`Example ${k + 1}`, [...inputs, ...targets], run))
      : [givenLine("Inputs", inputs, first), givenLine("Targets", targets, first)];
    const method = [...Object.keys(constants), ...memory.filter((name) => first[name] !== 0)];
    return [
      ...data,
      givenLine("Parameters", parameters, first),
      givenLine("Update", method, first),
    ];
  }

  /** The network, the error and the update in words. */
  instructions() {
    const { example, order } = this.state;
    const { hidden, output, loss, sizes, frozen } = example;
    const called = new Set(this.steps.flatMap((step) => [...callsIn(step.tree)]));
    const definitions = [...DEFINITIONS].filter(([name]) => called.has(name));
    return [
      ...(sizes.length > 2 ? [`Hidden neurons: ${hidden}.`] : []),
      `Outputs: ${output}. Error: ${loss.replaceAll("_", " ")}.`,
      ...(this.several
        ? [`The update takes the mean gradient of the ${this.runs.length} examples.`]
        : []),
      ...(order === "output_first"
        ? ["Each layer is updated before the layer below reads its weights."]
        : []),
      ...(frozen.length ? [`Never updated: ${frozen.join(", ")}.`] : []),
      ...(this.program.memory.some((name) => this.runs[0][name] === 0)
        ? ["What the optimizer keeps and is not listed is 0."]
        : []),
      ...definitions.map(([, text]) => `${text}.`),
      `Give each result to ${RESULT_DIGITS} significant digits.`,
    ];
  }

  // ---- the steps

  /** @param {Step} step */
  isBlank(step) {
    return this.phases.includes(step.phase);
  }

  /**
   * A heading and a list for each phase, and again where a phase comes back.
   * @param {Step[]} steps
   * @param {(step: Step) => Node[]} write
   */
  phasesOf(steps, write) {
    const parts = [];
    let list = html("ol");
    for (const [k, step] of steps.entries()) {
      if (steps[k - 1]?.phase !== step.phase) {
        list = html("ol");
        parts.push(html("h2", {}, PHASE_TITLES.get(step.phase) ?? ""), list);
      }
      const line = html("div", { class: "bp-sheet-step" }, ...write(step));
      list.append(html("li", { value: this.program.steps.indexOf(step) + 1 }, line));
    }
    return parts;
  }

  /** @param {Step} step */
  lineOfSheet(step) {
    if (!this.isBlank(step)) return [this.equation(step), ...this.results(step)];
    const numbers = this.isPutIn(step) ? [equal("bp-sheet-numbers", blank("bp-sheet-put-in"))] : [];
    return [this.equation(step), ...numbers, ...this.results(step)];
  }

  /** @param {Step} step */
  lineOfKey(step) {
    const numbers = this.isPutIn(step)
      ? [equal("bp-sheet-numbers", ...formulaOf(step.tree, (name) => this.numberOf(name)))]
      : [];
    return [this.equation(step), ...numbers, ...this.results(step, false)];
  }

  /**
   * Whether there is a line with numbers in place of names: of several examples it would be many.
   * @param {Step} step
   */
  isPutIn(step) {
    return !this.several && typeof step.tree !== "string" && !isWide(step.tree);
  }

  /** @param {Step} step */
  equation({ name, tree }) {
    const left = math({}, symbol(name, false), sign("="));
    const right = headOf(tree) === "mean"
      ? [this.mean(String(operandsOf(tree)[0]))]
      : formulaOf(tree, (each) => symbol(each, false));
    const size = FULL_LINE / namesIn(tree).length;
    const style = isWide(tree) ? `font-size: ${size.toFixed(2)}em` : "";
    return html("span", { class: "bp-sheet-formula", style }, left, "\u200b", ...right);
  }

  /** @param {string} name of what the mean over the examples is taken of */
  mean(name) {
    const share = fraction([numeral("1")], [numeral(String(this.runs.length))]);
    return math({}, share, mathml("mo", {}, "∑"), symbol(name, false));
  }

  /**
   * The result, or that of each example; blank, where it is to be filled in.
   * @param {Step} step
   * @param {boolean} isBlank
   */
  results({ name, tree, phase }, isBlank = this.phases.includes(phase)) {
    const isOne = !this.several || phase === "update" || headOf(tree) === "mean";
    const runs = isOne ? this.runs.slice(0, 1) : this.runs;
    const written = runs.map((values) =>
      isBlank
        ? blank("bp-sheet-put-in")
        : html("b", {}, math({}, ...valueNodes(values[name], RESULT_DIGITS)))
    );
    if (isOne) return [equal("bp-sheet-result", ...written)];
    return written.map((result, k) =>
      html("span", { class: "bp-sheet-result" }, `example ${k + 1}: `, result)
    );
  }

  /** @param {string} name whose number is put in */
  numberOf(name) {
    const isGiven = !this.program.names.includes(name);
    return mathRow(
      valueNodes(this.runs[0][name], isGiven ? GIVEN_DIGITS : RESULT_DIGITS, true),
    );
  }
}

/**
 * @param {string} title
 * @param {string[]} names
 * @param {Values} values
 */
function givenLine(title, names, values) {
  const equations = names.flatMap((name) => {
    const value = valueNodes(values[name], GIVEN_DIGITS);
    return [" ", math({}, symbol(name, false), sign("="), ...value)];
  });
  return html("p", { class: "bp-sheet-given" }, html("b", {}, title), ...equations);
}

/**
 * The parts of a formula, between which its line may break.
 * @param {Tree} tree
 * @param {(name: string) => Node} write
 */
function formulaOf(tree, write) {
  return breakable(new Typesetter(write).parts(tree).map(({ nodes }) => math({}, ...nodes)));
}

/**
 * A number with a true minus and, for an exponent, a power of ten.
 * @param {number} value
 * @param {number} digits
 * @param {boolean} enclosed whether in parentheses where it needs them
 */
function valueNodes(value, digits, enclosed = false) {
  const [mantissa, exponent] = number(value, digits).split("e");
  const nodes = [numeral(withMinus(mantissa))];
  if (exponent) {
    const power = numeral(withMinus(exponent));
    nodes.push(sign("·"), mathml("msup", {}, numeral("10"), power));
  }
  const needs = exponent !== undefined || mantissa.startsWith("-");
  return enclosed && needs ? [operator("("), ...nodes, operator(")")] : nodes;
}

/**
 * Whether a formula is wider than the paper: only a long logsumexp cannot be broken.
 * @param {Tree} tree
 */
function isWide(tree) {
  return callsIn(tree).has("logsumexp") && namesIn(tree).length > FULL_LINE;
}

/**
 * @param {string} kind
 * @param {(Node | string)[]} children
 */
function equal(kind, ...children) {
  return html("span", { class: kind }, "= ", ...children);
}

/** @param {string} kind */
function blank(kind) {
  return html("span", { class: `bp-sheet-blank ${kind}` });
}
