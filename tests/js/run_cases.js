/**
 * Writes and runs the traces of many examples for test_identity.py: reads `{ formulas, cases }` as
 * JSON from the standard input, and writes one answer a case. The modules to test are arguments.
 */

const modules = await Promise.all(Deno.args.map((url) => import(url)));
const { Program, writeTrace } = Object.fromEntries(modules.flatMap(Object.entries));

/**
 * Everything that Python can compute too.
 * @param {any} program
 * @param {any} numbers
 */
function run(program, { theta, x, t, n, axes, as, bs }) {
  const start = Float64Array.from(theta);
  const memory = program.start;
  const constants = Object.values(program.constants);
  const surface = new Float64Array(as.length * bs.length);
  program.surface(start, x, t, n, axes, as, bs, surface);
  const moved = start.slice();
  const training = { first: 0, count: 100, stride: 100, out: new Float64Array(theta.length) };
  const made = program.train(moved, memory.slice(), constants, x, t, n, training);
  return {
    values: program.evaluate(start, memory, constants, x, t, n - 1),
    error: program.error(start, x, t, n),
    gradient: [...program.gradient(start, memory, constants, x, t, n)],
    numerical: [...program.numericalGradient(start, x, t, n)],
    surface: [...surface],
    trained: [...moved],
    made,
  };
}

/**
 * @param {any} formulas
 * @param {any} asked
 */
function answer(formulas, { example, method, numbers }) {
  const trace = writeTrace(example, formulas, method);
  return {
    steps: trace.steps.map((/** @type {any} */ { phase, name, text }) => [phase, name, text]),
    results: numbers && run(new Program(trace), numbers),
  };
}

const { formulas, cases } = await new Response(Deno.stdin.readable).json();
const answers = cases.map((/** @type {any} */ each) => answer(formulas, each));
await new Blob([JSON.stringify(answers)]).stream().pipeTo(Deno.stdout.writable);
