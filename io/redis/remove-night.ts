/** Removes a whole night of a camera from Redis, exposure by exposure; never what still waits for a result. */
import type { Redis } from "ioredis";
import { exposureSummary } from "#contracts/exposure.ts";
import { quarantined } from "#contracts/quarantine.ts";
import { runRecord } from "#contracts/run.ts";
import { keys, runScope } from "./keys.ts";
import { readNightIds } from "./night-store.ts";
import { readSideRuns } from "./run-store.ts";
import { runScript, runScripts, script } from "./script.ts";
import { fieldsOf, type StreamEntry } from "./stream-entry.ts";

/** What was removed; the counts of all times stand in Redis. */
export interface RemovedNight {
  exposures: number;
  results: number;
}

/** An image waits while a task that was announced for it has no result: in a queue, at work, or not queued yet. */
const waitsLua = `
local function waits(announced, results)
  for image, text in pairs(announced) do
    for _, task in ipairs(cjson.decode(text).tasks or {}) do
      if redis.call('HEXISTS', results, image .. '~' .. task) == 0 then return true end
    end
  end
  return false
end
local function hash(key)
  local flat, fields = redis.call('HGETALL', key), {}
  for at = 1, #flat, 2 do fields[flat[at]] = flat[at + 1] end
  return fields
end
-- KEYS[1] and KEYS[2] are sorted sets of exposures that somebody still looks after; then pairs of a run each.
local function isOpen(member, pairsFrom, runs)
  if redis.call('ZSCORE', KEYS[1], member) or redis.call('ZSCORE', KEYS[2], member) then return true end
  for run = 0, runs - 1 do
    if waits(hash(KEYS[pairsFrom + 2 * run]), KEYS[pairsFrom + 2 * run + 1]) then return true end
  end
  return false
end
`;

const openScript = script(`
${waitsLua}
return isOpen(ARGV[1], 3, tonumber(ARGV[2])) and 1 or 0
`);

/** Looks once more: an event that came since keeps the exposure. */
const removeScript = script(`
${waitsLua}
local member, id, runs = ARGV[1], ARGV[2], tonumber(ARGV[3])
local night, readouts, removed = KEYS[3], KEYS[4], KEYS[5]
if isOpen(member, 6, runs) then return -1 end
local results = 0
for run = 0, runs - 1 do results = results + redis.call('HLEN', KEYS[6 + 2 * run + 1]) end
for at = 6, #KEYS do redis.call('UNLINK', KEYS[at]) end
redis.call('ZREM', readouts, id)
if redis.call('ZREM', night, id) == 0 then return 0 end
redis.call('HINCRBY', removed, 'exposures', 1)
redis.call('HINCRBY', removed, 'results', results)
return results
`);

/** An exposure that came meanwhile keeps its night. */
const endScript = script(`
local night, nights, removed, items, pins = unpack(KEYS)
if redis.call('EXISTS', night) == 1 then return 0 end
redis.call('UNLINK', items, pins)
if redis.call('ZREM', nights, ARGV[1]) == 0 then return 0 end
redis.call('HINCRBY', removed, 'nights', 1)
return 1
`);

interface Night {
  camera: string;
  dayObs: number;
}

/** An exposure with the runs that it is part of, the first among them as null. */
interface Scoped {
  exposureId: number;
  runs: readonly (string | null)[];
}

const scopeOf = ({ exposureId }: Scoped, run: string | null) => (run === null ? exposureId : runScope(exposureId, run));

async function scopedExposures(redis: Redis, camera: string, dayObs: number): Promise<Scoped[]> {
  const ids = (await readNightIds(redis, camera, dayObs)).reverse();
  return Promise.all(
    ids.map(async (exposureId) => ({ exposureId, runs: [null, ...(await readSideRuns(redis, camera, exposureId))] })),
  );
}

/** @returns the pairs of keys that tell whether anything waits. */
function waitingPairs(camera: string, scoped: Scoped): string[] {
  return scoped.runs.flatMap((run) => {
    const scope = scopeOf(scoped, run);
    return [keys.announced(camera, scope), keys.results(camera, scope)];
  });
}

/** @returns all other keys of an exposure, of its first run and its side runs. */
function otherKeys(camera: string, scoped: Scoped): string[] {
  const { exposureId } = scoped;
  const ofRuns = [keys.exposure, keys.queued, keys.depth, keys.amps, keys.gathered, keys.pushed, keys.measured];
  const ofFirst = [
    keys.changed,
    keys.byDetector,
    keys.painted,
    keys.superseded,
    keys.reconciled,
    keys.readout,
    keys.channelItems,
    keys.foreignValues,
  ];
  return [
    ...scoped.runs.flatMap((run) => ofRuns.map((key) => key(camera, scopeOf(scoped, run)))),
    ...ofFirst.map((key) => key(camera, exposureId)),
    keys.sideRuns(camera, exposureId),
  ];
}

