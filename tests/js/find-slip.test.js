// The game: a worked update with one slip in it.
import assert from "node:assert/strict";
import { evaluate } from "../../lib/backprop/widgets/js/model/evaluate.js";
import {
  LEVELS,
  readRound,
  workedUpdate,
  writeRound,
} from "../../lib/backprop/widgets/js/model/find-slip.js";
import { MISCOPIES } from "../../lib/backprop/widgets/js/model/slips.js";
import { writeTrace } from "../../lib/backprop/widgets/js/model/writer.js";
import { TWO_TWO_TWO } from "./fakes.js";
import { formulas } from "./formulas.js";

const { parameters, inputs, targets, steps } = writeTrace(TWO_TWO_TWO, formulas);
const { theta, x, t } = TWO_TWO_TWO.start;
const given = Object.fromEntries([
  ...parameters.map((name, k) => [name, theta[k]]),
  ...inputs.map((name, k) => [name, x[0][k]]),
  ...targets.map((name, k) => [name, t[0][k]]),
  ["rate", 0.5],
]);

/** @param {{ level: number, seed: number }} round */
function play(round) {
  const work = workedUpdate(steps, given, round);
  assert.ok(work);
  return work;
}

/** Rounds of each level. */
const rounds = Object.keys(LEVELS).flatMap((level) =>
  Array.from({ length: 40 }, (_, k) => ({ level: Number(level), seed: k + 1 }))
).map((round) => ({ ...round, ...play(round) }));

Deno.test("the same level and seed give the same round, another seed gives another", () => {
  assert.deepEqual(play({ level: 2, seed: 17 }), play({ level: 2, seed: 17 }));
  const slips = rounds.map(({ wrong, slip }) => `${wrong} ${slip.why}`);
  assert.ok(new Set(slips).size > rounds.length / 3);
});

Deno.test("each line follows from the numbers printed above it, but for the one with the slip", () => {
  for (const { level, seed, lines, wrong } of rounds) {
    const { digits } = LEVELS[level];
    const values = { ...given };
    lines.forEach(({ step, value }, k) => {
      const follows = Number(Number(evaluate(step.tree, values)).toPrecision(digits)) === value;
      assert.equal(follows, k !== wrong, `${level},${seed} ${step.name}`);
      values[step.name] = value;
    });
  }
});

Deno.test("a line inherits the slip where its number would be another without it", () => {
  for (const { level, lines, wrong, right } of rounds) {
    const { digits } = LEVELS[level];
    const values = { ...given };
    for (const [k, { step, value, inherits }] of lines.entries()) {
      const exact = k === wrong ? right : Number(evaluate(step.tree, values));
      values[step.name] = Number(exact.toPrecision(digits));
      assert.equal(inherits, k !== wrong && values[step.name] !== value);
    }
  }
});

Deno.test("of the kinds to choose from, the right one is one and the others give other numbers", () => {
  for (const { slip, answers, choices } of rounds) {
    assert.ok(answers.includes(slip.kind));
    assert.deepEqual(choices.filter((kind) => answers.includes(kind)), [slip.kind]);
    assert.ok(choices.length >= 2 && new Set(choices).size === choices.length);
  }
});

Deno.test("numbers are miscopied at the last level alone, and the working is shown at the first", () => {
  for (const { level, slip, lines, wrong } of rounds) {
    if (level < 3) assert.ok(!MISCOPIES.includes(slip.kind));
    assert.equal(lines[wrong].shown === lines[wrong].step.tree, level > 1);
  }
});

Deno.test("where nothing is updated there is nothing to find", () => {
  const frozen = { ...TWO_TWO_TWO, frozen: parameters };
  const none = workedUpdate(writeTrace(frozen, formulas).steps, given, { level: 1, seed: 1 });
  assert.equal(none, null);
});

Deno.test("a round as a link has it comes back, and any other text is refused", () => {
  assert.deepEqual(readRound(writeRound({ level: 3, seed: 9999 })), { level: 3, seed: 9999 });
  for (const text of ["", "1", "4,1", "1,0", "1,10000", "1,1.5", "1,1,1", " 1,1", "1,1e2", "a,b"]) {
    assert.throws(() => readRound(text), /find_slip must be a level \(1, 2, 3\)/, text);
  }
});
