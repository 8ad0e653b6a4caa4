/** Ticks and places of the small plots. */
import { expect, test } from "vitest";
import { decades, placeOf, roundTicks } from "./plot-axis.ts";

test("ticks are round and lie within", () => {
  expect(roundTicks(293, 1245, 4)).toEqual([500, 750, 1000]);
  expect(roundTicks(0, 9, 5)).toEqual([0, 2, 4, 6, 8]);
  expect(roundTicks(0, 0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
});

test("a range without extent has no ticks, and its values lie in the middle", () => {
  expect(roundTicks(5, 5, 4)).toEqual([]);
  expect(roundTicks(5, Number.NaN, 4)).toEqual([]);
  expect(placeOf({ from: 5, to: 5, fromPx: 0, toPx: 100 }, 5)).toBe(50);
});

test("an axis may run upwards", () => {
  expect(placeOf({ from: 0, to: 10, fromPx: 200, toPx: 0 }, 2.5)).toBe(150);
});

test("decades", () => {
  expect(decades(14164)).toEqual([1, 10, 100, 1000, 10000]);
  expect(decades(0)).toEqual([]);
});
