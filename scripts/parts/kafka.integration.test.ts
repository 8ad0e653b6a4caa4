/** The Kafka part, as it runs for these tests. */
import { randomUUID } from "node:crypto";
import { Kafka, logLevel } from "kafkajs";
import { expect, inject, test } from "vitest";
import { serverProperties } from "./kafka.ts";

const brokers = inject("kafkaBrokers");

test("what is written to a topic can be read from it", async ({ skip }) => {
  if (brokers.length === 0) skip("Apache Kafka is not to be had on this machine");
  const topic = `parts-${randomUUID()}`;
  const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: "an image" }] });
  await producer.disconnect();
  const consumer = kafka.consumer({ groupId: topic });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const read = new Promise<string | undefined>((resolve) => {
    void consumer.run({ eachMessage: async ({ message }) => resolve(message.value?.toString()) });
  });
  expect(await read).toBe("an image");
  await consumer.disconnect();
});

test("it listens on the loopback only", () => {
  const listeners = /^listeners=(.*)$/m.exec(serverProperties("/data", 9092, 9093))?.[1]?.split(",");
  expect(listeners).toEqual(["PLAINTEXT://127.0.0.1:9092", "CONTROLLER://127.0.0.1:9093"]);
});
