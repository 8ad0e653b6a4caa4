/** O6: an exposure's facts by every clock, and its place in both writings. */
import { expect, test } from "vitest";
import type { CameraView } from "#contracts/api.ts";
import { sampleSummary } from "../../fixtures/sample-summary.ts";
import { syntheticExposure } from "../../fixtures/synthetic-night.ts";
import { factGroups } from "./fact-groups.ts";

const camera = { timeZone: "America/Santiago", detectors: [] as CameraView["detectors"] } as CameraView;

function factsOf(title: string, exposure: Parameters<typeof factGroups>[0], of: CameraView | null = camera) {
  return factGroups(exposure, of).find((group) => group.title === title)?.facts ?? [];
}

test("O6: UTC comes first, then the observatory's clock, then TAI, 37 s ahead", () => {
  const exposure = syntheticExposure(1);
  const header = { ...(exposure.header ?? {}), obsStartUtc: "2026-11-22T04:12:33.120" };
  const facts = factsOf("Time", { ...exposure, header } as typeof exposure);
  expect(facts.slice(0, 3)).toEqual([
    { name: "Start, UTC", text: "2026-11-22 04:12:33.1" },
    { name: "Start, local", text: "01:12:33" },
    { name: "Start, TAI", text: "2026-11-22 04:13:10.1" },
  ]);
  expect(factsOf("Time", exposure, null).map(({ name }) => name)).not.toContain("Start, local");
});

test("O6: a place is told in hours and in degrees; a silent header has none", () => {
  const exposure = syntheticExposure(1);
  const header = { ...(exposure.header ?? {}), raDeg: 83.82208, decDeg: -5.39111 };
  // The Orion Nebula (M42) from SIMBAD.
  expect(factsOf("Pointing", { ...exposure, header } as typeof exposure).slice(0, 2)).toEqual([
    { name: "RA", text: "05:35:17.3", other: "83.82208°" },
    { name: "Dec", text: "−05:23:28", other: "-5.39111°" },
  ]);
  const silent = factsOf("Pointing", sampleSummary({ header: null }));
  expect(silent.every(({ text }) => text === null)).toBe(true);
});
