/** Redis and Kafka restarted in the middle of the work, and the distributors' group rebalanced: nothing lost or doubled. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { Kafka, logLevel } from "kafkajs";
import { afterAll, expect, inject, test } from "vitest";
import { openPublisher } from "#io/bus/open-bus.ts";
import { keys } from "#io/redis/keys.ts";
import { startKafka } from "#scripts/parts/kafka.ts";
import { startRedis } from "#scripts/parts/redis.ts";
import { expectExactlyOnce, outcomeCounts } from "../../fixtures/exactly-once.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { processSystem } from "../../fixtures/process-system.ts";
import { imageEvents, nightCamera, nightDetectors, nightExposureId, smallFrame } from "../../fixtures/small-night.ts";

const kafkaBrokers = inject("kafkaBrokers");
const dir = mkdtempSync(join(tmpdir(), "firstlook-stores-"));
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  rmSync(dir, { recursive: true, force: true });
});
const all = ["server/gather/main.ts", "workers/main.ts", "server/distributor/main.ts"];

async function publish(topic: string, events: string[], redisUrl: string, brokers: string[] | null): Promise<void> {
  const publisher = await openPublisher({ kafkaBrokers: brokers, redisUrl });
  await publisher.publish(topic, events);
  await publisher.close();
}
const expectedOf = (seqNums: number[]) => ({
  camera: nightCamera,
  exposureIds: seqNums.map(nightExposureId),
  detectors: nightDetectors,
});

test("S2: Redis killed in the middle of a burst and restarted from its append-only file", {
  timeout: 120_000,
}, async () => {
  const store = await startRedis({ dir: join(dir, "redis"), appendOnly: true });
  closing.push(() => store.stop());
  const redis = new Redis(store.url, { maxRetriesPerRequest: null });
  redis.on("error", () => undefined);
  closing.push(async () => redis.disconnect());
  const topic = randomUUID();
  const system = processSystem({ REDIS_URL: store.url, EVENT_TOPICS: topic, JOB_LEASE_S: "1" });
  closing.push(system.stop);
  const path = smallFrame(system.dataDir);
  await Promise.all(all.map((file) => system.start(file)));
  await publish(topic, imageEvents([1, 2, 3, 4], path), store.url, null);
  const resultsOfFirst = () => redis.hlen(keys.results(nightCamera, nightExposureId(1)));
  await expect.poll(resultsOfFirst, { timeout: 20_000, interval: 5 }).toBeGreaterThan(1);
  store.kill();
  await store.restart();
  await publish(topic, imageEvents([5, 6], path), store.url, null);
  await expectExactlyOnce(redis, expectedOf([1, 2, 3, 4, 5, 6]));
  await expect.poll(() => outcomeCounts(redis), { timeout: 20_000 }).toEqual({ work: 6 * nightDetectors.length });
});

if (kafkaBrokers.length === 0) console.info("skipped on Kafka: there is no Kafka here, the set-up says why");

test.skipIf(kafkaBrokers.length === 0)(
  "E5: a Kafka broker restarted between two bursts",
  { timeout: 180_000 },
  async () => {
    const { redis, url } = await freshRedis(inject("redisUrl"));
    const kafkaDir = join(dir, "kafka");
    const broker = await startKafka({ dir: kafkaDir });
    const topic = randomUUID();
    const bus = { KAFKA_BROKERS: broker.brokers.join(","), KAFKA_GROUP: topic, EVENT_TOPICS: topic };
    const system = processSystem({ REDIS_URL: url, ...bus });
    closing.push(system.stop);
    const path = smallFrame(system.dataDir);
    await Promise.all(all.map((file) => system.start(file)));
    await publish(topic, imageEvents([1, 2], path), url, broker.brokers);
    const queuedAny = () => redis.hlen(keys.queued(nightCamera, nightExposureId(1)));
    await expect.poll(queuedAny, { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);
    await broker.stop();
    const port = Number(broker.brokers[0]?.split(":")[1]);
    const again = await startKafka({ dir: kafkaDir, port });
    closing.push(() => again.stop());
    await publish(topic, imageEvents([3, 4], path), url, again.brokers);
    await expectExactlyOnce(redis, { ...expectedOf([1, 2, 3, 4]), timeoutMs: 60_000 });
    await expect.poll(() => outcomeCounts(redis), { timeout: 30_000 }).toEqual({ work: 4 * nightDetectors.length });
  },
);

test.skipIf(kafkaBrokers.length === 0)(
  "E10: a consumer group that is rebalanced while events come: distributors that join, leave and die",
  { timeout: 180_000 },
  async () => {
    const { redis, url } = await freshRedis(inject("redisUrl"));
    const topic = randomUUID();
    const bus = { KAFKA_BROKERS: kafkaBrokers.join(","), KAFKA_GROUP: topic, EVENT_TOPICS: topic };
    const system = processSystem({ REDIS_URL: url, ...bus });
    closing.push(system.stop);
    await createTopic(topic, 3);
    const path = smallFrame(system.dataDir);
    const start = () => system.start("server/distributor/main.ts");
    const [first, second] = await Promise.all([start(), start(), ...all.slice(0, 2).map((file) => system.start(file))]);
    const seqNums = Array.from({ length: 24 }, (_, index) => index + 1);
    for (const seqNum of seqNums) {
      await publish(topic, imageEvents([seqNum], path), url, kafkaBrokers);
      if (seqNum === 6) await start();
      if (seqNum === 12) first?.kill("SIGTERM");
      if (seqNum === 18 && second) await system.kill(second);
    }
    await expectExactlyOnce(redis, { ...expectedOf(seqNums), timeoutMs: 90_000 });
    await expect
      .poll(() => outcomeCounts(redis), { timeout: 30_000 })
      .toEqual({ work: seqNums.length * nightDetectors.length });
  },
);

async function createTopic(topic: string, numPartitions: number): Promise<void> {
  const admin = new Kafka({ brokers: kafkaBrokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: true });
  await admin.disconnect();
}
