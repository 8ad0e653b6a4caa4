/** A real distributor whose schema registry is away: Avro messages wait for it, and none is lost, doubled or dead. */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, inject, test, vi } from "vitest";
import { openPublisher } from "#io/bus/open-bus.ts";
import { openJobQueue } from "#io/redis/job-queue.ts";
import { readIntake } from "#io/redis/worker-store.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { processSystem } from "../../fixtures/process-system.ts";

const names = ["camera", "obsid", "raft", "sensor", "description"];
const fields = names.map((name) => ({ name, type: "string" }));
const schema = JSON.stringify({ type: "record", name: "x", fields: [...fields, { name: "statusCode", type: "int" }] });
/** By the Avro specification: a string is its length as a zig-zag number (here twice the length), then its bytes. */
const text = (value: string) => [value.length * 2, ...Buffer.from(value)];
const framed = (seqNum: string) =>
  Uint8Array.from([0, 0, 0, 4, 210, ...["LATISS", `AT_O_20260901_${seqNum}`, "", "RXX_S00", "in"].flatMap(text), 0]);

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

test.each([
  ["embedded bus", [] as string[]],
  ["Kafka", inject("kafkaBrokers")],
])(
  "%s: messages wait until the registry is back, also over a distributor's death",
  async (bus, brokers) => {
    if (bus === "Kafka" && brokers.length === 0) return console.info("skipped: no Kafka on this machine");
    const { url: redisUrl, redis } = await freshRedis(inject("redisUrl"));
    const queue = openJobQueue(redis, "quick-look");
    open.push(
      () => redis.disconnect(),
      () => queue.close(),
    );
    let isAway = true;
    const asked: string[] = [];
    const registry = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(isAway ? 503 : 200).end(JSON.stringify({ schema }));
    });
    await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
    open.push(() => {
      registry.closeAllConnections();
      registry.close();
    });
    const topic = `oods-${randomUUID()}`;
    const system = processSystem({
      REDIS_URL: redisUrl,
      KAFKA_BROKERS: brokers.join(","),
      KAFKA_GROUP: randomUUID(),
      EVENT_TOPICS: topic,
      SCHEMA_REGISTRY_URL: `http://127.0.0.1:${(registry.address() as AddressInfo).port}`,
    });
    open.push(() => system.stop());
    const publisher = await openPublisher({ kafkaBrokers: brokers.length > 0 ? brokers : null, redisUrl });
    open.push(() => publisher.close());
    await publisher.publish(topic, [framed("000001"), framed("000002")]);
    const first = await system.start("server/distributor/main.ts");
    await vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(2), { timeout: 15_000 });
    expect((await readIntake(redis)).counts).toEqual({});

    await system.kill(first);
    isAway = false;
    await system.start("server/distributor/main.ts");
    const counts = async () => expect((await readIntake(redis)).counts).toEqual({ work: 2 });
    await vi.waitFor(counts, { timeout: 25_000 });
    expect((await queue.view(Date.now())).waiting).toBe(2);
    expect(new Set(asked)).toEqual(new Set(["/schemas/ids/1234"]));
  },
  60_000,
);
