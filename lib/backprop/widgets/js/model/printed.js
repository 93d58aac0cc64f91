/** Stand-in until printed.py is settled. */

/** @param {string} text */
export function readNumber(text) {
  const plain = text.trim().replaceAll("\u2212", "-").replaceAll(",", ".");
  const value = plain === "" ? NaN : Number(plain);
  if (!Number.isFinite(value)) throw new Error(`expected a number such as "0.25", got "${text}"`);
  const [mantissa, exponent] = plain.split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  return { value, unit: 10 ** (Number(exponent ?? 0) - decimals) };
}
