/** Bundles against a real Redis: one claim for several jobs, each of which keeps its result, its attempts and its turn. */
import { Worker } from "bullmq";
import { afterAll, afterEach, beforeEach, expect, inject, test } from "vitest";
import type { PoolControl } from "#contracts/control.ts";
import type { Job } from "#contracts/job.ts";
import { choosePool } from "../../fixtures/choose-pool.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleJob } from "../../fixtures/sample-job.ts";
import { type Claim, type Claims, claimJobs } from "./job-claims.ts";
import { keepPlans } from "./job-plans.ts";
import { type JobPools, openJobPools } from "./job-pools.ts";
import { keys } from "./keys.ts";

const { redis } = await freshRedis(inject("redisUrl"));
const pool = "quick-look";
let pools: JobPools;
let running: Claims[] = [];
beforeEach(async () => {
  await redis.flushdb();
  pools = openJobPools(redis);
});
afterEach(async () => {
  await Promise.all(running.map((claims) => claims.stop()));
  running = [];
  await pools.close();
});
afterAll(() => redis.disconnect());

interface Worked {
  claims: Claims;
  /** What was claimed, in order, with its attempt. */
  begun: string[];
  done: string[];
  givenUp: string[];
  tookApart: number[];
  troubles: string[];
}

interface WorkerOptions {
  leaseMs?: number;
  slots?: number;
  isDone?: (job: Job) => Promise<boolean>;
}

/** A worker that notes what it is given; `work` may fail, or take its time. */
function worker(
  work: (claim: Claim, goOn: () => void) => Promise<void> = async () => undefined,
  { leaseMs = 8000, slots = 1, isDone = async () => false }: WorkerOptions = {},
): Worked {
  const worked: Omit<Worked, "claims"> = { begun: [], done: [], givenUp: [], tookApart: [], troubles: [] };
  const nameOf = ({ job, attempt }: Claim) => `${job.seqNum}${job.detector}${attempt}`;
  const handlers = {
    isDone,
    handle: async (claim: Claim, goOn: () => void) => {
      worked.begun.push(nameOf(claim));
      await work(claim, goOn);
      worked.done.push(nameOf(claim));
    },
    giveUp: async (claim: Claim) => void worked.givenUp.push(nameOf(claim)),
    tookApart: (jobs: number) => void worked.tookApart.push(jobs),
    onTrouble: ({ message }: Error) => void worked.troubles.push(message),
  };
  const claims = claimJobs(redis, [pool], handlers, { leaseMs, slots });
  running.push(claims);
  return { ...worked, claims };
}

const choose = (change: Partial<PoolControl>) => choosePool(redis, pool, change);
const patient = { timeout: 20_000, interval: 5 };
const exposure = (seqNum: number, detectors: string): Job[] =>
  [...detectors].map((detector) => sampleJob({ seqNum, detector }));
const counts = async () => (await pools.counts(Date.now()))[0];
const atRest = () => expect.poll(counts, patient).toMatchObject({ waiting: 0, active: 0 });
const entries = async () => (await redis.keys(`fl:queue:${pool}:*~*`)).map((key) => key.split(":")[3]).sort();

test("Q8: with a batch size of 1 a job waits as it did before there were bundles, byte by byte", async () => {
  const jobs = exposure(1, "AB");
  await pools.add(jobs);
  const kept = await keepPlans(redis, jobs);
  for (const [index, { id }] of jobs.entries()) {
    const stored = await redis.hgetall(`fl:queue:${pool}:${id}`);
    expect(stored.data).toBe(JSON.stringify(kept[index]));
    expect(stored.name).toBe("quick-look");
  }
});

test("Q8: a bundle is one entry of the queue and counts as its jobs, while it waits and while it is worked on", async () => {
  await choose({ batchSize: 4 });
  await pools.add(exposure(1, "ABCDEF"));
  expect(await entries()).toHaveLength(2);
  expect(await counts()).toMatchObject({ waiting: 6, active: 0, inPerMin: 6 });
  const gate = Promise.withResolvers<void>();
  const { done } = worker(() => gate.promise);
  await expect.poll(counts, patient).toMatchObject({ waiting: 2, active: 4 });
  gate.resolve();
  await atRest();
  expect(done).toEqual(["1A1", "1B1", "1C1", "1D1", "1E1", "1F1"]);
});

test("Q8: the batch size holds for what comes from now on; what waits stays as it is", async () => {
  await choose({ batchSize: 4 });
  await pools.add(exposure(1, "AB"));
  await choose({ batchSize: 1 });
  await pools.add(exposure(2, "AB"));
  expect(await entries()).toHaveLength(3);
  const { done } = worker();
  await atRest();
  expect(done).toEqual(["1A1", "1B1", "2A1", "2B1"]);
});

