// Numbers and rows as people type and paste them.
import assert from "node:assert/strict";
import { cellNumber, readTable } from "../../lib/backprop/widgets/js/model/table.js";

const FOUR = ["i1", "i2", "t1", "t2"];
const WANTED = [[0.05, 0.1, 0.01, 0.99], [1, -2, 3000, 0.25]];

for (
  const [text, value] of /** @type {[string, number][]} */ ([
    ["0.5", 0.5],
    [" -0,5 ", -0.5],
    ["\u22120.5", -0.5],
    ["+3", 3],
    [".5", 0.5],
    ["5.", 5],
    ["1e-3", 0.001],
    ["1,5E+2", 150],
    ["1.234,5", 1234.5],
    ["12%", 0.12],
    ["2\u00b710^-3", 0.002],
  ])
) {
  Deno.test(`"${text}" is the number ${value}`, () => assert.equal(cellNumber(text), value));
}

for (
  const text of [
    "",
    "-",
    ".",
    "1.2.3",
    "0x10",
    "1e",
    "e5",
    "1e5e5",
    "1e999",
    "NaN",
    "Infinity",
    "1 2",
  ]
) {
  Deno.test(`"${text}" is no number`, () => assert.ok(Number.isNaN(cellNumber(text))));
}

for (
  const [what, text] of [
    ["blanks", "0.05 0.1  0.01 0.99\n1 -2 3000 .25"],
    ["commas", "0.05,0.1,0.01,0.99\n1, -2, 3000, 0.25"],
    ["tabs", "0.05\t0.1\t0.01\t0.99\n1\t-2\t3000\t0.25"],
    ["tabs and decimal commas", "0,05\t0,1\t0,01\t0,99\n1\t-2\t3000\t0,25\n"],
    ["semicolons and decimal commas", "0,05;0,1;0,01;0,99\r\n\r\n1; -2; 3e3; 0,25\r\n"],
    ["blanks and decimal commas", "0,05 0,1 0,01 0,99\n1,0 -2,0 3000,0 0,25"],
    ["headings", "i1;i2;t1;t2\n0.05;0.1;0.01;0.99\n1;-2;3000;0.25"],
  ]
) {
  Deno.test(`rows are read with ${what}`, () => {
    const { rows, problem } = readTable(text, FOUR);
    assert.equal(problem, "");
    assert.deepEqual(rows, WANTED);
  });
}

Deno.test("one column may have decimal commas, and two columns commas between", () => {
  assert.deepEqual(readTable("1,5\n2,5", ["i1"]).rows, [[1.5], [2.5]]);
  assert.deepEqual(readTable("1,5\n2,5", ["i1", "t1"]).rows, [[1, 5], [2, 5]]);
});

Deno.test("the headings of a spreadsheet are told", () => {
  assert.deepEqual(readTable("height weight\n1 2", ["i1", "t1"]).headings, ["height", "weight"]);
});

for (
  const [text, told] of [
    ["", "There is no example yet: write one a line."],
    ["1 2 3 4\n\n1 2 3", "Line 3: it must hold 4 numbers, for i1 i2 t1 t2; got 3."],
    ["1 2 3 4\n1 2 x 4", 'Line 2: t1 must be a number, got "x".'],
    ["1\t2\t\t4", 'Line 1: t1 must be a number, got "".'],
    ["a b c d", 'Line 1: i1 must be a number, got "a".'],
  ]
) {
  Deno.test(`rows are refused: ${told}`, () => assert.equal(readTable(text, FOUR).problem, told));
}
