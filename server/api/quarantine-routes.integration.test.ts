/** Images that are set aside: seen by everybody, released by an operator, on a real Redis. */
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import { headerWords } from "#contracts/camera.ts";
import { workKey } from "#contracts/identity.ts";
import type { Job } from "#contracts/job.ts";
import { auditLog } from "#io/redis/audit-log.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { type Claim, claimJobs } from "#io/redis/job-claims.ts";
import { openJobPools } from "#io/redis/job-pools.ts";
import { quarantineStore } from "#io/redis/quarantine-store.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import type { ApiParts } from "./api-parts.ts";
import { openApi } from "./open-api.ts";

const { redis } = await freshRedis(inject("redisUrl"));
const pool = "quick-look";
const pools = openJobPools(redis);
const access = { tokens: [], isLocal: true };
const parts: Partial<ApiParts> = { version: "1", access, redis, pools, nowMs: () => 5000 };
const api = await openApi(parts as ApiParts);
afterAll(async () => {
  await api.close();
  await pools.close();
});
beforeEach(() => redis.flushdb());

const failed = sampleResult({ status: "failed", error: { code: "crash", message: "killed three workers" } });
const { camera, exposureId, detector, kind, dayObs, seqNum, task, taskVersion, configHash } = failed;
const image = { camera, exposureId, detector, kind };
const job: Job = {
  ...{ v: 1, id: workKey(image, task), ...image, dayObs, seqNum, obsId: null, uris: ["file:///poison.fits"] },
  ...{ pool, task, taskVersion, config: {}, configHash, eventAtMs: null, receivedAtMs: 1, queuedAtMs: 2 },
  facts: { pixelScaleArcsec: null, saturationAdu: null, timeScale: "UTC", headerWords: headerWords.parse({}) },
};
const release = (payload: object, headers = {}) =>
  api.inject({
    method: "POST",
    url: "/api/quarantine/release",
    headers: { "content-type": "application/json", host: "localhost", ...headers },
    payload: JSON.stringify(payload),
  });

test("W6: an image that was set aside is listed; its release takes back the failure and gives it new attempts", async () => {
  const announcement = { ...image, dayObs, seqNum, obsId: null, eventAtMs: null, receivedAtMs: 1, deadlineAtMs: 9 };
  await intakeStore(redis).announce([{ ...announcement, uris: job.uris, tasks: [task], source: "test" }]);
  await pools.add([job]);
  await resultStore(redis).keep(failed, pool);
  const put = {
    job,
    queue: pool,
    code: "crash",
    message: "killed three workers",
    attempts: 3,
    worker: "w",
    atMs: 4,
  };
  await quarantineStore(redis).put(put);
  expect((await api.inject("/api/quarantine")).json()).toEqual({ images: [put] });

  const answer = await release({ jobId: job.id, reason: "the file was repaired" });
  expect([answer.statusCode, answer.json()]).toEqual([202, { jobId: job.id, queue: pool }]);
  expect((await readExposure(redis, camera, exposureId))?.results).toEqual([]);
  expect((await api.inject("/api/quarantine")).json()).toEqual({ images: [] });
  expect(await auditLog(redis).read(5)).toMatchObject([
    { action: "quarantine:release", target: job.id, actor: { name: "local" }, reason: "the file was repaired" },
  ]);
  const claimed = Promise.withResolvers<Claim>();
  const handlers = {
    handle: async (claim: Claim) => claimed.resolve(claim),
    giveUp: async () => undefined,
    isDone: async () => false,
  };
  const claims = claimJobs(redis, [pool], { ...handlers, onTrouble: () => undefined }, { leaseMs: 8000 });
  expect(await claimed.promise).toMatchObject({ attempt: 1, job: { id: job.id } });
  await claims.stop();
});

test("W6: who is not known releases nothing, and what is not there is said so", async () => {
  expect((await release({ jobId: job.id }, { "x-forwarded-for": "10.0.0.9" })).statusCode).toBe(401);
  expect((await release({ jobId: job.id })).statusCode).toBe(404);
  expect((await release({ job: job.id })).statusCode).toBe(400);
  expect(await auditLog(redis).read(5)).toEqual([]);
});
