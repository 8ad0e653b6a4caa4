/** SPEC G1…G6: the night's plots in a real browser, on made-up nights of LSSTCam. */
import { expect, type Locator, type Page, test } from "@playwright/test";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { serveNight } from "../fixtures/serve-night.ts";
import { syntheticDayObs, syntheticExposure, syntheticNight } from "../fixtures/synthetic-night.ts";

const home = `/LSSTCam/${syntheticDayObs}`;
const words = (page: Page) => new URL(page.url()).searchParams;
const plots = (page: Page) => page.getByTestId("night-plots");
const plotted = (page: Page) =>
  page.locator("[data-plot]").evaluateAll((list) => list.map((each) => each.getAttribute("data-plot")));
const chosenRows = (page: Page) => page.locator('tr[aria-selected="true"]');

async function open(page: Page, exposures: readonly ExposureSummary[] | number, query = "") {
  const night = syntheticNight(typeof exposures === "number" ? exposures : 0);
  const served = await serveNight(
    page,
    typeof exposures === "number" ? night : { ...night, exposures: [...exposures] },
  );
  await page.goto(`${home}${query}`);
  await expect(plots(page).locator("figure").first()).toBeVisible({ timeout: 30_000 });
  return served;
}

/** How many dots of a plot are drawn, or how many of them as chosen. */
async function dots(plot: Locator, only = ""): Promise<number> {
  const counts = await plot
    .locator(`path[data-count]${only}`)
    .evaluateAll((list) => list.map((path) => Number(path.getAttribute("data-count"))));
  return counts.reduce((sum, count) => sum + count, 0);
}
const chosenDots = (plot: Locator) => dots(plot, '[data-chosen="true"]');

