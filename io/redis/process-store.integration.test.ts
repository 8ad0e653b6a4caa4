/** What processes say of themselves, on a real Redis. */
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { keys } from "./keys.ts";
import { processWord, readProcesses } from "./process-store.ts";

const { redis } = await freshRedis(inject("redisUrl"));
beforeEach(() => redis.flushdb());
afterAll(() => redis.disconnect());

const told = { role: "distributor", version: "1", does: "reads everything" } as const;

test("W8: one with a lasting name takes the place of its former self; others stand side by side", async () => {
  for (let start = 0; start < 2; start += 1) await processWord(redis, { ...told, name: "a" }).say();
  expect(await readProcesses(redis)).toMatchObject([
    { id: "distributor-a", does: "reads everything", pid: process.pid },
  ]);
  for (let start = 0; start < 2; start += 1) await processWord(redis, { ...told, role: "gather" }).say();
  expect((await readProcesses(redis)).map(({ role }) => role)).toEqual(["distributor", "gather", "gather"]);
});

test("W8: one that ends in good order takes its word back; one that is silent for an hour is forgotten", async () => {
  const [first, second] = [processWord(redis, { ...told, name: "a" }), processWord(redis, { ...told, name: "b" })];
  await Promise.all([first.say(), second.say()]);
  await first.takeBack();
  expect((await readProcesses(redis)).map(({ id }) => id)).toEqual(["distributor-b"]);
  const [seconds] = await redis.time();
  const said = (await redis.hget(keys.processes, "distributor-b")) ?? "";
  const silentSinceMs = (Number(seconds) - 3605) * 1000;
  await redis.hset(keys.processes, "distributor-b", said.replace(/^\d+/, String(silentSinceMs)));
  expect(await readProcesses(redis)).toEqual([]);
  expect(await redis.exists(keys.processes)).toBe(0);
});