test("E4: a bundle that is added again changes nothing, and a job that waits by itself as well is done by whoever claims it", async () => {
  await choose({ batchSize: 3 });
  await pools.add(exposure(1, "ABC"));
  await pools.add(exposure(1, "ABC"));
  expect(await entries()).toHaveLength(1);
  // After a crash of its distributor the same events came in other batches.
  await pools.add(exposure(1, "BCD"));
  await pools.add(exposure(1, "B"));
  const first = new Set<string>();
  const { done } = worker(async ({ job }) => void first.add(job.id));
  await atRest();
  expect(done).toHaveLength(7);
  expect(first.size).toBe(4);
});

test("Q3: newest first holds for bundles, and a change of the policy reorders them", async () => {
  await choose({ batchSize: 2 });
  await pools.add(exposure(1, "AB"));
  await pools.add(exposure(2, "ABC"));
  await choose({ batchSize: 2, policy: "newest-first" });
  await pools.reorder(pool, "newest-first");
  await pools.add(exposure(3, "AB"));
  const { done } = worker();
  await atRest();
  expect(done.map(([seqNum]) => Number(seqNum))).toEqual([3, 3, 2, 2, 2, 1, 1]);
});

test("Q4: bundles of a paused pool wait, and go on when it is resumed", async () => {
  await choose({ batchSize: 2, isPaused: true });
  await pools.add(exposure(1, "ABCD"));
  const { done } = worker();
  expect(await counts()).toMatchObject({ waiting: 4 });
  expect(done).toEqual([]);
  await choose({ isPaused: false });
  await atRest();
  expect(done).toHaveLength(4);
});

test("Q8: a worker does the jobs of a bundle one after the other, and one of many slots several at a time", async () => {
  await choose({ batchSize: 6 });
  let atOnce = 0;
  let most = 0;
  const work = async () => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise((resolve) => setImmediate(resolve));
    atOnce -= 1;
  };
  await pools.add(exposure(1, "ABCDEF"));
  const single = worker(work);
  await atRest();
  expect([single.done.length, most]).toEqual([6, 1]);
  await single.claims.stop();
  await pools.add(exposure(2, "ABCDEF"));
  const wide = worker(work, { slots: 3 });
  await atRest();
  expect([wide.done.length, most]).toEqual([6, 3]);
});

test("J1, Q8: of a claimed bundle, and of one that is taken apart, only jobs without a result are worked on", async () => {
  await choose({ batchSize: 4 });
  const isDone = async ({ detector }: Job) => "AC".includes(detector);
  await pools.add(exposure(1, "ABCD"));
  const first = worker(undefined, { isDone });
  await atRest();
  expect(first.begun).toEqual(["1B1", "1D1"]);
  await first.claims.stop();
  await pools.add(exposure(2, "ABCD"));
  await claimAndVanish();
  const second = worker(undefined, { isDone, leaseMs: 200 });
  await atRest();
  expect([second.tookApart, second.begun]).toEqual([[2], ["2B1", "2D1"]]);
});

test("J1: a job that has its result is acknowledged, and not run again", async () => {
  await pools.add(exposure(1, "AB"));
  const { begun } = worker(undefined, { isDone: async ({ detector }) => detector === "A" });
  await atRest();
  expect(begun).toEqual(["1B1"]);
});

test("Q8: a worker goes on with a bundle while results are being kept, and acknowledges it when all of them are", async () => {
  await choose({ batchSize: 3 });
  await pools.add(exposure(1, "ABC"));
  const gate = Promise.withResolvers<void>();
  const { begun, done } = worker(async (_, goOn) => {
    goOn();
    await gate.promise;
  });
  await expect.poll(() => begun, patient).toEqual(["1A1", "1B1", "1C1"]);
  expect(await counts()).toMatchObject({ waiting: 0, active: 3 });
  expect(done).toEqual([]);
  gate.resolve();
  await atRest();
  expect(done).toEqual(["1A1", "1B1", "1C1"]);
});

test("Q9: a worker that has lost its bundle begins no other job of it, and leaves it to whoever has it", async () => {
  await choose({ batchSize: 3 });
  await pools.add(exposure(1, "ABC"));
  const gate = Promise.withResolvers<void>();
  const loser = worker(() => gate.promise, { leaseMs: 400 });
  await expect.poll(() => loser.begun.length, patient).toBe(1);
  const [lock = ""] = await redis.keys(`fl:queue:${pool}:*:lock`);
  await redis.set(lock, "another worker's");
  const monitor = await redis.monitor();
  let renewals = 0;
  monitor.on("monitor", (_, words: string[]) => {
    if (words[0]?.toLowerCase() === "evalsha" && words.includes(lock)) renewals += 1;
  });
  // When the second is asked for the worker has heard what came of the first.
  await expect.poll(() => renewals, patient).toBeGreaterThan(1);
  monitor.disconnect();
  gate.resolve();
  await expect.poll(() => loser.troubles, patient).toEqual([expect.stringMatching(/lock/i)]);
  expect([loser.done, loser.tookApart]).toEqual([["1A1"], []]);
  expect(await counts(), "it is still the other's").toMatchObject({ active: 3 });
});

