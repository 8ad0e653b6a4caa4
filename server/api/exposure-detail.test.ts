import { expect, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { exposureDetail as schema } from "#contracts/exposure.ts";
import type { DetectorResult } from "#contracts/result.ts";
import type { ExposureFacts } from "#io/redis/exposure-store.ts";
import { summarize } from "#server/gather/summarize.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { exposureDetail } from "./exposure-detail.ts";

const testCam = camera.parse({ name: "TestCam", title: "Test", detectors: [{ id: 0, name: "A", x: 0, y: 0 }] });
const step = { queuedAtMs: 1001, gatheredAtMs: 1200, pushedAtMs: 1210 };

function detailOf(results: DetectorResult[], ...tasks: string[]) {
  const facts: ExposureFacts = {
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
    images: [
      {
        detector: "A",
        kind: "raw",
        eventAtMs: 900,
        receivedAtMs: 1000,
        uris: ["file:///a.fits"],
        tasks: tasks.map((task) => ({ task, ...step })),
      },
    ],
    results,
    contributed: { items: [], values: {} },
    summary: null,
  };
  const beside = { sideRuns: [], previousSeqNum: null, nextSeqNum: null };
  return schema.parse(exposureDetail(facts, summarize(facts, testCam, 2000), testCam, beside));
}

test("X6: a program that failed beside a good quick-look is told with its reason, and the numbers stand", () => {
  const error = { code: "program-crash", message: "it died" };
  const program = sampleResult({ task: "moments", taskVersion: "2", status: "failed", metrics: {}, error });
  const [record] = detailOf([program, sampleResult()], "quick-look", "moments").detectors;
  expect(record).toMatchObject({ state: "done", task: "quick-look", error: null, metrics: { sky_bg: 100 } });
  expect(record?.tasks.map(({ task, status, error: reason, metrics }) => [task, status, reason, metrics])).toEqual([
    ["quick-look", "done", null, ["sky_bg", "psf_fwhm"]],
    ["moments", "failed", error, []],
  ]);
});

test("X2: the numbers of a task are there while the detector waits for another one", () => {
  const [record] = detailOf([sampleResult()], "quick-look", "moments").detectors;
  expect(record).toMatchObject({ state: "pending", metrics: { sky_bg: 100 }, worker: "w-0" });
  expect(record?.tasks[1]).toMatchObject({ task: "moments", status: "pending", timeline: { queuedAtMs: 1001 } });
});

test("X7: a key that is taken stands under task.key with its reason, its error and its sample", () => {
  const metrics = { sky_bg: 7, psf_fwhm: null, moments_m2: 3 };
  const missing = { psf_fwhm: "no stars" };
  const other = sampleResult({ task: "moments", metrics, missing, errors: { sky_bg: 0.5 }, samples: { sky_bg: 9 } });
  const [record] = detailOf([sampleResult(), other], "quick-look", "moments").detectors;
  expect(record?.metrics).toEqual({
    sky_bg: 100,
    psf_fwhm: null,
    "moments.sky_bg": 7,
    "moments.psf_fwhm": null,
    moments_m2: 3,
  });
  expect(record?.missing).toEqual({ psf_fwhm: "the pixel scale is unknown", "moments.psf_fwhm": "no stars" });
  expect([record?.errors, record?.samples]).toEqual([{ "moments.sky_bg": 0.5 }, { "moments.sky_bg": 9 }]);
  expect(record?.tasks[1]?.metrics).toEqual(["moments.sky_bg", "moments.psf_fwhm", "moments_m2"]);
});
