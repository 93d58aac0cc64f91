// Where the parts of the diagram stand: a column for each layer, and places for labels that are
// free.

/** @typedef {[x: number, y: number]} Point */

const COLUMN = 168; // from layer to layer
const ROW = 144; // from neuron to neuron
const INPUT_ROWS = [120, 74]; // the same for inputs: few of them, or many
const LEAST_DIAGRAM_HEIGHT = 120;
const MARGIN = 34;
const LABEL_ROOM = { width: 67, height: 26 };
const BELOW = 40; // a neuron's numbers stand this far below its middle
export const NEURON_RADIUS = 25;
/** Where on an edge its label may stand, the best first. */
const LEVEL_SPOTS = [0.5];
const SLOPING_SPOTS = [0.65, 0.35, 0.48, 0.52, 0.3, 0.7, 0.2, 0.8];

export class Layout {
  /** @param {string[][]} layers the names of the neurons, the inputs first */
  constructor(layers) {
    this.layers = layers;
    const inputRow = INPUT_ROWS[layers[0].length > 3 ? 1 : 0];
    const heights = layers.map((units, layer) => units.length * (layer ? ROW : inputRow));
    this.height = Math.max(LEAST_DIAGRAM_HEIGHT, ...heights);
    this.width = COLUMN * (layers.length - 1) + 2 * MARGIN;
    /** @type {Point[]} */
    this.taken = [];
    layers.forEach((units, layer) => {
      units.forEach((_, unit) => {
        const [x, y] = this.neuron(layer, unit);
        this.taken.push([x, y], [x, y + BELOW]);
      });
    });
  }

  /**
   * @param {number} layer
   * @param {number} unit
   * @returns {Point}
   */
  neuron(layer, unit) {
    const share = (unit + 0.5) / this.layers[layer].length;
    return [MARGIN + COLUMN * layer, this.height * share];
  }

  /**
   * The middle of the label of a bias, above its neuron.
   * @param {number} layer
   * @param {number} unit
   * @returns {Point}
   */
  bias(layer, unit) {
    const [x, y] = this.neuron(layer, unit);
    return this.take([x, y - NEURON_RADIUS - 15]);
  }

  /**
   * The ends of an edge, and the middle of its label.
   * @param {number} layer that the edge comes from
   * @param {number} from
   * @param {number} to
   */
  edge(layer, from, to) {
    const [left, y1] = this.neuron(layer, from);
    const [right, y2] = this.neuron(layer + 1, to);
    const [x1, x2] = [left + NEURON_RADIUS, right - NEURON_RADIUS];
    const level = y1 === y2 || this.layers[layer].length === 1;
    const spots = (level ? LEVEL_SPOTS : SLOPING_SPOTS).map((
      share,
    ) => /** @type {Point} */ ([x1 + share * (x2 - x1), y1 + share * (y2 - y1)]));
    return { x1, y1, x2, y2, label: this.take(this.freest(spots)) };
  }

  /**
   * The first of the spots with most room around it; a label needs no more than room 1.
   * @param {Point[]} spots
   */
  freest(spots) {
    const rooms = spots.map((spot) => this.room(spot));
    return spots[rooms.indexOf(Math.max(...rooms))];
  }

  /** @param {Point} spot */
  room([x, y]) {
    const distances = this.taken.map(([u, v]) =>
      Math.max(Math.abs(x - u) / LABEL_ROOM.width, Math.abs(y - v) / LABEL_ROOM.height)
    );
    return Math.min(1, ...distances);
  }

  /** @param {Point} spot */
  take(spot) {
    this.taken.push(spot);
    return spot;
  }
}
