import { expect, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metrics } from "#contracts/metrics.ts";
import type { DetectorResult } from "#contracts/result.ts";
import type { AnnouncedImage, ExposureFacts } from "#io/redis/exposure-store.ts";
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
    run: "first",
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
const announced = (detector: string, ...tasks: string[]): AnnouncedImage => ({
  detector,
  kind: "raw",
  eventAtMs: null,
  receivedAtMs: 1,
  uris: [],
  tasks: tasks.map((task) => ({ task, queuedAtMs: 2, gatheredAtMs: null, pushedAtMs: null })),
});
const failed = (detector: string) =>
  sampleResult({ detector, status: "failed", metrics: {}, error: { code: "truncated", message: "cut off" } });
const done = (detector: string, sky_bg: number | null) => sampleResult({ detector, metrics: { sky_bg } });
const all = [done("A", 1), done("B", 9), done("C", 2)];

test("F7: a summary says so where its levels are in electrons", () => {
  const inElectrons = sampleResult({ detector: "A", pixelUnit: "electron" });
  const of = (...results: DetectorResult[]) => summarize(facts(results), testCam, 2000);
  expect(of(inElectrons).pixelUnit).toBe("electron");
  expect(of(failed("B"), inElectrons).pixelUnit).toBe("electron");
  expect(of(done("A", 1))).not.toHaveProperty("pixelUnit");
});

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
  const images = [announced("D", "quick-look")];
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
  expect(summary.aggregates.sky_bg).toEqual({ n: 2, median: 5, min: 1, max: 9, spread: 1.4826 * 4 });
  expect(summary.aggregates.psf_fwhm).toBeUndefined();
});

const program = (detector: string, changes: Partial<DetectorResult> = {}) =>
  sampleResult({ detector, task: "moments", metrics: { moments_m2: 3 }, ...changes });
const crashed = { status: "failed" as const, metrics: {}, error: { code: "crash", message: "it died" } };
const lateTimeline = { ...sampleResult().timeline, doneAtMs: 1900 };
const both = ["A", "B", "C"].map((detector) => announced(detector, "quick-look", "moments"));

test("X2: a detector is done when each task that was planned for it has a result", () => {
  const early = summarize(facts(all, { images: both }), testCam, 2000);
  expect(early).toMatchObject({ state: "partial", done: 0, completedAtMs: null });
  const programs = ["A", "B", "C"].map((detector) => program(detector, { timeline: lateTimeline }));
  const late = summarize(facts([...all, ...programs], { images: both }), testCam, 2000);
  expect(late).toMatchObject({ state: "complete", done: 3, completedAtMs: 1900 });
});

test("X6: a program that fails beside a good quick-look leaves the numbers and is told by name", () => {
  const results = [...all, program("A", crashed), program("B", crashed), program("C")];
  const summary = summarize(facts(results, { images: both }), testCam, 2000);
  expect(summary).toMatchObject({ state: "complete", done: 3, failed: 0, error: null });
  expect(summary.metrics).toMatchObject({ sky_bg: 2, moments_m2: 3 });
  expect(summary.failedTasks).toEqual([{ task: "moments", detectors: 2, error: crashed.error }]);
});

test("X6: whichever task is first in the plan speaks for the detector, and the other's numbers stand beside it", () => {
  const results = [failed("A"), program("A", { metrics: { sky_bg: 7 } })];
  const one = { ...testCam, detectors: testCam.detectors.slice(0, 1) };
  const planned = (...tasks: string[]) => summarize(facts(results, { images: [announced("A", ...tasks)] }), one, 2000);
  expect(planned("quick-look", "moments")).toMatchObject({ state: "failed", error: { code: "truncated" } });
  expect(planned("moments", "quick-look")).toMatchObject({ state: "complete", metrics: { sky_bg: 7 } });
});

test("X7: a key that two tasks have stays the first one's; the other's stands under task.key, combined the same way", () => {
  const counted = (task: string, n: number) =>
    ["A", "B", "C"].map((detector) => sampleResult({ detector, task, metrics: { n_sources_5: n } }));
  const summary = summarize(
    facts([...counted("moments", 5), ...counted("quick-look", 2)], { images: both }),
    testCam,
    1,
  );
  expect(summary.metrics).toMatchObject({ n_sources_5: 6, "moments.n_sources_5": 15 });
});

test("X4: a metric that a program declares is combined as it declares, and is null where it did not run", () => {
  const total: MetricDefinition = { ...(metrics[0] as MetricDefinition), key: "moments_m2", aggregation: "total" };
  const registry = [...metrics, total];
  const programs = ["A", "B", "C"].map((detector) => program(detector));
  expect(summarize(facts([...all, ...programs]), testCam, 2000, registry).metrics.moments_m2).toBe(9);
  expect(summarize(facts(all), testCam, 2000, registry).metrics.moments_m2).toBeNull();
  expect(summarize(facts(programs), testCam, 2000).metrics.moments_m2).toBe(3);
});

test("X8: aggregates run from the first result on; past the deadline the detectors that are missing are named", () => {
  const images = [announced("A", "quick-look"), announced("B", "quick-look")];
  const first = summarize(facts([done("A", 4)], { images }), testCam, 2000);
  expect(first.aggregates.sky_bg).toEqual({ n: 1, median: 4, min: 4, max: 4, spread: null });
  expect(first.missingDetectors).toEqual([]);
  const late = summarize(facts([done("A", 4)], { images }), testCam, 60_000);
  expect([late.state, late.missingDetectors]).toEqual(["late", ["B", "C"]]);
  const amended = summarize(facts(all, { images }), testCam, 61_000);
  expect([amended.state, amended.missingDetectors]).toEqual(["complete", []]);
});

test("the row's picture is that of the detector nearest to the middle which has one", () => {
  const picture = (detector: string) => [
    { name: "preview", key: `${detector}.jpg`, mediaType: "image/jpeg", widthPx: 8, heightPx: 8 },
  ];
  const results = all.map((result) => ({ ...result, artifacts: picture(result.detector) }));
  expect(summarize(facts(results), testCam, 2000).preview?.key).toBe("B.jpg");
  expect(summarize(facts(results.slice(2)), testCam, 2000).preview?.key).toBe("C.jpg");
});

test("an exposure names each channel once, with the innermost picture", () => {
  const artifact = (name: string, key: string) => ({ name, key, mediaType: "image/jpeg", widthPx: 8, heightPx: 8 });
  const results = all.map((result) => ({
    ...result,
    artifacts: [
      artifact("preview", `${result.detector}.jpg`),
      ...(result.detector === "A" ? [artifact("mount", "m")] : []),
    ],
  }));
  expect(summarize(facts(results), testCam, 2000).channels).toEqual([
    { name: "mount", key: "m" },
    { name: "preview", key: "B.jpg" },
  ]);
});
