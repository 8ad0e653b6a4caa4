/** Percentiles from buckets against the exact ones. */
import { expect, test } from "vitest";
import { seededNormal } from "../../fixtures/seeded-noise.ts";
import { bucketCount, bucketOf, percentileMs, upperMs } from "./latency-histogram.ts";

test("every span falls into the bucket that ends at or after it and begins before it", () => {
  for (const ms of [1.0001, 1.5, 2, 10, 99.9, 100, 1234, 65_432, 999_999]) {
    const bucket = bucketOf(ms);
    expect(upperMs(bucket), `${ms}`).toBeGreaterThanOrEqual(ms * (1 - 1e-9));
    expect(upperMs(bucket - 1), `${ms}`).toBeLessThan(ms);
  }
  expect([bucketOf(-5), bucketOf(0), bucketOf(1), bucketOf(Number.NaN)]).toEqual([0, 0, 0, 0]);
  expect(bucketOf(1e9)).toBe(bucketCount - 1);
});

test("a percentile is within 6 % of the exact one", () => {
  const noise = seededNormal(7);
  const spans = Array.from({ length: 5000 }, () => 10 ** (1 + Math.abs(noise())));
  const counts = new Map<number, number>();
  for (const ms of spans) counts.set(bucketOf(ms), (counts.get(bucketOf(ms)) ?? 0) + 1);
  spans.sort((left, right) => left - right);
  for (const percent of [50, 95, 99]) {
    const exact = spans[Math.ceil((percent / 100) * spans.length) - 1] ?? Number.NaN;
    expect(Math.abs((percentileMs(counts, percent) ?? 0) / exact - 1), `p${percent}`).toBeLessThan(0.06);
  }
  expect(percentileMs(new Map(), 50)).toBeNull();
});
