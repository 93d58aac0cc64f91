/**
 * The form of the reader's own example as pairs of a link: `own.` begins the names of what the
 * present example was made of, `typed.` those of what was typed since and cannot be read. No
 * parameter can have such a name. All values are texts, shown and never run.
 *
 * @module
 */
import { homesOf, MOST_LAYERS, placesOf, usualNames } from "./own.js";

/** @import { Draft } from "./own.js" */
/** @import { Formulas } from "./writer.js" */

/**
 * A draft as lists of texts by field.
 * @typedef {Map<string, string[]>} Fields
 */

const LONGEST_FIELD = 40_000; // characters

/**
 * @param {Draft} draft
 * @returns {Fields}
 */
export function draftFields(draft) {
  const places = placesOf(draft.units, draft.bias);
  const homes = [...new Set(homesOf(places, usualNames(places, draft.names)))];
  const names = places.map(({ key }) => draft.names.get(key) ?? "");
  return new Map([
    ["title", [draft.title]],
    ["units", draft.units],
    ["hidden", [draft.hidden]],
    ["output", [draft.output]],
    ["bias", [draft.bias ? "yes" : "no"]],
    ["loss", [draft.loss]],
    ["rate", [draft.rate]],
    ["rows", draft.rows.split("\n")],
    ["names", names.every((name) => name === "") ? [] : names],
    ["values", homes.map((home) => draft.values.get(home) ?? "")],
    ["frozen", places.map(({ key }) => key).filter((key) => draft.frozen.has(key))],
  ]);
}

/**
 * The draft of some fields; where one does not fit, an Error says which.
 * @param {Fields} fields
 * @param {Formulas} formulas
 * @returns {Draft}
 */
export function draftFromFields(fields, formulas) {
  const text = (/** @type {string} */ field) => (fields.get(field) ?? []).join("\n");
  const word = (/** @type {string} */ field, /** @type {string[]} */ known) => {
    if (!known.includes(text(field))) refuseField(field, `one of ${known.join(", ")}`, text(field));
    return text(field);
  };
  const units = fields.get("units") ?? [];
  if (units.length < 2 || units.length > MOST_LAYERS) {
    refuseField("units", `those of 2 to ${MOST_LAYERS} layers`, units);
  }
  const bias = word("bias", ["yes", "no"]) === "yes";
  const places = placesOf(units, bias);
  const names = textsByKey(places.map(({ key }) => key), fields.get("names") ?? []);
  const homes = [...new Set(homesOf(places, usualNames(places, names)))];
  const activations = Object.keys(formulas.activations);
  return {
    title: text("title"),
    units,
    hidden: word("hidden", activations),
    output: word("output", activations),
    bias,
    loss: word("loss", Object.keys(formulas.losses)),
    rate: text("rate"),
    rows: text("rows"),
    names,
    values: textsByKey(homes, fields.get("values") ?? []),
    frozen: new Set(fields.get("frozen") ?? []),
  };
}

/**
 * @param {string[]} keys
 * @param {string[]} texts
 * @returns {Map<string, string>}
 */
function textsByKey(keys, texts) {
  return new Map(keys.slice(0, texts.length).map((key, k) => [key, texts[k]]));
}

/**
 * The pairs of a link for a draft, and for what was typed since.
 * @param {Draft} accepted
 * @param {Draft} typed
 * @returns {[name: string, value: string][]}
 */
export function draftPairs(accepted, typed) {
  const own = [...draftFields(accepted)].map(([field, texts]) => [field, encodeTexts(texts)]);
  const before = new Map(/** @type {[string, string][]} */ (own));
  const now = [...draftFields(typed)].map(([field, texts]) => [field, encodeTexts(texts)]);
  return [
    ...own.filter(([, value]) => value !== "").map(([field, value]) => pair("own", field, value)),
    ...now.filter(([field, value]) => value !== before.get(field))
      .map(([field, value]) => pair("typed", field, value)),
  ];
}

/**
 * @param {string} kind
 * @param {string} field
 * @param {string} value
 * @returns {[name: string, value: string]}
 */
function pair(kind, field, value) {
  return [`${kind}.${field}`, value];
}

/**
 * The draft of a link, and what was typed since; null where the link has none.
 * @param {(name: string) => string | null} take the value of a name of the link
 * @param {Draft} present
 * @param {Formulas} formulas
 */
export function takeDrafts(take, present, formulas) {
  /** @type {Fields} */
  const accepted = new Map();
  /** @type {Fields} */
  const typed = new Map();
  for (const field of draftFields(present).keys()) {
    const own = take(`own.${field}`);
    const since = take(`typed.${field}`);
    if (own !== null) accepted.set(field, decodeTexts(field, own));
    if (since !== null) typed.set(field, decodeTexts(field, since));
  }
  if (accepted.size + typed.size === 0) return null;
  return {
    accepted: draftFromFields(accepted, formulas),
    typed: draftFromFields(new Map([...accepted, ...typed]), formulas),
  };
}

/**
 * Texts with commas between. Each is encoded twice, since a value of a link is decoded before it is
 * taken apart; a blank is a plus sign.
 * @param {string[]} texts
 */
function encodeTexts(texts) {
  const encoded = texts.map((text) => encodeURIComponent(text.toWellFormed()));
  return encoded.map((text) => encodeURIComponent(text.replaceAll("%20", "+"))).join(",")
    .replaceAll("%2B", "+");
}

/**
 * @param {string} field
 * @param {string} value
 */
function decodeTexts(field, value) {
  if (value.length > LONGEST_FIELD) {
    refuseField(field, `at most ${LONGEST_FIELD} characters`, value.length);
  }
  if (value === "") return [];
  return value.split(",").map((text) => decodeURIComponent(text.replaceAll("+", "%20")));
}

/**
 * @param {string} field
 * @param {string} expected
 * @param {unknown} given
 * @returns {never}
 */
function refuseField(field, expected, given) {
  throw new Error(`own.${field} must be ${expected}, got "${given}"`);
}
