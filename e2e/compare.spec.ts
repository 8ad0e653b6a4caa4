/** SPEC F3…F6: the focal plane by amplifier and the comparison of two exposures, on made-up exposures of LSSTCam. */
import { expect as anyExpect, type Page, test } from "@playwright/test";
import { colorAt, fractionOf, scales, valueRange } from "#app/focal-plane/color-scale.ts";
import type { ExposureDetail } from "#contracts/exposure.ts";
import { serveNight } from "../fixtures/serve-night.ts";
import { serveExposures, syntheticAmps, syntheticDetail } from "../fixtures/synthetic-exposure.ts";
import { syntheticDayObs, syntheticNight } from "../fixtures/synthetic-night.ts";
import { seriousTroubles } from "./serious-troubles.ts";

// A page of three thousand cells takes its time on a machine that does much else.
const expect = anyExpect.configure({ timeout: 30_000 });
test.setTimeout(180_000);

const home = `/LSSTCam/${syntheticDayObs}`;
const own = syntheticDetail(97, { failed: ["R30_S12"] });
const other = syntheticDetail(96);
const arriving = syntheticDetail(95, { pending: ["R22_S01", "R10_S00"] });
const words = (page: Page) => new URL(page.url()).searchParams;

async function open(page: Page, query: string, details: readonly ExposureDetail[] = [own, other, arriving]) {
  await serveNight(page, syntheticNight(120));
  const served = await serveExposures(page, details);
  await page.goto(`${home}/97${query}`);
  await expect(page.getByTestId("focal-plane").or(page.getByTestId("comparison")).first()).toBeVisible();
  return served;
}

const detectorButton = (page: Page, detector: string) => page.locator(`g[data-detector="${detector}"]`).first();
const pointed = (page: Page) => page.getByTestId("plane-pointed").first();

/** The colour of the canvas in the middle of a part of a detector's place, x and y from its upper left corner. */
async function colorIn(page: Page, detector: string, xPart: number, yPart: number): Promise<string> {
  const box = await detectorButton(page, detector).boundingBox();
  if (!box) throw new Error(`${detector} is not drawn`);
  return page
    .getByTestId("amplifier-map")
    .first()
    .evaluate(
      (canvas: HTMLCanvasElement, { x, y }) => {
        const area = canvas.getBoundingClientRect();
        const ratio = canvas.width / area.width;
        const data = canvas.getContext("2d")?.getImageData((x - area.x) * ratio, (y - area.y) * ratio, 1, 1).data ?? [];
        return `#${[...data]
          .slice(0, 3)
          .map((channel) => channel.toString(16).padStart(2, "0"))
          .join("")}`;
      },
      { x: box.x + xPart * box.width, y: box.y + yPart * box.height },
    );
}

test("F3: every amplifier is drawn in its place in the colour of its value, from one answer", async ({ page }) => {
  await page.setViewportSize({ width: 1600, height: 1100 });
  const { ampRequests } = await open(page, "?metric=amp.overscan_median&detector=R10_S11");
  const amps = syntheticAmps(own);
  const values = amps.values.overscan_median ?? [];
  await expect(page.getByTestId("focal-plane")).toHaveAttribute("data-level", "amplifier");
  await expect(page.getByTestId("amplifier-map")).toBeVisible();
  await expect(page.getByText("the amplifiers are being read")).toHaveCount(0);
  const range = valueRange(values.flatMap((value) => value ?? []));
  if (range === null) throw new Error("no values");
  for (const detector of ["R22_S00", "R01_S01", "R43_S20"]) {
    const from = amps.detectors.findIndex((each) => each.detector === detector) * 16;
    // Segment10 is at the upper left, Segment07 at the lower right; the middle of each is away from its border.
    for (const [at, x, y] of [
      [0, 1 / 16, 0.25],
      [7, 15 / 16, 0.25],
      [8, 15 / 16, 0.75],
      [15, 1 / 16, 0.75],
    ] as const) {
      const color = colorAt(scales.cividis, fractionOf(range, values[from + at] ?? Number.NaN));
      expect(await colorIn(page, detector, x, y), `${detector} ${at}`).toBe(color);
    }
  }
  expect(ampRequests).toHaveLength(1);
});

