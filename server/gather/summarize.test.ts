import { expect, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import type { DetectorResult } from "#contracts/result.ts";
import type { ExposureFacts } from "#io/redis/exposure-store.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { summarize } from "./summarize.ts";

const testCam = camera.parse({
  name: "TestCam",
  title: "Test",
  detectors: [
    { id: 0, name: "A", x: -1, y: 0 },
    { id: 1, name: "B", x: 0, y: 0 },
    { id: 2, name: "C", x: 1, y: 0 },
  ],
});

function facts(results: DetectorResult[], changes: Partial<ExposureFacts> = {}): ExposureFacts {
  return {
    camera: "TestCam",
    exposureId: 2026090100001,
    dayObs: 20260901,
    seqNum: 1,
    obsId: null,
    revision: 4,
    firstEventAtMs: 1000,
    deadlineAtMs: 60_000,
    pattern: null,
    expected: null,
    images: [],
    results,
    contributed: { items: [], values: {} },
    summary: null,
    ...changes,
  };
}
const failed = (detector: string) =>
  sampleResult({ detector, status: "failed", metrics: {}, error: { code: "truncated", message: "cut off" } });
const done = (detector: string, sky_bg: number | null) => sampleResult({ detector, metrics: { sky_bg } });
const all = [done("A", 1), done("B", 9), done("C", 2)];

test.each([
  ["pending", [], 2000],
  ["partial", [done("A", 1)], 2000],
  ["partial", [failed("A")], 2000],
  ["late", [], 60_000],
  ["late", [done("A", 1)], 60_001],
  ["complete", all, 2000],
  ["complete", all, 99_000],
  ["complete", [done("A", 1), failed("B"), failed("C")], 2000],
  ["failed", [failed("A"), failed("B"), failed("C")], 2000],
])("X1: an exposure is %s with these results at that time", (state, results, nowMs) => {
  expect(summarize(facts(results), testCam, nowMs).state).toBe(state);
});

test("X2: completion is a set of detectors: one that nobody expected is waited for as well", () => {
  const extra = { detector: "D", kind: "raw" as const, eventAtMs: null, receivedAtMs: 1, queuedAtMs: 2 };
  const images = [{ ...extra, gatheredAtMs: null, pushedAtMs: null }];
  expect(summarize(facts(all, { images }), testCam, 2000)).toMatchObject({ state: "partial", expected: 4, done: 3 });
});

test("two results of one detector count once, and pixels speak before a sender's failure", () => {
  const ingest = { ...failed("A"), task: "ingest" };
  expect(summarize(facts([ingest, done("A", 5)]), testCam, 2000)).toMatchObject({ done: 1, failed: 0 });
  expect(summarize(facts([ingest]), testCam, 2000)).toMatchObject({ done: 0, failed: 1 });
});

test("X4: exposure values are medians or totals over the detectors that have one; nothing is null, never 0", () => {
  const counted = all.map((result, index) => ({ ...result, metrics: { ...result.metrics, n_sources_5: index + 1 } }));
  const summary = summarize(facts([...counted.slice(0, 2), done("C", null)]), testCam, 2000);
  expect(summary.metrics).toMatchObject({ sky_bg: 5, n_sources_5: 3, psf_fwhm: null });
  expect(summary.aggregates.sky_bg).toEqual({ n: 2, median: 5, min: 1, max: 9 });
  expect(summary.aggregates.psf_fwhm).toBeUndefined();
});

test("the row's picture is that of the detector nearest to the middle which has one", () => {
  const picture = (detector: string) => [
    { name: "preview", key: `${detector}.jpg`, mediaType: "image/jpeg", widthPx: 8, heightPx: 8 },
  ];
  const results = all.map((result) => ({ ...result, artifacts: picture(result.detector) }));
  expect(summarize(facts(results), testCam, 2000).preview?.key).toBe("B.jpg");
  expect(summarize(facts(results.slice(2)), testCam, 2000).preview?.key).toBe("C.jpg");
});
