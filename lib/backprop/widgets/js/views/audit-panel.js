// The audit: beside each computed number a field for what somebody printed, and as one types the
// verdict on it and its likeliest cause.
import { bar, button, html, setAttribute, setText } from "../drawing/dom.js";
import { number, withMinus } from "../drawing/numbers.js";
import { audit } from "../model/audit.js";
import { evaluate } from "../model/evaluate.js";
import { text } from "../model/expression.js";
import { MOST_LETTERS } from "../model/link.js";
import { readNumber } from "../model/printed.js";
import { exampleLines } from "../model/python.js";
import { isTurnedName, printedNames, quantityOf, turnedName } from "../model/quantities.js";
import { plainUpdate } from "../model/worked.js";
import { CopiedText } from "./copied.js";
import { inline } from "./inline.js";
import { spokenFormula } from "./spoken.js";

/** @typedef {import("../model/audit.js").AuditRow} AuditRow */
/** @typedef {import("../model/evaluate.js").Value} Value */
/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/worked.js").Worked} Worked */
/** @typedef {import("../model/writer.js").Step} Step */

/**
 * A name with its computed number, its field, and what is said of what was typed there.
 * @typedef {object} AuditLine
 * @property {string} name
 * @property {HTMLElement} element
 * @property {HTMLElement} computed
 * @property {HTMLInputElement} box
 * @property {HTMLElement} verdict
 * @property {HTMLElement} cause
 */

/**
 * A sign beside each word, so that a verdict is seen at a glance and not by its color.
 * @type {Record<string, string>}
 */
const SIGNS = { agrees: "\u2713", rounding: "\u2248", slip: "\u2717", inherited: "\u21b3" };
const MOMENT = 120; // ms
const MOST_CAUSES = 3; // that are said of one number
const AUDIT_HEADS = ["name", "computed", "printed", "verdict", "cause"];
const REQUEST = "Type what your book, your homework or a web page prints, as it is printed: " +
  "\u22120.0406, 3.8%, 1.2 \u00b7 10^-3. Numbers that it leaves out stay empty.";
const VERDICTS = "\u2713 agrees. \u2248 rounding: off by what was rounded on the way. " +
  "\u2717 slip: it does not follow from the printed numbers above it. " +
  "\u21b3 inherited: it follows, and carries an earlier slip on.";

export class AuditPanel {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    /** @type {AuditLine[]} */
    this.lines = [];
    this.names = "";
    this.asked = ""; // what was judged last
    /** @type {ReadonlyMap<string, string> | null} what Clear has taken away */
    this.cleared = null;
    this.summary = html("p", { class: "bp-audit-summary", "aria-live": "polite" });
    this.minus = html("input", { type: "checkbox", change: () => this.turnSigns() });
    const minus = html(
      "label",
      { class: "bp-choice" },
      this.minus,
      "it prints t \u2212 o and \u2212\u03b4",
    );
    this.clear = button("Clear", () => this.clearOrBringBack());
    this.copied = new CopiedText();
    const python = button("Copy as Python", () => {
      this.copied.copy("Audit", auditText(this.state, this.readable()));
    });
    this.body = html("tbody");
    this.element = html(
      "div",
      { class: "bp-audit" },
      html("p", {}, REQUEST),
      bar(minus, this.clear, python, this.copied.note),
      this.copied.text,
      this.summary,
      this.makeTable(),
      html("p", { class: "bp-note" }, VERDICTS),
    );
  }

  makeTable() {
    const heads = AUDIT_HEADS.map((head) => html("th", { scope: "col" }, head));
    const head = html("thead", {}, html("tr", {}, ...heads));
    return html("table", { "aria-label": "Printed against computed" }, head, this.body);
  }

  update() {
    const { printed } = this.state;
    const { steps, values } = plainUpdate(this.state);
    for (const name of printed.keys()) {
      this.minus.checked = isTurnedName(name, steps) ?? this.minus.checked;
    }
    this.makeLines(printedNames(steps, this.minus.checked));
    for (const { name, computed, box } of this.lines) {
      const text = printed.get(name) ?? "";
      if (box.value !== text) box.value = text;
      setText(computed, withMinus(number(computedValue(name, values))));
    }
    this.judgeSoon({ steps, values });
    this.clear.textContent = this.cleared && printed.size === 0 ? "Bring back" : "Clear";
    this.clear.disabled = printed.size === 0 && !this.cleared;
  }

  /**
   * The causes of many wrong numbers take longer than a frame: they are looked for once nothing has
   * changed for a moment.
   * @param {Worked} worked
   */
  judgeSoon(worked) {
    const asked = JSON.stringify([worked.values, ...this.state.printed]);
    if (asked === this.asked) return;
    this.asked = asked;
    setTimeout(() => {
      if (asked === this.asked) this.judge(audit(worked, this.readable()));
    }, MOMENT);
  }

  /** @param {string[]} names */
  makeLines(names) {
    if (this.names === names.join()) return;
    this.names = names.join();
    this.lines = names.map((name) => this.makeLine(name));
    this.body.replaceChildren(...this.lines.map(({ element }) => element));
  }

  /**
   * @param {string} name
   * @returns {AuditLine}
   */
  makeLine(name) {
    const { sign, tree } = quantityOf(name);
    const id = `bp-verdict-${Math.random()}`;
    const box = html("input", {
      type: "text",
      autocomplete: "off",
      maxlength: MOST_LETTERS,
      "aria-label": `printed ${sign < 0 ? "minus " : ""}${spokenFormula(tree)}`,
      "aria-describedby": id,
      input: () => this.type(name, box.value),
    });
    const computed = html("td", { class: "bp-computed" });
    const verdict = html("td", { class: "bp-verdict", id });
    const cause = html("td", { class: "bp-cause" });
    const minus = sign < 0 ? "\u2212" : "";
    const head = html("th", { scope: "row" }, minus, ...inline(`\`${text(tree)}\``));
    const element = html("tr", {}, head, computed, html("td", {}, box), verdict, cause);
    return { name, element, computed, box, verdict, cause };
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  type(name, text) {
    const printed = new Map(this.state.printed);
    if (text === "") printed.delete(name);
    else printed.set(name, text);
    this.state.look({ printed });
  }

  /** A source that prints deltas and differences with the other sign: what was typed stays. */
  turnSigns() {
    const turned = [...this.state.printed].map(([name, text]) => {
      return /** @type {[string, string]} */ ([turnedName(name), text]);
    });
    this.state.look({ printed: new Map(turned) });
  }

  clearOrBringBack() {
    const { printed } = this.state;
    const back = printed.size === 0 ? this.cleared : null;
    this.cleared = back ? null : printed;
    this.state.look({ printed: back ?? new Map() });
  }

  /**
   * What was typed, as far as it can be read, in the order of the lines.
   * @returns {[name: string, text: string][]}
   */
  readable() {
    const { printed } = this.state;
    const typed = this.lines.map(({ name }) => [name, printed.get(name) ?? ""]);
    return /** @type {[string, string][]} */ (
      typed.filter(([, text]) => text !== "" && refusalOf(text) === "")
    );
  }

  /** @param {AuditRow[]} rows */
  judge(rows) {
    const { printed } = this.state;
    const byName = new Map(rows.map((row) => [row.name, row]));
    let unread = 0;
    for (const line of this.lines) {
      const row = byName.get(line.name);
      const text = printed.get(line.name) ?? "";
      const refusal = text === "" || row ? "" : refusalOf(text);
      if (refusal) unread++;
      setAttribute(line.box, "aria-invalid", refusal !== "");
      setAttribute(line.element, "data-verdict", row?.verdict ?? "");
      setText(line.verdict, row ? `${SIGNS[row.verdict]} ${row.verdict}` : refusal && "not read");
      this.sayCause(line.cause, refusal ? `${refusal}.` : causesText(row));
    }
    setText(this.summary, summaryOf(rows, unread));
  }

  /**
   * @param {HTMLElement} place
   * @param {string} text
   */
  sayCause(place, text) {
    if (place.dataset.text === text) return;
    place.dataset.text = text;
    place.replaceChildren(...inline(text));
  }
}

