/**
 * The functions that an expression may call, equal to those of primitives.py: inf or nan where a
 * result is too large for a number or is none, and never an exception.
 */

/** @param {number} z */
function sigmoid(z) {
  return 1 / (1 + Math.exp(-z));
}

/** @param {number} z */
function softplus(z) {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/** @param {number[]} z */
function logsumexp(...z) {
  const top = Math.max(...z);
  if (!Number.isFinite(top)) return top;
  let sum = 0;
  for (const each of z) sum += Math.exp(each - top);
  return top + Math.log(sum);
}

/** @param {number} z */
function relu(z) {
  return z > 0 || Number.isNaN(z) ? z : 0;
}

/** @param {number} z */
function step(z) {
  return z > 0 ? 1 : 0;
}

/**
 * By the names that formulas give them. `mean`, the one over the examples, is taken by Program.
 * @type {Record<string, (...z: number[]) => number>}
 */
export const PRIMITIVES = {
  sigmoid,
  softplus,
  logsumexp,
  relu,
  step,
  tanh: Math.tanh,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
};
