// The error over two parameters, as contours or in 3-D, or the error curve over one: with the present point
// (a handle to drag, or to move by arrow keys), the direction of steepest descent, and the path so far.
import { button, html, number, select, setAttribute, setText, short } from "./dom.js";
import { Field } from "./field.js";
import { drawAxes, drawPath, prepare, theme, ticks } from "./plot.js";

const SAMPLES = 200, MESH = 34, ARROW = 46;
const scaleTo = (low, high, from, to) => (value) => from + ((value - low) / (high - low)) * (to - from);

export function surfaceView(exploration, chooseAxes) {
  const { spec } = exploration, { parameters } = spec;
  const base = html("canvas", { role: "img" }), overlay = html("canvas", { "aria-hidden": "true" });
  const picture = html("canvas");
  const handle = button("", () => {}, { class: "bp-handle" });
  const plot = html("div", { class: "bp-plot" }, base, overlay, handle);
  const caption = html("p", { class: "bp-caption" });
  const angle = (name, min, max, value) =>
    html("input", { type: "range", min, max, value, "aria-label": name, input: () => { stale = true; update(); } });
  const turn = angle("turn", -180, 180, -30), tilt = angle("tilt", 5, 85, 35);
  const angles = html("div", { class: "bp-angles" }, "turn", turn, "tilt", tilt);
  const names = Object.fromEntries(parameters.map((name) => [name, name]));
  const menus = exploration.axes.map((_, k) => select(k ? "vertical axis" : "horizontal axis", names, (name) => {
    const axes = [...exploration.axes], other = axes.indexOf(name);
    if (other >= 0) axes[other] = axes[k];
    axes[k] = name;
    chooseAxes(axes);
  }));
  const views = exploration.axes.length < 2 ? [] : [["contours", "Contours"], ["3d", "3-D"]].map(([view, text]) =>
    [view, button(text, () => exploration.look({ view }))]);
  const bar = html("div", { class: "bp-bar" }, ...menus, ...views.map(([, node]) => node),
    button("\u2212", () => zoom(1.5), { "aria-label": "zoom out" }),
    button("+", () => zoom(1 / 1.5), { "aria-label": "zoom in" }),
    button("Reset range", () => exploration.setBounds([])));
  const element = html("div", { class: "bp-surface" }, bar, plot, angles, caption);
  let field, fixed, bounds, colors, stale = true, size = [0, 0], box, toX, toY;

  const along = (vector) => exploration.axes.map((name) => vector[parameters.indexOf(name)]);
  const flat = () => exploration.axes.length < 2;
  const turned = () => !flat() && exploration.view === "3d";

  // The reader's range, or one around the start; widened until it holds the present point.
  function range() {
    const own = exploration.bounds;
    return along(exploration.theta).flatMap((value, k) => {
      const middle = Math.round(along(spec.start.theta)[k]);
      const [low, high] = own.length ? [own[2 * k], own[2 * k + 1]] : [middle - 4, middle + 4];
      const part = (high - low) / 4;
      const short = [low - value, value - high].map((gap) => Math.max(0, Math.ceil(gap / part)));
      return [low - part * short[0], high + part * short[1]];
    });
  }

  function zoom(factor) {
    exploration.endGesture();
    exploration.setBounds(along(exploration.theta).flatMap((value, k) => {
      const half = (factor * (bounds[2 * k + 1] - bounds[2 * k])) / 2;
      const unit = 10 ** Math.floor(Math.log10(half) - 1);
      return [-half, half].map((side) => Number((Math.round((value + side) / unit) * unit).toPrecision(12)));
    }));
  }

  // From parameters to pixels; `height` is the share of the highest error, in 3-D.
  function project(a, b, height) {
    if (!turned()) return [toX(a), flat() ? toY(b) : toY(b)];
    const u = (a - bounds[0]) / (bounds[1] - bounds[0]) - 0.5, v = (b - bounds[2]) / (bounds[3] - bounds[2]) - 0.5;
    const [p, q] = [turn.value, tilt.value].map((degrees) => (degrees * Math.PI) / 180);
    const x = u * Math.cos(p) - v * Math.sin(p), y = u * Math.sin(p) + v * Math.cos(p);
    const unit = Math.min(size[0] / 1.5, size[1] / 1.25);
    return [size[0] / 2 + unit * x, size[1] * 0.52 - unit * (y * Math.sin(q) + (height - 0.5) * 0.6 * Math.cos(q))];
  }

  const heightAt = ([a, b]) => field.share(field.at(
    ((a - bounds[0]) / (bounds[1] - bounds[0])) * (field.n - 1),
    ((b - bounds[2]) / (bounds[3] - bounds[2])) * (field.n - 1)));
  const onSurface = (point) => project(...point, turned() ? heightAt(point) : 0);

  function drawContours(context) {
    const [width, height] = [box.right - box.left, box.bottom - box.top];
    picture.width = picture.height = field.n;
    const small = picture.getContext("2d");
    small.putImageData(field.image(small, colors.ramp), 0, 0);
    context.drawImage(picture, box.left, box.top, width, height);
    context.strokeStyle = colors.contour;
    const places = field.contours(context, toX, toY);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineWidth = 3;
    const taken = [];
    field.levels.forEach((level, l) => {
      const inside = places[l].filter(([x, y]) => x > box.left + 20 && x < box.right - 20
        && y > box.top + 12 && y < box.bottom - 12
        && taken.every(([p, q]) => Math.abs(p - x) > 44 || Math.abs(q - y) > 20));
      const spot = inside[Math.floor(inside.length * 0.4)];
      if (!spot) return;
      taken.push(spot);
      context.strokeStyle = colors.paper;
      context.fillStyle = colors.ink;
      context.strokeText(number(level, 3), ...spot);
      context.fillText(number(level, 3), ...spot);
    });
    drawAxes(context, box, { name: exploration.axes[0], ticks: ticks(bounds[0], bounds[1]), at: toX },
      { name: exploration.axes[1], ticks: ticks(bounds[2], bounds[3]), at: toY }, colors);
  }

  function drawCurve(context) {
    const { values, as } = field;
    drawAxes(context, box, { name: exploration.axes[0], ticks: ticks(bounds[0], bounds[1]), at: toX },
      { name: "error", ticks: ticks(field.low, field.high), at: toY }, colors);
    context.strokeStyle = colors.blue;
    context.lineWidth = 2.5;
    drawPath(context, [...as].map((a, k) => [toX(a), toY(Math.min(values[k], field.high))]));
  }

  function drawMesh(context) {
    const step = (field.n - 1) / MESH, order = (values, from) => (from ? values : values.toReversed());
    const cells = Array.from({ length: MESH }, (_, k) => k);
    const points = Array.from({ length: MESH + 1 }, (_, j) => Array.from({ length: MESH + 1 }, (_, i) => {
      const a = bounds[0] + ((bounds[1] - bounds[0]) * i) / MESH, b = bounds[2] + ((bounds[3] - bounds[2]) * j) / MESH;
      const height = field.share(field.at(i * step, j * step));
      return [...project(a, b, height), height];
    }));
    const radians = (turn.value * Math.PI) / 180;
    context.lineWidth = 0.6;
    context.strokeStyle = colors.mesh;
    for (const j of order(cells, Math.cos(radians) < 0)) {
      for (const i of order(cells, Math.sin(radians) < 0)) {
        const corners = [points[j][i], points[j][i + 1], points[j + 1][i + 1], points[j + 1][i]];
        const color = colors.ramp[Math.round(63.75 * corners.reduce((sum, corner) => sum + corner[2], 0))];
        context.fillStyle = `rgb(${color & 255} ${(color >> 8) & 255} ${(color >> 16) & 255})`;
        context.beginPath();
        for (const [x, y] of corners) context.lineTo(x, y);
        context.closePath();
        context.fill();
        context.stroke();
      }
    }
    context.fillStyle = colors.ink;
    context.textAlign = "center";
    const [al, ah, bl, bh] = bounds, near = Math.cos(radians) > 0 ? bl : bh, side = Math.sin(radians) < 0 ? ah : al;
    const label = (text, a, b) => { const [x, y] = project(a, b, 0); context.fillText(text, x, y + 16); };
    label(exploration.axes[0], (al + ah) / 2, near);
    label(exploration.axes[1], side, (bl + bh) / 2);
  }

  // What moves with the point: the path, the tangent or the arrow, the handle.
  function drawOverlay(values, gradient) {
    const context = prepare(overlay, ...size);
    const here = along(exploration.theta), slope = along(gradient), { error } = exploration;
    const past = exploration.history, stride = Math.ceil(past.thetas.length / 400) || 1;
    const path = past.thetas.map((theta, k) => [along(theta), past.errors[k]]).filter((_, k) => k % stride === 0);
    const [x, y] = flat() ? project(here[0], Math.min(error, field.high)) : onSurface(here);
    const points = [...path.map(([point, height]) => (flat() ? project(point[0], height) : onSurface(point))), [x, y]];
    context.save();
    if (!turned()) {
      context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
      context.clip();
    }
    for (const [color, width] of [[colors.paper, 4.5], [colors.path, 2.2]]) {
      Object.assign(context, { strokeStyle: color, fillStyle: color, lineWidth: width });
      drawPath(context, points);
      if (slope.every(Number.isFinite)) drawSlope(context, here, slope, x, y, error);
    }
    context.restore();
    handle.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    handle.hidden = !(Number.isFinite(x) && Number.isFinite(y));
  }

  function drawSlope(context, here, slope, x, y, error) {
    if (flat()) {
      const reach = (bounds[1] - bounds[0]) / 6;
      drawPath(context, [-reach, reach].map((offset) => project(here[0] + offset, error + slope[0] * offset)));
      return;
    }
    const length = Math.hypot(...slope);
    if (!(length > 1e-12)) return;
    const small = (0.02 * Math.min(bounds[1] - bounds[0], bounds[3] - bounds[2])) / length;
    const ahead = onSurface(here.map((value, k) => value - small * slope[k]));
    const [dx, dy] = [ahead[0] - x, ahead[1] - y], unit = ARROW / (Math.hypot(dx, dy) || 1);
    const tip = [x + dx * unit, y + dy * unit], direction = Math.atan2(dy, dx);
    const wing = (side) => [tip[0] - 9 * Math.cos(direction + side), tip[1] - 9 * Math.sin(direction + side)];
    drawPath(context, [[x, y], tip]);
    drawPath(context, [wing(0.5), tip, wing(-0.5)]);
  }

  function changedField() {
    const others = [...exploration.theta, ...exploration.x, ...exploration.t, ...bounds, ...exploration.axes];
    for (const name of exploration.axes) others[parameters.indexOf(name)] = name;
    const same = fixed?.length === others.length && others.every((value, k) => value === fixed[k]);
    fixed = others;
    return !same;
  }

  function update(values = exploration.values, gradient = exploration.gradient) {
    if (!size[0]) return;
    bounds = range();
    const fresh = changedField();
    if (fresh) field = new Field(exploration, bounds, SAMPLES);
    const { axes, theta, view } = exploration;
    box = { left: 46, top: 18, right: size[0] - 10, bottom: size[1] - 36 };
    toX = scaleTo(bounds[0], bounds[1], box.left, box.right);
    toY = flat() ? scaleTo(0, field.high * 1.05, box.bottom, box.top) : scaleTo(bounds[2], bounds[3], box.bottom, box.top);
    if (fresh || stale || drawn !== view) (flat() ? drawCurve : turned() ? drawMesh : drawContours)(prepare(base, ...size));
    drawn = view;
    stale = false;
    drawOverlay(values, gradient);
    axes.forEach((name, k) => { menus[k].value = name; });
    for (const [name, node] of views) setAttribute(node, "aria-pressed", name === view);
    angles.hidden = !turned();
    const where = axes.map((name, k) => `${name} ${short(along(theta)[k])}`).join(", ");
    setAttribute(handle, "aria-label", `point: ${where}; arrow keys move it`);
    setAttribute(base, "aria-label", `Error over ${axes.join(" and ")}, from ${number(field.low, 3)} to `
      + `${number(field.high, 3)}${field.geometric ? ", on a logarithmic scale" : ""}; the point is at ${where}.`);
    setText(caption, `downhill: ${axes.map((name, k) => `\u2212\u2202E/\u2202${name} = ${short(-along(gradient)[k])}`).join("   ")}`);
  }
  let drawn;

  function moveTo(event) {
    const area = plot.getBoundingClientRect();
    const share = [(event.clientX - area.left - box.left) / (box.right - box.left),
      (box.bottom - (event.clientY - area.top)) / (box.bottom - box.top)];
    exploration.setPoint(exploration.axes.map((_, k) => {
      const [low, high] = bounds.slice(2 * k, 2 * k + 2);
      return Number((low + Math.min(1, Math.max(0, share[k])) * (high - low)).toPrecision(5));
    }));
  }
  function drag(event) {
    if (turned()) {
      const bend = (input, change) => { input.value = Number(input.value) + change; };
      bend(turn, event.movementX / 2);
      bend(tilt, event.movementY / 3);
      stale = true;
      exploration.repaint();
    } else moveTo(event);
  }
  plot.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    plot.setPointerCapture(event.pointerId);
    exploration.pause();
    if (!turned()) moveTo(event);
    handle.focus();
    event.preventDefault();
  });
  plot.addEventListener("pointermove", (event) => { if (plot.hasPointerCapture(event.pointerId)) drag(event); });
  plot.addEventListener("pointerup", () => exploration.endGesture());
  handle.addEventListener("keydown", (event) => {
    const [axis, sign] = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowDown: [1, -1], ArrowUp: [1, 1] }[event.key] ?? [];
    if (axis === undefined || axis >= exploration.axes.length) return;
    event.preventDefault();
    const step = ((bounds[2 * axis + 1] - bounds[2 * axis]) / 160) * (event.shiftKey ? 10 : 1);
    exploration.setPoint(along(exploration.theta).map((value, k) =>
      (k === axis ? Number((value + sign * step).toPrecision(5)) : value)));
  });
  handle.addEventListener("blur", () => exploration.endGesture());

  return {
    element,
    update,
    resize() {
      colors = theme(element);
      size = [plot.clientWidth, Math.round(Math.min(330, Math.max(230, plot.clientWidth * 0.8)))];
      plot.style.height = `${size[1]}px`;
      stale = true;
    },
  };
}
