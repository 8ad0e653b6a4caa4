import { inject } from "vitest";
import { eventBusSuite } from "../suites/event-bus-suite.ts";
import { openStreamConsumer, openStreamPublisher } from "./stream-bus.ts";

const redisUrl = inject("redisUrl");

eventBusSuite("Redis Streams", {
  publisher: async () => openStreamPublisher(redisUrl),
  consumer: () => openStreamConsumer(redisUrl),
  redeliveryMs: 8000,
});
