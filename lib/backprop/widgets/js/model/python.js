/**
 * The state as Python writes it: as a script, and as a cell of a notebook.
 *
 * @module
 */

/** @import { State } from "./state.js" */

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
 * Numbers or names as a list of Python.
 * @param {number[] | number[][] | string[]} values
 */
export function listText(values) {
  return JSON.stringify(values).replaceAll(",", ", ");
}

/**
 * The network as Python writes it.
 * @param {State["example"]} example
 */
function networkText({ sizes, hidden, output, bias, names }) {
  const options = [`hidden="${hidden}"`, `output="${output}"`];
  if (!bias) options.push("bias=False");
  options.push(`names=${listText(names)}`);
  return `bp.Network(${listText(sizes)}, ${options.join(", ")})`;
}

/**
 * The optimizer as Python writes it, with the present learning rate.
 * @param {State} state
 */
function optimizerText({ program, optimizer, learningRate }) {
  const numbers = { ...program.constants, rate: learningRate };
  const options = Object.entries(numbers).map(([name, value]) => `${name}=${value}`);
  return `bp.${PYTHON_OPTIMIZERS[optimizer]}(${options.join(", ")})`;
}

/**
 * A script that computes the present error and gradient, and then trains for an epoch.
 * @param {State} state
 */
export function pythonText(state) {
  const { example, program, theta, x, t, order, inTurn } = state;
  const batchSize = inTurn ? "1" : "None";
  const memory = program.memory.length ? "  # its memory begins at 0" : "";
  return [
    "import backprop as bp",
    "",
    `net = ${networkText(example)}`,
    `theta = ${listText(Array.from(theta))}  # ${program.parameters.join(" ")}`,
    `x = ${listText(rowsOf(x, program.inputs.length))}`,
    `t = ${listText(rowsOf(t, program.targets.length))}`,
    `error, gradient = net.gradient(theta, x, t, loss="${example.loss}")`,
    'print("error", error)',
    'print("gradient", gradient)',
    "",
    `optimizer = ${optimizerText(state)}${memory}`,
    `history = bp.train(net, theta, x, t, loss="${example.loss}", optimizer=optimizer, epochs=1,`,
    `                   batch_size=${batchSize}, order="${order}", frozen=${
      listText(example.frozen)
    })`,
    'print("error after one epoch", history.error[-1])',
    "",
  ].join("\n");
}

/**
 * The example as it stands now, with some of its rows.
 * @param {State} state
 * @param {number[]} rows places of the rows
 */
export function exampleLines({ example, program, theta, x, t, learningRate }, rows) {
  const chosen = (/** @type {Float64Array} */ flat, /** @type {number} */ width) => {
    const all = rowsOf(flat, width);
    return listText(rows.map((row) => all[row]));
  };
  return [
    "example = bp.Example(",
    `    title=${JSON.stringify(example.title)},`,
    `    network=${networkText(example)},`,
    `    theta=${listText(Array.from(theta))},  # ${program.parameters.join(" ")}`,
    `    x=${chosen(x, program.inputs.length)},`,
    `    t=${chosen(t, program.targets.length)},`,
    `    loss="${example.loss}",`,
    `    learning_rate=${learningRate},`,
    `    frozen=${listText(example.frozen)},`,
    ")",
  ];
}

/**
 * A cell that makes the example as it stands now, and shows its explorer.
 * @param {State} state
 */
export function notebookText(state) {
  const { axes, order, inTurn } = state;
  const options = [`optimizer=${optimizerText(state)}`, `axes=${listText(axes)}`];
  if (inTurn) options.push("in_turn=True");
  if (order !== "simultaneous") options.push(`order="${order}"`);
  return [
    "import backprop as bp",
    "",
    ...exampleLines(state, Array.from({ length: state.n }, (_, row) => row)),
    `explorer = bp.Explorer(example, ${options.join(", ")})`,
    "explorer",
    "",
  ].join("\n");
}
