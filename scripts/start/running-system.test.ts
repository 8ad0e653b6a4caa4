/** Who may use a data folder, and how commands find its system. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { reachSystem } from "./reach-system.ts";
import { announceSystem, claimDataDir, findRunningSystem } from "./running-system.ts";

let dir: string;
const alive = () => true;
const gone = () => false;
const reach = { host: "127.0.0.1", port: 3210, redisUrl: "redis://127.0.0.1:4000", kafkaBrokers: null };

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "firstlook-claim-"));
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("a folder that a living system has claimed is refused, with what to do", () => {
  writeFileSync(join(dir, "running.json"), JSON.stringify({ pid: 1, reach: null }));
  expect(() => claimDataDir(dir, alive)).toThrow(/process 1\)[\s\S]*PORT=3001/);
});

test("the claim of a system that is gone is taken over, and given back without a trace", () => {
  writeFileSync(join(dir, "running.json"), JSON.stringify({ pid: 1, reach: null }));
  const giveBack = claimDataDir(dir, gone);
  expect(findRunningSystem(dir, alive)).toEqual({ pid: process.pid, reach: null });
  giveBack();
  expect(readdirSync(dir)).toEqual([]);
});

test("process 1 is alive and no npm start, so its claim counts for nothing", () => {
  writeFileSync(join(dir, "running.json"), JSON.stringify({ pid: 1, reach: null }));
  expect(findRunningSystem(dir)).toBeNull();
});

test("a command is pointed at the system that runs, unless it is told of another", () => {
  announceSystem(dir, reach);
  const find = (folder: string) => findRunningSystem(folder, alive);
  const env = (more: Record<string, string>) => ({ NODE_ENV: "test", DATA_DIR: dir, ...more }) as const;
  const found = { DATA_DIR: dir, REDIS_URL: reach.redisUrl, HOST: reach.host };
  expect(reachSystem(env({}), find)).toEqual({ ...found, PORT: "3210" });
  expect(reachSystem(env({ PORT: "1" }), find)).toEqual(found);
  expect(reachSystem(env({ REDIS_URL: "redis://elsewhere" }), find)).toEqual({ DATA_DIR: dir });
});
