/**
 * What a printed text says as a number, as in printed.py.
 *
 * @module
 */

const MINUS_SIGNS = "\u2212\u2013\u2014\u2012\ufe63\uff0d";
/** Spaces, and the apostrophes that part thousands. */
const PARTING = " \t\n\r\u00a0\u2009\u202f\u2007_'\u2019";
/** What may stand before a number. */
const LEADING = "=\u2248~\u2245";
const SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b\u207a";
const RAISED = "0123456789-+"; // what each of them means
const TIMES_SIGNS = "\u00b7\u22c5\u2219\u00d7\u2a2f*xX";
const POWER = "10^";
/** Smaller units and larger numbers leave no room for what is computed from them. */
const LEAST_UNIT = 1e-290;
const MOST_PRINTED = 1e290;
const EXPECTED = "expected a number such as 0.755, \u22120.04, 1.2 \u00d7 10^-3, 1e-3 or 12%";

/**
 * The value of a printed number, and one unit in the last digit printed.
 * @param {string} text with minus signs of every kind, powers of ten, percent, thousands and
 *   decimal commas
 * @param {boolean} decimalComma how to take a text that can be read both ways: whether `1,234` is a
 *   little more than 1
 * @throws {Error} where the text is no number, or one too large, or has digits too small
 */
export function readNumber(text, decimalComma = false) {
  let plain = plainText(text);
  const sign = plain.startsWith("-") ? "-" : "";
  if (plain.startsWith("-") || plain.startsWith("+")) plain = plain.slice(1);
  let exponent = 0;
  if (plain.endsWith("%")) {
    plain = plain.slice(0, -1);
    exponent = -2;
  }
  const [mantissa, power] = mantissaAndPower(plain, text);
  const [whole, decimals] = halves(withoutThousands(mantissa, decimalComma), ".");
  if (!areDigits(whole + decimals)) throw noNumber(text);
  exponent += power;
  const value = Number(`${sign}${whole || "0"}.${decimals || "0"}e${exponent}`);
  if (Math.abs(value) > MOST_PRINTED) throw new Error(`"${text}" is too large a number`);
  const unit = Number(`1e${exponent - decimals.length}`);
  if (unit < LEAST_UNIT) throw new Error(`"${text}" has digits too small to compute with`);
  return { value, unit };
}

/** @param {string} text */
function noNumber(text) {
  return new Error(`"${text}" is no number: ${EXPECTED}`);
}

/** @param {string} text */
function areDigits(text) {
  return text !== "" && [...text].every((letter) => letter >= "0" && letter <= "9");
}

/**
 * What stands before the first `mark`, and what behind it.
 * @param {string} text
 * @param {string} mark
 */
function halves(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}

/**
 * The text with one kind of minus, without spaces, and with powers written in one way.
 * @param {string} text
 */
function plainText(text) {
  let plain = "";
  let raised = false;
  for (const letter of text) {
    const place = SUPERSCRIPTS.indexOf(letter);
    if (place >= 0) plain += raised ? RAISED[place] : `^${RAISED[place]}`;
    else if (MINUS_SIGNS.includes(letter)) plain += "-";
    else if (!PARTING.includes(letter)) plain += letter;
    raised = place >= 0;
  }
  while (plain !== "" && LEADING.includes(plain[0])) plain = plain.slice(1);
  plain = plain.replaceAll("**", "^").replaceAll("^{", "^").replaceAll("^(", "^");
  while (plain.endsWith("}") || plain.endsWith(")")) plain = plain.slice(0, -1);
  return plain;
}

/**
 * The mantissa as text, and the power of ten as a whole number.
 * @param {string} plain
 * @param {string} text as it was printed
 * @returns {[mantissa: string, power: number]}
 */
function mantissaAndPower(plain, text) {
  let written = plain;
  for (const times of TIMES_SIGNS) written = written.replaceAll(times + POWER, "e");
  if (written.startsWith(POWER)) written = `1e${written.slice(POWER.length)}`;
  written = written.replaceAll("E", "e");
  if (!written.includes("e")) return [written, 0];
  const [mantissa, power] = halves(written, "e");
  const unsigned = power.startsWith("-") ? power.slice(1) : power;
  const digits = unsigned.startsWith("+") ? unsigned.slice(1) : unsigned;
  if (!areDigits(digits) || digits.length > 3) throw noNumber(text);
  return [mantissa, Number(power)];
}

/**
 * The digits with a point before the decimals, and nothing between thousands.
 * @param {string} mantissa
 * @param {boolean} decimalComma
 */
function withoutThousands(mantissa, decimalComma) {
  const byComma = mantissa.split(",");
  const byPoint = mantissa.split(".");
  if (byComma.length > 1 && byPoint.length > 1) {
    const isComma = mantissa.lastIndexOf(",") > mantissa.lastIndexOf(".");
    const [decimal, parting] = isComma ? [",", "."] : [".", ","];
    if (mantissa.split(decimal).length > 2) return "?";
    return mantissa.replaceAll(parting, "").replaceAll(",", ".");
  }
  if (byPoint.length > 2) return partThousands(byPoint) ? byPoint.join("") : "?";
  if (byComma.length > 2) return partThousands(byComma) ? byComma.join("") : "?";
  if (byComma.length === 2 && !decimalComma && partThousands(byComma)) return byComma.join("");
  return mantissa.replaceAll(",", ".");
}

/**
 * Whether the parts between commas are groups of three digits, after a first one that is no zero.
 * @param {string[]} groups
 */
function partThousands([first, ...others]) {
  const begins = first.length >= 1 && first.length <= 3 && first[0] !== "0";
  return begins && others.every((group) => group.length === 3);
}

/**
 * Whether some of the texts can only be read with a decimal comma.
 * @param {string[]} texts
 */
export function usesDecimalComma(texts) {
  return texts.some((text) => {
    let plain = plainText(text);
    while (plain.startsWith("+") || plain.startsWith("-")) plain = plain.slice(1);
    const [mantissa] = halves(plain, "e");
    const groups = mantissa.split(",");
    return groups.length === 2 && !mantissa.includes(".") && !partThousands(groups);
  });
}
