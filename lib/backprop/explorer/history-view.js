// The error after each update, on a linear or a logarithmic scale.
import { button, html, number, setAttribute } from "./dom.js";
import { drawAxes, drawPath, logTicks, prepare, theme, ticks } from "./plot.js";

export function historyView(exploration) {
  const canvas = html("canvas", { role: "img" });
  const scales = ["linear", "log"].map((scale) => [scale, button(scale, () => exploration.look({ scale }))]);
  const plot = html("div", { class: "bp-plot" }, canvas);
  const element = html("div", { class: "bp-history" },
    html("div", { class: "bp-bar" }, ...scales.map(([, node]) => node)), plot);
  let colors, width = 0;

  function update() {
    const { history, step, error, scale } = exploration, height = 190;
    for (const [name, node] of scales) setAttribute(node, "aria-pressed", name === scale);
    if (!width) return;
    const every = Math.ceil(history.points.length / 500);
    const points = [...history.points.filter((_, k) => k % every === 0).map(([at, , value]) => [at, value]), [step, error]]
      .filter(([, value]) => Number.isFinite(value) && (scale === "linear" || value > 0));
    const [first, , initial] = history.points[0], errors = points.map(([, value]) => value), last = Math.max(step, first + 10);
    const log = scale === "log" && errors.length > 0;
    const [low, high] = log ? [Math.min(...errors) / 1.5, Math.max(...errors) * 1.5] : [0, Math.max(1e-300, ...errors) * 1.1];
    const box = { left: 58, top: 18, right: width - 10, bottom: height - 36 };
    const across = (at) => box.left + ((at - first) / (last - first)) * (box.right - box.left);
    const share = log ? (value) => Math.log(value / low) / Math.log(high / low) : (value) => value / high;
    const up = (value) => box.bottom - share(value) * (box.bottom - box.top);
    const context = prepare(canvas, width, height);
    drawAxes(context, box, { name: "updates", ticks: ticks(first, last), at: across },
      { name: "error", ticks: log ? logTicks(low, high, 5) : ticks(0, high, 4), at: up }, colors);
    Object.assign(context, { strokeStyle: colors.blue, fillStyle: colors.path, lineWidth: 2 });
    drawPath(context, points.map(([at, value]) => [across(at), up(value)]));
    if (points.at(-1)?.[0] === step) {
      context.beginPath();
      context.arc(across(step), up(error), 4, 0, 7);
      context.fill();
    }
    setAttribute(canvas, "aria-label", `Error after each update: ${number(initial, 4)} at update ${first}, `
      + `${number(error, 4)} at update ${step}; ${scale} scale.`);
  }
  return {
    element,
    update,
    resize() {
      colors = theme(element);
      width = plot.clientWidth;
    },
  };
}
