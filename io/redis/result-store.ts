/** What workers write: results, of which the first for a job stays for ever. */
import type { Redis } from "ioredis";
import type { Job } from "#contracts/job.ts";
import type { DetectorResult } from "#contracts/result.ts";
import { firstRun } from "#contracts/run.ts";
import { workField } from "./intake-store.ts";
import { keys, runScope } from "./keys.ts";
import { countRate } from "./rates.ts";
import { runScript, script } from "./script.ts";

const keepScript = script(`
local results, depths, amplifiers, exposure, changes, failures = unpack(KEYS)
local work, result, depth, amps, camera, id, failure = unpack(ARGV)
if redis.call('HSETNX', results, work, result) == 0 then return 0 end
redis.call('HSET', depths, work, depth)
if amps ~= '' then redis.call('HSET', amplifiers, work, amps) end
redis.call('HINCRBY', exposure, 'revision', 1)
redis.call('XADD', changes, '*', 'camera', camera, 'id', id, 'work', work)
if failure ~= '' then redis.call('XADD', failures, 'MAXLEN', '~', 1000, '*', 'failure', failure) end
return 1
`);

/** A result of a side run is counted for the run, and told to nobody else. */
const keepAsideScript = script(`
local results, depths, amplifiers, run = unpack(KEYS)
local work, result, depth, amps, status, atMs = unpack(ARGV)
if redis.call('HSETNX', results, work, result) == 0 then return 0 end
redis.call('HSET', depths, work, depth)
if amps ~= '' then redis.call('HSET', amplifiers, work, amps) end
redis.call('HINCRBY', run, status, 1)
redis.call('HSET', run, 'lastResultAtMs', atMs)
return 1
`);

export interface ResultStore {
  /** Keeps a result unless its job has one; `queue` is the one that its job came from. @returns whether this one was kept. */
  keep(result: DetectorResult, queue: string | null): Promise<boolean>;
  /** @returns whether the job has its result already. */
  has(job: Pick<Job, "camera" | "exposureId" | "detector" | "kind" | "task" | "run">): Promise<boolean>;
}

export function resultStore(redis: Redis): ResultStore {
  return {
    async keep({ amps, plots, ...result }, queue) {
      const { camera, exposureId, detector, error, run } = result;
      const atMs = result.timeline.doneAtMs ?? Date.now();
      const scope = runScope(exposureId, run);
      const places = [keys.results, keys.depth, keys.amps].map((key) => key(camera, scope));
      const table = amps.length > 0 ? JSON.stringify(amps) : "";
      const written = [workField(result), JSON.stringify(result), JSON.stringify({ plots }), table];
      const failure = error ? JSON.stringify({ ...error, camera, exposureId, detector, atMs }) : "";
      const kept =
        run === firstRun
          ? await runScript(
              redis,
              keepScript,
              [...places, keys.exposure(camera, scope), keys.changes, keys.failures],
              [...written, camera, exposureId, failure],
            )
          : await runScript(redis, keepAsideScript, [...places, keys.run(run)], [...written, result.status, atMs]);
      if (kept !== 1) return false;
      if (queue === null) return true;
      const pipeline = redis.pipeline();
      countRate(pipeline, queue, "out", 1, atMs);
      await pipeline.exec();
      return true;
    },

    async has(job) {
      const place = keys.results(job.camera, runScope(job.exposureId, job.run ?? firstRun));
      return (await redis.hexists(place, workField(job))) === 1;
    },
  };
}
