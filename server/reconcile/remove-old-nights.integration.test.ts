/** Z1 on a real Redis: whole old nights go with all that belongs to them, and never one that is still open. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import type { AmpMetrics } from "#contracts/amp.ts";
import { camera as cameraData } from "#contracts/camera.ts";
import { exposureIdOf, workKey } from "#contracts/identity.ts";
import { runRecord } from "#contracts/run.ts";
import { openObjects } from "#io/objects/open-objects.ts";
import { contributionStore } from "#io/redis/contribution-store.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { gatherStore } from "#io/redis/gather-store.ts";
import { type Announcement, intakeStore } from "#io/redis/intake-store.ts";
import { keys } from "#io/redis/keys.ts";
import { latencyStore } from "#io/redis/latency-store.ts";
import { readNights } from "#io/redis/night-store.ts";
import { quarantineStore } from "#io/redis/quarantine-store.ts";
import { readRemoved } from "#io/redis/remove-night.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { runStore } from "#io/redis/run-store.ts";
import { supersedeFailure } from "#io/redis/supersede.ts";
import { watchStore } from "#io/redis/watch-store.ts";
import { gatherer } from "#server/gather/gather.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleJob } from "../../fixtures/sample-job.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { type RemovalParts, removeOldNights } from "./remove-old-nights.ts";

const { redis } = await freshRedis(inject("redisUrl"));
const dir = mkdtempSync(join(tmpdir(), "firstlook-removal-"));
const objects = openObjects({ DATA_DIR: dir, S3_REGION: "us-east-1" });
const camera = "TestCam";
const testCam = cameraData.parse({ name: camera, title: "Test", detectors: [{ id: 0, name: "A", x: 0, y: 0 }] });
const idOf = (dayObs: number) => exposureIdOf(dayObs, 1);
const identityOf = (dayObs: number) => ({ camera, exposureId: idOf(dayObs), dayObs, seqNum: 1, obsId: null });
const image = { detector: "A", kind: "raw" as const };
beforeEach(async () => {
  await redis.flushdb();
  rmSync(join(dir, "objects"), { recursive: true, force: true });
});
afterAll(() => {
  redis.disconnect();
  rmSync(dir, { recursive: true, force: true });
});

async function announce(dayObs: number): Promise<void> {
  const instants = { eventAtMs: 900, receivedAtMs: 1000, deadlineAtMs: 60_000, source: `images/0@${dayObs}#0` };
  const announcement: Announcement = { ...identityOf(dayObs), ...image, ...instants, uris: [], tasks: ["quick-look"] };
  await intakeStore(redis).announce([announcement]);
  await intakeStore(redis).markQueued([{ ...identityOf(dayObs), ...image, task: "quick-look" }], 1001);
}
async function gatherAll(): Promise<void> {
  const store = gatherStore(redis);
  const read = (name: string, exposureId: number) => readExposure(redis, name, exposureId);
  for (;;) {
    const { changes, done } = await store.take(1);
    if (changes.length === 0) return;
    const parts = { store, read, cameraOf: () => testCam, metrics: [], nowMs: () => 2000, onTrouble: () => undefined };
    await Promise.all(changes.map(gatherer(parts)));
    await done();
  }
}
const amp: AmpMetrics = {
  amp: "C00",
  hdu: 1,
  overscan_median: 1,
  overscan_std: 1,
  read_noise: 1,
  amp_median: 1,
  n_saturated: 1,
  gain: 1,
  overscanPixels: 1,
  dataPixels: 1,
  missing: {},
};

/** A night of one exposure with everything that an exposure can have. */
async function expose(dayObs: number): Promise<void> {
  const identity = identityOf(dayObs);
  await announce(dayObs);
  const failed = sampleResult({ ...identity, status: "failed", error: { code: "crash", message: "it died" } });
  await resultStore(redis).keep(failed, null);
  await supersedeFailure(redis, { ...identity, ...image }, { atMs: 1500, by: "olga" });
  await announce(dayObs);
  await resultStore(redis).keep(sampleResult({ ...identity, amps: [amp] }), null);
  await objects.put(`${camera}/${dayObs}/${idOf(dayObs)}/A-raw-preview-abc.jpg`, new Uint8Array(3), "image/jpeg");
  const watch = watchStore(redis);
  await watch.noteReadout({ ...identity, obsId: "T_1", readoutEndedAtMs: null, heardAtMs: dayObs });
  await watch.keep(camera, idOf(dayObs), { atMs: 1, looks: 1, expectedFrom: "camera", retriggered: [], missing: [] });
  await latencyStore(redis).record(camera, idOf(dayObs), [{ of: "A~raw", spansMs: { wait: 5 } }], 2000);
  await latencyStore(redis).notePainted(camera, idOf(dayObs), 2000);
  const place = { key: `channels/${camera}/${dayObs}/night/report/a.png` };
  await objects.put(place.key, new Uint8Array(3), "image/png");
  const item = {
    channel: "report",
    file: "a.png",
    mediaType: "image/png" as const,
    producer: "p",
    place,
    stamp: "s",
    cameAtMs: 1,
  };
  const values = { seeing: 1 };
  for (const seqNum of [1, null]) await contributionStore(redis).add([{ camera, dayObs, seqNum, item, values }]);
  await gatherAll();
}
/** A side run of one exposure. */
async function rerun(dayObs: number, run: string, isDone: boolean): Promise<void> {
  const job = sampleJob({ ...identityOf(dayObs), detector: "A", run });
  const asked = { run, camera, selection: { exposures: [idOf(dayObs)] }, pipeline: "quick-look", overrides: [] };
  const made = { v: 1 as const, tasks: [], exposures: [idOf(dayObs)], jobs: 1, createdAtMs: 1, createdBy: "olga" };
  await runStore(redis).create(runRecord.parse({ ...asked, ...made }));
  const one = { obsId: null, uris: [], eventAtMs: null, receivedAtMs: 1, jobs: [job] };
  await runStore(redis).announce(run, [one], 1);
  if (isDone) await resultStore(redis).keep(sampleResult({ ...identityOf(dayObs), run }), null);
}
/** @returns every key that mentions the night, by its name or in what it holds. */
async function mentions(dayObs: number): Promise<string[]> {
  const found: string[] = [];
  for (const key of await redis.keys("*")) {
    const type = await redis.type(key);
    const held =
      type === "hash"
        ? await redis.hgetall(key)
        : type === "zset"
          ? await redis.zrevrange(key, 0, -1)
          : type === "set"
            ? await redis.smembers(key)
            : type === "list"
              ? await redis.lrange(key, 0, -1)
              : type === "stream"
                ? await redis.xrange(key, "-", "+")
                : await redis.get(key);
    if (`${key} ${JSON.stringify(held)}`.includes(String(dayObs))) found.push(key);
  }
  return found.sort();
}
/** @returns the names of all keys of an exposure that there can be, whether anything writes them here or not. */
function keysOfExposure(exposureId: number): string[] {
  return Object.values(keys).flatMap((make) =>
    typeof make === "function" && /^\(camera, exposureId\)/.test(String(make))
      ? [(make as (camera: string, exposureId: number) => string)(camera, exposureId)]
      : [],
  );
}
function partsOf(keep: number): RemovalParts & { removed: unknown[]; kept: unknown[] } {
  const [removed, kept]: [unknown[], unknown[]] = [[], []];
  return {
    redis,
    objects,
    keep,
    removed,
    kept,
    onRemoved: (night) => removed.push(night),
    onKept: (night) => kept.push(night),
  };
}