test("W1: a bundle that takes longer than the lease stays its worker's", async () => {
  await choose({ batchSize: 4 });
  await pools.add(exposure(1, "ABCD"));
  const gate = Promise.withResolvers<void>();
  const leaseMs = 400;
  const first = worker(() => gate.promise, { leaseMs });
  await expect.poll(() => first.begun.length, patient).toBe(1);
  const second = worker(undefined, { leaseMs });
  const [lock = ""] = await redis.keys(`fl:queue:${pool}:*:lock`);
  let [leftMs, renewals] = [leaseMs, 0];
  const renewed = async () => {
    const nowLeftMs = await redis.pttl(lock);
    if (nowLeftMs > leftMs) renewals += 1;
    leftMs = nowLeftMs;
    return renewals;
  };
  // It is renewed four times in each lease.
  await expect.poll(renewed, patient).toBeGreaterThan(5);
  gate.resolve();
  await atRest();
  expect(first.done).toEqual(["1A1", "1B1", "1C1", "1D1"]);
  expect([...second.begun, ...first.troubles, ...second.troubles]).toEqual([]);
});

test("Q9: a bundle whose worker is gone is taken apart, and each of its jobs begins with attempts of its own", async () => {
  await choose({ batchSize: 3 });
  await pools.add(exposure(1, "ABC"));
  await claimAndVanish();
  const { begun, tookApart } = worker(undefined, { leaseMs: 200 });
  await atRest();
  expect(tookApart).toEqual([3]);
  expect(begun).toEqual(["1A1", "1B1", "1C1"]);
  expect(await entries()).toEqual([]);
});

test("J3, Q9: a job that fails at each attempt is given up, and those that were in its bundle are done at their first", async () => {
  await choose({ batchSize: 3 });
  await pools.add(exposure(1, "ABC"));
  await claimAndVanish();
  const { begun, done, givenUp } = worker(
    async ({ job }) => {
      if (job.detector === "B") throw new Error("not this one");
    },
    { leaseMs: 200 },
  );
  await atRest();
  expect(begun.toSorted()).toEqual(["1A1", "1B1", "1B2", "1B3", "1C1"]);
  expect(done.toSorted()).toEqual(["1A1", "1C1"]);
  expect(givenUp).toEqual(["1B4"]);
});

test("W7, Q9: a job of a bundle that is to be tried again comes by itself after a pause, as its second attempt; its siblings go on", async () => {
  await choose({ batchSize: 3 });
  await pools.add(exposure(1, "ABC"));
  const { begun, done, tookApart, troubles } = worker(async ({ job, attempt }) => {
    if (job.detector === "B" && attempt === 1) throw new Error("not yet");
  });
  await expect.poll(() => done.length, patient).toBe(2);
  expect(begun).toEqual(["1A1", "1B1", "1C1"]);
  await atRest();
  expect(done).toEqual(["1A1", "1C1", "1B2"]);
  expect([tookApart, troubles]).toEqual([[1], []]);
});

test("W3, Q9: a worker that is told to stop finishes the job in hand; what it has not begun of the bundle waits by itself", async () => {
  await choose({ batchSize: 4 });
  await pools.add(exposure(1, "ABCD"));
  await pools.add(exposure(2, "AB"));
  const gate = Promise.withResolvers<void>();
  const stopped = worker(() => gate.promise);
  await expect.poll(() => stopped.begun.length, patient).toBe(1);
  const stopping = stopped.claims.stop();
  gate.resolve();
  await stopping;
  expect([stopped.done, stopped.tookApart]).toEqual([["1A1"], [3]]);
  expect(await counts()).toMatchObject({ waiting: 5, active: 0 });
  const { done } = worker();
  await atRest();
  expect(done).toEqual(["1B1", "1C1", "1D1", "2A1", "2B1"]);
});

test("J10, Q9: a job of a bundle that names what is not kept is told of, and its siblings are done", async () => {
  await choose({ batchSize: 3 });
  const other = { ...sampleJob().facts, pixelScaleArcsec: 0.3 };
  const jobs = [...exposure(1, "A"), sampleJob({ detector: "B", facts: other }), ...exposure(1, "C")];
  await pools.add(jobs);
  const [, second] = await keepPlans(redis, jobs);
  await redis.del(`fl:job-part:${second?.facts}`);
  const { done, troubles } = worker();
  await expect.poll(() => troubles, patient).toEqual([expect.stringMatching(/~B~.*not kept/)]);
  expect(done).toEqual(["1A1", "1C1"]);
});

/** A claim whose lease is over at once, and whose worker never comes back. */
async function claimAndVanish(): Promise<void> {
  const lost = new Worker(pool, null, { connection: redis, prefix: keys.queuePrefix, autorun: false, lockDuration: 1 });
  lost.on("error", () => undefined);
  const bull = await lost.getNextJob("lost", { block: false });
  expect(bull?.attemptsStarted).toBe(1);
  await lost.close(true);
}
