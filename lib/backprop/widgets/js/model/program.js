/**
 * Runs a trace. Its steps are put together to JavaScript functions over flat arrays, so that there
 * is no second implementation of a network here. In their code a name with a $ is the runner's own:
 * no name of a trace can have one.
 */
import { stepsFor } from "./evaluate.js";
import { headOf, namesIn, operandsOf } from "./expression.js";
import { PRIMITIVES } from "./primitives.js";

/** @import { Trace, Step } from "./writer.js" */

/**
 * Numbers in a row: theta by parameter, x and t example by example.
 * @typedef {Float64Array | number[]} Numbers
 */

/**
 * Where the code finds the value of a name, as text: `$theta[0]`.
 * @typedef {Map<string, string>} Places
 */

/**
 * How long to train, and what to keep.
 * @typedef {object} Training
 * @property {number} first the number of updates made before
 * @property {number} count the number of updates to make
 * @property {number} stride theta is kept before each update whose number is a multiple of it
 * @property {Float64Array} out takes the kept thetas, one after another
 */

/**
 * A function of the text of its body.
 * @param {string[]} parameters
 * @param {string[]} lines
 * @returns {Function}
 */
function compile(parameters, lines) {
  const code = ["return function (" + parameters.join(", ") + ") {", ...lines, "};"].join("\n");
  return new Function(...Object.keys(PRIMITIVES), code)(...Object.values(PRIMITIVES));
}

/** @param {Step} step */
function assignment({ name, text }) {
  return `const ${name} = ${text};`;
}

/**
 * Lines that read each name of `places` that the steps need: `const w1 = $theta[0];`.
 * @param {Places} places
 * @param {Step[]} steps
 * @param {"const" | "let"} word
 */
function loads(places, steps, word = "const") {
  const read = new Set(steps.flatMap((step) => namesIn(step.tree)));
  const needed = [...places].filter(([name]) => read.has(name));
  return needed.map(([name, place]) => `${word} ${name} = ${place};`);
}

/**
 * The place of each name in an array: the first in `$x[0]`, or in `$x[$k * 2 + 0]` where each of
 * the examples has 2.
 * @param {string} array
 * @param {string[]} names
 * @param {string} from
 * @returns {[name: string, place: string][]}
 */
function placesIn(array, names, from = "") {
  return names.map((name, j) => [name, `${array}[${from}${j}]`]);
}

/** @param {Step} step */
function isMean(step) {
  return headOf(step.tree) === "mean";
}

/** A trace that can be run: for one optimizer, one order and one number of examples an update. */
export class Program {
  /** @param {Trace} trace */
  constructor(trace) {
    this.steps = trace.steps;
    this.names = trace.steps.map((step) => step.name);
    this.parameters = trace.parameters;
    this.inputs = trace.inputs;
    this.outputs = trace.outputs;
    this.targets = trace.targets;
    this.units = trace.units;
    this.layers = trace.layers;
    this.examples = trace.examples;
    this.constants = trace.constants;
    this.renewals = trace.renewals;
    /** Names of what the optimizer keeps from step to step, and its start. */
    this.memory = Object.keys(trace.memory);
    this.start = Float64Array.from(Object.values(trace.memory));

    /** @type {Places} what is the same for all examples */
    this.shared = new Map([
      ...placesIn("$theta", this.parameters),
      ...placesIn("$memory", this.memory),
      ...placesIn("$constants", Object.keys(this.constants)),
    ]);
    /** @type {Places} what is that of example `$k` */
    this.data = new Map([
      ...placesIn("$x", this.inputs, `$k * ${this.inputs.length} + `),
      ...placesIn("$t", this.targets, `$k * ${this.targets.length} + `),
    ]);
    const meanSteps = this.steps.filter(isMean);
    this.averaged = meanSteps.map((step) => String(operandsOf(step.tree)[0]));
    this.meansFunction = compileMeans(this, this.averaged);
    this.errorFunction = compileMeans(this, ["E"]);
    this.gradientFunction = compileMeans(this, this.parameters.map((name) => `g_${name}`));
    this.passFunction = compilePass(this);
    this.trainFunction = compileTraining(this);
    /** @type {Map<string, Function>} by the names of their axes */
    this.surfaceFunctions = new Map();
  }

