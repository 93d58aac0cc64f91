/**
 * The state as the fragment of an address, such as `#two_two_two?w5=0.4&axes=w5,w6`: numbers and
 * listed names, which are checked when they are read back, and texts that the reader has typed.
 *
 * @module
 */
import { readRound, writeRound } from "./find-slip.js";
import { draftPairs, takeDrafts } from "./own-link.js";
import { auditableNames } from "./quantities.js";
import { plainSteps } from "./worked.js";

/** @import { State } from "./state.js" */

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const MOST_STEPS = 1e9;
export const MOST_LETTERS = 100; // of a typed text, and of a number
const PRINTED = "printed."; // before the name of the trace that a typed text belongs to

/** What a link leaves out. */
const USUAL = {
  bounds: "",
  scale: "linear",
  walk: "",
  step: 0,
  find_slip: "1,1",
};

/**
 * The fragment that brings the state back.
 * @param {State} state
 */
export function writeLink(state) {
  const { program, example, n, step, draft, accepted } = state;
  const { theta, x, t } = example.start;
  const known = changed(program.parameters, state.theta, draft ? theta : []);
  const pairs = [
    ...known,
    ...changed(dataNames(program.inputs, n), state.x, x.flat()),
    ...changed(dataNames(program.targets, n), state.t, t.flat()),
    ...options(state),
    ...(step > 0 ? program.memory.map((name, k) => [name, state.memory[k]]) : []),
    ...printedPairs(state),
    ...(draft && accepted ? draftPairs(accepted, draft) : []),
  ];
  return `#${state.anchor}?${pairs.map(([name, value]) => `${name}=${value}`).join("&")}`;
}

/**
 * The settings that are not the usual ones.
 * @param {State} state
 */
function options(state) {
  const all = {
    learning_rate: state.learningRate,
    axes: state.axes.join(","),
    optimizer: state.optimizer,
    order: state.order,
    bounds: state.bounds.join(","),
    examples: examplesWord(state.inTurn),
    example: state.selected + 1,
    scale: state.scale,
    walk: state.walk === null ? "" : state.walk + 1,
    step: state.step,
    find_slip: writeRound(state.round),
  };
  /** @type {Record<string, string | number>} */
  const usual = {
    ...USUAL,
    examples: examplesWord(state.atStart.inTurn),
    example: state.example.selected + 1,
  };
  return Object.entries(all).filter(([name, value]) => value !== usual[name]);
}

/** @param {boolean} inTurn */
function examplesWord(inTurn) {
  return inTurn ? "in_turn" : "at_once";
}

/**
 * Names of the data in the order of the flat array; with several examples `i1.2` is that of the
 * second.
 * @param {string[]} names
 * @param {number} n
 */
function dataNames(names, n) {
  if (n === 1) return names;
  return Array.from({ length: n }, (_, k) => names.map((name) => `${name}.${k + 1}`)).flat();
}

/**
 * The names and numbers that are not as at the start.
 * @param {string[]} names
 * @param {ArrayLike<number>} values
 * @param {number[]} start
 */
function changed(names, values, start) {
  const pairs = names.map((name, k) => [name, values[k]]);
  return pairs.filter(([, value], k) => value !== start[k]);
}

/**
 * Puts the state of a link into a state; where a word does not fit, an Error says which, and
 * nothing is changed.
 * @param {string} text of the link, after the `?`
 * @param {State} state
 */
