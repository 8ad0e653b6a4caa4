/** Lets a failed result give way to another attempt; the failure stays as provenance, and a done result stays in any case. */
import type { Redis } from "ioredis";
import { type SupersededResult, supersededResult } from "#contracts/exposure.ts";
import type { ImageIdentity } from "#contracts/identity.ts";
import { detectorResult } from "#contracts/result.ts";
import { imageField } from "./intake-store.ts";
import { keys } from "./keys.ts";
import { runScript, script } from "./script.ts";

/** One atomic step: whoever dies after it finds an image that was never announced, which the next trigger publishes. */
const supersedeScript = script(`
local results, superseded, exposure, changes = unpack(KEYS)
local image, at, by, camera, id = unpack(ARGV)
local moved, marks = 0, {}
for _, name in ipairs(redis.call('HKEYS', results)) do
  if string.sub(name, 1, #image + 1) == image .. '~' then
    local text = redis.call('HGET', results, name)
    if cjson.decode(text).status == 'failed' then
      redis.call('RPUSH', superseded, cjson.encode({ result = text, at = at, by = by }))
      redis.call('HDEL', results, name)
      for index = 5, 8 do redis.call('HDEL', KEYS[index], name) end
      moved = moved + 1
      marks[moved] = 'result ' .. name
    end
  end
end
if moved == 0 then return 0 end
redis.call('HDEL', KEYS[9], image)
marks[moved + 1] = 'image ' .. image
local revision = redis.call('HINCRBY', exposure, 'revision', 1)
for _, mark in ipairs(marks) do redis.call('ZADD', KEYS[10], revision, mark) end
redis.call('XADD', changes, '*', 'camera', camera, 'id', id)
return moved
`);

/** @returns whether the image had a failed result, which is now history. */
export async function supersedeFailure(
  redis: Redis,
  image: ImageIdentity,
  { atMs, by }: { atMs: number; by: string },
): Promise<boolean> {
  const { camera, exposureId } = image;
  const of = (key: (camera: string, exposureId: number) => string) => key(camera, exposureId);
  const moved = await runScript(
    redis,
    supersedeScript,
    [
      of(keys.results),
      of(keys.superseded),
      of(keys.exposure),
      keys.changes,
      of(keys.depth),
      of(keys.queued),
      of(keys.gathered),
      of(keys.pushed),
      of(keys.announced),
      of(keys.changed),
    ],
    [imageField(image), atMs, by, camera, exposureId],
  );
  return Number(moved) > 0;
}

/** @returns failures of an exposure that gave way to another attempt, oldest first. */
export async function readSuperseded(redis: Redis, camera: string, exposureId: number): Promise<SupersededResult[]> {
  const entries = await redis.lrange(keys.superseded(camera, exposureId), 0, -1);
  return entries.map((text) => {
    const { result, at, by } = JSON.parse(text) as { result: string; at: string; by: string };
    const { detector, kind, task, error, worker, attempts, timeline } = detectorResult.parse(JSON.parse(result));
    const doneAtMs = timeline.doneAtMs;
    return supersededResult.parse({
      detector,
      kind,
      task,
      error,
      worker,
      attempts,
      doneAtMs,
      supersededAtMs: Number(at),
      by,
    });
  });
}
