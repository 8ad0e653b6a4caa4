/** SPEC P1, P2, P5: simulated raw frames go through the running system and appear in a real browser. */
import { expect, type Page, test } from "@playwright/test";
import { ownFolder } from "./own-folder.ts";
import { runFirstlook } from "./run-firstlook.ts";

const folder = ownFolder("night");
const dayObs = 20260901;
const exposures = 3;
const detectors = ["R22_S00", "R22_S11", "R22_S22"];

test.beforeAll(async () => {
  const pattern = detectors.join(",");
  const day = String(dayObs);
  await runFirstlook(
    ["simulate", folder.path, "--camera", "SimCam", "--exposures", String(exposures), "--detectors", pattern],
    ["--day-obs", day, "--seed", "7"],
  );
});

const rows = (page: Page) => page.locator("table [data-exposure-id]");
const night = `/SimCam/${dayObs}`;

test("P1 P5: rows appear and fill in without a reload, lead to their exposure, and show the numbers of the API", async ({
  page,
  request,
}) => {
  await page.goto(night);
  await expect(page.locator("[data-live=live]").first()).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));

  const replay = runFirstlook(["replay", folder.path, "--camera", "SimCam", "--rate", "0"], [], { isPartial: true });
  await expect(rows(page)).toHaveCount(exposures, { timeout: 30_000 });
  for (const seqNum of [1, 2, 3]) {
    const row = rows(page).and(page.locator(`[data-exposure-id="${dayObs * 100_000 + seqNum}"]`));
    await expect(row.locator("[data-metric=sky_bg]")).not.toHaveAttribute("data-value", "", { timeout: 30_000 });
  }
  await replay;
  expect(await page.evaluate(() => Reflect.get(window, "isSamePage"))).toBe(true);

  const answer = await (await request.get(`/api/cameras/SimCam/nights/${dayObs}`)).json();
  for (const { exposureId, metrics, state } of answer.exposures) {
    const row = rows(page).and(page.locator(`[data-exposure-id="${exposureId}"]`));
    await expect(row).toHaveAttribute("data-state", state);
    for (const key of ["sky_bg", "psf_fwhm"]) {
      expect(metrics[key]).toEqual(expect.any(Number));
      await expect(row.locator(`[data-metric=${key}]`)).toHaveAttribute("data-value", String(metrics[key]));
    }
  }

  const before = await rows(page).allInnerTexts();
  await page.reload();
  await expect(rows(page)).toHaveCount(exposures);
  await expect.poll(() => rows(page).allInnerTexts()).toEqual(before);
});

test("an exposure's page has its numbers, pictures, detectors and timeline; arrows walk through the night", async ({
  page,
  request,
}) => {
  await page.goto(night);
  await rows(page).first().click();
  await expect(page).toHaveURL(new RegExp(`${night}/3`));
  const exposureId = dayObs * 100_000 + 3;
  const detail = await (await request.get(`/api/cameras/SimCam/exposures/${exposureId}`)).json();
  for (const key of ["sky_bg", "sky_noise", "psf_fwhm", "star_e_median", "n_sources_5"]) {
    await expect(page.locator(`[data-metric=${key}]`).first()).toHaveAttribute(
      "data-value",
      String(detail.metrics[key]),
    );
  }
  const picture = page.getByRole("img", { name: /R22_S11/ }).first();
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  for (const detector of detectors) await expect(page.getByText(detector).first()).toBeVisible();
  for (const step of ["claimed", "done", "pushed"]) await expect(page.getByText(step).first()).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(new RegExp(`${night}/2`));
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(new RegExp(`${night}/3`));
});

test("P2 P3: a page that was away says so, and gets what it missed", async ({ page, context, request }) => {
  await page.goto(night);
  await expect(rows(page)).toHaveCount(exposures);
  // What is still connecting may connect in spite of it.
  await expect(page.locator("[data-live=live]").first()).toBeVisible();
  await context.setOffline(true);
  await expect(page.locator("[data-live=stale]").first()).toBeVisible({ timeout: 20_000 });
  await expect(rows(page)).toHaveCount(exposures);
  const event = { type: "image-arrived", v: 1, camera: "SimCam", exposureId: dayObs * 100_000 + 9, dayObs, seqNum: 9 };
  const away = { ...event, detector: "R22_S11", uri: "file:///nowhere/a.fits" };
  expect((await request.post("/api/ingest", { data: away })).status()).toBe(202);
  await context.setOffline(false);
  await expect(rows(page)).toHaveCount(exposures + 1, { timeout: 20_000 });
  await expect(page.locator("[data-live=live]").first()).toBeVisible();
});