export function readLink(text, state) {
  const given = new LinkReader(text);
  openDrafts(given, state);
  const settings = readSettings(given, state);
  const { start } = state.example;
  const program = state.programFor(settings.optimizer, settings.order, settings.inTurn);
  const theta = given.numbers(program.parameters, start.theta);
  const x = given.numbers(dataNames(program.inputs, state.n), start.x.flat());
  const t = given.numbers(dataNames(program.targets, state.n), start.t.flat());
  if (state.formulas.losses[state.example.loss].unit_targets) {
    const outside = t.find((value) => value < 0 || value > 1);
    if (outside !== undefined) refuse("targets must be from 0 to 1", outside);
  }
  const walk = readWalk(given, program.names);
  const step = given.whole("step", 0, MOST_STEPS, 0);
  const memory = given.numbers(program.memory, program.start);
  program.memory.forEach((name, k) => checkMemory(name, memory[k]));
  const printed = readPrinted(given, auditableNames(plainSteps(state, settings.inTurn)));
  const round = given.has("find_slip") ? readRound(given.take("find_slip")) : state.round;
  given.finish();
  state.pause();
  state.change(null, { ...settings, theta, x, t });
  state.restart(step, memory);
  state.look({ walk: walk > 0 ? walk - 1 : null, printed, round });
}

/**
 * The assignment at which the walk stands, counted from 1: a link may give its name, such as
 * `delta_h1`, instead. 0 where there is no walk.
 * @param {LinkReader} given
 * @param {string[]} names of all assignments
 */
function readWalk(given, names) {
  const place = names.indexOf(given.pairs.get("walk") ?? "");
  if (place < 0) return given.whole("walk", 1, names.length, 0);
  given.take("walk");
  return place + 1;
}

/**
 * The texts that the reader has typed for names of the present example.
 * @param {State} state
 */
function printedPairs(state) {
  const names = auditableNames(plainSteps(state, state.inTurn));
  return names.flatMap((name) => {
    const text = state.printed.get(name);
    return text === undefined
      ? []
      : [[encodeURIComponent(PRINTED + name), encodeURIComponent(text)]];
  });
}

/**
 * The texts that the reader has typed, by name: whatever they are, they are shown as they were.
 * @param {LinkReader} given
 * @param {string[]} names
 */
function readPrinted(given, names) {
  /** @type {Map<string, string>} */
  const printed = new Map();
  for (const name of names) {
    const text = given.take(PRINTED + name);
    if (text === null) continue;
    if (text.length > MOST_LETTERS) {
      refuse(`a printed number has at most ${MOST_LETTERS} letters`, text.slice(0, MOST_LETTERS));
    }
    printed.set(name, text);
  }
  return printed;
}

/**
 * A link to the reader's own example brings its form: first what made the example, then what was
 * typed since.
 * @param {LinkReader} given
 * @param {State} state
 */
function openDrafts(given, state) {
  if (!state.draft) return;
  const drafts = takeDrafts((name) => given.take(name), state.draft, state.formulas);
  if (!drafts) return;
  state.setDraft(drafts.accepted);
  for (const problem of state.problems.values()) refuse("the example cannot be built", problem);
  state.putDraft(drafts.typed);
}

/**
 * @param {LinkReader} given
 * @param {State} state
 */
function readSettings(given, state) {
  const { example, n, program, atStart } = state;
  const rate = given.has("rate") ? "rate" : "learning_rate"; // links said rate once
  const learningRate = given.number(rate, example.start.learning_rate);
  if (!(learningRate > 0)) refuse(`${rate} must be a number above 0`, learningRate);
  const optimizer = given.word("optimizer", Object.keys(example.optimizers), atStart.optimizer);
  const order = given.word("order", state.orders, atStart.order);
  const usual = examplesWord(atStart.inTurn);
  const examples = given.word("examples", ["at_once", "in_turn"], usual);
  given.word("view", ["contours", "3d"], "contours"); // links named it once
  const axes = readAxes(given.list("axes"), program.parameters) ?? atStart.axes;
  return {
    learningRate,
    optimizer,
    order,
    inTurn: examples === "in_turn" || (n > 1 && order === "output_first"),
    axes,
    bounds: readBounds(given.list("bounds"), axes) ?? [],
    selected: given.whole("example", 1, n, example.selected + 1) - 1,
    scale: given.word("scale", ["linear", "log"], "linear"),
  };
}

/**
 * @param {string[] | null} axes
 * @param {string[]} parameters
 */
