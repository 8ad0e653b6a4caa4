/** The kept answers of a night against a real Redis: the same bytes for all, and never an older state than there is. */
import { gunzipSync } from "node:zlib";
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import { nightAnswer } from "#contracts/api.ts";
import { gatherStore } from "#io/redis/gather-store.ts";
import { keys } from "#io/redis/keys.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { syntheticDayObs as dayObs, syntheticExposure } from "../../fixtures/synthetic-night.ts";
import { nightAnswers } from "./night-answers.ts";
import { nightExposures } from "./night-exposures.ts";

const { redis } = await freshRedis(inject("redisUrl"));
afterAll(() => redis.disconnect());
beforeEach(() => redis.flushdb());

const camera = "LSSTCam";
async function save(seqNum: number, revision: number): Promise<void> {
  const summary = { ...syntheticExposure(seqNum), revision };
  await redis.zadd(keys.night(camera, dayObs), seqNum, summary.exposureId);
  await gatherStore(redis).save(summary, [], true);
}
const unpacked = (bytes: Buffer) => nightAnswer.parse(JSON.parse(gunzipSync(bytes).toString()));
const shown = (bytes: Buffer) => unpacked(bytes).exposures.map(({ seqNum, revision }) => [seqNum, revision]);

test("P2: a night that did not change is packed once, and one that did shows it at once", async () => {
  const answers = nightAnswers(redis, nightExposures(redis));
  await save(1, 3);
  await save(2, 1);
  const first = await answers.read(camera, dayObs);
  expect(shown(first)).toEqual([
    [2, 1],
    [1, 3],
  ]);
  expect(unpacked(first).exposures[1]).toEqual({ ...syntheticExposure(1), revision: 3 });
  expect(await answers.read(camera, dayObs)).toBe(first);
  await save(2, 2);
  expect(shown(await answers.read(camera, dayObs))).toEqual([
    [2, 2],
    [1, 3],
  ]);
  await redis.del(keys.exposure(camera, syntheticExposure(1).exposureId));
  expect(shown(await answers.read(camera, dayObs))).toEqual([[2, 2]]);
});

test("P2: the place in the stream from which a page follows is never older than some seconds", async () => {
  let nowMs = 0;
  const answers = nightAnswers(redis, nightExposures(redis), () => nowMs);
  await save(1, 1);
  const first = unpacked(await answers.read(camera, dayObs)).deltaId;
  // A delta of another night: nothing of this one changes.
  await redis.xadd(keys.deltas, "*", "exposure", "null");
  nowMs = 9_999;
  expect(unpacked(await answers.read(camera, dayObs)).deltaId).toBe(first);
  nowMs = 10_000;
  expect(unpacked(await answers.read(camera, dayObs)).deltaId).not.toBe(first);
});

test("a night that nobody observed is empty", async () => {
  const answers = nightAnswers(redis, nightExposures(redis));
  expect(unpacked(await answers.read(camera, 20260101))).toEqual({
    camera,
    dayObs: 20260101,
    deltaId: "0-0",
    exposures: [],
  });
});
