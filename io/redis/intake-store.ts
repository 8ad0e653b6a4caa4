/** What the intake writes: announced images, counters of outcomes, and records that could not be used. */
import type { Redis } from "ioredis";
import { z } from "zod";
import type { ImageIdentity } from "#contracts/identity.ts";
import type { DeadLetter, OutcomeKind } from "#contracts/outcome.ts";
import { type Beginning, type Begun, beginExposures, beginLua } from "./begin-exposures.ts";
import { keys } from "./keys.ts";
import { runScript, runScripts, script } from "./script.ts";

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

/** Images of one exposure in one step: what is new of it is told as one change. */
const announceScript = script(`
${beginLua}
local announced, queued, exposure, changed, night, nights, cameras, open, changes, control = unpack(KEYS)
local camera, id, dayObs, seqNum, obsId = unpack(ARGV)
local function judge(image, early, receivedAt, deadline)
  local known = redis.call('HGET', announced, image)
  if not known then
    redis.call('HSET', announced, image, early)
    begin(exposure, night, nights, cameras, control, camera, id, dayObs, seqNum, obsId, receivedAt, deadline)
    -- An image that nobody expected opens a complete exposure again.
    redis.call('ZADD', open, 'NX', deadline, camera .. ' ' .. id)
    return 'new', true
  end
  local before, now = cjson.decode(known), cjson.decode(early)
  local isQueued = before.tasks ~= nil
  for _, task in ipairs(before.tasks or {}) do
    isQueued = isQueued and redis.call('HEXISTS', queued, image .. '~' .. task) == 1
  end
  local isReplanned = not isQueued and cjson.encode(before.tasks) ~= cjson.encode(now.tasks)
  if isReplanned then
    before.tasks = now.tasks
    redis.call('HSET', announced, image, cjson.encode(before))
  end
  if before.source == now.source then return isQueued and 'repeat' or 'again', isReplanned end
  return isQueued and 'known' or 'other', isReplanned
end
local cameAs, news = {}, {}
for at = 6, #ARGV, 4 do
  local came, isChanged = judge(unpack(ARGV, at, at + 3))
  table.insert(cameAs, came)
  if isChanged then table.insert(news, ARGV[at]) end
end
if #news > 0 then
  local revision = redis.call('HINCRBY', exposure, 'revision', 1)
  for _, image in ipairs(news) do redis.call('ZADD', changed, revision, 'image ' .. image) end
  redis.call('XADD', changes, '*', 'camera', camera, 'id', id)
end
return cameAs
`);

/** The first mark of a step stays. */
const markScript = script(`
for at = 2, #ARGV do redis.call('HSETNX', KEYS[1], ARGV[at], ARGV[1]) end
`);

const noteScript = script(`
local outcomes, dead = unpack(KEYS)
local remembered, kept = unpack(ARGV)
local sums = {}
for at = 3, #KEYS do
  if redis.call('SET', KEYS[at], 1, 'NX', 'EX', remembered) then
    for kind, count in pairs(cjson.decode(ARGV[2 * at - 3])) do sums[kind] = (sums[kind] or 0) + count end
    local letters = ARGV[2 * at - 2]
    if letters ~= '[]' then
      for _, letter in ipairs(cjson.decode(letters)) do
        redis.call('XADD', dead, 'MAXLEN', '~', kept, '*', 'letter', letter)
      end
    end
  end
end
for kind, count in pairs(sums) do redis.call('HINCRBY', outcomes, kind, count) end
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
      const groups = [...Map.groupBy(images, ({ camera, exposureId }) => `${camera} ${exposureId}`).values()];
      const replies = await runScripts(redis, announceScript, groups.map(announceCall));
      const came = new Map<Announcement, Announced>();
      for (const [index, answers] of z.array(z.array(announced)).parse(replies).entries()) {
        for (const [at, answer] of answers.entries()) came.set(groups[index]?.[at] as Announcement, answer);
      }
      return images.map((image) => came.get(image) as Announced);
    },

    async markQueued(jobs, queuedAtMs) {
      const byExposure = Map.groupBy(jobs, ({ camera, exposureId }) => keys.queued(camera, exposureId));
      const calls = [...byExposure].map(([key, ofExposure]) => ({
        keys: [key],
        args: [queuedAtMs, ...ofExposure.map(workField)],
      }));
      await runScripts(redis, markScript, calls);
    },

    async note(messages) {
      if (messages.length === 0) return;
      const texts = messages.flatMap(({ counts, letters }) => [
        JSON.stringify(counts),
        JSON.stringify(letters.map((letter) => JSON.stringify(letter))),
      ]);
      const noted = messages.map(({ position }) => keys.noted(position));
      await runScript(redis, noteScript, [keys.outcomes, keys.dead, ...noted], [notedForS, lettersKept, ...texts]);
    },
  };
}

/** @param images of one exposure. */
function announceCall(images: readonly Announcement[]): { keys: string[]; args: (string | number)[] } {
  const [{ camera, exposureId, dayObs, seqNum, obsId }] = images as [Announcement];
  return {
    keys: [
      keys.announced(camera, exposureId),
      keys.queued(camera, exposureId),
      keys.exposure(camera, exposureId),
      keys.changed(camera, exposureId),
      keys.night(camera, dayObs),
      keys.nights(camera),
      keys.cameras,
      keys.open,
      keys.changes,
      keys.control,
    ],
    args: [
      camera,
      exposureId,
      dayObs,
      seqNum,
      obsId ?? "",
      ...images.flatMap((image) => {
        const { eventAtMs, receivedAtMs, source } = image;
        const [uris, tasks] = [[...image.uris], [...image.tasks]];
        const early: z.input<typeof announcedRecord> = { eventAtMs, receivedAtMs, source, uris, tasks };
        return [imageField(image), JSON.stringify(early), receivedAtMs, image.deadlineAtMs];
      }),
    ],
  };
}
