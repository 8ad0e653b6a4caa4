/** V1: old links into RubinTV in a browser. */
import { expect, test } from "@playwright/test";

test("V1: an old link opens the page that shows the same here", async ({ page }) => {
  await page.goto("/rubintv/usdf/lsstcam/date/2025-11-01?seq_num=3,4");
  await expect(page).toHaveURL(/\/LSSTCam\/20251101\?q=seq/);
  await expect(page.getByTestId("empty-night")).toContainText("2025-11-01");
  await page.goto("/rubintv/summit/auxtel/current/monitor");
  await expect(page).toHaveURL("/LATISS/current?channels=monitor");
  await page.goto("/rubintv/summit/lsstcam/mosaic?headerless=true");
  await expect(page).toHaveURL("/LSSTCam/current?headerless=true");
});

test("V1: what was no page of RubinTV answers 404", async ({ request }) => {
  for (const path of ["/rubintv/nowhere", "/rubintv/usdf/nocam", "/rubintv/usdf/lsstcam/event?key=x"]) {
    expect((await request.get(path, { maxRedirects: 0 })).status()).toBe(404);
  }
});