test("F3: what a cell is can be pointed at, walked to and read in a table; a click leads to its detector", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1600, height: 1100 });
  await open(page, "?metric=amp.read_noise&detector=R22_S11");
  const place = await detectorButton(page, "R22_S11").boundingBox();
  if (!place) throw new Error("no detector");
  await page.mouse.move(place.x + (place.width * 15) / 16, place.y + place.height / 4);
  await expect(pointed(page)).toContainText("R22_S11 Segment17: Read noise 40.00 e⁻");
  await expect(page.getByRole("tooltip")).toContainText("R22_S11 Segment17");
  await page.mouse.move(place.x + place.width / 16, place.y + place.height / 4);
  await expect(pointed(page)).toContainText(
    "R22_S11 Segment10: no value, neither the header nor the camera's data say",
  );
  await expect(page.getByTestId("plane-missing")).toContainText(
    "neither the header nor the camera's data say the gain (1)",
  );
  await page.mouse.move(2, 2);

  await detectorButton(page, "R22_S11").focus();
  await page.keyboard.press("ArrowRight");
  await expect(pointed(page)).toContainText("R22_S11 Segment10");
  await page.keyboard.press("ArrowRight");
  await expect(pointed(page)).toContainText("R22_S11 Segment11: Read noise");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(pointed(page)).toContainText("R22_S10 Segment17");
  await expect(page).toHaveURL(/\/97\?/);
  await page.keyboard.press("Enter");
  await expect.poll(() => words(page).get("detector")).toBe("R22_S10");
  await detectorButton(page, "R30_S10").click();
  await expect.poll(() => words(page).get("detector")).toBe("R30_S10");

  await page.getByTestId("plane-table").getByText("The same as a table").click();
  const row = page.locator('[data-row="R22_S11"]');
  await expect(row.locator("td")).toHaveCount(16);
  await expect(row.locator("td").nth(7)).toHaveText("40.00");
  await expect(row.locator("td").first()).toContainText("say the gain");
  await expect(page.locator('[data-row="R30_S12"]')).toContainText("The file ends early");
});

test("F3: one control chooses the metric and its level, and the address keeps it", async ({ page }) => {
  const { ampRequests } = await open(page, "");
  expect(ampRequests).toHaveLength(0);
  await page.getByRole("button", { name: /^Shown on the focal plane/ }).click();
  await page.locator('[data-word="amp.gain"]').click();
  await expect.poll(() => words(page).get("metric")).toBe("amp.gain");
  await expect(page.getByTestId("focal-plane")).toHaveAttribute("data-metric-key", "gain");
  await page.getByRole("button", { name: /^Shown on the focal plane: Gain/ }).click();
  await page.locator('[data-word="sky_bg"]').click();
  await expect(page.getByTestId("focal-plane")).toHaveAttribute("data-level", "detector");
  await expect(detectorButton(page, "R30_S12")).toHaveAccessibleName(/The file ends early/);
});

