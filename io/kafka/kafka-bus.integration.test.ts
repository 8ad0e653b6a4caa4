import { setImmediate } from "node:timers/promises";
import { describe, expect, inject, test } from "vitest";
import { eventBusSuite } from "../suites/event-bus-suite.ts";
import { openKafkaConsumer, openKafkaPublisher } from "./kafka-bus.ts";

const brokers = inject("kafkaBrokers");
if (brokers.length === 0) console.info("skipped: there is no Kafka here, the set-up says why");

/** Node warns once for a process, so it is heard from the beginning. */
const warned: string[] = [];
process.on("warning", ({ name }) => warned.push(name));

describe.skipIf(brokers.length === 0)("Kafka", () => {
  eventBusSuite("Apache Kafka", {
    publisher: () => openKafkaPublisher({ brokers }),
    consumer: () => openKafkaConsumer({ brokers }),
    redeliveryMs: 15_000,
  });

  test("a connection sets no timer in the past", async () => {
    const publisher = await openKafkaPublisher({ brokers });
    await publisher.publish("calm", ["{}"]);
    await publisher.close();
    await setImmediate();
    expect(warned).not.toContain("TimeoutNegativeWarning");
  });
});
