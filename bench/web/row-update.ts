/**
 * Main-thread time of one row's update in a night of 1,200 exposures and 150 columns, in a real Chromium against a
 * running system: `node bench/web/row-update.ts [ORIGIN] [EXPOSURES] [table]`, with `table` for
 * the table without plots and panels. The night is made up and handed to the page; its
 * changes come over the page's own socket. Time is Chromium's own count of what the main thread was busy with, less what
 * it is busy with when nothing comes in.
 */
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { nightColumns } from "#contracts/night-table/night-columns.ts";
import { type ServedNight, serveNight } from "../../fixtures/serve-night.ts";
import { syntheticDayObs, syntheticExposure, syntheticNight } from "../../fixtures/synthetic-night.ts";
import { chromiumArgs, chromiumPath } from "../../scripts/parts/chromium.ts";
import { percentile } from "../percentile.ts";

const outside = 30;
/** Of the row that changes. */
const fromTop = 5;
const updates = 40;
const everyMs = 400;

export interface RowUpdate {
  columns: number;
  cells: number;
  firstRowMs: number;
  /** Busy for one update, beyond what the thread is busy with anyway. */
  p50Ms: number;
  p90Ms: number;
  largestMs: number;
  idleMs: number;
  isCellDrawn: boolean;
}

/** Milliseconds that the main thread was busy since the page was opened. */
async function busyMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
}

async function busyIn(act: (at: number) => void, page: Page, session: CDPSession): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < updates; at += 1) {
    const before = await busyMs(session);
    act(at);
    await page.waitForTimeout(everyMs);
    times.push((await busyMs(session)) - before);
  }
  return times;
}

export interface RowNight {
  prepare: ServedNight["prepare"];
  columns: number;
  firstRowMs: number;
}

/** `table`: the table alone; empty: the page with its strip charts; `plots`: scatter and histogram of what changes too. */
export type RowPage = "table" | "" | "plots";

const addressOf: Record<RowPage, string> = {
  table: "only=table",
  "": "only=",
  plots: "scatter=airmass,psf_fwhm,sky_bg&hist=sky_bg",
};

/** Opens a made-up night with all its columns, the table in view. */
export async function openRowNight(page: Page, origin: string, exposures: number, only: RowPage): Promise<RowNight> {
  const night = syntheticNight(exposures, outside);
  const all = nightColumns({ name: "LSSTCam", pixelScaleArcsec: 0.2, limits: [] }, night.exposures).all;
  const { prepare } = await serveNight(page, night);
  const openedAtMs = performance.now();
  const keys = new Set(["seq", "sky_bg", ...all.map(({ key }) => key)]);
  await page.goto(`${origin}/LSSTCam/${syntheticDayObs}?${addressOf[only]}&cols=${[...keys].join(",")}`);
  await page.locator("tr[data-seq]").first().waitFor();
  const firstRowMs = performance.now() - openedAtMs;
  await page.getByTestId("table-box").evaluate((box) => box.scrollIntoView());
  await page.waitForTimeout(3000);
  return { prepare, columns: all.length, firstRowMs };
}

/** @returns a function that pushes the next value of an exposure that is in view. */
export function pushesOf(
  prepare: ServedNight["prepare"],
  exposures: number,
  count: number,
): Promise<(at: number) => Promise<void>> {
  const base = syntheticExposure(exposures - fromTop, outside);
  return prepare(
    Array.from({ length: count }, (_, at) => ({
      ...base,
      revision: at + 2,
      metrics: { ...base.metrics, sky_bg: 1000 + at },
    })),
  );
}

export async function measureRowUpdate(
  browser: Browser,
  origin: string,
  exposures: number,
  only: RowPage,
): Promise<RowUpdate> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const session = await page.context().newCDPSession(page);
  // Ticks of the thread, so that what else runs on the machine does not count.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const { prepare, columns, firstRowMs } = await openRowNight(page, origin, exposures, only);
  const cells = await page.locator("table td").count();

  const idle = await busyIn(() => {}, page, session);
  const push = await pushesOf(prepare, exposures, updates);
  const busy = await busyIn((at) => void push(at), page, session);
  const shown = await page.locator(`tr[data-seq="${exposures - fromTop}"] [data-metric=sky_bg]`).count();
  await page.close();
  const idleMs = percentile(idle, 50);
  return {
    columns,
    cells,
    firstRowMs,
    p50Ms: percentile(busy, 50) - idleMs,
    p90Ms: percentile(busy, 90) - idleMs,
    largestMs: Math.max(...busy) - idleMs,
    idleMs,
    isCellDrawn: shown > 0,
  };
}

if (import.meta.main) {
  const [origin = "http://localhost:3000", exposures = "1200", only = ""] = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
  const told = await measureRowUpdate(browser, origin, Number(exposures), only === "table" ? only : "");
  await browser.close();
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  process.stdout.write(
    `${only === "table" ? "table only" : "the whole page"}: ${exposures} exposures × ${told.columns} columns, ` +
      `${told.cells} cells drawn, first row after ${told.firstRowMs.toFixed(0)} ms\n` +
      `main thread for one row's update: p50 ${ms(told.p50Ms)}, p90 ${ms(told.p90Ms)}, largest ${ms(told.largestMs)} ` +
      `(idle ${ms(told.idleMs)} in ${everyMs} ms, ${updates} updates, changed cell ${told.isCellDrawn ? "drawn" : "out of view"})\n`,
  );
}
