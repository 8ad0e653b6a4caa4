/** Alarms, latency and trigger over HTTP, against a real Redis. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { exposureDetail } from "#contracts/exposure.ts";
import { latencyAnswer } from "#contracts/latency.ts";
import { openImageListing } from "#io/images/image-listing.ts";
import { alarmStore } from "#io/redis/alarm-store.ts";
import { auditLog } from "#io/redis/audit-log.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { openJobPools } from "#io/redis/job-pools.ts";
import { latencyStore } from "#io/redis/latency-store.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { supersedeFailure } from "#io/redis/supersede.ts";
import { takeInAgain } from "#server/trigger/take-in-again.ts";
import { sideRuns } from "../../fixtures/api-parts.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { openApi } from "./open-api.ts";

const { redis } = await freshRedis(inject("redisUrl"));
const bucketsDir = mkdtempSync(join(tmpdir(), "firstlook-trigger-"));
const pools = openJobPools(redis);
const testCam = camera.parse({
  name: "TestCam",
  title: "Test",
  obsIdCode: "TC",
  images: { bucket: "raws", keys: ["{instrument}/{dayObs}/{obsId}/{obsId}_{detector}.fits"] },
  detectors: ["R00_S00", "R00_S01", "R00_S02"].map((name, id) => ({ id, name, x: id, y: 0 })),
});
const task = { task: "quick-look", taskVersion: "1", config: {}, configHash: "abc" };
const intake = {
  cameras: [testCam],
  genericCamera: () => testCam,
  tasksFor: async () => () => ({ tasks: [task], reason: null }),
  intake: intakeStore(redis),
  results: resultStore(redis),
  queue: pools,
  nowMs: Date.now,
};
const api = await openApi({
  version: "1",
  redis,
  sideRuns: sideRuns(redis),
  access: { tokens: [], isLocal: true },
  cameras: [testCam],
  cameraOf: () => testCam,
  pools,
  metrics: [],
  objects: { put: async () => undefined, get: async () => null },
  files: { read: () => Promise.reject(new Error("not a part of this test")) },
  ingest: async () => [],
  triggerFor: (by) => ({
    cameras: [testCam],
    cameraOf: () => testCam,
    listing: openImageListing({ bucketsDir, s3: null }),
    readExposure: (name, id) => readExposure(redis, name, id),
    supersede: (image) => supersedeFailure(redis, image, { atMs: 7000, by }),
    takeIn: (events, tag) => takeInAgain(events, tag, intake),
    nowMs: Date.now,
  }),
  health: async () => ({ status: "ok", version: "1", parts: [] }),
  nowMs: () => 10_000,
});
afterAll(async () => {
  await api.close();
  await pools.close();
  redis.disconnect();
  rmSync(bucketsDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await redis.flushdb();
  rmSync(join(bucketsDir, "raws"), { recursive: true, force: true });
});

const obsId = "TC_O_20260901_000001";
const exposureId = 2026090100001;
function store(detector: string): void {
  const path = join(bucketsDir, "raws", "TestCam", "20260901", obsId, `${obsId}_${detector}.fits`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "image");
}
async function trigger(body: unknown, headers: Record<string, string> = {}) {
  const answer = await api.inject({
    method: "POST",
    url: "/api/trigger",
    headers: { host: "localhost:3000", "content-type": "application/json", ...headers },
    payload: JSON.stringify(body),
  });
  const {
    images = [],
    detail,
    advice,
  } = answer.json() as {
    images?: { detector: string; outcome: string; detail: string }[];
    detail?: string;
    advice?: string | null;
  };
  return { status: answer.statusCode, detail, advice, images, outcomes: images.map(({ outcome }) => outcome) };
}
const waiting = async () => (await pools.counts(Date.now())).reduce((sum, { waiting: count }) => sum + count, 0);
const error = { code: "truncated", message: "cut off" };

test("M4: an exposure's images that lie in the store are published, the others named; a second time they are pending", async () => {
  store("R00_S00");
  store("R00_S01");
  expect(await trigger({ image: obsId })).toMatchObject({
    status: 202,
    outcomes: ["published", "published", "missing"],
  });
  expect(await waiting()).toBe(2);
  expect(await trigger({ image: obsId })).toMatchObject({ outcomes: ["pending", "pending", "missing"] });
  expect(await waiting()).toBe(2);
});

test("M4: of an exposure that came in part only what is missing is published", async () => {
  for (const { name } of testCam.detectors) store(name);
  const identity = { camera: "TestCam", exposureId, dayObs: 20260901, seqNum: 1, obsId, kind: "raw" as const };
  const instants = { eventAtMs: null, receivedAtMs: 1, deadlineAtMs: 9e12, source: "x" };
  const came = { ...identity, ...instants, uris: [], tasks: ["quick-look"] };
  await intakeStore(redis).announce(["R00_S00", "R00_S02"].map((detector) => ({ ...came, detector })));
  await resultStore(redis).keep(sampleResult({ ...identity, detector: "R00_S02" }), null);
  expect(await trigger({ image: obsId })).toMatchObject({ outcomes: ["pending", "published", "has-result"] });
  expect(await waiting()).toBe(1);
});

test("M4: an exposure that nobody knows and that lies nowhere is named as missing, with where it was looked for", async () => {
  const answer = await trigger({ image: "TC_O_20260901_000777" });
  expect(answer).toMatchObject({ status: 202, outcomes: ["missing", "missing", "missing"], advice: null });
  const place = "TestCam/20260901/TC_O_20260901_000777/TC_O_20260901_000777_R00_S00.fits";
  expect(answer.images[0]?.detail).toContain(place);
  expect(await readExposure(redis, "TestCam", 2026090100777)).toBeNull();
});

test("M4: force on a done result changes nothing, and says how to compute it beside", async () => {
  store("R00_S00");
  const identity = { camera: "TestCam", exposureId, dayObs: 20260901, seqNum: 1 };
  const image = { ...identity, detector: "R00_S00", kind: "raw" as const, obsId, eventAtMs: null, receivedAtMs: 1 };
  await intakeStore(redis).announce([{ ...image, deadlineAtMs: 9e12, uris: [], tasks: ["quick-look"], source: "x" }]);
  await resultStore(redis).keep(sampleResult({ ...identity, detector: "R00_S00" }), null);
  const before = await redis.hgetall(`fl:results:TestCam:${exposureId}`);
  expect(await trigger({ image: `${obsId}_R00_S00`, force: true })).toMatchObject({
    outcomes: ["has-result"],
    advice: expect.stringContaining("npx firstlook rerun TestCam 20260901/1 --pipeline"),
  });
  expect(await trigger({ image: `${obsId}_R00_S00` })).toMatchObject({ outcomes: ["has-result"], advice: null });
  expect(await waiting()).toBe(0);
  expect(await redis.hgetall(`fl:results:TestCam:${exposureId}`)).toEqual(before);
});

test("M4: a result is left alone; force has a failed one tried again and keeps it, and never touches a done one", async () => {
  store("R00_S00");
  store("R00_S01");
  const at = { exposureId, dayObs: 20260901, seqNum: 1 };
  const known = { ...at, camera: "TestCam", kind: "raw" as const, obsId, eventAtMs: null, receivedAtMs: 1 };
  const images = ["R00_S00", "R00_S01"].map((detector) => ({
    ...known,
    detector,
    deadlineAtMs: 9e12,
    uris: [],
    tasks: ["quick-look"],
    source: "x",
  }));
  await intakeStore(redis).announce(images);
  await resultStore(redis).keep(sampleResult({ detector: "R00_S00", ...at }), null);
  await resultStore(redis).keep(sampleResult({ detector: "R00_S01", ...at, status: "failed", error }), null);
  expect(await trigger({ image: `${obsId}_R00_S01` })).toMatchObject({ outcomes: ["has-result"] });
  expect(await waiting()).toBe(0);

  expect(await trigger({ image: obsId, force: true, reason: "the file was copied again" })).toMatchObject({
    outcomes: ["has-result", "again", "missing"],
  });
  expect(await waiting()).toBe(1);
  const facts = await readExposure(redis, "TestCam", exposureId);
  expect(facts?.results.map(({ detector }) => detector)).toEqual(["R00_S00"]);
  await resultStore(redis).keep(sampleResult({ detector: "R00_S01", ...at }), null);
  const answer = await api.inject({ method: "GET", url: `/api/cameras/TestCam/exposures/${exposureId}` });
  const detail = exposureDetail.parse(answer.json());
  expect(detail.detectors.map(({ state }) => state)).toEqual(["done", "done", "expected"]);
  expect(detail.superseded).toMatchObject([{ detector: "R00_S01", error, supersededAtMs: 7000, by: "local" }]);
  expect((await auditLog(redis).read(1))[0]).toMatchObject({
    actor: { name: "local", role: "admin" },
    action: "image:trigger",
    target: `TestCam ${obsId}`,
    after: { force: true, again: 1, "has-result": 1, missing: 1 },
    reason: "the file was copied again",
  });
});

test("words that name no image are refused with what is wrong, and so is whoever may not", async () => {
  expect(await trigger({ image: "TC_O_20260901_000001_R99_S99" })).toMatchObject({
    status: 400,
    detail: expect.stringContaining('no detector "R99_S99"'),
  });
  expect(await trigger({ image: "nonsense" })).toMatchObject({ status: 400, detail: expect.stringContaining("MC_O_") });
  expect(await trigger({ image: "2026090100001" })).toMatchObject({
    status: 400,
    detail: expect.stringContaining("--camera"),
  });
  expect(await trigger({})).toMatchObject({ status: 400, detail: expect.stringContaining("image") });
  expect(await trigger({ image: obsId }, { "x-forwarded-for": "10.0.0.1" })).toMatchObject({ status: 401 });
});

test("alarms are told to pages and to Prometheus", async () => {
  const alarm = {
    id: "images-stopped:TestCam",
    kind: "images-stopped" as const,
    level: "error" as const,
    camera: "TestCam",
    sinceMs: 5000,
    message: "Images of TestCam stopped.",
  };
  await alarmStore(redis).judge("TestCam", [alarm], 5000);
  await alarmStore(redis).judge("TestCam", [{ ...alarm, sinceMs: 6000, message: "Still." }], 6000);
  const told = (await api.inject({ method: "GET", url: "/api/alarms" })).json();
  expect(told).toMatchObject({ judgedAtMs: 6000, active: [{ sinceMs: 5000, message: "Still." }] });
  expect(told.recent).toHaveLength(1);
  const text = (await api.inject({ method: "GET", url: "/metrics" })).body;
  expect(text).toContain('firstlook_alarm{kind="images-stopped",camera="TestCam",level="error"} 1');
  await alarmStore(redis).judge("Other", [], 7000);
  expect((await alarmStore(redis).read()).active).toHaveLength(1);
  await alarmStore(redis).judge("TestCam", [], 8000);
  expect((await alarmStore(redis).read()).recent.map(({ change }) => change)).toEqual(["ended", "raised"]);
});

test("D1: samples count once; percentiles and Prometheus's cumulative buckets tell the same", async () => {
  const latency = latencyStore(redis);
  const samples = Array.from({ length: 100 }, (_, index) => ({
    of: `${index}`,
    spansMs: { wait: index + 1, read: 10 },
  }));
  for (let time = 0; time < 3; time += 1) await latency.record("TestCam", 1, samples, 9000);
  const url = "/api/latency?camera=TestCam&windowMin=10";
  const { stages } = latencyAnswer.parse((await api.inject({ method: "GET", url })).json());
  const wait = stages.find(({ stage }) => stage === "wait");
  expect(wait?.count).toBe(100);
  expect(wait?.p50Ms).toBeGreaterThan(47);
  expect(wait?.p50Ms).toBeLessThan(53);
  expect(wait?.p99Ms).toBeGreaterThan(93);
  const lines = (await api.inject({ method: "GET", url: "/metrics" })).body.split("\n");
  const value = (start: string) =>
    Number(
      lines
        .find((line) => line.startsWith(start))
        ?.split(" ")
        .at(-1),
    );
  const name = (end: string) => `firstlook_stage_seconds_bucket{camera="TestCam",stage="wait",le="${end}"}`;
  expect([value(name("0.01")), value(name("0.1")), value(name("+Inf"))]).toEqual([10, 100, 100]);
  expect(value('firstlook_stage_seconds_sum{camera="TestCam",stage="wait"}')).toBeCloseTo(5.05, 6);
  expect(value('firstlook_stage_seconds_count{camera="TestCam",stage="wait"}')).toBe(100);
});
