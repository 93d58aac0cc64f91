// Elements, and numbers.
export const { abs, ceil, cos, floor, max, min, round, sin } = Math;
// Of an element such as `p`, `p.bp-note` or `.bp-bar`, a div of that class. An attribute may be a function: it listens.
const maker = (create) => (name, attributes = {}, ...children) => {
  const [tag, kind] = name.split("."), node = create(tag || "div");
  for (const [name, value] of Object.entries({ ...(kind && { class: kind }), ...attributes })) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (typeof value === "boolean") node.toggleAttribute(name, value);
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
};
export const html = maker((tag) => document.createElement(tag));
export const svg = maker((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
export const button = (text, click, attributes = {}) => html("button", { type: "button", click, ...attributes }, text);
export function select(name, options, change) {
  const choices = Object.entries(options).map(([value, text]) => html("option", { value }, text));
  return html("select", { "aria-label": name, change: (event) => change(event.target.value) }, ...choices);
}

// Writing what is already there would cost a layout.
export function setText(node, text) {
  if (!node.firstChild) node.append("");
  if (node.firstChild.data !== text) node.firstChild.data = text;
}
export function setAttribute(node, name, value) { if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value); }
// A part that a button opens and closes.
export function group(title, body, open, opened = () => {}, attributes = { class: "bp-group" }) {
  const show = (open) => {
    toggle.setAttribute("aria-expanded", open);
    body.hidden = !open;
    if (open) opened();
  };
  const toggle = button(title, () => show(body.hidden), { class: "bp-toggle", "aria-expanded": String(open) });
  body.hidden = !open;
  return html("div", { role: "group", "aria-label": title, ...attributes }, toggle, body);
}

// A number to `digits` significant digits; one too large for a number is said in words.
export const number = (value, digits = 9) => (Number.isFinite(value)
  ? value.toPrecision(digits).replace(/\.0*(?=e|$)|(\.\d*[1-9])0+(?=e|$)/, "$1") : "overflow");
// The same, as wide as others: with four decimals where they tell something.
export function short(value) {
  const size = abs(value);
  if (!(size < 1000)) return number(value, size < 1e4 ? 4 : 2);
  return size > 0 && size < 0.001 ? value.toExponential(1) : value.toFixed(size < 10 ? 4 : 2);
}
