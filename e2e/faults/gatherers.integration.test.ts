/** Three gatherers at once, each killed at a point of its own: every exposure completes, and is told of once. */
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import { readExposure } from "#io/redis/exposure-store.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { processSystem, untilGone } from "../../fixtures/process-system.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const system = processSystem({ REDIS_URL: url });
afterAll(() => system.stop());
beforeEach(() => redis.flushdb());

const exposures = 40;
/** A camera that no file defines expects `main`. */
const detectors = ["main", "B", "C", "D"];
const tasks = ["quick-look", "moments"];
const exposureIdOf = (seqNum: number) => 2026090100000 + seqNum;
const factsOf = (seqNum: number) => readExposure(redis, "ManyCam", exposureIdOf(seqNum));
const every = Array.from({ length: exposures }, (_, index) => index + 1);

async function announce(): Promise<void> {
  for (const seqNum of every) {
    const exposure = { camera: "ManyCam", exposureId: exposureIdOf(seqNum), dayObs: 20260901, seqNum, obsId: null };
    const instants = { eventAtMs: null, receivedAtMs: 1000, deadlineAtMs: 9e12, source: `images/0@${seqNum}` };
    await intakeStore(redis).announce(
      detectors.map((detector) => ({ ...exposure, ...instants, detector, kind: "raw", uris: ["file:///a"], tasks })),
    );
  }
}

async function keepResults(ofTask: string, seqNums: readonly number[]): Promise<void> {
  for (const seqNum of seqNums) {
    for (const detector of detectors) {
      const where = { camera: "ManyCam", exposureId: exposureIdOf(seqNum), seqNum, detector };
      await resultStore(redis).keep(sampleResult({ ...where, task: ofTask }), null);
    }
  }
}

/** Deltas by exposure, each as its state and revision. */
async function told(): Promise<Map<number, { state: string; revision: number }[]>> {
  const deltas = (await redis.xrange("fl:deltas", "-", "+")).map(
    ([, [, exposure = ""]]) => JSON.parse(exposure) as { seqNum: number; state: string; revision: number },
  );
  return Map.groupBy(deltas, ({ seqNum }) => seqNum);
}

test("X10: gatherers killed after taking, after saving and before acknowledging lose nothing and tell nothing twice", async () => {
  const points = ["after-take", "after-save", "before-acknowledge"];
  const dying = await Promise.all(points.map((point) => system.start("fixtures/dying-gatherer.ts", { DIE_AT: point })));
  await announce();
  await keepResults("quick-look", every);
  expect(await Promise.all(dying.map(untilGone))).toEqual(["SIGKILL", "SIGKILL", "SIGKILL"]);
  const [first] = await Promise.all([1, 2, 3].map(() => system.start("server/gather/main.ts")));
  await keepResults("moments", every.slice(0, exposures / 2));
  if (first) await system.kill(first);
  await keepResults("moments", every.slice(exposures / 2));

  const states = async () => Promise.all(every.map(async (seqNum) => (await factsOf(seqNum))?.summary?.state));
  await expect
    .poll(async () => new Set(await states()), { timeout: 30_000, interval: 100 })
    .toEqual(new Set(["complete"]));
  await expect.poll(() => redis.xlen("fl:changes"), { timeout: 20_000, interval: 100 }).toBe(0);
  expect(await redis.zcard("fl:open")).toBe(0);
  const deltas = await told();
  for (const seqNum of every) {
    const ofExposure = deltas.get(seqNum) ?? [];
    const revisions = ofExposure.map(({ revision }) => revision);
    expect(revisions).toEqual([...new Set(revisions)].sort((left, right) => left - right));
    expect(ofExposure.filter(({ state }) => state === "complete")).toHaveLength(1);
    const facts = await factsOf(seqNum);
    expect(facts?.summary).toMatchObject({ done: detectors.length, failed: 0, revision: facts?.revision });
    const marks = facts?.images.flatMap(({ tasks: planned }) => planned.map(({ gatheredAtMs }) => gatheredAtMs));
    expect(marks).toHaveLength(detectors.length * tasks.length);
    expect(marks).not.toContain(null);
  }
}, 90_000);
