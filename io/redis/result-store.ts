/** What workers write: results, of which the first for a job stays for ever. */
import type { Redis } from "ioredis";
import { z } from "zod";
import type { Job } from "#contracts/job.ts";
import type { DetectorResult } from "#contracts/result.ts";
import { firstRun } from "#contracts/run-name.ts";
import { workField } from "./intake-store.ts";
import { keys, runScope } from "./keys.ts";
import { countRate, rateKeptS, rateKey } from "./rates.ts";
import { runScript, runScripts, script } from "./script.ts";
import { together } from "./together.ts";

/** Several results of one exposure in one step: those that are the first of their job are told as one change. */
const keepScript = script(`
local results, depths, amplifiers, exposure, changed, changes, failures, rate = unpack(KEYS)
local change = { 'camera', ARGV[1], 'id', ARGV[2] }
local kept = {}
for at = 3, #ARGV, 5 do
  local work, result, depth, amps, failure = unpack(ARGV, at, at + 4)
  local isFirst = redis.call('HSETNX', results, work, result)
  table.insert(kept, isFirst)
  if isFirst == 1 then
    redis.call('HSET', depths, work, depth)
    if amps ~= '' then redis.call('HSET', amplifiers, work, amps) end
    table.insert(change, 'work')
    table.insert(change, work)
    if failure ~= '' then redis.call('XADD', failures, 'MAXLEN', '~', 1000, '*', 'failure', failure) end
  end
end
local told = (#change - 4) / 2
if told > 0 then
  local revision = redis.call('HINCRBY', exposure, 'revision', 1)
  local marks = {}
  for at = 6, #change, 2 do
    table.insert(marks, revision)
    table.insert(marks, 'result ' .. change[at])
  end
  redis.call('ZADD', changed, unpack(marks))
  redis.call('XADD', changes, '*', unpack(change))
  if rate then
    redis.call('INCRBY', rate, told)
    redis.call('EXPIRE', rate, ${rateKeptS})
  end
end
return kept
`);

/** Which of several jobs of one exposure have their result. */
const hasScript = script(`
local found = {}
for index, work in ipairs(ARGV) do found[index] = redis.call('HEXISTS', KEYS[1], work) end
return found
`);

/** A result of a side run is counted for the run, and told to nobody else. */
const keepAsideScript = script(`
local results, depths, amplifiers, run = unpack(KEYS)
local work, result, depth, amps, status, atMs = unpack(ARGV)
if redis.call('HSETNX', results, work, result) == 0 then return 0 end
redis.call('HSET', depths, work, depth)
if amps ~= '' then redis.call('HSET', amplifiers, work, amps) end
redis.call('HINCRBY', run, status, 1)
redis.call('HSET', run, 'lastResultAtMs', atMs)
return 1
`);

type Work = Pick<Job, "camera" | "exposureId" | "detector" | "kind" | "task" | "run">;

/** What is asked for in one turn is done in one round trip. */
export interface ResultStore {
  /** Keeps a result unless its job has one; `queue` is the one that its job came from. @returns whether this one was kept. */
  keep(result: DetectorResult, queue: string | null): Promise<boolean>;
  /** @returns whether the job has its result already. */
  has(job: Work): Promise<boolean>;
}

interface Keeping {
  result: DetectorResult;
  queue: string | null;
}

/** Lua unpacks no more than some thousand values at once. */
const mostAtOnce = 256;

export function resultStore(redis: Redis): ResultStore {
  /** @returns for each of one exposure and queue whether it was kept. */
  async function keepOfExposure(keepings: readonly Keeping[]): Promise<boolean[]> {
    const [first] = keepings as [Keeping];
    const { camera, exposureId } = first.result;
    const places = [keys.results, keys.depth, keys.amps, keys.exposure, keys.changed].map((key) =>
      key(camera, exposureId),
    );
    const rate = first.queue === null ? [] : [rateKey(first.queue, "out", doneAtMsOf(first.result))];
    const args = keepings.flatMap(({ result }) => {
      const { error, detector } = result;
      const failure = error ? { ...error, camera, exposureId, detector, atMs: doneAtMsOf(result) } : null;
      return [...textsOf(result), failure ? JSON.stringify(failure) : ""];
    });
    const kept = await runScript(
      redis,
      keepScript,
      [...places, keys.changes, keys.failures, ...rate],
      [camera, exposureId, ...args],
    );
    return z
      .array(z.number())
      .parse(kept)
      .map((each) => each === 1);
  }

  async function keepAside({ result, queue }: Keeping): Promise<boolean> {
    const { camera, exposureId, run, status } = result;
    const scope = runScope(exposureId, run);
    const places = [...[keys.results, keys.depth, keys.amps].map((key) => key(camera, scope)), keys.run(run)];
    const atMs = doneAtMsOf(result);
    const kept = await runScript(redis, keepAsideScript, places, [...textsOf(result), status, atMs]);
    if (kept === 1 && queue !== null) {
      const pipeline = redis.pipeline();
      countRate(pipeline, queue, "out", 1, atMs);
      await pipeline.exec();
    }
    return kept === 1;
  }

  const keep = together(async (turn: readonly Keeping[]) => {
    const kept = new Map<Keeping, boolean>();
    const ofFirst = turn.filter(({ result }) => result.run === firstRun);
    const groups = Map.groupBy(ofFirst, ({ result, queue }) => `${result.camera} ${result.exposureId} ${queue}`);
    await Promise.all([
      ...[...groups.values()].flatMap(chunksOf).map(async (group) => {
        const answers = await keepOfExposure(group);
        for (const [index, each] of group.entries()) kept.set(each, answers[index] === true);
      }),
      ...turn
        .filter(({ result }) => result.run !== firstRun)
        .map(async (each) => void kept.set(each, await keepAside(each))),
    ]);
    return turn.map((each) => kept.get(each) === true);
  });

  const has = together(async (turn: readonly Work[]) => {
    const ofExposures = Map.groupBy(turn, ({ camera, exposureId, run = firstRun }) =>
      keys.results(camera, runScope(exposureId, run)),
    );
    const groups = [...ofExposures].flatMap(([key, works]) => chunksOf(works).map((chunk) => ({ key, chunk })));
    const calls = groups.map(({ key, chunk }) => ({ keys: [key], args: chunk.map(workField) }));
    const replies = z.array(z.array(z.number())).parse(await runScripts(redis, hasScript, calls));
    const there = new Map(groups.flatMap(({ chunk }, at) => chunk.map((work, index) => [work, replies[at]?.[index]])));
    return turn.map((work) => there.get(work) === 1);
  });

  return { keep: (result, queue) => keep({ result, queue }), has };
}

/** @returns the field of a result, its numbers, and apart from them plots with log, and amplifiers, empty without any. */
function textsOf({ amps, plots, log, ...result }: DetectorResult): [string, string, string, string] {
  const table = amps.length > 0 ? JSON.stringify(amps) : "";
  return [workField(result), JSON.stringify(result), JSON.stringify({ plots, log }), table];
}

function doneAtMsOf({ timeline }: DetectorResult): number {
  return timeline.doneAtMs ?? Date.now();
}

function chunksOf<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / mostAtOnce);
  return Array.from({ length: count }, (_, at) => items.slice(at * mostAtOnce, (at + 1) * mostAtOnce));
}
