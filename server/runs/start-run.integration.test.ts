/** Side runs against a real Redis: a run that was broken off goes on, and first runs come first. */
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import type { Job } from "#contracts/job.ts";
import { runRequest } from "#contracts/run.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { type Claim, claimJobs } from "#io/redis/job-claims.ts";
import { jobReader } from "#io/redis/job-plans.ts";
import { openJobPools } from "#io/redis/job-pools.ts";
import { openJobQueue } from "#io/redis/job-queue.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { sideRuns } from "../../fixtures/api-parts.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { createRun, queueRun } from "./start-run.ts";

const { redis } = await freshRedis(inject("redisUrl"));
/** The pool of side runs. */
const queue = openJobQueue(redis, "backlog");
const pools = openJobPools(redis);
afterAll(async () => {
  await Promise.all([queue.close(), pools.close()]);
  redis.disconnect();
});
beforeEach(() => redis.flushdb());

const names = ["A", "B"];
const detectors = names.map((name, id) => ({ id, name, x: id, y: 0 }));
const testCam = camera.parse({ name: "TestCam", title: "Test", detectors });
const parts = sideRuns(redis, { cameraOf: () => testCam, queue: pools, nowMs: () => 5000 });
const exposures = [2026090100001, 2026090100002];
const request = runRequest.parse({
  run: "deep",
  camera: "TestCam",
  selection: { exposures },
  pipeline: "quick-look",
});

beforeEach(async () => {
  for (const [index, exposureId] of exposures.entries()) {
    const identity = { camera: "TestCam", exposureId, dayObs: 20260901, seqNum: index + 1, obsId: null };
    const instants = { eventAtMs: 900, receivedAtMs: 1000, deadlineAtMs: 60_000, source: `images/0@${index}` };
    const plan = { uris: ["file:///a.fits"], tasks: ["quick-look"], kind: "raw" as const };
    await intakeStore(redis).announce(names.map((detector) => ({ ...identity, ...instants, ...plan, detector })));
  }
});
const waiting = async () => (await queue.view(Date.now())).waiting;

test("R3: a run that broke off while its jobs were queued goes on with the same request, each job once", async () => {
  let batches = 0;
  const add = async (jobs: readonly Job[]) => {
    batches += 1;
    if (batches === 2) throw new Error("killed");
    await pools.add(jobs);
  };
  const record = await createRun(request, "vera", parts);
  await expect(queueRun(record, { ...parts, queue: { add } })).rejects.toThrow("killed");
  expect(await parts.runs.read("deep")).toMatchObject({ state: "queuing", jobs: 4 });
  expect(await waiting()).toBe(2);
  const again = await createRun(request, "otto", parts);
  await queueRun(again, parts);
  expect(await parts.runs.read("deep")).toMatchObject({ state: "running", createdBy: "vera", done: 0 });
  expect(await waiting()).toBe(4);
});

test("R3: a pipeline that changed since the run began does not mix with it", async () => {
  const record = await createRun(request, "vera", parts);
  const changed = {
    ...parts,
    resolve: async () => [{ task: "quick-look", taskVersion: "9", config: {}, configHash: "x" }],
  };
  await expect(queueRun(record, changed)).rejects.toThrow(/"quick-look" has changed/);
  expect(await waiting()).toBe(0);
});

test("R2 R3: a job of a run counts once, whoever finishes it twice, and nothing is told to gatherers or pages", async () => {
  await queueRun(await createRun(request, "vera", parts), parts);
  const changes = await redis.xlen("fl:changes");
  const results = resultStore(redis);
  const side = { exposureId: exposures[0] ?? 0, detector: "A", run: "deep" };
  expect(await results.keep(sampleResult(side), null)).toBe(true);
  expect(await results.keep(sampleResult(side), null)).toBe(false);
  const error = { code: "truncated", message: "cut off" };
  await results.keep(sampleResult({ ...side, detector: "B", status: "failed", error }), null);
  expect(await parts.runs.read("deep")).toMatchObject({ state: "running", done: 1, failed: 1, lastResultAtMs: 1100 });
  expect([await redis.xlen("fl:changes"), await redis.xlen("fl:failures"), await redis.xlen("fl:deltas")]).toEqual([
    changes,
    0,
    0,
  ]);
  expect(await results.has({ ...sampleResult(side) })).toBe(true);
  const { run: _side, ...first } = sampleResult(side);
  expect(await results.has(first)).toBe(false);
});

test("R5: jobs of a side run wait until no job of a first run waits", async () => {
  await queueRun(await createRun(request, "vera", parts), parts);
  const [record] = await parts.runs.list(1);
  const tasks = await parts.resolve(record?.pipeline ?? "", []);
  const sideJob = await jobReader(redis).read(
    JSON.parse((await redis.hget(`fl:queue:backlog:TestCam~${exposures[0]}~A~raw~quick-look~@deep`, "data")) ?? ""),
  );
  const { run: _side, ...first } = sideJob;
  await pools.add([
    { ...first, ...tasks[0], id: "late-1" },
    { ...first, ...tasks[0], id: "new-1", pool: "quick-look" },
  ]);
  const order: string[] = [];
  const handlers = {
    handle: async ({ job }: Claim) => void order.push(job.run ?? job.id),
    isDone: async () => false,
    giveUp: async () => undefined,
    onTrouble: () => undefined,
  };
  const claims = claimJobs(redis.duplicate(), ["quick-look", "*", "backlog"], handlers, { leaseMs: 5000 });
  await expect.poll(() => order.length, { timeout: 10_000 }).toBe(6);
  await claims.stop();
  expect(order).toEqual(["new-1", "late-1", "deep", "deep", "deep", "deep"]);
}, 20_000);
