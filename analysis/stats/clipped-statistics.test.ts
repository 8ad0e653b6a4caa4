/** References: astropy 8.0.2 `sigma_clipped_stats(values, sigma=3)` with numpy 2.4.6. */
import { expect, test } from "vitest";
import { clippedStatistics } from "./clipped-statistics.ts";
import { errorOfMedian } from "./error-of-median.ts";
import { evenStride, sampleEvenly } from "./even-stride.ts";

const counts = [10, 11, 9, 10, 12, 8, 10, 11, 10, 9, 10, 30, -25, 10, 11, 12, 9, 10, 8, 11, 14, 10, 9, 10, 11];

test("whole numbers: median of all, mean and deviation of the kept", () => {
  const found = clippedStatistics(Float32Array.from(counts))!;
  expect(found).toMatchObject({ count: 25, kept: 22, median: 10 });
  expect(found.mean).toBeCloseTo(10.045454545454545, 12);
  expect(found.std).toBeCloseTo(1.0650340467145438, 12);
});

test("fractions are sorted instead of counted, with the same meaning", () => {
  const found = clippedStatistics(Float32Array.from(counts, (count, at) => 0.37 * count + 0.01 * at))!;
  expect(found).toMatchObject({ count: 25, kept: 22 });
  expect(found.median).toBeCloseTo(3.83, 6);
  expect(found.mean).toBeCloseTo(3.8336363705721768, 12);
  expect(found.std).toBeCloseTo(0.399562790910099, 12);
});

test("a call leaves nothing behind for the next, whichever way it went", () => {
  const first = clippedStatistics(Float32Array.from(counts));
  clippedStatistics(Float32Array.of(10, 11, 12, 0.5));
  clippedStatistics(Float32Array.of(10, 11, 1e9));
  expect(clippedStatistics(Float32Array.from(counts))).toEqual(first);
});

test("values that are none do not count; constant and empty lists", () => {
  const holes = Float32Array.of(Number.NaN, ...counts, Number.POSITIVE_INFINITY);
  expect(clippedStatistics(holes)).toMatchObject({ count: 25, kept: 22, median: 10 });
  expect(clippedStatistics(holes)!.std).toBeCloseTo(1.0650340467145438, 12);
  expect(clippedStatistics(Float32Array.of(7, 7, 7))).toEqual({ count: 3, kept: 3, median: 7, mean: 7, std: 0 });
  expect(clippedStatistics(Float32Array.of(Number.NaN))).toBeNull();
  expect(clippedStatistics(new Float32Array(0))).toBeNull();
});

test("the error of a median: 1.2533 · 1.4826 · MAD / √n, by hand", () => {
  // Median 3, deviations 2 1 0 1 97: MAD 1.
  expect(errorOfMedian([1, 2, 3, 4, 100])).toBeCloseTo((1.2533 * 1.4826) / Math.sqrt(5), 12);
  expect(errorOfMedian([1, 2, 3, 4, 100], 1.25)).toBeCloseTo((1.2533 * 1.4826) / Math.sqrt(1.25), 12);
  expect(errorOfMedian([1, 2])).toBeNull();
  expect(errorOfMedian([4, 4, 4, 4])).toBeNull();
});

test("a sample takes every column in turn", () => {
  expect(evenStride(512, 2002, 65_536)).toBe(15);
  expect(evenStride(6, 4, 8)).toBe(5);
  const columns = Float32Array.from({ length: 24 }, (_, at) => at % 6);
  expect([...sampleEvenly(columns, 6, 4, 8)]).toEqual([0, 5, 4, 3, 2]);
  expect(sampleEvenly(columns, 6, 4, 100)).toEqual(columns);
});
