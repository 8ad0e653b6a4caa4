/** V8: two web processes on one store; one is killed under an open page and comes back. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { plainFrame } from "../fixtures/plain-frame.ts";
import { type ProcessSystem, processSystem } from "../fixtures/process-system.ts";
import { freePort } from "../scripts/parts/free-port.ts";
import { type RedisPart, startRedis } from "../scripts/parts/redis.ts";

let dir: string;
const identity = { camera: "TwinCam", dayObs: 20260901, detector: "main" };
const web = "server/web/main.ts";
let redis: RedisPart;
let system: ProcessSystem;
const ports = [await freePort(), await freePort()].map(String);
const [firstPort = "", secondPort = ""] = ports;
const originOf = (port: string) => `http://127.0.0.1:${port}`;

test.beforeAll(async () => {
  // Not outside the hook: Playwright loads this file once more to list its tests.
  dir = mkdtempSync(join(tmpdir(), "firstlook-replicas-"));
  redis = await startRedis({ dir: join(dir, "redis"), appendOnly: true });
  system = processSystem({ REDIS_URL: redis.url, NODE_ENV: "production" });
  for (const file of ["server/distributor/main.ts", "server/gather/main.ts", "workers/main.ts"]) {
    await system.start(file);
  }
});
test.afterAll(async () => {
  await system.stop();
  await redis.stop();
  rmSync(dir, { recursive: true, force: true });
});

test("V8: pages on two servers see the same; one whose server dies says so within five seconds, and misses nothing", async ({
  browser,
  request,
}) => {
  await system.start(web, { PORT: firstPort });
  const second = await system.start(web, { PORT: secondPort });
  const open = async (port: string): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(`${originOf(port)}/${identity.camera}/${identity.dayObs}`);
    await expect(page.locator("[data-live=live]")).toBeVisible();
    return page;
  };
  const pages = [await open(firstPort), await open(secondPort)] as const;
  const rowsOf = (page: Page) => page.locator("table [data-exposure-id]");
  const send = async (seqNum: number) => {
    const path = join(dir, `${seqNum}.fits`);
    writeFileSync(path, plainFrame({ widthPx: 128, heightPx: 128, seed: seqNum }));
    const exposureId = identity.dayObs * 100_000 + seqNum;
    const data = { type: "image-arrived", v: 1, ...identity, seqNum, exposureId, uri: `file://${path}` };
    expect((await request.post(`${originOf(firstPort)}/api/ingest`, { data })).status()).toBe(202);
  };
  const complete = async (page: Page, count: number) => {
    await expect(rowsOf(page)).toHaveCount(count, { timeout: 20_000 });
    await expect(rowsOf(page).first()).toHaveAttribute("data-state", "complete", { timeout: 20_000 });
  };

  await send(1);
  for (const page of pages) await complete(page, 1);

  await system.kill(second);
  await expect(pages[1].getByTestId("stale-band")).toBeVisible({ timeout: 5000 });
  await send(2);
  await send(3);
  await complete(pages[0], 3);
  await expect(rowsOf(pages[1])).toHaveCount(1);

  // What was missed comes as deltas: the night is not read again.
  const reads: string[] = [];
  pages[1].on("request", (asked) => asked.url().endsWith(`/nights/${identity.dayObs}`) && reads.push(asked.url()));
  await system.start(web, { PORT: secondPort });
  await expect(pages[1].locator("[data-live=live]")).toBeVisible({ timeout: 20_000 });
  await complete(pages[1], 3);
  await send(4);
  for (const page of pages) await complete(page, 4);
  expect(reads).toEqual([]);
  const texts = await Promise.all(pages.map((page) => rowsOf(page).allTextContents()));
  expect(texts[1]).toEqual(texts[0]);
});
