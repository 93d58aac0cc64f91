// The functions that a trace may call, equal to those of trace.py: inf where they overflow, never an exception.
export const PRIMITIVES = {
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  softplus: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  logsumexp: (...z) => {
    const top = Math.max(...z);
    return Number.isFinite(top) ? top + Math.log(z.reduce((sum, each) => sum + Math.exp(each - top), 0)) : top;
  },
  tanh: Math.tanh,
  relu: (z) => (z > 0 || Number.isNaN(z) ? z : 0),
  step: (z) => (z > 0 ? 1 : 0),
  sqrt: Math.sqrt,
};
