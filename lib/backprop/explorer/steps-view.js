// The trace, one assignment at a time: with symbols, with the numbers put in, and with its result.
import { button, html, number, setAttribute, setText } from "./dom.js";
import { subjectOf } from "./network-view.js";

const TOKEN = /[A-Za-z_]\w*|[\d.]+|\S/g;
const PHASES = { forward: "Forward", error: "Error", backward: "Backward", update: "Update" };
const WORDS = { rate: "\u03b7", sigmoid: "\u03c3", sqrt: "\u221a", epsilon: "\u03b5", "*": "\u00b7", "-": "\u2212", "/": " / " };
const spaced = (token) => (token === "+" || token === "-" ? ` ${WORDS[token] ?? token} ` : WORDS[token] ?? token);

// The name of a trace as the documents write it: a letter with its index below.
export function symbol(name) {
  if (WORDS[name]) return [WORDS[name]];
  if (name.endsWith("_new")) return [...symbol(name.slice(0, -4)), html("sup", {}, "new")];
  if (name.startsWith("g_")) return ["\u2202E/\u2202", ...symbol(name.slice(2))];
  const [, letter, index] = name.match(/^(delta|beta|[A-Za-z])_?(\w*)$/) ?? [null, name, ""];
  const below = index ? [html("sub", {}, index.replace("_", ","))] : [];
  return [{ delta: "\u03b4", beta: "\u03b2" }[letter] ?? letter, ...below];
}

export function stepsView(exploration) {
  const { spec } = exploration;
  const term = (name) => html("span", { class: "bp-term", tabindex: "0", role: "button", "aria-label": name,
    "data-name": subjectOf(name, spec) }, ...symbol(name));
  const formula = html("div", { class: "bp-formula" }), count = html("span", { class: "bp-count" });
  const numbers = html("span"), result = html("strong");
  const phases = Object.entries(PHASES).map(([phase, text]) => [phase, button(text, () => exploration.look({
    walk: exploration.program.steps.findIndex((step) => step[0] === phase) }))]);
  const note = html("p", { class: "bp-note" });
  const body = html("div", { class: "bp-assignment" }, formula,
    html("div", {}, "= ", numbers), html("div", {}, "= ", result));
  const table = html("table", { class: "bp-numbers" });
  const element = html("div", { class: "bp-steps" },
    html("div", { class: "bp-bar" }, ...phases.map(([, node]) => node)),
    html("div", { class: "bp-bar" }, button("Back", () => exploration.back()), button("Next", () => exploration.next()), count),
    body, note);
  let shown;

  const put = (expression, values, steps) => expression.match(TOKEN).map((token, k) => {
    if (!(token in values)) return spaced(token);
    const text = number(values[token]);
    return text.startsWith("-") && k > 0 ? `(${text})` : text;
  }).join("");

  return {
    element,
    update(values) {
      const { walk, program, n, inTurn } = exploration, { steps } = program;
      const step = steps[walk ?? -1];
      for (const [phase, node] of phases) setAttribute(node, "aria-pressed", step?.[0] === phase);
      body.hidden = !step;
      setText(count, step ? `${walk + 1} of ${steps.length}` : `${steps.length} assignments`);
      if (!step) {
        setText(note, "Next walks through one update, an assignment at a time.");
        return;
      }
      const [phase, name, expression] = step;
      if (shown !== step) {
        const known = new Set(Object.keys(values));
        formula.replaceChildren(term(name), " = ",
          ...expression.match(TOKEN).map((token) => (known.has(token) ? term(token) : spaced(token))));
        shown = step;
      }
      setText(numbers, put(expression, values));
      setText(result, number(values[name]));
      const mean = phase === "update" && n > 1 && !inTurn ? `Here each gradient is the mean over the ${n} examples. ` : "";
      setText(note, mean + (walk === steps.length - 1 ? "Next takes over the new values." : ""));
    },
  };
}
