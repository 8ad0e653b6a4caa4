/** The crash matrix, bundles: workers that end in the middle of several jobs, and an image that ends whoever reads it. */
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { type ExposureFacts, readExposure } from "#io/redis/exposure-store.ts";
import { openJobPools } from "#io/redis/job-pools.ts";
import { keys } from "#io/redis/keys.ts";
import { quarantineStore } from "#io/redis/quarantine-store.ts";
import { readHeartbeats } from "#io/redis/worker-store.ts";
import { choosePool } from "../../fixtures/choose-pool.ts";
import { expectExactlyOnce } from "../../fixtures/exactly-once.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { plainFrame } from "../../fixtures/plain-frame.ts";
import { processSystem, untilGone, untilSaid } from "../../fixtures/process-system.ts";
import { imageEvents, nightCamera, nightDetectors, nightExposureId, smallFrame } from "../../fixtures/small-night.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const topic = randomUUID();
const system = processSystem({ REDIS_URL: url, EVENT_TOPICS: topic, JOB_LEASE_S: "1" });
const path = smallFrame(system.dataDir);
const poison = fileURLToPath(new URL("../../fixtures/poison-file.ts", import.meta.url));
const pools = openJobPools(redis);
let seqNum = 0;

beforeAll(async () => {
  await choosePool(redis, "quick-look", { batchSize: 100 });
  await Promise.all([system.start("server/gather/main.ts"), system.start("server/distributor/main.ts")]);
}, 60_000);
afterEach(() => system.killAll("workers/main.ts"));
afterAll(async () => {
  await system.stop();
  await pools.close();
});

/** In one step, so that the distributor reads all of them at once. */
async function publish(events: string[]): Promise<void> {
  const step = redis.multi();
  for (const event of events) step.xadd(keys.topic(topic), "*", "v", event);
  await step.exec();
}

/** An exposure whose nine jobs wait as one bundle. */
async function expose() {
  await publish(imageEvents([++seqNum], path));
  const waiting = async () => (await pools.counts(Date.now())).find(({ name }) => name === "quick-look")?.waiting;
  await expect.poll(waiting, { timeout: 20_000, interval: 5 }).toBe(nightDetectors.length);
  expect(await redis.llen("fl:queue:quick-look:wait"), "they wait as one").toBe(1);
  return { camera: nightCamera, exposureIds: [nightExposureId(seqNum)], detectors: nightDetectors };
}
const attemptsOf = (facts: ExposureFacts | undefined) => facts?.results.map(({ attempts }) => attempts);
const once = nightDetectors.map(() => 1);

test("J1, Q8: a bundle is worked off by one worker, every expected result exactly once", {
  timeout: 60_000,
}, async () => {
  const expected = await expose();
  await system.start("workers/main.ts");
  const [exposure] = await expectExactlyOnce(redis, expected);
  expect(attemptsOf(exposure)).toEqual(once);
  expect(new Set(exposure?.results.map(({ worker }) => worker)).size).toBe(1);
});

test.for([
  // The first of the bundle, nothing of which has a result; one of nine has its result; and the last steps.
  ["claimed"],
  ["ran"],
  ["result-kept"],
  ["before-job-acknowledge"],
  // One dies in the bundle, and the next while it takes it apart.
  ["result-kept", "taken-apart"],
] as const)(
  "J1, J2, Q9: workers killed in a bundle at %s: every expected result exactly once",
  {
    timeout: 60_000,
  },
  async (points) => {
    const expected = await expose();
    for (const point of points) {
      const dying = await system.start("workers/main.ts", { FAULT_POINT: point });
      expect(await untilGone(dying)).toBe("SIGKILL");
    }
    await system.start("workers/main.ts");
    const [exposure] = await expectExactlyOnce(redis, expected);
    expect(attemptsOf(exposure), "a death in a bundle is counted for none of its jobs").toEqual(once);
  },
);

