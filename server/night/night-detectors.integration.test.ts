/** SPEC G7: a metric of all detectors is the same whether it is read from the results or from what was kept of them. */
import { afterAll, expect, inject, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { metrics } from "#contracts/metrics.ts";
import { saveByDetector } from "#io/redis/by-detector-store.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { gatherStore } from "#io/redis/gather-store.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { keys } from "#io/redis/keys.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { gatherUntil } from "#server/gather/gather.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { nightDetectorsReader } from "./night-detectors.ts";
import { metricsByDetector } from "./pack-detectors.ts";

const { redis } = await freshRedis(inject("redisUrl"));
const stopping = new AbortController();
const names = ["A", "B", "C"];
const detectors = names.map((name, id) => ({ id, name, x: id, y: 0 }));
const testCam = camera.parse({ name: "TestCam", title: "Test", detectors });
const night = { camera: "TestCam", dayObs: 20260901 };
const exposureId = 2026090100001;
const gathering = gatherUntil(stopping.signal, {
  store: gatherStore(redis),
  read: (name, id) => readExposure(redis, name, id),
  keepNumbers: (summary, facts) => saveByDetector(redis, summary, metricsByDetector(facts)),
  cameraOf: () => testCam,
  metrics,
  nowMs: () => 2000,
  onTrouble: (error) => {
    throw error;
  },
});
afterAll(async () => {
  stopping.abort();
  await gathering;
  redis.disconnect();
});

const stateOf = async () => (await readExposure(redis, night.camera, exposureId))?.summary?.state;
/** A reader that remembers nothing, as a process that has just started. */
const read = (metric: string) => nightDetectorsReader(redis).read(night.camera, night.dayObs, metric, names);

test("G7: numbers of a complete exposure are kept by detector, and answer as its results do", async () => {
  const identity = { ...night, exposureId, seqNum: 1, obsId: null, kind: "raw" as const };
  const instants = { eventAtMs: 900, receivedAtMs: 1000, deadlineAtMs: 60_000, source: "images/0@1#0" };
  const plan = { uris: ["file:///a.fits"], tasks: ["quick-look"] };
  await intakeStore(redis).announce(names.map((detector) => ({ ...identity, ...instants, ...plan, detector })));
  const results = resultStore(redis);
  await results.keep(sampleResult({ detector: "A", metrics: { sky_bg: 1, psf_fwhm: 0.8 } }), null);
  await expect.poll(stateOf).toBe("partial");
  expect(await redis.exists(keys.byDetector(night.camera, exposureId))).toBe(0);
  expect((await read("sky_bg")).values).toEqual([1]);

  await results.keep(sampleResult({ detector: "B", metrics: { sky_bg: null } }), null);
  await results.keep(sampleResult({ detector: "C", metrics: { sky_bg: 3, psf_fwhm: 0.9 } }), null);
  await expect.poll(stateOf).toBe("complete");
  await expect.poll(() => redis.exists(keys.byDetector(night.camera, exposureId))).toBe(1);
  const metricsRead = ["sky_bg", "psf_fwhm", "no_such"];
  const kept = await Promise.all(metricsRead.map(read));
  expect(kept.map(({ detectors: of, values }) => [of, values])).toEqual([
    [names, [1, null, 3]],
    [
      ["A", "C"],
      [0.8, 0.9],
    ],
    [[], []],
  ]);
  // What was kept of another revision is not believed.
  await redis.hset(keys.byDetector(night.camera, exposureId), "#revision", 0, "sky_bg", '{"A":99}');
  expect(await Promise.all(metricsRead.map(read))).toEqual(kept);
});
