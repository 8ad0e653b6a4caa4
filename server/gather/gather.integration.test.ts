/** Gathering against a real Redis: any number of gatherers, no older summary over a newer one, late said in time. */
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { metrics } from "#contracts/metrics.ts";
import { missedDeltas } from "#io/redis/delta-stream.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { type GatherStore, gatherStore } from "#io/redis/gather-store.ts";
import { gatheringReader } from "#io/redis/gathering-reader.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { keys } from "#io/redis/keys.ts";
import { quarantineStore } from "#io/redis/quarantine-store.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleJob } from "../../fixtures/sample-job.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { gatherer, gatherUntil } from "./gather.ts";
import { summarize } from "./summarize.ts";

const { redis } = await freshRedis(inject("redisUrl"));
afterAll(() => redis.disconnect());
beforeEach(() => redis.flushdb());

const names = ["A", "B", "C"];
const detectors = names.map((name, id) => ({ id, name, x: id, y: 0 }));
const testCam = camera.parse({ name: "TestCam", title: "Test", detectors });
const night = { camera: "TestCam", dayObs: 20260901 };
const exposureId = 2026090100001;

async function announce(deadlineAtMs = 60_000, tasks = ["quick-look"]): Promise<void> {
  const identity = { ...night, exposureId, seqNum: 1, obsId: null, kind: "raw" as const };
  const instants = { eventAtMs: 900, receivedAtMs: 1000, deadlineAtMs, source: "images/0@1#0" };
  const plan = { uris: ["file:///a.fits"], tasks };
  await intakeStore(redis).announce(names.map((detector) => ({ ...identity, ...instants, ...plan, detector })));
}

async function gatherAll(store: GatherStore, nowMs = 2000): Promise<void> {
  for (;;) {
    const { changes, done } = await store.take(1);
    if (changes.length === 0) return;
    for (const change of changes) {
      const facts = await readExposure(redis, change.camera, change.exposureId);
      if (facts) await store.save(summarize(facts, testCam, nowMs), change.works, false);
    }
    await done();
  }
}
const summary = async () => (await readExposure(redis, "TestCam", exposureId))?.summary;

test("results become a summary, and pages are told once for each state of it", async () => {
  await announce();
  const store = gatherStore(redis);
  await gatherAll(store);
  expect(await summary()).toMatchObject({ state: "pending", expected: 3, done: 0 });
  for (const detector of names) await resultStore(redis).keep(sampleResult({ detector }), null);
  await gatherAll(store);
  expect(await summary()).toMatchObject({ state: "complete", done: 3 });
  const deltas = (await missedDeltas(redis, night, (await redis.xrange("fl:deltas", "-", "+"))[0]?.[0] ?? "")) ?? [];
  expect(deltas.map(({ exposure, detectors: changed }) => [exposure.state, changed])).toEqual([
    ["complete", ["A", "B", "C"]],
  ]);
});

test("J1: the first result for a job stays", async () => {
  await announce();
  const results = resultStore(redis);
  expect(await results.keep(sampleResult({ metrics: { sky_bg: 1 } }), null)).toBe(true);
  expect(await results.keep(sampleResult({ metrics: { sky_bg: 2 } }), null)).toBe(false);
  expect((await readExposure(redis, "TestCam", exposureId))?.results[0]?.metrics.sky_bg).toBe(1);
});

test("an exposure that cannot be read is told of and holds back no other", async () => {
  await announce();
  await redis.hset(`fl:results:TestCam:${exposureId}`, "A~raw~quick-look", '{"v":0}');
  const other = { camera: "OtherCam", exposureId: exposureId + 1, dayObs: night.dayObs, seqNum: 2, obsId: null };
  const instants = { eventAtMs: null, receivedAtMs: 1000, deadlineAtMs: 60_000, source: "images/0@2#0" };
  const plan = { uris: ["file:///a.fits"], tasks: ["quick-look"] };
  await intakeStore(redis).announce([{ ...other, ...instants, ...plan, detector: "A", kind: "raw" }]);
  const troubles: string[] = [];
  const stopping = new AbortController();
  const gathering = gatherUntil(stopping.signal, {
    store: gatherStore(redis),
    read: (camera, id) => readExposure(redis, camera, id),
    cameraOf: () => testCam,
    metrics,
    nowMs: () => 2000,
    onTrouble: (error) => troubles.push(error.message),
  });
  await expect
    .poll(async () => (await readExposure(redis, "OtherCam", exposureId + 1))?.summary?.state)
    .toBe("pending");
  await expect.poll(() => redis.xlen("fl:changes")).toBe(0);
  stopping.abort();
  await gathering;
  expect(troubles).toEqual([expect.stringMatching(/TestCam 2026090100001 does not fit this version/)]);
});

test("X5: of two gatherers the slower one, with the older state, changes nothing", async () => {
  await announce();
  await resultStore(redis).keep(sampleResult({ detector: "A" }), null);
  const older = await readExposure(redis, "TestCam", exposureId);
  await resultStore(redis).keep(sampleResult({ detector: "B" }), null);
  const newer = await readExposure(redis, "TestCam", exposureId);
  if (!older || !newer) throw new Error("the exposure is not there");
  const store = gatherStore(redis);
  expect(await store.save(summarize(newer, testCam, 2000), [], false)).toBe(true);
  expect(await store.save(summarize(older, testCam, 2001), [], false)).toBe(false);
  expect(await summary()).toMatchObject({ done: 2 });
});

