/**
 * Finds the slips of steps for test_identity_slips.py: reads `{ formulas, cases, texts }` as JSON
 * from the standard input, and writes an answer for each. The modules to test are arguments.
 */

const modules = await Promise.all(Deno.args.map((url) => import(url)));
const { afterSteps, readNumber, slipsOf, usesDecimalComma, valuesOf, writeTrace } = Object
  .fromEntries(modules.flatMap(Object.entries));

/**
 * @param {any} formulas
 * @param {any} asked
 */
function slips(formulas, { example, examples, given, names }) {
  const { steps: update } = writeTrace(example, formulas, { examples });
  const steps = [...update, ...afterSteps(update)];
  const values = valuesOf(steps, given);
  return names.map((/** @type {string} */ name) => ({
    value: values[name],
    slips: slipsOf(steps, values, name),
  }));
}

/** @param {string} text */
function numberIn(text) {
  const answer = { comma: usesDecimalComma([text]) };
  try {
    return { ...answer, read: [readNumber(text, false), readNumber(text, true)] };
  } catch (error) {
    return { ...answer, refused: /** @type {Error} */ (error).message };
  }
}

const { formulas, cases, texts } = await new Response(Deno.stdin.readable).json();
const answers = {
  cases: cases.map((/** @type {any} */ each) => slips(formulas, each)),
  texts: texts.map(numberIn),
};
await new Blob([JSON.stringify(answers)]).stream().pipeTo(Deno.stdout.writable);
