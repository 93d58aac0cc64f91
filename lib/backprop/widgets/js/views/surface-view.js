// The error over two parameters (contours, or 3-D) or over one (a curve), with the point, the way downhill and the path.
import { abs, button, ceil, cos, floor, html, max, min, number, round, select, setAttribute, setText, short, sin } from "../drawing/dom.js";
import { Field } from "../drawing/field.js";
import { drawAxes, drawPath, prepare, scaleTo, theme, ticks } from "../drawing/plot.js";

const SAMPLES = 200, MESH = 34, ARROW = 46, FAR = 64; // quarters of a range
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowDown: [1, -1], ArrowUp: [1, 1] };

export function surfaceView(study) {
  const { spec } = study, flat = spec.parameters.length < 2, field = new Field();
  const base = html("canvas", { role: "img" }), overlay = html("canvas", { "aria-hidden": "true" }), picture = html("canvas.bp-field");
  const release = () => study.endGesture(), handle = button("", () => {}, { class: "bp-handle", keydown: push, blur: release });
  const plot = html(".bp-plot", { pointerdown: hold, pointermove: follow, pointerup: release, click: tap }, base, picture, overlay, handle);
  const angle = (name, min, max, value) => html("input", { type: "range", min, max, value, "aria-label": name, input: stale });
  const turn = angle("turn", -180, 180, -30), tilt = angle("tilt", 5, 85, 35);
  const angles = html(".bp-angles", {}, "turn", turn, "tilt", tilt), caption = html("p.bp-caption");
  const names = Object.fromEntries(spec.parameters.map((name) => [name, name]));
  const menus = study.axes.map((_, k) => select(k ? "vertical axis" : "horizontal axis", names, (name) => {
    const axes = study.axes.map((other) => (other === name ? study.axes[k] : other));
    study.change(null, { axes: axes.with(k, name), bounds: [] });
  }));
  const views = flat ? [] : [["contours", "Contours"], ["3d", "3-D"]].map(([view, text]) =>
    button(text, () => study.look({ view }), { value: view }));
  const bar = html(".bp-bar", {}, ...menus, ...views,
    button("−", () => zoom(1.5), { "aria-label": "zoom out" }), button("+", () => zoom(1 / 1.5), { "aria-label": "zoom in" }),
    button("Fit", () => study.change(null, { bounds: [] }), { "aria-label": "Fit range" }));
  const element = html(".bp-surface", {}, bar, plot, angles, caption);
  let sampled, drawn, bounds, colors, box, toX, toY, lines, labels, size = [0, 0], grip = size; // where the handle is held
  const solid = () => !flat && study.view === "3d";
  const along = (theta) => study.axes.map((name) => theta[spec.parameters.indexOf(name)]);
  const ends = (k) => bounds.slice(2 * k, 2 * k + 2);
  // The point, or the edge that is next to it.
  const shown = () => along(study.theta).map((value, k) => min(ends(k)[1], max(ends(k)[0], value)));
  const axis = (k, at) => (k < study.axes.length ? { name: study.axes[k], ticks: ticks(...ends(k)), at }
    : { name: "error", ticks: ticks(0, field.high), at });
  const shares = (point) => point.map((value, k) => min(99, max(-99, scaleTo(...ends(k), 0, 1)(value))));
  // The reader's range, or one around the start; widened until it holds the present point, unless that is far away.
  function range() {
    const middle = along(spec.start.theta).map(round), own = study.bounds;
    return along(study.theta).flatMap((value, k) => {
      const [low, high] = own.length ? own.slice(2 * k, 2 * k + 2) : [middle[k] - 4, middle[k] + 4], part = (high - low) / 4;
      const missing = (gap) => (gap > 0 && gap < FAR * part ? part * ceil(gap / part) : 0);
      return [low - missing(low - value), high + missing(value - high)];
    });
  }
  function zoom(factor) {
    study.change(null, { bounds: shown().flatMap((value, k) => {
      const half = (factor * (ends(k)[1] - ends(k)[0])) / 2, unit = 10 ** floor(Math.log10(half) - 1);
      return [-half, half].map((side) => Number((round((value + side) / unit) * unit).toPrecision(12)));
    }) });
  }
  // To pixels: in 3-D from the shares of the two ranges and of the height, else from a point on the page.
  function lift([u, v], height) {
    const [p, q] = [turn, tilt].map(({ value }) => (value * Math.PI) / 180), [x, y] = [u - 0.5, v - 0.5];
    const unit = min(size[0] / 1.45, size[1] / 1.3), depth = x * sin(p) + y * cos(p);
    return [size[0] / 2 + unit * (x * cos(p) - y * sin(p)),
      size[1] * 0.52 - unit * (depth * sin(q) + (height - 0.5) * 0.6 * cos(q))];
  }
  function toPixels(point, error) {
    if (!solid()) return [toX(point[0]), toY(flat ? min(error, field.high) : point[1])];
    return lift(shares(point), field.share(field.at(...shares(point))));
  }
  function traceContours() {
    field.paint(picture, colors.ramp);
    [lines, labels] = [new Path2D(), []];
    const places = field.contours(lines, toX, toY);
    field.levels.forEach((level, l) => {
      const free = places[l].filter(([x, y]) => x > box.left + 20 && x < box.right - 20 && y > box.top + 12
        && y < box.bottom - 12 && labels.every(([, p, q]) => abs(p - x) > 44 || abs(q - y) > 20));
      if (free.length) labels.push([number(level, 3), ...free[floor(free.length * 0.4)]]);
    });
  }
  // From the back to the front.
  function drawMesh() {
    const ctx = prepare(base, ...size), points = Array.from({ length: MESH + 1 }, (_, j) => Array.from({ length: MESH + 1 }, (_, i) => {
      const height = field.share(field.at(i / MESH, j / MESH));
      return [...lift([i / MESH, j / MESH], height), height];
    }));
    const angle = (turn.value * Math.PI) / 180, [backwards, leftwards] = [cos(angle) > 0, sin(angle) > 0];
    const cells = (reverse) => Array.from({ length: MESH }, (_, k) => (reverse ? MESH - 1 - k : k));
    ctx.strokeStyle = colors.line;
    drawPath(ctx, [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]].map((corner) => lift(corner, 0)));
    Object.assign(ctx, { lineWidth: 0.6, strokeStyle: colors.mesh });
    for (const j of cells(backwards)) {
      for (const i of cells(leftwards)) {
        const corners = [points[j][i], points[j][i + 1], points[j + 1][i + 1], points[j + 1][i]];
        const color = colors.ramp[round(63.75 * corners.reduce((sum, corner) => sum + corner[2], 0))];
        ctx.fillStyle = `rgb(${color & 255} ${(color >> 8) & 255} ${(color >> 16) & 255})`;
        drawPath(ctx, corners, true);
      }
    }
    Object.assign(ctx, { fillStyle: colors.ink, textAlign: "center", textBaseline: "top" });
    [[0.5, backwards ? 0 : 1], [leftwards ? 0 : 1, 0.5]].forEach((place, k) =>
      ctx.fillText(study.axes[k], ...lift(place, -0.03)));
  }
  // What moves with the point: the path, the arrow or the tangent, the handle.
  function drawOverlay(slope) {
    const ctx = prepare(overlay, ...size), here = shown(), { error } = study;
    const past = study.history.points, every = ceil(past.length / 400);
    const path = past.filter((_, k) => k % every === 0).map(([, theta, error]) => toPixels(along(theta), error));
    const [x, y] = toPixels(here, error), marks = [[...path, [x, y]], ...slopeLines(here, slope, x, y)];
    Object.assign(ctx, flat ? { strokeStyle: colors.blue, lineWidth: 2.5 } : { strokeStyle: colors.contour });
    if (flat) drawPath(ctx, Array.from(field.as, (a, k) => [toX(a), toY(min(field.values[k], field.high))]));
    else if (!solid()) ctx.stroke(lines);
    ctx.save();
    ctx.beginPath();
    ctx.rect(...(solid() ? [0, 0, ...size] : [box.left, box.top, box.right - box.left, box.bottom - box.top]));
    ctx.clip();
    for (const [strokeStyle, lineWidth] of [[colors.paper, 4.5], [colors.path, 2.2]]) {
      Object.assign(ctx, { strokeStyle, lineWidth });
      for (const line of marks) drawPath(ctx, line);
    }
    ctx.restore();
    if (!flat && !solid()) {
      Object.assign(ctx, { textAlign: "center", textBaseline: "middle", lineWidth: 3, strokeStyle: colors.paper, fillStyle: colors.ink });
      for (const label of labels) for (const write of ["strokeText", "fillText"]) ctx[write](...label);
    }
    handle.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
  }
  function slopeLines(here, slope, x, y) {
    if (!slope.every(Number.isFinite) || !Number.isFinite(study.error)) return [];
    if (flat) {
      const reach = (bounds[1] - bounds[0]) / 6;
      return [[-reach, reach].map((side) => [toX(here[0] + side), toY(study.error + slope[0] * side)])];
    }
    const length = Math.hypot(...slope), step = (0.02 * min(...[0, 1].map((k) => ends(k)[1] - ends(k)[0]))) / length;
    if (!(length > 1e-12)) return [];
    const [p, q] = toPixels(here.map((value, k) => value - step * slope[k])), direction = Math.atan2(q - y, p - x);
    const from = ([u, v], angle, reach) => [u + reach * cos(angle), v + reach * sin(angle)];
    const tip = from([x, y], direction, ARROW);
    return [[[x, y], tip], [from(tip, direction + 2.65, 9), tip, from(tip, direction - 2.65, 9)]];
  }
  // Samples the surface again unless only the point on it has moved.
  function sample() {
    const { axes, theta, x, t } = study, fixed = spec.parameters.map((name, k) => (axes.includes(name) ? name : theta[k]));
    const wanted = [bounds, axes, fixed, x, t].join(";");
    if (wanted !== sampled) field.sample(study, bounds, SAMPLES);
    return sampled === (sampled = wanted);
  }
  function update(values, gradient) {
    if (!size[0]) return;
    bounds = range();
    const same = sample(), { axes, view, order, n } = study;
    const slope = along(order === "simultaneous" ? gradient : study.gradientOf("simultaneous"));
    box = { left: 46, top: 18, right: size[0] - 10, bottom: size[1] - 36 };
    toX = scaleTo(...ends(0), box.left, box.right);
    toY = scaleTo(...(flat ? [0, field.high * 1.05] : ends(1)), box.bottom, box.top);
    const frame = [view, bounds, axes, flat && field.high].join();
    if (!solid() && drawn !== frame) drawAxes(prepare(base, ...size), box, axis(0, toX), axis(1, toY), colors);
    if (!flat && (!same || drawn !== frame)) (solid() ? drawMesh : traceContours)();
    drawn = frame;
    drawOverlay(slope);
    axes.forEach((name, k) => { menus[k].value = name; });
    for (const each of views) setAttribute(each, "aria-pressed", each.value === view);
    angles.hidden = !solid();
    picture.hidden = flat || solid();
    const where = axes.map((name, k) => `${name} ${short(along(study.theta)[k])}`).join(", ");
    setAttribute(handle, "aria-label", `point: ${where}; arrow keys move it`);
    setAttribute(base, "aria-label", `Error over ${axes.join(" and ")}, from ${number(field.low, 3)} to ${number(field.high, 3)}`
      + `${field.geometric ? ", on a logarithmic scale" : ""}; the point is at ${where}.`);
    setText(caption, `downhill${n > 1 ? `, mean of ${n} examples` : ""}: ${axes.map((name, k) => `−∂E/\u2060∂${name} = ${short(-slope[k]).replace(/^-/, "−")}`).join("  ")}`);
  }
  function stale() { drawn = null; study.repaint(); }
  function movePoint(move) {
    study.setParameters("point", Object.fromEntries(shown().map((value, k) =>
      [study.axes[k], Number(move(value, k).toPrecision(5))])));
  }
  function drag({ clientX, clientY, movementX, movementY }) {
    if (solid()) {
      turn.value = Number(turn.value) + movementX / 2;
      tilt.value = Number(tilt.value) + movementY / 3;
      return stale();
    }
    const { left, top } = plot.getBoundingClientRect(), inside = (share) => min(1, max(0, share));
    const [x, y] = [clientX - left - grip[0], clientY - top - grip[1]];
    const share = [(x - box.left) / (box.right - box.left), (box.bottom - y) / (box.bottom - box.top)];
    movePoint((value, k) => scaleTo(0, 1, ...ends(k))(inside(share[k])));
  }
  const finger = ({ pointerType }) => pointerType === "touch" && !solid(); // beside the handle it scrolls the page, or taps
  function hold(event) {
    const held = event.target === handle, { left, top } = handle.getBoundingClientRect();
    grip = held ? [event.clientX - left - 14, event.clientY - top - 14] : [0, 0];
    if (event.button || (finger(event) && !held)) return;
    event.preventDefault();
    study.endGesture();
    plot.setPointerCapture(event.pointerId);
    handle.focus();
    if (!solid() && !held) drag(event);
  }
  function tap(event) { if (finger(event) && event.target !== handle) drag(event); }
  function follow(event) { if (plot.hasPointerCapture(event.pointerId)) drag(event); }
  function push(event) {
    const [axis, sign] = ARROWS[event.key] ?? [];
    if (!(axis < study.axes.length)) return;
    event.preventDefault();
    const step = ((ends(axis)[1] - ends(axis)[0]) / 160) * (event.shiftKey ? 10 : 1);
    movePoint((value, k) => (k === axis ? value + sign * step : value));
  }
  function resize() {
    colors = theme(element);
    size = [plot.clientWidth, round(min(330, max(230, plot.clientWidth * 0.8)))];
    plot.style.height = `${size[1]}px`;
    Object.assign(picture.style, { width: `${size[0] - 56}px`, height: `${size[1] - 54}px` }); // also on wider paper
    drawn = null;
  }
  return { element, update, resize };
}
