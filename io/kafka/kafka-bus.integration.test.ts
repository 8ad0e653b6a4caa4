import { inject } from "vitest";
import { eventBusSuite } from "../suites/event-bus-suite.ts";
import { openKafkaConsumer, openKafkaPublisher } from "./kafka-bus.ts";

const brokers = inject("kafkaBrokers");

eventBusSuite("Apache Kafka", {
  publisher: () => openKafkaPublisher({ brokers }),
  consumer: () => openKafkaConsumer({ brokers }),
  redeliveryMs: 15_000,
});
