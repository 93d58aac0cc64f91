// The game "Find the slip": a worked update with one slip in it. The reader finds its line, and then
// names its kind; the answer explains it and marks the lines that inherit it.
import { bar, button, html, menu, setAttribute } from "../drawing/dom.js";
import { breakable, math, sign } from "../drawing/mathml.js";
import { number, withMinus, withoutPlus } from "../drawing/numbers.js";
import { LEVELS, MOST_SEED, workedUpdate } from "../model/find-slip.js";
import { Typesetter } from "./formula.js";
import { inline } from "./inline.js";
import { spokenFormula } from "./spoken.js";
import { spokenName, symbol, symbolInText } from "./symbols.js";

/** @typedef {import("../model/find-slip.js").Line} Line */
/** @typedef {import("../model/find-slip.js").WorkedUpdate} WorkedUpdate */
/** @typedef {import("../model/state.js").Round} Round */
/** @typedef {import("../model/writer.js").Step} Step */

/**
 * What a round is made of: the steps of a trace for one example, and its given numbers.
 * @typedef {{ steps: Step[], given: Record<string, number> }} Source
 */

const NOTHING_SHOWS = "With these numbers no slip would show: change them, or the level.";
const TASK =
  "One line of this update is wrong, and later lines may inherit its number. The lines are " +
  "shown SHOWN; each uses the numbers printed above it, and is rounded to DIGITS digits. " +
  "In which line is the slip made?";
const MARK_OF_SLIP = "\u2717 the slip";
const MARK_OF_INHERITED = "\u21b3 inherits it";
const MARK_OF_RIGHT = "\u2713 follows";

export class FindSlipView {
  /**
   * @param {() => Source} source
   * @param {() => Round} round
   * @param {(round: Round) => void} choose another round
   */
  constructor(source, round, choose) {
    this.source = source;
    this.round = round;
    this.choose = choose;
    this.shown = ""; // what the present round was made of
    /** @type {WorkedUpdate | null} */
    this.work = null;
    this.isFound = false;
    /** @type {HTMLElement[]} what is said of each line */
    this.marks = [];
    /** @type {[string, string][]} */
    const levels = Object.entries(LEVELS).map(([level, { title }]) => [
      level,
      `${level}: ${title}`,
    ]);
    this.levels = menu("level", levels, (level) => this.go({ level: Number(level) }));
    this.seed = html("input", {
      type: "number",
      min: "1",
      max: String(MOST_SEED),
      "aria-label": "round",
      change: () => this.goToSeed(),
    });
    this.solve = button("Show the slip", () => this.reveal());
    this.task = html("p");
    this.given = html("p", { class: "bp-given" });
    this.lines = html("ol", { class: "bp-lines" });
    this.feedback = html("p", { class: "bp-answer", "aria-live": "polite" });
    this.kinds = html("div", { class: "bp-kinds", role: "group", "aria-label": "kind of slip" });
    const answer = html("div", { class: "bp-found" }, this.feedback, this.kinds);
    const parts = [this.task, this.given, this.lines, answer];
    this.element = html("div", { class: "bp-find-slip" }, this.makeBar(), ...parts);
  }

  makeBar() {
    const another = button("Another", () => this.go({ seed: randomSeed() }));
    return bar(
      html("label", {}, "level", this.levels),
      html("label", {}, "round", this.seed),
      another,
      this.solve,
    );
  }

  /** @param {Partial<Round>} change */
  go(change) {
    this.choose({ ...this.round(), ...change });
    this.update();
  }

  goToSeed() {
    const seed = Number(this.seed.value);
    const fits = Number.isInteger(seed) && seed >= 1 && seed <= MOST_SEED;
    if (fits) this.go({ seed });
    else this.say("refused", `A round is a whole number from 1 to ${MOST_SEED}.`);
    setAttribute(this.seed, "aria-invalid", !fits);
  }

  /** A new round where the level, the seed or a number of the example has changed. */
  update() {
    const { steps, given } = this.source();
    const round = this.round();
    const made = JSON.stringify([round, given, steps.length]);
    if (this.shown === made) return;
    this.shown = made;
    this.work = workedUpdate(steps, given, round);
    this.isFound = false;
    this.show(given, round);
  }

  /**
   * @param {Record<string, number>} given
   * @param {Round} round
   */
  show(given, { level, seed }) {
    const { work } = this;
    const { digits, showsWork } = LEVELS[level];
    this.levels.value = String(level);
    this.seed.value = String(seed);
    this.solve.disabled = work === null;
    const shown = showsWork ? "as they were worked" : "as they should be worked";
    this.task.textContent = work === null ? NOTHING_SHOWS : TASK
      .replace("SHOWN", shown).replace("DIGITS", String(digits));
    this.given.replaceChildren(...(work ? givenList(work.given, given) : []));
    this.marks = work?.lines.map(() => html("span", { class: "bp-mark" })) ?? [];
    this.lines.replaceChildren(
      ...(work?.lines ?? []).map((line, k) => this.lineItem(line, k, digits)),
    );
    this.kinds.replaceChildren();
    this.say("", "");
  }