test("F4: the other exposure is chosen by key, by band, by number and by night, and the sides change", async ({
  page,
}) => {
  await open(page, "");
  await page.keyboard.press("c");
  await expect.poll(() => words(page).get("with")).toBe(`${syntheticDayObs}.96`);
  await expect(page.getByTestId("comparison")).toBeVisible();
  await page.getByLabel("number, or night and number").fill("95");
  await page.keyboard.press("Enter");
  await expect.poll(() => words(page).get("with")).toBe(`${syntheticDayObs}.95`);
  await page.getByLabel("number, or night and number").fill("nonsense");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("compare-picker").getByRole("alert")).toContainText("names no exposure");
  await page.getByRole("button", { name: /previous in r/ }).click();
  await expect.poll(() => words(page).get("with")).toBe(`${syntheticDayObs}.96`);
  await page.keyboard.press("x");
  await expect(page).toHaveURL(new RegExp(`${home}/96\\?with=${syntheticDayObs}\\.97`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("#96 compared with #97");
  await page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(() => words(page).get("with")).toBe(`${syntheticDayObs}.96`);
  await page.keyboard.press("Escape");
  await expect.poll(() => words(page).get("with")).toBeNull();
});

test("F5: every metric has both values, their difference and a verdict, and the maps have one scale", async ({
  page,
}) => {
  await open(page, `?with=${syntheticDayObs}.96&metric=amp.overscan_median`);
  const table = page.getByTestId("compare-metrics");
  await expect(table).toBeVisible();
  for (const [key, value] of Object.entries(own.metrics)) {
    const its = other.metrics[key] ?? null;
    const row = table.locator(`[data-metric="${key}"]`).first();
    if (value === null && its === null) {
      await expect(table.locator(`tr[data-metric="${key}"]`)).toHaveCount(0);
      continue;
    }
    await expect(row.locator("td [data-metric]").first()).toHaveAttribute("data-value", String(value ?? ""));
    await expect(row.locator("td [data-metric]").nth(1)).toHaveAttribute("data-value", String(its ?? ""));
    if (value === null || its === null) await expect(row).toHaveAttribute("data-verdict", "one-only");
  }
  await expect(page.getByTestId("compare-facts")).toContainText("MC_O_20261121_000096");
  const legends = page.getByTestId("plane").locator("figcaption");
  expect(await legends.first().textContent()).toBe(await legends.nth(1).textContent());
  await expect(page.getByTestId("amplifier-map")).toHaveCount(3);
  await detectorButton(page, "R22_S11").hover();
  const third = page.getByTestId("plane-difference").getByTestId("plane-pointed");
  await expect(third).toContainText(/R22_S11 Segment\d\d: Bias level [+−]/);
});

test("F5: an exposure that arrives, is unknown, or cannot be read as one is told as such", async ({ page }) => {
  await open(page, "?with=95");
  await expect(page.locator('[data-side="other"]')).toContainText("partial");
  await expect(page.getByTestId("plane-difference").getByTestId("plane-missing")).toContainText(
    "in the second: queued",
  );
  await page.goto(`${home}/97?with=99999`);
  await expect(page.getByTestId("other-missing")).toContainText("LSSTCam has no exposure 99999");
  await page.goto(`${home}/97?with=tomorrow`);
  await expect(page.getByTestId("other-missing")).toContainText("“tomorrow”");
});

test("F4: two rows that are chosen in the table lead to their comparison", async ({ page }) => {
  await serveNight(page, syntheticNight(120));
  await serveExposures(page, [own, other]);
  await page.goto(`${home}?sel=96-97`);
  await page.getByTestId("plot-selection").getByRole("link", { name: "compare" }).click();
  await expect(page).toHaveURL(new RegExp(`${home}/97\\?with=${syntheticDayObs}\\.96`));
  await expect(page.getByTestId("comparison")).toBeVisible();
});

test("F6: the exposure is shown elsewhere, and its dataId can be copied", async ({ page }) => {
  await open(page, "");
  const link = page.getByRole("link", { name: /Full field of view/ });
  await expect(link).toHaveAttribute("href", /embargo:raw:2026112100097$/);
  await page.keyboard.press("d");
  await expect(page.getByRole("status").filter({ hasText: "DataId for 97 copied" })).toBeVisible();
});

for (const query of ["?metric=amp.read_noise", `?with=${syntheticDayObs}.96`]) {
  test(`axe finds nothing serious at ${query} in any theme, and a phone has room`, async ({ page }) => {
    await open(page, query);
    // Three thousand cells as a table take axe minutes; those of the detectors are made the same way.
    if (!query.includes("amp.")) await page.getByTestId("plane-table").first().getByText("The same as a table").click();
    expect(await seriousTroubles(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
      .toBeLessThanOrEqual(0);
  });
}
