/** What jobs share against a real Redis: it is there before the job is, and a worker has every job whole. */
import fc from "fast-check";
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import type { Job } from "#contracts/job.ts";
import { queuedJob } from "#contracts/queued-job.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleJob } from "../../fixtures/sample-job.ts";
import { claimJobs } from "./job-claims.ts";
import { jobReader, keepPlans, partKeptS } from "./job-plans.ts";
import { openJobQueue } from "./job-queue.ts";
import { keys } from "./keys.ts";

const { redis } = await freshRedis(inject("redisUrl"));
beforeEach(() => redis.flushdb());
afterAll(() => redis.disconnect());

const stored = async (job: Job): Promise<string> => (await redis.hget(`fl:queue:${job.pool}:${job.id}`, "data")) ?? "";
const candidate = {
  rule: "selection.yaml:12",
  when: [{ fact: "imageType" as const, patterns: ["bias"] }],
  met: ["camera is TestCam"],
  pipeline: "quick-look",
  config: { threshold: 7 },
  configHash: "def",
  reason: null,
};

test("J10: a job is the same job after the queue, whichever jobs it shares its plan and its camera's facts with", async () => {
  const queue = openJobQueue(redis, "quick-look");
  const plans = fc.record({
    detector: fc.constantFrom("A", "B", "C", "D"),
    config: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(fc.integer(), fc.string(), fc.boolean())),
    configHash: fc.constantFrom("abc", "abd"),
    isChosen: fc.boolean(),
    scale: fc.constantFrom(0.2, 0.3, null),
    seqNum: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(plans, { minLength: 1, maxLength: 6 }), async (wanted) => {
      await redis.flushdb();
      const selection = { version: null, passed: [], candidates: [candidate] };
      const jobs = wanted.map(({ isChosen, scale, ...changes }, index) =>
        sampleJob({
          ...changes,
          id: `job-${index}`,
          ...(isChosen && { selection }),
          facts: { ...sampleJob().facts, pixelScaleArcsec: scale },
        }),
      );
      await queue.add(jobs);
      const reader = jobReader(redis);
      const read = await Promise.all(
        jobs.map(async (job) => reader.read(queuedJob.parse(JSON.parse(await stored(job))))),
      );
      expect(read).toEqual(jobs);
    }),
    { numRuns: 40 },
  );
  await queue.close();
});

test("J10: hundreds of jobs of one exposure keep what they share once, and name it", async () => {
  const config = { threshold: 5, words: "x".repeat(4000) };
  const { facts } = sampleJob();
  const jobs = Array.from({ length: 205 }, (_, at) => ({
    ...sampleJob({ detector: `D${at}` }),
    config,
    facts,
    id: `job-${at}`,
  }));
  const queue = openJobQueue(redis, "quick-look");
  await queue.add(jobs);
  expect(await redis.keys("fl:job-part:*")).toHaveLength(2);
  expect((await stored(jobs[0] as Job)).length).toBeLessThan(600);
  await queue.close();
});

test("what is kept stays as it was first", async () => {
  const [queued] = await keepPlans(redis, [sampleJob()]);
  await redis.set(keys.jobPart(queued?.plan ?? ""), "first");
  await keepPlans(redis, [sampleJob()]);
  expect(await redis.get(keys.jobPart(queued?.plan ?? ""))).toBe("first");
});

test("J10: a job that an earlier version queued whole is done as well", async () => {
  const job = sampleJob();
  expect(await jobReader(redis).read(JSON.parse(JSON.stringify(job)))).toEqual(job);
});

test("J10: a job that names what is not kept is told of and set aside, and the next one is done", async () => {
  const queue = openJobQueue(redis, "quick-look");
  const [good, lost] = [sampleJob({ id: "good" }), sampleJob({ id: "lost" })];
  const [kept] = await keepPlans(redis, [good]);
  if (!kept) throw new Error("nothing was kept");
  await queue.addKept([{ ...kept, id: "lost", plan: "0".repeat(32) }, kept]);
  const told: string[] = [];
  const { promise, resolve } = Promise.withResolvers<string>();
  const claims = claimJobs(redis, ["quick-look"], {
    handle: async ({ job }) => resolve(job.id),
    isDone: async () => false,
    giveUp: async () => undefined,
    onTrouble: (error) => void told.push(error.message),
  });
  expect(await promise).toBe("good");
  await claims.stop();
  expect(told[0]).toBe(`job lost names ${"0".repeat(32)}, which is not kept`);
  expect(await redis.zrange("fl:queue:quick-look:failed", "0", "-1")).toEqual([lost.id]);
  await queue.close();
});

test("J10: what jobs share is kept for a year after it was last queued with a job, and asked for once a day", async () => {
  const jobs = [sampleJob()];
  const [waiting] = await keepPlans(redis, jobs);
  const plan = keys.jobPart(waiting?.plan ?? "");
  const almost = partKeptS - 60;
  expect(await redis.ttl(plan)).toBeGreaterThan(almost);
  // A distributor that comes to it later.
  await redis.expire(plan, 1000);
  const later = redis.duplicate();
  await keepPlans(later, jobs);
  expect(await redis.ttl(plan)).toBeGreaterThan(almost);
  await redis.expire(plan, 1000);
  await keepPlans(later, jobs);
  expect(await redis.ttl(plan), "the same day").toBeLessThanOrEqual(1000);
  // What is gone all the same is written again, whatever was renewed.
  await redis.del(plan);
  await keepPlans(later, jobs);
  expect(await redis.ttl(plan)).toBeGreaterThan(almost);
  later.disconnect();
});
