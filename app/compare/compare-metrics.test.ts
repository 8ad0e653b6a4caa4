/** SPEC F5: two exposures metric by metric. */
import { expect, test } from "vitest";
import type { ExposureDetail } from "#contracts/exposure.ts";
import { metricOf } from "#contracts/metrics.ts";
import { syntheticDetail } from "../../fixtures/synthetic-exposure.ts";
import { compareMetric } from "./compare-metrics.ts";

/** An exposure whose detectors have these values of a metric, and these errors. */
function exposure(key: string, values: readonly (number | null)[], errors: readonly number[] = []): ExposureDetail {
  const detail = syntheticDetail(1);
  const detectors = detail.detectors.slice(0, values.length).map((record, at) => ({
    ...record,
    metrics: { [key]: values[at] ?? null },
    missing: values[at] === null ? { [key]: "no stars" } : {},
    errors: errors[at] === undefined ? {} : { [key]: errors[at] },
  }));
  const known = values.flatMap((value) => value ?? []).sort((a, b) => a - b);
  return { ...detail, detectors, expected: values.length, metrics: { [key]: known[known.length >> 1] ?? null } };
}
const compare = (key: string, a: ExposureDetail, b: ExposureDetail) => compareMetric(key, metricOf(key), a, b);

test("F5: a single detector's difference is judged by both errors", () => {
  const a = exposure("psf_fwhm", [0.9], [0.03]);
  expect(compare("psf_fwhm", a, exposure("psf_fwhm", [0.8], [0.04]))).toMatchObject({
    difference: expect.closeTo(0.1, 12),
    error: expect.closeTo(0.05, 12),
    ratio: expect.closeTo(1.125, 12),
    sigmas: expect.closeTo(2, 9),
    verdict: "alike",
    unit: "arcsec",
  });
  expect(compare("psf_fwhm", a, exposure("psf_fwhm", [0.7], [0.04]))).toMatchObject({ verdict: "differs" });
  expect(compare("psf_fwhm", a, exposure("psf_fwhm", [0.7]))).toMatchObject({ verdict: "untold", sigmas: null });
});

test("F5: several detectors are compared each with itself", () => {
  // Bias levels scatter by hundreds; what matters is that each rose by about 2.
  const levels = [23_000, 24_100, 25_300, 22_800, 24_000];
  const risen = [2.0, 2.1, 1.9, 2.2, 1.8].map((by, at) => (levels[at] ?? 0) + by);
  const compared = compare("overscan_median", exposure("overscan_median", risen), exposure("overscan_median", levels));
  // By hand: median 2.0, absolute deviations 0, .1, .1, .2, .2 with median .1.
  expect(compared?.paired).toEqual({
    n: 5,
    median: expect.closeTo(2, 9),
    error: expect.closeTo((1.2533 * 1.4826 * 0.1) / Math.sqrt(5), 9),
  });
  expect(compared).toMatchObject({ verdict: "differs", ratio: null });
  const scattered = [5, -6, 4, -5, 0.5].map((by, at) => (levels[at] ?? 0) + by);
  const noise = compare("overscan_median", exposure("overscan_median", scattered), exposure("overscan_median", levels));
  expect(noise?.verdict).toBe("alike");
  expect(
    compare("overscan_median", exposure("overscan_median", levels), exposure("overscan_median", levels)),
  ).toMatchObject({ verdict: "identical", difference: 0 });
});

test("F5: what one lacks, or counts in another unit, has no difference", () => {
  const [a, b] = [exposure("sky_bg", [100]), exposure("sky_bg", [null])];
  expect(compare("sky_bg", a, b)).toMatchObject({ verdict: "one-only", difference: null, why: [null, "no stars"] });
  expect(compare("sky_bg", b, b)).toBeNull();
  const gained = { ...a, detectors: a.detectors.map((record) => ({ ...record, pixelUnit: "electron" as const })) };
  expect(compare("sky_bg", a, gained)).toMatchObject({ verdict: "units", difference: null, unit: "ADU and e⁻" });
  const e1 = compare("psf_e1", exposure("psf_e1", [0.02]), exposure("psf_e1", [0.01]));
  expect(e1).toMatchObject({ ratio: null, difference: expect.closeTo(0.01, 12) });
});
