import { expect, test } from "vitest";
import { levelUnit, metricUnit } from "./metric-unit.ts";
import { metricOf } from "./metrics.ts";

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

test("levels of exposures in several units are in either of them, each told once", () => {
  expect(levelUnit([])).toBe("ADU");
  expect(levelUnit([{}, {}])).toBe("ADU");
  expect(levelUnit([{ pixelUnit: "electron" }])).toBe("e⁻");
  expect(levelUnit([{ pixelUnit: "electron" }, {}, { pixelUnit: "electron" }])).toBe("ADU or e⁻");
});
