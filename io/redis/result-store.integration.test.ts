/** Keeping results against a real Redis: those of one turn go together, and of each job the first stays. */
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import type { DetectorResult } from "#contracts/result.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { gatherStore } from "./gather-store.ts";
import { keys } from "./keys.ts";
import { ratePerMin } from "./rates.ts";
import { resultStore } from "./result-store.ts";

const { redis } = await freshRedis(inject("redisUrl"));
beforeEach(() => redis.flushdb());
afterAll(() => redis.disconnect());

const [camera, first, second] = ["TestCam", 2026090100001, 2026090100002];
const kept = async (exposureId: number): Promise<DetectorResult[]> =>
  (await redis.hvals(keys.results(camera, exposureId))).map((text) => JSON.parse(text) as DetectorResult);

test("J1: of two results of one job that are ready at once the first stays, and the other is told so", async () => {
  const store = resultStore(redis);
  const answers = await Promise.all([
    store.keep(sampleResult({ worker: "w-1" }), "quick-look"),
    store.keep(sampleResult({ worker: "w-2" }), "quick-look"),
    store.keep(sampleResult({ detector: "B" }), "quick-look"),
  ]);
  expect(answers).toEqual([true, false, true]);
  expect((await kept(first)).map(({ worker, detector }) => [worker, detector]).sort()).toEqual([
    ["w-0", "B"],
    ["w-1", "A"],
  ]);
});

test("results of one turn are told as one change of each exposure, with all their works, and are counted", async () => {
  const store = resultStore(redis);
  const detectors = Array.from({ length: 300 }, (_, at) => `D${at}`);
  const results = detectors.map((detector) =>
    sampleResult({ detector, timeline: { ...sampleResult().timeline, doneAtMs: 60_000 } }),
  );
  await Promise.all([
    ...results.map((result) => store.keep(result, "quick-look")),
    store.keep(sampleResult({ exposureId: second, seqNum: 2 }), "quick-look"),
  ]);
  expect(await redis.xlen(keys.changes)).toBeLessThanOrEqual(3);
  const { changes } = await gatherStore(redis).take(10);
  const works = new Map(changes.map(({ exposureId, works: ofIt }) => [exposureId, ofIt]));
  expect(works.get(first)?.sort()).toEqual(detectors.map((detector) => `${detector}~raw~quick-look`).sort());
  expect(works.get(second)).toEqual(["A~raw~quick-look"]);
  expect(await kept(first)).toHaveLength(300);
  expect(await ratePerMin(redis, "quick-look", "out", 60_000)).toBeGreaterThanOrEqual(300);
});

test("a repeat changes nothing: no revision, no change, no count", async () => {
  const store = resultStore(redis);
  await store.keep(sampleResult(), "quick-look");
  const state = async () => [
    await redis.hget(keys.exposure(camera, first), "revision"),
    await redis.xlen(keys.changes),
    await ratePerMin(redis, "quick-look", "out", 1100),
  ];
  const before = await state();
  expect(await store.keep(sampleResult(), "quick-look")).toBe(false);
  expect(await store.has(sampleResult())).toBe(true);
  expect(await state()).toEqual(before);
});
