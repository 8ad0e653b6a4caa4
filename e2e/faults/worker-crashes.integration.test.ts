/** The crash matrix, workers: a worker ends between any two of its steps, as `kill -9` would end it. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { openPublisher } from "#io/bus/open-bus.ts";
import { quarantineStore } from "#io/redis/quarantine-store.ts";
import { expectExactlyOnce } from "../../fixtures/exactly-once.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { processSystem, untilGone } from "../../fixtures/process-system.ts";
import { imageEvents, nightCamera, nightDetectors, nightExposureId, smallFrame } from "../../fixtures/small-night.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const topic = randomUUID();
const system = processSystem({ REDIS_URL: url, EVENT_TOPICS: topic, JOB_LEASE_S: "1" });
const path = smallFrame(system.dataDir);
let seqNum = 0;

beforeAll(
  () => Promise.all([system.start("server/gather/main.ts"), system.start("server/distributor/main.ts")]),
  60_000,
);
afterEach(() => system.killAll("workers/main.ts"));
afterAll(() => system.stop());

async function publish(events: string[]): Promise<void> {
  const publisher = await openPublisher({ kafkaBrokers: null, redisUrl: url });
  await publisher.publish(topic, events);
  await publisher.close();
}

test.for([
  // Before the result is kept the work is done again, after it it is not.
  ["claimed", 2],
  ["read", 2],
  ["ran", 2],
  ["pictures-kept", 2],
  ["result-kept", 1],
  ["before-job-acknowledge", 1],
] as const)(
  "J1, J2: a worker killed at %s: every expected result exactly once",
  { timeout: 60_000 },
  async ([point, attempts]) => {
    const seqNums = [++seqNum, ++seqNum];
    const dying = await system.start("workers/main.ts", { FAULT_POINT: point });
    await publish(imageEvents(seqNums, path));
    expect(await untilGone(dying)).toBe("SIGKILL");
    await system.start("workers/main.ts");
    const exposureIds = seqNums.map(nightExposureId);
    const exposures = await expectExactlyOnce(redis, { camera: nightCamera, exposureIds, detectors: nightDetectors });
    const most = Math.max(...exposures.flatMap(({ results }) => results.map((result) => result.attempts)));
    expect(most).toBe(attempts);
  },
);

test("J3: a worker killed while it gives an image up: the image is set aside once and has one failed result", {
  timeout: 90_000,
}, async () => {
  const camera = "PoisonCam";
  await publish(imageEvents([1], path, { camera, detectors: ["main"] }));
  for (const point of ["claimed", "ran", "claimed", "quarantined"]) {
    const dying = await system.start("workers/main.ts", { FAULT_POINT: point });
    expect(await untilGone(dying), point).toBe("SIGKILL");
  }
  await system.start("workers/main.ts");
  const field = "main~raw~quick-look";
  const result = async () =>
    JSON.parse((await redis.hget(`fl:results:${camera}:${nightExposureId(1)}`, field)) ?? "{}");
  await expect.poll(result, { timeout: 30_000 }).toMatchObject({ status: "failed", error: { code: "crash" } });
  expect(await quarantineStore(redis).list()).toMatchObject([{ code: "crash", job: { camera, detector: "main" } }]);
});
