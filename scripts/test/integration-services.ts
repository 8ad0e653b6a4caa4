/** Starts a real Redis and a real Kafka once for all integration tests, and tells the tests where they are. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startKafka } from "../parts/kafka.ts";
import { startRedis } from "../parts/redis.ts";
import { ensureParts } from "../setup/ensure-parts.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** An empty Redis for the tests; they share it, so keys carry a prefix of their own. */
    redisUrl: string;
    /** Brokers of an Apache Kafka for the tests; they share it, so topics have names of their own. Empty without Java. */
    kafkaBrokers: string[];
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outcomes = await ensureParts(["redis", "kafka"]);
  const isThere = (name: string): boolean => outcomes.some((part) => part.name === name && part.missing === null);
  if (!isThere("redis")) throw new Error("the integration tests need Redis, see set-up above");
  const dir = mkdtempSync(join(tmpdir(), "firstlook-integration-"));
  const [redis, kafka] = await Promise.all([
    startRedis({ dir: join(dir, "redis") }),
    isThere("kafka") ? startKafka({ dir: join(dir, "kafka") }) : null,
  ]);
  project.provide("redisUrl", redis.url);
  project.provide("kafkaBrokers", kafka?.brokers ?? []);
  return async () => {
    await Promise.all([redis.stop(), kafka?.stop()]);
    rmSync(dir, { recursive: true, force: true });
  };
}
