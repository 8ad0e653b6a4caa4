/** The language of contracts: what it computes, and that nothing else parses. */
import { expect, test } from "vitest";
import { contractText, holds, parseContract } from "./contract-expression.ts";
import type { Plain } from "./yaml-tree.ts";

const values: Record<string, Plain> = { "t.a": 5, "t.b": "red", "t.on": true, "t.list": ["x", "y"], "t.none": null };
const truth = (text: string) => holds(parseContract(text), (label, path) => values[[label, ...path].join(".")] ?? null);

test.each([
  ["t.a == 5 and t.b == 'red'", true],
  ["t.a < 5 or t.a >= 5", true],
  ["not t.on", false],
  ["not not t.on", true],
  ["t.b in ['red', \"blue\"]", true],
  ["t.a not in [1, 2]", true],
  ["t.list == ['x', 'y']", true],
  ["t.none == None", true],
  ["t.a != -5e0 and (t.on == False or t.a > 4.5)", true],
  ["t.on or t.a and t.b", true],
])("%s is %s, also when it was written and read again", (text, expected) => {
  expect(truth(text)).toBe(expected);
  expect(truth(contractText(parseContract(text)))).toBe(expected);
});

test.each([
  "t.a + 1 == 2",
  "len(t.a)",
  "__import__('os')",
  "t.a == 5;",
  "a == 1",
  "1 < t.a < 9",
  "",
  "t.a ==",
  "(t.a == 5",
  "[1, 2",
])("%s does not parse", (text) => {
  expect(() => parseContract(text)).toThrow();
});

test("what has no meaning is an error, not false", () => {
  expect(() => truth("t.b > 3")).toThrow('"red" > 3 has no meaning');
  expect(() => truth("t.a and t.on")).toThrow("neither true nor false");
  expect(() => truth("t.a in t.b")).toThrow("needs a list");
});

test("nesting has an end", () => {
  expect(() => parseContract(`${"(".repeat(5000)}t.on${")".repeat(5000)}`)).toThrow("nested too deeply");
});
