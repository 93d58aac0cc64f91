// Elements, and numbers as text.
const NAMESPACE = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (typeof value === "boolean") node.toggleAttribute(name, value);
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

export const html = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);
export const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(NAMESPACE, tag), attributes, children);
export const button = (text, click, attributes = {}) =>
  html("button", { type: "button", click, ...attributes }, text);

export function select(name, options, change) {
  const box = html("select", { "aria-label": name, change: () => change(box.value) });
  box.append(...Object.entries(options).map(([value, text]) => html("option", { value }, text)));
  return box;
}

// Writing the same text again would cost a layout.
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
export function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

// A section whose body a button opens and closes. `opened` is called when it has been opened.
export function group(title, body, open, opened = () => {}) {
  const toggle = button(title, () => show(toggle.getAttribute("aria-expanded") === "false"),
    { class: "bp-toggle" });
  function show(open) {
    toggle.setAttribute("aria-expanded", String(open));
    body.hidden = !open;
    if (open) opened();
  }
  toggle.setAttribute("aria-expanded", String(open));
  body.hidden = !open;
  return html("section", { class: "bp-group", "aria-label": title }, toggle, body);
}

const trimmed = (text) => text.replace(/\.?0+($|e)/, "$1");

// `digits` significant digits; a number too large to be one is said in words.
export function number(value, digits = 9) {
  if (!Number.isFinite(value)) return "overflow";
  return trimmed(value.toPrecision(digits));
}

// A width that changes little: four decimals where they tell something.
export function short(value) {
  if (!Number.isFinite(value)) return "overflow";
  const size = Math.abs(value);
  if (size >= 1000 || (size > 0 && size < 0.001)) return trimmed(value.toExponential(2));
  return value.toFixed(size < 10 ? 4 : 2);
}
