// The diagram: neurons with their values, edges with their weights, deltas and gradients once they are computed.
import { html, setAttribute, setText, short, svg } from "./dom.js";

const COLUMN = 156, ROW = 128, INPUT_ROW = 74, RADIUS = 25;
const CROWDED = 14; // edges between two layers, above which only the one pointed at is labelled

// The neuron or parameter that a name of the trace is about: h1 for delta_h1, w5 for m_w5_new.
export function subjectOf(name, spec) {
  const bare = name.replace(/^(z|delta|E|g|m|v)_/, "").replace(/_new$/, "");
  return [spec.parameters, spec.targets, ...spec.units].some((names) => names.includes(bare)) ? bare : name;
}

export function networkView(exploration) {
  const { spec } = exploration;
  const layers = spec.units;
  const height = Math.max(190, ...layers.map((units, l) => units.length * (l ? ROW : INPUT_ROW)));
  const width = COLUMN * (layers.length - 1) + 84;
  const place = (l, j) => [42 + COLUMN * l, (height * (j + 0.5)) / layers[l].length];
  const updates = [], seen = new Set();
  const choose = (name) => {
    if (!exploration.axes.includes(name)) exploration.change(null, { axes: [...exploration.axes.slice(1), name], bounds: [] });
  };

  // A button of the diagram; where a shared parameter is drawn again, only the first can be focused.
  function handle(kind, name, click, ...children) {
    const label = `${kind} ${name}`;
    const first = !seen.has(label);
    seen.add(label);
    const press = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      click();
    };
    const reached = first ? { tabindex: "0", role: "button", "aria-label": label, keydown: press }
      : { "aria-hidden": "true" };
    return svg("g", { class: `bp-${kind}`, "data-name": name, click, ...reached }, ...children);
  }

  const text = (x, y, kind) => svg("text", { x, y, class: kind });
  const gradientText = (name, values, known) => {
    if (known(`${name}_new`) && exploration.walk !== null) return `new ${short(values[`${name}_new`])}`;
    return known(`g_${name}`) ? `\u2202 ${short(values[`g_${name}`])}` : "";
  };
  const pressed = (node, name) => {
    if (node.hasAttribute("role")) setAttribute(node, "aria-pressed", exploration.axes.includes(name));
    node.classList.toggle("bp-chosen", exploration.axes.includes(name));
  };

  function edge(name, l, i, j) {
    const [x1, y1] = place(l, i), [x2, y2] = place(l + 1, j);
    const ends = { x1: x1 + RADIUS, y1, x2: x2 - RADIUS, y2 };
    const line = svg("line", { class: "bp-line", ...ends });
    const at = (share) => [ends.x1 + share * (ends.x2 - ends.x1), y1 + share * (y2 - y1)];
    const [x, y] = at(y1 === y2 || layers[l].length === 1 ? 0.5 : 0.34);
    const label = text(x, y - 3, "bp-weight"), gradient = text(x, y + 10, "bp-gradient");
    const node = handle("edge", name, () => choose(name),
      svg("line", { class: "bp-hit", ...ends }), line, label, gradient);
    const crowded = layers[l].length * layers[l + 1].length > CROWDED;
    node.classList.toggle("bp-crowded", crowded);
    updates.push((values, known) => {
      const value = values[name];
      setText(label, `${name} ${short(value)}`);
      setText(gradient, gradientText(name, values, known));
      line.style.strokeWidth = (1 + 2.5 * Math.min(2, Math.sqrt(Math.abs(value)))).toFixed(2);
      node.classList.toggle("bp-negative", value < 0);
      pressed(node, name);
    });
    return node;
  }

  function bias(name, l, j) {
    const [x, y] = place(l + 1, j);
    const label = text(x, y - RADIUS - 18, "bp-weight"), gradient = text(x, y - RADIUS - 6, "bp-gradient");
    const box = svg("rect", { class: "bp-hit", x: x - 38, y: y - RADIUS - 30, width: 76, height: 28, rx: 6 });
    const node = handle("bias", name, () => choose(name), box, label, gradient);
    updates.push((values, known) => {
      setText(label, `${name} ${short(values[name])}`);
      setText(gradient, gradientText(name, values, known));
      pressed(node, name);
    });
    return node;
  }

  function neuron(name, l, j) {
    const [x, y] = place(l, j);
    const value = text(x, y + 10, "bp-value");
    const below = [text(x, y + RADIUS + 13, "bp-sum"), text(x, y + RADIUS + 26, "bp-delta")];
    const title = text(x, y - 6, "bp-unit");
    setText(title, name);
    const target = l === layers.length - 1 ? spec.targets[j] : null;
    const show = () => exploration.look({ walk: exploration.program.names.indexOf(name) });
    const children = [svg("circle", { cx: x, cy: y, r: RADIUS }), title, value, ...below];
    const node = l === 0 ? svg("g", { class: "bp-neuron bp-input", "data-name": name }, ...children)
      : handle("neuron", name, show, ...children);
    updates.push((values, known) => {
      setText(value, known(name) ? short(values[name]) : "");
      if (l === 0) return;
      setText(below[0], known(`z_${name}`) ? `z ${short(values[`z_${name}`])}` : "");
      const aim = target ? `${target} ${short(values[target])}` : "";
      setText(below[1], known(`delta_${name}`) ? `\u03b4 ${short(values[`delta_${name}`])}` : aim);
    });
    return node;
  }

  const all = (draw) => layers.slice(1).flatMap((units, l) => units.flatMap((_, j) => draw(l, j)));
  const picture = svg("svg", {
    viewBox: `0 0 ${width} ${height + 4}`, class: "bp-diagram", role: "group", "aria-label": "Network diagram",
  },
    ...all((l, j) => layers[l].map((_, i) => edge(spec.layers[l].weights[j][i], l, i, j))),
    ...layers.flatMap((units, l) => units.map((name, j) => neuron(name, l, j))),
    ...all((l, j) => (spec.layers[l].biases ? [bias(spec.layers[l].biases[j], l, j)] : [])));
  picture.style.maxWidth = `${width * 1.35}px`;
  const element = html("div", { class: "bp-network" }, picture);

  return {
    element,
    update(values) {
      const { walk, program } = exploration;
      const known = (name) => walk === null || !program.names.includes(name) || program.names.indexOf(name) <= walk;
      for (const update of updates) update(values, known);
    },
  };
}
