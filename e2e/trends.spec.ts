/** Nights side by side, and the page of alarms. */
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { trendsAnswer } from "#contracts/night-summary.ts";
import { ownFolder } from "./own-folder.ts";
import { runFirstlook } from "./run-firstlook.ts";

const folder = ownFolder("trends");
const nights = [20260801, 20260802];

test.beforeAll(async () => {
  for (const day of nights) {
    const into = join(folder.path, String(day));
    await runFirstlook(
      ["simulate", into, "--camera", "SimCam", "--exposures", "2", "--detectors", "R22_S11"],
      ["--day-obs", String(day), "--seed", String(day)],
    );
    await runFirstlook(["replay", into, "--camera", "SimCam", "--rate", "0"], [], { isPartial: true });
  }
});

test("G10 P5 T7: a metric's medians stand by night and band, drawn and as the API's numbers", async ({
  page,
  request,
}) => {
  const answer = trendsAnswer.parse(await (await request.get("/api/cameras/SimCam/trends?nights=366")).json());
  const ours = answer.nights.filter(({ dayObs }) => nights.includes(dayObs));
  expect(ours.map(({ dayObs }) => dayObs)).toEqual(nights);
  await page.goto("/SimCam/trends?nights=366");
  const plot = page.locator("[data-trend=sky_bg]");
  const points = answer.nights.flatMap(({ bands }) =>
    bands.flatMap((band) => band.metrics.filter(({ metric }) => metric === "sky_bg")),
  );
  await expect(plot.locator(".recharts-scatter-symbol")).toHaveCount(points.length);
  // SimCam's limits hold for all bands: a line for the warning, and both in words.
  const seeing = page.locator("[data-trend=psf_fwhm]");
  await expect(seeing.getByTestId("plot-limits")).toHaveText(
    "Limits of FWHM, arcsec: ▲ warning above 1.2 · ■ error above 1.8",
  );
  await expect(plot.getByTestId("plot-limits")).toHaveCount(0);
  const link = page.getByRole("link", { name: "2026-08-02" }).first();
  await link.click();
  await expect(page).toHaveURL(/\/SimCam\/20260802$/);
});

test("P4: without alarms the page says that none stands, as long as somebody watches", async ({ page }) => {
  await page.goto("/alerts");
  await expect(page.getByRole("heading", { name: "Alarms" })).toBeVisible();
  await expect(page.getByTestId("nobody-watches")).toHaveCount(0);
});
