/** Images that are set aside: who is in, and what a release takes back. */
import type { Redis } from "ioredis";
import type { Job } from "#contracts/job.ts";
import { type Quarantined, quarantined } from "#contracts/quarantine.ts";
import { firstRun } from "#contracts/run-name.ts";
import { workField } from "./intake-store.ts";
import { keys, runScope } from "./keys.ts";
import { runScript, script } from "./script.ts";

export interface QuarantineStore {
  /** Sets an image aside; one that is in stays as it is. */
  put(image: Quarantined): Promise<void>;
  /** @returns all images that are set aside, newest first. */
  list(): Promise<Quarantined[]>;
  /** @returns null when the job is not in quarantine. */
  find(jobId: string): Promise<Quarantined | null>;
  /** Takes back the failed result of a job, so that the job may have another. One that has numbers stays. */
  takeBackResult(job: Job): Promise<void>;
  /** The last step of a release. */
  remove(jobId: string): Promise<void>;
}

const takeBackScript = script(`
local results, depths, gathered, pushed, exposure, changed, changes = unpack(KEYS)
local field, camera, id = unpack(ARGV)
local result = redis.call('HGET', results, field)
if not result or cjson.decode(result).status ~= 'failed' then return 0 end
redis.call('HDEL', results, field)
for _, of in ipairs({ depths, gathered, pushed }) do redis.call('HDEL', of, field) end
redis.call('ZADD', changed, redis.call('HINCRBY', exposure, 'revision', 1), 'result ' .. field)
redis.call('XADD', changes, '*', 'camera', camera, 'id', id, 'work', field)
return 1
`);

/** A result of a side run is counted for the run, and was told to nobody else. */
const takeBackAsideScript = script(`
local results, depths, run = unpack(KEYS)
local field = unpack(ARGV)
local result = redis.call('HGET', results, field)
if not result or cjson.decode(result).status ~= 'failed' then return 0 end
redis.call('HDEL', results, field)
redis.call('HDEL', depths, field)
redis.call('HINCRBY', run, 'failed', -1)
return 1
`);

export function quarantineStore(redis: Redis): QuarantineStore {
  return {
    async put(image) {
      await redis.hsetnx(keys.quarantine, image.job.id, JSON.stringify(image));
    },
    async list() {
      const images = Object.values(await redis.hgetall(keys.quarantine)).map((text) => stored(text));
      return images.sort((left, right) => right.atMs - left.atMs);
    },
    async find(jobId) {
      const text = await redis.hget(keys.quarantine, jobId);
      return text === null ? null : stored(text);
    },
    async takeBackResult(job) {
      const { camera, exposureId, run = firstRun } = job;
      const scope = runScope(exposureId, run);
      const places = [keys.results(camera, scope), keys.depth(camera, scope)];
      if (run !== firstRun) {
        await runScript(redis, takeBackAsideScript, [...places, keys.run(run)], [workField(job)]);
        return;
      }
      const told = [keys.gathered, keys.pushed, keys.exposure, keys.changed].map((key) => key(camera, scope));
      await runScript(redis, takeBackScript, [...places, ...told, keys.changes], [workField(job), camera, exposureId]);
    },
    async remove(jobId) {
      await redis.hdel(keys.quarantine, jobId);
    },
  };
}

function stored(text: string): Quarantined {
  return quarantined.parse(JSON.parse(text));
}
