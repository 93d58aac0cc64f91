// Runs the trace that Python wrote. There is no second implementation of a network here.
import { PRIMITIVES } from "./primitives.js";
const namesIn = (expression) => expression.match(/[A-Za-z_]\w*/g) ?? [];
const assign = ([, name, expression]) => `const ${name} = ${expression};`;
const each = (names, write) => names.map(write).join("");
const load = (names, array, at = "") => each(names, (name, k) => `const ${name} = ${array}[${at}${k}];`);
const store = (names, array, at = "") => each(names, (name, k) => `${array}[${at}${k}] = ${name};`);
// In the code below a name with a $ is the runner's own: no name of a trace can have one.
function compile(parameters, body) {
  const text = `return (${parameters}) => {\n${body}\n};`;
  return new Function(...Object.keys(PRIMITIVES), text)(...Object.values(PRIMITIVES));
}

// The steps that the name `wanted` depends on, in program order.
function stepsFor(steps, wanted) {
  const names = new Set([wanted]);
  return steps.reduceRight((kept, step) => {
    if (!names.has(step[1])) return kept;
    for (const name of namesIn(step[2])) names.add(name);
    return [step, ...kept];
  }, []);
}

// The trace for one optimizer and order as functions of flat arrays; `memory` is the optimizer's state, `constants` its numbers.
export class Program {
  constructor({ parameters, inputs, targets }, { steps, state, constants, renewals }) {
    Object.assign(this, { parameters, steps, constants, renewals, surfaces: {} });
    this.names = steps.map(([, name]) => name);
    this.memory = Object.keys(state);
    this.start = Float64Array.from(Object.values(state));
    this.errorSteps = stepsFor(steps, "E");
    this.gradients = parameters.map((name) => `g_${name}`);
    this.updates = steps.filter(([phase]) => phase === "update");
    this.loadTheta = load(parameters, "$theta");
    this.loadRest = load(this.memory, "$memory") + load(Object.keys(constants), "$constants");
    this.loadExample = load(inputs, "$x", `$k * ${inputs.length} + `) + load(targets, "$t", `$k * ${targets.length} + `);
    // Mean error over the `n` examples.
    this.error = compile("$theta, $x, $t, $n", `${this.loadTheta} let $sum = 0;
      for (let $k = 0; $k < $n; $k++) { ${this.loadExample} ${each(this.errorSteps, assign)} $sum += E; }
      return $sum / $n;`);
    // The result of every step, for example `k`.
    this.evaluate = compile("$theta, $memory, $constants, $x, $t, $k",
      `${this.loadTheta} ${this.loadRest} ${this.loadExample} ${each(steps, assign)} return [${this.names}];`);
    // The results of the update steps, from a gradient.
    this.update = compile("$theta, $memory, $constants, $gradient", `${this.loadTheta} ${this.loadRest}
      ${load(this.gradients, "$gradient")} ${each(this.updates, assign)} return [${this.updates.map(([, name]) => name)}];`);
    this.trainers = [this.compileTraining(false), this.compileTraining(true)];
  }
  // Makes `count` updates in place, after the `first`, and returns how many: fewer where the error is no longer finite.
  // Before each whose number is a multiple of `stride`, theta goes to `out`. In turn, an update takes one example.
  train(theta, memory, constants, x, t, n, { inTurn, first, count, stride, out }) {
    return this.trainers[Number(inTurn || n === 1)](theta, memory, constants, x, t, n, first, count, stride, out);
  }
  compileTraining(inTurn) {
    const { parameters, gradients, updates } = this;
    const one = `const $k = ($first + $s) % $n; ${this.loadExample} ${each(this.steps, assign)} if (!(E < Infinity)) break;`;
    const batch = `let $E = 0; ${each(gradients, (name) => `let $${name} = 0;`)}
      for (let $k = 0; $k < $n; $k++) {
        ${this.loadExample} ${each(this.steps.filter((step) => !updates.includes(step)), assign)}
        $E += E; ${each(gradients, (name) => `$${name} += ${name};`)}
      }
      if (!($E < Infinity)) break;
      ${each(gradients, (name) => `const ${name} = $${name} / $n;`)} ${each(updates, assign)}`;
    return compile("$theta, $memory, $constants, $x, $t, $n, $first, $count, $stride, $out", `
      ${(this.loadTheta + this.loadRest).replaceAll("const ", "let ")}
      let $s = 0, $row = 0;
      for (; $s < $count; $s++) {
        if (($first + $s) % $stride === 0) { ${store(parameters, "$out", "$row + ")} $row += ${parameters.length}; }
        ${inTurn ? one : batch}
        ${each(Object.entries(this.renewals), ([name, renewed]) => `${name} = ${renewed};`)}
      }
      ${store(parameters, "$theta")} ${store(this.memory, "$memory")} return $s;`);
  }
  // Mean gradient over the `n` examples.
  gradient(theta, memory, constants, x, t, n) {
    const places = this.gradients.map((name) => this.names.indexOf(name)), sums = new Float64Array(places.length);
    for (let k = 0; k < n; k++) {
      const values = this.evaluate(theta, memory, constants, x, t, k);
      places.forEach((place, j) => { sums[j] += values[place]; });
    }
    return sums.map((sum) => sum / n);
  }
  // Central differences, with the step that balances rounding against curvature.
  numericalGradient(theta, x, t, n) {
    return theta.map((value, j) => {
      const h = Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(value));
      const error = (moved) => this.error(theta.with(j, moved), x, t, n);
      return (error(value + h) - error(value - h)) / (value + h - (value - h));
    });
  }
  // Fills `out`, row by row, with the error at each `bs[row]`, `as[column]` of the parameters `a` and `b` (which may be
  // missing). What depends on one of them or on neither is computed once a column, once a row, or once.
  surface(theta, x, t, n, [a, b], as, bs, out) {
    (this.surfaces[`${a} ${b}`] ??= this.compileSurface(a, b))(theta, x, t, n, as, bs, out);
  }
  compileSurface(a, b) {
    const kinds = new Map([[a, 1], [b, 2]]); // the sum of 1 for a and 2 for b
    const parts = [[], [], [], []];
    for (const step of this.errorSteps) {
      const kind = namesIn(step[2]).reduce((all, name) => all | (kinds.get(name) ?? 0), 0);
      kinds.set(step[1], kind);
      parts[kind].push(step);
    }
    const [once, column, row, cell] = parts.map((steps) => each(steps, assign));
    const read = new Set(["E", ...parts[3].flatMap((step) => namesIn(step[2]))]);
    const kept = parts[1].map(([, name]) => name).filter((name) => read.has(name));
    const fixed = this.loadTheta.replace(`const ${a} =`, "const $a =").replace(`const ${b} =`, "const $b =");
    return compile("$theta, $x, $t, $n, $as, $bs, $out", `${fixed} const $A = $as.length, $B = $bs.length;
      ${each(kept, (name) => `const $${name} = new Float64Array($A);`)} $out.fill(0);
      for (let $k = 0; $k < $n; $k++) {
        ${this.loadExample} ${once}
        for (let $p = 0; $p < $A; $p++) {
          const ${a} = $as[$p]; ${column} ${each(kept, (name) => `$${name}[$p] = ${name};`)}
        }
        for (let $q = 0; $q < $B; $q++) {
          ${b ? `const ${b} = $bs[$q];` : ""} ${row}
          for (let $p = 0; $p < $A; $p++) {
            const ${a} = $as[$p]; ${each(kept, (name) => `const ${name} = $${name}[$p];`)} ${cell}
            $out[$q * $A + $p] += E / $n;
          }
        }
      }`);
  }
}
