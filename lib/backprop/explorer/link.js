// The state as a readable URL fragment, such as #two_two_two?w5=0.4&rate=0.5&axes=w5,w6&optimizer=momentum.
// A link carries numbers and listed names only, and each is checked when it is read back.
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

function readNumber(name, text) {
  const value = NUMBER.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) throw new Error(`${name} must be a number, got "${text}"`);
  return value;
}

function readOne(name, text, known) {
  if (!known.includes(text)) throw new Error(`${name} must be one of ${known.join(", ")}, got "${text}"`);
  return text;
}

function readWhole(name, text, least, most) {
  const value = readNumber(name, text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${name} must be a whole number from ${least} to ${most}, got "${text}"`);
  }
  return value;
}

function readRate(text) {
  const value = readNumber("rate", text);
  if (value <= 0) throw new Error(`rate must be above 0, got "${text}"`);
  return value;
}

function readAxes(text, parameters) {
  const axes = text.split(",").map((name) => readOne("axes", name, parameters));
  if (axes.length > 2 || new Set(axes).size < axes.length) {
    throw new Error(`axes must be one parameter or two different ones, got "${text}"`);
  }
  return axes;
}

function readBounds(text, axes) {
  const bounds = text.split(",").map((each) => readNumber("bounds", each));
  const rising = bounds.every((value, k) => k % 2 === 0 || value > bounds[k - 1]);
  if (bounds.length !== 2 * axes.length || !rising) {
    throw new Error(`bounds must be a lower and an upper number for each axis, got "${text}"`);
  }
  return bounds;
}

// Names of the data, in the order of the flat array: i1 i2; with several examples i1.2 is the second's.
const dataNames = (names, n) => Array.from({ length: n }, (_, k) =>
  names.map((name) => (n > 1 ? `${name}.${k + 1}` : name))).flat();

export function writeLink(exploration) {
  const { spec, theta, x, t, n, memory, program } = exploration;
  const pairs = spec.parameters.map((name, k) => [name, theta[k]]);
  for (const [names, array, before] of [[spec.inputs, x, spec.start.x], [spec.targets, t, spec.start.t]]) {
    const was = before.flat();
    dataNames(names, n).forEach((name, k) => { if (array[k] !== was[k]) pairs.push([name, array[k]]); });
  }
  pairs.push(["rate", exploration.rate], ["axes", exploration.axes]);
  pairs.push(["optimizer", exploration.optimizer], ["order", exploration.order]);
  if (exploration.bounds.length) pairs.push(["bounds", exploration.bounds]);
  if (exploration.inTurn) pairs.push(["examples", "in_turn"]);
  if (exploration.selected) pairs.push(["example", exploration.selected + 1]);
  if (exploration.view !== "contours") pairs.push(["view", exploration.view]);
  if (exploration.scale !== "linear") pairs.push(["scale", exploration.scale]);
  if (exploration.walk !== null) pairs.push(["walk", exploration.walk + 1]);
  if (exploration.step) {
    pairs.push(["step", exploration.step], ...program.memory.map((name, k) => [name, memory[k]]));
  }
  return `#${exploration.anchor}?${pairs.map(([name, value]) => `${name}=${value}`).join("&")}`;
}

// Puts the state of a link (the text after its ?) into the exploration; an Error says what is wrong with it.
export function readLink(fragment, exploration) {
  const { spec, n } = exploration;
  const given = new Map();
  for (const pair of decodeURIComponent(fragment).split("&")) {
    const [name, text, ...more] = pair.split("=");
    if (text === undefined || more.length || given.has(name)) throw new Error(`"${pair}" is not a name=value pair`);
    given.set(name, text);
  }
  const take = (name, read, otherwise) => {
    const text = given.get(name);
    given.delete(name);
    return text === undefined ? otherwise : read(text);
  };
  const numbers = (names, start) => Float64Array.from(names, (name, k) =>
    take(name, (text) => readNumber(name, text), start[k]));
  const one = (name, known, otherwise) => take(name, (text) => readOne(name, text, known), otherwise);

  const state = {
    theta: numbers(spec.parameters, spec.start.theta),
    x: numbers(dataNames(spec.inputs, n), spec.start.x.flat()),
    t: numbers(dataNames(spec.targets, n), spec.start.t.flat()),
    rate: take("rate", readRate, spec.start.rate),
    axes: take("axes", (text) => readAxes(text, spec.parameters), exploration.axes),
    optimizer: one("optimizer", spec.optimizers, exploration.optimizer),
    order: one("order", spec.orders, exploration.order),
    inTurn: one("examples", ["at_once", "in_turn"], exploration.inTurn ? "in_turn" : "at_once") === "in_turn",
    selected: take("example", (text) => readWhole("example", text, 1, n), 1) - 1,
    view: one("view", ["contours", "3d"], "contours"),
    scale: one("scale", ["linear", "log"], "linear"),
  };
  if (spec.unit_targets && state.t.some((value) => value < 0 || value > 1)) {
    throw new Error("targets must be from 0 to 1");
  }
  if (n > 1 && state.order === "output_first") state.inTurn = true;
  state.bounds = take("bounds", (text) => readBounds(text, state.axes), []);
  const step = take("step", (text) => readWhole("step", text, 0, 1e9), 0);
  const { state: memory, steps } = spec.programs[`${state.optimizer} ${state.order}`];
  const walk = take("walk", (text) => readWhole("walk", text, 1, steps.length) - 1, null);
  const kept = numbers(Object.keys(memory), Object.values(memory));
  if (given.size) throw new Error(`it names "${given.keys().next().value}", which this example does not have`);
  exploration.restore({ ...state, walk }, kept, step);
}
