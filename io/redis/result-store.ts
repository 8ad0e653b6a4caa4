/** What workers write: results, of which the first for a job stays for ever. */
import type { Redis } from "ioredis";
import type { DetectorResult } from "#contracts/result.ts";
import { imageField } from "./intake-store.ts";
import { keys } from "./keys.ts";
import { countRate } from "./rates.ts";
import { runScript, script } from "./script.ts";

const keepScript = script(`
local results, exposure, changes, failures, depths = unpack(KEYS)
local image, task, result, camera, id, failure, depth = unpack(ARGV)
if redis.call('HSETNX', results, image .. '~' .. task, result) == 0 then return 0 end
redis.call('HSET', depths, image .. '~' .. task, depth)
redis.call('HINCRBY', exposure, 'revision', 1)
redis.call('XADD', changes, '*', 'camera', camera, 'id', id, 'image', image)
if failure ~= '' then redis.call('XADD', failures, 'MAXLEN', '~', 1000, '*', 'failure', failure) end
return 1
`);

export interface ResultStore {
  /** Keeps a result unless its job has one; `queue` is the one that its job came from. @returns whether this one was kept. */
  keep(result: DetectorResult, queue: string | null): Promise<boolean>;
  /** @returns whether the job has its result already. */
  has(job: { camera: string; exposureId: number; detector: string; kind: string; task: string }): Promise<boolean>;
}

export function resultStore(redis: Redis): ResultStore {
  return {
    async keep({ amps, plots, ...result }, queue) {
      const { camera, exposureId, detector, error } = result;
      const atMs = result.timeline.doneAtMs ?? Date.now();
      const failure = error ? JSON.stringify({ ...error, camera, exposureId, detector, atMs }) : "";
      const kept = await runScript(
        redis,
        keepScript,
        [
          keys.results(camera, exposureId),
          keys.exposure(camera, exposureId),
          keys.changes,
          keys.failures,
          keys.depth(camera, exposureId),
        ],
        [
          imageField(result),
          result.task,
          JSON.stringify(result),
          camera,
          exposureId,
          failure,
          JSON.stringify({ amps, plots }),
        ],
      );
      if (kept !== 1) return false;
      if (queue === null) return true;
      const pipeline = redis.pipeline();
      countRate(pipeline, queue, "out", 1, atMs);
      await pipeline.exec();
      return true;
    },

    async has(job) {
      const field = `${imageField(job)}~${job.task}`;
      return (await redis.hexists(keys.results(job.camera, job.exposureId), field)) === 1;
    },
  };
}
