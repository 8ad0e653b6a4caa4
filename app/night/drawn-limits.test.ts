/** Limits as lines of a plot. */
import { expect, test } from "vitest";
import { metricLimit } from "#contracts/limits.ts";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { drawnLimits } from "./drawn-limits.ts";

const limit = (parts: object) => metricLimit.parse({ agreedOn: "2026-11-22", reason: "a test", ...parts });
const points = ["r", "r", "i", "u", "r"].map((band, at) => ({
  exposure: sampleExposure(at + 1, { header: { band, imageType: "science" } }),
  x: at * 10,
}));

test("a limit for all is one line through the plot", () => {
  expect(drawnLimits([limit({ warnAbove: 1 })], points)).toEqual([
    { level: "warn", side: "above", at: 1, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY },
  ]);
  expect(drawnLimits([], points)).toEqual([]);
});

test("limits of bands change half way between the exposures, and stop where none holds", () => {
  const lines = drawnLimits([limit({ errorBelow: 3, bands: ["r"] }), limit({ errorBelow: 5, bands: ["i"] })], points);
  expect(lines.map(({ at, from, to }) => [at, from, to])).toEqual([
    [3, Number.NEGATIVE_INFINITY, 15],
    [5, 15, 25],
    [3, 35, Number.POSITIVE_INFINITY],
  ]);
});
