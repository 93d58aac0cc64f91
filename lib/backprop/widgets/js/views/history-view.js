// The error after each update, on a linear or a logarithmic scale.
import { button, ceil, html, max, min, number, setAttribute } from "../drawing/dom.js";
import { drawAxes, drawPath, logTicks, prepare, scaleTo, theme, ticks } from "../drawing/plot.js";
const HEIGHT = 190;

export function historyView(study) {
  const canvas = html("canvas", { role: "img" }), plot = html(".bp-plot", {}, canvas);
  const scales = ["linear", "log"].map((scale) => button(scale, () => study.look({ scale })));
  const element = html("div", {}, html(".bp-bar", {}, ...scales), plot);
  let colors, width = 0;
  function update() {
    const { history: { points: past }, step, error, scale } = study, every = ceil(past.length / 500);
    for (const each of scales) setAttribute(each, "aria-pressed", each.textContent === scale);
    if (!width) return;
    const points = [...past.filter((_, k) => k % every === 0).map(([at, , value]) => [at, value]), [step, error]]
      .filter(([, value]) => Number.isFinite(value) && (scale === "linear" || value > 0));
    const [[first, , initial]] = past, errors = points.map(([, value]) => value), last = max(step, first + 10);
    const log = scale === "log" && errors.length;
    const [low, high] = log ? [min(...errors) / 1.5, max(...errors) * 1.5] : [0, max(1e-300, ...errors) * 1.1];
    const box = { left: 58, top: 18, right: width - 10, bottom: HEIGHT - 36 };
    const across = scaleTo(first, last, box.left, box.right), ctx = prepare(canvas, width, HEIGHT);
    const level = log ? Math.log : Number, rise = scaleTo(level(low), level(high), box.bottom, box.top);
    const up = (value) => rise(level(value));
    drawAxes(ctx, box, { name: "updates", ticks: ticks(first, last), at: across },
      { name: "error", ticks: log ? logTicks(low, high, 5) : ticks(0, high, 4), at: up }, colors);
    Object.assign(ctx, { strokeStyle: colors.blue, fillStyle: colors.path, lineWidth: 2 });
    drawPath(ctx, points.map(([at, value]) => [across(at), up(value)]));
    ctx.beginPath();
    if (Number.isFinite(error)) ctx.arc(across(step), up(max(error, low)), 4, 0, 7);
    ctx.fill();
    setAttribute(canvas, "aria-label", `Error after each update: ${number(initial, 4)} at update ${first}, `
      + `${number(error, 4)} at update ${step}; ${scale} scale.`);
  }
  const resize = () => { [colors, width] = [theme(element), plot.clientWidth]; };
  return { element, update, resize };
}
