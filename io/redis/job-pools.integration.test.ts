/** Pools, lanes and policies against a real Redis: whose turn it is, who helps whom, and that nothing is ever dropped. */
import fc from "fast-check";
import { afterAll, afterEach, beforeEach, expect, inject, test } from "vitest";
import { type PoolPolicy, untouchedControl } from "#contracts/control.ts";
import type { Job } from "#contracts/job.ts";
import { choosePool } from "../../fixtures/choose-pool.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleJob } from "../../fixtures/sample-job.ts";
import { type Claim, type Claims, claimJobs } from "./job-claims.ts";
import { type JobPools, openJobPools } from "./job-pools.ts";
import { keys } from "./keys.ts";

const { redis } = await freshRedis(inject("redisUrl"));
let running: Claims[] = [];
let opened: JobPools[] = [];
beforeEach(() => redis.flushdb());
afterEach(async () => {
  await Promise.all(running.map((claims) => claims.stop()));
  await Promise.all(opened.map((pools) => pools.close()));
  running = [];
  opened = [];
});
afterAll(() => redis.disconnect());

function open(lanes = 1): JobPools {
  const pools = openJobPools(redis, { lanes });
  opened.push(pools);
  return pools;
}

/** A worker that notes what it is given; `work` is the time that it takes. */
function worker(
  pools: readonly string[],
  { ordinal = 0, work = async () => undefined }: { ordinal?: number; work?: (claim: Claim) => Promise<void> } = {},
): Job[] {
  const done: Job[] = [];
  const handlers = {
    handle: async (claim: Claim) => {
      await work(claim);
      done.push(claim.job);
    },
    isDone: async () => false,
    giveUp: async () => undefined,
    onTrouble: (error: Error) => {
      if (!/closed/i.test(error.message)) throw error;
    },
  };
  running.push(claimJobs(redis, pools, handlers, { leaseMs: 8000, ordinal }));
  return done;
}

const patient = { timeout: 20_000, interval: 5 };
const exposure = (seqNum: number, detectors: readonly string[] = ["A"], pool = "quick-look") =>
  detectors.map((detector) => sampleJob({ seqNum, detector, pool }));
const numbers = (jobs: readonly Job[]) => jobs.map(({ seqNum }) => seqNum);
const reached = (done: readonly Job[], count: number) => expect.poll(() => done.length, patient).toBe(count);

test("Q2: oldest first is the order of arrival", async () => {
  const pools = open();
  for (const seqNum of [1, 2, 3]) await pools.add(exposure(seqNum, ["A", "B"]));
  const done = worker(["quick-look"]);
  await reached(done, 6);
  expect(numbers(done)).toEqual([1, 1, 2, 2, 3, 3]);
});

test("Q3: newest first serves the newest exposure first, and all of the backlog in the end", async () => {
  const pools = open();
  await choosePool(redis, "quick-look", { policy: "newest-first" });
  for (let seqNum = 1; seqNum <= 20; seqNum += 1) await pools.add(exposure(seqNum, ["A", "B"]));
  const gate = Promise.withResolvers<void>();
  const started: Claim[] = [];
  const done = worker(["quick-look"], {
    work: (claim) => (started.push(claim) <= 4 ? Promise.resolve() : gate.promise),
  });
  await expect.poll(() => started.length, patient).toBe(5);
  expect(numbers(done)).toEqual([20, 20, 19, 19]);
  // The slow worker holds one job of the backlog while the next exposure comes: that one is next.
  await pools.add(exposure(21, ["A", "B"]));
  gate.resolve();
  await reached(done, 42);
  expect(numbers(done).slice(5, 7)).toEqual([21, 21]);
  expect(new Set(done.map(({ id }) => id)).size).toBe(42);
});

test("Q3: a change of the policy reorders what waits already", async () => {
  const pools = open();
  for (const seqNum of [1, 2, 3]) await pools.add(exposure(seqNum));
  await choosePool(redis, "quick-look", { policy: "newest-first" });
  await pools.reorder("quick-look", "newest-first");
  await pools.add(exposure(4));
  const first = worker(["quick-look"]);
  await reached(first, 4);
  expect(numbers(first)).toEqual([4, 3, 2, 1]);
});

