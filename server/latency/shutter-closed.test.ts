/** When the shutter closed, and when nobody can say. */
import { expect, test } from "vitest";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { measureExposure } from "./measure-exposure.ts";
import { shutterClosedAtMs } from "./shutter-closed.ts";

const header = { obsStartUtc: "2026-09-02T03:00:00.000Z", exposureTimeS: 30 };
const closed = Date.parse("2026-09-02T03:00:30Z");

test("the header's start and length tell it, else the camera's readout, else nobody", () => {
  expect(shutterClosedAtMs(header, closed + 3000, closed + 8000)).toBe(closed);
  expect(shutterClosedAtMs({ ...header, exposureTimeS: null }, closed + 3000, closed + 8000)).toBe(closed + 3000);
  expect(shutterClosedAtMs(null, null, closed)).toBeNull();
});

test("a replay of an old night, and a clock that is a minute ahead, tell nothing", () => {
  expect(shutterClosedAtMs(header, null, closed + 7200_000)).toBeNull();
  expect(shutterClosedAtMs(header, null, closed - 60_000)).toBeNull();
});

test("each image has its stages, and the exposure its own once it was painted", () => {
  const image = { detector: "A", kind: "raw" as const, eventAtMs: 900, receivedAtMs: 1000, uris: [] };
  const planned = { task: "quick-look", queuedAtMs: 1001, gatheredAtMs: 1110, pushedAtMs: 1115 };
  const facts = {
    camera: "TestCam",
    exposureId: 2026090100001,
    firstEventAtMs: 1000,
    images: [{ ...image, tasks: [planned] }],
    results: [sampleResult({ detector: "A" })],
  } as unknown as Parameters<typeof measureExposure>[0];
  expect(measureExposure(facts, { readoutEndedAtMs: 500, paintedAtMs: 1200 })).toEqual([
    {
      of: "A~raw~quick-look",
      spansMs: { notice: 400, intake: 100, queue: 1, wait: 9, read: 10, run: 80, gather: 10, push: 5, result: 100 },
    },
    { of: "exposure", spansMs: { paint: 85, page: 200, whole: 700 } },
  ]);
  expect(measureExposure(facts, { readoutEndedAtMs: null, paintedAtMs: null })).toHaveLength(1);
});
