/** Three distributors on one partition, killed at random: every image is queued once, and counted once. */
import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, inject, test } from "vitest";
import { openPublisher } from "#io/bus/open-bus.ts";
import { openJobQueue } from "#io/redis/job-queue.ts";
import { readIntake } from "#io/redis/worker-store.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { type ProcessSystem, processSystem } from "../../fixtures/process-system.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const kafkaBrokers = inject("kafkaBrokers");
const images = 300;
let system: ProcessSystem;
afterEach(() => system.stop());

if (kafkaBrokers.length === 0) console.info("skipped on Kafka: there is no Kafka here, the set-up says why");

describe.for([
  ["Redis Streams", null],
  ["Apache Kafka", kafkaBrokers],
] as const)("E10: three distributors that all read everything, on %s", ([, brokers]) => {
  test.skipIf(brokers?.length === 0)(
    "two of them killed: nothing lost, nothing doubled",
    { timeout: 90_000 },
    async () => {
      await redis.flushdb();
      const topic = randomUUID();
      const bus: Record<string, string> = brokers ? { KAFKA_BROKERS: brokers.join(",") } : {};
      system = processSystem({ REDIS_URL: url, EVENT_TOPICS: topic, KAFKA_GROUP: randomUUID(), ...bus });
      const queue = openJobQueue(redis, "quick-look");
      const queuedAtLeast = (count: number) =>
        expect
          .poll(async () => (await queue.view(Date.now())).waiting, { timeout: 45_000, interval: 5 })
          .toBeGreaterThanOrEqual(count);
      const start = (id: string) => system.start("server/distributor/main.ts", { DISTRIBUTOR_ID: id });
      const [first, second] = await Promise.all([start("a"), start("b"), start("c")]);
      const publisher = await openPublisher({ kafkaBrokers: brokers ? [...brokers] : null, redisUrl: url });
      for (let seqNum = 1; seqNum <= images; seqNum += 1) {
        const identity = {
          camera: "ManyCam",
          exposureId: 2026090100000 + seqNum,
          dayObs: 20260901,
          seqNum,
          detector: "main",
        };
        const event = { type: "image-arrived", v: 1, ...identity, uri: "file:///none.fits" };
        await publisher.publish(topic, [JSON.stringify(event)]);
        // Each dies in the middle of its work: some of the events are queued, the rest are on their way.
        if (seqNum === 100) await queuedAtLeast(20);
        if (seqNum === 100) await system.kill(first);
        if (seqNum === 150) await start("a");
        if (seqNum === 200) await queuedAtLeast(120);
        if (seqNum === 200) await system.kill(second);
      }
      await publisher.close();
      await expect.poll(async () => (await queue.view(Date.now())).waiting, { timeout: 45_000 }).toBe(images);
      await expect.poll(async () => (await readIntake(redis)).counts, { timeout: 45_000 }).toEqual({ work: images });
      await queue.close();
    },
  );
});
