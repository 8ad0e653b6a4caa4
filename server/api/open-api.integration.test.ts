/** The HTTP surface against a real Redis. */

import { randomUUID } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import type { AmpMetrics } from "#contracts/amp.ts";
import { camera } from "#contracts/camera.ts";
import { exposureDetail } from "#contracts/exposure.ts";
import { exposureAmps } from "#contracts/exposure-amps.ts";
import type { Job } from "#contracts/job.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metrics } from "#contracts/metrics.ts";
import { auditLog } from "#io/redis/audit-log.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { gatherStore } from "#io/redis/gather-store.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { jobReader } from "#io/redis/job-plans.ts";
import { openJobPools } from "#io/redis/job-pools.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { writeHeartbeat } from "#io/redis/worker-store.ts";
import { distribute } from "#server/distributor/distribute.ts";
import { summarize } from "#server/gather/summarize.ts";
import { sideRuns } from "../../fixtures/api-parts.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { openApi } from "./open-api.ts";

const { redis } = await freshRedis(inject("redisUrl"));
const pools = openJobPools(redis, { known: ["quick-look"] });
const testCam = camera.parse({ name: "TestCam", title: "Test", detectors: [{ id: 0, name: "A", x: 0, y: 0 }] });
const cameraOf = () => testCam;
const task = { task: "quick-look", taskVersion: "1", config: { sigma: 5 }, configHash: "abc" };
const results = resultStore(redis);
/** As a program would declare it. */
const declared = { ...(metrics[0] as MetricDefinition), unit: "px²", definition: "Second moment." };
const intake = intakeStore(redis);
const api = await openApi({
  version: "1.2.3",
  redis,
  access: { tokens: [], isLocal: true },
  cameras: [testCam],
  cameraOf,
  metrics: [...metrics, { ...declared, key: "moments_m2" }],
  sideRuns: sideRuns(redis),
  pools,
  objects: {
    put: async () => undefined,
    get: async (key) => (key === "a/b.jpg" ? { body: Buffer.from([1, 2, 3]), mediaType: "image/jpeg" } : null),
  },
  files: { read: async () => Buffer.from("bytes in their place") },
  ingest: (value) =>
    distribute([{ topic: "http", position: `POST /api/ingest ${randomUUID()}`, value, receivedAtMs: 5000 }], {
      cameras: [testCam],
      genericCamera: cameraOf,
      tasksFor: async () => () => ({ tasks: [task], reason: null }),
      intake,
      results,
      queue: pools,
      nowMs: Date.now,
    }),
  triggerFor: () => {
    throw new Error("not a part of this test");
  },
  health: async () => ({ status: "failing", version: "1.2.3", parts: [{ name: "redis", ok: false, detail: "away" }] }),
  nowMs: () => 10_000,
});
afterAll(async () => {
  await api.close();
  await pools.close();
  redis.disconnect();
});
beforeEach(() => redis.flushdb());

const get = (url: string) => api.inject({ method: "GET", url });
const event = {
  type: "image-arrived",
  v: 1,
  camera: "TestCam",
  exposureId: 2026090100001,
  dayObs: 20260901,
  seqNum: 1,
  detector: "A",
  uri: "file:///a.fits",
};
const ingest = (payload: unknown) =>
  api.inject({
    method: "POST",
    url: "/api/ingest",
    headers: { "content-type": "application/json" },
    payload: typeof payload === "string" ? payload : JSON.stringify(payload),
  });
const queuedJob = async (): Promise<Job> =>
  jobReader(redis).read(
    JSON.parse((await redis.hget("fl:queue:quick-look:TestCam~2026090100001~A~raw~quick-look", "data")) ?? ""),
  );
async function gather(): Promise<void> {
  const facts = await readExposure(redis, "TestCam", 2026090100001);
  if (facts) await gatherStore(redis).save(summarize(facts, testCam, 9000), ["A~raw~quick-look"], true);
}

test("an ingested event is answered with what was enqueued, and shows in the night", async () => {
  const answer = await ingest(event);
  expect(answer.statusCode).toBe(202);
  const [outcome] = answer.json().outcomes;
  expect(outcome).toEqual({ kind: "work", reason: null, jobId: "TestCam~2026090100001~A~raw~quick-look" });
  await gather();
  const night = (await get("/api/cameras/TestCam/nights/20260901")).json();
  expect(night.exposures).toMatchObject([{ seqNum: 1, state: "pending", expected: 1, done: 0, failed: 0 }]);
  expect((await get("/api/cameras/TestCam/nights")).json()).toEqual({ nights: [{ dayObs: 20260901, exposures: 1 }] });
  const [first] = (await get("/api/cameras")).json().cameras;
  expect(first).toMatchObject({ name: "TestCam", latest: { dayObs: 20260901, seqNum: 1, state: "pending" } });
});

