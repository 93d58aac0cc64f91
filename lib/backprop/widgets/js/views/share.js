// The state to take away: as Python, or as a link.
import { bar, button, html } from "../drawing/dom.js";
import { writeLink } from "../model/link.js";

/** @typedef {import("../model/state.js").State} State */

/** @type {Record<string, string>} */
const PYTHON_OPTIMIZERS = { sgd: "SGD", momentum: "Momentum", adam: "Adam" };

/**
 * The numbers of a flat array as rows of this length.
 * @param {ArrayLike<number>} flat
 * @param {number} width
 */
export function rowsOf(flat, width) {
  const numbers = Array.from(flat);
  return Array.from(
    { length: numbers.length / width },
    (_, k) => numbers.slice(k * width, (k + 1) * width),
  );
}

/**
 * The network as Python writes it.
 * @param {State} state
 */
export function networkText({ example }) {
  const { sizes, hidden, output, bias, names } = example;
  const options = [`hidden="${hidden}"`, `output="${output}"`];
  if (!bias) options.push("bias=False");
  options.push(`names=${JSON.stringify(names)}`);
  return `bp.Network(${JSON.stringify(sizes)}, ${options.join(", ")})`;
}

/**
 * The optimizer as Python writes it, with the present learning rate.
 * @param {State} state
 */
function optimizerText({ program, optimizer, learningRate }) {
  const numbers = { ...program.constants, rate: learningRate };
  const options = Object.entries(numbers).map(([name, value]) => `${name}=${value}`);
  const memory = program.memory.length ? "  # its memory begins at 0" : "";
  return `bp.${PYTHON_OPTIMIZERS[optimizer]}(${options.join(", ")})${memory}`;
}

/**
 * A script that computes the present error and gradient, and then trains for an epoch.
 * @param {State} state
 */
export function pythonText(state) {
  const { example, program, theta, x, t, order, inTurn } = state;
  const batchSize = inTurn ? "1" : "None";
  return [
    "import backprop as bp",
    "",
    `net = ${networkText(state)}`,
    `theta = ${JSON.stringify(Array.from(theta))}  # ${program.parameters.join(" ")}`,
    `x = ${JSON.stringify(rowsOf(x, program.inputs.length))}`,
    `t = ${JSON.stringify(rowsOf(t, program.targets.length))}`,
    `error, gradient = net.gradient(theta, x, t, loss="${example.loss}")`,
    'print("error", error)',
    'print("gradient", gradient)',
    "",
    `optimizer = ${optimizerText(state)}`,
    `history = bp.train(net, theta, x, t, loss="${example.loss}", optimizer=optimizer, epochs=1,`,
    `                   batch_size=${batchSize}, order="${order}", frozen=${
      JSON.stringify(example.frozen)
    })`,
    'print("error after one epoch", history.error[-1])',
    "",
  ].join("\n");
}

export class ShareView {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.text = html("textarea", { readonly: true, rows: 6, hidden: true });
    this.note = html("span", { class: "bp-count" });
    const python = button("Copy as Python", () => this.copy("Python", pythonText(state)));
    const link = button("Copy link", () => this.copy("Link", this.address()));
    this.element = html("div", {}, bar(python, link, this.note), this.text);
  }

  address() {
    const [page] = location.href.split("#");
    return page + writeLink(this.state);
  }

  /** Nothing moves here: what is shown was asked for. */
  update() {}

  /**
   * @param {string} label
   * @param {string} text
   */
  async copy(label, text) {
    this.text.value = text;
    this.text.hidden = false;
    this.text.setAttribute("aria-label", label);
    this.text.select();
    try {
      await navigator.clipboard.writeText(text);
      this.note.textContent = "copied";
    } catch { // where the page may not, or no clipboard is there
      this.note.textContent = "press Ctrl+C to copy";
    }
  }
}
