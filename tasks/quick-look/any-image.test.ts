/** Whatever the pixels are, every metric has a finite value or a reason, and nothing throws. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AmpStatistics } from "#analysis/detector/amp-statistics.ts";
import { detectorResult } from "#contracts/result.ts";
import { quickLookMetrics } from "./contract.ts";
import { run } from "./run.ts";

const pixel = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 90, max: 110 }) },
  { weight: 1, arbitrary: fc.float() },
  { weight: 1, arbitrary: fc.constantFrom(0, 65_535, -1e30, 3e38, Number.NaN, Number.POSITIVE_INFINITY) },
);
const anyImage = fc
  .record({ width: fc.integer({ min: 1, max: 48 }), height: fc.integer({ min: 1, max: 48 }) })
  .chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      pixels: fc.array(pixel, { minLength: 1, maxLength: 200 }),
      level: fc.constantFrom(null, 65_535),
      imageType: fc.constantFrom(null, "bias", "dark", "flat", "science"),
    }),
  );
const amp: AmpStatistics = {
  name: "",
  hdu: 0,
  overscanPixels: 0,
  overscanMedian: null,
  overscanStd: null,
  dataPixels: 0,
  dataMedian: null,
  saturatedPixels: null,
  gain: null,
  nominalReadNoise: null,
};

test("a value or a reason for everything", { timeout: 30_000 }, () => {
  const shape = detectorResult.pick({
    metrics: true,
    missing: true,
    errors: true,
    samples: true,
    amps: true,
    plots: true,
  });
  fc.assert(
    fc.property(anyImage, ({ width, height, pixels, level, imageType }) => {
      // The pixels drawn are repeated in an order that makes clumps and stripes of all sizes.
      const data = Float32Array.from({ length: width * height }, (_, at) => pixels[(at * at) % pixels.length] ?? 0);
      const image = { width, height, data, hdu: 0, headers: [], saturatedPixels: level, saturationLevel: level };
      const outcome = run({ ...image, amps: [amp], warnings: [] }, {}, { pixelScaleArcsec: 0.2, imageType });
      for (const key of quickLookMetrics) {
        expect(outcome.metrics[key] === null ? outcome.missing[key] : outcome.metrics[key], key).toBeTypeOf(
          outcome.metrics[key] === null ? "string" : "number",
        );
      }
      // JSON has no NaN: what comes back the same holds none.
      const sent = JSON.parse(JSON.stringify(shape.parse(outcome)));
      expect(shape.parse(sent)).toEqual(shape.parse(outcome));
    }),
    { numRuns: 150 },
  );
});
