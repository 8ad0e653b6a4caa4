/** Counting lines. */
import { expect, test } from "vitest";
import { countLines } from "./line-limit.ts";

test.each([
  ["", 0],
  ["a", 1],
  ["a\n", 1],
  ["a\nb", 2],
  ["\n\n", 2],
])("%j has %d lines", (text, lines) => {
  expect(countLines(text)).toBe(lines);
});
