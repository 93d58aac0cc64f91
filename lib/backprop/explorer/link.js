// The state as a readable URL fragment, such as #two_two_two?w5=0.4&rate=0.5&axes=w5,w6&optimizer=momentum.
// A link carries numbers and listed names only, and each is checked when it is read back.
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

function refuse(what, text) {
  throw new Error(`${what}, got "${text}"`);
}
function readNumber(name, text, wanted = Number.isFinite, what = "a number") {
  const value = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) && wanted(value) ? value : refuse(`${name} must be ${what}`, text);
}
const readWhole = (name, text, least, most) => readNumber(name, text,
  (value) => Number.isInteger(value) && value >= least && value <= most, `a whole number from ${least} to ${most}`);
const readOne = (name, text, known) => (known.includes(text) ? text : refuse(`${name} must be one of ${known.join(", ")}`, text));

function readAxes(text, parameters) {
  const axes = text.split(",").map((name) => readOne("axes", name, parameters));
  const two = Math.min(2, parameters.length);
  return axes.length === two && new Set(axes).size === two ? axes : refuse(`axes must be ${two} different names`, text);
}
function readBounds(text, axes) {
  const bounds = text.split(",").map((each) => readNumber("bounds", each));
  const rising = bounds.every((value, k) => k % 2 === 0 || value > bounds[k - 1]);
  return bounds.length === 2 * axes.length && rising ? bounds : refuse("bounds must be a lower and an upper number for each axis", text);
}

// Names of the data in the order of the flat array; with several examples i1.2 is the second's.
const dataNames = (names, n) => Array.from({ length: n }, (_, k) =>
  names.map((name) => (n > 1 ? `${name}.${k + 1}` : name))).flat();

export function writeLink(exploration) {
  const { spec, n, program, memory } = exploration;
  const changed = (names, values, start) => dataNames(names, n)
    .map((name, k) => [name, values[k]]).filter(([, value], k) => value !== start.flat()[k]);
  const pairs = [
    ...spec.parameters.map((name, k) => [name, exploration.theta[k]]),
    ...changed(spec.inputs, exploration.x, spec.start.x), ...changed(spec.targets, exploration.t, spec.start.t),
    ["rate", exploration.learning_rate], ["axes", exploration.axes],
    ["optimizer", exploration.optimizer], ["order", exploration.order],
    ["bounds", exploration.bounds], ["examples", exploration.in_turn ? "in_turn" : "at_once"],
    ["example", exploration.selected + 1], ["view", exploration.view], ["scale", exploration.scale],
    ["walk", exploration.walk === null ? "" : exploration.walk + 1], ["step", exploration.step],
    ...(exploration.step ? program.memory.map((name, k) => [name, memory[k]]) : []),
  ];
  const usual = { bounds: "", examples: "at_once", example: 1, view: "contours", scale: "linear", walk: "", step: 0 };
  const told = pairs.filter(([name, value]) => String(usual[name]) !== String(value));
  return `#${exploration.anchor}?${told.map(([name, value]) => `${name}=${value}`).join("&")}`;
}

// Puts the state of a link (its text after the ?) into the exploration; an Error says what is wrong with it.
export function readLink(text, exploration) {
  const { spec, n } = exploration, given = new Map();
  for (const pair of decodeURIComponent(text).split("&")) {
    const [name, value, ...more] = pair.split("=");
    if (value === undefined || more.length || given.has(name)) refuse("a link holds different name=value pairs", pair);
    given.set(name, value);
  }
  const take = (name, read, otherwise) => {
    const value = given.get(name);
    return given.delete(name) ? read(value) : otherwise;
  };
  const numbers = (names, start) => Float64Array.from(names, (name, k) => take(name, (each) => readNumber(name, each), start[k]));
  const one = (name, known, otherwise) => take(name, (each) => readOne(name, each, known), otherwise);
  const whole = (name, least, most, otherwise) => take(name, (each) => readWhole(name, each, least, most), otherwise);

  const { theta, x, t, rate } = spec.start;
  const state = {
    theta: numbers(spec.parameters, theta),
    x: numbers(dataNames(spec.inputs, n), x.flat()),
    t: numbers(dataNames(spec.targets, n), t.flat()),
    learning_rate: take("rate", (each) => readNumber("rate", each, (value) => value > 0, "a number above 0"), rate),
    axes: take("axes", (each) => readAxes(each, spec.parameters), exploration.axes),
    optimizer: one("optimizer", spec.optimizers, exploration.optimizer),
    order: one("order", spec.orders, exploration.order),
    in_turn: one("examples", ["at_once", "in_turn"], exploration.in_turn ? "in_turn" : "at_once") === "in_turn",
    selected: whole("example", 1, n, 1) - 1,
    view: one("view", ["contours", "3d"], "contours"),
    scale: one("scale", ["linear", "log"], "linear"),
  };
  state.in_turn ||= n > 1 && state.order === "output_first";
  state.bounds = take("bounds", (each) => readBounds(each, state.axes), []);
  if (spec.unit_targets && state.t.some((value) => value < 0 || value > 1)) refuse("targets must be from 0 to 1", [...state.t]);
  const { steps, state: start } = spec.programs[`${state.optimizer} ${state.order}`];
  const walk = whole("walk", 1, steps.length, 0) - 1, step = whole("step", 0, 1e9, 0);
  const memory = numbers(Object.keys(start), Object.values(start));
  if (given.size) refuse("a link names only what its example has", given.keys().next().value);
  exploration.pause();
  exploration.change(null, state);
  exploration.restart(step, memory);
  exploration.look({ walk: walk < 0 ? null : walk });
}
