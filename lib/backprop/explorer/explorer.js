// The widget: panels around one exploration, which all views of the widget share.
import { controls } from "./controls.js";
import { button, group, html, select, setText } from "./dom.js";
import { Exploration } from "./exploration.js";
import { historyView } from "./history-view.js";
import { readLink } from "./link.js";
import { networkView } from "./network-view.js";
import { checkView, numbersView, shareView } from "./panels.js";
import { stepsView } from "./steps-view.js";
import { surfaceView } from "./surface-view.js";

function toolbar(exploration) {
  const { spec, n } = exploration, take = (count) => () => exploration.takeSteps(count);
  const play = button("Play", () => exploration.play()), pause = button("Pause", () => exploration.pause());
  const undo = button("Undo", () => exploration.undo());
  const menu = (label, options, name, read = String) => {
    const change = (value) => exploration.setMethod({ [name]: read(value) });
    return Object.assign(select(label, options, change), { show() { this.value = exploration[name]; } });
  };
  const pace = select("updates a frame", { 1: "1 a frame", 10: "10 a frame", 100: "100 a frame" },
    (value) => exploration.look({ pace: Number(value) }));
  const shown = select("example", Object.fromEntries(Array.from({ length: n }, (_, k) => [k, `example ${k + 1}`])),
    (value) => exploration.look({ selected: Number(value) }));
  const menus = [menu("optimizer", { sgd: "gradient descent", momentum: "momentum", adam: "Adam" }, "optimizer")];
  if (spec.orders.length > 1) {
    menus.push(menu("order of update", { simultaneous: "all gradients first", output_first: "output layer first" }, "order"));
  }
  if (n > 1) {
    const options = { false: `mean of ${n} examples`, true: "examples in turn" };
    menus.push(menu("examples of an update", options, "in_turn", (value) => value === "true"));
  }
  const element = html("div", { class: "bp-bar bp-toolbar" }, button("Step", take(1), { class: "bp-primary" }),
    button("\u00d710", take(10)), button("\u00d7100", take(100)), play, pause, button("Reset", () => exploration.reset()), undo,
    ...menus, pace, ...(n > 1 ? [shown] : []));
  return {
    element,
    update() {
      play.disabled = Boolean(exploration.playing);
      pause.disabled = !exploration.playing;
      undo.disabled = !exploration.undos.length;
      pace.value = exploration.pace;
      shown.value = exploration.selected;
      for (const each of menus) each.show();
    },
  };
}

function makeView(exploration) {
  const { spec } = exploration;
  const step = html("span", { class: "bp-step" }), status = html("div", { role: "status", class: "bp-status" });
  const alert = html("p", { role: "alert", class: "bp-message" });
  const bar = toolbar(exploration);
  const views = {
    network: ["Network", networkView(exploration)],
    surface: [spec.parameters.length > 1 ? "Error surface" : "Error curve", surfaceView(exploration)],
    controls: ["Controls", controls(exploration)],
    steps: ["Steps", stepsView(exploration)],
    history: ["Error history", historyView(exploration)],
    numbers: ["All numbers", numbersView(exploration)],
    check: ["Gradient check", checkView(exploration)],
    share: ["Share", shareView(exploration)],
  };
  const opened = () => Object.values(views).map(([, view]) => view).filter(({ element }) => !element.hidden);
  const panels = Object.entries(views).map(([key, [title, { element }]]) => {
    const panel = group(title, element, spec.open.includes(key), () => fit());
    panel.classList.add(`bp-panel-${key}`);
    return panel;
  });
  const head = html("div", { class: "bp-head" }, html("strong", {}, spec.title), status, step);
  const root = html("div", { class: "bp-explorer", "data-example": spec.name, role: "group", "aria-label": spec.title },
    head, bar.element, alert, html("div", { class: "bp-panels" }, ...panels));

  // A term, its edge or neuron, and its controls highlight each other.
  function light({ type, target }) {
    const name = type.endsWith("out") ? null : target.closest("[data-name]")?.dataset.name;
    for (const node of root.querySelectorAll("[data-name]")) node.classList.toggle("bp-lit", node.dataset.name === name);
  }
  for (const event of ["pointerover", "pointerout", "focusin", "focusout"]) root.addEventListener(event, light);

  function draw() {
    const { values, gradient, error, message } = exploration;
    const overflow = !Number.isFinite(error) || message.startsWith("Error overflow");
    setText(status, overflow ? "Error overflow" : `Error ${error.toPrecision(9)}`);
    setText(step, `update ${exploration.step}`);
    setText(alert, message);
    alert.hidden = !message;
    bar.update();
    for (const { update } of opened()) update?.(values, gradient);
  }
  function fit() {
    for (const { resize } of opened()) resize?.();
    exploration.repaint();
  }
  return { spec, root, draw, fit };
}

// Reads the page's address, if its fragment is for this widget: #name?... or, for the second of that name, #name.2?...
function followLink(exploration, root) {
  const { name } = exploration.spec;
  const place = [...document.querySelectorAll(`[data-example="${name}"]`)].indexOf(root);
  exploration.anchor = place > 0 ? `${name}.${place + 1}` : name;
  const head = `#${exploration.anchor}?`;
  if (!location.hash.startsWith(head)) return;
  root.scrollIntoView();
  try {
    readLink(location.hash.slice(head.length), exploration);
  } catch (error) {
    exploration.look({ message: `This link cannot be read: ${error.message}.` });
  }
}

export default () => {
  let exploration;
  return {
    render({ model, el }) {
      exploration ??= new Exploration(model);
      let view, width = 0;
      function draw() {
        if (view?.spec !== exploration.spec) { // at first, and when Python has set another example
          view = makeView(exploration);
          el.replaceChildren(view.root);
          width = 0;
        }
        view.draw();
      }
      const fit = () => view.fit(), link = () => followLink(exploration, view.root);
      const dark = matchMedia("(prefers-color-scheme: dark)"), themes = new MutationObserver(fit);
      const sizes = new ResizeObserver(() => {
        if (el.clientWidth !== width) fit();
        width = el.clientWidth;
      });
      draw();
      sizes.observe(el);
      for (const node of [document.documentElement, document.body]) themes.observe(node, { attributes: true });
      dark.addEventListener("change", fit);
      window.addEventListener("hashchange", link);
      Promise.resolve(window.widgetsReady).then(link);
      exploration.listeners.add(draw);
      return () => {
        sizes.disconnect();
        themes.disconnect();
        dark.removeEventListener("change", fit);
        window.removeEventListener("hashchange", link);
        exploration.listeners.delete(draw);
        if (!exploration.listeners.size) exploration.pause();
      };
    },
  };
};
