/** All that is known of one exposure, as gatherers and pages read it. */
import type { Redis } from "ioredis";

import { z } from "zod";
import type { Contributed } from "#contracts/contribution.ts";

import { type DetectorDepth, detectorDepth, type ExposureSummary, exposureSummary } from "#contracts/exposure.ts";
import { type DetectorResult, detectorResult } from "#contracts/result.ts";
import { contributedFrom } from "./contribution-store.ts";
import { imageField } from "./intake-store.ts";
import { keys } from "./keys.ts";

/** An image that was announced, and the instants of its way that its result does not hold. */
export interface AnnouncedImage {
  detector: string;
  kind: "raw" | "guider";
  eventAtMs: number | null;
  receivedAtMs: number | null;
  queuedAtMs: number | null;
  gatheredAtMs: number | null;
  pushedAtMs: number | null;
}

/** Plain facts of one exposure, from which its summary and its page are computed. */
export interface ExposureFacts {
  camera: string;
  exposureId: number;
  dayObs: number;
  seqNum: number;
  obsId: string | null;
  revision: number;
  /** When the first event of an image came; null while only other programs told of the exposure. */
  firstEventAtMs: number | null;
  deadlineAtMs: number | null;
  /** The pattern that held when the exposure began; null for one that began before there were patterns. */
  pattern: string | null;
  /** Detectors that were told to come; null is not told. */
  expected: string[] | null;
  images: AnnouncedImage[];
  results: DetectorResult[];
  contributed: Contributed;
  summary: ExposureSummary | null;
}

/** @returns null when nothing is known of the exposure. */
export async function readExposure(redis: Redis, camera: string, exposureId: number): Promise<ExposureFacts | null> {
  const read = [
    keys.exposure,
    keys.announced,
    keys.queued,
    keys.gathered,
    keys.pushed,
    keys.results,
    keys.channelItems,
    keys.foreignValues,
  ].map((key) => redis.hgetall(key(camera, exposureId)));
  const [
    exposure = {},
    announced = {},
    queued = {},
    gathered = {},
    pushed = {},
    results = {},
    items = {},
    values = {},
  ] = await Promise.all(read);
  if (exposure.exposureId === undefined) return null;
  return {
    camera,
    exposureId,
    dayObs: Number(exposure.dayObs),
    seqNum: Number(exposure.seqNum),
    obsId: exposure.obsId || null,
    revision: Number(exposure.revision),
    firstEventAtMs: instantOf(exposure.firstEventAtMs),
    deadlineAtMs: instantOf(exposure.deadlineAtMs),
    pattern: exposure.pattern ?? null,
    expected: exposure.expected === undefined ? null : stored(z.array(z.string()), exposure.expected),
    images: Object.entries(announced).map(([field, early]) =>
      announcedImage(field, early, { queued, gathered, pushed }),
    ),
    results: Object.values(results).map((text) => stored(detectorResult, text)),
    contributed: contributedFrom(items, values),
    summary: exposure.summary === undefined ? null : stored(exposureSummary, exposure.summary),
  };

  function stored<T>(schema: z.ZodType<T>, text: string): T {
    try {
      return schema.parse(JSON.parse(text));
    } catch (error) {
      throw new UnreadableExposure(
        `What Redis holds of ${camera} ${exposureId} does not fit this version: ${(error as Error).message}. ` +
          "Was it written by another version? Delete the exposure's keys to have it taken in again.",
      );
    }
  }
}

/** An exposure whose stored parts cannot be read; trying again does not help. */
export class UnreadableExposure extends Error {
  override name = "UnreadableExposure";
}

/** @returns amplifiers and plot data of one detector's image; null when there is no result of it. */
export async function readDepth(
  redis: Redis,
  image: { camera: string; exposureId: number; detector: string; kind: string; task: string },
): Promise<DetectorDepth | null> {
  const text = await redis.hget(keys.depth(image.camera, image.exposureId), `${imageField(image)}~${image.task}`);
  return text === null ? null : detectorDepth.parse(JSON.parse(text));
}

function instantOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

function announcedImage(
  field: string,
  early: string,
  steps: Record<"queued" | "gathered" | "pushed", Record<string, string>>,
): AnnouncedImage {
  const [detector = "", kind] = field.split("~");
  const { eventAtMs, receivedAtMs } = JSON.parse(early) as { eventAtMs: number | null; receivedAtMs: number | null };
  const instant = (step: Record<string, string>) => instantOf(step[field]);
  return {
    detector,
    kind: kind === "guider" ? "guider" : "raw",
    eventAtMs,
    receivedAtMs,
    queuedAtMs: instant(steps.queued),
    gatheredAtMs: instant(steps.gathered),
    pushedAtMs: instant(steps.pushed),
  };
}
