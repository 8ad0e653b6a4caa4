/** How long images wait when a distributor is killed: three of them on one partition, events at a steady pace. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openPublisher } from "#io/bus/open-bus.ts";
import { connectRedis } from "#io/redis/connect.ts";
import { keys } from "#io/redis/keys.ts";

export interface FailoverFigures {
  /** `each`: every distributor reads every event · `shared`: they share the partitions of a group. */
  mode: "each" | "shared";
  bus: "kafka" | "redis-streams";
  events: number;
  /** From published to safe in the queue: while all live, and of the events that a killed distributor was to take. */
  undisturbedMs: { p50: number; max: number };
  afterKillsMs: { p50: number; max: number };
  /** The longest time without any image queued. */
  longestGapMs: number;
  lost: number;
}

export interface FailoverOptions {
  redisUrl: string;
  kafkaBrokers: readonly string[] | null;
  mode: "each" | "shared";
  /** Milliseconds between events. */
  everyMs?: number;
  /** How many distributors are killed, one after the other; at most two of the three. */
  kills?: number;
}

const main = fileURLToPath(new URL("../../server/distributor/main.ts", import.meta.url));
const beforeKillMs = 3000;
const longestWaitMs = 30_000;

/** Kills a distributor every few seconds, `kill -9`, and reads from Redis when each image was queued. */
export async function measureFailover(options: FailoverOptions): Promise<FailoverFigures> {
  const { redisUrl, kafkaBrokers, mode, everyMs = 20, kills = 2 } = options;
  const camera = `Failover${Date.now()}`;
  const topic = `failover-${randomUUID()}`;
  const env = {
    ...process.env,
    REDIS_URL: redisUrl,
    KAFKA_BROKERS: kafkaBrokers?.join(",") ?? "",
    KAFKA_GROUP: randomUUID(),
    EVENT_TOPICS: topic,
  };
  const redis = connectRedis(redisUrl, "failover");
  const publisher = await openPublisher({ kafkaBrokers: kafkaBrokers ? [...kafkaBrokers] : null, redisUrl });
  const running: ChildProcess[] = [];
  try {
    for (const id of ["a", "b", "c"]) {
      running.push(await start({ ...env, DISTRIBUTOR_ID: mode === "each" ? id : "" }));
    }
    const publishedAtMs = new Map<number, number>();
    const publish = async (untilMs: number): Promise<void> => {
      while (Date.now() < untilMs) {
        const seqNum = publishedAtMs.size + 1;
        publishedAtMs.set(seqNum, Date.now());
        await publisher.publish(topic, [eventOf(camera, seqNum)]);
        await pause(everyMs);
      }
    };
    // The first events meet connections that are still being made.
    await publish(Date.now() + 1000);
    await untilQueued();
    const steadyFrom = publishedAtMs.size + 1;
    await publish(Date.now() + beforeKillMs);
    const killedFrom = publishedAtMs.size + 1;
    for (const child of running.slice(0, kills)) {
      child.kill("SIGKILL");
      await publish(Date.now() + beforeKillMs);
    }
    const queued = await untilQueued();
    const waits = (from: number, to: number) =>
      [...publishedAtMs]
        .filter(([seqNum]) => seqNum >= from && seqNum < to)
        .flatMap(([seqNum, at]) => (queued.has(seqNum) ? [(queued.get(seqNum) as number) - at] : []));
    const instants = [...queued].filter(([seqNum]) => seqNum >= steadyFrom).map(([, at]) => at);
    return {
      mode,
      bus: kafkaBrokers ? "kafka" : "redis-streams",
      events: publishedAtMs.size,
      undisturbedMs: spreadOf(waits(steadyFrom, killedFrom)),
      afterKillsMs: spreadOf(waits(killedFrom, Number.POSITIVE_INFINITY)),
      longestGapMs: longestGap(instants),
      lost: publishedAtMs.size - queued.size,
    };

    /** @returns when each image was queued, once all are or when there is no more hope. */
    async function untilQueued(): Promise<Map<number, number>> {
      const deadlineMs = Date.now() + longestWaitMs;
      for (;;) {
        const found = await queuedAt();
        if (found.size === publishedAtMs.size || Date.now() > deadlineMs) return found;
        await pause(100);
      }
    }
    async function queuedAt(): Promise<Map<number, number>> {
      const pipeline = redis.pipeline();
      for (const seqNum of publishedAtMs.keys()) pipeline.hvals(keys.queued(camera, idOf(seqNum)));
      const replies = (await pipeline.exec()) ?? [];
      const instants = replies.map(([, values]) => Number((values as string[])[0]));
      return new Map(
        [...publishedAtMs.keys()].flatMap((seqNum, index) => {
          const at = instants[index] as number;
          return Number.isFinite(at) ? [[seqNum, at]] : [];
        }),
      );
    }
  } finally {
    for (const child of running) child.kill("SIGKILL");
    await publisher.close();
    redis.disconnect();
  }
}

const dayObs = 20260901;
const idOf = (seqNum: number) => dayObs * 100_000 + seqNum;

function eventOf(camera: string, seqNum: number): string {
  const identity = { camera, exposureId: idOf(seqNum), dayObs, seqNum, detector: "main" };
  return JSON.stringify({ type: "image-arrived", v: 1, ...identity, uri: "file:///none.fits" });
}

async function start(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "inherit"] });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.stdout.on("data", (chunk: Buffer) => {
    if (chunk.toString().includes("is ready")) resolve();
  });
  child.once("exit", (code) => reject(new Error(`a distributor ended with ${code} before it was ready`)));
  await promise;
  return child;
}

function spreadOf(values: readonly number[]): { p50: number; max: number } {
  const sorted = [...values].sort((left, right) => left - right);
  return { p50: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}

function longestGap(instants: readonly number[]): number {
  const sorted = [...instants].sort((left, right) => left - right);
  return Math.max(0, ...sorted.slice(1).map((at, index) => at - (sorted[index] as number)));
}
