// The state as a URL fragment, such as #two_two_two?w5=0.4&axes=w5,w6: numbers and listed names, checked when read back.
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const USUAL = { bounds: "", examples: "at_once", view: "contours", scale: "linear", walk: "", step: 0 };
function refuse(what, text) { throw new Error(`${what}, got "${text}"`); }
function readNumber(name, text, fits = () => true, what = "a number") {
  const value = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) && fits(value) ? value : refuse(`${name} must be ${what}`, text);
}
const readOne = (name, text, known) => (known.includes(text) ? text : refuse(`${name} must be one of ${known.join(", ")}`, text));

function readAxes(text, parameters) {
  const axes = text.split(",").map((name) => readOne("axes", name, parameters)), count = Math.min(2, parameters.length);
  return axes.length === count && new Set(axes).size === count ? axes : refuse(`axes must be ${count} different names`, text);
}
function readBounds(text, axes) {
  const bounds = text.split(",").map((each) => readNumber("bounds", each));
  const rising = bounds.length === 2 * axes.length && axes.every((_, k) => bounds[2 * k] < bounds[2 * k + 1]);
  return rising ? bounds : refuse("bounds must be a lower and an upper number for each axis", text);
}

// Names of the data in the order of the flat array; with several examples i1.2 is the second's.
const dataNames = (names, n) => Array.from({ length: n }, (_, k) =>
  names.map((name) => (n > 1 ? `${name}.${k + 1}` : name))).flat();

export function writeLink(study) {
  const { spec, n, program, memory, theta, x, t, axes, bounds, optimizer, order, view, scale, step } = study;
  const changed = (names, values, start) => dataNames(names, n)
    .map((name, k) => [name, values[k]]).filter(([, value], k) => value !== start.flat()[k]);
  const options = {
    rate: study.learning_rate, axes, optimizer, order, bounds, examples: study.in_turn ? "in_turn" : "at_once",
    example: study.selected + 1, view, scale, walk: study.walk === null ? "" : study.walk + 1, step,
  };
  const pairs = [
    ...spec.parameters.map((name, k) => [name, theta[k]]),
    ...changed(spec.inputs, x, spec.start.x), ...changed(spec.targets, t, spec.start.t),
    ...Object.entries(options).filter(([name, value]) => String({ ...USUAL, example: spec.selected + 1 }[name]) !== String(value)),
    ...(step ? program.memory.map((name, k) => [name, memory[k]]) : []),
  ];
  return `#${study.anchor}?${pairs.map(([name, value]) => `${name}=${value}`).join("&")}`;
}

// Puts the state of a link (its text after the ?) into the study; an Error says what is wrong with it.
export function readLink(text, study) {
  const { spec, n } = study, { start } = spec, given = new Map();
  for (const pair of decodeURIComponent(text).split("&")) {
    const [name, value, ...more] = pair.split("=");
    if (value === undefined || more.length || given.has(name)) refuse("a link holds different name=value pairs", pair);
    given.set(name, value);
  }
  const take = (name, read, otherwise) => {
    const value = given.get(name);
    return given.delete(name) ? read(value) : otherwise;
  };
  const numbers = (names, from) => Float64Array.from(names, (name, k) => take(name, (each) => readNumber(name, each), from[k]));
  const one = (name, known, otherwise = USUAL[name]) => take(name, (each) => readOne(name, each, known), otherwise);
  const whole = (name, least, most, otherwise) => take(name, (each) => readNumber(name, each,
    (value) => Number.isInteger(value) && value >= least && value <= most, `a whole number from ${least} to ${most}`), otherwise);
  const state = {
    theta: numbers(spec.parameters, start.theta),
    x: numbers(dataNames(spec.inputs, n), start.x.flat()),
    t: numbers(dataNames(spec.targets, n), start.t.flat()),
    learning_rate: take("rate", (each) => readNumber("rate", each, (value) => value > 0, "a number above 0"), start.rate),
    axes: take("axes", (each) => readAxes(each, spec.parameters), study.axes),
    optimizer: one("optimizer", spec.optimizers, study.optimizer),
    order: one("order", spec.orders, study.order),
    in_turn: one("examples", ["at_once", "in_turn"], study.in_turn ? "in_turn" : "at_once") === "in_turn",
    selected: whole("example", 1, n, spec.selected + 1) - 1,
    view: one("view", ["contours", "3d"]),
    scale: one("scale", ["linear", "log"]),
  };
  state.in_turn ||= n > 1 && state.order === "output_first";
  state.bounds = take("bounds", (each) => readBounds(each, state.axes), []);
  if (spec.unit_targets && state.t.some((value) => value < 0 || value > 1)) refuse("targets must be from 0 to 1", [...state.t]);
  const { steps, state: memory } = spec.programs[`${state.optimizer} ${state.order}`];
  const walk = whole("walk", 1, steps.length, null), step = whole("step", 0, 1e9, 0);
  const kept = numbers(Object.keys(memory), Object.values(memory));
  if (given.size) refuse("a link names only what its example has", given.keys().next().value);
  study.pause();
  study.change(null, state);
  study.restart(step, kept);
  study.look({ walk: walk && walk - 1 });
}
