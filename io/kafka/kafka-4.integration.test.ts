/** The bus on the newest Apache Kafka: the same suite that it passes on the observatory's 3.9. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { eventBusSuite } from "#io/suites/event-bus-suite.ts";
import { type KafkaPart, startKafka } from "#scripts/parts/kafka.ts";
import { findPart } from "#scripts/setup/find-part.ts";
import { fetchKafkaLibs, haveKafkaLibs } from "#scripts/setup/kafka-libs.ts";
import { progressOn } from "#scripts/setup/progress.ts";
import { openKafkaConsumer, openKafkaPublisher } from "./kafka-bus.ts";

const missing = await fetchNewest();
if (missing !== null) console.info(`skipped on Apache Kafka 4: ${missing}`);

/** @returns why it is not to be had, or null. */
async function fetchNewest(): Promise<string | null> {
  if (haveKafkaLibs("4")) return null;
  const [java, maven] = [findPart("java"), findPart("maven")];
  if (java === null || maven === null) return "it takes Java and Maven to fetch it";
  return fetchKafkaLibs(java, maven, progressOn(process.stderr), "4");
}

describe.skipIf(missing !== null)("the newest Apache Kafka", () => {
  const dir = mkdtempSync(join(tmpdir(), "firstlook-kafka-4-"));
  let kafka: KafkaPart;
  beforeAll(async () => {
    kafka = await startKafka({ dir, line: "4" });
  }, 120_000);
  afterAll(async () => {
    await kafka?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  eventBusSuite("Kafka 4", {
    publisher: () => openKafkaPublisher({ brokers: kafka.brokers }),
    consumer: () => openKafkaConsumer({ brokers: kafka.brokers }),
    redeliveryMs: 15_000,
  });
});
