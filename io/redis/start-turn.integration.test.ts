/** Workers that all start at the same moment get ready a few at a time, on a real Redis. */
import { setTimeout as pause } from "node:timers/promises";
import { expect, inject, test } from "vitest";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { keys } from "./keys.ts";
import { inTurn } from "./start-turn.ts";

const { redis } = await freshRedis(inject("redisUrl"));

test("W5: of 40 workers at most 4 get ready at a time, and all do", async () => {
  let now = 0;
  let most = 0;
  const ready: string[] = [];
  const starts = Array.from({ length: 40 }, (_, ordinal) =>
    inTurn(redis, { host: "node-1", worker: `w-${ordinal}`, atOnce: 4 }, async () => {
      now += 1;
      most = Math.max(most, now);
      await pause(10);
      now -= 1;
      ready.push(`w-${ordinal}`);
    }),
  );
  await Promise.all(starts);
  expect(most).toBe(4);
  expect(new Set(ready).size).toBe(40);
  expect(await redis.zcard(keys.starting("node-1"))).toBe(0);
});

test("the turn of a worker that failed to get ready goes on, and one that died holds it for a minute at most", async () => {
  const turn = { host: "node-2", worker: "w-0", atOnce: 1 };
  await expect(inTurn(redis, turn, () => Promise.reject(new Error("no thread")))).rejects.toThrow("no thread");
  expect(await inTurn(redis, { ...turn, worker: "w-1" }, async () => "ready")).toBe("ready");
  const dead = inTurn(redis, { ...turn, worker: "w-2" }, () => new Promise(() => undefined));
  await expect.poll(() => redis.pttl(keys.starting("node-2"))).toBeGreaterThan(50_000);
  expect(await redis.pttl(keys.starting("node-2"))).toBeLessThanOrEqual(60_000);
  void dead;
});
