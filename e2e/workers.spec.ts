/** The operators' page: every state of workers and other processes, told apart in words, on a desk and on a phone. */
import { expect, type Page, test } from "@playwright/test";
import { type WorkersAnswer, workersAnswer } from "../contracts/workers-answer.ts";
import { sampleWorkers } from "../fixtures/sample-workers.ts";
import { seriousTroubles } from "./serious-troubles.ts";

async function open(page: Page, answer: WorkersAnswer, search = ""): Promise<void> {
  await page.route("**/api/workers", (route) => route.fulfill({ json: answer }));
  await page.goto(`/workers${search}`);
  await expect(page.getByTestId("keeping-up")).toBeVisible();
}
const isTooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

test("W8: what runs tells its version, its start, its memory and its clock; a process that dies is told as stale, and as replaced when another has its place", async ({
  page,
  request,
}) => {
  const read = async () => workersAnswer.parse(await (await request.get("/api/workers")).json());
  await page.goto("/workers");
  const { workers, processes } = await read();
  expect(workers.length).toBeGreaterThan(0);
  for (const { id, pool, ordinal, version, warmStartS } of workers) {
    const row = page.locator(`[data-worker="${id}"]`);
    await expect(row).toContainText(`${pool} #${ordinal}`);
    await expect(row).toContainText(version);
    await expect(row).toContainText(`ready in ${warmStartS?.toFixed(1)} s`);
    await expect(row).toContainText("no ceiling");
    await expect(row).toContainText("right");
  }
  for (const role of ["distributor", "gather", "web", "reconcile"]) {
    expect(processes.filter((each) => each.role === role && each.state === "alive")).toHaveLength(1);
  }
  const dying = processes.find(({ role }) => role === "gather");
  if (!dying) throw new Error("no gatherer");
  const row = page.locator(`[data-process="${dying.id}"]`);
  await expect(row).toContainText("alive");
  process.kill(dying.pid, "SIGKILL");
  await expect(row).toContainText("stale", { timeout: 20_000 });
  // Whoever started it has brought it back, as another process.
  await expect(row).toContainText("replaced", { timeout: 20_000 });
  const others = page.locator('[data-process^="gather-"][data-state="alive"]');
  await expect(others).toHaveCount(1, { timeout: 20_000 });
});

test("W8: a hundred workers are counted by state, and those that need somebody stand first", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await open(page, sampleWorkers(100));
  await expect(page.locator("[data-worker]")).toHaveCount(100);
  const states = await page
    .locator("[data-worker]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-state")));
  expect(states.slice(0, 2)).toEqual(["lost", "stale"]);
  const lost = page.locator('[data-worker][data-state="lost"]');
  await expect(lost).toContainText("lost");
  await expect(lost).toContainText("had LSSTCam 2026090100123 R22_S10");
  await expect(lost).toContainText("attempt 2 of 3");
  await expect(page.locator('[data-worker][data-state="replaced"]')).toContainText("had LSSTCam");
  await expect(page.locator("[data-worker]").last()).toHaveAttribute("data-state", "replaced");
  await expect(page.locator('[data-worker][data-state="stale"]')).toContainText("when last heard: waits for a job");
  const near = page.locator('[data-worker^="quick-look-11-"]');
  await expect(near).toContainText("88 % of 2.15 GB");
  await expect(near).toContainText("60.0 s ahead");
  await expect(page.locator('[data-worker^="quick-look-12-"]')).toContainText("0.0.9 differs");
  await expect(page.locator('[data-worker^="quick-look-10-"]')).toContainText("quick-look lane 3 of 8");

  const chips = page.getByRole("group", { name: "Workers by state" });
  await chips.getByRole("button", { name: "1 lost" }).click();
  await expect(page.locator("[data-worker]")).toHaveCount(1);
  await expect(page).toHaveURL(/state=lost/);
  await page.reload();
  await expect(page.locator("[data-worker]")).toHaveCount(1);
  await chips.getByRole("button", { name: "1 lost" }).click();
  await expect(page.locator("[data-worker]")).toHaveCount(100);
  expect(await isTooWide(page)).toBe(false);
});

test("W8: with nobody there it says what is missing, and what that means", async ({ page }) => {
  await open(page, sampleWorkers(0));
  await expect(page.getByTestId("keeping-up")).toContainText("No workers");
  await expect(page.getByText("No worker has reported")).toBeVisible();
  for (const role of ["distributor", "gather", "web", "reconcile"]) {
    await expect(page.locator(`[data-no-process="${role}"]`)).toContainText("none");
  }
  await expect(page.getByTestId("quarantine")).toContainText("None is set aside");
});

test("W8: on a phone every worker is a card, and the page does not scroll sideways", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, sampleWorkers(20));
  await expect(page.locator("li[data-worker]")).toHaveCount(20);
  await expect(page.locator('li[data-worker][data-state="lost"]')).toContainText("heard 22.0 s ago");
  expect(await isTooWide(page)).toBe(false);
  expect(await seriousTroubles(page)).toEqual([]);
});

test("W8: axe finds nothing serious among workers in every state, in any theme", async ({ page }) => {
  await open(page, sampleWorkers(16));
  expect(await seriousTroubles(page)).toEqual([]);
});
