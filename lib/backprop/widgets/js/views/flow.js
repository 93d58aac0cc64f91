// What comes together in an assignment, drawn into the diagram: a stream along each path, as wide
// as the product that comes along it, and around the neuron where several meet, the share of each.
// After Next and the scrubber it moves: first the streams, then what they give.
import { svg } from "../drawing/dom.js";
import { NEURON_RADIUS } from "../drawing/layout.js";
import { productOf } from "../model/marks.js";

/** @typedef {import("../drawing/layout.js").Layout} Layout */
/** @typedef {import("../drawing/layout.js").Point} Point */
/** @typedef {import("../model/marks.js").Marks} Marks */
/** @typedef {import("../model/marks.js").Path} Path */
/** @typedef {Record<string, number>} Values */

/**
 * What comes along a path.
 * @typedef {object} Stream
 * @property {Point} from
 * @property {Point} to
 * @property {Point} center of the neuron that it comes to
 * @property {number} product
 * @property {number} size from 0 to 1, that of the largest
 * @property {string} kind the class of its color
 */

const MOVE = 350; // ms
const WIDTH = { least: 2, most: 9 }; // of a stream, in pixels
const RING = NEURON_RADIUS + 2;
const TERMS = 4; // the colors of terms: a fifth has that of the first

export class Flow {
  /** @param {Layout} layout */
  constructor(layout) {
    this.layout = layout;
    this.streams = svg("g", { class: "bp-streams", "aria-hidden": "true" });
    this.rings = svg("g", { class: "bp-rings", "aria-hidden": "true" });
    this.dots = svg("g", { class: "bp-dots", "aria-hidden": "true" });
    /** @type {Stream[]} */
    this.shown = [];
    /** @type {Map<string, Point>} */
    this.middles = new Map();
    layout.units.forEach((names, layer) =>
      names.forEach((name, unit) => this.middles.set(name, layout.neuron(layer, unit)))
    );
  }

  /**
   * @param {Marks | null} marks
   * @param {Values} values
   * @param {string} phase
   */
  show(marks, values, phase) {
    this.shown = streamsOf(marks?.paths ?? [], values, phase, this.middles);
    const [first] = this.shown;
    const meeting = this.shown.length > 1 &&
      this.shown.every(({ center }) => center === first.center);
    this.streams.replaceChildren(...this.shown.flatMap(drawStream));
    this.rings.replaceChildren(...(meeting ? drawRing(this.shown) : []));
  }

  /** Lets what is shown come in, unless the reader wants less motion. */
  play() {
    this.dots.replaceChildren();
    if (matchMedia("(prefers-reduced-motion)").matches) return;
    for (const stream of this.shown) this.dots.append(travel(stream));
    const picture = this.dots.closest("svg");
    if (picture) arrive(picture, this.shown.length > 0 ? MOVE : 0);
  }
}

/**
 * @param {Path[]} paths
 * @param {Values} values
 * @param {string} phase
 * @param {Map<string, Point>} middles
 * @returns {Stream[]}
 */
function streamsOf(paths, values, phase, middles) {
  const products = paths.map((path) => productOf(path, values));
  const largest = Math.max(...products.map(Math.abs));
  return paths.map(({ from, to }, k) => {
    const start = /** @type {Point} */ (middles.get(from));
    const center = /** @type {Point} */ (middles.get(to));
    const inward = center[0] > start[0] ? RING + 3 : -RING - 3;
    return {
      from: [start[0] + inward, start[1]],
      to: [center[0] - inward, center[1]],
      center,
      product: products[k],
      size: largest > 0 && Number.isFinite(largest) ? Math.abs(products[k]) / largest : 0,
      kind: phase === "backward" && paths.length > 1 ? `bp-term-${k % TERMS + 1}` : "",
    };
  });
}

/** @param {Stream} stream */
function widthOf({ size }) {
  return WIDTH.least + (WIDTH.most - WIDTH.least) * size;
}

/**
 * A line with the head of an arrow.
 * @param {Stream} stream
 */
function drawStream(stream) {
  const { from: [x1, y1], to: [x2, y2], product, kind } = stream;
  const angle = Math.atan2(y2 - y1, x2 - x1) * 180 / Math.PI;
  const half = 4 + widthOf(stream) / 2;
  const sign = product < 0 ? "bp-negative" : "";
  const turned = { transform: `translate(${x2} ${y2}) rotate(${angle})` };
  return [
    svg("line", {
      class: `bp-stream ${kind} ${sign}`,
      x1,
      y1,
      x2,
      y2,
      "stroke-width": widthOf(stream),
    }),
    svg("polygon", {
      class: `bp-arrow ${kind}`,
      points: `0,0 ${-1.6 * half},${-half} ${-1.6 * half},${half}`,
      ...turned,
    }),
  ];
}

/**
 * A ring around the neuron where streams meet: to each its share.
 * @param {Stream[]} streams
 */
function drawRing(streams) {
  const [x, y] = streams[0].center;
  const whole = streams.reduce((sum, { size }) => sum + size, 0);
  const round = 2 * Math.PI * RING;
  let turned = 0;
  return streams.map(({ size, kind }) => {
    const share = whole > 0 ? size / whole : 0;
    const arc = svg("circle", {
      class: `bp-ring ${kind}`,
      cx: x,
      cy: y,
      r: RING,
      "stroke-dasharray": `${share * round} ${round}`,
      transform: `rotate(${turned * 360 - 90} ${x} ${y})`,
    });
    turned += share;
    return arc;
  });
}

/**
 * A dot that travels along a stream, as wide as it.
 * @param {Stream} stream
 */
function travel(stream) {
  const { from, to, kind } = stream;
  const dot = svg("circle", { class: `bp-dot ${kind}`, r: 2 + widthOf(stream) / 2 });
  const at = (/** @type {Point} */ [x, y]) => `translate(${x}px, ${y}px)`;
  const moves = dot.animate([{ transform: at(from) }, { transform: at(to) }], {
    duration: MOVE,
    easing: "ease-in-out",
  });
  moves.onfinish = () => dot.remove();
  return dot;
}

/**
 * What the assignment gives comes after what it takes: the number rises into its place, the bar of
 * the error grows, the ring closes.
 * @param {Element} picture
 * @param {number} delay
 */
function arrive(picture, delay) {
  const timing = {
    duration: delay > 0 ? MOVE / 2 : MOVE,
    delay,
    easing: "ease-out",
    fill: /** @type {const} */ ("backwards"),
  };
  for (const text of picture.querySelectorAll("[data-mark=result]")) {
    text.animate([{ opacity: 0, transform: "translateY(-10px)" }, {
      opacity: 1,
      transform: "none",
    }], timing);
  }
  for (const ring of picture.querySelectorAll(".bp-ring")) {
    ring.animate([{ strokeOpacity: 0 }, { strokeOpacity: 1 }], timing);
  }
  for (const span of picture.querySelectorAll(".bp-measured .bp-span")) {
    span.animate([{ transform: "scaleY(0)" }, { transform: "scaleY(1)" }], timing);
  }
}
