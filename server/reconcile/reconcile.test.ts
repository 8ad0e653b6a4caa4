/** Decisions of the reconciler, from plain facts. */
import { expect, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { expectedSensorsPlace, placesOf, prefixesOf } from "./image-places.ts";
import { expectedImages, judge, nextLook, type WatchedExposure } from "./reconcile.ts";

const testCam = camera.parse({
  name: "TestCam",
  title: "Test",
  images: {
    bucket: "raws",
    keys: [
      "{instrument}/{dayObs}/{obsId}/{obsId}_{detector}.fits",
      "{instrument}/{dayObs}/{obsId}/{obsId}_{detector}.fits.fz",
    ],
    expectedSensors: "{instrument}/{dayObs}/{obsId}/{obsId}_expectedSensors.json",
  },
  detectors: [
    { id: 0, name: "R00_S00", x: 0, y: 0 },
    { id: 1, name: "RXX_S01", fileName: "R00_S01", x: 1, y: 0 },
    { id: 2, name: "R00_SG0", kind: "guider", x: 2, y: 0 },
  ],
});
const obsId = "TC_O_20260901_000001";
const folder = `s3://raws/TestCam/20260901/${obsId}/${obsId}`;
const watched: WatchedExposure = {
  camera: testCam,
  exposureId: 2026090100001,
  dayObs: 20260901,
  seqNum: 1,
  obsId,
  firstSignAtMs: 0,
  expected: ["R00_S00", "RXX_S01", "R00_SG0"],
  known: [{ detector: "R00_S00", kind: "raw" }],
  before: null,
};
const afterMs = 30_000;
const looked = (found: [string, number | null][]) => ({
  expected: expectedImages(watched),
  expectedFrom: "camera" as const,
  found: new Map(found),
});

test("where images lie is camera data: folder, names in files, guiders, other endings, and the list beside them", () => {
  const exposure = { camera: testCam, dayObs: 20260901, obsId };
  expect(prefixesOf(exposure)).toEqual([`${folder}_`]);
  const [, second, guider] = testCam.detectors;
  expect(second && placesOf(exposure, second, "raw")).toEqual([`${folder}_R00_S01.fits`, `${folder}_R00_S01.fits.fz`]);
  expect(guider && placesOf(exposure, guider, "guider")[0]).toBe(`${folder}_R00_SG0_guider.fits`);
  expect(expectedSensorsPlace(exposure)).toBe(`${folder}_expectedSensors.json`);
});

test("M1: an exposure is looked after once its deadline has passed, again later, and at last no more", () => {
  expect(nextLook(watched, afterMs, 29_999)).toBe(30_000);
  expect(nextLook(watched, afterMs, 30_000)).toBe("now");
  let before = judge(watched, looked([]), 30_000).reconciliation;
  const instants: unknown[] = [];
  while (instants.length < 10) {
    const next = nextLook({ ...watched, before }, afterMs, 30_000);
    instants.push(next);
    if (next === "never") break;
    before = judge({ ...watched, before }, looked([]), Number(next)).reconciliation;
  }
  expect(instants).toEqual([120_000, 600_000, 3_600_000, "never"]);
});

test("M1: an exposure of which all has come is never looked after", () => {
  const known = expectedImages(watched);
  expect(nextLook({ ...watched, known }, afterMs, 30_000)).toBe("never");
});

test("M1 M2: what lies in the store is announced again, with when it was written, and the rest is named with its place", () => {
  const { events, reconciliation } = judge(watched, looked([[`${folder}_R00_S01.fits.fz`, 1234]]), 30_000);
  expect(events).toEqual([
    {
      type: "image-arrived",
      v: 1,
      camera: "TestCam",
      exposureId: 2026090100001,
      dayObs: 20260901,
      seqNum: 1,
      obsId,
      detector: "RXX_S01",
      kind: "raw",
      uri: `${folder}_R00_S01.fits.fz`,
      eventAtMs: 1234,
    },
  ]);
  expect(reconciliation).toEqual({
    atMs: 30_000,
    looks: 1,
    expectedFrom: "camera",
    retriggered: [{ detector: "RXX_S01", kind: "raw", atMs: 30_000 }],
    missing: [
      {
        detector: "R00_SG0",
        kind: "guider",
        reason: `no event came, and there is nothing at ${folder}_R00_SG0_guider.fits`,
      },
    ],
  });
});

test("M1: a detector outside of the exposure's pattern is not looked for", () => {
  const expected = ["R00_S00"];
  expect(nextLook({ ...watched, expected }, afterMs, 30_000)).toBe("never");
});

test("a store that cannot be looked into is not an empty one", () => {
  const trouble = { ...looked([]), found: { trouble: "connect ECONNREFUSED" } };
  const { events, reconciliation } = judge(watched, trouble, 30_000);
  expect(events).toEqual([]);
  expect(reconciliation.missing[0]?.reason).toMatch(/could not be looked into: connect ECONNREFUSED/);
});

test("a camera without places, or an exposure without an id, says so", () => {
  const nowhere = { ...watched, camera: camera.parse({ ...testCam, images: null }) };
  expect(judge(nowhere, looked([]), 1).reconciliation.missing[0]?.reason).toMatch(/cameras\/ does not say/);
  expect(judge({ ...watched, obsId: null }, looked([]), 1).reconciliation.missing[0]?.reason).toMatch(
    /no observation id/,
  );
});

test("what a list beside the images does not name is not missing", () => {
  const expected = [{ detector: "R00_S00", kind: "raw" as const }];
  const told = { expected, expectedFrom: "expected-sensors" as const, found: new Map() };
  expect(judge(watched, told, 30_000).reconciliation.missing).toEqual([]);
});
