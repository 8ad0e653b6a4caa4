/** The crash matrix, intake: a distributor ends between any two of its steps, alone and beside two others. */
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

const points = ["parsed", "announced", "enqueued", "before-acknowledge"];
async function publish(topic: string, seqNums: readonly number[], brokers: readonly string[] | null): Promise<void> {
  const publisher = await openPublisher({ kafkaBrokers: brokers ? [...brokers] : null, redisUrl: url });
  await publisher.publish(topic, imageEvents(seqNums, path));
  await publisher.close();
}

describe.for([
  ["Redis Streams", null],
  ["Apache Kafka", kafkaBrokers],
] as const)("E5, E10: a distributor on %s", ([, brokers]) => {
  test.skipIf(brokers?.length === 0).for(points)(
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
      await publish(topic, seqNums, brokers);
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

  test.skipIf(brokers?.length === 0).for(points)(
    "killed at %s beside two others that read everything too: nobody waits for it, and its return doubles nothing",
    { timeout: 90_000 },
    async (point) => {
      const topic = randomUUID();
      const bus: Record<string, string> = {
        EVENT_TOPICS: topic,
        KAFKA_GROUP: topic,
        ...(brokers && { KAFKA_BROKERS: brokers.join(",") }),
      };
      const start = (id: string, more = {}) =>
        system.start("server/distributor/main.ts", { ...bus, DISTRIBUTOR_ID: id, ...more });
      const before = (await outcomeCounts(redis)).work ?? 0;
      const seqNums = [++seqNum, ++seqNum];
      const [dying] = await Promise.all([start("a", { FAULT_POINT: point }), start("b"), start("c")]);
      await publish(topic, seqNums, brokers);
      expect(await untilGone(dying)).toBe("SIGKILL");
      const expected = { camera: nightCamera, exposureIds: seqNums.map(nightExposureId), detectors: nightDetectors };
      const works = { work: before + seqNums.length * nightDetectors.length };
      await expectExactlyOnce(redis, expected);
      await expect.poll(() => outcomeCounts(redis), { timeout: 20_000 }).toEqual(works);

      // It comes back and reads its events again, and what comes after them.
      await start("a");
      const later = ++seqNum;
      await publish(topic, [later], brokers);
      await expectExactlyOnce(redis, { ...expected, exposureIds: [...expected.exposureIds, nightExposureId(later)] });
      await expect
        .poll(() => outcomeCounts(redis), { timeout: 20_000 })
        .toEqual({ work: works.work + nightDetectors.length });
    },
  );
});
