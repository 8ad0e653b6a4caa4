/** Colours and ranges of the focal plane. */
import { expect, test } from "vitest";
import { colorAt, fractionOf, scales, valueRange } from "./color-scale.ts";

test("ends, steps and mixtures of a scale", () => {
  expect(colorAt(scales.cividis, 0)).toBe("#00224e");
  expect(colorAt(scales.cividis, 7)).toBe("#fee838");
  expect(colorAt(["#000000", "#ffffff"], 0.5)).toBe("#808080");
});

test("the red scale lights the red channel alone", () => {
  for (let at = 0; at <= 20; at += 1) expect(colorAt(scales.red, at / 20).slice(3)).toBe("0000");
});

test("a few values are shown whole, many are clipped at their ends and say so", () => {
  expect(valueRange([3, 1, 2])).toEqual({ from: 1, to: 3, clippedBelow: false, clippedAbove: false });
  const many = [...Array.from({ length: 100 }, (_, at) => at), 9999];
  expect(valueRange(many)).toEqual({ from: 2, to: 98, clippedBelow: true, clippedAbove: true });
  expect(valueRange([])).toBeNull();
});

test("detectors that agree are not spread over the whole scale", () => {
  const range = valueRange([0.97, 0.971, 0.969]);
  expect((range?.to ?? 0) - (range?.from ?? 0)).toBeCloseTo(0.0194, 6);
  expect(range).toMatchObject({ clippedBelow: false, clippedAbove: false });
});

test("a flat focal plane lies in the middle of the scale", () => {
  expect(fractionOf({ from: 2, to: 2, clippedBelow: false, clippedAbove: false }, 2)).toBe(0.5);
});
