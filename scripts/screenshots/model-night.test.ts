/** The simulated night of the screenshots: what the detectors around the middle one see. */
import { expect, test } from "vitest";
import type { CameraDetector } from "#contracts/camera.ts";
import type { ThreadAnswer } from "#workers/thread.ts";
import { asSeenBy, beganAtMs, cadenceMs, middleDetector } from "./model-night.ts";

const answer = { ok: true, metrics: { psf_fwhm: 0.8, n_sources_5: 100, sky_bg: null }, plots: {}, pictures: [] };
const middle = { answer, sha256: "", pictures: [], warnings: [] } as unknown as ThreadAnswer;
const detector = (name: string, x: number, y: number) => ({ id: x * 10 + y, name, x, y }) as CameraDetector;

function metricsOf(seen: ThreadAnswer): Record<string, number | null> {
  if (!seen.answer.ok) throw new Error("no answer");
  return seen.answer.metrics;
}

test("the middle detector keeps its numbers; at the edge stars are wider, counts are whole, what is missing is missing", () => {
  expect(asSeenBy(detector(middleDetector, 0, 0), 1, middle)).toBe(middle);
  const edge = metricsOf(asSeenBy(detector("R24_S12", 7, 0), 1, middle));
  expect(edge["psf_fwhm"]).toBeGreaterThan(0.8);
  expect(Number.isInteger(edge["n_sources_5"])).toBe(true);
  expect(edge["sky_bg"]).toBeNull();
  expect(metricsOf(asSeenBy(detector("R24_S12", 7, 0), 1, middle))).toEqual(edge);
  expect(metricsOf(asSeenBy(detector("R24_S12", 7, 0), 2, middle))).not.toEqual(edge);
});

test("exposures began a cadence apart, and the last one's 30 s are over", () => {
  expect(beganAtMs(1_000_000, 0) + 30_000).toBeLessThan(1_000_000);
  expect(beganAtMs(1_000_000, 0) - beganAtMs(1_000_000, 3)).toBe(3 * cadenceMs);
});