test("V6: a night comes compressed to who takes that, and as it is to others", async () => {
  await ingest(event);
  await gather();
  const url = "/api/cameras/TestCam/nights/20260901";
  const plain = await get(url);
  const packed = await api.inject({ url, headers: { "accept-encoding": "br, gzip" } });
  expect([plain.headers["content-encoding"], packed.headers["content-encoding"]]).toEqual([undefined, "gzip"]);
  expect(JSON.parse(gunzipSync(packed.rawPayload).toString())).toEqual(plain.json());
});

test("an exposure has its detectors, provenance, pictures and timeline", async () => {
  await ingest(event);
  const artifacts = [{ name: "preview", key: "a/b.jpg", mediaType: "image/jpeg", widthPx: 4, heightPx: 4 }];
  await results.keep(sampleResult({ artifacts }), "quick-look");
  await gather();
  const detail = exposureDetail.parse((await get("/api/cameras/TestCam/exposures/2026090100001")).json());
  expect(detail).toMatchObject({ state: "complete", metrics: { sky_bg: 100 }, previousSeqNum: null });
  expect(detail.detectors[0]).toMatchObject({
    detector: "A",
    state: "done",
    configHash: "abc",
    worker: "w-0",
    missing: { psf_fwhm: "the pixel scale is unknown" },
  });
  expect(detail.timeline).toMatchObject({ receivedAtMs: 5000, claimedAtMs: 1010, doneAtMs: 1100, gatheredAtMs: 9000 });
  const picture = await get(`/api/objects/${detail.artifacts[0]?.key}`);
  expect([picture.headers["content-type"], [...picture.rawPayload]]).toEqual(["image/jpeg", [1, 2, 3]]);
});

test("X11: a night's summary follows what changed since it was asked for", async () => {
  const url = "/api/cameras/TestCam/nights/20260901/summary";
  await ingest(event);
  await gather();
  expect((await get(url)).json()).toMatchObject({ exposures: 1, byState: { pending: 1 }, detectorsDone: 0 });
  await results.keep(sampleResult(), "quick-look");
  await gather();
  expect((await get(url)).json()).toMatchObject({ exposures: 1, byState: { complete: 1 }, detectorsDone: 1 });
  const trends = (await get("/api/cameras/TestCam/trends?nights=5")).json();
  expect(trends.nights).toEqual([(await get(url)).json()]);
  expect((await get("/api/cameras/TestCam/trends?nights=0")).statusCode).toBe(400);
  await redis.flushdb();
  await ingest(event);
  expect((await get(url)).json()).toMatchObject({ exposures: 0, byState: {} });
});

test("G7: a metric of a night's detectors is answered in columns and follows what changed since", async () => {
  const url = "/api/cameras/TestCam/nights/20260901/detectors?metric=sky_bg";
  expect((await get(url)).json()).toMatchObject({ exposureIds: [], detectors: [], values: [] });
  await ingest(event);
  await gather();
  expect((await get(url)).json()).toMatchObject({ exposureIds: [2026090100001], detectors: [], values: [] });
  await results.keep(sampleResult(), "quick-look");
  await gather();
  expect((await get(url)).json()).toEqual({
    camera: "TestCam",
    dayObs: 20260901,
    metric: "sky_bg",
    exposureIds: [2026090100001],
    detectors: ["A"],
    values: [100],
  });
  expect((await get(url.replace("sky_bg", "psf_fwhm"))).json()).toMatchObject({ detectors: ["A"], values: [null] });
  expect((await get(url.replace("TestCam", "Nowhere"))).statusCode).toBe(404);
});