function readAxes(axes, parameters) {
  if (axes === null) return null;
  for (const axis of axes) checkWord("axes", axis, parameters);
  const count = Math.min(2, parameters.length);
  if (axes.length !== count || new Set(axes).size !== count) {
    refuse(`axes must be ${count} different names`, axes);
  }
  return axes;
}

/**
 * @param {string[] | null} texts
 * @param {string[]} axes
 */
function readBounds(texts, axes) {
  if (texts === null) return null;
  const bounds = texts.map((text) => checkNumber("bounds", text));
  const widths = axes.map((_, k) => bounds[2 * k + 1] - bounds[2 * k]);
  const areRanges = widths.every((width) => width > 0 && width < Infinity);
  if (bounds.length !== 2 * axes.length || !areRanges) {
    refuse("bounds must be a lower and an upper number for each axis", texts);
  }
  return bounds;
}

/** The pairs of a link, each of which is taken once. */
class LinkReader {
  /** @param {string} text */
  constructor(text) {
    /** @type {Map<string, string>} */
    this.pairs = new Map();
    for (const pair of text.split("&")) {
      const [name, value, ...more] = pair.split("=").map(decodeURIComponent);
      if (value === undefined || more.length > 0 || this.pairs.has(name)) {
        refuse("a link holds different name=value pairs", pair);
      }
      this.pairs.set(name, value);
    }
  }

  /** @param {string} name */
  has(name) {
    return this.pairs.has(name);
  }

  /** @param {string} name */
  take(name) {
    const text = this.pairs.get(name) ?? null;
    this.pairs.delete(name);
    return text;
  }

  /** @param {string} name */
  list(name) {
    return this.take(name)?.split(",") ?? null;
  }

  /**
   * @param {string} name
   * @param {number} otherwise
   */
  number(name, otherwise) {
    const text = this.take(name);
    return text === null ? otherwise : checkNumber(name, text);
  }

  /**
   * @param {string[]} names
   * @param {ArrayLike<number>} otherwise
   */
  numbers(names, otherwise) {
    return Float64Array.from(names, (name, k) => this.number(name, otherwise[k]));
  }

  /**
   * @param {string} name
   * @param {number} least
   * @param {number} most
   * @param {number} otherwise
   */
  whole(name, least, most, otherwise) {
    if (!this.has(name)) return otherwise;
    const value = this.number(name, otherwise);
    if (!Number.isInteger(value) || value < least || value > most) {
      refuse(`${name} must be a whole number from ${least} to ${most}`, value);
    }
    return value;
  }

  /**
   * @param {string} name
   * @param {string[]} known
   * @param {string} otherwise
   */
  word(name, known, otherwise) {
    const text = this.take(name);
    return text === null ? otherwise : checkWord(name, text, known);
  }

  /** Whatever is left has no meaning for this example. */
  finish() {
    for (const name of this.pairs.keys()) refuse("a link names only what its example has", name);
  }
}

/**
 * What Adam keeps can be no more than it is: v a mean of squares, a power of beta a share, and the
 * count of its updates.
 * @param {string} name
 * @param {number} value
 */
function checkMemory(name, value) {
  const isShare = name.endsWith("_power");
  if (name.startsWith("v_") && value < 0) refuse(`${name} must not be negative`, value);
  if (isShare && !(value >= 0 && value <= 1)) refuse(`${name} must be from 0 to 1`, value);
  if (name === "count" && !(Number.isInteger(value) && value >= 0)) {
    refuse(`${name} must be a whole number`, value);
  }
}

/**
 * @param {string} name
 * @param {string} text
 */
function checkNumber(name, text) {
  const value = text.length <= MOST_LETTERS && NUMBER.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) refuse(`${name} must be a number`, text);
  return value;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {string[]} known
 */
function checkWord(name, text, known) {
  if (!known.includes(text)) refuse(`${name} must be one of ${known.join(", ")}`, text);
  return text;
}

/**
 * @param {string} what
 * @param {unknown} given
 * @returns {never}
 */
function refuse(what, given) {
  const text = String(given);
  const shown = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}\u2026` : text;
  throw new Error(`${what}, got "${shown}"`);
}
