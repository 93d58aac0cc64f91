// The smaller panels: all numbers of the pass, the gradient check, and the state to take away.
import { abs, button, html, max, number, setText } from "../drawing/dom.js";
import { writeLink } from "../model/link.js";
import { symbol } from "./steps-view.js";
// A table with a row for each name; only cells that change are written again.
function makeTable(title, heads) {
  const row = (cells, tag) => html("tr", {}, ...cells.map((cell) => html(tag, {}, ...[cell].flat())));
  const body = html("tbody"), table = html("table", {}, html("thead", {}, row(heads, "th")), body);
  const element = html(".bp-scroll", { tabindex: "0", role: "group", "aria-label": title }, table);
  let shown;
  function show(names, ...columns) {
    if (shown !== String(names)) body.replaceChildren(...names.map((name) => row([symbol(name), ...columns.map(() => "")], "td")));
    shown = String(names);
    columns.forEach((column, c) => column.forEach((text, k) => setText(body.rows[k].cells[c + 1], text)));
  }
  return { element, show };
}

export function numbersView(study) {
  const { element, show } = makeTable("Numbers", ["name", "assignment", "value"]);
  const update = (values, gradient, { names, steps } = study.program) =>
    show(names, steps.map((step) => step[2]), names.map((name) => number(values[name])));
  return { element, update };
}

export function checkView(study) {
  const table = makeTable("Gradients", ["parameter", "backpropagated", "numerical", "difference"]), verdict = html("p.bp-note");
  return {
    element: html("div", {}, table.element, verdict),
    update(values, gradient) {
      const { program, theta, x, t, n, spec, order } = study;
      const numerical = program.numericalGradient(theta, x, t, n);
      const scale = max(...[...gradient, ...numerical].map(abs), 1e-4);
      const differences = gradient.map((value, k) => abs(value - numerical[k]) / scale);
      const texts = (list, digits) => Array.from(list, (value) => number(value, digits));
      table.show(spec.parameters, texts(gradient), texts(numerical), texts(differences, 2));
      const largest = max(...differences), why = order === "simultaneous" ? "."
        : ": the deltas of a lower layer read weights that are already updated.";
      setText(verdict, `Differences are shares of the largest gradient (or of 0.0001); the largest is ${number(largest, 2)}. `
        + (largest < 1e-6 ? "The two agree." : `The two differ${why}`));
    },
  };
}

function pythonText(study) {
  const { spec, program, learning_rate: rate, order, optimizer, in_turn: inTurn } = study;
  const options = Object.entries({ ...program.constants, rate }).map(([name, value]) => `${name}=${value}`).join(", ");
  const kind = { sgd: "SGD", momentum: "Momentum", adam: "Adam" }[optimizer];
  const [theta, x, t, frozen] = [...["theta", "x", "t"].map((name) => study.plain(name)), spec.frozen].map(JSON.stringify);
  return [
    "import backprop as bp", "",
    `net = ${spec.code}`, `theta = ${theta}  # ${spec.parameters.join(" ")}`, `x = ${x}`, `t = ${t}`,
    `error, gradient = net.gradient(theta, x, t, loss="${spec.loss}")`, 'print("error", error)', 'print("gradient", gradient)', "",
    `optimizer = bp.${kind}(${options})${program.memory.length ? "  # its memory begins at 0" : ""}`,
    `history = bp.train(net, theta, x, t, loss="${spec.loss}", optimizer=optimizer, epochs=1,`,
    `                   batch_size=${inTurn ? 1 : "None"}, order="${order}", frozen=${frozen})`,
    'print("error after one epoch", history.error[-1])', "",
  ].join("\n");
}

export function shareView(study) {
  const text = html("textarea", { readonly: true, rows: 6, hidden: true }), note = html("span.bp-count");
  async function copy(label, value) {
    Object.assign(text, { value, hidden: false });
    text.setAttribute("aria-label", label);
    text.select();
    const copied = navigator.clipboard?.writeText(value) ?? Promise.reject();
    note.textContent = await copied.then(() => "copied", () => "press Ctrl+C to copy");
  }
  const link = () => location.href.replace(/#.*/, "") + writeLink(study);
  const bar = html(".bp-bar", {}, button("Copy as Python", () => copy("Python", pythonText(study))),
    button("Copy link", () => copy("Link", link())), note);
  return { element: html("div", {}, bar, text) };
}
