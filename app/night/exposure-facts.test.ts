/** Derived facts of exposures. */
import { expect, test } from "vitest";
import { fwhmMetric, latencyMs, newestMeasured } from "#contracts/night-table/exposure-facts.ts";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { exposureHref, lastImageMs } from "./exposure-facts.ts";

test("latency runs from the first event to the last result, and is unknown before any", () => {
  expect(latencyMs(sampleExposure(1, { firstEventAtMs: 1000, updatedAtMs: 3000 }))).toBeNull();
  expect(latencyMs(sampleExposure(1, { done: 1, firstEventAtMs: 1000, updatedAtMs: 3000 }))).toBe(2000);
  expect(latencyMs(sampleExposure(1, { done: 9, firstEventAtMs: 1000, updatedAtMs: 9000, completedAtMs: 4000 }))).toBe(
    3000,
  );
  expect(latencyMs(sampleExposure(1, { done: 1, updatedAtMs: 3000 }))).toBeNull();
});

test("the last image is the newest event, whatever its number", () => {
  expect(lastImageMs([sampleExposure(2, { firstEventAtMs: 5 }), sampleExposure(1, { firstEventAtMs: 9 })])).toBe(9);
  expect(lastImageMs([sampleExposure(2)])).toBeNull();
});

test("FWHM is in px where no scale is known", () => {
  expect(fwhmMetric([], 0.2)).toBe("psf_fwhm");
  expect(fwhmMetric([sampleExposure(1, { metrics: { psf_fwhm: null, psf_fwhm_px: 3 } })], null)).toBe("psf_fwhm_px");
  expect(fwhmMetric([sampleExposure(1, { metrics: { psf_fwhm: 0.8 } })], null)).toBe("psf_fwhm");
});

test("an exposure's address", () => {
  expect(exposureHref(sampleExposure(12))).toBe("/LSSTCam/20261121/12");
});

test("the big numbers wait until most detectors are in, but not for the last one", () => {
  const settled = sampleExposure(1, { state: "complete", expected: 10, done: 10 });
  const partial = (done: number) => sampleExposure(2, { state: "partial", expected: 10, done });
  expect(newestMeasured([sampleExposure(3), partial(7), settled])?.seqNum).toBe(1);
  expect(newestMeasured([sampleExposure(3), partial(8), settled])?.seqNum).toBe(2);
  expect(newestMeasured([sampleExposure(3), partial(1)])?.seqNum).toBe(2);
  expect(newestMeasured([sampleExposure(3), sampleExposure(2, { state: "failed", failed: 10 }), settled])?.seqNum).toBe(
    1,
  );
  expect(newestMeasured([sampleExposure(3)])).toBeNull();
});
