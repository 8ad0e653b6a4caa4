/** The Redis part: it keeps what it was told to keep, and never outlives whoever started it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Redis } from "ioredis";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rootDir } from "../setup/places.ts";
import { redisAnswers, startRedis } from "./redis.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "firstlook-redis-"));
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("an append-only Redis holds its data over stop and restart, on the same port", async () => {
  const part = await startRedis({ dir, appendOnly: true });
  const write = new Redis(part.url);
  await write.set("night", "20261122");
  await write.quit();
  const pid = part.pid;
  await part.restart();
  const read = new Redis(part.url);
  expect(await read.get("night")).toBe("20261122");
  await read.quit();
  expect(part.pid).not.toBe(pid);
  await part.stop();
  expect(await redisAnswers(part.port)).toBe(false);
});

test("a folder where Redis cannot start is told with the end of its log", async () => {
  const part = await startRedis({ dir });
  await expect(startRedis({ dir: join(dir, "second"), port: part.port })).rejects.toThrow(/Address already in use/);
  await part.stop();
});

test.skipIf(process.platform !== "linux")("Redis ends when its starter is killed outright", async () => {
  const script = `
    import { startRedis } from "${rootDir}/scripts/parts/redis.ts";
    const part = await startRedis({ dir: ${JSON.stringify(dir)} });
    console.log(part.port);
    setInterval(() => {}, 1e6);`;
  const starter = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], { cwd: rootDir });
  const [port] = (await once(createInterface({ input: starter.stdout }), "line")) as [string];
  expect(await redisAnswers(Number(port))).toBe(true);
  starter.kill("SIGKILL");
  await expect.poll(() => redisAnswers(Number(port)), { timeout: 10_000 }).toBe(false);
});
