/** V9: the newest exposure is read without a script, and the page that comes after it shows the same number. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { plainFrame } from "../fixtures/plain-frame.ts";
import { ownFolder } from "./own-folder.ts";

const dir = ownFolder("poor-link");
const identity = { camera: "PoorCam", dayObs: 20260901, seqNum: 7, exposureId: 2026090100007, detector: "main" };

test("V9: the numbers come with the first bytes, and stay when the page takes over", async ({ browser, request }) => {
  const path = join(dir.path, "7.fits");
  writeFileSync(path, plainFrame({ widthPx: 128, heightPx: 128, seed: 7 }));
  const data = { type: "image-arrived", v: 1, ...identity, uri: `file://${path}` };
  expect((await request.post("/api/ingest", { data })).status()).toBe(202);
  const night = `/api/cameras/${identity.camera}/nights/${identity.dayObs}`;
  await expect.poll(async () => (await (await request.get(night)).json()).exposures[0].state).toBe("complete");

  const scriptless = await browser.newContext({ javaScriptEnabled: false });
  const page = await browser.newPage();
  const glance = await scriptless.newPage();
  for (const address of [`/${identity.camera}`, `/${identity.camera}/current`, `/${identity.camera}/20260901`]) {
    await glance.goto(address);
    await expect(glance.getByTestId("glance")).toContainText("#7");
    const sky = await glance.locator("[data-metric=sky_bg]").first().textContent();
    await page.goto(address);
    await expect(page.getByTestId("latest-exposure")).toContainText("#7");
    await expect(page.locator("[data-metric=sky_bg]").first()).toHaveText(sky ?? "");
  }
  await scriptless.close();
  await page.close();
});

test("V9: the night comes with the scripts, and only once", async ({ page }) => {
  const path = `/api/cameras/${identity.camera}/nights/${identity.dayObs}`;
  const asked: string[] = [];
  page.on("request", (request) => new URL(request.url()).pathname === path && asked.push(request.url()));
  await page.goto(`/${identity.camera}/${identity.dayObs}`, { waitUntil: "commit" });
  await expect(page.locator(`link[rel=preload][as=fetch][href="${path}"]`)).toBeAttached();
  await expect(page.locator("tr[data-seq]").first()).toBeVisible();
  await expect(page.locator("[data-live=live]").first()).toBeVisible();
  expect(asked).toHaveLength(1);
});

test("V9: nobody outside tells a page what it shows", async ({ request }) => {
  const forged = { v: 1, camera: "PoorCam", dayObs: 20260901, seqNum: 31_337, state: "complete", done: 1, expected: 1 };
  const more = { band: null, exposureTimeS: null, imageType: null, measuredSeqNum: null, values: [] };
  const headers = { "x-firstlook-glance": encodeURIComponent(JSON.stringify({ ...forged, ...more })) };
  for (const address of ["/PoorCam", "/PoorCam/20200101", "/PoorCam/current"]) {
    expect(await (await request.get(address, { headers })).text()).not.toContain("31337");
  }
});
