/** Reads exposures as gatherers do, again and again while they fill: what was read before is not parsed again. */
import type { Redis } from "ioredis";
import type { z } from "zod";
import { detectorResult } from "#contracts/result.ts";
import { firstRun } from "#contracts/run-name.ts";
import { mostRecent } from "../most-recent.ts";
import { contributedFrom } from "./contribution-store.ts";
import {
  type AnnouncedImage,
  announcedImage,
  type ExposureFacts,
  namesOfExposure,
  readStored,
} from "./exposure-store.ts";
import { keys } from "./keys.ts";

/** What of a result a summary tells; where it comes from and how it was made is left unread. */
const gatheredResult = detectorResult.pick({
  detector: true,
  kind: true,
  task: true,
  status: true,
  metrics: true,
  missing: true,
  errors: true,
  samples: true,
  pixelUnit: true,
  header: true,
  artifacts: true,
  error: true,
  timeline: true,
});
export type GatheredResult = z.infer<typeof gatheredResult>;

/** What a summary is made of. The steps of images are not told: a summary does not depend on them. */
export type GatheredFacts = Omit<ExposureFacts, "summary" | "results"> & { results: GatheredResult[] };

const exposureFields = [
  "exposureId",
  "dayObs",
  "seqNum",
  "obsId",
  "revision",
  "firstEventAtMs",
  "deadlineAtMs",
  "pattern",
  "expected",
] as const;

/** Values of a hash as they were parsed, each with the text that it is of. */
type Parsed<T> = Map<string, { text: string; value: T }>;

/** Exposures that fill at the same time; one of 205 detectors takes some MB. */
const mostRemembered = 16;

/** @returns null when nothing is known of the exposure. @throws UnreadableExposure when it does not fit this version. */
export function gatheringReader(redis: Redis): (camera: string, exposureId: number) => Promise<GatheredFacts | null> {
  const known = mostRecent<{ images: Parsed<AnnouncedImage>; results: Parsed<GatheredResult> }>(mostRemembered);
  return async (camera, exposureId) => {
    // In one step: a summary of results that are newer than its revision would be told twice.
    const replies = await redis
      .multi()
      .hmget(keys.exposure(camera, exposureId), ...exposureFields)
      .hgetall(keys.announced(camera, exposureId))
      .hgetall(keys.results(camera, exposureId))
      .hgetall(keys.channelItems(camera, exposureId))
      .hgetall(keys.foreignValues(camera, exposureId))
      .exec();
    const [values, announced, results, items, foreign] = (replies ?? []).map(([error, reply]) => {
      if (error) throw error;
      return reply;
    }) as [(string | null)[], Hash, Hash, Hash, Hash];
    const exposure = Object.fromEntries(exposureFields.map((field, at) => [field, values[at] ?? undefined]));
    if (exposure.exposureId === undefined) return null;
    const before = known(`${camera} ${exposureId}`, () => ({ images: new Map(), results: new Map() }));
    return {
      ...namesOfExposure(exposure, { camera, exposureId, run: firstRun }),
      images: parseNew(announced, before.images, announcedImage),
      results: parseNew(results, before.results, (_, text) => readStored(gatheredResult, text, { camera, exposureId })),
      contributed: contributedFrom(items, foreign),
    };
  };
}

type Hash = Record<string, string>;

function parseNew<T>(hash: Hash, known: Parsed<T>, parse: (field: string, text: string) => T): T[] {
  return Object.entries(hash).map(([field, text]) => {
    const before = known.get(field);
    if (before?.text === text) return before.value;
    const value = parse(field, text);
    known.set(field, { text, value });
    return value;
  });
}