test("J11: amplifiers, plot data and logs of one detector are kept and sent apart", async () => {
  await ingest(event);
  const plots = { histogram: { from: 0, to: 10, counts: [1, 2], below: 0, above: 3 } };
  const log = ["0.001 s  read file:///a.fits: 3 bytes"];
  await results.keep(sampleResult({ plots, log }), "quick-look");
  const url = "/api/cameras/TestCam/exposures/2026090100001/detectors/A";
  expect((await get(url)).json()).toEqual({ amps: [], plots, logs: [{ task: "quick-look", lines: log }] });
  for (const path of ["nights/20260901", "exposures/2026090100001"]) {
    expect((await get(`/api/cameras/TestCam/${path}`)).body).not.toContain("file:///a.fits: 3 bytes");
  }
  expect((await get(`${url}X`)).json().detail).toMatch(/no result of AX/);
  expect((await readExposure(redis, "TestCam", 2026090100001))?.results[0]).toMatchObject({ plots: {}, log: [] });
});

test("F1: all amplifiers of an exposure come in one answer, in columns, and each run has its own", async () => {
  await ingest(event);
  const box = { left: 0, bottom: 0, width: 256, height: 512 };
  const amp: AmpMetrics = {
    amp: "Segment10",
    hdu: 1,
    box,
    overscan_median: 1001,
    overscan_std: 4.5,
    read_noise: null,
    amp_median: 20,
    n_saturated: 3,
    gain: null,
    overscanPixels: 9,
    dataPixels: 9,
    missing: { gain: "unknown", read_noise: "unknown" },
  };
  await results.keep(sampleResult({ amps: [amp] }), "quick-look");
  await results.keep(sampleResult({ run: "other", amps: [{ ...amp, overscan_median: 7 }] }), null);
  const url = "/api/cameras/TestCam/exposures/2026090100001";
  const answer = (await get(`${url}/amplifiers`)).json();
  expect(answer).toEqual(exposureAmps.parse(answer));
  expect(answer).toMatchObject({
    run: "first",
    layouts: [{ amps: ["Segment10"], boxes: [box] }],
    detectors: [{ detector: "A", layout: 0 }],
    values: { overscan_median: [1001], gain: [null], n_saturated: [3] },
    reasons: ["unknown"],
    why: { gain: [0], read_noise: [0] },
  });
  expect((await get(`${url}/amplifiers?run=other`)).json().values.overscan_median).toEqual([7]);
  expect((await get(`${url}/detectors/A`)).json()).toMatchObject({ amps: [amp], plots: {} });
  expect((await get(`${url.replace("0001", "0002")}/amplifiers`)).json().detail).toMatch(/no exposure/);
  expect((await readExposure(redis, "TestCam", 2026090100001))?.results[0]?.amps).toEqual([]);
});

test("J9: the hash that a result names leads back to the full configuration, which stays as it was first", async () => {
  await ingest(event);
  await pools.add([{ ...(await queuedJob()), id: "other", config: { sigma: 9 } }]);
  expect((await get("/api/configs/abc")).json()).toEqual({
    configHash: "abc",
    task: "quick-look",
    taskVersion: "1",
    config: { sigma: 5 },
  });
  expect((await get("/api/configs/abd")).json().detail).toMatch(/hash abd/);
});

test.each([
  ["/api/cameras/NoCam/nights", 404, /no camera "NoCam"/],
  ["/api/cameras/TestCam/exposures/2026090199999", 404, /no exposure 2026090199999/],
  ["/api/cameras/TestCam/nights/yesterday", 400, /dayObs/],
  ["/api/objects/..%2f..%2fetc/passwd", 404, /no object/],
  ["/api/nothing", 404, /no GET \/api\/nothing/],
])("%s answers with a problem that says what is wrong", async (url, status, detail) => {
  const answer = await get(url);
  expect(answer.statusCode).toBe(status);
  expect(answer.headers["content-type"]).toMatch("application/problem+json");
  expect(answer.json()).toMatchObject({ status, instance: expect.any(String) });
  expect(answer.json().detail).toMatch(detail);
});

test("an event of no known shape is refused with its reason, and the operator sees it", async () => {
  const answer = await ingest('{"a":1}');
  expect(answer.statusCode).toBe(400);
  expect(answer.json().detail).toMatch("known event shapes");
  expect((await ingest("{")).json().detail).toMatch("not JSON");
  const workers = (await get("/api/workers")).json();
  expect(workers.intake.counts).toEqual({ dead: 2 });
});

