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
}

/**
 * What came of announcing an image: `new`; `again`: it was announced and a crash came before its job was queued;
 * `known`: its job is, or was, in the queue, so this is a duplicate.
 */
const announced = z.enum(["new", "again", "known"]);
export type Announced = z.infer<typeof announced>;

const announceScript = script(`
local announced, queued, exposure, night, nights, cameras, open, changes = unpack(KEYS)
local image, early, camera, id, dayObs, seqNum, obsId, deadline, receivedAt = unpack(ARGV)
if image ~= '' then
  if redis.call('HEXISTS', queued, image) == 1 then return 'known' end
  if redis.call('HSETNX', announced, image, early) == 0 then return 'again' end
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

export interface IntakeStore {
  /** Notes images, one round trip for all. Nothing is queued yet. */
  announce(images: readonly Announcement[]): Promise<Announced[]>;
  /** Notes that an exposure exists, for an image that will not come. */
  announceExposure(image: Announcement): Promise<void>;
  /** Notes that the jobs of these images are safe in the queue. */
  markQueued(queue: string, images: readonly ImageIdentity[], queuedAtMs: number): Promise<void>;
  /** Counts outcomes and keeps the records that an operator should see. */
  note(counts: Partial<Record<OutcomeKind, number>>, letters: readonly Omit<DeadLetter, "id">[]): Promise<void>;
}

/** @returns the field of an image in the hashes of its exposure. */
export function imageField(image: { detector: string; kind: string }): string {
  return `${image.detector}~${image.kind}`;
}

const lettersKept = 1000;

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

    async note(counts, letters) {
      const pipeline = redis.pipeline();
      for (const [kind, count] of Object.entries(counts)) {
        if (count > 0) pipeline.hincrby(keys.outcomes, kind, count);
      }
      for (const letter of letters) {
        pipeline.xadd(keys.dead, "MAXLEN", "~", lettersKept, "*", "letter", JSON.stringify(letter));
      }
      if (pipeline.length === 0) return;
      for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
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
      JSON.stringify({ eventAtMs: image.eventAtMs, receivedAtMs: image.receivedAtMs }),
      image.camera,
      image.exposureId,
      image.dayObs,
      image.seqNum,
      image.obsId ?? "",
      image.deadlineAtMs,
      image.receivedAtMs,
    ],
  };
}
