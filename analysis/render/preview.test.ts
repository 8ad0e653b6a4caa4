import { expect, test } from "vitest";
import { binImage } from "./bin-image.ts";
import { percentileRange } from "./percentile-range.ts";
import { renderPreview } from "./preview.ts";
import { zscale } from "./zscale.ts";

test("blocks are averaged, cut at the edge, and NaN does not count", () => {
  const data = Float32Array.of(1, 3, 5, 5, 7, 5, Number.NaN, Number.NaN, 9);
  const binned = binImage(data, 3, 3, 2);
  expect([binned.width, binned.height, binned.factor]).toEqual([2, 2, 2]);
  expect([...binned.data]).toEqual([4, 5, Number.NaN, 9]);
  expect(binImage(data, 3, 3, 3).factor).toBe(1);
});

test("zscale agrees with astropy's ZScaleInterval", () => {
  const data = Float32Array.from({ length: 1000 }, (_, x) => (x % 97 === 0 ? 5000 : 100 + ((x * 7919) % 1000) / 100));
  const range = zscale(data)!;
  expect(range.low).toBeCloseTo(100.02, 4);
  expect(range.high / 125.32578).toBeCloseTo(1, 2);
});

test("zscale of nothing, and of one value", () => {
  expect(zscale(Float32Array.of(Number.NaN))).toBeNull();
  expect(zscale(new Float32Array(50).fill(3))).toEqual({ low: 3, high: 3 });
});

const options = { maxSidePx: 1024, stretch: "asinh" as const, cutPercent: 10, softness: 0.1, headroom: 10 };

test("percentiles as numpy's, linear between ranks; what has no value does not count", () => {
  // numpy.percentile([0 … 10], [12.5, 87.5]) is 1.25 and 8.75.
  const values = Float32Array.of(10, 0, 1, 2, 3, 4, Number.NaN, 5, 6, 7, 8, 9);
  expect(percentileRange(values, 12.5)).toEqual({ low: 1.25, high: 8.75 });
  expect(percentileRange(Float32Array.of(Number.NaN), 1)).toBeNull();
});

test("the percentile stretch is linear between its ends and cuts what lies beyond", () => {
  const ramp = Float32Array.from({ length: 101 }, (_, at) => at);
  const { gray } = renderPreview(ramp, 101, 1, { ...options, stretch: "percentile" });
  expect([gray[5], gray[10], gray[50], gray[90], gray[95]]).toEqual([0, 0, 128, 255, 255]);
  const level = renderPreview(new Float32Array(9).fill(7), 3, 3, { ...options, stretch: "percentile" });
  expect(new Set(level.gray)).toEqual(new Set([128]));
});

test("the image's first row is the lowest of the picture; brighter is whiter; no value is black", () => {
  const data = Float32Array.from({ length: 400 }, (_, i) => i % 20);
  data[0] = 1000;
  data[399] = Number.NaN;
  const { widthPx, heightPx, gray } = renderPreview(data, 20, 20, { ...options, headroom: 1 });
  expect([widthPx, heightPx]).toEqual([20, 20]);
  expect(gray[19 * 20]).toBe(255);
  expect(gray[19]).toBe(0);
  expect(gray[10 * 20 + 3]).toBeLessThan(gray[10 * 20 + 15]!);
});
