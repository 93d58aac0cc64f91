// Elements of the page: how they are made, written and opened.

const SVG = "http://www.w3.org/2000/svg";

// JupyterLab takes Enter and the arrow keys for its own, except from what has this attribute itself.
const KEEPS_ITS_KEYS = "data-lm-suppress-shortcuts";
const FOCUSABLE = "button, input, select, textarea, [tabindex]";

/**
 * What an element begins with: a function listens to the event of that name, a flag is an attribute
 * that is there or not.
 * @typedef {Record<string, string | number | boolean | ((event: any) => void)>} Attributes
 */

/**
 * @param {Element} node
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 */
export function furnish(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (typeof value === "boolean") node.toggleAttribute(name, value);
    else node.setAttribute(name, String(value));
  }
  if (node.matches(FOCUSABLE)) node.setAttribute(KEEPS_ITS_KEYS, "true");
  node.append(...children);
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function html(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  furnish(node, attributes, children);
  return node;
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  furnish(node, attributes, children);
  return node;
}

/**
 * A row of buttons and menus.
 * @param {(Node | string)[]} children
 */
export function bar(...children) {
  return html("div", { class: "bp-bar" }, ...children);
}

/**
 * @param {string} text
 * @param {() => void} click
 * @param {Attributes} attributes
 */
export function button(text, click, attributes = {}) {
  return html("button", { type: "button", click, ...attributes }, text);
}

/**
 * @param {string} name
 * @param {[value: string | number | boolean, text: string][]} options
 * @param {(value: string) => void} choose
 */
export function menu(name, options, choose) {
  const choices = options.map(([value, text]) => html("option", { value: String(value) }, text));
  const change = () => choose(box.value);
  const box = html("select", { "aria-label": name, change }, ...choices);
  return box;
}

/**
 * Writing what is already there would cost a layout of the page.
 * @param {Element} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * @param {Element} node
 * @param {string} name
 * @param {string | number | boolean} value
 */
export function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, String(value));
}

/** A part of the page that a button opens and closes. */
export class Group {
  /**
   * @param {string} title
   * @param {HTMLElement} body
   * @param {{ open?: boolean, kind?: string, opened?: () => void }} options
   */
  constructor(title, body, { open = false, kind = "", opened = () => {} } = {}) {
    this.body = body;
    this.opened = opened;
    this.toggle = button(title, () => this.show(!this.isOpen), { class: "bp-toggle" });
    const attributes = { role: "group", "aria-label": title, class: `bp-group ${kind}`.trim() };
    this.element = html("div", attributes, this.toggle, body);
    body.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  get isOpen() {
    return !this.body.hidden;
  }

  /** @param {boolean} open */
  show(open) {
    this.body.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    if (open) this.opened();
  }
}
