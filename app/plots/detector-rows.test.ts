/** SPEC G7: which detectors' values are drawn, and which one is under the pointer. */
import { expect, test } from "vitest";
import { plotPoints } from "#app/night/plot-points.ts";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { detectorRows, nearestDetector } from "./detector-rows.ts";

const exposures = [3, 2, 1].map((seqNum) => sampleExposure(seqNum, { metrics: { sky_bg: 1 } }));
const idOf = (seqNum: number) => 20261121 * 100_000 + seqNum;
const answer = {
  camera: "LSSTCam",
  dayObs: 20261121,
  metric: "sky_bg",
  exposureIds: [idOf(1), idOf(3), idOf(9)],
  detectors: ["A", "B", "C"],
  values: [1, null, 3, null, null, null, 7, 7, 7],
};

test("G7: only exposures that both sides have are drawn, in the order of the axis; missing is not zero", () => {
  const shown = detectorRows(answer, plotPoints(exposures, "seq"));
  expect(shown.points.map(({ exposure }) => exposure.seqNum)).toEqual([1, 3]);
  expect(shown).toMatchObject({ rows: [0, 1], medians: [2, null], measured: 2, outside: 0 });
  expect(detectorRows({ ...answer, exposureIds: [], values: [] }, [])).toMatchObject({ points: [], measured: 0 });
});

test("G7: the nearest detector of an exposure", () => {
  expect(nearestDetector(answer, 0, 2.9)).toEqual({ detector: "C", value: 3 });
  expect(nearestDetector(answer, 0, -50)).toEqual({ detector: "A", value: 1 });
  expect(nearestDetector(answer, 1, 0)).toBeUndefined();
});
