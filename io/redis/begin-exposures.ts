/** An exposure begins once, with its first event: what holds for it from then on is fixed in the same step. */
import type { Redis } from "ioredis";
import { z } from "zod";
import { everyDetector } from "#contracts/detector-pattern.ts";
import { keys } from "./keys.ts";
import { runScripts, script } from "./script.ts";

/** An exposure as any event tells of it. */
export interface Beginning {
  camera: string;
  exposureId: number;
  dayObs: number;
  seqNum: number;
  obsId: string | null;
  receivedAtMs: number;
  /** How long after its first event it is late if it is not complete. */
  lateAfterMs: number;
  /** The detectors that will come, where the event says so; null says nothing. */
  expected: readonly string[] | null;
}

/** `behind` is an exposure that is heard of first when later ones have been there for long: lost before, or from an archive. */
export const arrival = z.enum(["live", "behind"]);
export type Arrival = z.infer<typeof arrival>;

/** What holds for an exposure since its first event. */
export interface Begun {
  /** The pattern of its camera in that moment. */
  pattern: string;
  arrival: Arrival;
}

/** The step itself, for scripts that begin an exposure and do something beside it. */
export const beginLua = `
local function begin(exposure, night, nights, cameras, control,
    camera, id, dayObs, seqNum, obsId, receivedAt, deadline)
  if redis.call('HSETNX', exposure, 'firstEventAtMs', receivedAt) == 0 then return false end
  local stored = redis.call('GET', control)
  local state = stored and cjson.decode(stored) or { version = 0, patterns = {} }
  local arrival = 'live'
  local latest = redis.call('ZREVRANGE', nights, 0, 0)[1]
  local after = redis.call('ZRANGEBYSCORE', night, '(' .. seqNum, '+inf', 'LIMIT', 0, 1)[1]
  if latest and tonumber(latest) > tonumber(dayObs) then
    arrival = 'behind'
  elseif after then
    local next = string.sub(exposure, 1, -string.len(id) - 1) .. after
    local seenAt, nextArrival = unpack(redis.call('HMGET', next, 'firstEventAtMs', 'arrival'))
    if nextArrival == 'behind' or (seenAt and receivedAt - seenAt > deadline - receivedAt) then arrival = 'behind' end
  end
  redis.call('HSET', exposure, 'camera', camera, 'exposureId', id, 'dayObs', dayObs, 'seqNum', seqNum,
    'obsId', obsId, 'deadlineAtMs', deadline,
    'pattern', state.patterns[camera] or '${everyDetector}', 'controlVersion', state.version, 'arrival', arrival)
  redis.call('ZADD', night, seqNum, id)
  redis.call('ZADD', nights, dayObs, dayObs)
  redis.call('SADD', cameras, camera)
  return true
end
`;

const beginScript = script(`
${beginLua}
local exposure, night, nights, cameras, control, open, changes = unpack(KEYS)
local camera, id, dayObs, seqNum, obsId, receivedAt, deadline, expected = unpack(ARGV)
local isChanged =
  begin(exposure, night, nights, cameras, control, camera, id, dayObs, seqNum, obsId, receivedAt, deadline)
if expected ~= '' and redis.call('HGET', exposure, 'expected') ~= expected then
  isChanged = true
  redis.call('HSET', exposure, 'expected', expected)
end
if isChanged then
  redis.call('ZADD', open, redis.call('HGET', exposure, 'deadlineAtMs'), camera .. ' ' .. id)
  redis.call('HINCRBY', exposure, 'revision', 1)
  redis.call('XADD', changes, '*', 'camera', camera, 'id', id)
end
return redis.call('HMGET', exposure, 'pattern', 'arrival')
`);

const begun = z
  .tuple([z.string().nullable(), arrival.nullable()])
  // An exposure that an older version began has neither.
  .transform(([pattern, arrived]): Begun => ({ pattern: pattern ?? everyDetector, arrival: arrived ?? "live" }));

/** @returns what holds for each exposure, whoever began it, in the order given. */
export async function beginExposures(redis: Redis, exposures: readonly Beginning[]): Promise<Begun[]> {
  const calls = exposures.map((exposure) => {
    const { camera, exposureId, dayObs, seqNum, obsId, receivedAtMs, lateAfterMs, expected } = exposure;
    return {
      keys: [
        keys.exposure(camera, exposureId),
        keys.night(camera, dayObs),
        keys.nights(camera),
        keys.cameras,
        keys.control,
        keys.open,
        keys.changes,
      ],
      args: [
        camera,
        exposureId,
        dayObs,
        seqNum,
        obsId ?? "",
        receivedAtMs,
        receivedAtMs + lateAfterMs,
        expected ? JSON.stringify([...expected].sort()) : "",
      ],
    };
  });
  return z.array(begun).parse(await runScripts(redis, beginScript, calls));
}
