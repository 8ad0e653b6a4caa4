/** The simulated LSSTCam night of the screenshots: its exposures, their events, and how a detector differs from the middle one. */
import type { Camera, CameraDetector } from "#contracts/camera.ts";
import type { ImageArrived } from "#contracts/event.ts";
import { exposureIdOf } from "#contracts/identity.ts";
import { metricOf } from "#contracts/metrics.ts";
import type { ThreadAnswer } from "#workers/thread.ts";
import { obsIdOf } from "../simulate/exposure-cards.ts";
import { type PlannedExposure, planNight } from "../simulate/night-plan.ts";
import { randomFor } from "../simulate/random.ts";

export const modelCamera = "LSSTCam";
/** The one detector of an exposure that has pixels. */
export const middleDetector = "R22_S11";
/** An image that cannot be read, so that a failure can be looked at. */
export const brokenImage = { seqNum: 58, detector: "R10_S02" };
const seed = 20261121;
/** From one exposure to the next. */
export const cadenceMs = 40_000;

/** @returns exposures 1…n of the night. */
export function planModelNight(exposures: number): PlannedExposure[] {
  return planNight({ seed, exposures });
}

/** @returns when an exposure of 30 s began whose readout has just ended, or that was so many exposures `before` that one. */
export function beganAtMs(nowMs: number, before: number): number {
  return nowMs - 32_400 - before * cadenceMs;
}

/** @returns the event of one image, whose address tells the model's worker all that it needs. */
export function modelEvent(
  camera: Camera,
  detector: CameraDetector,
  { dayObs, seqNum, startedAtMs, nowMs }: { dayObs: number; seqNum: number; startedAtMs: number; nowMs: number },
): ImageArrived {
  return {
    type: "image-arrived",
    v: 1,
    camera: camera.name,
    exposureId: exposureIdOf(dayObs, seqNum),
    dayObs,
    seqNum,
    obsId: obsIdOf(camera, dayObs, seqNum),
    detector: detector.name,
    kind: detector.kind,
    uri: `file:///simulated/${dayObs}/${seqNum}/${startedAtMs}/${detector.name}.fits`,
    eventAtMs: nowMs,
  };
}

/** @returns the middle detector's answer as another one would give it: tilted, curved towards the edge, with noise. */
export function asSeenBy(detector: CameraDetector, seqNum: number, middle: ThreadAnswer): ThreadAnswer {
  if (!middle.answer.ok || detector.name === middleDetector) return middle;
  const [x, y] = [detector.x / 7, detector.y / 7];
  const own = randomFor(seed, "detector", detector.id);
  const both = randomFor(seed, "detector", detector.id, seqNum);
  const metrics = Object.fromEntries(
    Object.entries(middle.answer.metrics).map(([key, value]) => {
      const factor = factorOf(metricOf(key)?.topic ?? "", x, y) * (1 + 0.02 * own.normal() + 0.02 * both.normal());
      if (value === null) return [key, null];
      return [key, metricOf(key)?.digits === 0 ? Math.round(value * factor) : value * factor];
    }),
  );
  return { ...middle, answer: { ...middle.answer, metrics, plots: {}, pictures: [] }, pictures: [] };
}

/** Seeing gets worse towards the edge and to one side, the sky brightens to the other, the edge is vignetted. */
function factorOf(topic: string, x: number, y: number): number {
  const edge = x * x + y * y;
  if (topic === "seeing") return 1 + 0.1 * edge + 0.06 * x;
  if (topic === "sky") return (1 + 0.04 * y) * (1 - 0.08 * edge ** 2);
  if (topic === "sources") return 1 - 0.15 * edge ** 2;
  return 1;
}
