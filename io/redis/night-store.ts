/** Reads cameras, nights and summaries for the API. */
import type { Redis } from "ioredis";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { parseSummary } from "#contracts/quick-summary.ts";
import type { StoredDelta } from "./delta-stream.ts";
import { keys } from "./keys.ts";

/** @returns names of cameras that have an exposure, sorted. */
export async function readCameraNames(redis: Redis): Promise<string[]> {
  return (await redis.smembers(keys.cameras)).sort();
}

/** @returns a camera's nights with their numbers of exposures, newest first. */
export async function readNights(redis: Redis, camera: string): Promise<{ dayObs: number; exposures: number }[]> {
  const nights = (await redis.zrevrange(keys.nights(camera), 0, -1)).map(Number);
  const pipeline = redis.pipeline();
  for (const dayObs of nights) pipeline.zcard(keys.night(camera, dayObs));
  const counts = (await pipeline.exec()) ?? [];
  return nights.map((dayObs, index) => ({ dayObs, exposures: Number(counts[index]?.[1] ?? 0) }));
}

/** @returns the night's exposure ids, newest first. */
export async function readNightIds(redis: Redis, camera: string, dayObs: number): Promise<number[]> {
  return (await redis.zrevrange(keys.night(camera, dayObs), 0, -1)).map(Number);
}

/** @returns the summaries of these exposures; one that is not gathered yet is left out. */
export async function readSummaries(redis: Redis, camera: string, ids: readonly number[]): Promise<ExposureSummary[]> {
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.hget(keys.exposure(camera, id), "summary");
  const replies = (await pipeline.exec()) ?? [];
  return replies.flatMap(([error, text]) => {
    if (error) throw error;
    if (typeof text !== "string") return [];
    const parsed = parseSummary(JSON.parse(text));
    if (!parsed.success) throw parsed.error;
    return [parsed.data];
  });
}

/** @returns the revision of each exposure's summary, in the order given; null for one that is not gathered yet. */
export async function readRevisions(redis: Redis, camera: string, ids: readonly number[]): Promise<(number | null)[]> {
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.hget(keys.exposure(camera, id), "summaryRevision");
  return ((await pipeline.exec()) ?? []).map(([error, text]) => {
    if (error) throw error;
    return typeof text === "string" ? Number(text) : null;
  });
}

/** Notes when deltas were first pushed to pages. */
export async function markPushed(redis: Redis, deltas: readonly StoredDelta[], atMs: number): Promise<void> {
  const pipeline = redis.pipeline();
  for (const { delta, works } of deltas) {
    const key = keys.pushed(delta.exposure.camera, delta.exposure.exposureId);
    for (const work of works) pipeline.hsetnx(key, work, atMs);
  }
  await pipeline.exec();
}
