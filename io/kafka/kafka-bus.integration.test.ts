import { describe, inject } from "vitest";
import { eventBusSuite } from "../suites/event-bus-suite.ts";
import { openKafkaConsumer, openKafkaPublisher } from "./kafka-bus.ts";

const brokers = inject("kafkaBrokers");
if (brokers.length === 0) console.info("skipped: there is no Kafka here, the set-up says why");

describe.skipIf(brokers.length === 0)("Kafka", () => {
  eventBusSuite("Apache Kafka", {
    publisher: () => openKafkaPublisher({ brokers }),
    consumer: () => openKafkaConsumer({ brokers }),
    redeliveryMs: 15_000,
  });
});