test("Z1: of three nights two are kept; of the oldest nothing is left, and the others lose nothing", async () => {
  for (const dayObs of [20260911, 20260912, 20260913]) await expose(dayObs);
  await rerun(20260911, "again", true);
  const job = sampleJob({
    ...identityOf(20260911),
    detector: "A",
    id: workKey({ ...identityOf(20260911), ...image }, "quick-look"),
  });
  const aside = { job, queue: "quick-look", code: "crash", message: "it died", attempts: 3, worker: "w", atMs: 1 };
  await quarantineStore(redis).put(aside);
  const own = keysOfExposure(idOf(20260911));
  for (const key of own) if ((await redis.exists(key)) === 0) await redis.hset(key, "written by", "nobody yet");
  const [before, beside] = [await mentions(20260911), await mentions(20260912)];
  // All kinds of keys are there, so that none can be forgotten unseen.
  expect(own.length).toBeGreaterThan(15);
  expect(before).toEqual(expect.arrayContaining(own));
  const parts = partsOf(2);
  expect(await removeOldNights(parts)).toBe(true);
  expect(parts.removed).toEqual([{ camera, dayObs: 20260911, exposures: 1, results: 2, objects: 2 }]);
  expect(await mentions(20260911)).toEqual([]);
  expect(await mentions(20260912)).toEqual(beside);
  expect(await readNights(redis, camera)).toEqual([
    { dayObs: 20260913, exposures: 1 },
    { dayObs: 20260912, exposures: 1 },
  ]);
  expect(await objects.get(`${camera}/20260912/${idOf(20260912)}/A-raw-preview-abc.jpg`)).not.toBeNull();
  expect(await objects.get(`${camera}/20260911/${idOf(20260911)}/A-raw-preview-abc.jpg`)).toBeNull();
  expect(await readRemoved(redis)).toEqual({ nights: 1, exposures: 1, results: 2 });
  expect(await removeOldNights(partsOf(2))).toBe(true);
  expect(await readRemoved(redis)).toEqual({ nights: 1, exposures: 1, results: 2 });
});

test.each([
  ["an image waits for its result", () => announce(20260911)],
  ["a side run waits for its result", () => expose(20260911).then(() => rerun(20260911, "again", false))],
  [
    "the reconciler will look at it again",
    () => expose(20260911).then(() => watchStore(redis).lookAt(camera, idOf(20260911), 5000)),
  ],
])("Z1: a night stays whole while %s, and that is told", async (_, begin) => {
  await begin();
  await expose(20260912);
  const before = await mentions(20260911);
  const parts = partsOf(1);
  await removeOldNights(parts);
  expect(parts.removed).toEqual([]);
  expect(parts.kept).toEqual([{ camera, dayObs: 20260911, open: 1, firstOpen: idOf(20260911) }]);
  expect(await mentions(20260911)).toEqual(before);
  expect(await objects.removeFolder(`${camera}/20260911`)).toBe(
    before.includes(keys.results(camera, idOf(20260911))) ? 1 : 0,
  );
});

test("Z1: a sweep that was broken off is finished by the next, and two at a time are one", async () => {
  for (const dayObs of [20260911, 20260912]) await expose(dayObs);
  const dying = partsOf(1);
  const died = new Error("it died");
  await expect(
    removeOldNights({ ...dying, objects: { ...objects, removeFolder: () => Promise.reject(died) } }),
  ).rejects.toThrow(died);
  expect(await removeOldNights(partsOf(1)), "the turn of the one that died is not over").toBe(false);
  await redis.del(keys.removing);
  const turns = await Promise.all([removeOldNights(partsOf(1)), removeOldNights(partsOf(1))]);
  expect(turns.sort()).toEqual([false, true]);
  expect(await mentions(20260911)).toEqual([]);
  expect((await readRemoved(redis)).nights).toBe(1);
});
