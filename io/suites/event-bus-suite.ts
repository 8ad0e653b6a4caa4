/** What every bus must do; each adapter runs it against the real thing. */
import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import type { BusMessage, Consumption, EventConsumer, EventPublisher } from "../ports.ts";

export interface BusUnderTest {
  publisher: () => Promise<EventPublisher>;
  consumer: () => EventConsumer;
  /** Longest time after which a batch of a consumer that is gone comes to another. */
  redeliveryMs: number;
}

export function eventBusSuite(name: string, bus: BusUnderTest): void {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  async function publish(topic: string, values: string[]): Promise<void> {
    const publisher = await bus.publisher();
    await publisher.publish(topic, values);
    await publisher.close();
  }

  async function consume(
    topic: string,
    group: string,
    handle: (batch: readonly BusMessage[]) => Promise<void>,
  ): Promise<Consumption> {
    const consumption = await bus.consumer().consume({ topics: [topic], group }, handle);
    open.push(() => consumption.stop());
    return consumption;
  }

  test(`${name}: messages published before the first consumer come are handed over, in order, with their position`, async () => {
    const [topic, group] = [randomUUID(), randomUUID()];
    await publish(topic, ["a", "b", "c"]);
    const seen = collector();
    await consume(topic, group, seen.handle);
    await seen.until(3);
    expect(seen.texts()).toEqual(["a", "b", "c"]);
    expect(new Set(seen.messages.map(({ position }) => position)).size).toBe(3);
    expect(seen.messages.every((message) => message.topic === topic)).toBe(true);
  });

  test(`${name}: a batch whose handling fails comes again, and nothing behind it is lost or overtakes it`, async () => {
    const [topic, group] = [randomUUID(), randomUUID()];
    await publish(topic, ["a", "b"]);
    const seen = collector();
    let failures = 2;
    await consume(topic, group, async (batch) => {
      if (failures-- > 0) {
        await publish(topic, ["behind"]);
        throw new Error("the store is away");
      }
      await seen.handle(batch);
    });
    await seen.until(4);
    expect(seen.texts()).toEqual(["a", "b", "behind", "behind"]);
  });

  test(`${name}: what was acknowledged does not come again to the next consumer of the group`, async () => {
    const [topic, group] = [randomUUID(), randomUUID()];
    await publish(topic, ["a", "b"]);
    const first = collector();
    const consumption = await consume(topic, group, first.handle);
    await first.until(2);
    await consumption.stop();
    open.length = 0;
    await publish(topic, ["c"]);
    const second = collector();
    await consume(topic, group, second.handle);
    await second.until(1);
    expect(second.texts()).toEqual(["c"]);
  });

  test(`${name}: a batch that its consumer never acknowledged comes to another of the group`, {
    timeout: bus.redeliveryMs + 20_000,
  }, async () => {
    const [topic, group] = [randomUUID(), randomUUID()];
    await publish(topic, ["a"]);
    const stuck = collector();
    const release = Promise.withResolvers<void>();
    const first = await consume(topic, group, async (batch) => {
      await stuck.handle(batch);
      await release.promise;
      throw new Error("gone before the acknowledgement");
    });
    await stuck.until(1);
    const second = collector();
    // The first is as good as dead: it neither acknowledges nor comes back.
    const leaving = first.stop();
    release.resolve();
    await leaving;
    open.length = 0;
    await consume(topic, group, second.handle);
    await second.until(1);
    expect(second.texts()).toEqual(["a"]);
  });

  test(`${name}: a topic whose batch has to wait does not hold back another topic`, async () => {
    const [stuckTopic, topic, group] = [randomUUID(), randomUUID(), randomUUID()];
    await publish(stuckTopic, ["stuck"]);
    const seen = collector();
    const consumption = await bus.consumer().consume({ topics: [stuckTopic, topic], group }, async (batch) => {
      if (batch.some((message) => message.topic === stuckTopic)) throw new Error("must wait");
      await seen.handle(batch);
    });
    open.push(() => consumption.stop());
    await publish(topic, ["a"]);
    await seen.until(1);
    expect(seen.texts()).toEqual(["a"]);
  });

  test(`${name}: two groups each get every message`, async () => {
    const topic = randomUUID();
    const [left, right] = [collector(), collector()];
    await publish(topic, ["a", "b"]);
    await consume(topic, randomUUID(), left.handle);
    await consume(topic, randomUUID(), right.handle);
    await Promise.all([left.until(2), right.until(2)]);
    expect([left.texts(), right.texts()]).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
  });
}

/** Collects messages, and lets a test wait for their number instead of sleeping. */
function collector() {
  const messages: BusMessage[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    messages,
    texts: () => messages.map(({ value }) => (value === null ? null : Buffer.from(value).toString())),
    async handle(batch: readonly BusMessage[]) {
      messages.push(...batch);
      for (const wait of waiting) if (messages.length >= wait.count) wait.resolve();
    },
    until(count: number): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ count, resolve });
      if (messages.length >= count) resolve();
      return promise;
    },
  };
}