/**
 * The computed number of a line: of several examples that of the first.
 * @param {string} name
 * @param {Record<string, Value>} values
 */
function computedValue(name, values) {
  const { sign, tree } = quantityOf(name);
  const value = evaluate(tree, values);
  return sign * (Array.isArray(value) ? value[0] : value);
}

/**
 * Why a text cannot be read as a number, or "" where it can.
 * @param {string} text
 */
function refusalOf(text) {
  try {
    readNumber(text);
    return "";
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
}

/** @param {AuditRow | undefined} row */
function causesText(row) {
  if (!row || row.verdict === "agrees") return "";
  if (row.verdict === "inherited") {
    const carried = row.carries.map((each) => `\`${each.replace(" = ", "\` = ")}`);
    return `It carries on ${carried.join(", ")}.`;
  }
  if (row.causes.length === 0) return row.verdict === "slip" ? "No cause found." : "";
  const reasons = new Set(row.causes.map(({ why }) => why));
  return [...reasons].slice(0, MOST_CAUSES).join(" Or: ");
}

/**
 * "5 numbers: 3 agree, 1 slip, 1 inherited."
 * @param {AuditRow[]} rows
 * @param {number} unread
 */
function summaryOf(rows, unread) {
  if (rows.length + unread === 0) return "Nothing is typed yet.";
  const counts = Object.keys(SIGNS).map((verdict) => {
    const count = rows.filter((row) => row.verdict === verdict).length;
    const word = verdict === "agrees" && count > 1 ? "agree" : verdict;
    return count > 0 ? `${SIGNS[verdict]} ${count} ${word}` : "";
  });
  const all = [...counts, unread > 0 ? `${unread} not read` : ""].filter((each) => each !== "");
  const total = rows.length + unread;
  return `${total} ${total === 1 ? "number" : "numbers"}: ${all.join(", ")}.`;
}

/**
 * The same audit in Python.
 * @param {State} state
 * @param {[name: string, text: string][]} printed
 */
export function auditText(state, printed) {
  return [
    "import backprop as bp",
    "",
    ...exampleLines(state, [state.selected]),
    "printed = {",
    ...printed.map(([name, text]) => `    ${JSON.stringify(name)}: ${JSON.stringify(text)},`),
    "}",
    "for row in bp.audit(example, printed=printed):",
    "    print(row.name, row.printed, row.verdict, *[cause.why for cause in row.causes[:1]])",
    "",
  ].join("\n");
}
