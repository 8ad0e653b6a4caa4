import fc from "fast-check";
import { expect, test } from "vitest";
import { medianInPlace } from "./median.ts";
import { medianOfPixels } from "./median-of-pixels.ts";

function bySorting(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

test("both medians are the middle of the sorted values", () => {
  const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.float({ noNaN: false, noDefaultInfinity: true }));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), (values) => {
      const floats = Float32Array.from(values);
      const expected = bySorting([...floats]);
      const ofPixels = medianOfPixels(floats);
      expect(ofPixels === null ? Number.NaN : ofPixels + 0).toBe(expected + 0);
      expect(medianInPlace(floats) + 0).toBe(expected + 0);
    }),
  );
});

test("pixels without a value and infinite ones do not count", () => {
  const pixels = Float32Array.of(Number.NaN, 3, Number.POSITIVE_INFINITY, -1, Number.NEGATIVE_INFINITY);
  expect(medianOfPixels(pixels)).toBe(1);
  expect(medianOfPixels(Float32Array.of(Number.NaN))).toBeNull();
  expect(medianOfPixels(new Float32Array(0))).toBeNull();
});
