/** The median by bracket and kernel against sorting. */
import { expect, test } from "vitest";
import { seededNormal } from "../../fixtures/seeded-noise.ts";
import { medianOfPixels } from "./median-of-pixels.ts";

/** By sorting, as anyone would. */
function bySorting(data: Float32Array): number | null {
  const finite = data.filter(Number.isFinite).sort();
  const middle = finite.length >> 1;
  if (finite.length === 0) return null;
  return finite.length % 2 === 1 ? finite[middle]! : (finite[middle - 1]! + finite[middle]!) / 2;
}

const size = 200_003;
const normal = seededNormal(9);
const images: Record<string, Float32Array> = {
  "a sky": new Float32Array(size).map(() => 1000 + 30 * normal()),
  "an even number": new Float32Array(size + 1).map(() => 30 * normal()),
  "whole numbers": new Float32Array(size).map(() => Math.round(2 * normal())),
  "mostly one value": new Float32Array(size).map((_, i) => (i % 10 === 0 ? normal() : 7)),
  "two levels": new Float32Array(size + 1).map((_, i) => (i % 2 === 0 ? -3 : 5)),
  "holes and infinities": new Float32Array(size).map((_, i) =>
    i % 3 === 0
      ? Number.NaN
      : i % 17 === 0
        ? Number.POSITIVE_INFINITY
        : i % 19 === 0
          ? Number.NEGATIVE_INFINITY
          : normal(),
  ),
  "rising with the rows": new Float32Array(size).map((_, i) => i + normal()),
  "a pattern in step with the sample": new Float32Array(4 * 65536).map(
    (_, i) => (i % 16 === 0 ? 100 : -1) * Math.abs(normal()),
  ),
  "no value": new Float32Array(size).fill(Number.NaN),
};

test.each(Object.entries(images))("%s", (_, data) => {
  expect(medianOfPixels(data)).toBe(bySorting(data));
  expect(medianOfPixels(data, null)).toBe(bySorting(data));
});