test("D4: a result that is read before its change is taken is marked and told with the summary that holds it, once", async () => {
  await announce();
  const store = gatherStore(redis);
  const read = gatheringReader(redis);
  let nowMs = 2000;
  const parts = { store, read, cameraOf: () => testCam, metrics, nowMs: () => nowMs, onTrouble: () => undefined };
  const gather = gatherer(parts);
  const turn = async () => {
    const { changes, done } = await store.take(1);
    return { gather: () => Promise.all(changes.map(gather)), done };
  };
  await resultStore(redis).keep(sampleResult({ detector: "A" }), null);
  const first = await turn();
  await resultStore(redis).keep(sampleResult({ detector: "B" }), null);
  await first.gather();
  await first.done();
  nowMs = 2034;
  const second = await turn();
  await second.gather();
  await second.done();
  const marks = await redis.hgetall(keys.gathered("TestCam", exposureId));
  expect(marks).toEqual({ "A~raw~quick-look": "2000", "B~raw~quick-look": "2000" });
  const told = (await redis.xrange("fl:deltas", "-", "+")).map(([, fields]) => fields[fields.indexOf("works") + 1]);
  expect(told).toEqual(['["A~raw~quick-look","B~raw~quick-look"]']);
});

test("a result that was taken back leaves no mark: the next one's are its own", async () => {
  await announce();
  const store = gatherStore(redis);
  const failed = { status: "failed" as const, error: { code: "crash", message: "it died" } };
  await resultStore(redis).keep(sampleResult({ detector: "A", ...failed }), null);
  await gatherAll(store, 2000);
  await quarantineStore(redis).takeBackResult(sampleJob({ detector: "A" }));
  await gatherAll(store, 3000);
  expect(await redis.hgetall(keys.gathered("TestCam", exposureId))).toEqual({});
  await resultStore(redis).keep(sampleResult({ detector: "A" }), null);
  await gatherAll(store, 4000);
  expect(await redis.hgetall(keys.gathered("TestCam", exposureId))).toEqual({ "A~raw~quick-look": "4000" });
});

test("changes that a gatherer took and never finished come to another", async () => {
  await announce();
  await gatherStore(redis).take(1);
  const other = gatherStore(redis);
  await expect.poll(async () => (await other.take(100)).changes.length, { timeout: 12_000, interval: 500 }).toBe(1);
}, 15_000);

test("X2 X6: two tasks of one image are gathered each by itself, and the detector is done with both", async () => {
  await announce(60_000, ["quick-look", "moments"]);
  const store = gatherStore(redis);
  const keep = (task: string) =>
    Promise.all(names.map((detector) => resultStore(redis).keep(sampleResult({ detector, task }), null)));
  await keep("quick-look");
  await gatherAll(store, 2000);
  expect(await summary()).toMatchObject({ state: "partial", done: 0, metrics: { sky_bg: 100 } });
  await keep("moments");
  await gatherAll(store, 3000);
  expect(await summary()).toMatchObject({ state: "complete", done: 3 });
  const facts = await readExposure(redis, "TestCam", exposureId);
  for (const { tasks } of facts?.images ?? []) {
    expect(tasks.map(({ task, gatheredAtMs }) => [task, gatheredAtMs])).toEqual([
      ["quick-look", 2000],
      ["moments", 3000],
    ]);
  }
});

test("X9: an image that comes after its exposure was complete opens it again, and its absence is told in time", async () => {
  await announce(5000);
  const store = gatherStore(redis);
  for (const detector of names) await resultStore(redis).keep(sampleResult({ detector }), null);
  const facts = await readExposure(redis, "TestCam", exposureId);
  if (facts) await store.save(summarize(facts, testCam, 2000), [], true);
  await gatherAll(store);
  expect(await summary()).toMatchObject({ state: "complete" });
  const identity = { ...night, exposureId, seqNum: 1, obsId: null, kind: "raw" as const, detector: "D" };
  const instants = { eventAtMs: 900, receivedAtMs: 3000, deadlineAtMs: 7000, source: "images/0@9#0" };
  await intakeStore(redis).announce([{ ...identity, ...instants, uris: [], tasks: ["quick-look"] }]);
  await gatherAll(store, 3000);
  expect(await summary()).toMatchObject({ state: "partial", done: 3, expected: 4 });
  expect(await store.expire(7000)).toBe(1);
  await gatherAll(store, 7000);
  expect(await summary()).toMatchObject({ state: "late", missingDetectors: ["D"] });
});

test("X1 X3: an exposure past its deadline becomes late by itself, once, and complete when the rest arrives", async () => {
  await announce(5000);
  const store = gatherStore(redis);
  await resultStore(redis).keep(sampleResult({ detector: "A" }), null);
  expect(await store.expire(4999)).toBe(0);
  expect(await store.expire(5000)).toBe(1);
  expect(await store.expire(5000)).toBe(0);
  await gatherAll(store, 5000);
  expect(await summary()).toMatchObject({ state: "late", done: 1, expected: 3 });
  for (const detector of ["B", "C"]) await resultStore(redis).keep(sampleResult({ detector }), null);
  await gatherAll(store, 6000);
  expect(await summary()).toMatchObject({ state: "complete", done: 3 });
});
