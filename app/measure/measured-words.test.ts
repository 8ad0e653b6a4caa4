/** A detector's number in words. */
import { expect, test } from "vitest";
import type { DetectorRecord } from "#contracts/exposure.ts";
import { metricOf } from "#contracts/metrics.ts";
import { measuredWords } from "./measured-words.ts";

const words = (of: Partial<DetectorRecord>): string => {
  const record = { detector: "R22_S11", state: "done", metrics: {}, missing: {}, errors: {}, samples: {}, ...of };
  const definition = metricOf("psf_fwhm");
  if (!definition) throw new Error("psf_fwhm is not in the registry");
  return measuredWords(record as unknown as DetectorRecord, definition);
};

test("value, error, unit and sample; what is not known is not told", () => {
  const metrics = { psf_fwhm: 0.91168 };
  expect(words({ metrics, errors: { psf_fwhm: 0.0014 }, samples: { psf_fwhm: 58 } })).toBe(
    "R22_S11: 0.9117 ± 0.0014 arcsec (one standard error), from 58 stars",
  );
  expect(words({ metrics })).toBe("R22_S11: 0.91 arcsec");
});

test("a missing number has its reason", () => {
  expect(words({ missing: { psf_fwhm: "a bias frame has no stars" } })).toBe(
    "R22_S11: missing, a bias frame has no stars",
  );
});
