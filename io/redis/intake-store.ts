/** What the intake writes: exposures that begin, announced images, counters of outcomes, and records that could not be used. */
import type { Redis } from "ioredis";
import { z } from "zod";
import type { ImageIdentity } from "#contracts/identity.ts";
import type { DeadLetter, OutcomeKind } from "#contracts/outcome.ts";
import { type Beginning, type Begun, beginExposures } from "./begin-exposures.ts";
import { keys } from "./keys.ts";
import { runScripts, script } from "./script.ts";

/** One image of one exposure, as it was announced. */
export interface Announcement extends ImageIdentity {
  eventAtMs: number | null;
  receivedAtMs: number;
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
local announced, queued, exposure, changes = unpack(KEYS)
local image, early, camera, id, source = unpack(ARGV)
local before = redis.call('HGET', announced, image)
if before then
  local isQueued = redis.call('HEXISTS', queued, image) == 1
  if cjson.decode(before).source == source then return isQueued and 'repeat' or 'again' end
  return isQueued and 'known' or 'other'
end
redis.call('HSET', announced, image, early)
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
  /** Begins exposures, or finds what they began with; one round trip for all. Comes before their images. */
  begin(exposures: readonly Beginning[]): Promise<Begun[]>;
  /** Notes images, one round trip for all. Nothing is queued yet. */
  announce(images: readonly Announcement[]): Promise<Announced[]>;
  /** Notes that the jobs of these images are safe in the queue. */
  markQueued(images: readonly ImageIdentity[], queuedAtMs: number): Promise<void>;
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
    begin: (exposures) => beginExposures(redis, exposures),

    async announce(images) {
      const calls = images.map(announceCall);
      return z.array(announced).parse(await runScripts(redis, announceScript, calls));
    },

    async markQueued(images, queuedAtMs) {
      if (images.length === 0) return;
      const pipeline = redis.pipeline();
      for (const image of images) {
        pipeline.hsetnx(keys.queued(image.camera, image.exposureId), imageField(image), queuedAtMs);
      }
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

function announceCall(image: Announcement): { keys: string[]; args: (string | number)[] } {
  return {
    keys: [
      keys.announced(image.camera, image.exposureId),
      keys.queued(image.camera, image.exposureId),
      keys.exposure(image.camera, image.exposureId),
      keys.changes,
    ],
    args: [
      imageField(image),
      JSON.stringify({ eventAtMs: image.eventAtMs, receivedAtMs: image.receivedAtMs, source: image.source }),
      image.camera,
      image.exposureId,
      image.source,
    ],
  };
}
