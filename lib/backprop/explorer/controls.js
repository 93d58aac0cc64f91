// A slider and a number box for each number that the reader may change.
import { group, html } from "./dom.js";

const TENTHS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const RATES = [-4, -3, -2, -1, 0, 1].flatMap((power) => TENTHS.map((digit) => Number(`${digit}e${power}`)));

// Scales of a slider: from its position to the number and back, and its range for a number.
const plain = (low, high, step) => ({
  toNumber: (position) => position,
  toPosition: (value) => value,
  range: (value) => {
    const reach = (bound) => (Math.abs(value) > Math.abs(bound) ? Math.sign(value) * Math.ceil(Math.abs(value)) : bound);
    return { min: value < low ? reach(low) : low, max: value > high ? reach(high) : high, step };
  },
});
const logarithmic = {
  toNumber: (position) => RATES[position],
  toPosition: (value) => RATES.findLastIndex((rate, k) => k === 0 || rate <= value * (1 + 1e-9)),
  range: () => ({ min: 0, max: RATES.length - 1, step: 1 }),
};

function controlRow({ name, scale, get, set, allowed = () => "" }, exploration) {
  const slider = html("input", { type: "range", "aria-label": `${name} slider` });
  const box = html("input", { type: "number", step: "any", "aria-label": name });
  let range, typing = false;
  const take = (value) => {
    const refusal = Number.isFinite(value) ? allowed(value) : "";
    box.setAttribute("aria-invalid", String(refusal !== ""));
    if (refusal) exploration.look({ message: refusal });
    else if (Number.isFinite(value)) set(value);
  };
  const done = () => { typing = false; exploration.endGesture(); update(); };
  slider.addEventListener("input", () => take(scale.toNumber(Number(slider.value))));
  slider.addEventListener("change", done);
  box.addEventListener("input", () => { typing = true; take(box.valueAsNumber); });
  box.addEventListener("change", done);
  box.addEventListener("blur", done);
  function update() {
    const value = get();
    const wanted = scale.range(value);
    if (String(Object.values(wanted)) !== range) Object.assign(slider, wanted);
    range = String(Object.values(wanted));
    slider.value = scale.toPosition(value);
    slider.setAttribute("aria-valuetext", Number(value.toPrecision(6)));
    if (!typing && Number(box.value) !== value) box.value = Number(value.toPrecision(9));
  }
  const label = html("span", { class: "bp-name", "aria-hidden": "true" }, name);
  return { name, update, element: html("div", { class: "bp-row", "data-name": name }, label, slider, box) };
}

export function controls(exploration, open) {
  const { spec } = exploration;
  const span = (values) => Math.max(5, ...values.map((value) => Math.ceil(2 * Math.abs(value))));
  const reach = span(spec.start.theta);
  const rate = controlRow({
    name: "learning rate", scale: logarithmic, get: () => exploration.rate,
    set: (value) => exploration.setRate(value),
    allowed: (value) => (value > 0 ? "" : `The learning rate must be above 0, got ${value}.`),
  }, exploration);
  const parameters = spec.parameters.map((name, k) => controlRow({
    name, scale: plain(-reach, reach, 0.01), get: () => exploration.theta[k],
    set: (value) => exploration.setParameter(name, value),
  }, exploration));
  const data = (array, names, limits, allowed) => names.map((name, j) => {
    const at = () => exploration.selected * names.length + j;
    return controlRow({
      name, scale: plain(...limits, 0.01), allowed, get: () => exploration[array][at()],
      set: (value) => exploration.setDatum(array, at(), value),
    }, exploration);
  });
  const outside = (value) => (value >= 0 && value <= 1 ? "" : `This loss needs targets from 0 to 1, got ${value}.`);
  const inputReach = span(spec.start.x.flat()), targetReach = span(spec.start.t.flat());
  const inputs = data("x", spec.inputs, [-inputReach, inputReach]);
  const targets = spec.unit_targets ? data("t", spec.targets, [0, 1], outside)
    : data("t", spec.targets, [-targetReach, targetReach]);
  const isBias = (name) => spec.layers.some(({ biases }) => biases?.includes(name));

  const chosen = html("div", { class: "bp-rows" }, rate.element);
  const kinds = [
    ["All weights", parameters.filter(({ name }) => !isBias(name))],
    ["All biases", parameters.filter(({ name }) => isBias(name))],
    ["Inputs and targets", [...inputs, ...targets]],
  ].filter(([, rows]) => rows.length).map(([title, rows]) => ({
    title, rows, body: html("div", { class: "bp-rows" }, ...rows.map(({ element }) => element)),
  }));
  let axes;
  // The parameters of the surface stand with the learning rate, the others in their groups.
  function arrange() {
    if (String(axes) === String(exploration.axes)) return;
    axes = [...exploration.axes];
    for (const { rows, body } of kinds) body.append(...rows.filter(({ name }) => !axes.includes(name)).map(({ element }) => element));
    chosen.append(...parameters.filter(({ name }) => axes.includes(name)).map(({ element }) => element));
    for (const { rows, body } of kinds) body.parentElement.hidden = rows.every(({ name }) => axes.includes(name));
  }
  const groups = kinds.map(({ title, body }) => group(title, body, open));
  return {
    element: html("div", { class: "bp-controls" }, chosen, ...groups),
    update() {
      arrange();
      for (const each of [rate, ...parameters, ...inputs, ...targets]) each.update();
    },
  };
}
