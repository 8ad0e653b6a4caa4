/** Side runs: what was asked for, how far they are, and their images in keys of their own beside the first results. */
import type { Redis } from "ioredis";
import { z } from "zod";
import type { Job } from "#contracts/job.ts";
import { type RunRecord, type RunView, runRecord } from "#contracts/run.ts";
import { type announcedRecord, imageField } from "./intake-store.ts";
import { keys, runScope } from "./keys.ts";
import { runScript, script } from "./script.ts";

const createScript = script(`
local runs, run = unpack(KEYS)
local name, record, atMs = unpack(ARGV)
if redis.call('HSETNX', run, 'record', record) == 1 then redis.call('ZADD', runs, atMs, name) end
return redis.call('HGET', run, 'record')
`);

/** An image that runs again, as its first run announced it, with its jobs in the side run. */
export interface ImageToRerun {
  obsId: string | null;
  uris: readonly string[];
  eventAtMs: number | null;
  receivedAtMs: number;
  jobs: readonly Job[];
}

export interface RunStore {
  /** Keeps the record of a new run. @returns the record under that name: another one where the name was taken. */
  create(record: RunRecord): Promise<RunRecord>;
  /** Notes which images and tasks of one exposure the run consists of; doing it again changes nothing. */
  announce(run: string, images: readonly ImageToRerun[], atMs: number): Promise<void>;
  /** Notes that all jobs of the run are safe in the queue. */
  markQueued(run: string, atMs: number): Promise<void>;
  /** @returns null where there is no such run. */
  read(run: string): Promise<RunView | null>;
  /** @returns the newest runs, newest first. */
  list(count: number): Promise<RunView[]>;
}

export function runStore(redis: Redis): RunStore {
  async function read(run: string): Promise<RunView | null> {
    const stored = storedRun.safeParse(await redis.hgetall(keys.run(run)));
    return stored.success ? viewOf(stored.data) : null;
  }

  return {
    async create(record) {
      const places = [keys.runs, keys.run(record.run)];
      const kept = await runScript(redis, createScript, places, [
        record.run,
        JSON.stringify(record),
        record.createdAtMs,
      ]);
      return runRecord.parse(JSON.parse(String(kept)));
    },

    async announce(run, images, atMs) {
      const pipeline = redis.pipeline();
      for (const { jobs, obsId, uris, eventAtMs, receivedAtMs } of images) {
        const [job] = jobs;
        if (!job) continue;
        const { camera, exposureId, dayObs, seqNum } = job;
        const scope = runScope(exposureId, run);
        const tasks = jobs.map(({ task }) => task);
        const announced: z.input<typeof announcedRecord> = { eventAtMs, receivedAtMs, uris: [...uris], tasks };
        pipeline.hsetnx(keys.announced(camera, scope), imageField(job), JSON.stringify(announced));
        for (const { task } of jobs) {
          pipeline.hsetnx(keys.queued(camera, scope), `${imageField(job)}~${task}`, atMs);
        }
        const identity = { camera, exposureId, dayObs, seqNum, obsId: obsId ?? "", revision: 1 };
        // Nobody waits for a side run, so it is never late.
        const instants = { firstEventAtMs: atMs, deadlineAtMs: Number.MAX_SAFE_INTEGER };
        for (const [field, value] of Object.entries({ ...identity, ...instants })) {
          pipeline.hsetnx(keys.exposure(camera, scope), field, value);
        }
        pipeline.sadd(keys.sideRuns(camera, exposureId), run);
      }
      for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
    },

    async markQueued(run, atMs) {
      await redis.hsetnx(keys.run(run), "queuedAtMs", atMs);
    },

    read,

    async list(count) {
      const names = await redis.zrevrange(keys.runs, 0, count - 1);
      return (await Promise.all(names.map(read))).filter((view) => view !== null);
    },
  };
}

/** @returns the side runs that an exposure is part of, by name. */
export async function readSideRuns(redis: Redis, camera: string, exposureId: number): Promise<string[]> {
  return (await redis.smembers(keys.sideRuns(camera, exposureId))).sort();
}

const storedRun = z.object({
  record: z.string().transform((text) => runRecord.parse(JSON.parse(text))),
  queuedAtMs: z.coerce.number().optional(),
  done: z.coerce.number().int().default(0),
  failed: z.coerce.number().int().default(0),
  lastResultAtMs: z.coerce.number().nullable().default(null),
});

function viewOf({ record, queuedAtMs, done, failed, lastResultAtMs }: z.infer<typeof storedRun>): RunView {
  const ended = done + failed >= record.jobs ? "finished" : "running";
  return { ...record, state: queuedAtMs === undefined ? "queuing" : ended, done, failed, lastResultAtMs };
}
