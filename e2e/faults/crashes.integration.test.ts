/** SPEC faults: processes killed at the worst moment, on a real Redis. Nothing lost, nothing doubled. */
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { openPublisher } from "#io/bus/open-bus.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { readHeartbeats } from "#io/redis/worker-store.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { plainFrame } from "../../fixtures/plain-frame.ts";
import { type ProcessSystem, processSystem, untilGone } from "../../fixtures/process-system.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const exposureIdOf = (seqNum: number) => 2026090100000 + seqNum;
/** A topic for each test: a Kafka that is shared keeps what other tests published. */
let topic: string;
let system: ProcessSystem;

beforeEach(async () => {
  await redis.flushdb();
  topic = randomUUID();
  system = processSystem({ REDIS_URL: url, KAFKA_GROUP: randomUUID(), EVENT_TOPICS: topic });
});
afterEach(() => system.stop());

function image(seqNum: number, options: { widthPx: number; heightPx: number }, camera: string): string {
  const path = join(system.dataDir, `${camera}-${seqNum}.fits`);
  writeFileSync(path, plainFrame({ ...options, seed: seqNum }));
  const identity = { camera, exposureId: exposureIdOf(seqNum), dayObs: 20260901, seqNum, detector: "main" };
  return JSON.stringify({ type: "image-arrived", v: 1, ...identity, uri: `file://${path}` });
}
const small = { widthPx: 128, heightPx: 128 };

async function publish(values: string[]): Promise<void> {
  const publisher = await openPublisher({ kafkaBrokers: null, redisUrl: url });
  await publisher.publish(topic, values);
  await publisher.close();
}
const facts = async (camera: string, seqNum: number) => readExposure(redis, camera, exposureIdOf(seqNum));
const states = async (camera: string, count: number) =>
  Promise.all(Array.from({ length: count }, async (_, index) => (await facts(camera, index + 1))?.summary?.state));
const deltasOf = async (camera: string) =>
  (await redis.xrange("fl:deltas", "-", "+")).filter(([, fields]) => fields[1]?.includes(`"${camera}"`));

test("J2: a worker killed in the middle of a job: another takes it, the exposure completes, nothing shows twice", async () => {
  await system.start("server/distributor/main.ts");
  await system.start("server/gather/main.ts");
  const first = await system.start("workers/main.ts", { WORKER_ORDINAL: "0" });
  await publish([image(1, { widthPx: 5000, heightPx: 5000 }, "KillCam")]);
  await expect
    .poll(async () => (await readHeartbeats(redis, Date.now())).some((beat) => beat.job !== null), {
      timeout: 20_000,
      interval: 5,
    })
    .toBe(true);
  await system.kill(first);
  expect((await facts("KillCam", 1))?.results).toHaveLength(0);
  const second = await system.start("workers/main.ts", { WORKER_ORDINAL: "1" });
  await expect.poll(async () => states("KillCam", 1), { timeout: 60_000, interval: 200 }).toEqual(["complete"]);
  const results = (await facts("KillCam", 1))?.results ?? [];
  expect(results).toMatchObject([{ status: "done", attempts: 2, worker: expect.stringContaining("quick-look-1-") }]);
  const completions = (await deltasOf("KillCam")).filter(([, fields]) => fields[1]?.includes('"complete"'));
  expect(completions).toHaveLength(1);
  await system.kill(second);
}, 90_000);

test("J3: an image that kills every worker is given up after three attempts, with a result that says so", async () => {
  await system.start("server/distributor/main.ts");
  await system.start("server/gather/main.ts");
  await publish([image(1, small, "PoisonCam")]);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const dying = await system.start("workers/main.ts", { FAULT_POINT: "claimed" });
    expect(await untilGone(dying)).toBe("SIGKILL");
  }
  await system.start("workers/main.ts");
  await expect.poll(async () => states("PoisonCam", 1), { timeout: 60_000, interval: 200 }).toEqual(["failed"]);
  expect((await facts("PoisonCam", 1))?.results).toMatchObject([
    { status: "failed", error: { code: "crash", message: expect.stringMatching(/attempts/) } },
  ]);
  await publish([image(2, small, "PoisonCam")]);
  await expect.poll(async () => states("PoisonCam", 2), { timeout: 30_000 }).toEqual(["failed", "complete"]);
}, 150_000);
