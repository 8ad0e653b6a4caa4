/** SPEC T7: limits of plots that show several bands at once. */
import { expect, test } from "vitest";
import { metricLimit } from "#contracts/limits.ts";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { bandLimits, isNear, limitedOf, limitWords, wholeLimits } from "./band-limits.ts";

const limit = (parts: object) => metricLimit.parse({ agreedOn: "2026-11-22", reason: "a test", ...parts });
const exposures = ["r", "r", "u", "g", null].map((band, at) =>
  sampleExposure(at + 1, { header: { band, imageType: "science" } }),
);
const [endless, everywhere] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

test("T7: a limit that holds for all that is shown is one line, whatever the bands", () => {
  expect(wholeLimits([limit({ warnAbove: 1.2 })], limitedOf(exposures))).toEqual([
    { level: "warn", side: "above", at: 1.2, from: endless, to: everywhere, bands: null },
  ]);
  expect(wholeLimits([], exposures)).toEqual([]);
});

test("T7: limits of bands are a line for each, equal ones together, in the order of the spectrum", () => {
  const limits = [limit({ errorAbove: 2, bands: ["r", "g"] }), limit({ errorAbove: 3, bands: ["u"] })];
  const lines = wholeLimits(limits, limitedOf(exposures));
  expect(lines.map(({ at, bands }) => [at, bands])).toEqual([
    [3, ["u"]],
    [2, ["g", "r"]],
  ]);
  expect(limitWords(lines)).toEqual(["■ error above 3 (u), 2 (g, r)"]);
});

test("T7: what differs within a band is not drawn as if it held for all of it", () => {
  const flat = sampleExposure(9, { header: { band: "r", imageType: "flat" } });
  const limits = [limit({ warnAbove: 5, imageTypes: ["science"] })];
  const lines = wholeLimits(limits, limitedOf([...exposures, flat]));
  expect(lines.map(({ bands }) => bands)).toEqual([["u", "g", "no band"]]);
});

test("T7: along an axis a bound that began on some night begins there, for each band by itself", () => {
  const nights = [20261120, 20261121, 20261122].flatMap((dayObs, x) =>
    ["r", "g"].map((band) => ({ exposure: { camera: "TestCam", dayObs, header: { band, imageType: "science" } }, x })),
  );
  const lines = bandLimits([limit({ warnAbove: 1, fromDayObs: 20261121 })], nights);
  expect(lines).toEqual([{ level: "warn", side: "above", at: 1, from: 0.5, to: everywhere, bands: null }]);
});

test("exposures of one kind are asked for once, and far limits are not near", () => {
  expect(limitedOf(exposures)).toHaveLength(4);
  const [line] = wholeLimits([limit({ warnAbove: 1.5 })], exposures);
  expect(isNear(line!, [1, 1.1, 1.2, 1.3])).toBe(true);
  expect(isNear(line!, [1, 1.01, 1.02])).toBe(false);
  expect(isNear(line!, [])).toBe(false);
});