/** @returns exposures of the night that somebody still works on or looks after: until there are none it stays. */
export async function openExposures(redis: Redis, camera: string, dayObs: number): Promise<number[]> {
  const all = await scopedExposures(redis, camera, dayObs);
  const calls = all.map((scoped) => ({
    keys: [keys.open, keys.watched, ...waitingPairs(camera, scoped)],
    args: [`${camera} ${scoped.exposureId}`, scoped.runs.length],
  }));
  const answers = await runScripts(redis, openScript, calls);
  return all.filter((_, index) => answers[index] === 1).map(({ exposureId }) => exposureId);
}

/**
 * Removes a night that has no open exposure: results, details, marks, deltas, side runs, and what is set aside of it.
 * Doing it again after a crash goes on where it stopped; its objects are to be removed before.
 */
export async function removeNight(redis: Redis, camera: string, dayObs: number): Promise<RemovedNight> {
  const removed: RemovedNight = { exposures: 0, results: 0 };
  const all = await scopedExposures(redis, camera, dayObs);
  const fixed = [keys.open, keys.watched, keys.night(camera, dayObs), keys.readouts(camera), keys.removed];
  for (const scoped of all) {
    const of = [...fixed, ...waitingPairs(camera, scoped), ...otherKeys(camera, scoped)];
    const args = [`${camera} ${scoped.exposureId}`, scoped.exposureId, scoped.runs.length];
    const results = Number(await runScript(redis, removeScript, of, args));
    if (results < 0) continue;
    removed.exposures += 1;
    removed.results += results;
  }
  await removeEntries(redis, keys.deltas, "exposure", { camera, dayObs });
  await removeEntries(redis, keys.failures, "failure", { camera, dayObs });
  await removeAside(redis, camera, dayObs);
  await removeRuns(redis, new Set(all.flatMap(({ runs }) => runs.filter((run) => run !== null))));
  const ofNight = [keys.night(camera, dayObs), keys.nights(camera), keys.removed];
  const beside = [keys.nightChannelItems(camera, dayObs), keys.configuration.pins(camera, dayObs)];
  await runScript(redis, endScript, [...ofNight, ...beside], [dayObs]);
  return removed;
}

const entriesAtOnce = 1000;
const exposureWords = exposureSummary.pick({ camera: true, exposureId: true });

/** Of a stream that all nights share. @param field holds what tells of an exposure, as JSON. */
async function removeEntries(redis: Redis, stream: string, field: string, of: Night): Promise<void> {
  let from = "-";
  for (;;) {
    const entries = (await redis.xrange(stream, from, "+", "COUNT", entriesAtOnce)) as StreamEntry[];
    const last = entries.at(-1)?.[0];
    if (last === undefined) return;
    const ofNight = entries.filter(([, flat]) => {
      const told = exposureWords.safeParse(JSON.parse(fieldsOf(flat)[field] ?? "null"));
      return told.success && told.data.camera === of.camera && Math.floor(told.data.exposureId / 100_000) === of.dayObs;
    });
    if (ofNight.length > 0) await redis.xdel(stream, ...ofNight.map(([id]) => id));
    from = `(${last}`;
  }
}

/** Of an image whose night is gone nothing is left to release. */
async function removeAside(redis: Redis, camera: string, dayObs: number): Promise<void> {
  const aside = Object.entries(await redis.hgetall(keys.quarantine)).filter(([, text]) => {
    const image = quarantined.safeParse(JSON.parse(text));
    return image.success && image.data.job.camera === camera && image.data.job.dayObs === dayObs;
  });
  if (aside.length > 0) await redis.hdel(keys.quarantine, ...aside.map(([jobId]) => jobId));
}

/** A side run goes with the last of its exposures. */
async function removeRuns(redis: Redis, runs: ReadonlySet<string>): Promise<void> {
  for (const run of runs) {
    const text = await redis.hget(keys.run(run), "record");
    if (text === null) continue;
    const { camera, exposures } = runRecord.parse(JSON.parse(text));
    const left = await redis.exists(...exposures.map((id) => keys.exposure(camera, runScope(id, run))));
    if (left === 0) await redis.multi().unlink(keys.run(run)).zrem(keys.runs, run).exec();
  }
}

/** @returns what was removed with old nights, all times together. */
export async function readRemoved(redis: Redis): Promise<{ nights: number; exposures: number; results: number }> {
  const counts = await redis.hgetall(keys.removed);
  return {
    nights: Number(counts.nights ?? 0),
    exposures: Number(counts.exposures ?? 0),
    results: Number(counts.results ?? 0),
  };
}
