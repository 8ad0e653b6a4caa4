/** How events may come: twice, in any order, from several topics, and all of a focal plane within a second. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { openPublisher } from "#io/bus/open-bus.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { expectExactlyOnce, outcomeCounts } from "../../fixtures/exactly-once.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { type ProcessSystem, processSystem } from "../../fixtures/process-system.ts";
import { seededUniform } from "../../fixtures/seeded-noise.ts";
import { imageEvents, nightCamera, nightDetectors, nightExposureId, smallFrame } from "../../fixtures/small-night.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const kafkaBrokers = inject("kafkaBrokers");
if (kafkaBrokers.length === 0) console.info("skipped on Kafka: there is no Kafka here, the set-up says why");

describe.for([
  ["Redis Streams", null],
  ["Apache Kafka", kafkaBrokers],
] as const)("on %s", ([, brokers]) => {
  const topics = [randomUUID(), randomUUID()];
  let system: ProcessSystem;
  let path: string;
  beforeAll(async () => {
    if (brokers?.length === 0) return;
    await redis.flushdb();
    const bus = brokers ? { KAFKA_BROKERS: brokers.join(",") } : null;
    system = processSystem({ REDIS_URL: url, KAFKA_GROUP: randomUUID(), EVENT_TOPICS: topics.join(","), ...bus });
    path = smallFrame(system.dataDir);
    const all = ["server/gather/main.ts", "workers/main.ts", "server/distributor/main.ts"];
    await Promise.all(all.map((file) => system.start(file)));
  }, 60_000);
  afterAll(() => system?.stop());

  async function publish(topic: string, events: string[]): Promise<void> {
    const publisher = await openPublisher({ kafkaBrokers: brokers ? [...brokers] : null, redisUrl: url });
    await publisher.publish(topic, events);
    await publisher.close();
  }

  test.skipIf(brokers?.length === 0)(
    "E4: every event three times, from two topics, in any order: every expected result exactly once",
    { timeout: 90_000 },
    async () => {
      const seqNums = [1, 2, 3, 4];
      const events = imageEvents(seqNums, path);
      for (const [round, topic] of [topics[0], topics[1], topics[0]].entries()) {
        await publish(topic ?? "", shuffled(events, round + 1));
      }
      const exposureIds = seqNums.map(nightExposureId);
      await expectExactlyOnce(redis, { camera: nightCamera, exposureIds, detectors: nightDetectors });
      await expect
        .poll(() => outcomeCounts(redis), { timeout: 20_000 })
        .toEqual({ work: events.length, duplicate: 2 * events.length });
    },
  );

  test.skipIf(brokers?.length === 0)(
    "E12: the 205 detectors of one LSSTCam exposure within a second",
    { timeout: 90_000 },
    async () => {
      const before = (await outcomeCounts(redis)).work ?? 0;
      const detectors = (await loadCameras()).find(({ name }) => name === "LSSTCam")?.detectors ?? [];
      const names = detectors.map(({ name }) => name);
      expect(names).toHaveLength(205);
      const where = { camera: "LSSTCam", detectors: names };
      await publish(topics[0] ?? "", shuffled(imageEvents([7], path, where), 7));
      const expected = { ...where, exposureIds: [nightExposureId(7)], timeoutMs: 60_000 };
      const [exposure] = await expectExactlyOnce(redis, expected);
      const queuedAtMs = exposure?.images.map(({ tasks }) => tasks[0]?.queuedAtMs ?? Number.NaN) ?? [];
      expect(Math.max(...queuedAtMs) - Math.min(...queuedAtMs)).toBeLessThan(1000);
      await expect.poll(() => outcomeCounts(redis), { timeout: 20_000 }).toMatchObject({ work: before + 205 });
    },
  );
});

/** @returns the items in an order that the seed decides. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seededUniform(seed);
  return items
    .map((item) => ({ item, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}