  /**
   * The result of every step for example `k`; its means are those over all examples that an update
   * takes.
   * @param {Numbers} theta
   * @param {Numbers} memory
   * @param {Numbers} constants
   * @param {Numbers} x
   * @param {Numbers} t
   * @param {number} k
   * @returns {number[]} in the order of the steps
   */
  evaluate(theta, memory, constants, x, t, k) {
    const { examples } = this;
    const means = examples > 1 ? this.meansFunction(theta, memory, constants, x, t, examples) : [];
    return this.passFunction(theta, memory, constants, x, t, k, means);
  }

  /**
   * The mean error over `n` examples.
   * @param {Numbers} theta
   * @param {Numbers} x
   * @param {Numbers} t
   * @param {number} n
   * @returns {number}
   */
  error(theta, x, t, n) {
    return this.errorFunction(theta, [], [], x, t, n)[0];
  }

  /**
   * The mean gradient over `n` examples, by parameter.
   * @param {Numbers} theta
   * @param {Numbers} memory
   * @param {Numbers} constants
   * @param {Numbers} x
   * @param {Numbers} t
   * @param {number} n
   */
  gradient(theta, memory, constants, x, t, n) {
    return Float64Array.from(this.gradientFunction(theta, memory, constants, x, t, n));
  }

  /**
   * The gradient by central differences, with the step that balances rounding against curvature.
   * @param {Float64Array} theta
   * @param {Numbers} x
   * @param {Numbers} t
   * @param {number} n
   */
  numericalGradient(theta, x, t, n) {
    return theta.map((value, j) => {
      const h = Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(value));
      const above = value + h;
      const below = value - h;
      const errorAbove = this.error(theta.with(j, above), x, t, n);
      const errorBelow = this.error(theta.with(j, below), x, t, n);
      return (errorAbove - errorBelow) / (above - below);
    });
  }

  /**
   * Makes updates, with theta and memory in place: each from the mean of the `n` examples, or,
   * where the trace is for one example, from one of them in turn.
   * @param {Float64Array} theta
   * @param {Float64Array} memory
   * @param {Numbers} constants
   * @param {Numbers} x
   * @param {Numbers} t
   * @param {number} n
   * @param {Training} training
   * @returns {number} how many were made: fewer than asked for where the error is no longer finite
   */
  train(theta, memory, constants, x, t, n, { first, count, stride, out }) {
    return this.trainFunction(theta, memory, constants, x, t, n, first, count, stride, out);
  }

  /**
   * Fills `out`, row by row, with the mean error at each `bs[row]`, `as[column]` of the parameters
   * `a` and `b`.
   * @param {Numbers} theta
   * @param {Numbers} x
   * @param {Numbers} t
   * @param {number} n
   * @param {string[]} axes the names `a` and `b`; of one axis, `bs` is read for its length alone
   * @param {Numbers} as
   * @param {Numbers} bs
   * @param {Float64Array} out
   */
  surface(theta, x, t, n, axes, as, bs, out) {
    const key = axes.join(" ");
    const surface = this.surfaceFunctions.get(key) ?? compileSurface(this, axes);
    this.surfaceFunctions.set(key, surface);
    surface(theta, x, t, n, as, bs, out);
  }
}

/**
 * The steps up to the results `wanted` for each of `$n` examples, and the sums of these results:
 * `$sum_E`.
 * @param {Program} program
 * @param {string[]} wanted
 */
function summing(program, wanted) {
  const steps = stepsFor(program.steps, wanted);
  return [
    ...wanted.map((name) => `let $sum_${name} = 0;`),
    "for (let $k = 0; $k < $n; $k++) {",
    ...loads(program.data, steps),
    ...steps.map(assignment),
    ...wanted.map((name) => `$sum_${name} += ${name};`),
    "}",
  ];
}

/**
 * A function to the means of the results `wanted` over `$n` examples.
 * @param {Program} program
 * @param {string[]} wanted
 */
function compileMeans(program, wanted) {
  const means = wanted.map((name) => `$sum_${name} / $n`);
  return compile(["$theta", "$memory", "$constants", "$x", "$t", "$n"], [
    ...loads(program.shared, stepsFor(program.steps, wanted)),
    ...summing(program, wanted),
    `return [${means.join(", ")}];`,
  ]);
}

/**
 * A function to the result of every step for example `$k`, where the means are known.
 * @param {Program} program
 */
function compilePass({ steps, names, shared, data, averaged }) {
  const lines = steps.map((step) => {
    if (!isMean(step)) return assignment(step);
    return `const ${step.name} = $means[${averaged.indexOf(String(operandsOf(step.tree)[0]))}];`;
  });
  return compile(["$theta", "$memory", "$constants", "$x", "$t", "$k", "$means"], [
    ...loads(shared, steps),
    ...loads(data, steps),
    ...lines,
    `return [${names.join(", ")}];`,
  ]);
}

