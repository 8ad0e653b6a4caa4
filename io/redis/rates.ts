/** Jobs in and out per minute, counted in buckets of ten seconds that expire by themselves. */
import type { ChainableCommander, Redis } from "ioredis";
import { keys } from "./keys.ts";

const bucketMs = 10_000;
const bucketsPerMinute = 6;

/** So long a bucket is kept, in seconds. */
export const rateKeptS = 120;

/** @returns the key of the bucket that an instant falls into. */
export function rateKey(queue: string, direction: "in" | "out", atMs: number): string {
  return keys.rate(queue, direction, Math.floor(atMs / bucketMs));
}

export function countRate(
  pipeline: ChainableCommander,
  queue: string,
  direction: "in" | "out",
  jobs: number,
  atMs: number,
): void {
  const key = rateKey(queue, direction, atMs);
  pipeline.incrby(key, jobs);
  pipeline.expire(key, rateKeptS);
}

/** @returns jobs in the minute before `atMs`. */
export async function ratePerMin(redis: Redis, queue: string, direction: "in" | "out", atMs: number): Promise<number> {
  const latest = Math.floor(atMs / bucketMs);
  const names = Array.from({ length: bucketsPerMinute }, (_, back) => keys.rate(queue, direction, latest - back));
  const counts = await redis.mget(names);
  return counts.reduce((sum, count) => sum + Number(count ?? 0), 0);
}
