/** Numbers on the page. */
import { expect, test } from "vitest";
import { countOf, formatBytes, formatDifference, formatNumber } from "./number.ts";

test("a missing number is a dash, never a zero", () => {
  for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) expect(formatNumber(value, 2)).toBe("–");
  expect(formatNumber(0, 2)).toBe("0.00");
});

test("digits are kept, thousands are set apart from five figures on", () => {
  expect(formatNumber(0.8349, 2)).toBe("0.83");
  expect(formatNumber(1204, 0)).toBe("1204");
  expect(formatNumber(48120, 0)).toBe("48\u202f120");
  expect(formatNumber(1234567.25, 1)).toBe("1\u202f234\u202f567.3");
});

test("a value that rounds to zero has no sign", () => {
  expect(formatNumber(-0.001, 2)).toBe("0.00");
  expect(formatNumber(-0.01, 2)).toBe("−0.01");
});

test("differences say their direction", () => {
  expect(formatDifference(0.123, 2)).toBe("+0.12");
  expect(formatDifference(-0.123, 2)).toBe("−0.12");
  expect(formatDifference(0.0004, 2)).toBe("±0");
});

test("bytes", () => {
  expect(formatBytes(512)).toBe("512 B");
  expect(formatBytes(33_400_000)).toBe("33.4 MB");
  expect(formatBytes(999)).toBe("999 B");
  expect(formatBytes(1_500_000_000)).toBe("1.50 GB");
  expect(formatBytes(null)).toBe("–");
});

test("counts agree with their noun", () => {
  expect(countOf(1, "night")).toBe("1 night");
  expect(countOf(0, "night")).toBe("0 nights");
  expect(countOf(2, "box", "boxes")).toBe("2 boxes");
});
