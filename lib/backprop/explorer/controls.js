// A slider and a number box for each number that the reader may change.
import { group, html } from "./dom.js";

const DIGITS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const RATES = [-4, -3, -2, -1, 0, 1].flatMap((power) => DIGITS.map((digit) => Number(`${digit}e${power}`)));

// Scales: the range of a slider for a value, and from its position to the number and back.
const plain = (low, high) => ({
  range: (value) => [Math.min(low, Math.floor(value)), Math.max(high, Math.ceil(value)), 0.01],
  toNumber: Number,
  toPosition: Number,
});
const logarithmic = {
  range: () => [0, RATES.length - 1, 1],
  toNumber: (position) => RATES[position],
  toPosition: (value) => Math.max(0, RATES.findLastIndex((rate) => rate <= value * (1 + 1e-9))),
};

function controlRow(exploration, { name, scale, get, set, refusal = () => "" }) {
  const slider = html("input", { type: "range", "aria-label": `${name} slider` });
  const box = html("input", { type: "number", step: "any", "aria-label": name });
  let typing = false;
  function take(value) {
    const refused = Number.isFinite(value) ? refusal(value) : "";
    box.setAttribute("aria-invalid", refused !== "");
    if (refused) exploration.look({ message: refused });
    else if (Number.isFinite(value)) set(value);
  }
  function update() {
    const value = get();
    [slider.min, slider.max, slider.step] = scale.range(value);
    slider.value = scale.toPosition(value);
    slider.setAttribute("aria-valuetext", Number(value.toPrecision(6)));
    if (!typing && Number(box.value) !== value) box.value = Number(value.toPrecision(9));
  }
  function done() {
    typing = false;
    exploration.endGesture();
    update();
  }
  slider.addEventListener("input", () => take(scale.toNumber(slider.value)));
  box.addEventListener("input", () => { typing = true; take(box.valueAsNumber); });
  for (const [input, event] of [[slider, "change"], [box, "change"], [box, "blur"]]) input.addEventListener(event, done);
  const label = html("span", { class: "bp-name", "aria-hidden": "true" }, name);
  return { name, update, element: html("div", { class: "bp-row", "data-name": name }, label, slider, box) };
}

export function controls(exploration) {
  const { spec } = exploration, { start } = spec;
  const add = (how) => controlRow(exploration, how);
  const span = (values) => Math.max(5, ...values.map((value) => Math.ceil(2 * Math.abs(value))));
  const around = (values) => plain(-span(values), span(values));
  const rate = add({
    name: "learning rate", scale: logarithmic, get: () => exploration.learning_rate,
    set: (value) => exploration.change("rate", { learning_rate: value }),
    refusal: (value) => (value > 0 ? "" : `The learning rate must be above 0, got ${value}.`),
  });
  const parameters = spec.parameters.map((name, k) => add({
    name, scale: around(start.theta), get: () => exploration.theta[k],
    set: (value) => exploration.setParameters(name, { [name]: value }),
  }));
  const data = (array, names, scale, refusal) => names.map((name, j) => {
    const place = () => exploration.selected * names.length + j;
    const set = (value) => exploration.change(name, { [array]: exploration[array].with(place(), value) }, true);
    return add({ name, scale, refusal, set, get: () => exploration[array][place()] });
  });
  const inputs = data("x", spec.inputs, around(start.x.flat()));
  const targets = spec.unit_targets
    ? data("t", spec.targets, plain(0, 1), (value) => (value < 0 || value > 1 ? `This loss needs targets from 0 to 1, got ${value}.` : ""))
    : data("t", spec.targets, around(start.t.flat()));

  const biases = new Set(spec.layers.flatMap((layer) => layer.biases ?? []));
  const chosen = html("div", { class: "bp-rows" }, rate.element);
  const groups = [
    ["All weights", parameters.filter(({ name }) => !biases.has(name))],
    ["All biases", parameters.filter(({ name }) => biases.has(name))],
    ["Inputs and targets", [...inputs, ...targets]],
  ].map(([title, rows]) => {
    const body = html("div", { class: "bp-rows" });
    return { rows, body, element: group(title, body, false) };
  });
  let axes = "";
  // The parameters of the surface stand with the learning rate, the others in their groups.
  function arrange() {
    if (axes === String(exploration.axes)) return;
    axes = String(exploration.axes);
    const onAxis = ({ name }) => exploration.axes.includes(name);
    chosen.append(...parameters.filter(onAxis).map(({ element }) => element));
    for (const { rows, body, element } of groups) {
      const others = rows.filter((row) => !onAxis(row));
      body.append(...others.map((row) => row.element));
      element.hidden = !others.length;
    }
  }
  return {
    element: html("div", { class: "bp-controls" }, chosen, ...groups.map(({ element }) => element)),
    update() {
      arrange();
      for (const row of [rate, ...parameters, ...inputs, ...targets]) row.update();
    },
  };
}
