import fc from "fast-check";
import { expect, test } from "vitest";
import { type ExposureSummary, exposureSummary } from "#contracts/exposure.ts";
import { nightSummary } from "#contracts/night-summary.ts";
import { silentHeader } from "../../fixtures/silent-header.ts";
import { rollUpNight } from "./roll-up-night.ts";

const silent = { ...silentHeader, exposureTimeS: 30, imageType: "science", band: "r" };
const exposure = (seqNum: number, changes: object = {}, header: object = {}): ExposureSummary =>
  exposureSummary.parse({
    v: 1,
    camera: "TestCam",
    exposureId: 2026090100000 + seqNum,
    dayObs: 20260901,
    seqNum,
    obsId: null,
    state: "complete",
    expected: 2,
    done: 2,
    failed: 0,
    revision: 1,
    header: { ...silent, ...header },
    metrics: {},
    aggregates: {},
    preview: null,
    error: null,
    firstEventAtMs: null,
    updatedAtMs: 0,
    completedAtMs: null,
    ...changes,
  });
const rolled = (exposures: ExposureSummary[]) => nightSummary.parse(rollUpNight("TestCam", 20260901, exposures));

test("X11: a night counts its exposures by state and image type, and measures the science ones by band", () => {
  const night = rolled([
    exposure(3, { metrics: { psf_fwhm: 0.9, sky_bg: null } }),
    exposure(1, { metrics: { psf_fwhm: 0.7 } }),
    exposure(2, { metrics: { psf_fwhm: 1.3 }, state: "late" }, { band: "g" }),
    exposure(4, { metrics: { psf_fwhm: 9 } }, { imageType: "bias", band: null, exposureTimeS: 0 }),
    exposure(5, { state: "pending", header: null }),
  ]);
  expect(night).toMatchObject({
    exposures: 5,
    byState: { complete: 3, late: 1, pending: 1 },
    byImageType: { science: 3, bias: 1, unknown: 1 },
    openShutterS: 90,
    first: { seqNum: 1 },
    last: { seqNum: 5, exposureId: 2026090100005 },
  });
  expect(night.bands.map(({ band, exposures, metrics }) => [band, exposures, metrics])).toEqual([
    ["r", 2, [{ metric: "psf_fwhm", n: 2, median: 0.8, min: 0.7, max: 0.9, spread: expect.closeTo(0.14826, 9) }]],
    ["g", 1, [{ metric: "psf_fwhm", n: 1, median: 1.3, min: 1.3, max: 1.3, spread: null }]],
  ]);
});

test("X11: the time covered goes from the first start to the end of the last exposure", () => {
  const night = rolled([
    exposure(1, {}, { obsStartUtc: "2026-09-02T01:00:00.000Z" }),
    exposure(2, {}, { obsStartUtc: "2026-09-02T01:05:00", exposureTimeS: 15 }),
    exposure(3),
  ]);
  expect([night.startUtc, night.endUtc]).toEqual(["2026-09-02T01:00:00.000Z", "2026-09-02T01:05:15.000Z"]);
});

test("X11: failures are counted by code and task, detectors by what became of them", () => {
  const error = { code: "truncated", message: "cut off" };
  const failedTasks = [{ task: "moments", detectors: 2, error: { code: "crash", message: "it died" } }];
  const night = rolled([
    exposure(1, { done: 1, failed: 1, error }),
    exposure(2, { done: 0, failed: 2, error, state: "failed" }),
    exposure(3, { failedTasks }),
    exposure(4, { state: "late", done: 1, missingDetectors: ["B"] }),
  ]);
  expect(night).toMatchObject({ detectorsDone: 4, detectorsFailed: 3, detectorsMissing: 1 });
  expect(night.failures).toEqual([
    { code: "truncated", task: null, exposures: 2 },
    { code: "crash", task: "moments", exposures: 1 },
  ]);
});

test("X11: the order in which exposures are known changes nothing, and an empty night is all zeros", () => {
  const exposures = [1, 2, 3, 4, 5].map((seqNum) => exposure(seqNum, { metrics: { sky_bg: seqNum ** 2 } }));
  fc.assert(
    fc.property(fc.shuffledSubarray(exposures, { minLength: 5 }), (shuffled) => {
      expect(rolled(shuffled)).toEqual(rolled(exposures));
    }),
  );
  expect(rolled([])).toMatchObject({ exposures: 0, bands: [], first: null, startUtc: null, openShutterS: 0 });
});
