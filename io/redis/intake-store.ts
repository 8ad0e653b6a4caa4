/** What the intake writes: announced images, counters of outcomes, and records that could not be used. */
import type { Redis } from "ioredis";
import { z } from "zod";
import type { ImageIdentity } from "#contracts/identity.ts";
import type { DeadLetter, OutcomeKind } from "#contracts/outcome.ts";
import { keys } from "./keys.ts";
import { countRate } from "./rates.ts";
import { runScripts, script } from "./script.ts";

/** One image of one exposure, as it was announced. */
export interface Announcement extends ImageIdentity {
  dayObs: number;
  seqNum: number;
  obsId: string | null;
  eventAtMs: number | null;
  receivedAtMs: number;
  /** When the exposure is late if it is not complete. */
  deadlineAtMs: number;
  /** The record that tells of it; the same for every distributor that reads the record. */
  source: string;
}

/**
 * What came of announcing an image:
 * `new` nobody knew of it · `again` its record came before and its job is not known to be queued ·
 * `repeat` its record came before and its job is queued · `other` another record told of it and its job is not known
 * to be queued · `known` another record told of it and its job is queued.
 */
const announced = z.enum(["new", "again", "repeat", "other", "known"]);
export type Announced = z.infer<typeof announced>;

const announceScript = script(`
local announced, queued, exposure, night, nights, cameras, open, changes = unpack(KEYS)
local image, early, camera, id, dayObs, seqNum, obsId, deadline, receivedAt, source = unpack(ARGV)
if image ~= '' then
  local before = redis.call('HGET', announced, image)
  if before then
    local isQueued = redis.call('HEXISTS', queued, image) == 1
    if cjson.decode(before).source == source then return isQueued and 'repeat' or 'again' end
    return isQueued and 'known' or 'other'
  end
  redis.call('HSET', announced, image, early)
end
if redis.call('HSETNX', exposure, 'firstEventAtMs', receivedAt) == 1 then
  redis.call('HSET', exposure, 'camera', camera, 'exposureId', id, 'dayObs', dayObs, 'seqNum', seqNum,
    'obsId', obsId, 'deadlineAtMs', deadline)
  redis.call('ZADD', night, seqNum, id)
  redis.call('ZADD', nights, dayObs, dayObs)
  redis.call('SADD', cameras, camera)
  redis.call('ZADD', open, deadline, camera .. ' ' .. id)
end
redis.call('HINCRBY', exposure, 'revision', 1)
redis.call('XADD', changes, '*', 'camera', camera, 'id', id)
return 'new'
`);

const noteScript = script(`
local noted, outcomes, dead = unpack(KEYS)
local counts, letters, remembered, kept = cjson.decode(ARGV[1]), cjson.decode(ARGV[2]), ARGV[3], ARGV[4]
if not redis.call('SET', noted, 1, 'NX', 'EX', remembered) then return 0 end
for kind, count in pairs(counts) do redis.call('HINCRBY', outcomes, kind, count) end
for _, letter in ipairs(letters) do redis.call('XADD', dead, 'MAXLEN', '~', kept, '*', 'letter', letter) end
return 1
`);

/** What became of a message's records. */
export interface MessageNote {
  position: string;
  counts: Partial<Record<OutcomeKind, number>>;
  letters: readonly Omit<DeadLetter, "id">[];
}

export interface IntakeStore {
  /** Notes images, one round trip for all. Nothing is queued yet. */
  announce(images: readonly Announcement[]): Promise<Announced[]>;
  /** Notes that an exposure exists, for an image that will not come. */
  announceExposure(image: Announcement): Promise<void>;
  /** Notes that the jobs of these images are safe in the queue. */
  markQueued(queue: string, images: readonly ImageIdentity[], queuedAtMs: number): Promise<void>;
  /** Counts outcomes and keeps records for operators, once for each message however many distributors read it. */
  note(messages: readonly MessageNote[]): Promise<void>;
}

/** @returns the field of an image in the hashes of its exposure. */
export function imageField(image: { detector: string; kind: string }): string {
  return `${image.detector}~${image.kind}`;
}

const lettersKept = 1000;
/** Messages come again within minutes, from other distributors or after a crash. */
const notedForS = 3600;

export function intakeStore(redis: Redis): IntakeStore {
  return {
    async announce(images) {
      const calls = images.map((image) => announceCall(image, imageField(image)));
      return z.array(announced).parse(await runScripts(redis, announceScript, calls));
    },

    async announceExposure(image) {
      await runScripts(redis, announceScript, [announceCall(image, "")]);
    },

    async markQueued(queue, images, queuedAtMs) {
      if (images.length === 0) return;
      const pipeline = redis.pipeline();
      for (const image of images) {
        pipeline.hsetnx(keys.queued(image.camera, image.exposureId), imageField(image), queuedAtMs);
      }
      countRate(pipeline, queue, "in", images.length, queuedAtMs);
      for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
    },

    async note(messages) {
      const calls = messages.map(({ position, counts, letters }) => ({
        keys: [keys.noted(position), keys.outcomes, keys.dead],
        args: [
          JSON.stringify(counts),
          JSON.stringify(letters.map((letter) => JSON.stringify(letter))),
          notedForS,
          lettersKept,
        ],
      }));
      await runScripts(redis, noteScript, calls);
    },
  };
}

function announceCall(image: Announcement, field: string): { keys: string[]; args: (string | number)[] } {
  return {
    keys: [
      keys.announced(image.camera, image.exposureId),
      keys.queued(image.camera, image.exposureId),
      keys.exposure(image.camera, image.exposureId),
      keys.night(image.camera, image.dayObs),
      keys.nights(image.camera),
      keys.cameras,
      keys.open,
      keys.changes,
    ],
    args: [
      field,
      JSON.stringify({ eventAtMs: image.eventAtMs, receivedAtMs: image.receivedAtMs, source: image.source }),
      image.camera,
      image.exposureId,
      image.dayObs,
      image.seqNum,
      image.obsId ?? "",
      image.deadlineAtMs,
      image.receivedAtMs,
      image.source,
    ],
  };
}