/**
 * The training loop. It holds parameters and memory in variables, and writes them back at its end.
 * @param {Program} program
 */
function compileTraining(program) {
  const { parameters, renewals, shared, steps, examples } = program;
  const parametersOfLoop = ["$first", "$count", "$stride", "$out"];
  return compile(["$theta", "$memory", "$constants", "$x", "$t", "$n", ...parametersOfLoop], [
    ...loads(shared, steps, "let"),
    "let $made = 0;",
    "let $row = 0;",
    "for (; $made < $count; $made++) {",
    "if (($first + $made) % $stride === 0) {",
    ...parameters.map((name, j) => `$out[$row + ${j}] = ${name};`),
    `$row += ${parameters.length};`,
    "}",
    ...(examples > 1 ? updateByMean(program) : updateInTurn(program)),
    ...Object.entries(renewals).map(([name, renewed]) => `${name} = ${renewed};`),
    "}",
    ...Object.keys(renewals).map((name) => `${shared.get(name)} = ${name};`),
    "return $made;",
  ]);
}

/**
 * One update from the example that is due.
 * @param {Program} program
 */
function updateInTurn({ data, steps }) {
  return [
    "const $k = ($first + $made) % $n;",
    ...loads(data, steps),
    ...steps.map(assignment),
    "if (!(E < Infinity)) break;",
  ];
}

/**
 * One update from the mean of the examples.
 * @param {Program} program
 */
function updateByMean(program) {
  const { averaged, steps } = program;
  return [
    ...summing(program, averaged),
    ...averaged.map((name) => `const mean_${name} = $sum_${name} / $n;`),
    "if (!(mean_E < Infinity)) break;",
    ...steps.filter((step) => step.phase === "update").map(assignment),
  ];
}

/**
 * A function to the error surface. What depends on one axis or on neither is computed once a
 * column, a row, or once.
 * @param {Program} program
 * @param {string[]} axes
 */
function compileSurface(program, [a, b]) {
  const { once, column, row, cell } = byAxis(stepsFor(program.steps, ["E"]), a, b);
  const read = new Set(["E", ...cell.flatMap((step) => namesIn(step.tree))]);
  const kept = column.map((step) => step.name).filter((name) => read.has(name));
  const fixed = new Map([...program.shared].filter(([name]) => name !== a && name !== b));
  const steps = [...once, ...column, ...row, ...cell];
  return compile(["$theta", "$x", "$t", "$n", "$as", "$bs", "$out"], [
    ...loads(fixed, steps),
    ...kept.map((name) => `const $column_${name} = $as.slice();`),
    "$out.fill(0);",
    "for (let $k = 0; $k < $n; $k++) {",
    ...loads(program.data, steps),
    ...once.map(assignment),
    "for (let $j = 0; $j < $as.length; $j++) {",
    `const ${a} = $as[$j];`,
    ...column.map(assignment),
    ...kept.map((name) => `$column_${name}[$j] = ${name};`),
    "}",
    "for (let $i = 0; $i < $bs.length; $i++) {",
    ...(b ? [`const ${b} = $bs[$i];`] : []),
    ...row.map(assignment),
    "for (let $j = 0; $j < $as.length; $j++) {",
    `const ${a} = $as[$j];`,
    ...kept.map((name) => `const ${name} = $column_${name}[$j];`),
    ...cell.map(assignment),
    "$out[$i * $as.length + $j] += E / $n;",
    "}",
    "}",
    "}",
  ]);
}

/**
 * Steps by what they depend on: on neither axis, on `a` (one value a column), on `b` (one a row),
 * or on both.
 * @param {Step[]} steps
 * @param {string} a
 * @param {string} [b]
 */
function byAxis(steps, a, b) {
  const onA = new Set([a]);
  const onB = new Set([b]);
  /** @type {Record<"once" | "column" | "row" | "cell", Step[]>} */
  const parts = { once: [], column: [], row: [], cell: [] };
  for (const step of steps) {
    const read = namesIn(step.tree);
    const dependsOnA = read.some((name) => onA.has(name));
    const dependsOnB = read.some((name) => onB.has(name));
    if (dependsOnA) onA.add(step.name);
    if (dependsOnB) onB.add(step.name);
    if (dependsOnA) parts[dependsOnB ? "cell" : "column"].push(step);
    else parts[dependsOnB ? "row" : "once"].push(step);
  }
  return parts;
}
