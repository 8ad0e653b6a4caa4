/** The stream of deltas: web processes follow its end, and pages that were away read what they missed. */
import { setTimeout as pause } from "node:timers/promises";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { ExposureDelta } from "#contracts/push.ts";
import { parseSummary } from "#contracts/quick-summary.ts";
import { keys } from "./keys.ts";
import { fieldsOf, type StreamEntry } from "./stream-entry.ts";

/** A delta with the work (`detector~kind~task`) that it tells of. */
export interface StoredDelta {
  delta: ExposureDelta;
  works: readonly string[];
}

/** The position in a stream that holds nothing. */
const nothingYet = "0-0";

/** @returns the position after the last delta, from which a follower misses nothing. */
export async function latestDeltaId(redis: Redis): Promise<string> {
  const newest = (await redis.xrevrange(keys.deltas, "+", "-", "COUNT", 1)) as StreamEntry[];
  return newest[0]?.[0] ?? nothingYet;
}

/** The most that is replayed to one page; a page that missed more reads the night again. */
const mostMissed = 500;

/** @returns the deltas of a night after `since`, or null when they are no longer all there, or too many. */
export async function missedDeltas(
  redis: Redis,
  night: { camera: string; dayObs: number },
  since: string,
): Promise<ExposureDelta[] | null> {
  if (!/^\d+-\d+$/.test(since)) return null;
  const oldest = (await redis.xrange(keys.deltas, "-", "+", "COUNT", 1)) as StreamEntry[];
  const oldestId = oldest[0]?.[0];
  if (oldestId === undefined && since === nothingYet) return [];
  // An empty or shortened stream (Redis lost its data, or dropped old entries) cannot tell what was missed.
  if (oldestId === undefined || isBefore(since, oldestId)) return null;
  const entries = (await redis.xrange(keys.deltas, `(${since}`, "+", "COUNT", mostMissed * 4)) as StreamEntry[];
  if (entries.length === mostMissed * 4) return null;
  const missed = entries
    .flatMap((entry) => storedDelta(entry)?.delta ?? [])
    .filter(({ exposure }) => exposure.camera === night.camera && exposure.dayObs === night.dayObs);
  return missed.length > mostMissed ? null : missed;
}

/** Calls `push` with each new delta, from now on, until the signal. Trouble is told and outlived. */
export async function followDeltas(
  redis: Redis,
  stop: AbortSignal,
  push: (deltas: readonly StoredDelta[]) => Promise<void>,
  onTrouble: (error: Error) => void,
): Promise<void> {
  let position: string | null = null;
  while (!stop.aborted) {
    try {
      position ??= await latestDeltaId(redis);
      const reply = (await redis.xread("COUNT", 500, "BLOCK", 1000, "STREAMS", keys.deltas, position)) as
        | [string, StreamEntry[]][]
        | null;
      const entries: StreamEntry[] = reply?.[0]?.[1] ?? [];
      if (entries.length === 0) continue;
      await push(entries.flatMap((entry) => storedDelta(entry) ?? []));
      position = entries.at(-1)?.[0] ?? position;
    } catch (error) {
      if (stop.aborted) return;
      onTrouble(error as Error);
      await pause(250);
    }
  }
}

/** @returns null for an entry that another version wrote: the page's next reading of the night makes up for it. */
function storedDelta([id, flat]: StreamEntry): StoredDelta | null {
  const { exposure = "null", works: workList = "[]" } = fieldsOf(flat);
  const summary = parseSummary(JSON.parse(exposure));
  const works = z.array(z.string()).safeParse(JSON.parse(workList));
  if (!summary.success || !works.success) return null;
  const detectors = [...new Set(works.data.map((work) => work.split("~")[0] ?? work))];
  return { delta: { v: 1, id, exposure: summary.data, detectors }, works: works.data };
}

function isBefore(left: string, right: string): boolean {
  const [leftMs = 0, leftNumber = 0] = left.split("-").map(Number);
  const [rightMs = 0, rightNumber = 0] = right.split("-").map(Number);
  return leftMs < rightMs || (leftMs === rightMs && leftNumber < rightNumber);
}