/** Drags on an element between two places, in parts of its size. */
async function drag(page: Page, on: Locator, from: [number, number], to: [number, number]): Promise<void> {
  await on.scrollIntoViewIfNeeded();
  const box = await on.boundingBox();
  if (!box) throw new Error("There is nothing to drag on.");
  const at = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

test("G1: plots are added, ordered and removed, and the address keeps the choice", async ({ page }) => {
  await open(page, 60);
  await expect.poll(() => plotted(page)).toEqual(["psf_fwhm", "sky_bg", "star_e_median"]);
  await page.getByRole("button", { name: "Choose the plots" }).click();
  const menu = page.getByTestId("plot-menu");
  await menu.getByLabel("Search what can be plotted").fill("airmass");
  await menu.getByRole("button", { name: /^\+ Airmass/i }).click();
  await expect.poll(() => plotted(page)).toEqual(["psf_fwhm", "sky_bg", "star_e_median", "airmass"]);
  await menu.locator('[data-plot-key="airmass"]').getByRole("button", { name: /up$/ }).click();
  await menu
    .locator('[data-plot-key="sky_bg"]')
    .getByRole("button", { name: /^Remove/ })
    .click();
  await expect.poll(() => words(page).get("plots")).toBe("psf_fwhm,airmass,star_e_median");
  await page.keyboard.press("Escape");
  await page.getByRole("radio", { name: "seq" }).click();
  await page.reload();
  await expect.poll(() => plotted(page)).toEqual(["psf_fwhm", "airmass", "star_e_median"]);
  await expect(page.getByRole("radio", { name: "seq" })).toBeChecked();
});

test("G1: a missing value is not drawn, and bands differ by symbol", async ({ page }) => {
  const night = syntheticNight(240);
  await open(page, 240, "?plots=psf_fwhm");
  const known = night.exposures.filter(({ metrics }) => typeof metrics["psf_fwhm"] === "number");
  expect(known.length).toBeLessThan(240);
  const plot = page.locator('[data-plot="psf_fwhm"]');
  expect(await dots(plot)).toBe(known.length);
  const shapes = await plot.locator("path[data-band]").evaluateAll((list) =>
    // The first symbol without its place: how it is drawn from there.
    list.map(
      (path) =>
        path
          .getAttribute("d")
          ?.replace(/^M[\d. -]+/, "")
          .split("M")[0],
    ),
  );
  expect(shapes.length).toBeGreaterThanOrEqual(6);
  expect(new Set(shapes).size).toBe(6);
});

test("G1: nothing, one exposure, and exposures without the value are told apart", async ({ page }) => {
  const one = syntheticExposure(7);
  await open(page, [one], "?plots=sky_bg,psf_fwhm&scatter=airmass,psf_fwhm,sky_bg&hist=sky_bg");
  expect(await dots(page.locator('[data-plot="sky_bg"]'))).toBe(1);
  await expect(page.getByTestId("histogram").locator("[data-bin]")).toHaveCount(1);
  const blank = { ...one, metrics: { sky_bg: 1, psf_fwhm: null } };
  await page.unrouteAll();
  await open(page, [blank], "?plots=psf_fwhm&scatter=airmass,psf_fwhm,sky_bg&hist=psf_fwhm");
  await expect(page.locator('[data-plot="psf_fwhm"]')).toContainText("no values yet");
  await expect(page.getByTestId("scatter")).toContainText("No exposure has both values");
  await expect(page.getByTestId("histogram")).toContainText("No exposure has this value");
});

test("G2: one line runs through all plots; it is held by a click and a key, and a point opens its exposure", async ({
  page,
}) => {
  await open(page, 60);
  const box = await plots(page).boundingBox();
  if (!box) throw new Error("no plots");
  const crosshair = page.getByTestId("crosshair");
  await page.mouse.move(box.x + box.width / 2, box.y + 2);
  await expect(crosshair).toHaveAttribute("data-held", "false");
  await page.mouse.click(box.x + box.width / 2, box.y + 2);
  await expect(crosshair).toHaveAttribute("data-held", "true");
  const text = await page.getByTestId("readout").textContent();
  await page.mouse.move(box.x + box.width / 4, box.y + 2);
  expect(await page.getByTestId("readout").textContent()).toBe(text);
  await page.keyboard.press("l");
  await page.mouse.move(box.x + box.width / 4, box.y + 4);
  await expect(page.getByTestId("readout")).not.toHaveText(text ?? "");

  await plots(page).focus();
  await page.mouse.move(5, 5);
  await page.keyboard.press("Home");
  await expect(page.getByTestId("readout")).toContainText("#1");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press(" ");
  await expect(crosshair).toHaveAttribute("data-held", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${home}/2$`));
});

test("G2: a click on a point opens its exposure", async ({ page }) => {
  await open(page, 1, "?plots=sky_bg");
  // The only point: in the middle of the axes, by the crosshair across and by its path up.
  const at = await page.locator('[data-plot="sky_bg"] path[data-count]').boundingBox();
  if (!at) throw new Error("no point");
  await page.mouse.click(at.x + at.width / 2, at.y + at.height / 2);
  await expect(page).toHaveURL(new RegExp(`${home}/1$`));
});

test("G3: a range on a plot marks its exposures in every plot and in the table, and Esc lets go", async ({ page }) => {
  await open(page, 60, "?x=seq&plots=psf_fwhm,sky_bg&scatter=airmass,exp,psf_fwhm&hist=airmass&cols=seq,psf_fwhm");
  await drag(page, plots(page), [0.4, 0.3], [0.6, 0.5]);
  await expect.poll(() => words(page).get("sel")).toMatch(/^\d+-\d+$/);
  const [from = 0, to = 0] = (words(page).get("sel") ?? "").split("-").map(Number);
  expect(from).toBeGreaterThan(15);
  expect(to).toBeLessThan(45);
  const count = to - from + 1;
  await expect(page.getByTestId("plot-selection")).toContainText(`${count} selected`);
  const isIn = ({ seqNum }: ExposureSummary) => seqNum >= from && seqNum <= to;
  const inside = syntheticNight(60).exposures.filter(isIn);
  for (const key of ["psf_fwhm", "sky_bg"]) {
    const known = inside.filter(({ metrics }) => typeof metrics[key] === "number").length;
    expect(await chosenDots(page.locator(`[data-plot="${key}"]`))).toBe(known);
  }
  await expect.poll(() => chosenDots(page.getByTestId("scatter"))).toBe(count);
  await page
    .locator(`tr[data-seq="${to}"]`)
    .scrollIntoViewIfNeeded()
    .catch(() => undefined);
  await expect(chosenRows(page).first()).toBeAttached();
  await page.getByTestId("plot-selection").scrollIntoViewIfNeeded();
  await page.keyboard.press("Escape");
  await expect.poll(() => words(page).get("sel")).toBeNull();
  await expect(chosenRows(page)).toHaveCount(0);
  expect(await chosenDots(page.locator('[data-plot="sky_bg"]'))).toBe(0);
});

test("G3: rows that are chosen in the table stand out in the plots; Shift and arrows select in a plot", async ({
  page,
}) => {
  await open(page, 40, "?x=seq&plots=airmass&cols=seq,psf_fwhm");
  await page.locator('tr[data-seq="40"]').click({ modifiers: ["Control"] });
  await page.locator('tr[data-seq="37"]').click({ modifiers: ["Shift"] });
  await expect.poll(() => chosenDots(page.locator('[data-plot="airmass"]'))).toBe(4);
  await plots(page).focus();
  await page.keyboard.press("Home");
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => words(page).get("sel")).toBe("1-5");
  await expect.poll(() => chosenDots(page.locator('[data-plot="airmass"]'))).toBe(5);
});

test("G4: what is selected can be kept as the filter, joined to the one that stands; plots then show only that", async ({
  page,
}) => {
  await open(page, 60, "?x=seq&plots=airmass&q=seq+>+2&band=u&sel=10-14,20");
  await page.getByTestId("plot-selection").getByRole("button", { name: "keep only these" }).click();
  await expect.poll(() => words(page).get("q")).toBe("seq between 10 and 14 or seq in (20)");
  await expect(page.getByTestId("row-count")).toHaveText("6 of 60");
  await expect.poll(() => dots(page.locator('[data-plot="airmass"]'))).toBe(6);
  await expect(plots(page).locator("..")).toContainText("without 54 exposures that the filter hides");
});

test("G5: a scatter plot of any two by a third; a box on it selects, its legend has a unit", async ({ page }) => {
  await open(page, 120, "?cols=seq,psf_fwhm");
  await page.getByRole("button", { name: "scatter" }).click();
  const scatter = page.getByTestId("scatter");
  const known = syntheticNight(120).exposures.filter(({ metrics }) => typeof metrics["psf_fwhm"] === "number").length;
  await expect.poll(() => dots(scatter)).toBe(known);
  const panel = page.getByRole("region", { name: "Scatter" });
  await panel.getByLabel(/^colour/).selectOption("psf_fwhm");
  await panel.getByLabel(/^up/).selectOption("sky_bg");
  await expect.poll(() => words(page).get("scatter")).toBe("airmass,sky_bg,psf_fwhm");
  await expect(panel.locator("figcaption")).toContainText(/FWHM, arcsec/);
  await expect(panel.getByTestId("scatter-notes")).toContainText(/without one of the two values/);
  await drag(page, scatter, [0.3, 0.1], [0.7, 0.85]);
  await expect.poll(() => words(page).get("sel")).not.toBeNull();
  await expect.poll(() => chosenDots(scatter)).toBeGreaterThan(0);
  const chosen = await chosenDots(scatter);
  expect(chosen).toBeLessThan(await dots(scatter));
  await expect(page.getByTestId("chosen")).toContainText(`${chosen} chosen`);
  await panel.getByRole("button", { name: /^Close/ }).click();
  await expect(scatter).toHaveCount(0);
});

test("G6: a column's menu opens its histogram, whose bins select by pointer and by keyboard", async ({ page }) => {
  await open(page, 120, "?cols=seq,band,psf_fwhm&plots=psf_fwhm");
  await page.locator('th[data-col="psf_fwhm"] button').first().click({ button: "right" });
  await page.getByTestId("column-menu").getByRole("button", { name: "histogram" }).click();
  const histogram = page.getByTestId("histogram");
  const values = syntheticNight(120).exposures.flatMap(({ metrics }) => metrics["psf_fwhm"] ?? []);
  const counts = () =>
    histogram.locator("[data-bin]").evaluateAll((list) => list.map((bin) => Number(bin.getAttribute("data-count"))));
  await expect.poll(async () => (await counts()).reduce((sum, count) => sum + count, 0)).toBe(values.length);
  await expect(page.getByTestId("histogram-notes")).toContainText(`${120 - values.length} without a value`);
  await histogram.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const [first = 0, second = 0] = await counts();
  await expect(page.getByTestId("plot-selection")).toContainText(`${first} selected`);
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.getByTestId("plot-selection")).toContainText(`${first + second} selected`);
  await expect.poll(() => chosenDots(page.locator('[data-plot="psf_fwhm"]'))).toBe(first + second);
  await drag(page, histogram, [0.01, 0.3], [0.999, 0.4]);
  await expect(page.getByTestId("plot-selection")).toContainText(`${values.length} selected`);
});

test("G1: a night of 1,500 exposures with all kinds of plots; a new exposure appears in each", async ({ page }) => {
  const { push } = await open(page, 1500, "?plots=psf_fwhm,airmass&scatter=airmass,exp,psf_fwhm&hist=airmass");
  await expect.poll(() => dots(page.locator('[data-plot="airmass"]'))).toBe(1500);
  await expect.poll(() => dots(page.getByTestId("scatter"))).toBe(1500);
  await push(syntheticExposure(1501));
  await expect.poll(() => dots(page.locator('[data-plot="airmass"]'))).toBe(1501);
  await expect.poll(() => dots(page.getByTestId("scatter"))).toBe(1501);
});

test("G7: every detector of a night on one canvas: drawn, pointed at, selected, and linked to the table", async ({
  page,
}) => {
  const exposures = syntheticNight(1000).exposures;
  const exposureIds = exposures.map(({ exposureId }) => exposureId).reverse();
  const detectors = Array.from({ length: 189 }, (_, at) => `D${at}`);
  const values = exposureIds.flatMap((_, row) =>
    detectors.map((_, at) => ((row + at) % 50 === 0 ? null : 1 + 0.1 * Math.sin(row / 60) + ((at * 37) % 189) / 900)),
  );
  const measured = values.filter((value) => value !== null).length;
  const body = { camera: "LSSTCam", dayObs: syntheticDayObs, metric: "psf_fwhm", exposureIds, detectors, values };
  await page.route("**/detectors?metric=psf_fwhm", (route) => route.fulfill({ json: body }));
  await open(page, 1000, "?x=seq&plots=airmass&cols=seq,band");
  await page.getByRole("button", { name: "detectors", exact: true }).click();
  const plot = page.getByTestId("detectors-plot");
  await expect(plot.locator("canvas")).toBeVisible();
  const notes = page.getByTestId("detectors-notes");
  await expect(notes).toContainText(`${measured.toLocaleString("en-US").replaceAll(",", "\u202f")} values`);
  const inked = await plot.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
    const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let count = 0;
    for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 0) count += 1;
    return count / (canvas.width * canvas.height);
  });
  expect(inked).toBeGreaterThan(0.3);
  await plot.scrollIntoViewIfNeeded();
  const over = plot.locator(".u-over");
  const box = await over.boundingBox();
  if (!box) throw new Error("no plot");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect(notes).toContainText(/#\d+ D\d+ \d\.\d+ arcsec/);
  await drag(page, over, [0.4, 0.4], [0.6, 0.6]);
  await expect.poll(() => words(page).get("sel")).toMatch(/^\d+-\d+$/);
  const [from = 0, to = 0] = (words(page).get("sel") ?? "").split("-").map(Number);
  expect(to - from).toBeGreaterThan(150);
  expect(to - from).toBeLessThan(250);
  await expect.poll(() => chosenDots(page.locator('[data-plot="airmass"]'))).toBe(to - from + 1);
});

test("T7: limits stand in scatter plot and histogram, one line for all or one for each band, and in words", async ({
  page,
}) => {
  await open(page, 400, "?scatter=psf_fwhm_px,psf_fwhm,sky_bg&hist=psf_fwhm");
  const scatter = page.getByTestId("scatter");
  const all = scatter.locator("[data-limit=warn]:not([data-bands])");
  await expect(all).toHaveCount(1);
  await expect(all).toHaveAttribute("data-at", "2");
  // 400 exposures are of all six bands, each of which has a warning and an error of its own.
  await expect(scatter.locator("[data-limit=warn][data-bands]")).toHaveCount(6);
  await expect(scatter.locator('[data-limit=error][data-bands="u"]')).toHaveAttribute("data-at", "1.62");
  await expect(scatter.locator("[data-limit=error] path").first()).not.toHaveAttribute("stroke-dasharray", /./);
  await expect(scatter.locator("[data-limit=warn] path").first()).toHaveAttribute("stroke-dasharray", "6 4");
  const panel = page.getByRole("region", { name: "Scatter" });
  await expect(panel.getByTestId("plot-limits")).toHaveText([
    "Limits of FWHM, px: ▲ warning below 2",
    /^Limits of FWHM, arcsec: ▲ warning above 1\.15 \(u\), 1\.09 \(g\).* · ■ error above 1\.62 \(u\)/,
  ]);
  const histogram = page.getByRole("region", { name: /^Histogram/ });
  await expect(histogram.locator('[data-limit=warn][data-bands="u"]')).toHaveAttribute("data-at", "1.15");
  await expect(histogram.getByTestId("plot-limits")).toContainText("■ error above 1.62 (u)");
});
