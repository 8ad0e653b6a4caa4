/** What an operator sees: workers, failures with reasons, and messages that could not be used. */
import { expect, test } from "@playwright/test";

const identity = { camera: "FailCam", exposureId: 2026090100001, dayObs: 20260901, seqNum: 1, detector: "main" };

test("J4 E3: a failed exposure says why, in its row, on its page and to the operator; a bad message is kept", async ({
  page,
  request,
}) => {
  await page.goto(`/${identity.camera}`);
  const uri = "file:///nowhere/missing.fits";
  expect(
    (await request.post("/api/ingest", { data: { type: "image-arrived", v: 1, ...identity, uri } })).status(),
  ).toBe(202);
  expect((await request.post("/api/ingest", { data: { a: 1 } })).status()).toBe(400);

  const row = page.locator(`table [data-exposure-id="${identity.exposureId}"]`);
  await expect(row).toHaveAttribute("data-state", "failed", { timeout: 30_000 });
  await expect(row).toContainText("failed");
  await page.goto(`/${identity.camera}/${identity.dayObs}/1`);
  await expect(page.getByText(/There is no file at/).first()).toBeVisible();

  await page.goto("/workers");
  await expect(page.locator("[data-worker]").first()).toBeVisible();
  await expect(page.getByText(/There is no file at/).first()).toBeVisible();
  await expect(page.getByText(/none of the known event shapes/).first()).toBeVisible();
  const { workers } = await (await request.get("/api/workers")).json();
  await expect(page.locator("[data-worker]")).toHaveCount(workers.length);
});

test("P4: a night without exposures, an unknown exposure and an unknown camera each say what they are", async ({
  page,
}) => {
  await page.goto("/LATISS");
  await expect(page.getByText(/no exposures/i).first()).toBeVisible();
  await page.goto(`/SimCam/20200101/7`);
  await expect(page.getByText(/no exposure|does not have|not known/i).first()).toBeVisible();
  await page.goto("/NoSuchCam");
  await expect(page.getByText(/NoSuchCam/).first()).toBeVisible();
});

test("P1: a camera that nobody knew is shown with its first image, without a reload", async ({ page, request }) => {
  const first = { ...identity, camera: "LateCam", uri: "file:///nowhere/late.fits" };
  await page.goto(`/${first.camera}/${first.dayObs}`);
  await expect(page.getByTestId("not-found")).toBeVisible();
  const data = { type: "image-arrived", v: 1, ...first };
  expect((await request.post("/api/ingest", { data })).status()).toBe(202);
  await expect(page.locator(`table [data-exposure-id="${first.exposureId}"]`)).toBeVisible({ timeout: 20_000 });
});

for (const { path, api, held } of [
  { path: "/workers", api: "**/api/workers", held: '[data-testid="keeping-up"]' },
  { path: "/admin", api: "**/api/control", held: '[data-testid="last-change"]' },
  { path: "/alerts", api: "**/api/alarms", held: "#changes" },
  { path: "/configuration", api: "**/api/configuration", held: "main table" },
  { path: "/", api: "**/api/cameras", held: "main li h2, main li a" },
]) {
  test(`P3: ${path} says that it is stale when it cannot read any more, keeps what it shows, and goes on`, async ({
    page,
  }) => {
    await page.goto(path);
    await expect(page.locator(held).first()).toBeVisible();
    const stale = page.getByRole("alert").filter({ hasText: "Stale for" });
    await expect(stale).toHaveCount(0);
    await page.route(api, (route) => route.abort());
    await expect(stale).toBeVisible({ timeout: 30_000 });
    await expect(page.locator("main")).toHaveAttribute("data-stale", "true");
    await expect(page.locator(held).first()).toBeVisible();
    // What cannot be known is not claimed.
    await expect(page.getByTestId("no-alarm")).toHaveCount(0);
    await page.unroute(api);
    await expect(stale).toHaveCount(0, { timeout: 10_000 });
  });
}
