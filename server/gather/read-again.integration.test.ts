/** The gatherers' reading against a real Redis: however often it read before, it sees what everybody else sees. */
import { once } from "node:events";
import { afterAll, beforeEach, expect, inject, onTestFinished, test } from "vitest";
import { camera as cameraSchema } from "#contracts/camera.ts";
import { contributionStore } from "#io/redis/contribution-store.ts";
import { readExposure, UnreadableExposure } from "#io/redis/exposure-store.ts";
import { gatheringReader } from "#io/redis/gathering-reader.ts";
import { type Announcement, intakeStore } from "#io/redis/intake-store.ts";
import { keys } from "#io/redis/keys.ts";
import { quarantineStore } from "#io/redis/quarantine-store.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleJob } from "../../fixtures/sample-job.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { summarize } from "./summarize.ts";

const { redis } = await freshRedis(inject("redisUrl"));
beforeEach(() => redis.flushdb());
afterAll(() => redis.disconnect());

const detectors = ["A", "B", "C"];
const camera = cameraSchema.parse({
  name: "TestCam",
  title: "TestCam",
  headerWords: {},
  detectors: detectors.map((name, id) => ({ id, name, x: id, y: 0 })),
});
const exposureId = 2026090100001;
const announcement = (detector: string): Announcement => ({
  ...{ camera: "TestCam", exposureId, detector, kind: "raw", dayObs: 20260901, seqNum: 1, obsId: null },
  ...{ eventAtMs: null, receivedAtMs: 1000, deadlineAtMs: 9000, uris: ["file:///a"], tasks: ["quick-look"] },
  source: detector,
});
const failed = sampleResult({ detector: "A", status: "failed", metrics: {}, error: { code: "crash", message: "no" } });

test("a summary of what is read again and again is that of what is read afresh, also after a result was taken back", async () => {
  const [intake, results, read] = [intakeStore(redis), resultStore(redis), gatheringReader(redis)];
  const expectSame = async () => {
    const [again, afresh] = [await read("TestCam", exposureId), await readExposure(redis, "TestCam", exposureId)];
    if (!again || !afresh) throw new Error("the exposure is not there");
    expect(summarize(again, camera, 5000)).toEqual(summarize(afresh, camera, 5000));
    return summarize(again, camera, 5000);
  };
  await intake.announce([announcement("A")]);
  expect(await expectSame()).toMatchObject({ done: 0, failed: 0 });
  await intake.announce([announcement("B"), announcement("C")]);
  await results.keep(failed, null);
  expect(await expectSame()).toMatchObject({ done: 0, failed: 1 });
  await results.keep(sampleResult({ detector: "B", metrics: { sky_bg: 300 } }), null);
  expect(await expectSame()).toMatchObject({ done: 1, failed: 1, state: "partial" });
  await quarantineStore(redis).takeBackResult(sampleJob({ detector: "A" }));
  expect(await expectSame()).toMatchObject({ done: 1, failed: 0 });
  await results.keep(sampleResult({ detector: "A", metrics: { sky_bg: 100 } }), null);
  await results.keep(sampleResult({ detector: "C", metrics: { sky_bg: 200 } }), null);
  expect(await expectSame()).toMatchObject({ done: 3, failed: 0, state: "complete", metrics: { sky_bg: 200 } });
});

test("an exposure that does not fit this version says so, also when it was read before", async () => {
  const read = gatheringReader(redis);
  await intakeStore(redis).announce([announcement("A")]);
  await resultStore(redis).keep(failed, null);
  await read("TestCam", exposureId);
  await quarantineStore(redis).takeBackResult(sampleJob({ detector: "A" }));
  await resultStore(redis).keep(failed, null);
  await redis.hset(keys.results("TestCam", exposureId), "A~raw~quick-look", '{"detector":"A"}');
  for (const _ of ["once", "again"]) await expect(read("TestCam", exposureId)).rejects.toThrow(UnreadableExposure);
});

test("of an exposure that was read before only what changed is parsed: the rest are the very same objects", async () => {
  const read = gatheringReader(redis);
  await intakeStore(redis).announce(detectors.map(announcement));
  await resultStore(redis).keep(sampleResult({ detector: "A" }), null);
  const first = await read("TestCam", exposureId);
  await resultStore(redis).keep(sampleResult({ detector: "B" }), null);
  const second = await read("TestCam", exposureId);
  expect(second?.results.map(({ detector }) => detector)).toEqual(["A", "B"]);
  expect(second?.results[0]).toBe(first?.results[0]);
  expect(second?.images[0]).toBe(first?.images[0]);
});

test("a result that was taken back and came again between two readings is the new one", async () => {
  const read = gatheringReader(redis);
  await intakeStore(redis).announce([announcement("A")]);
  await resultStore(redis).keep(failed, null);
  await read("TestCam", exposureId);
  await quarantineStore(redis).takeBackResult(sampleJob({ detector: "A" }));
  await resultStore(redis).keep(sampleResult({ detector: "A", metrics: { sky_bg: 7 } }), null);
  expect((await read("TestCam", exposureId))?.results).toMatchObject([{ status: "done", metrics: { sky_bg: 7 } }]);
});

test("what a version that does not say what it changed has written is read as well", async () => {
  const read = gatheringReader(redis);
  await intakeStore(redis).announce(detectors.map(announcement));
  await read("TestCam", exposureId);
  const text = JSON.stringify(sampleResult({ detector: "C" }));
  await redis.hset(keys.results("TestCam", exposureId), "C~raw~quick-look", text);
  expect((await read("TestCam", exposureId))?.results).toMatchObject([{ detector: "C" }]);
});

test("what another program adds to an exposure is read when it comes", async () => {
  const read = gatheringReader(redis);
  await intakeStore(redis).announce([announcement("A")]);
  await read("TestCam", exposureId);
  const addition = { camera: "TestCam", dayObs: 20260901, seqNum: 1, item: null };
  await contributionStore(redis).add([{ ...addition, values: { Seeing: 0.8 } }]);
  expect((await read("TestCam", exposureId))?.contributed.values).toEqual({ Seeing: 0.8 });
});

test("a Redis that was away is read afresh", async () => {
  const other = await freshRedis(inject("redisUrl"));
  onTestFinished(() => other.redis.disconnect());
  const read = gatheringReader(other.redis);
  await intakeStore(other.redis).announce([announcement("A")]);
  const before = await read("TestCam", exposureId);
  const ready = once(other.redis, "ready");
  other.redis.disconnect(true);
  await ready;
  const after = await read("TestCam", exposureId);
  expect(after?.images[0]).toEqual(before?.images[0]);
  expect(after?.images[0]).not.toBe(before?.images[0]);
});

test("nothing is known of an exposure that nobody told of", async () => {
  expect(await gatheringReader(redis)("TestCam", exposureId)).toBeNull();
});