test("J3, Q9: an image that ends whoever reads it is set aside with one failed result, and its siblings are done, once each", {
  timeout: 90_000,
}, async () => {
  const bad = join(system.dataDir, "poison.fits");
  writeFileSync(bad, plainFrame({ widthPx: 64, heightPx: 64 }));
  const events = imageEvents([++seqNum], path).map((event) =>
    event.includes('"R22_S11"') ? event.replace(`file://${path}`, `file://${bad}`) : event,
  );
  await publish(events);
  let deaths = 0;
  const result = async () => (await readExposure(redis, nightCamera, nightExposureId(seqNum)))?.results ?? [];
  while ((await result()).length < nightDetectors.length) {
    const worker = await system.start("workers/main.ts", { NODE_OPTIONS: `--import=${poison}`, POISON_FILE: bad });
    const isOver = async () => worker.signalCode !== null || (await result()).length === nightDetectors.length;
    await expect.poll(isOver, { timeout: 30_000, interval: 20 }).toBe(true);
    if (worker.signalCode !== null) deaths += 1;
  }
  expect(deaths, "in the bundle, and in three attempts of its own").toBe(4);
  const results = await result();
  expect(results.filter(({ status }) => status === "failed")).toMatchObject([
    { detector: "R22_S11", attempts: 3, error: { code: "crash" } },
  ]);
  expect(results.filter(({ status, attempts }) => status === "done" && attempts === 1)).toHaveLength(8);
  expect(await quarantineStore(redis).list()).toMatchObject([{ code: "crash", job: { detector: "R22_S11" } }]);
});

test("W3, Q9: a worker that is told to stop in the middle of a bundle finishes its job; the rest is done by another", {
  timeout: 60_000,
}, async () => {
  const big = join(system.dataDir, "big.fits");
  writeFileSync(big, plainFrame({ widthPx: 3000, heightPx: 3000 }));
  await publish(imageEvents([++seqNum], big));
  const worker = await system.start("workers/main.ts", { WORKER_ORDINAL: "7" });
  const busy = async () => (await readHeartbeats(redis, Date.now())).some(({ pid, job }) => pid === worker.pid && job);
  await expect.poll(busy, { timeout: 20_000, interval: 5 }).toBe(true);
  const apart = untilSaid(worker, "go on by themselves");
  worker.kill("SIGTERM");
  await apart;
  expect(await untilGone(worker)).toBe(0);
  await system.start("workers/main.ts");
  const exposureIds = [nightExposureId(seqNum)];
  const [exposure] = await expectExactlyOnce(redis, { camera: nightCamera, exposureIds, detectors: nightDetectors });
  expect(attemptsOf(exposure)).toEqual(once);
  const byStopped = exposure?.results.filter((each) => each.worker.startsWith("quick-look-7-")).length ?? 0;
  expect(byStopped).toBeGreaterThan(0);
  expect(byStopped).toBeLessThan(nightDetectors.length);
});

test("J1, Q9: a worker that lost its bundle and goes on with it late changes nothing: the first results stay", {
  timeout: 60_000,
}, async () => {
  const expected = await expose();
  const zombie = await system.start("workers/main.ts", { FAULT_POINT: "ran:stop", WORKER_ORDINAL: "66" });
  await expect.poll(() => redis.llen("fl:queue:quick-look:active"), { timeout: 20_000 }).toBe(1);
  await system.start("workers/main.ts", { WORKER_ORDINAL: "1" });
  const before = await expectExactlyOnce(redis, expected);
  const ended = untilSaid(zombie, "had its result");
  zombie.kill("SIGCONT");
  await ended;
  const after = await expectExactlyOnce(redis, expected);
  const byDetector = (facts: ExposureFacts | undefined) =>
    facts?.results.toSorted((left, right) => left.detector.localeCompare(right.detector));
  expect(byDetector(after[0])).toEqual(byDetector(before[0]));
  expect(after[0]?.results.filter(({ worker }) => worker.startsWith("quick-look-66-"))).toEqual([]);
});
