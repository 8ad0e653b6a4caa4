/** SPEC P3, S2: Redis goes away and comes back under an open page; everything goes on by itself. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { plainFrame } from "../fixtures/plain-frame.ts";
import { type ProcessSystem, processSystem } from "../fixtures/process-system.ts";
import { freePort } from "../scripts/parts/free-port.ts";
import { type RedisPart, startRedis } from "../scripts/parts/redis.ts";

let dir: string;
const identity = { camera: "StaleCam", dayObs: 20260901, detector: "main" };
let redis: RedisPart;
let system: ProcessSystem;
let origin: string;

test.beforeAll(async () => {
  // Not outside the hook: Playwright loads this file once more to list its tests.
  dir = mkdtempSync(join(tmpdir(), "firstlook-stale-"));
  redis = await startRedis({ dir: join(dir, "redis"), appendOnly: true });
  const port = String(await freePort());
  origin = `http://127.0.0.1:${port}`;
  system = processSystem({ REDIS_URL: redis.url, PORT: port, NODE_ENV: "production" });
  for (const file of ["server/distributor/main.ts", "server/gather/main.ts", "workers/main.ts", "server/web/main.ts"]) {
    await system.start(file);
  }
});
test.afterAll(async () => {
  await system.stop();
  await redis.stop();
  rmSync(dir, { recursive: true, force: true });
});

test("P3 S2: the page says that it is stale while Redis is away, keeps what it shows, and goes on afterwards", async ({
  page,
  request,
}) => {
  const rows = page.locator("table [data-exposure-id]");
  const send = async (seqNum: number) => {
    const path = join(dir, `${seqNum}.fits`);
    writeFileSync(path, plainFrame({ widthPx: 128, heightPx: 128, seed: seqNum }));
    const exposureId = identity.dayObs * 100_000 + seqNum;
    const data = { type: "image-arrived", v: 1, ...identity, seqNum, exposureId, uri: `file://${path}` };
    expect((await request.post(`${origin}/api/ingest`, { data })).status()).toBe(202);
  };
  await page.goto(`${origin}/${identity.camera}/${identity.dayObs}`);
  await send(1);
  await expect(rows).toHaveAttribute("data-state", "complete", { timeout: 20_000 });

  await redis.stop();
  await expect(page.locator("[data-live=stale]").first()).toBeVisible({ timeout: 5000 });
  await expect(rows).toHaveCount(1);
  const health = await request.get(`${origin}/api/health`);
  expect(health.status()).toBe(503);
  expect((await health.json()).parts).toContainEqual(expect.objectContaining({ name: "redis", ok: false }));

  await redis.restart();
  await expect(page.locator("[data-live=live]").first()).toBeVisible({ timeout: 20_000 });
  await expect(async () => send(2)).toPass({ timeout: 10_000 });
  await expect(rows).toHaveCount(2, { timeout: 20_000 });
  await expect(rows.first()).toHaveAttribute("data-state", "complete", { timeout: 20_000 });
});
