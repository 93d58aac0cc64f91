// The diagram: neurons with their values, edges with their weights, deltas and gradients once they are computed.
import { abs, html, max, min, setAttribute, setText, short, svg } from "../drawing/dom.js";

const COLUMN = 168, ROW = 144, RADIUS = 25;
const CROWDED = 14; // edges between two layers, above which only the one pointed at is labeled

// The neuron or parameter that a name of the trace is about: h1 for delta_h1, w5 for m_w5_new.
export function subjectOf(name, spec) {
  const bare = name.replace(/^(z|delta|E|g|m|v)_/, "").replace(/_new$/, "");
  return [...spec.parameters, ...spec.units.flat(), ...spec.targets].includes(bare) ? bare : name;
}

export function networkView(study) {
  const { spec } = study, layers = spec.units, updates = [], seen = new Set(), labels = []; // above all lines
  const height = max(120, ...layers.map((units, l) => units.length * (l ? ROW : units.length > 3 ? 74 : 120)));
  const width = COLUMN * (layers.length - 1) + 68;
  const place = (l, j) => [34 + COLUMN * l, (height * (j + 0.5)) / layers[l].length];
  const text = (x, y, kind, ...children) => svg("text", { x, y, class: kind }, ...children);
  // Where no label of an edge should be: on a neuron and on what is written below it, then on other labels.
  const taken = layers.flatMap((units, l) => units.flatMap((_, j) => [0, 40].map((down) => [place(l, j)[0], place(l, j)[1] + down])));
  // A button of the diagram; where a shared parameter is drawn again, only the first can be focused.
  function handle(kind, name, click, ...children) {
    const label = `${kind} ${name}`, again = seen.has(label);
    seen.add(label);
    const keydown = (event) => { if (/^(\s|Enter)$/.test(event.key)) { event.preventDefault(); click(); } };
    const role = again ? { "aria-hidden": "true" } : { tabindex: "0", role: "button", "aria-label": label, keydown };
    return svg(`g.bp-${kind}`, { "data-name": name, click, ...role }, ...children);
  }
  // An edge or a bias: its value, under it its gradient and, in the update, its new value. Chosen, it is an axis.
  function parameter(kind, name, [x, y], ...shapes) {
    const label = text(x, y - 3, "bp-weight"), below = text(x, y + 9.5, "bp-gradient");
    const choose = () => {
      if (!study.axes.includes(name)) study.change(null, { axes: [...study.axes.slice(1), name], bounds: [] });
    };
    const node = handle(kind, name, choose, ...shapes), tag = svg("g.bp-label", { "data-name": name }, label, below);
    labels.push(tag);
    updates.push((values, known) => {
      setText(label, `${name} ${short(values[name])}`);
      const renewed = study.walk !== null && known(`${name}_new`) && values[`${name}_new`];
      setText(below, Number(renewed) === renewed ? `new ${short(renewed)}`
        : known(`g_${name}`) ? `∂ ${short(values[`g_${name}`])}` : "");
      const chosen = study.axes.includes(name);
      if (node.hasAttribute("role")) setAttribute(node, "aria-pressed", chosen);
      tag.classList.toggle("bp-chosen", chosen);
    });
    return node;
  }
  function edge(l, i, j) {
    const name = spec.layers[l].weights[j][i], [x, y1] = place(l, i), [u, y2] = place(l + 1, j);
    const [x1, x2] = [x + RADIUS, u - RADIUS], at = (share) => [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
    const room = ([p, q]) => min(1, ...taken.map(([u, v]) => max(abs(p - u) / 67, abs(q - v) / 26)));
    const spots = (y1 === y2 || layers[l].length === 1 ? [0.5] : [0.65, 0.35, 0.48, 0.52, 0.3, 0.7, 0.2, 0.8]).map(at);
    taken.push(spots.reduce((best, spot) => (room(spot) > room(best) ? spot : best)));
    const line = svg("line.bp-line", { x1, y1, x2, y2 }), points = [x1, y1 - 11, x2, y2 - 11, x2, y2 + 11, x1, y1 + 11];
    const node = parameter("edge", name, taken.at(-1), svg("polygon.bp-hit", { points }), line);
    labels.at(-1).classList.toggle("bp-crowded", layers[l].length * layers[l + 1].length > CROWDED);
    updates.push((values) => {
      line.style.strokeWidth = (1 + 2.5 * min(2, Math.sqrt(abs(values[name])))).toFixed(2);
      node.classList.toggle("bp-negative", values[name] < 0);
    });
    return node;
  }
  function bias(l, j) {
    const [x, y] = place(l + 1, j), box = { x: x - 38, y: y - RADIUS - 30, width: 76, height: 28, rx: 6 };
    taken.push([x, y - RADIUS - 15]);
    return parameter("bias", spec.layers[l].biases[j], [x, y - RADIUS - 15], svg("rect.bp-hit", box));
  }
  function neuron(name, l, j) {
    const [x, y] = place(l, j), target = l === layers.length - 1 ? spec.targets[j] : null;
    const title = text(x, y - 6, "bp-unit", name), value = text(x, y + 10, "bp-value");
    const below = (line, kind) => text(x, y + RADIUS + 13 * line, kind);
    const sum = below(1, "bp-sum"), aim = below(2, "bp-sum"), delta = below(target ? 3 : 2, "bp-delta");
    const children = [svg("circle", { cx: x, cy: y, r: RADIUS }), title, value, sum, aim, delta];
    updates.push((values, known) => {
      setText(value, known(name) ? short(values[name]) : "");
      if (l) setText(sum, known(`z_${name}`) ? `z ${short(values[`z_${name}`])}` : "");
      if (l) setText(delta, known(`delta_${name}`) ? `δ ${short(values[`delta_${name}`])}` : "");
      if (target) setText(aim, `${target} ${short(values[target])}`);
    });
    return l ? handle("neuron", name, () => study.look({ walk: study.program.names.indexOf(name) }), ...children)
      : svg("g", { class: "bp-neuron bp-input", "data-name": name }, ...children);
  }
  const all = (draw) => layers.slice(1).flatMap((units, l) => units.flatMap((_, j) => draw(l, j)));
  const biases = all((l, j) => (spec.layers[l].biases ? [bias(l, j)] : []));
  const frame = { viewBox: `0 0 ${width} ${height + 14}`, style: `max-width: ${width * 1.3}px`, role: "group", "aria-label": "Network diagram" };
  const picture = svg("svg", frame, ...all((l, j) => layers[l].map((_, i) => edge(l, i, j))), ...biases, ...labels,
    ...layers.flatMap((units, l) => units.map((name, j) => neuron(name, l, j))));
  return {
    element: html(".bp-network", {}, picture),
    update(values) {
      const { walk, program } = study;
      for (const update of updates) update(values, (name) => walk === null || program.names.indexOf(name) <= walk);
    },
  };
}
