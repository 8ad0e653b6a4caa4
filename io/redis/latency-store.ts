/** Histograms of stages in Redis, so that every process adds to the same and every reader sees all. */
import type { Redis } from "ioredis";
import { z } from "zod";
import { latencyStages, type StageKey, type StageSpread } from "#contracts/latency.ts";
import { keys } from "./keys.ts";
import { bucketOf, percentileMs } from "./latency-histogram.ts";
import { runScript, script } from "./script.ts";

/** How long one image, or one exposure as a whole, spent in each stage. */
export interface StageSample {
  /** Names the image within its exposure, or `exposure`; it counts once. */
  of: string;
  spansMs: Partial<Record<StageKey, number>>;
}

export interface StageHistogram {
  stage: StageKey;
  /** Bucket → samples, see `latency-histogram.ts`. */
  counts: Map<number, number>;
  sumMs: number;
}

export interface LatencyStore {
  /** Adds the samples of an exposure that were not added before; any number of processes may offer the same. */
  record(camera: string, exposureId: number, samples: readonly StageSample[], atMs: number): Promise<void>;
  /** @returns the spread of each stage that has samples within the window; `camera` null is all cameras. */
  read(camera: string | null, windowMin: number, nowMs: number): Promise<StageSpread[]>;
  /** @returns everything that was ever recorded of a camera, which only grows. */
  readEver(camera: string): Promise<StageHistogram[]>;
  /** Notes when a browser had painted an exposure's last state. @returns whether it is the first to say so. */
  notePainted(camera: string, exposureId: number, atMs: number): Promise<boolean>;
  readPainted(camera: string, exposureId: number): Promise<number | null>;
}

const windowMs = 600_000;
const keptS = 2 * 86_400;

/** Adds up first: an exposure of 205 images has some 2,000 spans and falls into some 100 buckets. */
const recordScript = script(`
local measured, window, ever = unpack(KEYS)
local samples, kept = cjson.decode(ARGV[1]), ARGV[2]
local sums, isAny = {}, false
for _, sample in ipairs(samples) do
  if redis.call('HSETNX', measured, sample[1], 1) == 1 then
    isAny = true
    for at = 2, #sample, 3 do
      local bucket, sum = sample[at], sample[at + 1]
      sums[bucket] = (sums[bucket] or 0) + 1
      sums[sum] = (sums[sum] or 0) + sample[at + 2]
    end
  end
end
if not isAny then return 0 end
for _, key in ipairs({window, ever}) do
  for field, by in pairs(sums) do redis.call('HINCRBY', key, field, by) end
end
redis.call('EXPIRE', window, kept)
return 1
`);

const field = z.string().regex(/^[a-z]+:(\d+|sum)$/);

export function latencyStore(redis: Redis): LatencyStore {
  return {
    async record(camera, exposureId, samples, atMs) {
      const offered = samples.filter(({ spansMs }) => Object.keys(spansMs).length > 0);
      if (offered.length === 0) return;
      const window = keys.latency(camera, Math.floor(atMs / windowMs));
      const text = JSON.stringify(offered.map(({ of, spansMs }) => [of, ...flatSpans(spansMs)]));
      await redis.sadd(keys.measuredCameras, camera);
      await runScript(
        redis,
        recordScript,
        [keys.measured(camera, exposureId), window, keys.latency(camera, "ever")],
        [text, keptS],
      );
    },
    async read(camera, windowMin, nowMs) {
      const cameras = camera === null ? await redis.smembers(keys.measuredCameras) : [camera];
      const latest = Math.floor(nowMs / windowMs);
      const windows = Math.max(1, Math.ceil((windowMin * 60_000) / windowMs));
      const pipeline = redis.pipeline();
      // One more, as the window that runs has only begun.
      for (const name of cameras) {
        for (let back = 0; back <= windows; back += 1) pipeline.hgetall(keys.latency(name, latest - back));
      }
      const replies = (await pipeline.exec()) ?? [];
      return spreads(replies.map(([, hash]) => (hash ?? {}) as Record<string, string>));
    },
    async readEver(camera) {
      return [...histograms([await redis.hgetall(keys.latency(camera, "ever"))]).values()];
    },
    async notePainted(camera, exposureId, atMs) {
      return (await redis.hsetnx(keys.painted(camera, exposureId), "last", atMs)) === 1;
    },
    async readPainted(camera, exposureId) {
      const text = await redis.hget(keys.painted(camera, exposureId), "last");
      return text === null ? null : Number(text);
    },
  };
}

/** @returns cameras of which a stage was ever measured. */
export function readMeasuredCameras(redis: Redis): Promise<string[]> {
  return redis.smembers(keys.measuredCameras);
}

/** @returns for each stage the field of its bucket, the field of its sum, and what to add to that. */
function flatSpans(spansMs: StageSample["spansMs"]): (string | number)[] {
  return Object.entries(spansMs).flatMap(([stage, ms]) => [
    `${stage}:${bucketOf(ms)}`,
    `${stage}:sum`,
    Math.max(0, Math.round(ms)),
  ]);
}

function histograms(hashes: readonly Readonly<Record<string, string>>[]): Map<StageKey, StageHistogram> {
  const found = new Map<StageKey, StageHistogram>();
  for (const hash of hashes) {
    for (const [name, value] of Object.entries(hash)) {
      if (!field.safeParse(name).success) continue;
      const [stage = "", bucket = ""] = name.split(":");
      const known = latencyStages.find(({ key }) => key === stage);
      if (known === undefined) continue;
      const histogram = found.get(known.key) ?? { stage: known.key, counts: new Map<number, number>(), sumMs: 0 };
      found.set(known.key, histogram);
      if (bucket === "sum") histogram.sumMs += Number(value);
      else histogram.counts.set(Number(bucket), (histogram.counts.get(Number(bucket)) ?? 0) + Number(value));
    }
  }
  return found;
}

function spreads(hashes: readonly Readonly<Record<string, string>>[]): StageSpread[] {
  const found = histograms(hashes);
  return latencyStages.flatMap(({ key }) => {
    const counts = found.get(key)?.counts ?? new Map<number, number>();
    const count = [...counts.values()].reduce((sum, each) => sum + each, 0);
    if (count === 0) return [];
    const at = (percent: number) => percentileMs(counts, percent) ?? 0;
    return [{ stage: key, count, p50Ms: at(50), p95Ms: at(95), p99Ms: at(99) }];
  });
}
