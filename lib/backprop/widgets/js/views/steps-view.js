// The trace, one assignment at a time: with symbols, with the numbers put in, and with its result.
import { button, html, number, setAttribute, setText } from "../drawing/dom.js";
import { subjectOf } from "./network-view.js";
const PHASES = ["forward", "error", "backward", "update"];
const SIGNS = { "*": "·", "-": " − ", "+": " + ", "/": " / ", ",": ", " };
const WORDS = { rate: "η", sigmoid: "σ", sqrt: "√", epsilon: "ε", delta: "δ", beta: "β" };
const tokens = (expression) => expression.match(/[A-Za-z_]\w*|[\d.]+|\S/g);
// The name of a trace as the documents write it: a letter with its index below.
export function symbol(name) {
  if (name.endsWith("_new")) return [...symbol(name.slice(0, -4)), html("sup", {}, "new")];
  if (name.startsWith("g_")) return ["∂E/∂", ...symbol(name.slice(2))];
  const [, letter, index] = name.match(/^(delta|beta|[A-Za-z])_?(\w*)$/) ?? [null, name, ""];
  if (WORDS[name] || (index && !/\d/.test(index))) return [WORDS[name] ?? name];
  return [WORDS[letter] ?? letter, ...(index ? [html("sub", {}, index.replace("_", ","))] : [])];
}

export function stepsView(study) {
  const { spec } = study, term = (name) => html("span.bp-term", { tabindex: "0", role: "math", "aria-label": name,
    "data-name": subjectOf(name, spec) }, ...symbol(name));
  const phases = PHASES.map((phase) => button(phase, () => study.look({
    walk: study.program.steps.findIndex((step) => step[0] === phase) })));
  const count = html("span.bp-count"), note = html("p.bp-note");
  const back = button("Back", () => study.back()), formula = html(".bp-formula"), numbers = html("div"), result = html("strong");
  const body = html(".bp-assignment", {}, formula, numbers, html("div", {}, "= ", result));
  const element = html(".bp-steps", {}, html(".bp-bar", {}, ...phases),
    html(".bp-bar", {}, back, button("Next", () => study.next()), count), body, note);
  let shown;
  return {
    element,
    update(values, gradient) {
      const { walk, program: { steps }, n, in_turn: inTurn } = study, step = steps[walk ?? -1];
      for (const each of phases) setAttribute(each, "aria-pressed", step?.[0] === each.textContent);
      body.hidden = !step;
      back.disabled = !study.canGoBack;
      setText(count, step ? `${walk + 1} of ${steps.length}` : `${steps.length} assignments`);
      if (!step) return setText(note, "Next walks through one update, an assignment at a time.");
      const [phase, name, expression] = step, parts = tokens(expression);
      const written = (write) => parts.map((part, k) => (part in values ? write(part, k) : SIGNS[part] ?? WORDS[part] ?? part));
      if (shown !== step) formula.replaceChildren(term(name), " = ", ...written(term));
      shown = step;
      const mean = phase === "update" && n > 1 && !inTurn;
      const given = mean ? { ...values, ...Object.fromEntries(spec.parameters.map((each, k) => [`g_${each}`, gradient[k]])) } : values;
      const put = (part, k) => (given[part] < 0 && k > 0 && parts[k - 1] !== "(" ? `(${number(given[part])})` : number(given[part]));
      setText(numbers, `= ${written(put).join("")}`);
      setText(result, number(values[name]));
      setText(note, walk === steps.length - 1 ? "Next makes the update." : "");
    },
  };
}
