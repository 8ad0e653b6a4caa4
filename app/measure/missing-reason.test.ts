/** Why numbers are not there. */
import { expect, test } from "vitest";
import { blankTimeline } from "#contracts/blank-result.ts";
import { type DetectorRecord, detectorRecord, type ExposureDetail } from "#contracts/exposure.ts";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { whyNoDetailValue, whyNoDetectorValue, whyNoExposureValue } from "./missing-reason.ts";

function record(parts: Partial<DetectorRecord>): DetectorRecord {
  return detectorRecord.parse({
    detector: "R22_S11",
    kind: "raw",
    state: "done",
    metrics: {},
    missing: {},
    error: null,
    warnings: [],
    artifacts: [],
    input: null,
    widthPx: null,
    heightPx: null,
    task: null,
    taskVersion: null,
    configHash: null,
    worker: null,
    attempts: null,
    timingsMs: null,
    timeline: blankTimeline,
    ...parts,
  });
}

function detail(detectors: DetectorRecord[], parts: Parameters<typeof sampleExposure>[1] = {}): ExposureDetail {
  const summary = sampleExposure(1, { expected: detectors.length, ...parts });
  const timeline = { ...blankTimeline, shutterClosedAtMs: null, paintedAtMs: null };
  const watched = { whyLate: null, reconciliation: null, superseded: [] };
  const beside = { ...watched, run: "first", sideRuns: [], previousSeqNum: null, nextSeqNum: null };
  return { ...summary, ...beside, detectors, artifacts: [], timeline };
}

test("a detector's own reason comes first, then its state", () => {
  expect(whyNoDetectorValue(record({ missing: { psf_fwhm: "fewer than 5 stars" } }), "psf_fwhm")).toBe(
    "fewer than 5 stars",
  );
  expect(whyNoDetectorValue(record({ state: "expected" }), "psf_fwhm")).toMatch(/no event/);
  expect(whyNoDetectorValue(record({ state: "pending" }), "psf_fwhm")).toMatch(/being analysed/);
  const error = { code: "truncated", message: "the file ends early" };
  expect(whyNoDetectorValue(record({ state: "failed", error }), "psf_fwhm")).toBe("the file ends early");
});

test("an exposure tells the reason that most of its detectors give", () => {
  const few = record({ missing: { psf_fwhm: "fewer than 5 stars" } });
  const scale = record({ missing: { psf_fwhm: "the pixel scale is unknown" } });
  expect(whyNoDetailValue(detail([few, few, scale]), "psf_fwhm")).toBe("fewer than 5 stars (2 of 3)");
  expect(whyNoDetailValue(detail([few]), "psf_fwhm")).toBe("fewer than 5 stars");
});

test("an exposure without any result says why", () => {
  const error = { code: "truncated", message: "the file ends early" };
  expect(whyNoDetailValue(detail([record({ state: "failed", error })], { state: "failed", error }), "sky_bg")).toBe(
    "failed: truncated",
  );
  expect(whyNoExposureValue(sampleExposure(1, { state: "failed", error }))).toBe("the file ends early");
  expect(whyNoExposureValue(sampleExposure(1))).toBe("no result yet");
});
