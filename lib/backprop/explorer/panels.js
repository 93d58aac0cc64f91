// The smaller panels: all numbers of the pass, the gradient check, and the state to take away.
import { button, html, number } from "./dom.js";
import { writeLink } from "./link.js";
import { symbol } from "./steps-view.js";

const tableRow = (cells, tag = "td") => html("tr", {}, ...cells.map((cell) => html(tag, {}, ...[cell].flat())));

export function numbersView(exploration) {
  const body = html("tbody");
  const element = html("div", { class: "bp-scroll", tabindex: "0", role: "region", "aria-label": "Numbers" },
    html("table", {}, html("thead", {}, tableRow(["", "assignment", "value"], "th")), body));
  return {
    element,
    update(values) {
      body.replaceChildren(...exploration.program.steps.map(([phase, name, expression]) =>
        tableRow([symbol(name), expression, number(values[name])])));
    },
  };
}

export function checkView(exploration) {
  const body = html("tbody"), verdict = html("p", { class: "bp-note" });
  const heads = ["", "backpropagated", "numerical", "relative difference"];
  const element = html("div", {}, html("div", { class: "bp-scroll", tabindex: "0", role: "region", "aria-label": "Gradients" },
    html("table", {}, html("thead", {}, tableRow(heads, "th")), body)), verdict);
  return {
    element,
    update(values, gradient) {
      const { program, theta, x, t, n, spec, order } = exploration;
      const numerical = program.numericalGradient(theta, x, t, n);
      const scale = Math.max(...gradient.map(Math.abs), ...numerical.map(Math.abs), 1e-12);
      const differences = gradient.map((value, k) => Math.abs(value - numerical[k]) / scale);
      body.replaceChildren(...spec.parameters.map((name, k) =>
        tableRow([symbol(name), number(gradient[k]), number(numerical[k]), number(differences[k], 2)])));
      const largest = Math.max(...differences);
      verdict.textContent = `Largest difference, as a share of the largest gradient: ${number(largest, 2)}. `
        + (largest < 1e-6 ? "They agree." : order === "output_first"
          ? "They differ, since a delta of a lower layer reads weights that are already updated." : "They differ.");
    },
  };
}

export function pythonText({ spec, rows, theta, rate, x, t, n, optimizer, order, inTurn, program, ...rest }, data) {
  const kind = { sgd: "SGD", momentum: "Momentum", adam: "Adam" }[optimizer];
  const numbers = (list) => `[${[...list].join(", ")}]`;
  const options = Object.entries({ ...program.constants, rate }).map(([name, value]) => `${name}=${value}`);
  return `import backprop as bp

net = ${spec.code}
theta = ${numbers(theta)}  # ${spec.parameters.join(" ")}
x = [${data.x.map(numbers)}]
t = [${data.t.map(numbers)}]
error, gradient = net.gradient(theta, x, t, loss="${spec.loss}")
print("error", error)
print("gradient", gradient)

history = bp.train(
    net, theta, x, t, loss="${spec.loss}", optimizer=bp.${kind}(${options.join(", ")}),
    epochs=1, batch_size=${inTurn ? 1 : "None"}, order="${order}", frozen=[${spec.frozen.map((name) => `"${name}"`).join(", ")}],
)
print("error after one epoch", history.error[-1])
`;
}

export function shareView(exploration) {
  const text = html("textarea", { readonly: true, rows: 4, hidden: true, spellcheck: "false" });
  const note = html("span", { class: "bp-count" });
  async function copy(label, value) {
    Object.assign(text, { hidden: false, value });
    text.setAttribute("aria-label", label);
    text.select();
    note.textContent = "copied";
    await navigator.clipboard?.writeText(value).catch(() => { note.textContent = "press Ctrl+C to copy"; });
  }
  const python = () => pythonText(exploration, { x: exploration.rows(exploration.x), t: exploration.rows(exploration.t) });
  const link = () => location.href.replace(/#.*/, "") + writeLink(exploration);
  return html("div", { class: "bp-share" }, html("div", { class: "bp-bar" },
    button("Copy as Python", () => copy("Python", python())),
    button("Copy link", () => copy("Link", link())), note), text);
}
