/** Apache Kafka as the bus. With `calm-requests.ts` all that knows kafkajs. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect, isIP } from "node:net";
import { connect as connectTls } from "node:tls";
import { type ISocketFactory, Kafka, type KafkaMessage, logLevel, type SASLOptions } from "kafkajs";
import type { Consumption, EventConsumer, EventPublisher } from "../ports.ts";
import { calmRequests } from "./calm-requests.ts";

calmRequests();

/** How to reach a Kafka. */
export interface KafkaSettings {
  brokers: readonly string[];
  /** `caFile` is the authority that signed the brokers' certificates, where the system's own list does not hold it. */
  tls?: boolean | { caFile: string };
  /** How often a step is tried again before it fails; a broker that restarts needs some patience. */
  retries?: number;
  sasl?: { mechanism: "plain" | "scram-sha-256" | "scram-sha-512"; username: string; password: string } | null;
}

export async function openKafkaPublisher(settings: KafkaSettings): Promise<EventPublisher> {
  const producer = client(settings).producer({ allowAutoTopicCreation: true, idempotent: true });
  await producer.connect();
  return {
    async publish(topic, values) {
      await producer.send({ topic, acks: -1, messages: values.map((value) => ({ value: asBuffer(value) })) });
    },
    close: () => producer.disconnect(),
  };
}

export function openKafkaConsumer(settings: KafkaSettings): EventConsumer {
  return {
    async consume({ group, topics, onTrouble }, handle): Promise<Consumption> {
      const kafka = client(settings);
      const consumer = kafka.consumer({
        groupId: group,
        sessionTimeout: 10_000,
        heartbeatInterval: 1000,
        maxWaitTimeInMs: 100,
        // Every failure is worth another try: nothing may be skipped because a store was away for long.
        retry: { initialRetryTime: 250, maxRetryTime: 2000, retries: Number.MAX_SAFE_INTEGER },
      });
      let isStopping = false;
      let inHand: Promise<unknown> = Promise.resolve();
      consumer.on(consumer.events.CRASH, ({ payload }) => onTrouble?.(payload.error));
      await createTopics(kafka, topics);
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: async ({ batch, heartbeat, resolveOffset, isRunning, isStale }) => {
          const receivedAtMs = Date.now();
          for (const part of chunks(batch.messages, 256)) {
            if (isStopping || !isRunning() || isStale()) return;
            const work = handlePart(part);
            // kafkajs refuses commits once it is told to stop, so stopping waits for this.
            inHand = work.catch(() => undefined);
            await work;
          }

          async function handlePart(part: readonly KafkaMessage[]): Promise<void> {
            const last = part.at(-1);
            if (last === undefined) return;
            const beating = setInterval(() => void heartbeat().catch(() => undefined), 2000);
            try {
              await handle(
                part.map((message) => ({
                  topic: batch.topic,
                  position: `${batch.topic}/${batch.partition}@${message.offset}`,
                  value: message.value,
                  receivedAtMs,
                })),
              );
            } catch (error) {
              // kafkajs hands the batch over again from the first unresolved offset, after its retry pause.
              onTrouble?.(error as Error);
              throw error;
            } finally {
              clearInterval(beating);
            }
            resolveOffset(last.offset);
            // Explicit and only past what is safe: offset + 1 of this partition, nothing else.
            const offset = String(BigInt(last.offset) + 1n);
            await consumer.commitOffsets([{ topic: batch.topic, partition: batch.partition, offset }]);
          }
        },
      });
      return {
        async stop() {
          isStopping = true;
          await inHand;
          await consumer.stop();
          await consumer.disconnect();
        },
      };
    },
  };
}

/** @returns how many brokers the cluster has. @throws Error when none can be reached or entered. */
export async function countBrokers(settings: KafkaSettings): Promise<number> {
  const admin = client(settings).admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length;
  } finally {
    await admin.disconnect();
  }
}

function client({ brokers, tls, sasl, retries = 20 }: KafkaSettings): Kafka {
  return new Kafka({
    clientId: `firstlook-${randomUUID().slice(0, 8)}`,
    brokers: [...brokers],
    ssl: typeof tls === "object" ? { ca: [readFileSync(tls.caFile, "utf8")] } : (tls ?? false),
    socketFactory: openSocket,
    ...(sasl ? { sasl: sasl as SASLOptions } : {}),
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 200, maxRetryTime: 2000, retries },
  });
}

/**
 * As kafkajs does it, but that small requests are not held back (TCP_NODELAY): while a fetch waits for events the system
 * would keep a commit or a heartbeat until the broker has acknowledged the fetch, up to 40 ms later.
 */
const openSocket: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const servername = isIP(host) ? {} : { servername: host };
  const socket = ssl
    ? connectTls({ host, port, ...servername, ...ssl }, onConnect)
    : connect({ host, port }, onConnect);
  socket.setKeepAlive(true, 60_000);
  socket.setNoDelay(true);
  return socket;
};

/** Subscribing to a topic that does not exist fails; a broker that forbids creation is met only where it lacks the topic. */
async function createTopics(kafka: Kafka, topics: readonly string[]): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const wanted = topics.filter((topic) => !existing.has(topic));
    if (wanted.length > 0) {
      await admin.createTopics({ waitForLeaders: true, topics: wanted.map((topic) => ({ topic, numPartitions: 1 })) });
    }
  } finally {
    await admin.disconnect();
  }
}

function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

function asBuffer(value: string | Uint8Array): Buffer {
  return typeof value === "string" ? Buffer.from(value) : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
