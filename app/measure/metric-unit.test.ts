import { expect, test } from "vitest";
import { metricOf } from "#contracts/metrics.ts";
import { metricUnit } from "./metric-unit.ts";

test.each([
  ["sky_bg", "adu", "ADU"],
  ["sky_bg", "electron", "e⁻"],
  ["n_sources_5", "electron", "count"],
  ["n_psf_star", "electron", "count"],
  ["overscan_median", "electron", "ADU"],
  ["psf_fwhm", "electron", "arcsec"],
] as const)("%s of pixels in %s is in %s", (key, pixelUnit, unit) => {
  expect(metricUnit(metricOf(key)!, pixelUnit)).toBe(unit);
});
