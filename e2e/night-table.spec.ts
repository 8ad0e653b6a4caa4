/** SPEC T1…T9: the night's table in a real browser, on made-up nights of LSSTCam. */
import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { parquetReadObjects } from "hyparquet";
import { nightColumns } from "#contracts/night-table/night-columns.ts";
import { readView, shownNight } from "#contracts/night-table/night-view.ts";
import { serveNight } from "../fixtures/serve-night.ts";
import { syntheticDayObs, syntheticExposure, syntheticNight } from "../fixtures/synthetic-night.ts";

const home = `/LSSTCam/${syntheticDayObs}`;
const rows = (page: Page) => page.locator("table [data-exposure-id]");
const seqs = (page: Page) => rows(page).evaluateAll((list) => list.map((row) => Number(row.getAttribute("data-seq"))));
const header = (page: Page, key: string) => page.locator(`th[data-col="${key}"] button`).first();
const words = (page: Page) => new URL(page.url()).searchParams;
const box = (page: Page) => page.getByTestId("table-box");

async function open(page: Page, exposures: number, query = "", outside = 0) {
  const served = await serveNight(page, syntheticNight(exposures, outside));
  await page.goto(`${home}${query}`);
  await expect(rows(page).first()).toBeVisible({ timeout: 30_000 });
  return served;
}

test("T1: of 3,000 rows and 150 columns only those in view are drawn; all can be reached; Seq and header stay", async ({
  page,
}) => {
  const night = syntheticNight(3000, 30);
  const all = nightColumns({ name: "LSSTCam", pixelScaleArcsec: 0.2, limits: [] }, night.exposures).all;
  expect(all.length).toBeGreaterThanOrEqual(150);
  await open(page, 3000, `?cols=${all.map(({ key }) => key).join(",")}`, 30);
  const table = page.getByTestId("exposures");
  await expect(table).toHaveAttribute("aria-rowcount", "3001");
  await expect(table).toHaveAttribute("aria-colcount", String(all.length));
  expect(await page.locator("table td").count()).toBeLessThan(4000);
  await rows(page).first().focus();
  await page.keyboard.press("End");
  await expect(page.locator('tr[data-seq="1"]')).toBeFocused();
  await box(page).evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
  const last = page.locator(`th[data-col="${all.at(-1)?.key}"]`);
  await expect(last).toBeInViewport();
  await expect(header(page, "seq")).toBeInViewport();
  await expect(page.locator('tr[data-seq="1"] th')).toBeInViewport();
  await page.keyboard.press("Home");
  await expect(page.locator('tr[data-seq="3000"]')).toBeFocused();
});

test("T2: a click sorts, one with shift adds; missing values stand last both ways; the address keeps it", async ({
  page,
}) => {
  await open(page, 60, "?cols=seq,band,psf_fwhm");
  await header(page, "band").click();
  await header(page, "psf_fwhm").click({ modifiers: ["Shift"] });
  expect(words(page).get("sort")).toBe("band,-psf_fwhm");
  await expect(page.locator('th[data-col="psf_fwhm"]')).toHaveAttribute("aria-sort", "descending");
  const values = () =>
    page
      .locator("table [data-metric=psf_fwhm]")
      .evaluateAll((list) => list.map((cell) => cell.getAttribute("data-value")));
  await header(page, "psf_fwhm").click();
  const down = await values();
  await header(page, "psf_fwhm").click();
  const up = await values();
  const known = (list: (string | null)[]) => list.filter((value) => value !== "").map(Number);
  expect(known(down)).toEqual([...known(down)].sort((a, b) => b - a));
  expect(known(up)).toEqual([...known(down)].reverse());
  for (const list of [down, up]) expect(list.slice(known(list).length).every((value) => value === "")).toBe(true);
  expect(known(down).length).toBeLessThan(60);
  await page.reload();
  await expect.poll(values).toEqual(up);
});

