// Where the parts of the diagram stand, for the width that there is: a column for each layer, its
// neurons one above another, and a label on each edge, near its start, where nothing else stands.
import { LONGEST_NUMBER } from "./numbers.js";
import { placesFor } from "./places.js";

/** @typedef {[x: number, y: number]} Point */
/** @typedef {import("./places.js").Box} Box */
/**
 * Room for the diagram, and how much larger than usual its type is. In less room it is shown smaller.
 * @typedef {{ width: number, height: number, type: number }} Room
 */

/** Where a label stands on its edge: near its start, or else as near to there as it can. */
const BEST_SHARE = 0.325;
const SHARES = Array.from({ length: 23 }, (_, k) => 0.2 + 0.025 * k)
  .sort((a, b) => Math.abs(a - BEST_SHARE) - Math.abs(b - BEST_SHARE));
const MIDDLE = 0.5;
const AIR = 3; // around a label
const LETTER = 7; // the width of a letter, on average, in a wide type
const MEAN = "mean "; // before a gradient
const COLUMN = { least: 140, most: 300 }; // from layer to layer
const LEAST_HEIGHT = 200;
const SHIFTS = [0, 4, 8, 12, -4, -8, -12]; // of all neurons, for numbers above them or below
const STRETCHES = [1, 1.1, 1.2, 1.35, 1.5, 1.65]; // of the height, where labels need more room
const SMALLEST = 0.85; // the share of its size at which text is still read
const LEFT = 34;
const RIGHT = 52; // holds the bars of the error too
export const NEURON_RADIUS = 28;
const LINE = 13; // from one line of text to the next
const DROP = 5; // of the texts below a neuron, where their type is larger than their lines
const LABEL_LINES = 3; // a parameter, its gradient, its new value
const BIAS_GAP = 4;

export class Layout {
  /**
   * @param {object} plan
   * @param {string[][]} plan.units of each layer, the inputs first
   * @param {import("../model/writer.js").NamedLayer[]} plan.layers
   * @param {object} shown
   * @param {number} shown.totals how many lines of text for the whole error
   * @param {boolean} shown.ownErrors whether each output has an error of its own
   * @param {boolean} shown.several whether there are several examples
   * @param {boolean} shown.brief whether the labels of biases have no place of their own: they come
   *   when they are read
   * @param {Room} room
   */
  constructor({ units, layers }, { totals, ownErrors, several, brief }, { width, height, type }) {
    this.units = units;
    this.layers = layers;
    this.totals = totals;
    this.brief = brief;
    /** @type {number} how far the labels of the uppermost biases rise above it */
    this.top = 0;
    this.line = type * LINE;
    this.drop = brief ? DROP : 0;
    this.outputLines = ownErrors ? 4 : 3; // z, the target, the error, delta
    const gaps = units.length - 1;
    const room = (width - LEFT - RIGHT) / gaps;
    this.column = Math.min(COLUMN.most, Math.max(COLUMN.least, room));
    this.width = LEFT + this.column * gaps + RIGHT;
    const names = layers.flatMap(({ weights, biases }) => [...weights.flat(), ...biases ?? []]);
    const longest = Math.max(...names.map((name) => name.length));
    this.label = {
      width: type * LETTER * (Math.max(longest + 1, several ? MEAN.length : 0) + LONGEST_NUMBER),
      height: LABEL_LINES * this.line,
    };
    if (brief) this.top = BIAS_GAP + this.label.height;
    const heights = SHIFTS.map((shift) => this.heightWith(shift));
    const least = Math.min(...heights);
    this.shift = SHIFTS[heights.indexOf(least)];
    this.height = least;
    /** @type {(Box[] | null)[]} by layer; null where there is no room for all labels */
    this.labels = [];
    const affordable = STRETCHES.filter((stretch) => SMALLEST * stretch * least <= height);
    for (const stretch of [...affordable, 1]) {
      this.height = stretch * least;
      this.labels = this.placeAllLabels();
      if (!this.labels.includes(null)) return;
    }
  }

  /**
   * What stands above and below the middle of each neuron of a layer.
   * @param {number} layer
   */
  extent(layer) {
    const biased = layer > 0 && this.layers[layer - 1].biases !== null && !this.brief;
    const isOutput = layer === this.units.length - 1;
    const lines = layer === 0 ? 0 : isOutput ? this.outputLines : 2;
    return {
      above: NEURON_RADIUS + (biased ? BIAS_GAP + this.label.height : 0) + AIR,
      below: NEURON_RADIUS + this.drop + lines * this.line + AIR + 2,
    };
  }

