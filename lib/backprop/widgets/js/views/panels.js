// One display of the widget: title, error, toolbar and panels around a state.
import { Group, html, setAttribute, setText } from "../drawing/dom.js";
import { AuditPanel } from "./audit-panel.js";
import { CheckView } from "./check.js";
import { ControlsView } from "./controls.js";
import { FigureSwitch } from "./figures.js";
import { FindSlipPanel } from "./find-slip-panel.js";
import { HistoryView } from "./history.js";
import { MethodView } from "./method.js";
import { NetworkView } from "./network.js";
import { NumbersView } from "./numbers.js";
import { ShareView } from "./share.js";
import { Sparkline } from "./sparkline.js";
import { StepsView } from "./steps.js";
import { SurfaceView } from "./surface.js";
import { Toolbar } from "./toolbar.js";
import { WorksheetView } from "./worksheet.js";

/** @typedef {import("../model/state.js").State} State */

/**
 * What a panel shows: `update` once a frame while it is open, `resize` once its place has another
 * size or theme.
 * @typedef {object} View
 * @property {HTMLElement} element
 * @property {(values: Record<string, number>, gradient: ArrayLike<number>) => void} update
 * @property {() => void} [resize]
 */

/** @typedef {{ name: string, view: View, group: Group }} Panel */

const LIGHTS = ["pointerover", "pointerout", "focusin", "focusout"];
const WIDE = 1000; // px of the widget: network and map stand side by side
const MEDIUM = 600; // below it is a phone

export class ExplorerView {
  /**
   * @param {State} state
   * @param {string[]} open names of the panels that are open at first
   */
  constructor(state, open = state.example.open) {
    this.state = state;
    this.example = state.example;
    this.open = open;
    this.toolbar = new Toolbar(state);
    this.sparkline = new Sparkline(state);
    this.step = html("span", { class: "bp-step" });
    this.status = html("div", { class: "bp-status", role: "status" });
    this.alert = html("p", { class: "bp-message", role: "alert" });
    this.note = html("p", { class: "bp-note" });
    this.panels = this.makePanels();
    const figures = { Network: this.group("network"), Map: this.group("surface") };
    this.figures = new FigureSwitch(figures, () => this.fit());
    this.root = this.makeRoot();
    for (const type of LIGHTS) this.root.addEventListener(type, (event) => this.light(event));
  }

  /** @returns {Panel[]} */
  makePanels() {
    const { state } = this;
    const surface = state.program.parameters.length > 1 ? "Error surface" : "Error curve";
    return [
      this.makePanel("network", "Network", new NetworkView(state)),
      this.makePanel("surface", surface, new SurfaceView(state)),
      this.makePanel("controls", "Controls", new ControlsView(state)),
      this.makePanel("steps", "Steps", new StepsView(state)),
      this.makePanel("method", "Method", new MethodView(state)),
      this.makePanel("history", "Error history", new HistoryView(state)),
      this.makePanel("numbers", "All numbers", new NumbersView(state)),
      this.makePanel("check", "Gradient check", new CheckView(state)),
      this.makePanel("audit", "Audit", new AuditPanel(state)),
      this.makePanel("find_slip", "Find the slip", new FindSlipPanel(state)),
      this.makePanel("worksheet", "Worksheet", new WorksheetView(state)),
      this.makePanel("share", "Share", new ShareView(state)),
    ];
  }

  /**
   * @param {string} name
   * @param {string} title
   * @param {View} view
   * @returns {Panel}
   */
  makePanel(name, title, view) {
    const open = name === "method" || this.open.includes(name);
    const options = { open, kind: `bp-panel-${name}`, opened: () => this.fit() };
    return { name, view, group: new Group(title, view.element, options) };
  }

  /** @param {string} wanted name of a panel */
  group(wanted) {
    const panel = this.panels.find(({ name }) => name === wanted);
    if (!panel) throw new Error(`There is no panel ${wanted}.`);
    return panel.group;
  }

