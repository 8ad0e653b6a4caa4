/** Control in a browser: who may change what runs, that it is changed, and that the log says who did it and why. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { auditAnswer } from "../contracts/audit.ts";
import { controlAnswer } from "../contracts/control.ts";
import { type ProcessSystem, processSystem } from "../fixtures/process-system.ts";
import { sampleJob } from "../fixtures/sample-job.ts";
import { connectRedis, type Redis } from "../io/redis/connect.ts";
import { quarantineStore } from "../io/redis/quarantine-store.ts";
import { freePort } from "../scripts/parts/free-port.ts";
import { type RedisPart, startRedis } from "../scripts/parts/redis.ts";
import { ownFolder } from "./own-folder.ts";
import { seriousTroubles } from "./serious-troubles.ts";

const folder = ownFolder("admin");
const tokens = { vera: "viewer", olga: "operator" } as const;
const tokenOf = (name: string) => `token-of-${name}`;
let server: RedisPart;
let redis: Redis;
let system: ProcessSystem;
let origin = "";

test.beforeAll(async () => {
  server = await startRedis({ dir: join(folder.path, "redis") });
  redis = connectRedis(server.url, "test");
  system = processSystem({ REDIS_URL: server.url, NODE_ENV: "production" });
  const port = String(await freePort());
  origin = `http://127.0.0.1:${port}`;
  const sha256 = (name: string) => createHash("sha256").update(tokenOf(name)).digest("hex");
  const CONTROL_TOKENS = Object.entries(tokens)
    .map(([name, role]) => `${name}:${role}:${sha256(name)}`)
    .join(",");
  await Promise.all([
    system.start("server/web/main.ts", { PORT: port, CONTROL_TOKENS }),
    system.start("workers/main.ts"),
  ]);
});
test.afterAll(async () => {
  await system.stop();
  redis.disconnect();
  await server.stop();
});

async function enterAs(page: Page, name: keyof typeof tokens): Promise<void> {
  await page.goto(`${origin}/admin`);
  await page.getByLabel("Token").fill(tokenOf(name));
  await page.getByRole("button", { name: "Enter" }).click();
  await expect(page.getByTestId("who")).toContainText(name);
}
const pool = (page: Page) => page.locator('[data-pool="quick-look"]');
const camera = (page: Page) => page.locator('[data-camera="LSSTCam"]');
const read = async () => controlAnswer.parse(await (await fetch(`${origin}/api/control`)).json());
const newest = async () => auditAnswer.parse(await (await fetch(`${origin}/api/audit?count=1`)).json()).entries[0];
const confirm = async (page: Page, reason: string) => {
  const dialog = page.getByRole("dialog");
  const submit = dialog.locator('button[type="submit"]');
  await expect(submit).toBeDisabled();
  await dialog.getByLabel("Reason, for the log").fill(reason);
  await submit.click();
  await expect(dialog).toHaveCount(0);
};

test("A1: nobody and a viewer see what holds, and are offered no change; the API refuses them as well", async ({
  page,
  request,
}) => {
  await page.goto(`${origin}/admin`);
  await expect(page.getByTestId("who")).toContainText("You may look, and change nothing");
  await expect(pool(page)).toContainText("oldest first");
  await expect(pool(page).getByRole("button")).toHaveCount(0);
  await enterAs(page, "vera");
  await expect(page.getByTestId("who")).toContainText("you are viewer");
  await expect(pool(page).getByRole("button")).toHaveCount(0);
  await expect(camera(page).getByRole("button")).toHaveCount(0);
  const asked = (headers: Record<string, string>) =>
    request.put(`${origin}/api/control/pools/quick-look`, {
      headers,
      data: { version: 0, reason: "may I", isPaused: true },
    });
  expect((await asked({})).status()).toBe(401);
  expect((await asked({ authorization: `Bearer ${tokenOf("vera")}` })).status()).toBe(403);
  expect((await read()).control.version).toBe(0);
  // What was refused stands in no log; the configuration that the process took at its start does.
  await expect(page.locator('[data-action="pool:change"]')).toHaveCount(0);
});

test("Q7 A2: an operator changes policy, batch size, pause and pattern, each with a reason that stands in the log", async ({
  page,
}) => {
  await enterAs(page, "olga");
  const log = page.getByRole("region", { name: "Log" }).locator("tbody tr").first();

  await pool(page).getByRole("button", { name: "newest first" }).click();
  await expect(page.getByRole("dialog")).toContainText("Nothing is dropped");
  await confirm(page, "two hours behind");
  await expect(pool(page)).toContainText("newest first");
  await expect(log).toContainText("policy: oldest-first → newest-first");
  await expect(log).toContainText("two hours behind");

  const batch = pool(page).getByLabel("New batch size of quick-look");
  const change = pool(page).getByRole("button", { name: "Batch" });
  await batch.fill("101");
  await expect(change).toBeDisabled();
  await batch.fill("8");
  await change.click();
  await expect(page.getByRole("dialog")).toContainText("Claim 8 jobs of quick-look at a time");
  await confirm(page, "jobs of milliseconds");
  await expect(log).toContainText("batchSize: 1 → 8");

  await pool(page).getByRole("button", { name: "Pause" }).click();
  await confirm(page, "the store is being moved");
  await expect(pool(page)).toContainText("paused");
  await expect(log).toContainText("isPaused: false → true");
  await pool(page).getByRole("button", { name: "Resume" }).click();
  await confirm(page, "it is back");
  await expect(pool(page)).toContainText("open");

  await camera(page).getByLabel("New pattern of LSSTCam").fill("minimal");
  await camera(page).getByRole("button", { name: "Change" }).click();
  await confirm(page, "too few workers");
  await expect(camera(page)).toContainText("45 of 205");
  await expect(log).toContainText("all → minimal");
  await expect(log).toContainText("olga");

  const { control } = await read();
  expect(control).toMatchObject({
    version: 5,
    pools: { "quick-look": { policy: "newest-first", batchSize: 8, isPaused: false } },
    patterns: { LSSTCam: "minimal" },
    changedBy: "olga",
  });
});

test("Q7: a change that was decided on an older state is refused, and says whose is there", async ({
  page,
  request,
}) => {
  await enterAs(page, "olga");
  await pool(page).getByRole("button", { name: "Pause" }).click();
  const { control } = await read();
  const headers = { authorization: `Bearer ${tokenOf("olga")}` };
  const data = { version: control.version, reason: "faster", batchSize: 2 };
  expect((await request.put(`${origin}/api/control/pools/quick-look`, { headers, data })).status()).toBe(200);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason, for the log").fill("slower");
  await dialog.locator('button[type="submit"]').click();
  await expect(dialog.getByRole("alert")).toContainText("Changed by somebody else");
  await dialog.getByRole("button", { name: "Leave it as it is" }).click();
  expect((await read()).control.pools["quick-look"]).toMatchObject({ batchSize: 2, isPaused: false });
});

test("W6 A2: an image in quarantine says why and since when; only an operator releases it, and the log tells", async ({
  page,
}) => {
  const job = sampleJob();
  const message = "it ended its worker 3 times";
  // Old enough that a minute more or less of the test changes no word.
  const atMs = Date.now() - 73.5 * 3600_000;
  const put = { job, queue: job.pool, code: "crash", message, attempts: 3, worker: "w-0", atMs };
  await quarantineStore(redis).put(put);
  const row = page.locator(`[data-quarantined="${job.id}"]`);
  const release = row.getByRole("button", { name: "Release" });
  await enterAs(page, "vera");
  await page.goto(`${origin}/workers`);
  await expect(row).toContainText(message);
  await expect(row).toContainText("3 attempts, set aside 3 d 1 h ago");
  await expect(row).toContainText(`${job.camera} ${job.exposureId} ${job.detector}`);
  await expect(release).toHaveCount(0);
  await expect(page.getByTestId("quarantine")).toContainText("needs the role operator");
  expect(await seriousTroubles(page)).toEqual([]);

  await enterAs(page, "olga");
  await page.goto(`${origin}/workers`);
  await release.click();
  await confirm(page, "the file is mended");
  await expect(row).toHaveCount(0);
  await expect(page.getByTestId("quarantine")).toContainText("None is set aside");
  expect(await newest()).toMatchObject({
    action: "quarantine:release",
    target: job.id,
    reason: "the file is mended",
    actor: { name: "olga", role: "operator" },
  });
});

test("A2: control on a phone, and axe in any theme", async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 390, height: 844 });
  await enterAs(page, "olga");
  await expect(pool(page)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
  expect(await seriousTroubles(page)).toEqual([]);
});
