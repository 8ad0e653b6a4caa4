/** The crash matrix, intake: a distributor ends between any two of its steps, as `kill -9` would end it. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { openPublisher } from "#io/bus/open-bus.ts";
import { expectExactlyOnce, outcomeCounts } from "../../fixtures/exactly-once.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { processSystem, untilGone } from "../../fixtures/process-system.ts";
import { imageEvents, nightCamera, nightDetectors, nightExposureId, smallFrame } from "../../fixtures/small-night.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const kafkaBrokers = inject("kafkaBrokers");
const system = processSystem({ REDIS_URL: url });
const path = smallFrame(system.dataDir);
let seqNum = 0;

beforeAll(() => Promise.all([system.start("server/gather/main.ts"), system.start("workers/main.ts")]), 60_000);
afterEach(() => system.killAll("server/distributor/main.ts"));
afterAll(() => system.stop());

if (kafkaBrokers.length === 0) console.info("skipped on Kafka: there is no Kafka here, the set-up says why");

describe.for([
  ["Redis Streams", null],
  ["Apache Kafka", kafkaBrokers],
] as const)("E5, E10: a distributor on %s", ([, brokers]) => {
  test.skipIf(brokers?.length === 0).for(["parsed", "announced", "enqueued", "before-acknowledge"])(
    "killed at %s: every expected result exactly once",
    { timeout: 90_000 },
    async (point) => {
      // A group of its own, so that no test waits for Kafka to notice that the last one's distributor is gone.
      const topic = randomUUID();
      const bus: Record<string, string> = {
        EVENT_TOPICS: topic,
        KAFKA_GROUP: topic,
        ...(brokers && { KAFKA_BROKERS: brokers.join(",") }),
      };
      const before = (await outcomeCounts(redis)).work ?? 0;
      const seqNums = [++seqNum, ++seqNum];
      const dying = await system.start("server/distributor/main.ts", { ...bus, FAULT_POINT: point });
      const publisher = await openPublisher({ kafkaBrokers: brokers ? [...brokers] : null, redisUrl: url });
      await publisher.publish(topic, imageEvents(seqNums, path));
      await publisher.close();
      expect(await untilGone(dying)).toBe("SIGKILL");
      await system.start("server/distributor/main.ts", bus);
      const exposureIds = seqNums.map(nightExposureId);
      const exposures = await expectExactlyOnce(redis, { camera: nightCamera, exposureIds, detectors: nightDetectors });
      expect(exposures.flatMap(({ results }) => results).filter(({ attempts }) => attempts > 1)).toEqual([]);
      await expect
        .poll(() => outcomeCounts(redis), { timeout: 20_000 })
        .toEqual({ work: before + seqNums.length * nightDetectors.length });
    },
  );
});
