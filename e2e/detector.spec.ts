/** One detector in depth: its plots, its numbers with errors and its amplifiers, as the API has them. */
import { expect, test } from "@playwright/test";
import type { AmpMetrics } from "#contracts/amp.ts";
import { detectorDepth } from "#contracts/detector-depth.ts";
import { exposureDetail } from "#contracts/exposure.ts";
import { ownFolder } from "./own-folder.ts";
import { runFirstlook } from "./run-firstlook.ts";

const folder = ownFolder("detector");
const dayObs = 20260903;
const exposureId = dayObs * 100_000 + 1;
const detector = "R22_S11";

test.beforeAll(async () => {
  await runFirstlook(
    ["simulate", folder.path, "--camera", "SimCam", "--exposures", "1", "--detectors", detector],
    ["--day-obs", String(dayObs), "--seed", "11"],
  );
  await runFirstlook(["replay", folder.path, "--camera", "SimCam", "--rate", "0"], [], { isPartial: true });
});

const exposurePath = `/api/cameras/SimCam/exposures/${exposureId}`;
const ampKeys = ["overscan_median", "overscan_std", "read_noise", "amp_median", "n_saturated", "gain"] as const;

test("the plots show the API's data, in the drawing and in words", async ({ page, request }) => {
  const answer = await request.get(`${exposurePath}/detectors/${detector}`);
  const { histogram, profile, fwhmGrid, stars } = detectorDepth.parse(await answer.json()).plots;
  if (!histogram || !profile || !fwhmGrid || !stars) throw new Error(`plots are missing: ${await answer.text()}`);
  await page.goto(`/SimCam/${dayObs}/1?detector=${detector}`);

  const levels = page.locator("[data-plot=histogram]");
  await expect(levels).toContainText(`${histogram.below} below ${histogram.from}, ${histogram.above} at or above`);
  const pixels = histogram.counts.reduce((sum, count) => sum + count, histogram.below + histogram.above);
  await expect(levels.getByRole("img")).toHaveAccessibleName(
    new RegExp(`Histogram of ${pixels.toLocaleString("en").replaceAll(",", "\\s")} pixels`),
  );
  await expect(page.locator("[data-plot=profile]")).toContainText(`${profile.stars} stars`);
  const cells = page.locator("[data-plot=fwhm-grid] [data-cell]");
  await expect(cells).toHaveCount(fwhmGrid.columns * fwhmGrid.rows);
  for (const [at, fwhmPx] of fwhmGrid.fwhmPx.entries()) {
    await expect(cells.nth(at)).toHaveAttribute("data-value", String(fwhmPx ?? ""));
    await expect(cells.nth(at)).toContainText(`${fwhmGrid.stars[at]} ★`);
  }
  const whiskers = page.locator("[data-plot=ellipticity] [data-count]");
  await expect(whiskers).toHaveAttribute("data-count", String(stars.xPx.length));
});

test("numbers have their errors, and their samples beside the definition", async ({ page, request }) => {
  const { detectors } = exposureDetail.parse(await (await request.get(exposurePath)).json());
  const record = detectors.find((each) => each.detector === detector);
  if (!record) throw new Error(`exposure ${exposureId} does not have ${detector}`);
  await page.goto(`/SimCam/${dayObs}/1?detector=${detector}`);
  for (const key of ["psf_fwhm", "sky_bg", "ee50", "read_noise"]) {
    const shown = page.locator(`[data-measured=${key}]`);
    await expect(shown).toHaveAttribute("data-value", String(record.metrics[key]));
    await expect(shown.locator("[data-error]")).toHaveAttribute("data-error", String(record.errors[key]));
    await expect(shown).toContainText("±");
  }
  await expect(page.locator("[data-measured=frame_mean]")).toContainText(record.missing["frame_mean"] ?? "no reason");
  await page.locator("[data-metric=psf_fwhm]").first().click();
  await expect(page.getByTestId("definition-detector")).toContainText(`from ${record.samples["psf_fwhm"]} stars`);
});

test("J11: what the task said while it ran is in the provenance, as the API has it", async ({ page, request }) => {
  const { logs } = detectorDepth.parse(await (await request.get(`${exposurePath}/detectors/${detector}`)).json());
  const lines = logs.flatMap((log) => log.lines);
  expect(lines.join("\n")).toMatch(/read file:.*decode: \d+ × \d+ px.*background: \d+ ms.*done: \d+ metrics/s);
  await page.goto(`/SimCam/${dayObs}/1?detector=${detector}`);
  const log = page.getByTestId("job-logs");
  await expect(log).toHaveAttribute("data-lines", String(lines.length));
  await log.locator("summary").press("Enter");
  await expect(log.locator("pre")).toHaveText(lines.join("\n"));
});

test("the amplifiers' table shows the API's numbers, and folds", async ({ page, request }) => {
  const answer = await request.get(`${exposurePath}/detectors/${detector}`);
  const amps: AmpMetrics[] = detectorDepth.parse(await answer.json()).amps;
  expect(amps.length).toBeGreaterThan(1);
  await page.goto(`/SimCam/${dayObs}/1?detector=${detector}`);
  const table = page.getByTestId("amplifiers");
  await expect(table.locator("[data-amp]")).toHaveCount(amps.length);
  for (const amp of amps) {
    for (const key of ampKeys) {
      const cell = table.locator(`[data-amp="${amp.amp}"] [data-amp-value=${key}]`);
      await expect(cell).toHaveAttribute("data-value", String(amp[key] ?? ""));
    }
  }
  await table.getByRole("button", { name: /amplifiers/ }).click();
  await expect(table.locator("[data-amp]")).toHaveCount(0);
});
