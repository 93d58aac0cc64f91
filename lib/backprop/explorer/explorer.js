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
  const take = (count) => () => exploration.takeSteps(count);
  const play = button("Play", () => exploration.play()), pause = button("Pause", () => exploration.pause());
  const undo = button("Undo", () => exploration.undo());
  const pace = select("steps a frame", { 1: "1 a frame", 10: "10 a frame", 100: "100 a frame" },
    (value) => exploration.look({ pace: Number(value) }));
  const element = html("div", { class: "bp-bar bp-toolbar" }, button("Step", take(1), { class: "bp-primary" }),
    button("\u00d710", take(10)), button("\u00d7100", take(100)), play, pause, pace,
    button("Reset", () => exploration.reset()), undo);
  return {
    element,
    update() {
      play.disabled = Boolean(exploration.playing);
      pause.disabled = !exploration.playing;
      undo.disabled = !exploration.undos.length;
      pace.value = exploration.pace;
    },
  };
}

function methods(exploration) {
  const { spec, n } = exploration;
  const optimizer = select("optimizer", { sgd: "gradient descent", momentum: "momentum", adam: "Adam" },
    (value) => exploration.setMethod({ optimizer: value }));
  const order = select("order of update",
    { simultaneous: "all gradients first", output_first: "output layer first" },
    (value) => exploration.setMethod({ order: value }));
  const turn = select("examples of an update", { false: `mean of ${n} examples`, true: "examples in turn" },
    (value) => exploration.setMethod({ inTurn: value === "true" }));
  const shown = select("example", Object.fromEntries(Array.from({ length: n }, (_, k) => [k, `example ${k + 1}`])),
    (value) => exploration.look({ selected: Number(value) }));
  return {
    element: html("div", { class: "bp-bar" }, optimizer,
      ...(spec.orders.length > 1 ? [order] : []), ...(n > 1 ? [turn, shown] : [])),
    update() {
      optimizer.value = exploration.optimizer;
      order.value = exploration.order;
      turn.value = exploration.inTurn;
      shown.value = exploration.selected;
    },
  };
}

function makeView(exploration) {
  const { spec } = exploration;
  const choose = (name) => {
    if (exploration.axes.includes(name)) return;
    exploration.setAxes([...exploration.axes.slice(1), name]);
  };
  const step = html("span", { class: "bp-step" });
  const status = html("div", { role: "status", class: "bp-status" });
  const alert = html("p", { role: "alert", class: "bp-message" });
  const bar = toolbar(exploration), method = methods(exploration);
  const views = {
    network: ["Network", networkView(exploration, choose)],
    surface: [spec.parameters.length > 1 ? "Error surface" : "Error curve", surfaceView(exploration, (axes) => exploration.setAxes(axes))],
    controls: ["Controls", controls(exploration, false)],
    steps: ["Steps", stepsView(exploration)],
    history: ["Error history", historyView(exploration)],
    numbers: ["All numbers", numbersView(exploration)],
    check: ["Gradient check", checkView(exploration)],
    share: ["Share", { element: shareView(exploration) }],
  };
  const panels = Object.entries(views).map(([key, [title, { element }]]) => {
    const panel = group(title, element, spec.open.includes(key), () => fit());
    panel.classList.add(`bp-panel-${key}`);
    return panel;
  });
  const root = html("div", { class: "bp-explorer", "data-example": spec.name, role: "group", "aria-label": spec.title },
    html("div", { class: "bp-head" }, html("strong", {}, spec.title), status, step), bar.element, method.element, alert,
    html("div", { class: "bp-panels" }, ...panels));

  let lit = null;
  function light(event) {
    const name = event.target.closest?.("[data-name]")?.dataset.name ?? null;
    if (name === lit) return;
    for (const node of root.querySelectorAll("[data-name]")) node.classList.toggle("bp-lit", node.dataset.name === name);
    lit = name;
  }
  for (const event of ["pointerover", "pointerleave", "focusin", "focusout"]) root.addEventListener(event, light);

  function draw() {
    const { values, gradient, error, message } = exploration;
    const overflow = !Number.isFinite(error) || message.startsWith("Error overflow");
    setText(status, overflow ? "Error overflow" : `Error ${error.toPrecision(9)}`);
    setText(step, `update ${exploration.step}`);
    setText(alert, message);
    alert.hidden = !message;
    bar.update();
    method.update();
    for (const [, { element, update }] of Object.values(views)) {
      if (update && !element.hidden) update(values, gradient);
    }
  }
  function fit() {
    for (const [, { element, resize }] of Object.values(views)) if (resize && !element.hidden) resize();
    exploration.repaint();
  }
  return { root, draw, fit };
}

// Follows a link of the page's address, if it is for this widget.
function follow(exploration, root) {
  const { name } = exploration.spec;
  const place = [...document.querySelectorAll(`[data-example="${name}"]`)].indexOf(root);
  exploration.anchor = place > 0 ? `${name}.${place + 1}` : name;
  const head = `#${exploration.anchor}?`;
  if (!location.hash.startsWith(head)) return;
  try {
    readLink(location.hash.slice(head.length), exploration);
    root.scrollIntoView();
  } catch (error) {
    exploration.look({ message: `This link cannot be read: ${error.message}.` });
  }
}

export default () => {
  let exploration;
  return {
    render({ model, el }) {
      exploration ??= new Exploration(model);
      const { root, draw, fit } = makeView(exploration);
      el.append(root);
      let width = 0;
      const sized = new ResizeObserver(() => {
        if (root.clientWidth !== width) fit();
        width = root.clientWidth;
      });
      sized.observe(root);
      const themed = new MutationObserver(fit);
      for (const node of [document.documentElement, document.body]) themed.observe(node, { attributes: true });
      const dark = matchMedia("(prefers-color-scheme: dark)");
      dark.addEventListener("change", fit);
      const linked = () => follow(exploration, root);
      window.addEventListener("hashchange", linked);
      Promise.resolve(window.widgetsReady).then(linked);
      exploration.listeners.add(draw);
      draw();
      return () => {
        sized.disconnect();
        themed.disconnect();
        dark.removeEventListener("change", fit);
        window.removeEventListener("hashchange", linked);
        exploration.listeners.delete(draw);
        if (!exploration.listeners.size) exploration.pause();
      };
    },
  };
};
