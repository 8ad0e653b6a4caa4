/**
 * Memory of a page that stays open: a night of as many exposures and changes as a real one has comes over its socket in
 * compressed time, then twice as many changes again of rows that are there, then six more nights. What the rows
 * themselves take is told apart by a page that is opened on the same night when it is over.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Browser, CDPSession, Page } from "@playwright/test";
import type { NightAnswer } from "#contracts/api.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { exposureIdOf } from "#contracts/identity.ts";
import { type ServedNight, serveNight } from "../../fixtures/serve-night.ts";
import { syntheticDayObs, syntheticExposure } from "../../fixtures/synthetic-night.ts";
import type { Figure } from "./figure.ts";
import { slopeOf } from "./slope.ts";

/** What a page holds once its garbage is collected. */
interface Held {
  heapMb: number;
  nodes: number;
  listeners: number;
}

interface OpenPage {
  page: Page;
  session: CDPSession;
  served: ServedNight;
}

const camera = "LSSTCam";
/** How often an exposure changes until it is complete. */
const changes = 5;
/** Changes that come together; the page draws them as one. */
const atOnce = 100;
/** A machine that is busy with other work takes its time. */
const longestWaitMs = 120_000;
const sampledEvery = 500;
/** A page shows the last nights at once when one returns to them. */
const rememberedNights = 3;
const panels = "scatter=airmass,psf_fwhm,sky_bg&hist=sky_bg";

/** @param exposures of a night */
export async function measureOpenAllNight(browser: Browser, origin: string, exposures: number): Promise<Figure[]> {
  const dayObs = syntheticDayObs + 1;
  const open = await openPage(browser, origin, dayObs);
  const night: Change[] = [];
  for (let seqNum = 1; seqNum <= exposures; seqNum += 1) {
    for (let revision = 1; revision <= changes; revision += 1) night.push([seqNum, revision]);
  }
  await live(open, dayObs, night);
  const lived = await held(open);
  const fresh = await heldByFresh(browser, origin, dayObs, exposures);
  // The same number of changes again, of rows that are there: what grows now is not a row.
  const changedAgain = (times: number) =>
    live(
      open,
      dayObs,
      night.map(([seqNum, revision]): Change => [seqNum, revision + times * changes]),
    );
  const settled = (await changedAgain(1)).at(-1) ?? lived;
  const samples = await changedAgain(2);
  const afterNights: Held[] = [];
  for (let later = 1; later <= 2 * rememberedNights; later += 1) {
    await rollOver(open, dayObs + later, exposures);
    afterNights.push(await held(open));
  }
  await open.page.close();
  const growth = (of: (held: Held) => number): number =>
    slopeOf(samples.map((sample, at) => [(at * sampledEvery) / 1000, of(sample)]));
  const heapAfter = (nights: number): number => afterNights[nights - 1]?.heapMb ?? Number.NaN;
  const figure = (what: string, value: number, unit: string, atMost: number | null = null): Figure => ({
    what: `a page left open: ${what}`,
    value,
    unit,
    atMost,
  });
  return [
    figure(`heap at dawn, after ${exposures} exposures and ${night.length} changes`, lived.heapMb, "MB"),
    figure("beyond that of a page opened at dawn", lived.heapMb - fresh.heapMb, "MB", 5),
    // One state of the night that was: closures of what is drawn anew only when a row comes hold it.
    figure(
      `once ${night.length} changes of rows that are there have come, more by`,
      settled.heapMb - lived.heapMb,
      "MB",
    ),
    figure("growth by 1,000 changes from then on", growth(({ heapMb }) => heapMb) * 1000, "kB", 200),
    figure(
      "DOM nodes more by 1,000 changes",
      growth(({ nodes }) => nodes),
      "",
      5,
    ),
    figure(
      "listeners more by 1,000 changes",
      growth(({ listeners }) => listeners),
      "",
      1,
    ),
    figure(`heap after ${rememberedNights} more nights, which it remembers`, heapAfter(rememberedNights), "MB"),
    figure(
      `beyond that after ${rememberedNights} more`,
      heapAfter(2 * rememberedNights) - heapAfter(rememberedNights),
      "MB",
      1,
    ),
  ];
}

type Change = readonly [seqNum: number, revision: number];

function exposureOf(dayObs: number, seqNum: number, revision: number): ExposureSummary {
  const base = syntheticExposure(seqNum);
  const metrics = Object.fromEntries(
    Object.entries(base.metrics).map(([key, value]) => [key, value === null ? null : value * (1 + revision / 1000)]),
  );
  return { ...base, dayObs, exposureId: exposureIdOf(dayObs, seqNum), revision, metrics };
}

function nightOf(dayObs: number, exposures: number): NightAnswer {
  const list = Array.from({ length: exposures }, (_, at) => exposureOf(dayObs, exposures - at, changes));
  return { camera, dayObs, deltaId: "0-0", exposures: list };
}

/** The camera's latest night, which moves on when a new one opens. */
async function openPage(browser: Browser, origin: string, dayObs: number, exposures = 1): Promise<OpenPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const served = await serveNight(page, nightOf(dayObs, exposures));
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await page.goto(`${origin}/${camera}?${panels}`);
  await page.locator('[data-live="live"]').first().waitFor({ timeout: longestWaitMs });
  await served.tell("night:opened", { camera, dayObs });
  await untilDrawn(page, dayObs, exposures);
  return { page, session, served };
}

async function untilDrawn(page: Page, dayObs: number, seqNum: number): Promise<void> {
  await page.locator(`tr[data-exposure-id="${exposureIdOf(dayObs, seqNum)}"]`).waitFor({ timeout: longestWaitMs });
}

/** Sends the changes, with a frame or two for each few of them. @returns what the page held from time to time. */
async function live(open: OpenPage, dayObs: number, all: readonly Change[]): Promise<Held[]> {
  const samples: Held[] = [];
  for (let first = 0; first < all.length; first += atOnce) {
    if (first % sampledEvery === 0) samples.push(await held(open));
    const together = all.slice(first, first + atOnce);
    await open.served.push(...together.map(([seqNum, revision]) => exposureOf(dayObs, seqNum, revision)));
    await open.page.evaluate(
      () => new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => setTimeout(resolve)), 65)),
    );
  }
  return [...samples, await held(open)];
}

async function heldByFresh(browser: Browser, origin: string, dayObs: number, exposures: number): Promise<Held> {
  const fresh = await openPage(browser, origin, dayObs, exposures);
  // One change, so that all that a change needs is there.
  await live(fresh, dayObs, [[exposures, changes + 1]]);
  const atDawn = await held(fresh);
  await fresh.page.close();
  return atDawn;
}

/** A new night opens, is shown by itself, and is over. */
async function rollOver({ page, served }: OpenPage, dayObs: number, exposures: number): Promise<void> {
  const body = JSON.stringify(nightOf(dayObs, exposures));
  await page.route(`**/api/cameras/${camera}/nights/${dayObs}`, (route) =>
    route.fulfill({ contentType: "application/json", body }),
  );
  await served.tell("night:opened", { camera, dayObs });
  await untilDrawn(page, dayObs, exposures);
}

async function held({ session }: OpenPage): Promise<Held> {
  // What is let go in one collection may let go more in the next.
  for (let times = 0; times < 2; times += 1) {
    await session.send("HeapProfiler.collectGarbage");
    await pause(100);
  }
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
  return { heapMb: usedSize / 1e6, nodes, listeners: jsEventListeners };
}