test("Q3, Q8: whatever the policies, the batch sizes and their changes, every job is done exactly once", async () => {
  const step = fc.oneof(
    fc.record({ add: fc.integer({ min: 1, max: 4 }) }),
    fc.record({
      policy: fc.constantFrom<PoolPolicy>("oldest-first", "newest-first"),
      batchSize: fc.integer({ min: 1, max: 4 }),
    }),
    fc.record({ lanes: fc.constantFrom(1, 3) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      await redis.flushdb();
      let pools = open();
      let seqNum = 0;
      let added = 0;
      const done = worker(["quick-look"]);
      for (const each of steps) {
        if ("lanes" in each) pools = open(each.lanes);
        else if ("policy" in each) {
          await choosePool(redis, "quick-look", each);
          await pools.reorder("quick-look", each.policy);
        } else {
          seqNum += 1;
          added += each.add;
          await pools.add(exposure(seqNum, ["A", "B", "C", "D"].slice(0, each.add)));
        }
      }
      await reached(done, added);
      expect(new Set(done.map(({ id }) => id)).size).toBe(added);
      await running.pop()?.stop();
    }),
    { numRuns: 8, seed: 4 },
  );
});

test("Q1: a worker serves the first of its pools that has work; a pool that it does not serve waits", async () => {
  const pools = open();
  await pools.add(exposure(1, ["A"], "backlog"));
  await pools.add(exposure(2, ["A"], "other"));
  await pools.add(exposure(3, ["A"], "quick-look"));
  await pools.add(exposure(4, ["A"], "wavefront"));
  const done = worker(["wavefront", "quick-look", "backlog"]);
  await reached(done, 3);
  expect(numbers(done)).toEqual([4, 3, 1]);
  expect((await pools.counts(Date.now())).filter(({ waiting }) => waiting > 0).map(({ name }) => name)).toEqual([
    "other",
  ]);
  const helper = worker(["*"]);
  await reached(helper, 1);
  expect(numbers(helper)).toEqual([2]);
});

test("Q4: a paused pool keeps what comes, and goes on from there", async () => {
  const pools = open();
  await choosePool(redis, "quick-look", { isPaused: true });
  const done = worker(["quick-look", "backlog"]);
  await pools.add(exposure(1));
  await pools.add(exposure(2, ["A"], "backlog"));
  await reached(done, 1);
  expect(numbers(done)).toEqual([2]);
  await choosePool(redis, "quick-look", { isPaused: false });
  await reached(done, 2);
  expect(numbers(done)).toEqual([2, 1]);
});

test("Q6: a worker prefers the detectors of its lane, and takes others when it has nothing to do", async () => {
  const pools = open(2);
  const detectors = Array.from({ length: 24 }, (_, index) => `D${index}`);
  // A first job in each lane tells the workers which lanes there are.
  await pools.add(exposure(1, detectors));
  const first = worker(["quick-look"]);
  await reached(first, 24);
  await running.pop()?.stop();
  const busy = Promise.withResolvers<void>();
  const both = [0, 1].map((ordinal) => worker(["quick-look"], { ordinal, work: () => busy.promise }));
  await pools.add(exposure(2, detectors));
  await expect.poll(async () => (await pools.counts(Date.now()))[0]?.active, patient).toBe(2);
  busy.resolve();
  await expect.poll(() => both.flat().length, patient).toBe(24);
  const lanes = both.map((done) => new Set(done.slice(0, 8).map(({ detector }) => detector)));
  expect([...(lanes[0] ?? [])].filter((detector) => lanes[1]?.has(detector))).toEqual([]);
  // One worker alone does the other's detectors as well: nothing waits for a worker that is not there.
  await running.pop()?.stop();
  await pools.add(exposure(3, detectors));
  await expect.poll(() => both[0]?.filter(({ seqNum }) => seqNum === 3).length, patient).toBe(24);
});

test("E4: a job that is added again is in its pool once", async () => {
  const pools = open(4);
  await pools.add(exposure(1, ["A", "B"]));
  await pools.add(exposure(1, ["A", "B"]));
  expect((await pools.counts(Date.now()))[0]).toMatchObject({ name: "quick-look", waiting: 2 });
});

test("a state of control that does not fit is told of, and what it holds is not guessed", async () => {
  await redis.set(keys.control, JSON.stringify({ ...untouchedControl, version: "x" }));
  await expect(open().add(exposure(1))).rejects.toThrow(/fl:control.*version/);
});