  /** What belongs on one screen, what stands beside the map where there is room, and the rest. */
  makeRoot() {
    const { name, title } = this.example;
    const parts = (/** @type {string[]} */ ...names) =>
      names.map((each) => this.group(each).element);
    const attributes = { "data-example": name, role: "group", "aria-label": title };
    return html(
      "div",
      { class: "bp-explorer", ...attributes },
      html(
        "div",
        { class: "bp-screen" },
        this.makeHead(),
        html("div", { class: "bp-words" }, this.alert, this.note),
        this.figures.element,
        ...parts("network", "surface", "steps"),
      ),
      html("div", { class: "bp-side" }, ...parts("controls", "method", "history")),
      html(
        "div",
        { class: "bp-below" },
        ...parts("numbers", "check", "audit", "find_slip", "worksheet", "share"),
      ),
    );
  }

  makeHead() {
    const error = html("div", { class: "bp-error" }, this.status, this.sparkline.element);
    const run = html("div", { class: "bp-run" }, error, this.step, this.toolbar.element);
    return html("div", { class: "bp-head" }, html("strong", {}, this.example.title), run);
  }

  get openPanels() {
    return this.panels.filter(({ group }) => group.isOpen);
  }

  /** What is said at once: the error, the count of updates, a message. */
  say() {
    const { error, message, diverged, step } = this.state;
    const finite = Number.isFinite(error) && !diverged;
    this.sayError(finite ? `Error ${error.toPrecision(9)}` : "Error overflow");
    setText(this.step, `update ${step}`);
    setText(this.alert, message);
    setText(this.note, this.remarks());
    this.alert.hidden = message === "";
  }

  /**
   * In Play the text follows each update, and is spoken once it rests.
   * @param {string} text
   */
  sayError(text) {
    const live = this.state.playing ? "off" : "polite";
    const rests = live === "polite" && this.status.getAttribute("aria-live") === "off";
    setAttribute(this.status, "aria-live", live);
    if (rests) this.status.replaceChildren(text); // written anew, or nobody would hear of it
    else setText(this.status, text);
  }

  /** What must be known of the numbers that are shown. */
  remarks() {
    const { n, inTurn, selected, due, order, example } = this.state;
    const remarks = [];
    if (n > 1) {
      const taken = inTurn
        ? `the next update takes example ${due + 1}`
        : "an update takes the mean gradient";
      remarks.push(`Example ${selected + 1} of ${n}; ${taken}.`);
    }
    if (order !== "simultaneous") {
      remarks.push("Some \u2202 read weights that are already updated.");
    }
    if (example.frozen.length) remarks.push(`Never updated: ${example.frozen.join(", ")}.`);
    return remarks.join(" ");
  }

  /** What is drawn in the next frame: all that is open. */
  draw() {
    const { values, gradient } = this.state;
    this.toolbar.update();
    this.sparkline.update();
    for (const { view } of this.openPanels) view.update(values, gradient);
  }

  /**
   * After another size, another theme, another panel.
   * @param {boolean} onPaper
   */
  fit(onPaper = this.root.hasAttribute("data-paper")) {
    this.root.toggleAttribute("data-paper", onPaper);
    setAttribute(this.root, "data-layout", layoutOf(this.root.clientWidth));
    for (const { view } of this.openPanels) view.resize?.();
    this.draw();
  }

  /**
   * A term, its edge or neuron, and its control highlight each other: what the pointer is on, or
   * else the focus.
   * @param {Event} event
   */
  light({ type, target }) {
    const left = type === "pointerout" || type === "focusout";
    const name = (left ? undefined : nameAt(target)) ?? nameAt(document.activeElement);
    for (const node of this.root.querySelectorAll("[data-name]")) {
      node.classList.toggle("bp-lit", nameAt(node) === name);
    }
  }
}

/**
 * How the style sheets arrange the parts on so many pixels.
 * @param {number} width
 */
function layoutOf(width) {
  if (width >= WIDE) return "wide";
  return width >= MEDIUM ? "medium" : "phone";
}

/**
 * The name that the part of the page around `node` is about.
 * @param {EventTarget | null} node
 */
function nameAt(node) {
  return node instanceof Element
    ? node.closest("[data-name]")?.getAttribute("data-name")
    : undefined;
}
