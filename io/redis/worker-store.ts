/** Heartbeats of workers, and what operators read of workers, failures and the intake. */
import type { Redis } from "ioredis";
import { z } from "zod";
import { type DeadLetter, deadLetter, outcomeKind } from "#contracts/outcome.ts";
import { failure } from "#contracts/result-facts.ts";
import { type Heartbeat, heartbeat } from "#contracts/worker.ts";
import { keys } from "./keys.ts";
import { fieldsOf, type StreamEntry } from "./stream-entry.ts";

/** A failure as it stands in the stream of failures. */
export const failureEntry = failure.extend({
  camera: z.string(),
  exposureId: z.number(),
  detector: z.string(),
  atMs: z.number(),
});
export type FailureEntry = z.infer<typeof failureEntry>;

/** A worker that has been silent for so long is forgotten. */
const forgottenAfterMs = 3600_000;

export async function writeHeartbeat(redis: Redis, beat: z.input<typeof heartbeat>): Promise<void> {
  await redis.hset(keys.workers, beat.id, JSON.stringify(beat));
}

export async function removeHeartbeat(redis: Redis, id: string): Promise<void> {
  await redis.hdel(keys.workers, id);
}

/** @returns the last heartbeat of each worker, sorted by pool and id. */
export async function readHeartbeats(redis: Redis, nowMs: number): Promise<Heartbeat[]> {
  const beats = Object.values(await redis.hgetall(keys.workers)).map((text) => heartbeat.parse(JSON.parse(text)));
  const forgotten = beats.filter((beat) => nowMs - beat.heartbeatAtMs > forgottenAfterMs).map((beat) => beat.id);
  if (forgotten.length > 0) await redis.hdel(keys.workers, ...forgotten);
  return beats
    .filter((beat) => !forgotten.includes(beat.id))
    .sort(
      (left, right) => left.pool.localeCompare(right.pool) || left.id.localeCompare(right.id, "en", { numeric: true }),
    );
}

/** @returns the newest failures, newest first. */
export async function readFailures(redis: Redis): Promise<FailureEntry[]> {
  const entries = (await redis.xrevrange(keys.failures, "+", "-", "COUNT", 500)) as StreamEntry[];
  return entries.map(([, flat]) => failureEntry.parse(JSON.parse(fieldsOf(flat).failure ?? "null")));
}

/** @returns counters of outcomes, and the newest records that could not be used. */
export async function readIntake(
  redis: Redis,
): Promise<{ counts: Partial<Record<z.infer<typeof outcomeKind>, number>>; dead: DeadLetter[] }> {
  const counters = await redis.hgetall(keys.outcomes);
  const counts: Partial<Record<z.infer<typeof outcomeKind>, number>> = {};
  for (const kind of outcomeKind.options) if (counters[kind] !== undefined) counts[kind] = Number(counters[kind]);
  const entries = (await redis.xrevrange(keys.dead, "+", "-", "COUNT", 50)) as StreamEntry[];
  const dead = entries.map(([id, flat]) =>
    deadLetter.parse({ ...(JSON.parse(fieldsOf(flat).letter ?? "null") as object), id }),
  );
  return { counts, dead };
}
