/** What reconcilers share: exposures to look after, signs that exposures go on, and what looking gave. */
import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { type ExposureSummary, exposureSummary } from "#contracts/exposure.ts";
import { type Reconciliation, reconciliation } from "#contracts/reconciliation.ts";
import { ensureGroup } from "./consumer-group.ts";
import { keys } from "./keys.ts";
import { runScript, script } from "./script.ts";
import { fieldsOf, type StreamEntry } from "./stream-entry.ts";

/** An exposure whose camera says that it was read out. */
export const readout = z.object({
  camera: z.string(),
  exposureId: z.number(),
  dayObs: z.number(),
  seqNum: z.number(),
  obsId: z.string(),
  /** UTC milliseconds; null is not told. */
  readoutEndedAtMs: z.number().nullable(),
  /** When the event was read. */
  heardAtMs: z.number(),
});
export type Readout = z.infer<typeof readout>;

/** A camera's last signs of life, UTC milliseconds; null is never. */
export interface Signs {
  lastImageAtMs: number | null;
  lastVisitAtMs: number | null;
  visitsSinceImage: number;
}

/** An exposure that is due, taken until an instant. */
export interface DueExposure {
  camera: string;
  exposureId: number;
  untilMs: number;
}

export interface WatchStore {
  /** Waits up to `blockMs` for exposures that changed. Call `done` when they are looked after. */
  changes(blockMs: number): Promise<{ summaries: ExposureSummary[]; done: () => Promise<void> }>;
  /** Has an exposure looked after at an instant; one that is to be looked after earlier already stays so. */
  lookAt(camera: string, exposureId: number, atMs: number): Promise<void>;
  noteReadout(readout: Readout): Promise<void>;
  noteVisit(camera: string, atMs: number): Promise<void>;
  noteImage(camera: string, atMs: number): Promise<void>;
  /** Takes exposures that are due; one that is not settled within `leaseMs` is due again. */
  claimDue(nowMs: number, leaseMs: number): Promise<DueExposure[]>;
  /** Ends a claim: the exposure is looked after again at `atMs`, or never again; what was heard meanwhile goes before. */
  settle(due: DueExposure, atMs: number | null): Promise<void>;
  readReadout(camera: string, exposureId: number): Promise<Readout | null>;
  /** @returns cameras of which anything was heard. */
  watchedCameras(): Promise<string[]>;
  readSigns(camera: string): Promise<Signs>;
  /** @returns exposures read out since `sinceMs` with whether any of their images is known, oldest first. */
  readoutsSince(camera: string, sinceMs: number): Promise<(Readout & { hasImages: boolean })[]>;
  /** Counts detectors that stayed away from one more exposure, and forgets those that came. */
  noteAbsences(camera: string, absent: readonly string[], came: readonly string[]): Promise<void>;
  /** @returns exposures in a row without each detector. */
  readAbsences(camera: string): Promise<Record<string, number>>;
  /** Keeps what looking gave, and has the exposure gathered again so that open pages show it. */
  keep(camera: string, exposureId: number, found: Reconciliation): Promise<void>;
  /** Remembers for some hours that images came only because they were looked for. */
  noteRetriggered(camera: string, exposureId: number, detectors: readonly string[], atMs: number): Promise<void>;
  countRetriggered(camera: string, sinceMs: number): Promise<number>;
}

const group = "watch";
const takeOverAfterMs = 10_000;
const readoutsKept = 200;
const readoutKeptS = 30 * 86_400;

const claimScript = script(`
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, 20)
for _, member in ipairs(due) do redis.call('ZADD', KEYS[1], ARGV[2], member) end
return due
`);

/** Whoever heard of the exposure since has set another instant, which stays. */
const settleScript = script(`
local member, claimed, at = unpack(ARGV)
local score = redis.call('ZSCORE', KEYS[1], member)
if not score or tonumber(score) ~= tonumber(claimed) then return 0 end
if at == '' then redis.call('ZREM', KEYS[1], member) else redis.call('ZADD', KEYS[1], at, member) end
return 1
`);

/** Signs only grow: an event that comes late never makes a camera look quieter than it was. */
const signScript = script(`
local field, at, visit = unpack(ARGV)
local before = tonumber(redis.call('HGET', KEYS[1], field) or '0')
if tonumber(at) > before then redis.call('HSET', KEYS[1], field, at) end
if visit == '1' then redis.call('HINCRBY', KEYS[1], 'visitsSinceImage', 1) else redis.call('HSET', KEYS[1], 'visitsSinceImage', 0) end
return 1
`);

const keepScript = script(`
local reconciled, exposure, changes = unpack(KEYS)
redis.call('SET', reconciled, ARGV[1])
if redis.call('EXISTS', exposure) == 0 then return 0 end
redis.call('HINCRBY', exposure, 'revision', 1)
redis.call('XADD', changes, '*', 'camera', ARGV[2], 'id', ARGV[3])
return 1
`);

