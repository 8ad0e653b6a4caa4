/** What gatherers use: the stream of changes, and summaries that never go back to an older state. */
import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { ensureGroup } from "./consumer-group.ts";
import { keys } from "./keys.ts";
import { runScript, script } from "./script.ts";
import { fieldsOf, type StreamEntry } from "./stream-entry.ts";

/** An exposure that changed, with the work (`detector~kind~task`) that has a result since. */
export interface Change {
  camera: string;
  exposureId: number;
  works: string[];
}

export interface GatherStore {
  /**
   * Waits up to `blockMs` for changes; several of one exposure come as one. Call `done` when they are gathered; the next
   * `take` may be called at once, and goes to Redis behind it.
   */
  take(blockMs: number): Promise<{ changes: Change[]; done: () => Promise<void> }>;
  /**
   * Stores a summary and tells pages of it, unless one of the same or a newer revision is there already.
   * @param works all that changed, and all that the summary holds and no summary held before: those that have a result
   *   are marked as gathered with the first summary that holds it.
   * @returns whether it was stored.
   */
  save(summary: ExposureSummary, works: readonly string[], isFinal: boolean): Promise<boolean>;
  /** Turns exposures whose deadline has passed into changes, so that they are gathered as late. */
  expire(nowMs: number): Promise<number>;
}

const group = "gather";
const batchSize = 512;
const takeOverAfterMs = 5000;
const deltasKept = 100_000;

const saveScript = script(`
local exposure, deltas, open, gathered, results = unpack(KEYS)
local revision, summary, works, member, final, now, kept = unpack(ARGV)
-- Whoever stored a summary of this revision or a newer one has marked all results that this one holds.
local stored = redis.call('HGET', exposure, 'summaryRevision')
if stored and tonumber(stored) >= tonumber(revision) then return 0 end
for _, work in ipairs(cjson.decode(works)) do
  if redis.call('HEXISTS', results, work) == 1 then redis.call('HSETNX', gathered, work, now) end
end
redis.call('HSET', exposure, 'summary', summary, 'summaryRevision', revision)
if final == '1' then redis.call('ZREM', open, member) end
redis.call('XADD', deltas, 'MAXLEN', '~', kept, '*', 'exposure', summary, 'works', works)
return 1
`);

const expireScript = script(`
local open, changes, exposurePrefix = unpack(KEYS)
local now = ARGV[1]
local due = redis.call('ZRANGEBYSCORE', open, '-inf', now, 'LIMIT', 0, 100)
for _, member in ipairs(due) do
  local camera, id = string.match(member, '^(%S+) (%S+)$')
  redis.call('ZREM', open, member)
  redis.call('HINCRBY', exposurePrefix .. camera .. ':' .. id, 'revision', 1)
  redis.call('XADD', changes, '*', 'camera', camera, 'id', id)
end
return #due
`);

export function gatherStore(redis: Redis): GatherStore {
  const consumer = randomUUID();
  let isReady = false;
  let takeOverAtMs = 0;

  async function read(blockMs: number): Promise<StreamEntry[]> {
    if (Date.now() >= takeOverAtMs) {
      takeOverAtMs = Date.now() + takeOverAfterMs / 2;
      // What a gatherer that is gone has taken and not finished.
      const reply = (await redis.call(
        "XAUTOCLAIM",
        keys.changes,
        group,
        consumer,
        takeOverAfterMs,
        "0-0",
        "COUNT",
        batchSize,
      )) as [string, StreamEntry[]];
      if (reply[1].length > 0) return reply[1];
    }
    const reply = (await redis.xreadgroup(
      "GROUP",
      group,
      consumer,
      "COUNT",
      batchSize,
      "BLOCK",
      blockMs,
      "STREAMS",
      keys.changes,
      ">",
    )) as [string, StreamEntry[]][] | null;
    return reply?.[0]?.[1] ?? [];
  }

  return {
    async take(blockMs) {
      try {
        if (!isReady) await ensureGroup(redis, keys.changes, group);
        isReady = true;
        const entries = await read(blockMs);
        return {
          changes: mergeChanges(entries),
          async done() {
            if (entries.length === 0) return;
            const ids = entries.map(([id]) => id);
            // Gathered changes are of no further use to anybody. Two commands go with whatever is asked for next, in one write.
            await Promise.all([redis.xack(keys.changes, group, ...ids), redis.xdel(keys.changes, ...ids)]);
          },
        };
      } catch (error) {
        // A Redis that lost its data has lost the group as well.
        isReady = false;
        throw error;
      }
    },

    async save(summary, works, isFinal) {
      const { camera, exposureId } = summary;
      const stored = await runScript(
        redis,
        saveScript,
        [
          keys.exposure(camera, exposureId),
          keys.deltas,
          keys.open,
          keys.gathered(camera, exposureId),
          keys.results(camera, exposureId),
        ],
        [
          summary.revision,
          JSON.stringify(summary),
          JSON.stringify(works),
          `${camera} ${exposureId}`,
          isFinal ? 1 : 0,
          summary.updatedAtMs,
          deltasKept,
        ],
      );
      return stored === 1;
    },

    async expire(nowMs) {
      const exposurePrefix = keys.exposure("", "").slice(0, -1);
      return Number(await runScript(redis, expireScript, [keys.open, keys.changes, exposurePrefix], [nowMs]));
    },
  };
}

function mergeChanges(entries: readonly StreamEntry[]): Change[] {
  const byExposure = new Map<string, Change>();
  for (const [, fields] of entries) {
    const { camera = "", id = "" } = fieldsOf(fields);
    const exposureId = Number(id);
    const change = byExposure.get(`${camera} ${exposureId}`) ?? { camera, exposureId, works: [] };
    change.works.push(...worksOf(fields));
    byExposure.set(`${camera} ${exposureId}`, change);
  }
  return [...byExposure.values()];
}

/** One change may tell of several works, each in a field of that name. */
function worksOf(flat: readonly string[]): string[] {
  return flat.filter((_, at) => at % 2 === 1 && flat[at - 1] === "work");
}
