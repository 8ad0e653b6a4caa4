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
      const redis = connectRedis(redisUrl, `consumer-${group}`);
      const consumer = randomUUID();
      const streams = topics.map((topic) => keys.topic(topic));
      const stopping = new AbortController();
      const running = (async () => {
        while (!stopping.signal.aborted) {
          try {
            for (const stream of streams) await ensureGroup(redis, stream, group);
            await consumeUntil(stopping.signal, { redis, consumer, group, streams, topics }, handle);
          } catch (error) {
            if (stopping.signal.aborted) break;
            onTrouble?.(error as Error);
            await pause(retryAfterMs);
          }
        }
      })();
      return {
        async stop() {
          stopping.abort();
          // A blocked read ends when its time is up; the connection must stay for the acknowledgement of the batch in hand.
          await running;
          redis.disconnect();
        },
      };
    },
  };
}

interface Reader {
  redis: Redis;
  consumer: string;
  group: string;
  streams: readonly string[];
  topics: readonly string[];
}

async function consumeUntil(
  stop: AbortSignal,
  reader: Reader,
  handle: (batch: readonly BusMessage[]) => Promise<void>,
): Promise<void> {
  let takeOverAtMs = 0;
  // What this consumer has read and not acknowledged comes first: handling it failed, or Redis went away.
  await readOnce(reader, "0", handle);
  while (!stop.aborted) {
    if (Date.now() >= takeOverAtMs) {
      takeOverAtMs = Date.now() + takeOverAfterMs / 2;
      for (const stream of reader.streams) await takeOver(reader, stream, handle);
    }
    await readOnce(reader, ">", handle);
  }
}

/** Reads new entries (`>`), or those that this consumer has pending (`0`), and hands them over. */
async function readOnce(
  reader: Reader,
  from: ">" | "0",
  handle: (batch: readonly BusMessage[]) => Promise<void>,
): Promise<void> {
  const { redis, group, consumer, streams } = reader;
  const reply = await redis.xreadgroupBuffer(
    "GROUP",
    group,
    consumer,
    "COUNT",
    batchSize,
    "BLOCK",
    blockMs,
    "STREAMS",
    ...streams,
    ...streams.map(() => from),
  );
  for (const [stream, entries] of (reply ?? []) as [Buffer, StreamEntry[]][]) {
    await handOver(reader, stream.toString(), entries, handle);
  }
}

type StreamEntry = [id: Buffer, fields: Buffer[] | null];

/** Hands a batch over until it is handled: what was read is this consumer's until it is acknowledged or taken over. */
async function handOver(
  reader: Reader,
  stream: string,
  entries: readonly StreamEntry[],
  handle: (batch: readonly BusMessage[]) => Promise<void>,
): Promise<void> {
  if (entries.length === 0) return;
  const topic = reader.topics[reader.streams.indexOf(stream)] ?? stream;
  const receivedAtMs = Date.now();
  await handle(
    entries.map(([id, fields]) => ({
      topic,
      position: `${topic}@${id.toString()}`,
      value: fields?.[1] ?? null,
      receivedAtMs,
    })),
  );
  await reader.redis.xack(stream, reader.group, ...entries.map(([id]) => id.toString()));
}

/** Takes what a consumer that is gone (or this one, when handling failed) has read and never acknowledged. */
async function takeOver(
  reader: Reader,
  stream: string,
  handle: (batch: readonly BusMessage[]) => Promise<void>,
): Promise<void> {
  for (;;) {
    const reply = (await reader.redis.callBuffer(
      "XAUTOCLAIM",
      stream,
      reader.group,
      reader.consumer,
      String(takeOverAfterMs),
      "0-0",
      "COUNT",
      String(batchSize),
    )) as [Buffer, StreamEntry[]];
    if (reply[1].length === 0) return;
    await handOver(reader, stream, reply[1], handle);
  }
}

function asBuffer(value: string | Uint8Array): Buffer {
  return typeof value === "string" ? Buffer.from(value) : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
