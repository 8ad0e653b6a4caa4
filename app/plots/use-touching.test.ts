/** Which changes of an exposure a plot draws. */
import { expect, test } from "vitest";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { isTouched } from "./use-touching.ts";

const before = sampleExposure(1, { header: { band: "r" }, metrics: { sky_bg: 900, psf_fwhm: 0.8 } });
const sky = [{ value: ({ metrics }: ExposureSummary) => metrics["sky_bg"] ?? null }];

test("a plot draws what it shows, and nothing else that changed", () => {
  const other = { ...before, revision: 2, metrics: { ...before.metrics, psf_fwhm: 0.9 } };
  expect(isTouched({ before, now: other }, sky)).toBe(false);
  expect(isTouched({ before, now: { ...other, metrics: { sky_bg: 901 } } }, sky)).toBe(true);
});

test("a new exposure and another band are drawn in any plot", () => {
  expect(isTouched({ before: null, now: before }, sky)).toBe(true);
  const now = sampleExposure(1, { header: { band: "y" }, metrics: before.metrics });
  expect(isTouched({ before, now }, sky)).toBe(true);
});
