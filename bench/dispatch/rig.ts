/** The parts that the dispatch benches measure: a Redis, a bus, and the real processes around workers that do nothing. */
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { openPublisher } from "#io/bus/open-bus.ts";
import { connectRedis } from "#io/redis/connect.ts";
import { type ExposureFacts, readExposure } from "#io/redis/exposure-store.ts";
import { startKafka } from "#scripts/parts/kafka.ts";
import { startRedis } from "#scripts/parts/redis.ts";
import { processSystem } from "../../fixtures/process-system.ts";

export interface Rig {
  redis: Redis;
  redisUrl: string;
  brokers: string[] | null;
  topic: string;
  /** Starts a process with the rig's settings. */
  start(file: string, env?: Record<string, string>): Promise<ChildProcess>;
  publish(events: readonly string[]): Promise<void>;
  read(camera: string, exposureId: number): Promise<ExposureFacts | null>;
  /** CPU time since their start of the rig's processes and Redis, in ms, by name. */
  cpuMs(): Record<string, number>;
  stop(): Promise<void>;
}

export async function openRig(bus: "redis" | "kafka"): Promise<Rig> {
  const dir = mkdtempSync(join(tmpdir(), "firstlook-dispatch-"));
  const store = await startRedis({ dir: join(dir, "redis"), appendOnly: true });
  const kafka = bus === "kafka" ? await startKafka({ dir: join(dir, "kafka") }) : null;
  const brokers = kafka?.brokers ?? null;
  const topic = "bench";
  const env: Record<string, string> = { REDIS_URL: store.url, EVENT_TOPICS: topic, LOG_LEVEL: "info" };
  const system = processSystem({ ...env, ...(brokers && { KAFKA_BROKERS: brokers.join(",") }) });
  const publisher = await openPublisher({ kafkaBrokers: brokers, redisUrl: store.url });
  const redis = connectRedis(store.url, "bench");
  const started: { name: string; pid: number }[] = [{ name: "redis-server", pid: store.pid }];
  return {
    redis,
    redisUrl: store.url,
    brokers,
    topic,
    async start(file, more) {
      const child = await system.start(file, more);
      started.push({ name: file, pid: child.pid ?? 0 });
      return child;
    },
    publish: (events) => publisher.publish(topic, events),
    read: (camera, exposureId) => readExposure(redis, camera, exposureId),
    cpuMs() {
      const sums: Record<string, number> = {};
      for (const { name, pid } of started) sums[name] = (sums[name] ?? 0) + cpuMsOf(pid);
      return sums;
    },
    async stop() {
      await publisher.close();
      redis.disconnect();
      await system.stop();
      await kafka?.stop();
      await store.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** User and system time of a process with its threads, by proc(5), where a tick is 10 ms; 0 for one that is gone. */
function cpuMsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}
