/** Reads exposures as gatherers do, again and again while they fill: of one that was read before only what changed since. */
import type { Redis } from "ioredis";
import { z } from "zod";
import type { Contributed } from "#contracts/contributed.ts";
import { detectorResult } from "#contracts/result.ts";
import { firstRun } from "#contracts/run-name.ts";
import { mostRecent } from "../most-recent.ts";
import { contributedFrom } from "./contribution-store.ts";
import {
  type AnnouncedImage,
  announcedImage,
  type ExposureFacts,
  namesOfExposure,
  readStored,
} from "./exposure-store.ts";
import { keys } from "./keys.ts";
import { runScript, script } from "./script.ts";

/** What of a result a summary tells; where it comes from and how it was made is left unread. */
const gatheredResult = detectorResult
  .pick({ detector: true, kind: true, task: true, status: true, metrics: true, header: true, artifacts: true })
  .extend({
    pixelUnit: detectorResult.shape.pixelUnit,
    error: detectorResult.shape.error,
    timeline: detectorResult.shape.timeline.pick({ doneAtMs: true }),
  });
export type GatheredResult = z.infer<typeof gatheredResult>;

/** What a summary is made of. The steps of images are not told: a summary does not depend on them. */
export type GatheredFacts = Omit<ExposureFacts, "summary" | "results"> & { results: GatheredResult[] };

const exposureFields = [
  "exposureId",
  "dayObs",
  "seqNum",
  "obsId",
  "revision",
  "firstEventAtMs",
  "deadlineAtMs",
  "pattern",
  "expected",
] as const;

/** What was read of an exposure so far; what did not change since stays the very same object. */
interface Known {
  /** Everything up to this revision is known; null is nothing. */
  revision: number | null;
  images: Map<string, AnnouncedImage>;
  results: Map<string, GatheredResult>;
  contributed: Contributed;
}

/** Exposures that fill at the same time; one of 205 detectors takes less than a MB. */
const mostRemembered = 64;

/** In one step, like a whole reading: a summary of results that are newer than its revision would be told twice. */
const changesScript = script(`
local exposure, changed, announced, results, items, values = unpack(KEYS)
local fields = redis.call('HMGET', exposure, unpack(ARGV, 2))
local members = redis.call('ZRANGEBYSCORE', changed, '(' .. ARGV[1], '+inf')
local found, added = {}, {{}, {}}
for at, member in ipairs(members) do
  local kind, field = string.match(member, '^(%a+) (.+)$')
  found[at] = kind and redis.call('HGET', kind == 'image' and announced or results, field) or false
  if member == 'contributed' then added = { redis.call('HGETALL', items), redis.call('HGETALL', values) } end
end
return { fields, members, found, redis.call('HLEN', announced), redis.call('HLEN', results), added[1], added[2] }
`);

const texts = z.array(z.string());
const changesReply = z.tuple([
  z.array(z.string().nullable()),
  texts,
  z.array(z.string().nullable()),
  z.number(),
  z.number(),
  texts,
  texts,
]);

type Hash = Record<string, string>;
type Which = Pick<GatheredFacts, "camera" | "exposureId">;
type Names = Omit<GatheredFacts, "images" | "results" | "contributed">;

/**
 * @returns a reader; what it tells of an exposure is what anybody reads afresh, however often it read it before, and
 * what did not change since then is the very same object.
 * It answers null when nothing is known of the exposure, and throws UnreadableExposure when it does not fit this version.
 */
export function gatheringReader(redis: Redis): (camera: string, exposureId: number) => Promise<GatheredFacts | null> {
  let remembered = mostRecent<Known>(mostRemembered);
  // Another Redis may answer from now on, or the same one without its last second.
  redis.on("close", () => {
    remembered = mostRecent<Known>(mostRemembered);
  });

  return async (camera, exposureId) => {
    const known = remembered(`${camera} ${exposureId}`, nothing);
    const which = { camera, exposureId };
    const names = (await readChanges(redis, which, known)) ?? (await readWhole(redis, which, known));
    if (names === null) return null;
    const { images, results, contributed } = known;
    return { ...names, images: [...images.values()], results: [...results.values()], contributed };
  };
}

const nothing = (): Known => ({
  revision: null,
  images: new Map(),
  results: new Map(),
  contributed: { items: [], values: {} },
});

/** @returns null where the exposure has to be read as a whole: it is not known, or not all of it was told as a change. */
async function readChanges(redis: Redis, which: Which, known: Known): Promise<Names | null> {
  if (known.revision === null) return null;
  const hashes = [keys.exposure, keys.changed, keys.announced, keys.results, keys.channelItems, keys.foreignValues];
  const places = hashes.map((key) => key(which.camera, which.exposureId));
  const reply = changesReply.parse(await runScript(redis, changesScript, places, [known.revision, ...exposureFields]));
  const [fields, members, found, imageCount, resultCount, items, values] = reply;
  const names = namesFrom(fields, which);
  if (names === null || names.revision < known.revision) return null;
  const { images, results } = known;
  const amendments = members.flatMap((member, at) => {
    const [kind, field = ""] = member.split(" ");
    const text = found[at] ?? null;
    if (kind === "image") return amendment(images, field, text === null ? null : announcedImage(field, text));
    if (kind === "result") return amendment(results, field, text === null ? null : resultFrom(text, which));
    return [];
  });
  // Only now that all of them could be read.
  for (const amend of amendments) amend();
  // An older version changes exposures without saying what it changed.
  if (images.size !== imageCount || results.size !== resultCount) return null;
  const contributed = members.includes("contributed")
    ? contributedFrom(hashOf(items), hashOf(values))
    : known.contributed;
  Object.assign(known, { revision: names.revision, contributed });
  return names;
}

async function readWhole(redis: Redis, which: Which, known: Known): Promise<Names | null> {
  const { camera, exposureId } = which;
  const replies = await redis
    .multi()
    .hmget(keys.exposure(camera, exposureId), ...exposureFields)
    .hgetall(keys.announced(camera, exposureId))
    .hgetall(keys.results(camera, exposureId))
    .hgetall(keys.channelItems(camera, exposureId))
    .hgetall(keys.foreignValues(camera, exposureId))
    .exec();
  const [fields, announced, results, items, values] = (replies ?? []).map(([error, reply]) => {
    if (error) throw error;
    return reply;
  }) as [(string | null)[], Hash, Hash, Hash, Hash];
  const names = namesFrom(fields, which);
  if (names === null) return null;
  Object.assign(known, {
    revision: names.revision,
    images: parseAll(announced, announcedImage),
    results: parseAll(results, (_, text) => resultFrom(text, which)),
    contributed: contributedFrom(items, values),
  } satisfies Known);
  return names;
}

function namesFrom(values: readonly (string | null)[], which: Which): Names | null {
  const exposure = Object.fromEntries(exposureFields.map((field, at) => [field, values[at] ?? undefined]));
  return exposure.exposureId === undefined ? null : namesOfExposure(exposure, { ...which, run: firstRun });
}

function resultFrom(text: string, which: Which): GatheredResult {
  return readStored(gatheredResult, text, which);
}

/** A script gives a hash as a flat list of names and values. */
function hashOf(flat: readonly string[]): Hash {
  return Object.fromEntries(flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ""]] : [])));
}

function amendment<Value>(map: Map<string, Value>, field: string, value: Value | null): () => void {
  return () => void (value === null ? map.delete(field) : map.set(field, value));
}

function parseAll<Value>(hash: Hash, parse: (field: string, text: string) => Value): Map<string, Value> {
  return new Map(Object.entries(hash).map(([field, text]) => [field, parse(field, text)]));
}