  /**
   * The height that holds all layers where each neuron stands so far below the middle of its share.
   * @param {number} shift
   */
  heightWith(shift) {
    const heights = this.units.map((units, layer) => {
      const { above, below } = this.extent(layer);
      const between = layer === this.units.length - 1 ? this.totals * this.line : 0;
      const lowest = units.length === 1 ? below + between : below;
      const share = Math.max(2 * (above - shift), 2 * (lowest + shift), above + below + between);
      return units.length * share;
    });
    return Math.max(LEAST_HEIGHT, ...heights);
  }

  /**
   * @param {number} layer
   * @param {number} unit
   * @returns {Point}
   */
  neuron(layer, unit) {
    const share = (unit + 0.5) / this.units[layer].length;
    return [LEFT + this.column * layer, this.height * share + this.shift];
  }

  /**
   * The middle of the label of a bias, above its neuron.
   * @param {number} layer
   * @param {number} unit
   * @returns {Point}
   */
  bias(layer, unit) {
    const [x, y] = this.neuron(layer, unit);
    return [x, y - NEURON_RADIUS - BIAS_GAP - this.label.height / 2];
  }

  /**
   * Where the whole error is written: below the first half of the outputs and their numbers.
   * @returns {Point}
   */
  total() {
    const outputs = this.units[this.units.length - 1].length;
    const last = Math.ceil(outputs / 2) - 1;
    const [x, y] = this.neuron(this.units.length - 1, last);
    return [x, y + this.extent(this.units.length - 1).below];
  }

  /**
   * The ends of an edge.
   * @param {number} layer that the edge comes from
   * @param {number} from
   * @param {number} to
   */
  edge(layer, from, to) {
    const [left, y1] = this.neuron(layer, from);
    const [right, y2] = this.neuron(layer + 1, to);
    return { x1: left + NEURON_RADIUS, y1, x2: right - NEURON_RADIUS, y2 };
  }

  /**
   * The middle of the label of an edge, and whether there is room for it beside all others.
   * @param {number} layer that the edge comes from
   * @param {number} from
   * @param {number} to
   * @returns {{ place: Point, crowded: boolean }}
   */
  edgeLabel(layer, from, to) {
    const boxes = this.labels[layer];
    if (boxes === null) {
      const { x, y } = this.labelBox(layer, from, to, MIDDLE);
      return { place: [x, y], crowded: true };
    }
    const { x, y } = boxes[to * this.units[layer].length + from];
    return { place: [x, y], crowded: false };
  }

  /** @returns {Box[]} neurons with their numbers below them, and the labels of biases */
  obstacles() {
    return this.units.flatMap((units, layer) =>
      units.flatMap((_, unit) => {
        const [x, y] = this.neuron(layer, unit);
        const { below } = this.extent(layer);
        const width = 2 * NEURON_RADIUS + 2 * AIR;
        const height = NEURON_RADIUS + below;
        const neuron = { x, y: y + (below - NEURON_RADIUS) / 2, width, height };
        const [left, top] = this.bias(layer, unit);
        const bias = { x: left, y: top, ...this.label };
        return layer > 0 && this.layers[layer - 1].biases ? [neuron, bias] : [neuron];
      })
    );
  }

  /**
   * @param {number} layer
   * @param {number} from
   * @param {number} to
   * @param {number} share of the way
   * @returns {Box}
   */
  labelBox(layer, from, to, share) {
    const { x1, y1, x2, y2 } = this.edge(layer, from, to);
    const { width, height } = this.label;
    const [x, y] = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
    return { x, y, width: width + AIR, height: height + AIR };
  }

  placeAllLabels() {
    const obstacles = this.obstacles();
    return this.layers.map((_, layer) => this.placeLabels(layer, obstacles));
  }

  /**
   * @param {number} layer that the edges come from
   * @param {Box[]} obstacles
   */
  placeLabels(layer, obstacles) {
    const choices = this.units[layer + 1].flatMap((_, to) =>
      this.units[layer].map((_, from) =>
        SHARES.map((share) => this.labelBox(layer, from, to, share))
      )
    );
    return placesFor(choices, obstacles);
  }
}