  /**
   * @param {Line} line
   * @param {number} place
   * @param {number} digits
   */
  lineItem({ step: { name, phase }, shown, value }, place, digits) {
    const written = withMinus(withoutPlus(value.toPrecision(digits)));
    const parts = new Typesetter((each) => symbol(each)).parts(shown);
    const formula = [
      math({ displaystyle: "false" }, symbol(name), sign("=")),
      ...parts.map(({ nodes }) => math({ displaystyle: "false" }, ...nodes)),
    ];
    const label = `${spokenName(name)} equals ${spokenFormula(shown)}, equals ${written}`;
    const choose = button("", () => this.chooseLine(place), {
      "aria-label": label,
      "data-phase": phase,
    });
    choose.append(
      html("span", {}, ...breakable(formula)),
      html("strong", {}, `= ${written}`),
    );
    return html("li", {}, choose, this.marks[place]);
  }

  /** @param {number} place of the line that is said to hold the slip */
  chooseLine(place) {
    const { work } = this;
    if (!work || this.isFound) return;
    const { step, inherits } = work.lines[place];
    if (place === work.wrong) {
      this.isFound = true;
      this.mark(place, MARK_OF_SLIP);
      this.say("right", `\u2713 The slip is in the line of \`${step.name}\`. Which kind is it?`);
      this.askKind(work);
      return;
    }
    this.mark(place, inherits ? MARK_OF_INHERITED : MARK_OF_RIGHT);
    const why = inherits
      ? "is wrong only because it inherits the slip: it follows from the lines above it. " +
        "Look further up."
      : "follows from the lines above it. Look elsewhere.";
    this.say("wrong", `\u2717 \`${step.name}\` ${why}`);
  }

  /** @param {WorkedUpdate} work */
  askKind(work) {
    const choices = work.choices.map((kind) => button(kind, () => this.chooseKind(kind)));
    this.kinds.replaceChildren(...choices);
    choices[0].focus({ preventScroll: true });
  }

  /** @param {string} kind */
  chooseKind(kind) {
    const { work } = this;
    if (!work) return;
    if (work.answers.includes(kind)) this.explain(work, "\u2713 Right.");
    else this.say("wrong", `\u2717 Not "${kind}": that would give another number.`);
  }

  reveal() {
    if (!this.work) return;
    this.isFound = true;
    this.explain(this.work, "");
  }

  /**
   * What the slip is, and which lines inherit it.
   * @param {WorkedUpdate} work
   * @param {string} before
   */
  explain({ lines, wrong, slip, right }, before) {
    const { digits } = LEVELS[this.round().level];
    const { step, value } = lines[wrong];
    const [was, should] = [value, right].map((each) =>
      withMinus(withoutPlus(each.toPrecision(digits)))
    );
    this.mark(wrong, MARK_OF_SLIP);
    lines.forEach((line, k) => {
      if (line.inherits) this.mark(k, MARK_OF_INHERITED);
    });
    const heirs = lines.filter((line) => line.inherits).map((line) => `\`${line.step.name}\``);
    const inherited = heirs.length === 0
      ? "No later number here inherits it."
      : `These inherit it, though each follows from the lines above it: ${heirs.join(", ")}.`;
    this.kinds.replaceChildren();
    this.say(
      "right",
      `${before} The slip in the line of \`${step.name}\`: ${slip.kind}. ${slip.why} ` +
        `That gives ${was}; right is ${should}. ${inherited}`,
    );
  }

  /**
   * @param {number} place
   * @param {string} text
   */
  mark(place, text) {
    this.marks[place].textContent = text;
    this.marks[place].dataset.kind = text === MARK_OF_SLIP ? "slip" : "";
  }

  /**
   * @param {string} kind
   * @param {string} text
   */
  say(kind, text) {
    this.feedback.dataset.kind = kind;
    this.feedback.replaceChildren(...inline(text.trim()));
  }
}

/**
 * "w1 = 0.15, w2 = 0.2": the numbers that a round starts from.
 * @param {string[]} names
 * @param {Record<string, number>} values
 */
function givenList(names, values) {
  const numbers = names.map((name) =>
    html("span", {}, symbolInText(name), ` = ${withMinus(number(values[name]))}`)
  );
  return ["Given: ", ...numbers.flatMap((each, k) => k ? [", ", each] : [each]), "."];
}

function randomSeed() {
  return 1 + Math.floor(Math.random() * MOST_SEED);
}
