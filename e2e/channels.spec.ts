/** Channels of other programs in a browser: they appear as they come, in their colours, and say whose and which version. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type APIRequestContext, expect, test } from "@playwright/test";
import sharp from "sharp";
import { ownFolder } from "./own-folder.ts";
import { runFirstlook } from "./run-firstlook.ts";

const folder = ownFolder("channels");

const picture = (tone: number) =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: tone, g: 80, b: 90 } } })
    .png()
    .toBuffer();
const put = async (request: APIRequestContext, path: string, data: Buffer) => {
  const answer = await request.put(`/api/cameras/SimCam/nights/20260904/channels/${path}`, {
    data,
    headers: { "content-type": "application/octet-stream" },
  });
  expect(answer.status()).toBe(202);
};

test("K4 K5: a picture that a program puts over HTTP appears on an open page, and its correction as a new version", async ({
  page,
  request,
}) => {
  await put(request, "guide_plot/3/plot.png", await picture(10));
  await page.goto("/SimCam/20260904/3");
  const section = page.getByTestId("channels");
  await expect(section.getByRole("button", { name: "Guide plot" })).toHaveAttribute("aria-pressed", "true");
  const shown = section.getByRole("img", { name: "Guide plot of exposure 3" });
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(64);
  await put(request, "guide_plot/3/plot.png", await picture(200));
  await expect(section).toContainText("version 2, first");
  await put(request, "sky_note/3/note.txt", Buffer.from("thin cirrus in the west"));
  await section.getByRole("button", { name: "Sky note" }).click();
  await expect(section).toContainText("thin cirrus in the west");
  await expect(page).toHaveURL(/channel=sky_note/);
});

test("K1 K2: a night of the production backend's outputs is shown unchanged", async ({ page }) => {
  const night = join(folder.path, "lsstcam", "2026-09-04");
  for (const [channel, seq] of [
    ["focal_plane_mosaic", "000412"],
    ["mount", "000412"],
    ["day_movie", "final"],
  ]) {
    const into = join(night, channel ?? "", seq ?? "");
    mkdirSync(into, { recursive: true });
    writeFileSync(join(into, `lsstcam_${channel}_2026-09-04_${seq}.png`), await picture(120));
  }
  const row =
    '{"412": {"PSF FWHM": 0.83, "_PSF FWHM": "bad", "Sky mean": NaN, "ISR config": {"DISPLAY_VALUE": "📖", "doFlat": false}}}';
  writeFileSync(join(night, "metadata.json"), row);
  await runFirstlook(["channels", folder.path], []);

  await page.goto("/LSSTCam/20260904/412");
  const section = page.getByTestId("channels");
  await expect(section.getByRole("button")).toHaveText(["Post-ISR mosaic", "Mount torques"]);
  const square = section.getByRole("button", { name: "Mount torques" }).locator(".channel-square");
  await expect(square).toHaveCSS("background-color", "rgb(88, 180, 231)");
  const values = page.getByTestId("foreign-values");
  await expect(values).toContainText("■ bad 0.83");
  await expect(values.getByText("Sky mean").locator("..")).toContainText("–");
  await values.getByText("📖").click();
  await expect(values).toContainText("doFlat");

  await page.goto("/LSSTCam/20260904");
  await page.getByRole("button", { name: /The whole night/ }).click();
  await expect(page.getByRole("img", { name: /Whole Day Movie of the night/ })).toBeVisible();
});