test("workers are seen with the age of their heartbeat, and a silent one is lost", async () => {
  const beat = {
    id: "w-0",
    pool: "quick-look",
    pools: ["quick-look"],
    host: "h",
    pid: 1,
    version: "1",
    state: "busy" as const,
    job: null,
    startedAtMs: 0,
    jobsDone: 0,
    jobsFailed: 0,
    rssBytes: 1,
    lastJob: null,
    warmStartS: 0.5,
    clockOffsetMs: 0,
  };
  await writeHeartbeat(redis, { ...beat, heartbeatAtMs: 9500 });
  await writeHeartbeat(redis, { ...beat, id: "w-1", heartbeatAtMs: 1000 });
  await ingest(event);
  await results.keep(
    sampleResult({ status: "failed", error: { code: "truncated", message: "cut off at byte 12" } }),
    "quick-look",
  );
  const { workers, queues, failures } = (await get("/api/workers")).json();
  expect(workers.map(({ id, state, heartbeatAgeMs }: Record<string, unknown>) => [id, state, heartbeatAgeMs])).toEqual([
    ["w-0", "busy", 500],
    ["w-1", "lost", 9000],
  ]);
  expect(queues).toMatchObject([{ name: "quick-look", waiting: 1, active: 0, workers: 1, policy: "oldest-first" }]);
  expect(failures).toMatchObject([{ code: "truncated", count: 1, examples: [{ detector: "A" }] }]);
});

test("health names the failing part with 503, and the API describes itself", async () => {
  const health = await get("/api/health");
  expect([health.statusCode, health.json().parts]).toEqual([503, [{ name: "redis", ok: false, detail: "away" }]]);
  const paths = Object.keys((await get("/api/openapi.json")).json().paths);
  expect(paths).toEqual(expect.arrayContaining(["/api/cameras", "/api/workers", "/api/ingest"]));
  expect((await get("/metrics")).body).toMatch("firstlook_queue_waiting_jobs");
  expect((await get("/api/metrics")).json().metrics).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ key: "sky_bg" }),
      expect.objectContaining({ key: "moments_m2", unit: "px²", definition: "Second moment." }),
    ]),
  );
});

test("A2: control actions are read newest first, and a request knows who it is", async () => {
  const entry = { atMs: 1, actor: { name: "ana", role: "operator" as const }, target: "TestCam", before: null };
  await auditLog(redis).record({ ...entry, action: "pattern:change", after: "minimal", reason: "clouds" });
  await auditLog(redis).record({ ...entry, action: "pool:pause", after: { paused: true }, reason: null });
  const { entries } = (await get("/api/audit?count=10")).json();
  expect(entries.map(({ action, reason }: { action: string; reason: string }) => [action, reason])).toEqual([
    ["pool:pause", null],
    ["pattern:change", "clouds"],
  ]);
  const host = { host: "localhost:3000" };
  expect((await api.inject({ url: "/api/whoami", headers: host })).json()).toEqual({
    actor: { name: "local", role: "admin" },
  });
  expect((await api.inject({ url: "/api/whoami", headers: { ...host, via: "1.1 proxy" } })).json().actor).toBeNull();
});

test("a night can be taken away as it is shown, and in RubinTV's shape", async () => {
  await ingest(event);
  await results.keep(sampleResult(), "quick-look");
  await gather();
  const path = "/api/cameras/TestCam/nights/20260901";
  const csv = await get(`${path}/table.csv?cols=seq,sky_bg,psf_fwhm&q=sky+%3E+50`);
  expect(csv.headers["content-type"]).toBe("text/csv; charset=utf-8");
  expect(csv.body).toBe("seq,sky_bg,psf_fwhm\r\n1,100,\r\n");
  expect((await get(`${path}/table.csv?cols=seq&q=sky+%3E+500`)).body).toBe("seq\r\n");
  const json = (await get(`${path}/table.json?cols=seq,sky_bg`)).json();
  expect(json.rows).toEqual([{ seq: 1, sky_bg: 100 }]);
  expect(json.columns[1]).toMatchObject({ key: "sky_bg", unit: "ADU" });
  const wrong = await get(`${path}/table.json?q=skyy+%3E+1`);
  expect(wrong.statusCode).toBe(400);
  expect(wrong.json().detail).toBe("q, at character 1: There is no column skyy. Perhaps: sky.");
  const metadata = (await get(`${path}/metadata.json`)).json();
  expect(metadata["1"]).toMatchObject({ sky_bg: 100, psf_fwhm: null });
  expect((await get("/rubintv/api/usdf/testcam/metadata/2026-09-01")).json()).toEqual(metadata);
  expect((await get("/rubintv/api/usdf/nocam/metadata/2026-09-01")).statusCode).toBe(404);
});
