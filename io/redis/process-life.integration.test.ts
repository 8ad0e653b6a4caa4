/** A process's sign of life, with a Redis that goes away. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startRedis } from "#scripts/parts/redis.ts";
import { connectRedis } from "./connect.ts";
import { beatProcess, signOfLife } from "./process-life.ts";

const dir = mkdtempSync(join(tmpdir(), "firstlook-life-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test("it goes on living while Redis is away, and says when Redis answered last", { timeout: 30_000 }, async () => {
  const server = await startRedis({ dir: join(dir, "redis") });
  const redis = connectRedis(server.url, "test");
  const life = beatProcess(redis, "gather", dir);
  const instants = (): number[] => {
    try {
      return readFileSync(signOfLife(dir, "gather"), "utf8").split(" ").map(Number);
    } catch {
      return [];
    }
  };
  await expect.poll(() => instants()[1] ?? 0, { timeout: 10_000 }).toBeGreaterThan(0);
  server.kill();
  const goneAtMs = Date.now();
  await expect.poll(() => instants()[0] ?? 0, { timeout: 10_000 }).toBeGreaterThan(goneAtMs + 2000);
  expect(instants()[1]).toBeLessThan(goneAtMs + 1000);
  await server.restart();
  await expect.poll(() => instants()[1] ?? 0, { timeout: 10_000 }).toBeGreaterThan(goneAtMs + 2000);
  await life.stop();
  redis.disconnect();
  await server.stop();
});
