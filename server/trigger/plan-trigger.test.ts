/** M4: what becomes of each image that a person wants announced again. */
import { expect, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { genericCamera } from "#io/cameras/generic-camera.ts";
import type { ExposureFacts } from "#io/redis/exposure-store.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { parseTarget, planTrigger } from "./plan-trigger.ts";

const latiss = camera.parse({
  name: "LATISS",
  title: "LATISS",
  obsIdCode: "AT",
  images: { bucket: "raws", keys: ["{instrument}/{dayObs}/{obsId}/{obsId}_{detector}.fits"] },
  detectors: [{ id: 0, name: "RXX_S00", fileName: "R00_S00", x: 0, y: 0 }],
});
const small = genericCamera("SmallCam");
const target = (image: string, given = null as typeof latiss | null) => parseTarget(image, given, [latiss]);

test("an image is named by its observation id, with either name of its detector, or by number", () => {
  const exposure = { exposureId: 2026090100045, dayObs: 20260901, seqNum: 45 };
  expect(target("AT_O_20260901_000045")).toMatchObject({ ...exposure, detector: null });
  for (const name of ["R00_S00", "RXX_S00"]) {
    expect(target(`AT_O_20260901_000045_${name}`)).toMatchObject({ ...exposure, detector: "RXX_S00" });
  }
  expect(target("2026090100045_main", small)).toMatchObject({
    camera: small,
    ...exposure,
    obsId: null,
    detector: "main",
  });
});

test.each([
  ["AT_O_20260901_000045_R99_S99", /no detector "R99_S99"/],
  ["ZZ_O_20260901_000045", /no camera has the code/],
  ["AT_O_20261301_000045", /not a calendar date/],
  ["AT_O_20260901_000045_R00_S00.fits", /no detector/],
  ["2026090100045", /--camera/],
  ["", /is not like/],
])("%s names no image, and it is said why", (image, problem) => {
  expect(target(image)).toMatchObject({ problem: expect.stringMatching(problem) });
});

const facts = (changes: Partial<ExposureFacts>) =>
  ({ images: [], results: [], ...changes }) as unknown as ExposureFacts;
const image = { detector: "main", kind: "raw" as const, eventAtMs: null, receivedAtMs: 1, tasks: [] };
const failed = sampleResult({ detector: "main", status: "failed", error: { code: "crash", message: "it died" } });
function plan(known: ExposureFacts | null, force: boolean) {
  const asked = parseTarget("2026090100045", small, []);
  if ("problem" in asked) throw new Error(asked.problem);
  return planTrigger(asked, known, new Map(), force).map(({ report, event }) => [report.outcome, event?.uri ?? null]);
}

test("M4: a camera that does not say where its images lie has a failed one tried again where it was read before", () => {
  const known = facts({ images: [{ ...image, uris: ["file:///night/1.fits"] }], results: [failed] });
  expect(plan(known, false)).toEqual([["has-result", null]]);
  expect(plan(known, true)).toEqual([["again", "file:///night/1.fits"]]);
  expect(plan(null, true)).toEqual([["missing", null]]);
});

test("M4: of several tasks a failed one may be tried again, and one that waits is not doubled", () => {
  const done = sampleResult({ detector: "main", task: "other" });
  const uris = ["file:///night/1.fits"];
  expect(plan(facts({ images: [{ ...image, uris }], results: [done, failed] }), true)).toEqual([["again", uris[0]]]);
  expect(plan(facts({ images: [{ ...image, uris }], results: [done] }), true)).toEqual([["has-result", null]]);
  expect(plan(facts({ images: [{ ...image, uris }] }), true)).toEqual([["pending", null]]);
});
