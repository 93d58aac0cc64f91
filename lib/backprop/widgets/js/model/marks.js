/**
 * What an assignment of the trace is about: the names that it reads, the edges along which their
 * products come together, and the name that it gives. Forward a neuron takes from the left, and
 * backward from the right.
 *
 * @module
 */
import { namesIn } from "./expression.js";

/** @import { NamedLayer, Step } from "./writer.js" */

/**
 * An edge that takes part, in the direction in which it is passed.
 * @typedef {object} Path
 * @property {string} from a neuron
 * @property {string} to a neuron
 * @property {string[]} factors the names whose product comes along it
 */

/**
 * @typedef {object} Marks
 * @property {string[]} operands
 * @property {Path[]} paths
 * @property {string} result
 * @property {string | null} neuron where the operands come together: of a parameter that is shared,
 *   only its place there is read. Null for a gradient and an update, which are about all its places
 */

/** @typedef {{ below: string, above: string, weight: string }} Edge */

/** @typedef {{ units: string[][], layers: NamedLayer[] }} Names */

/**
 * @param {Step} step
 * @param {Names} names
 * @returns {Marks}
 */
export function marksOf(step, names) {
  const operands = [...new Set(namesIn(step.tree))];
  const paths = pathsOf(step, operands, edgesOf(names));
  return { operands, paths, result: step.name, neuron: neuronOf(step, names) };
}

/**
 * What comes along a path.
 * @param {Path} path
 * @param {Record<string, number>} values
 */
export function productOf({ factors }, values) {
  return factors.reduce((product, name) => product * values[name], 1);
}

/**
 * @param {Step} step
 * @param {Names} names
 */
function neuronOf({ phase, name }, { units }) {
  const prefix = phase === "forward" ? "z_" : "delta_";
  return units.flat().find((unit) => name === prefix + unit) ?? null;
}

/**
 * All edges, each with the neurons that it joins.
 * @param {Names} names
 * @returns {Edge[]}
 */
function edgesOf({ units, layers }) {
  return layers.flatMap(({ weights }, k) =>
    units[k + 1].flatMap((above, j) =>
      units[k].map((below, i) => ({ below, above, weight: weights[j][i] }))
    )
  );
}

/**
 * @param {Step} step
 * @param {string[]} operands
 * @param {Edge[]} edges
 * @returns {Path[]}
 */
function pathsOf({ phase, name }, operands, edges) {
  if (phase === "forward") {
    const into = edges.filter(({ above }) => name === `z_${above}`);
    return into.map(({ below, above, weight }) => ({
      from: below,
      to: above,
      factors: [weight, below],
    }));
  }
  if (phase !== "backward") return [];
  const sentBack = edges.filter(({ below }) => name === `delta_${below}`);
  const learning = edges.filter(({ weight }) => name === `g_${weight}`);
  return [
    ...sentBack.map(({ below, above, weight }) => ({
      from: above,
      to: below,
      factors: [`delta_${above}`, operands.includes(weight) ? weight : `${weight}_new`],
    })),
    ...learning.map(({ below, above }) => ({
      from: above,
      to: below,
      factors: [`delta_${above}`, below],
    })),
  ];
}