export function watchStore(redis: Redis): WatchStore {
  const consumer = randomUUID();
  let isReady = false;
  const memberOf = (camera: string, exposureId: number) => `${camera} ${exposureId}`;
  const sign = (camera: string, field: string, atMs: number, isVisit: boolean) =>
    redis
      .sadd(keys.watchedCameras, camera)
      .then(() => runScript(redis, signScript, [keys.signs(camera)], [field, atMs, isVisit ? 1 : 0]));

  return {
    async changes(blockMs) {
      try {
        if (!isReady) await ensureGroup(redis, keys.deltas, group);
        isReady = true;
        const entries = await read(redis, consumer, blockMs);
        return {
          summaries: entries.flatMap(([, flat]) => {
            const parsed = exposureSummary.safeParse(JSON.parse(fieldsOf(flat).exposure ?? "null"));
            return parsed.success ? [parsed.data] : [];
          }),
          async done() {
            if (entries.length > 0) await redis.xack(keys.deltas, group, ...entries.map(([id]) => id));
          },
        };
      } catch (error) {
        // A Redis that lost its data has lost the group as well.
        isReady = false;
        throw error;
      }
    },
    async lookAt(camera, exposureId, atMs) {
      await redis.zadd(keys.watched, "LT", atMs, memberOf(camera, exposureId));
    },
    async noteReadout(told) {
      const { camera, exposureId, heardAtMs } = told;
      const key = keys.readout(camera, exposureId);
      await redis
        .multi()
        .sadd(keys.watchedCameras, camera)
        .set(key, JSON.stringify(told), "EX", readoutKeptS, "NX")
        .zadd(keys.readouts(camera), "NX", heardAtMs, exposureId)
        .zremrangebyrank(keys.readouts(camera), 0, -readoutsKept - 1)
        .exec();
    },
    noteVisit: async (camera, atMs) => void (await sign(camera, "lastVisitAtMs", atMs, true)),
    noteImage: async (camera, atMs) => void (await sign(camera, "lastImageAtMs", atMs, false)),
    async claimDue(nowMs, leaseMs) {
      const due = (await runScript(redis, claimScript, [keys.watched], [nowMs, nowMs + leaseMs])) as string[];
      return due.map((member) => {
        const [camera = "", id = ""] = member.split(" ");
        return { camera, exposureId: Number(id), untilMs: nowMs + leaseMs };
      });
    },
    async settle({ camera, exposureId, untilMs }, atMs) {
      await runScript(redis, settleScript, [keys.watched], [memberOf(camera, exposureId), untilMs, atMs ?? ""]);
    },
    async readReadout(camera, exposureId) {
      const text = await redis.get(keys.readout(camera, exposureId));
      return text === null ? null : readout.parse(JSON.parse(text));
    },
    watchedCameras: () => redis.smembers(keys.watchedCameras),
    async readSigns(camera) {
      const signs = await redis.hgetall(keys.signs(camera));
      const instant = (text: string | undefined) => (text === undefined ? null : Number(text));
      return {
        lastImageAtMs: instant(signs.lastImageAtMs),
        lastVisitAtMs: instant(signs.lastVisitAtMs),
        visitsSinceImage: Number(signs.visitsSinceImage ?? 0),
      };
    },
    async readoutsSince(camera, sinceMs) {
      const ids = await redis.zrangebyscore(keys.readouts(camera), `(${sinceMs}`, "+inf");
      if (ids.length === 0) return [];
      const texts = await redis.mget(ids.map((id) => keys.readout(camera, id)));
      const counts = await Promise.all(ids.map((id) => redis.exists(keys.announced(camera, id))));
      return texts.flatMap((text, index) =>
        text === null ? [] : [{ ...readout.parse(JSON.parse(text)), hasImages: (counts[index] ?? 0) > 0 }],
      );
    },
    async noteAbsences(camera, absent, came) {
      const pipeline = redis.pipeline();
      if (came.length > 0) pipeline.hdel(keys.absences(camera), ...came);
      for (const detector of absent) pipeline.hincrby(keys.absences(camera), detector, 1);
      await pipeline.exec();
    },
    async readAbsences(camera) {
      const counts = await redis.hgetall(keys.absences(camera));
      return Object.fromEntries(Object.entries(counts).map(([detector, count]) => [detector, Number(count)]));
    },
    async keep(camera, exposureId, found) {
      await runScript(
        redis,
        keepScript,
        [keys.reconciled(camera, exposureId), keys.exposure(camera, exposureId), keys.changes],
        [JSON.stringify(found), camera, exposureId],
      );
    },
    async noteRetriggered(camera, exposureId, detectors, atMs) {
      if (detectors.length === 0) return;
      const members = detectors.flatMap((detector) => [atMs, `${exposureId} ${detector}`]);
      await redis
        .multi()
        .zadd(keys.retriggered(camera), "NX", ...members)
        .zremrangebyscore(keys.retriggered(camera), "-inf", atMs - 6 * 3600_000)
        .exec();
    },
    countRetriggered: (camera, sinceMs) => redis.zcount(keys.retriggered(camera), sinceMs, "+inf"),
  };
}

/** @returns what looking for the exposure's images gave; null when nobody had to look. */
export async function readReconciliation(
  redis: Redis,
  camera: string,
  exposureId: number,
): Promise<Reconciliation | null> {
  const text = await redis.get(keys.reconciled(camera, exposureId));
  return text === null ? null : reconciliation.parse(JSON.parse(text));
}

async function read(redis: Redis, consumer: string, blockMs: number): Promise<StreamEntry[]> {
  // What a reconciler that is gone has taken and not finished.
  const limits = [takeOverAfterMs, "0-0", "COUNT", 200] as const;
  const taken = (await redis.call("XAUTOCLAIM", keys.deltas, group, consumer, ...limits)) as [string, StreamEntry[]];
  if (taken[1].length > 0) return taken[1];
  const reply = (await redis.xreadgroup(
    "GROUP",
    group,
    consumer,
    "COUNT",
    200,
    "BLOCK",
    blockMs,
    "STREAMS",
    keys.deltas,
    ">",
  )) as [string, StreamEntry[]][] | null;
  return reply?.[0]?.[1] ?? [];
}
