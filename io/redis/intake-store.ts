/** What the intake writes: announced images, counters of outcomes, and records that could not be used. */
import type { Redis } from "ioredis";
import { z } from "zod";
import type { ImageIdentity } from "#contracts/identity.ts";
import type { DeadLetter, OutcomeKind } from "#contracts/outcome.ts";
import { type Beginning, type Begun, beginExposures, beginLua } from "./begin-exposures.ts";
import { keys } from "./keys.ts";
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
  /** Where the image can be read. */
  uris: readonly string[];
  /** The tasks that are planned for the image; the first one speaks for it. */
  tasks: readonly string[];
  /** The record that tells of it; the same for every distributor that reads the record. */
  source: string;
}

/** What is kept of an announced image. */
export const announcedRecord = z.object({
  eventAtMs: z.number().nullable(),
  receivedAtMs: z.number().nullable(),
  source: z.string().optional(),
  uris: z.array(z.string()).default([]),
  tasks: z.array(z.string()).default([]),
});

/**
 * What came of announcing an image:
 * `new` nobody knew of it · `again` its record came before and its jobs are not all known to be queued ·
 * `repeat` its record came before and its jobs are queued · `other` another record told of it and its jobs are not all
 * known to be queued · `known` another record told of it and its jobs are queued.
 * Jobs that are not known to be queued are planned anew, by the configuration of whoever finds them so.
 */
const announced = z.enum(["new", "again", "repeat", "other", "known"]);
export type Announced = z.infer<typeof announced>;

const announceScript = script(`
${beginLua}
local announced, queued, exposure, night, nights, cameras, open, changes, control = unpack(KEYS)
local image, early, camera, id, dayObs, seqNum, obsId, deadline, receivedAt = unpack(ARGV)
local known = redis.call('HGET', announced, image)
if known then
  local before, now = cjson.decode(known), cjson.decode(early)
  local isQueued = before.tasks ~= nil
  for _, task in ipairs(before.tasks or {}) do
    isQueued = isQueued and redis.call('HEXISTS', queued, image .. '~' .. task) == 1
  end
  if not isQueued and cjson.encode(before.tasks) ~= cjson.encode(now.tasks) then
    before.tasks = now.tasks
    redis.call('HSET', announced, image, cjson.encode(before))
    redis.call('HINCRBY', exposure, 'revision', 1)
    redis.call('XADD', changes, '*', 'camera', camera, 'id', id)
  end
  if before.source == now.source then return isQueued and 'repeat' or 'again' end
  return isQueued and 'known' or 'other'
end
redis.call('HSET', announced, image, early)
begin(exposure, night, nights, cameras, control, camera, id, dayObs, seqNum, obsId, receivedAt, deadline)
-- An image that nobody expected opens a complete exposure again.
redis.call('ZADD', open, 'NX', deadline, camera .. ' ' .. id)
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

/** One task on one image. */
export type QueuedWork = ImageIdentity & { task: string };

export interface IntakeStore {
  /** Begins exposures, or finds what they began with; one round trip for all. */
  begin(exposures: readonly Beginning[]): Promise<Begun[]>;
  /** Notes images, one round trip for all; the first of an exposure begins it. Nothing is queued yet. */
  announce(images: readonly Announcement[]): Promise<Announced[]>;
  /** Notes that these jobs are safe in the queue. */
  markQueued(jobs: readonly QueuedWork[], queuedAtMs: number): Promise<void>;
  /** Counts outcomes and keeps records for operators, once for each message however many distributors read it. */
  note(messages: readonly MessageNote[]): Promise<void>;
}

/** @returns the field of an image in the hashes of its exposure. */
export function imageField(image: { detector: string; kind: string }): string {
  return `${image.detector}~${image.kind}`;
}

/** @returns the field of a task on an image, in the hashes that are by task. */
export function workField(work: { detector: string; kind: string; task: string }): string {
  return `${imageField(work)}~${work.task}`;
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

    async markQueued(jobs, queuedAtMs) {
      if (jobs.length === 0) return;
      const pipeline = redis.pipeline();
      for (const job of jobs) {
        pipeline.hsetnx(keys.queued(job.camera, job.exposureId), workField(job), queuedAtMs);
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
  const { eventAtMs, receivedAtMs, source } = image;
  const [uris, tasks] = [[...image.uris], [...image.tasks]];
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
      keys.control,
    ],
    args: [
      imageField(image),
      JSON.stringify({ eventAtMs, receivedAtMs, source, uris, tasks } satisfies z.input<typeof announcedRecord>),
      image.camera,
      image.exposureId,
      image.dayObs,
      image.seqNum,
      image.obsId ?? "",
      image.deadlineAtMs,
      receivedAtMs,
    ],
  };
}
