/** The bursts of an exposure. */
import { expect, test } from "vitest";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { seededUniform } from "../../fixtures/seeded-noise.ts";
import { planBursts } from "./plan-bursts.ts";

const detectors = (await loadCameras()).find(({ name }) => name === "LSSTCam")?.detectors ?? [];

test.each([1, 2, 3])("seed %i: every detector once, wavefront first, guiders last, at most 40 together", (seed) => {
  const bursts = planBursts(detectors, seededUniform(seed));
  expect(bursts.flatMap((burst) => burst.detectors).sort()).toEqual(detectors.map(({ name }) => name).sort());
  expect(bursts[0]?.detectors).toHaveLength(8);
  expect(bursts.at(-1)?.detectors.every((name) => /_SG[01]$/.test(name))).toBe(true);
  expect(Math.max(...bursts.map((burst) => burst.detectors.length))).toBeLessThanOrEqual(40);
  expect(bursts.map(({ atS }) => atS)).toEqual(bursts.map(({ atS }) => atS).sort((left, right) => left - right));
});
