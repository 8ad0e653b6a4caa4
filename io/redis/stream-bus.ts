/** The embedded bus: topics as Redis Streams, consumer groups with acknowledgement, nothing to install beside Redis. */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { BusMessage, Consumption, EventConsumer, EventPublisher } from "../ports.ts";
import { connectRedis } from "./connect.ts";
import { ensureGroup } from "./consumer-group.ts";
import { keys } from "./keys.ts";

/** Entries kept in a topic: about a week of LSSTCam's detector events. */
const entriesKept = 2_000_000;
const batchSize = 256;
const blockMs = 1000;
/** A batch that its consumer has not acknowledged for so long is handed to another of the group. */
const takeOverAfterMs = 5000;
const retryAfterMs = 250;

export function openStreamPublisher(redisUrl: string): EventPublisher {
  const redis = connectRedis(redisUrl, "publisher");
  return {
    async publish(topic, values) {
      const pipeline = redis.pipeline();
      for (const value of values) {
        pipeline.xadd(keys.topic(topic), "MAXLEN", "~", entriesKept, "*", "v", asBuffer(value));
      }
      const replies = (await pipeline.exec()) ?? [];
      for (const [error] of replies) if (error) throw error;
    },
    async close() {
      redis.disconnect();
    },
  };
}

export function openStreamConsumer(redisUrl: string): EventConsumer {
  return {
    async consume({ group, topics, onTrouble }, handle): Promise<Consumption> {
      const stopping = new AbortController();
      // Each topic has a reader of its own: a batch that has to wait holds back its topic alone.
      const readers = topics.map(async (topic) => {
        const redis = connectRedis(redisUrl, `consumer-${group}`);
        const reader: Reader = { redis, group, consumer: randomUUID(), topic, stream: keys.topic(topic), handle };
        await readUntil(stopping.signal, reader, onTrouble);
        redis.disconnect();
      });
      return {
        async stop() {
          stopping.abort();
          // A blocked read ends when its time is up, and the batch in hand is acknowledged first.
          await Promise.all(readers);
        },
      };
    },
  };
}

type Handle = (batch: readonly BusMessage[]) => Promise<void>;

interface Reader {
  redis: Redis;
  group: string;
  consumer: string;
  topic: string;
  stream: string;
  handle: Handle;
}

async function readUntil(stop: AbortSignal, reader: Reader, onTrouble?: (error: Error) => void): Promise<void> {
  while (!stop.aborted) {
    try {
      await ensureGroup(reader.redis, reader.stream, reader.group);
      await consumeUntil(stop, reader);
    } catch (error) {
      if (stop.aborted) return;
      onTrouble?.(error as Error);
      await pause(retryAfterMs);
    }
  }
}

async function consumeUntil(stop: AbortSignal, reader: Reader): Promise<void> {
  let takeOverAtMs = 0;
  // What this consumer has read and not acknowledged comes first: handling it failed, or Redis went away.
  await readOnce(reader, "0");
  while (!stop.aborted) {
    if (Date.now() >= takeOverAtMs) {
      takeOverAtMs = Date.now() + takeOverAfterMs / 2;
      await takeOver(reader);
    }
    await readOnce(reader, ">");
  }
}

/** Reads new entries (`>`), or those that this consumer has pending (`0`), and hands them over. */
async function readOnce(reader: Reader, from: ">" | "0"): Promise<void> {
  const { redis, group, consumer, stream } = reader;
  const limits = ["COUNT", batchSize, "BLOCK", blockMs] as const;
  const reply = await redis.xreadgroupBuffer("GROUP", group, consumer, ...limits, "STREAMS", stream, from);
  for (const [, entries] of (reply ?? []) as [Buffer, StreamEntry[]][]) await handOver(reader, entries);
}

type StreamEntry = [id: Buffer, fields: Buffer[] | null];

/** Hands a batch over, and acknowledges it when it is handled; until then it stays this consumer's. */
async function handOver(
  { redis, group, topic, stream, handle }: Reader,
  entries: readonly StreamEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const receivedAtMs = Date.now();
  await handle(
    entries.map(([id, fields]) => ({
      topic,
      position: `${topic}@${id.toString()}`,
      value: fields?.[1] ?? null,
      receivedAtMs,
    })),
  );
  await redis.xack(stream, group, ...entries.map(([id]) => id.toString()));
}

/** Takes what a consumer that is gone (or this one, when handling failed) has read and never acknowledged. */
async function takeOver(reader: Reader): Promise<void> {
  const { redis, stream, group, consumer } = reader;
  const limits = [String(takeOverAfterMs), "0-0", "COUNT", String(batchSize)];
  for (;;) {
    const reply = await redis.callBuffer("XAUTOCLAIM", stream, group, consumer, ...limits);
    const [, entries] = reply as [Buffer, StreamEntry[]];
    if (entries.length === 0) return;
    await handOver(reader, entries);
  }
}

function asBuffer(value: string | Uint8Array): Buffer {
  return typeof value === "string" ? Buffer.from(value) : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
