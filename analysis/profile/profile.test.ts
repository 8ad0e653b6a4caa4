/** Histogram and mesh structure on arrays whose answers are known. */
import { expect, test } from "vitest";
import { meshStructure } from "./mesh-structure.ts";
import { pixelHistogram } from "./pixel-histogram.ts";

test("a ramp fills every bin alike; extremes and holes stay outside", () => {
  const ramp = Float32Array.from({ length: 12_800 }, (_, at) => at);
  ramp[0] = -1e6;
  ramp[12_799] = 1e9;
  ramp[5000] = Number.NaN;
  const histogram = pixelHistogram(ramp, 128, 100)!;
  expect([histogram.below, histogram.above]).toEqual([12, 12]);
  expect([histogram.from, histogram.to]).toEqual([12, 12_787]);
  expect(histogram.counts.length).toBe(128);
  expect(histogram.counts.reduce((sum, count) => sum + count, 0) + 24).toBe(12_799);
  for (const count of histogram.counts) expect(Math.abs(count - 12_775 / 128)).toBeLessThanOrEqual(1.3);
});

test("whole numbers over few values have a bin each, none of them empty", () => {
  // 64 values, as a bias has: 128 bins of half a count would leave every other one empty.
  const bias = Float32Array.from({ length: 12_800 }, (_, at) => 1000 + (at % 64));
  const histogram = pixelHistogram(bias, 128, 100)!;
  expect([histogram.from, histogram.to, histogram.counts.length]).toEqual([999.5, 1063.5, 64]);
  expect(new Set(histogram.counts)).toEqual(new Set([200]));
});

test("a constant image is one bin; one without values has none", () => {
  expect(pixelHistogram(new Float32Array(100).fill(7), 10, 10)).toMatchObject({ from: 7, to: 7, below: 0, above: 0 });
  expect(pixelHistogram(new Float32Array(100).fill(7), 10, 10)!.counts[0]).toBe(100);
  expect(pixelHistogram(new Float32Array(4).fill(Number.NaN), 2, 2)).toBeNull();
});

test("the mesh: its scatter, and the range of an 8 × 8 grid of means", () => {
  const slope = { columns: 16, rows: 16, level: Float32Array.from({ length: 256 }, (_, at) => at % 16) };
  const { rms, range, cells } = meshStructure(slope);
  // Standard deviation of 0…15; means of column pairs go from 0.5 to 14.5.
  expect(rms).toBeCloseTo(Math.sqrt((16 ** 2 - 1) / 12), 9);
  expect(range).toBeCloseTo(14, 9);
  expect(cells).toBe(256);
  expect(meshStructure({ columns: 3, rows: 1, level: Float32Array.of(1, 2, 6) }).range).toBe(5);
  expect(meshStructure({ columns: 1, rows: 1, level: Float32Array.of(4) })).toEqual({ rms: 0, range: 0, cells: 1 });
  const cut = { columns: 3, rows: 2, level: Float32Array.of(1, 3, 90, 80, 70, 60) };
  expect(meshStructure(cut, { columns: 2, rows: 1 })).toEqual({ rms: 1, range: 2, cells: 2 });
  expect(meshStructure(cut, { columns: 0, rows: 0 }).cells).toBe(6);
});