test("T3: a query filters, completes, and says where it is wrong and what may be meant", async ({ page }) => {
  await open(page, 400);
  const input = page.locator("#night-search");
  await page.keyboard.press("/");
  await expect(input).toBeFocused();
  await page.keyboard.type("ban");
  await expect(page.getByRole("option", { name: /^band/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(input).toHaveValue("band ");
  await page.keyboard.type("in (r,i) and fwhm > 1 and not psf is null");
  const matching = syntheticNight(400).exposures.filter(
    ({ header: facts, metrics }) => ["r", "i"].includes(facts?.band ?? "") && (metrics["psf_fwhm"] ?? 0) > 1,
  );
  await expect(page.getByTestId("row-count")).toHaveText(`${matching.length} of 400`);
  await expect.poll(() => words(page).get("q")).toBe("band in (r,i) and fwhm > 1 and not psf is null");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  await input.fill("fwmh > 1.2");
  await page.keyboard.press("Enter");
  const problem = page.getByTestId("query-problem");
  await expect(problem).toContainText("There is no column fwmh");
  await expect(problem.locator("mark")).toHaveText("fwmh");
  await problem.getByRole("button", { name: "fwhm" }).click();
  await expect(problem).toHaveCount(0);
  await expect.poll(() => words(page).get("q")).toBe("fwhm > 1.2");
  await expect(page.locator('th[data-col="psf_fwhm"]')).toContainText("filtered");
});

test("T3: a column's own menu filters by range, by values and by what is missing", async ({ page }) => {
  await open(page, 400);
  await header(page, "band").click({ button: "right" });
  const menu = page.getByTestId("column-menu");
  await menu.getByLabel(/^g/).check();
  await expect.poll(() => words(page).get("q")).toBe("band in (g)");
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await header(page, "psf_fwhm").focus();
  await page.keyboard.press("m");
  await menu.getByLabel("FWHM from").fill("1");
  await expect.poll(() => words(page).get("q")).toBe("band in (g) and psf_fwhm >= 1");
  await menu.getByLabel("FWHM from").fill("one");
  await expect(menu).toContainText("is a number in arcsec");
  await menu.getByLabel("FWHM from").fill("");
  await menu.getByRole("button", { name: "missing" }).click();
  await expect.poll(() => words(page).get("q")).toBe("band in (g) and psf_fwhm is null");
});

test("T4: columns are chosen, ordered by keyboard, grouped, kept as a named view and shared by the address", async ({
  page,
  context,
}) => {
  await open(page, 20, "?cols=seq,band,psf_fwhm,sky_bg");
  const order = () => page.locator("th[data-col]").evaluateAll((list) => list.map((th) => th.getAttribute("data-col")));
  expect(await order()).toEqual(["seq", "band", "psf_fwhm", "sky_bg"]);
  await header(page, "sky_bg").focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(order).toEqual(["seq", "band", "sky_bg", "psf_fwhm"]);
  await page.getByRole("button", { name: /^Columns/ }).click();
  const chooser = page.getByTestId("column-chooser");
  await chooser.getByLabel("Search the columns").fill("ellipt");
  await chooser.getByLabel("Ellipticity", { exact: true }).first().click();
  await expect(chooser.getByLabel("Ellipticity", { exact: true }).first()).toBeChecked();
  await chooser.getByRole("button", { name: "by topic" }).click();
  await page.keyboard.press("Escape");
  await expect.poll(order).toEqual(["seq", "band", "psf_fwhm", "star_e_median", "sky_bg"]);
  await expect(page.getByRole("columnheader", { name: "seeing" })).toBeVisible();

  await page.getByRole("button", { name: /^View:/ }).click();
  await page.getByLabel("Name under which to keep this view").fill("Mine");
  await page.getByRole("button", { name: "keep" }).click();
  await page.keyboard.press("Escape");
  await page.goto(home);
  await page.getByRole("button", { name: /^View:/ }).click();
  await page.getByRole("button", { name: "Mine", exact: true }).click();
  await expect.poll(order).toEqual(["seq", "band", "psf_fwhm", "star_e_median", "sky_bg"]);

  const other = await context.newPage();
  await serveNight(other, syntheticNight(20));
  await other.goto(page.url());
  await expect(rows(other).first()).toBeVisible();
  await expect.poll(() => other.locator("th[data-col]").count()).toBe(5);
});

test("T5: keys walk, choose and copy; Esc in an exposure comes back to its row", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, 300, "?band=r&sort=seq");
  const first = (await seqs(page))[0] ?? 0;
  const at = (steps: number) => page.locator(`tr[data-seq="${first + steps}"]`);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("k");
  await expect(at(1)).toBeFocused();
  await page.keyboard.press(" ");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByTestId("chosen")).toContainText("3 chosen");
  await expect.poll(() => words(page).get("sel")).toBe(`${first + 1}-${first + 3}`);
  await page.keyboard.press("d");
  await expect(page.getByTestId("note")).toHaveText("3 dataIds copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    `{"instrument": "LSSTCam", "day_obs": ${syntheticDayObs}, "seq_num": ${first + 2}}`,
  );
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("chosen")).toHaveCount(0);
  await at(2)
    .getByRole("button", { name: /^Copy the dataId/ })
    .click();
  await expect(page.getByTestId("note")).toHaveText(`DataId for ${first + 2} copied`);

  await at(3).focus();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${home}/\\d+`));
  await expect(page.getByRole("navigation", { name: "Exposures" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/band=r/);
  await expect(page.locator("tr:focus")).toHaveAttribute("data-seq", /\d+/);
  expect(words(page).get("sort")).toBe("seq");
});

test("T6: CSV, JSON and Parquet hold exactly what is shown", async ({ page }) => {
  const query = "cols=seq,time,band,psf_fwhm&sort=-psf_fwhm&q=band+in+(r,i)+and+fwhm+>+1";
  await open(page, 300, `?${query}`);
  const night = syntheticNight(300);
  const search = new URLSearchParams(query);
  const shown = shownNight(
    night.exposures,
    readView((name) => search.get(name)),
    nightColumns({ name: "LSSTCam", pixelScaleArcsec: 0.2, limits: [] }, night.exposures),
  );
  const expected = shown.rows.map(({ seqNum, metrics }) => [seqNum, metrics["psf_fwhm"]]);
  expect(expected.length).toBeGreaterThan(5);
  const save = async (name: RegExp): Promise<Buffer> => {
    await page.getByRole("button", { name: "Export what is shown" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    return readFile(await download.path());
  };
  const lines = (await save(/^CSV/)).toString().trim().split("\r\n");
  expect(lines[0]).toBe("seq,time,band,psf_fwhm");
  expect(lines.slice(1).map((line) => [Number(line.split(",")[0]), Number(line.split(",")[3])])).toEqual(expected);
  const json = JSON.parse((await save(/^JSON/)).toString());
  expect(json.rows.map((row: Record<string, unknown>) => [row["seq"], row["psf_fwhm"]])).toEqual(expected);
  const file = new Uint8Array(await save(/^Parquet/)).buffer;
  const parquet = await parquetReadObjects({ file });
  expect(parquet.map((row) => [row["seq"], row["psf_fwhm"]])).toEqual(expected);
  expect(parquet[0]?.["time"]).toBeInstanceOf(Date);
});

test("T7: a value beyond its limit says so by sign and word, and tells limit and reason by pointer and by keyboard", async ({
  page,
}) => {
  await open(page, 300, "?cols=seq,band,psf_fwhm,limits&q=fwhm+is+warning&sort=seq");
  const cell = page.locator('td[data-col="psf_fwhm"]').first();
  await expect(cell.getByRole("img", { name: "beyond its warning limit" })).toBeVisible();
  await expect(cell.locator("[data-level=warn]")).toContainText("▲");
  const tip = page.getByRole("tooltip");
  const limit = /warning above \d\.\d+, error above \d\.\d+ arcsec, for LSSTCam, band \w, science/;
  // Scrolling a cell into view hides tips, and may end after the pointer has come to rest on it.
  await expect(async () => {
    await page.mouse.move(5, 5);
    await cell.hover();
    await expect(tip).toContainText(limit, { timeout: 2000 });
  }).toPass({ timeout: 30_000 });
  await expect(tip).toContainText("effective time");
  await page.mouse.move(5, 5);
  await expect(tip).toHaveCount(0);
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(cell).toBeFocused();
  await expect(tip).toContainText("Agreed 2026-11-22");
  await expect(page.locator("[data-limit=warn]").first()).toBeAttached();
});

test("T8: rows that come in move nothing that one reads, and a changed value appears in its cell", async ({ page }) => {
  const { push } = await open(page, 500);
  await box(page).evaluate((element) => element.scrollTo({ top: 4000 }));
  const row = page.locator('tr[data-seq="390"]');
  await expect(row).toBeInViewport();
  await expect(page.getByTestId("night-plots")).toBeAttached();
  const before = await row.boundingBox();
  await push(syntheticExposure(501));
  await push(syntheticExposure(502));
  await expect(page.getByTestId("row-count")).toHaveText("502 exposures");
  expect((await row.boundingBox())?.y).toBe(before?.y);
  const changed = syntheticExposure(390);
  await push({ ...changed, revision: 2, metrics: { ...changed.metrics, sky_bg: 4321 } });
  await expect(row.locator("[data-metric=sky_bg]")).toHaveAttribute("data-value", "4321");
  expect((await row.boundingBox())?.y).toBe(before?.y);
  await box(page).evaluate((element) => element.scrollTo({ top: 0 }));
  await expect(page.locator('tr[data-seq="502"]')).toBeVisible();
});

test("P6: a list that cannot be loaded takes nothing with it, and is there once it can be", async ({ page }) => {
  await open(page, 20);
  await expect(page.getByTestId("night-plots")).toBeAttached();
  const scripts = /_next\/static\/.*\.js/;
  let refused = 0;
  await page.route(scripts, (route) => {
    refused += 1;
    return route.abort();
  });
  await page.getByRole("button", { name: /^Columns/ }).click();
  await expect.poll(() => refused).toBeGreaterThan(0);
  await expect(page.locator("table [data-exposure-id]").first()).toBeVisible();
  const list = page
    .getByRole("button", { name: /^Columns/ })
    .locator("..")
    .getByRole("checkbox")
    .first();
  await expect(list).toHaveCount(0);
  await page.unroute(scripts);
  await expect(list).toBeVisible({ timeout: 15_000 });
});

test("T9: every header tells what its column is; the help lists the keys; squares have RubinTV's colours", async ({
  page,
}) => {
  await open(page, 20);
  await header(page, "psf_fwhm").focus();
  await page.keyboard.press("ArrowRight");
  await expect(header(page, "star_e_median")).toBeFocused();
  await expect(page.getByRole("tooltip")).toContainText("Median over the stars of hypot(e1, e2)");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Help" })).toContainText("copy the dataId");
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-channel=calexp_mosaic]").first()).toHaveCSS(
    "background-color",
    "rgb(231, 111, 216)",
  );
  await expect(page.locator("[data-channel=mount]").first()).toHaveAccessibleName(/^Mount torques of \d+$/);
});

test("T9: a phone has the essential numbers as cards, drawn as far as they are in view", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await serveNight(page, syntheticNight(3000));
  await page.goto(home);
  const cards = page.getByRole("list", { name: "Exposures of the night" }).getByRole("listitem");
  await expect(cards.first()).toBeVisible({ timeout: 30_000 });
  expect(await cards.count()).toBeLessThan(200);
  await expect(cards.first()).toContainText("FWHM");
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(isWide).toBe(false);
});
