import assert from "node:assert/strict";
import {
  fitted,
  number,
  short,
  spoken,
  withMinus,
} from "../../lib/backprop/widgets/js/drawing/numbers.js";

Deno.test("a number keeps its significant digits and no zeros behind them", () => {
  assert.equal(number(0.29837110876), "0.298371109");
  assert.equal(number(0.5), "0.5");
  assert.equal(number(100), "100");
  assert.equal(number(0), "0");
  assert.equal(number(-2.5e-10, 3), "-2.5e-10");
  assert.equal(number(1.2e21, 9), "1.2e21");
  assert.equal(number(Number.MAX_VALUE, 4), "1.798e308");
});

Deno.test("a number is written out below a million, and an exponent has no plus", () => {
  assert.equal(number(79180.3, 4), "79180");
  assert.equal(number(-791803, 4), "-791800");
  assert.equal(number(7918034, 4), "7.918e6");
  assert.equal(number(7918034), "7918034");
  assert.equal(number(-7.918e-9, 4), "-7.918e-9");
  assert.equal(short(-791803), "\u2212791800");
});

Deno.test("a number that is too large is said in words", () => {
  for (const value of [Infinity, -Infinity, NaN]) {
    assert.equal(number(value), "overflow");
    assert.equal(short(value), "overflow");
    assert.equal(spoken(value), "overflow");
  }
});

Deno.test("panels show four digits, and two beside an exponent", () => {
  assert.equal(short(0.149780716), "0.1498");
  assert.equal(short(0.15), "0.15");
  assert.equal(short(-1.7767), "\u22121.777");
  assert.equal(short(0.00043857), "4.4e\u22124");
  assert.equal(short(100000), "100000");
  assert.equal(short(4.3857e-9), "4.4e\u22129");
  assert.equal(short(-7.1e37), "\u22127.1e37");
  assert.equal(short(0), "0");
});

Deno.test("the point is spoken with four decimals and a plain minus", () => {
  assert.equal(spoken(0.4), "0.4000");
  assert.equal(spoken(-12.345), "-12.35");
  assert.equal(spoken(1e60), "1e60");
  assert.equal(spoken(0.00012), "1.2e-4");
});

Deno.test("the eye gets a true minus everywhere", () => {
  assert.equal(withMinus("-1e-7"), "\u22121e\u22127");
});

Deno.test("in the diagram a number is never longer than its place", () => {
  assert.equal(fitted(0.149780716), "0.1498");
  assert.equal(fitted(-0.0226019), "\u22120.0226");
  assert.equal(fitted(-0.001234), "\u22120.0012");
  assert.equal(fitted(0.0009954), "9.95e\u22124");
  assert.equal(fitted(-0.0004977), "\u22125e\u22124");
  assert.equal(fitted(0), "0");
  assert.equal(fitted(7918034), "7.9e6");
  assert.equal(fitted(-123456), "\u2212123500");
  assert.equal(fitted(-1.2e300), "\u22121e300");
  assert.equal(fitted(Infinity), "too large");
  assert.equal(fitted(NaN), "too large");
});
