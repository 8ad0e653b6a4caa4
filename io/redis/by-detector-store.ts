/** Each metric of an exposure by detector, kept apart from its results: a night's plot reads a thousandth of them. */
import type { Redis } from "ioredis";
import { z } from "zod";
import { keys } from "./keys.ts";

/** A metric by detector; null is not measured, and a detector without results is absent. */
export type DetectorValues = ReadonlyMap<string, number | null>;

const stored = z.record(z.string(), z.number().nullable());
/** No name of a metric. */
const revisionField = "#revision";

/** Keeps what the results of an exposure told at a revision of its summary, in place of what was kept before. */
export async function saveByDetector(
  redis: Redis,
  { camera, exposureId, revision }: { camera: string; exposureId: number; revision: number },
  metrics: ReadonlyMap<string, DetectorValues>,
): Promise<void> {
  const key = keys.byDetector(camera, exposureId);
  const fields = [...metrics].map(([metric, values]) => [metric, JSON.stringify(Object.fromEntries(values))] as const);
  await redis
    .multi()
    .del(key)
    .hset(key, { [revisionField]: revision, ...Object.fromEntries(fields) })
    .exec();
}

/**
 * @returns the metric of each exposure, in the order given; null where nothing is kept of that revision, so that its
 * results have to be read.
 */
export async function readByDetector(
  redis: Redis,
  camera: string,
  exposures: readonly { id: number; revision: number }[],
  metric: string,
): Promise<(DetectorValues | null)[]> {
  const pipeline = redis.pipeline();
  for (const { id } of exposures) pipeline.hmget(keys.byDetector(camera, id), revisionField, metric);
  const replies = (await pipeline.exec()) ?? [];
  return replies.map(([error, reply], at) => {
    if (error) throw error;
    const [revision, text] = reply as [string | null, string | null];
    if (revision === null || Number(revision) !== exposures[at]?.revision) return null;
    return text === null ? new Map() : new Map(Object.entries(stored.parse(JSON.parse(text))));
  });
}
