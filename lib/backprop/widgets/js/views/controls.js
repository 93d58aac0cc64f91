// A slider and a number box for each number that the reader may change.
import { abs, ceil, floor, group, html, max, min, setAttribute } from "../drawing/dom.js";
const DIGITS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const RATES = [-4, -3, -2, -1, 0, 1].flatMap((power) => DIGITS.map((digit) => Number(`${digit}e${power}`)));
// Scales: the range of a slider for a value, and from its position to the number and back.
const plain = (low, high) => ({
  range: (value) => [min(low, floor(value)), max(high, ceil(value)), 0.01], toNumber: Number, toPosition: Number,
});
const reach = (values) => max(5, ...values.flat().map((value) => ceil(2 * abs(value))));
const around = (values) => plain(-reach(values), reach(values));
const logarithmic = {
  range: () => [0, RATES.length - 1, 1],
  toNumber: (position) => RATES[position],
  toPosition: (value) => max(0, RATES.findLastIndex((rate) => rate <= value * (1 + 1e-9))),
};

function control(study, name, scale, get, set, refusal = () => "") {
  const slider = html("input", { type: "range", "aria-label": `${name} slider`, input: fromSlider, change: done });
  const typed = () => { typing = true; take(box.valueAsNumber); };
  const box = html("input", { type: "number", step: "any", "aria-label": name, input: typed, change: done, blur: done });
  let typing = false, written = [], shown;
  function take(value, unread = "") {
    const finite = Number.isFinite(value), message = finite ? refusal(value) : unread;
    box.setAttribute("aria-invalid", message !== "");
    if (message || !finite) return message && !study.diverged && study.look({ message });
    set(value);
    update();
  }
  function update() {
    const value = get();
    if (value === shown) return;
    shown = value;
    scale.range(value).forEach((bound, k) => setAttribute(slider, ["min", "max", "step"][k], bound));
    slider.value = scale.toPosition(value);
    setAttribute(slider, "aria-valuetext", Number(value.toPrecision(6)));
    if (!typing && box.valueAsNumber !== value) box.value = Number(value.toPrecision(abs(value) < 1e9 ? 9 : 4));
    written = [slider.value, box.value];
  }
  // The end of a gesture: a `change` may come without an `input` before it.
  function done({ type }) {
    shown = typing = false;
    if (type === "change" && slider.value !== written[0]) fromSlider();
    if (type === "change" && box.value !== written[1]) take(box.valueAsNumber, `${name} must be a finite number.`);
    study.endGesture();
    update();
    box.setAttribute("aria-invalid", false);
  }
  function fromSlider() { take(scale.toNumber(slider.value)); }
  return { name, update, element: html(".bp-row", { "data-name": name }, html("span", { "aria-hidden": "true" }, name), slider, box) };
}

export function controls(study) {
  const { parameters: names, layers, start, inputs, targets, unit_targets: unit } = study.spec;
  const rate = control(study, "learning rate", logarithmic, () => study.learning_rate,
    (value) => study.change("rate", { learning_rate: value }),
    (value) => (value > 0 ? "" : `The learning rate must be above 0, got ${value}.`));
  const parameters = names.map((name, k) => control(study, name, around(start.theta), () => study.theta[k],
    (value) => study.setParameters(name, { [name]: value })));
  const data = (array, names, scale, refusal) => names.map((name, j) => {
    const place = () => study.selected * names.length + j;
    const set = (value) => study.change(name, { [array]: study[array].with(place(), value) }, true);
    return control(study, name, scale, () => study[array][place()], set, refusal);
  });
  const outside = (value) => (unit && (value < 0 || value > 1) ? `This loss needs targets from 0 to 1, got ${value}.` : "");
  const given = [...data("x", inputs, around(start.x)), ...data("t", targets, unit ? plain(0, 1) : around(start.t), outside)];
  const biases = new Set(layers.flatMap((layer) => layer.biases ?? [])), chosen = html("div", {}, rate.element);
  const groups = [
    ["All weights", parameters.filter(({ name }) => !biases.has(name))],
    ["All biases", parameters.filter(({ name }) => biases.has(name))],
    ["Inputs and targets", given],
  ].map(([title, rows]) => {
    const body = html("div");
    return { rows, body, element: group(title, body, false) };
  });
  let axes;
  // The parameters of the surface stand with the learning rate, the others in their groups.
  function arrange() {
    if (axes === study.axes) return;
    axes = study.axes;
    const onAxis = ({ name }) => axes.includes(name), elements = (rows) => rows.map(({ element }) => element);
    chosen.append(...elements(parameters.filter(onAxis)));
    for (const { rows, body, element } of groups) {
      const others = rows.filter((row) => !onAxis(row));
      body.append(...elements(others));
      element.hidden = !others.length;
    }
  }
  function update() { arrange(); for (const row of [rate, ...parameters, ...given]) row.update(); }
  return { element: html(".bp-controls", {}, chosen, ...groups.map(({ element }) => element)), update };
}
