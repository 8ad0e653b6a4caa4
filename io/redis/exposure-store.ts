/** All that is known of one exposure, as gatherers and pages read it. */
import type { Redis } from "ioredis";
import { z } from "zod";
import type { Contributed } from "#contracts/contributed.ts";
import { type DetectorDepth, detectorDepth } from "#contracts/detector-depth.ts";
import { type ExposureSummary, exposureSummary } from "#contracts/exposure.ts";
import { type DetectorResult, detectorResult } from "#contracts/result.ts";
import { firstRun } from "#contracts/run-name.ts";
import { contributedFrom } from "./contribution-store.ts";
import { announcedRecord, workField } from "./intake-store.ts";
import { keys, runScope } from "./keys.ts";

/** A task that was planned for an image, and the instants of its way that its result does not hold. */
export interface PlannedWork {
  task: string;
  queuedAtMs: number | null;
  gatheredAtMs: number | null;
  pushedAtMs: number | null;
}

/** An image that was announced, with the tasks that were planned for it, the first of which speaks for it. */
export interface AnnouncedImage {
  detector: string;
  kind: "raw" | "guider";
  eventAtMs: number | null;
  receivedAtMs: number | null;
  uris: readonly string[];
  tasks: readonly PlannedWork[];
}

/** Plain facts of one exposure in one run, from which its summary and its page are computed. */
export interface ExposureFacts {
  camera: string;
  exposureId: number;
  run: string;
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

/** @returns null when nothing is known of the exposure in that run. */
export async function readExposure(
  redis: Redis,
  camera: string,
  exposureId: number,
  run: string = firstRun,
): Promise<ExposureFacts | null> {
  const scope = runScope(exposureId, run);
  const [
    exposure = {},
    announced = {},
    queued = {},
    gathered = {},
    pushed = {},
    results = {},
    items = {},
    values = {},
  ] = await readHashes(
    redis,
    [
      keys.exposure,
      keys.announced,
      keys.queued,
      keys.gathered,
      keys.pushed,
      keys.results,
      keys.channelItems,
      keys.foreignValues,
    ].map((key) => key(camera, scope)),
  );
  if (exposure.exposureId === undefined) return null;
  const which = { camera, exposureId };
  return {
    ...namesOfExposure(exposure, { camera, exposureId, run }),
    images: imagesOf(announced, { queued, gathered, pushed }),
    results: Object.values(results).map((text) => readStored(detectorResult, text, which)),
    contributed: contributedFrom(items, values),
    summary: exposure.summary === undefined ? null : readStored(exposureSummary, exposure.summary, which),
  };
}

type ExposureNames = Omit<ExposureFacts, "images" | "results" | "contributed" | "summary">;

/** @returns what an exposure's own hash says of it. */
export function namesOfExposure(
  exposure: { readonly [field: string]: string | undefined },
  which: Pick<ExposureFacts, "camera" | "exposureId" | "run">,
): ExposureNames {
  return {
    ...which,
    dayObs: Number(exposure.dayObs),
    seqNum: Number(exposure.seqNum),
    obsId: exposure.obsId || null,
    revision: Number(exposure.revision),
    firstEventAtMs: instantOf(exposure.firstEventAtMs),
    deadlineAtMs: instantOf(exposure.deadlineAtMs),
    pattern: exposure.pattern ?? null,
    expected: exposure.expected === undefined ? null : readStored(z.array(z.string()), exposure.expected, which),
  };
}

/** @throws UnreadableExposure when a stored text of an exposure does not fit. */
export function readStored<T>(
  schema: z.ZodType<T>,
  text: string,
  { camera, exposureId }: { camera: string; exposureId: number },
): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new UnreadableExposure(
      `What Redis holds of ${camera} ${exposureId} does not fit this version: ${(error as Error).message}. ` +
        "Was it written by another version? Delete the exposure's keys to have it taken in again.",
    );
  }
}

/** @param scope of an exposure in a run. @returns its images that were announced, without their steps and results. */
export async function readImages(redis: Redis, camera: string, scope: number | string): Promise<AnnouncedImage[]> {
  return imagesOf(await redis.hgetall(keys.announced(camera, scope)), noSteps);
}

/** An exposure as it was announced: its names and its images, without their steps and results. */
export type AnnouncedExposure = Pick<ExposureFacts, "camera" | "exposureId" | "dayObs" | "seqNum" | "obsId" | "images">;

/** @returns null when nothing is known of the exposure. */
export async function readAnnounced(
  redis: Redis,
  camera: string,
  exposureId: number,
): Promise<AnnouncedExposure | null> {
  const [exposure = {}, announced = {}] = await readHashes(redis, [
    keys.exposure(camera, exposureId),
    keys.announced(camera, exposureId),
  ]);
  if (exposure.exposureId === undefined) return null;
  const { dayObs, seqNum, obsId } = exposure;
  const images = imagesOf(announced, noSteps);
  return { camera, exposureId, dayObs: Number(dayObs), seqNum: Number(seqNum), obsId: obsId || null, images };
}

/** An exposure whose stored parts cannot be read; trying again does not help. */
export class UnreadableExposure extends Error {
  override name = "UnreadableExposure";
}

/** @returns amplifiers, plot data and log of one task on a detector's image; null when there is no result of it. */
export async function readDepth(
  redis: Redis,
  image: { camera: string; exposureId: number; detector: string; kind: string; task: string; run: string },
): Promise<DetectorDepth | null> {
  const scope = runScope(image.exposureId, image.run);
  const [depth, amps] = await Promise.all(
    [keys.depth, keys.amps].map((key) => redis.hget(key(image.camera, scope), workField(image))),
  );
  if (typeof depth !== "string") return null;
  const { log = [], ...kept } = JSON.parse(depth);
  return detectorDepth.parse({
    ...kept,
    ...(amps && { amps: JSON.parse(amps) }),
    logs: [{ task: image.task, lines: log }],
  });
}

type Hash = Record<string, string>;

/** In one step: a summary of results that are newer than its revision would be told twice. */
async function readHashes(redis: Redis, names: readonly string[]): Promise<Hash[]> {
  const transaction = redis.multi();
  for (const name of names) transaction.hgetall(name);
  return ((await transaction.exec()) ?? []).map(([error, hash]) => {
    if (error) throw error;
    return z.record(z.string(), z.string()).parse(hash);
  });
}

function instantOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

type Steps = Record<"queued" | "gathered" | "pushed", Hash>;
const noSteps: Steps = { queued: {}, gathered: {}, pushed: {} };

function imagesOf(announced: Hash, steps: Steps): AnnouncedImage[] {
  return Object.entries(announced).map(([field, text]) => announcedImage(field, text, steps));
}

/** @returns an image from its field and text in the hash of announced ones. */
export function announcedImage(field: string, text: string, steps: Steps = noSteps): AnnouncedImage {
  const [detector = "", kind] = field.split("~");
  const { eventAtMs, receivedAtMs, uris, tasks } = announcedRecord.parse(JSON.parse(text));
  const instant = (step: Hash, task: string) => instantOf(step[`${field}~${task}`]);
  return {
    detector,
    kind: kind === "guider" ? "guider" : "raw",
    eventAtMs,
    receivedAtMs,
    uris,
    tasks: tasks.map((task) => ({
      task,
      queuedAtMs: instant(steps.queued, task),
      gatheredAtMs: instant(steps.gathered, task),
      pushedAtMs: instant(steps.pushed, task),
    })),
  };
}
