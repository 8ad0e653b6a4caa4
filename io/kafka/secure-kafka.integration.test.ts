/** A Kafka that asks for a user over TLS, started for real: the bus works with SASL SCRAM, and nobody else gets in. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { readSettings } from "#contracts/settings.ts";
import { type KafkaPart, startKafka } from "#scripts/parts/kafka.ts";
import { haveOpenssl, makeTlsFiles } from "../../fixtures/tls-files.ts";
import { busSettings } from "../bus/bus-settings.ts";
import { openConsumer, openPublisher } from "../bus/open-bus.ts";
import { openKafkaPublisher } from "./kafka-bus.ts";

const isPossible = haveOpenssl && inject("kafkaBrokers").length > 0;
if (!isPossible) console.info("skipped: Kafka with SASL SCRAM and TLS, because there is no Kafka or no openssl here");

/** The settings as they are read, without the patience that a restarting broker needs. */
function impatient(environment: Record<string, string>) {
  const { kafkaBrokers, kafkaSecurity } = busSettings(readSettings(environment));
  return { brokers: kafkaBrokers ?? [], ...kafkaSecurity, retries: 1 };
}

describe.skipIf(!isPossible)("Kafka with SASL SCRAM-SHA-512 over TLS", () => {
  const dir = mkdtempSync(join(tmpdir(), "firstlook-secure-kafka-"));
  const user = { username: "firstlook", password: "scram-secret" };
  let kafka: KafkaPart;
  let environment: Record<string, string>;
  beforeAll(async () => {
    const tls = makeTlsFiles(join(dir, "tls"));
    kafka = await startKafka({ dir: join(dir, "kafka"), security: { ...tls, ...user } });
    environment = {
      KAFKA_BROKERS: kafka.secureBrokers.join(","),
      KAFKA_TLS: "true",
      KAFKA_CA_FILE: tls.caFile,
      KAFKA_USERNAME: user.username,
      KAFKA_PASSWORD: user.password,
    };
  }, 120_000);
  afterAll(async () => {
    await kafka?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  test("events travel with nothing but the environment's settings", { timeout: 60_000 }, async () => {
    const settings = busSettings(readSettings(environment));
    const publisher = await openPublisher(settings);
    await publisher.publish("secure", ["one", "two"]);
    const heard: string[] = [];
    const both = Promise.withResolvers<void>();
    const consumption = await openConsumer(settings).consume(
      { group: "secure", topics: ["secure"], onTrouble: both.reject },
      async (batch) => {
        heard.push(...batch.map(({ value }) => new TextDecoder().decode(value ?? undefined)));
        if (heard.length === 2) both.resolve();
      },
    );
    await both.promise;
    expect(heard).toEqual(["one", "two"]);
    await consumption.stop();
    await publisher.close();
  });

  test("an authority that is not known is refused by us, before any password is sent", {
    timeout: 60_000,
  }, async () => {
    const { KAFKA_CA_FILE: _, ...without } = environment;
    const opened = openKafkaPublisher(impatient(without));
    await expect(opened).rejects.toThrow(/certificate|self.signed/i);
  });

  test("a wrong password is refused by Kafka", { timeout: 60_000 }, async () => {
    const wrong = { ...environment, KAFKA_PASSWORD: "wrong" };
    const opened = openKafkaPublisher(impatient(wrong));
    await expect(opened).rejects.toThrow(/authentication/i);
  });
});
