/**
 * The state as a program for PyTorch, in double precision: the same error, gradient and update.
 *
 * @module
 */
import { listText, rowsOf } from "./python.js";

/** @import { State } from "./state.js" */

/**
 * Each activation, of the weighted sums `z`.
 * @type {Record<string, string>}
 */
const TORCH_ACTIVATIONS = {
  sigmoid: "torch.sigmoid(z)",
  tanh: "torch.tanh(z)",
  relu: "torch.relu(z)",
  identity: "z",
};

/**
 * The mean error over the rows of `t`, from the weighted sums `z` of the outputs and the outputs
 * `o`.
 * @type {Record<string, string>}
 */
const TORCH_LOSSES = {
  half_squared_error: "0.5 * ((t - o) ** 2).sum(dim=1).mean()",
  mean_squared_error: "((t - o) ** 2).sum(dim=1).mean()",
  cross_entropy: "torch.nn.functional.binary_cross_entropy_with_logits(" +
    'z, t, reduction="none").sum(dim=1).mean()',
  softmax_cross_entropy: "-(t * torch.log_softmax(z, dim=1)).sum(dim=1).mean()",
};

/**
 * Whether a loss is one of these, and not one of somebody's own.
 * @param {string} loss
 */
export function hasTorch(loss) {
  return Object.hasOwn(TORCH_LOSSES, loss);
}

/**
 * A program that prints the present error and gradient, and the error after one epoch.
 * @param {State} state
 */
export function torchText(state) {
  const { program, theta, x, t } = state;
  return [
    "import torch",
    "",
    `# ${program.parameters.join(" ")}`,
    `theta = ${tensor(Array.from(theta))}.requires_grad_()`,
    `x = ${tensor(rowsOf(x, program.inputs.length))}`,
    `t = ${tensor(rowsOf(t, program.targets.length))}`,
    "",
    "",
    ...errorLines(state),
    "",
    "",
    "mean_error = error(x, t)",
    "mean_error.backward()",
    'print("error", mean_error.item())',
    'print("gradient", theta.grad.tolist())',
    "",
    ...epochLines(state),
    'print("error after one epoch", error(x, t).item())',
    "",
  ].join("\n");
}

/**
 * In double precision, also where all numbers are whole.
 * @param {number[] | number[][]} numbers
 */
function tensor(numbers) {
  return `torch.tensor(${listText(numbers)}, dtype=torch.float64)`;
}

/**
 * The forward pass. Each place of a weight or bias takes its parameter out of theta: one that is
 * shared is taken several times.
 * @param {State} state
 */
function errorLines({ example, program }) {
  const { hidden, output, loss } = example;
  const index = (/** @type {string} */ name) => program.parameters.indexOf(name);
  const lines = ["def error(x, t):", "    o = x"];
  for (const [k, { weights, biases }] of program.layers.entries()) {
    const isLast = k === program.layers.length - 1;
    const rows = weights.map((row) => `[${row.map(index).join(", ")}]`).join(", ");
    const bias = biases ? ` + theta[[${biases.map(index).join(", ")}]]` : "";
    lines.push(
      `    z = o @ theta[torch.tensor([${rows}])].T${bias}`,
      `    o = ${TORCH_ACTIVATIONS[isLast ? output : hidden]}`,
    );
  }
  return [...lines, `    return ${TORCH_LOSSES[loss]}`];
}

/**
 * One epoch: an update from the mean of all examples, or one from each in turn.
 * @param {State} state
 */
function epochLines(state) {
  const { example, program, order, inTurn, n } = state;
  const frozen = example.frozen.map((name) => program.parameters.indexOf(name));
  const note = "# PyTorch computes all gradients first: output layer first gives other numbers.";
  const taken = inTurn ? ["x[k : k + 1]", "t[k : k + 1]"] : ["x", "t"];
  return [
    ...(order === "simultaneous" ? [] : [note]),
    `optimizer = ${torchOptimizer(state)}`,
    `for k in range(${inTurn ? n : 1}):`,
    "    optimizer.zero_grad()",
    `    error(${taken.join(", ")}).backward()`,
    ...(frozen.length ? [`    theta.grad[[${frozen.join(", ")}]] = 0  # frozen`] : []),
    "    optimizer.step()",
  ];
}

/**
 * The optimizer with the present learning rate. Its memory begins at 0.
 * @param {State} state
 */
function torchOptimizer({ program, optimizer, learningRate }) {
  const { beta, beta1, beta2, epsilon } = program.constants;
  if (optimizer === "adam") {
    return `torch.optim.Adam([theta], lr=${learningRate}, betas=(${beta1}, ${beta2}), eps=${epsilon})`;
  }
  const momentum = optimizer === "momentum" ? `, momentum=${beta}` : "";
  return `torch.optim.SGD([theta], lr=${learningRate}${momentum})`;
}
