/**
 * Frames of the night's plot of every detector while somebody works with it, in a real Chromium: 1,000 exposures of 189
 * detectors, the page whole around it. A frame is what passes between two callbacks of the browser's animation frames.
 */
import type { Browser, Page } from "@playwright/test";
import type { NightDetectors } from "#contracts/night-detectors.ts";
import { serveNight } from "../../fixtures/serve-night.ts";
import { syntheticNight } from "../../fixtures/synthetic-night.ts";
import { percentile } from "../percentile.ts";
import type { Figure } from "./figure.ts";

const metric = "psf_fwhm";
const detectors = 189;
/** Steps of the pointer for each act; one each frame at most, as a mouse's are. */
const steps = 240;
const everyMs = 1000 / 60;
/** A frame on time takes 16.7 ms; beyond this the browser left at least one out. */
const lateMs = 25;

/** @returns a metric of all detectors of a night, the same for the same numbers. */
function madeDetectors({ camera, dayObs, exposures }: ReturnType<typeof syntheticNight>): NightDetectors {
  const exposureIds = exposures.map(({ exposureId }) => exposureId).reverse();
  const values = exposureIds.flatMap((_, row) =>
    Array.from({ length: detectors }, (_, at) => {
      if ((row + at) % 50 === 0) return null;
      return 1 + 0.1 * Math.sin(row / 60) + ((at * 37) % detectors) / 900;
    }),
  );
  const names = Array.from({ length: detectors }, (_, at) => `R${Math.floor(at / 9)}_S${at % 9}`);
  return { camera, dayObs, metric, exposureIds, detectors: names, values };
}

/** @returns ms of each frame while something is done with the page, and of those that follow for a quarter of a second. */
async function framesWhile(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    let before: number | null = null;
    const note = (atMs: number): void => {
      if (before !== null) frames.push(Math.round((atMs - before) * 10) / 10);
      before = atMs;
      if (Reflect.get(window, "frameTimesMs") === frames) requestAnimationFrame(note);
    };
    Object.assign(window, { frameTimesMs: frames });
    requestAnimationFrame(note);
  });
  await act();
  await page.waitForTimeout(250);
  return await page.evaluate(() => {
    const frames = Reflect.get(window, "frameTimesMs") as number[];
    Object.assign(window, { frameTimesMs: null });
    return frames;
  });
}

/** Calls `step` with 0…1 as often as there are frames at 60 Hz. */
async function inSteps(page: Page, step: (part: number) => Promise<void>): Promise<void> {
  const beganMs = performance.now();
  for (let at = 0; at <= steps; at += 1) {
    await step(at / steps);
    const waitMs = beganMs + (at + 1) * everyMs - performance.now();
    if (waitMs > 1) await page.waitForTimeout(waitMs);
  }
}

/** @param exposures of the night */
export async function measureDetectorFrames(browser: Browser, origin: string, exposures: number): Promise<Figure[]> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const night = syntheticNight(exposures);
  await serveNight(page, night);
  const json = madeDetectors(night);
  await page.route(`**/detectors?metric=${metric}`, (route) => route.fulfill({ json }));
  await page.goto(`${origin}/${night.camera}/${night.dayObs}?detectors=${metric}`);
  const plot = page.getByTestId("detectors-plot");
  const over = plot.locator(".u-over");
  await over.waitFor();
  await plot.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await page.waitForTimeout(2000);
  const box = await over.boundingBox();
  if (box === null) throw new Error("bench web detectors: the plot of detectors is not drawn");
  const { x, y, width, height } = box;
  const at = (part: number): [number, number] => [
    x + 20 + part * (width - 40),
    y + height / 2 + (height / 3) * Math.sin(part * 40),
  ];
  await page.mouse.move(...at(0));

  const still = await framesWhile(page, () => page.waitForTimeout(2000));
  const pointing = await framesWhile(page, () => inSteps(page, (part) => page.mouse.move(...at(part))));
  await page.mouse.move(...at(0.2));
  await page.mouse.down();
  const brushing = await framesWhile(page, () =>
    inSteps(page, (part) => page.mouse.move(...at(0.2 + 0.6 * Math.abs(Math.sin(part * 6))))),
  );
  const choosing = await framesWhile(page, async () => {
    await page.mouse.up();
    await page.getByTestId("chosen").waitFor();
  });
  const scrolling = await framesWhile(page, () =>
    inSteps(page, (part) => page.mouse.wheel(0, part % 0.2 < 0.1 ? 12 : -12)),
  );
  await page.close();

  const what = `${exposures} exposures × ${detectors} detectors`;
  const figures = (name: string, frames: readonly number[]): Figure[] => [
    { what: `${what}, ${name}: a frame, p50`, value: percentile(frames, 50), unit: "ms", atMost: 16.7 },
    { what: `${what}, ${name}: a frame, p99`, value: percentile(frames, 99), unit: "ms", atMost: null },
    { what: `${what}, ${name}: the longest frame`, value: Math.max(...frames), unit: "ms", atMost: null },
    {
      what: `${what}, ${name}: frames that came late`,
      value: (100 * frames.filter((ms) => ms > lateMs).length) / frames.length,
      unit: "%",
      atMost: null,
    },
  ];
  return [
    { what: `${what}, nothing done: a frame, p50`, value: percentile(still, 50), unit: "ms", atMost: 16.7 },
    ...figures("pointing", pointing),
    ...figures("drawing a range", brushing),
    ...figures("scrolling", scrolling),
    {
      what: `${what}: the longest frame as the range is chosen`,
      value: Math.max(...choosing),
      unit: "ms",
      atMost: null,
    },
  ];
}
