/**
 * Expressions as small trees, as in expression.py: sums of products of names and calls. A tree is
 * plain data.
 *
 * - A name is a text, `"w1"`, and a number a number, `0.5`.
 * - Everything else is an array of a head and its operands: `["+", a, b]`, `["-", a]` for a term
 *   that is taken away, `["*", a, b]`, `["/", a, b]`, and for a call the name of the function,
 *   `["sigmoid", "z_h1"]`.
 *
 * @typedef {string | number | Operation} Tree
 * @typedef {[head: string, ...operands: Tree[]]} Operation
 */

/**
 * The head of an operation; a name and a number have none.
 * @param {Tree} tree
 * @returns {string | null}
 */
export function headOf(tree) {
  return Array.isArray(tree) ? tree[0] : null;
}

/**
 * The operands of an operation; a name and a number have none.
 * @param {Tree} tree
 * @returns {Tree[]}
 */
export function operandsOf(tree) {
  return Array.isArray(tree) ? /** @type {Tree[]} */ (tree.slice(1)) : [];
}

/**
 * The operands of `tree` where its head is `head`; the tree alone, in a list, where it is not.
 * @param {string} head
 * @param {Tree} tree
 * @returns {Tree[]}
 */
export function operandsUnder(head, tree) {
  return headOf(tree) === head ? operandsOf(tree) : [tree];
}

/**
 * The functions that a tree calls, and the operations in it.
 * @param {Tree} tree
 * @returns {Set<string>}
 */
export function callsIn(tree) {
  const head = headOf(tree);
  const below = operandsOf(tree).flatMap((operand) => [...callsIn(operand)]);
  return new Set(head === null ? [] : [head, ...below]);
}

/**
 * A tree as text, the same letters as Python's: `["*", "a", ["+", 1, ["-", "a"]]]` is `a*(1 - a)`.
 * @param {Tree} tree
 * @returns {string}
 */
export function text(tree) {
  const head = headOf(tree);
  const operands = operandsOf(tree);
  switch (head) {
    case null:
      return String(tree);
    case "+":
      return sumText(operands);
    case "-":
      return `-${within(operands[0], "+-")}`;
    case "*":
      return operands.map((each, k) => within(each, k === 0 ? "+-" : "+-/")).join("*");
    case "/":
      return `${within(operands[0], "+-")}/${within(operands[1], "+-*/")}`;
    default:
      return `${head}(${operands.map(text).join(", ")})`;
  }
}

/** @param {Tree[]} terms */
function sumText([first, ...others]) {
  let written = within(first, "+");
  for (const term of others) {
    if (headOf(term) === "-") written += ` - ${within(operandsOf(term)[0], "+-")}`;
    else written += ` + ${within(term, "+")}`;
  }
  return written;
}

/**
 * The text of an operand, in parentheses where its head is one of `heads`.
 * @param {Tree} tree
 * @param {string} heads
 */
function within(tree, heads) {
  const head = headOf(tree);
  return head !== null && heads.includes(head) ? `(${text(tree)})` : text(tree);
}

/**
 * The names that a tree reads, in the order of their appearance, each as often as it is read.
 * @param {Tree} tree
 * @returns {string[]}
 */
export function namesIn(tree) {
  return typeof tree === "string" ? [tree] : operandsOf(tree).flatMap(namesIn);
}

/**
 * A tree with other names, or trees, in place of those in `mapping`.
 * @param {Tree} tree
 * @param {Record<string, Tree>} mapping
 * @returns {Tree}
 */
export function renamed(tree, mapping) {
  if (typeof tree === "string") return Object.hasOwn(mapping, tree) ? mapping[tree] : tree;
  if (!Array.isArray(tree)) return tree;
  return [tree[0], ...operandsOf(tree).map((operand) => renamed(operand, mapping))];
}

/**
 * The sum of some trees; of one, that tree itself.
 * @param {Tree[]} terms
 * @returns {Tree}
 */
export function sumOf(terms) {
  return terms.length === 1 ? terms[0] : ["+", ...terms];
}

/**
 * The product of some trees: factors of 1 are left out, and a product among them is taken apart.
 * @param {Tree[]} factors
 * @returns {Tree}
 */
export function product(factors) {
  const flat = factors.flatMap((each) => operandsUnder("*", each));
  const kept = flat.filter((each) => each !== 1);
  if (kept.length === 0) return 1;
  return kept.length === 1 ? kept[0] : ["*", ...kept];
}
