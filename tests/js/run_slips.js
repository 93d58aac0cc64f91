/**
 * Finds slips and audits numbers for test_identity_slips.py: reads what it is
 * asked as JSON from the standard input, and writes an answer for each. The modules to test are arguments.
 */

const modules = await Promise.all(Deno.args.map((url) => import(url)));
const {
  afterSteps,
  audit,
  readNumber,
  slipsBehind,
  slipsOf,
  usesDecimalComma,
  valuesOf,
  writeTrace,
} = Object
  .fromEntries(modules.flatMap(Object.entries));

/**
 * @param {any} formulas
 * @param {any} example
 * @param {number} examples
 * @param {any} given
 */
function worked(formulas, example, examples, given) {
  const { steps: update } = writeTrace(example, formulas, { examples });
  const steps = [...update, ...afterSteps(update)];
  return { steps, values: valuesOf(steps, given) };
}

/**
 * @param {any} formulas
 * @param {any} asked
 */
function rows(formulas, { example, examples, given, printed }) {
  return audit(worked(formulas, example, examples, given), printed);
}

/**
 * @param {any} formulas
 * @param {any} asked
 */
function slips(formulas, { example, examples, given, names }) {
  const { steps, values } = worked(formulas, example, examples, given);
  return names.map((/** @type {string} */ name) => ({
    value: values[name],
    slips: [...slipsOf(steps, values, name), ...slipsBehind(steps, values, name)],
  }));
}

/** @param {string} text */
function numberOf(text) {
  const answer = { comma: usesDecimalComma([text]) };
  try {
    return { ...answer, read: [readNumber(text, false), readNumber(text, true)] };
  } catch (error) {
    return { ...answer, refused: /** @type {Error} */ (error).message };
  }
}

const { formulas, cases, texts, audits } = await new Response(Deno.stdin.readable).json();
const answers = {
  cases: cases.map((/** @type {any} */ each) => slips(formulas, each)),
  texts: texts.map(numberOf),
  audits: audits.map((/** @type {any} */ each) => rows(formulas, each)),
};
await new Blob([JSON.stringify(answers)]).stream().pipeTo(Deno.stdout.writable);
