/** Alarms, from what was heard of a camera. */
import { expect, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { type CameraSigns, judgeAlarms } from "./judge-alarms.ts";

const testCam = camera.parse({ name: "TestCam", title: "Test", detectors: [{ id: 0, name: "A", x: 0, y: 0 }] });
const quiet: CameraSigns = {
  camera: testCam,
  lastImageAtMs: Date.parse("2026-09-01T04:11:30Z"),
  visitsSinceImage: 0,
  lastVisitAtMs: null,
  readouts: [],
  absences: {},
  retriggeredLately: 0,
};
const at = (seconds: number) => Date.parse("2026-09-01T04:12:00Z") + seconds * 1000;
const readout = (seqNum: number, seconds: number, hasImages = false) => ({ seqNum, heardAtMs: at(seconds), hasImages });
const judged = (signs: Partial<CameraSigns>, seconds = 100) =>
  judgeAlarms({ ...quiet, ...signs }, 30_000, at(seconds)).map(({ id, level, message }) => [id, level, message]);

test("M3: images that stop while exposures are read out are an alarm that says since when", () => {
  const readouts = [readout(118, -40, true), readout(119, 0), readout(120, 40)];
  expect(judged({ readouts })).toEqual([
    [
      "images-stopped:TestCam",
      "error",
      expect.stringContaining(
        "2 exposures (#119 to #120) were read out since 04:12:00 UTC and no image came; the last image came at 04:11:30 UTC",
      ),
    ],
  ]);
});

test("no alarm while an image may still come, when one came of a later exposure, and when nothing goes on", () => {
  expect(judged({ readouts: [readout(1, 80)] })).toEqual([]);
  expect(judged({ readouts: [readout(1, 0), readout(2, 40, true)] })).toEqual([]);
  expect(judged({})).toEqual([]);
});

test("visits alone are a weaker sign: three of them are a warning", () => {
  expect(judged({ visitsSinceImage: 2, lastVisitAtMs: at(0) })).toEqual([]);
  expect(judged({ visitsSinceImage: 3, lastVisitAtMs: at(0) })).toEqual([
    ["visits-without-images:TestCam", "warn", expect.stringContaining("3 visits")],
  ]);
});

test("a detector that stays away while others come is named; many are counted", () => {
  expect(judged({ absences: { R22_S11: 3, R22_S12: 2 } })).toEqual([
    ["detector-silent:TestCam", "warn", expect.stringMatching(/^R22_S11 of TestCam: no image in the last 3 exposures/)],
  ]);
  const absences = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`R01_S0${index}`, 4]));
  expect(judged({ absences })[0]?.[2]).toMatch(/R01_S04 and 4 more of TestCam/);
});

test("images that came only because they were looked for are a warning", () => {
  expect(judged({ retriggeredLately: 2 })).toEqual([
    ["images-lost:TestCam", "warn", expect.stringContaining("2 images of TestCam within an hour")],
  ]);
});
