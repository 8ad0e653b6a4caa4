import { expect, test } from "vitest";
import { type NightSummary, nightSummary } from "#contracts/night-summary.ts";
import { trendMetrics, trendPoints } from "./trend-points.ts";

function night(dayObs: number, bands: [string, Record<string, number>][]): NightSummary {
  return nightSummary.parse({
    ...{ camera: "TestCam", dayObs, exposures: 9, byState: {}, byImageType: {}, startUtc: null, endUtc: null },
    ...{
      openShutterS: 0,
      first: null,
      last: null,
      detectorsDone: 0,
      detectorsFailed: 0,
      detectorsMissing: 0,
      failures: [],
    },
    bands: bands.map(([band, values]) => ({
      band,
      exposures: 3,
      metrics: Object.entries(values).map(([metric, median]) => ({
        ...{ metric, n: 3, median, min: median - 1, max: median + 1, spread: null },
      })),
    })),
  });
}
const nights = [
  night(20260901, [
    ["i", { psf_fwhm: 2 }],
    ["r", { psf_fwhm: 3, sky_bg: 90 }],
  ]),
  night(20260902, [["r", { sky_bg: 91 }]]),
];

test("G10: a trend has a point a night and band, and none where the night has no value", () => {
  const points = trendPoints(nights, "psf_fwhm");
  expect([...points.keys()]).toEqual(["r", "i"]);
  expect(points.get("r")).toEqual([{ dayObs: 20260901, band: "r", exposures: 3, median: 3, min: 2, max: 4 }]);
  expect(
    trendPoints(nights, "sky_bg")
      .get("r")
      ?.map(({ median }) => median),
  ).toEqual([90, 91]);
  expect(trendMetrics(nights)).toEqual(["psf_fwhm", "sky_bg"]);
});
