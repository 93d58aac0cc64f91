// The widget: panels around one study, which all views of the widget share.
import { controls } from "./controls.js";
import { button, group, html, select, setText } from "../drawing/dom.js";
import { historyView } from "./history-view.js";
import { readLink } from "../model/link.js";
import { networkView } from "./network-view.js";
import { checkView, numbersView, shareView } from "./panels.js";
import { stepsView } from "./steps-view.js";
import { Study } from "../model/study.js";
import { surfaceView } from "./surface-view.js";

function toolbar(study) {
  const { spec, n } = study, take = (count) => () => study.takeSteps(count);
  const play = button("Play", () => study.play()), pause = button("Pause", () => study.pause());
  const undo = button("Undo", () => study.undo());
  // A menu for a property of the study.
  const menu = (label, name, options, set = (value) => study.setMethod({ [name]: value })) => {
    const read = typeof study[name] === "string" ? String : JSON.parse;
    const box = select(label, options, (value) => set(read(value)));
    return { show() { box.value = study[name]; }, element: html("label", {}, label, box) };
  };
  const orders = { simultaneous: "all gradients first", output_first: "output layer first" };
  const menus = [
    menu("optimizer", "optimizer", { sgd: "gradient descent", momentum: "momentum", adam: "Adam" }),
    ...(spec.orders.length > 1 ? [menu("order of update", "order", orders)] : []),
    ...(n > 1 ? [
      menu("examples of an update", "in_turn", { false: `mean of ${n} examples`, true: "examples in turn" }),
      menu("example", "selected", Object.fromEntries(spec.start.x.map((_, k) => [k, k + 1])),
        (selected) => study.look({ selected })),
    ] : []),
    menu("updates a frame", "pace", { 1: 1, 10: 10, 100: 100 }, (pace) => study.look({ pace })),
  ];
  const element = html(".bp-bar", {}, button("Step", take(1), { class: "bp-primary" }), button("×10", take(10)),
    button("×100", take(100)), play, pause, button("Reset", () => study.reset()), undo, ...menus.map(({ element }) => element));
  function update() {
    play.disabled = study.playing;
    pause.disabled = !study.playing;
    undo.disabled = !study.undos.length;
    for (const each of menus) each.show();
  }
  return { element, update };
}

function makeView(study) {
  const { spec } = study, bar = toolbar(study);
  const step = html("span.bp-step"), status = html(".bp-status", { role: "status" });
  const alert = html("p.bp-message", { role: "alert" }), note = html("p.bp-note");
  const views = {
    network: ["Network", networkView],
    surface: [spec.parameters.length > 1 ? "Error surface" : "Error curve", surfaceView],
    controls: ["Controls", controls], steps: ["Steps", stepsView], history: ["Error history", historyView],
    numbers: ["All numbers", numbersView], check: ["Gradient check", checkView], share: ["Share", shareView],
  };
  const panels = Object.entries(views).map(([key, [title, make]]) => {
    const panel = make(study);
    return { ...panel, section: group(title, panel.element, spec.open.includes(key), () => fit(), { class: `bp-group bp-panel-${key}` }) };
  });
  const opened = () => panels.filter(({ element }) => !element.hidden);
  const head = html(".bp-head", {}, html("strong", {}, spec.title), status, step);
  const sections = panels.map(({ section }) => section);
  const column = (...places) => html(".bp-column", {}, ...places.map((place) => sections[place]));
  const lights = { pointerover: light, pointerout: light, focusin: light, focusout: light };
  const root = html(".bp-explorer", { "data-example": spec.name, role: "group", "aria-label": spec.title, ...lights },
    head, bar.element, alert, note, html(".bp-panels", {}, column(0, 2), column(1, 3, 4), ...sections.slice(5)));
  // A term, its edge or neuron, and its controls highlight each other: what the pointer is on, or else the focus.
  function light({ type, target }) {
    const find = (node) => node.closest("[data-name]")?.dataset.name;
    const name = (!type.endsWith("out") && find(target)) || find(document.activeElement);
    for (const node of root.querySelectorAll("[data-name]")) node.classList.toggle("bp-lit", node.dataset.name === name);
  }
  // What must be known of the numbers that are shown.
  function remarks({ n, in_turn: inTurn, selected, due, order }) {
    const taken = inTurn ? `the next update takes example ${due + 1}` : "an update takes the mean gradient";
    return (n > 1 ? `Example ${selected + 1} of ${n}; ${taken}. ` : "")
      + (order === "simultaneous" ? "" : "Some ∂ read weights that are already updated. ")
      + (spec.frozen.length ? `Never updated: ${spec.frozen.join(", ")}.` : "");
  }
  function say() {
    const { error, message, diverged } = study;
    setText(status, diverged || !Number.isFinite(error) ? "Error overflow" : `Error ${error.toPrecision(9)}`);
    setText(step, `update ${study.step}`);
    setText(alert, message);
    setText(note, remarks(study));
    alert.hidden = !message;
  }
  function draw() {
    const { values, gradient } = study;
    bar.update();
    for (const { update } of opened()) update?.(values, gradient);
  }
  function fit() { for (const { resize } of opened()) resize?.(); study.repaint(); }
  return { spec, root, say, draw, fit };
}

// Reads the page's address, if its fragment is for this widget: #name?... or, for the second of that name, #name.2?...
function followLink(study, root) {
  const { name } = study.spec, place = [...document.querySelectorAll(`[data-example="${name}"]`)].indexOf(root);
  study.anchor = place > 0 ? `${name}.${place + 1}` : name;
  const [head, text] = location.hash.split("?");
  if (text === undefined || head !== `#${study.anchor}`) return;
  root.scrollIntoView();
  try { readLink(text, study); } catch ({ message }) { study.look({ message: `This link cannot be read: ${message}.` }); }
}

export default () => {
  let study;
  function render({ model, el }) {
    study ??= new Study(model);
    let view, width;
    function draw() {
      if (view?.spec !== study.spec) { // at first, and when Python has set another example
        view = makeView(study);
        view.say();
        el.replaceChildren(view.root);
        if (el.isConnected) view.fit(); // else once it is: a style sheet says nothing of a node outside the page
      }
      view.draw();
    }
    function measure() { if (el.isConnected && el.clientWidth !== width) view.fit(); width = el.clientWidth; }
    draw();
    const sizes = new ResizeObserver(measure), themes = new MutationObserver(() => el.isConnected && view.fit());
    sizes.observe(el);
    for (const node of [document.documentElement, document.body]) themes.observe(node, { attributes: true });
    const link = () => followLink(study, view.root);
    const leaving = new AbortController(), listener = { draw, say: () => view.say() };
    addEventListener("hashchange", link, leaving);
    addEventListener("beforeprint", () => { view.fit(); view.draw(); }, leaving);
    Promise.resolve(window.widgetsReady).then(link);
    study.listeners.add(listener);
    return () => {
      leaving.abort();
      for (const each of [sizes, themes]) each.disconnect();
      study.listeners.delete(listener);
      if (!study.listeners.size) study.pause();
    };
  }
  return { render };
};
