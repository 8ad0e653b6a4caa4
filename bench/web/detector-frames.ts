/**
 * Whether the plot of every detector of a night keeps to 60 frames a second: 1,000 exposures × 189 detectors in a real
 * headless Chromium that has no GPU, which is the hard case, since all that is painted is painted by the processor.
 * A frame's time is from one animation frame to the next, 16.7 ms at 60 a second; frames are counted by the page itself.
 */
import type { Browser, Page } from "@playwright/test";
import type { NightDetectors } from "#contracts/night-detectors.ts";
import { serveNight } from "../../fixtures/serve-night.ts";
import { syntheticDayObs, syntheticNight } from "../../fixtures/synthetic-night.ts";
import { percentile } from "../percentile.ts";
import type { Figure } from "./figure.ts";
import { pushesOf } from "./row-update.ts";

const exposures = 1000;
const detectors = 189;
const frames = 240;
const pushEveryMs = 100;
/** Of 60 frames a second; instants of frames are told to a tenth of a millisecond. */
const frameMs = 16.75;

type Doing = "hover" | "drag";

function madeDetectors(exposureIds: readonly number[]): NightDetectors {
  const made = (row: number, at: number): number => 1 + 0.1 * Math.sin(row / 60) + ((at * 37 + row) % detectors) / 900;
  return {
    camera: "LSSTCam",
    dayObs: syntheticDayObs,
    metric: "psf_fwhm",
    exposureIds: [...exposureIds],
    detectors: Array.from({ length: detectors }, (_, at) => `D${at}`),
    values: exposureIds.flatMap((_, row) => Array.from({ length: detectors }, (_none, at) => made(row, at))),
  };
}

/** The pointer is moved in every frame, there and back over the whole plot. @returns the time of each frame in ms. */
function timeFrames(page: Page, doing: Doing): Promise<number[]> {
  return page.evaluate(
    ({ count, drags }) => {
      const over = document.querySelector<HTMLElement>("[data-testid=detectors-plot] .u-over");
      if (over === null) throw new Error("the plot of the detectors has no canvas");
      const { left, top, width, height } = over.getBoundingClientRect();
      const tell = (type: string, at: number): void => {
        const across = Math.abs((((at / count) * 4) % 2) - 1);
        const place = { clientX: left + width * (0.02 + 0.96 * across), clientY: top + height * (0.2 + 0.6 * across) };
        const parts = { ...place, bubbles: true, button: 0, buttons: drags ? 1 : 0, movementX: 1, movementY: 1 };
        over.dispatchEvent(new MouseEvent(type, parts));
      };
      return new Promise<number[]>((resolve) => {
        const times: number[] = [];
        let before = 0;
        const step = (nowMs: number): void => {
          if (before > 0) times.push(nowMs - before);
          before = nowMs;
          if (times.length === count) {
            if (drags) tell("mouseup", count);
            resolve(times);
            return;
          }
          tell("mousemove", times.length);
          requestAnimationFrame(step);
        };
        tell("mouseenter", 0);
        if (drags) tell("mousedown", 0);
        requestAnimationFrame(step);
      });
    },
    { count: frames, drags: doing === "drag" },
  );
}

/** Main thread of drawing every dot anew, as a new selection does, less what it does when nobody selects. */
async function redrawMs(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const busyMs = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
  };
  const medianOf = async (act: () => Promise<void>): Promise<number> => {
    const times: number[] = [];
    for (let at = 0; at < 15; at += 1) {
      const before = await busyMs();
      await act();
      await page.waitForTimeout(300);
      times.push((await busyMs()) - before);
    }
    return percentile(times, 50);
  };
  await page.getByTestId("detectors-plot").focus();
  await page.keyboard.press("ArrowRight");
  const idle = await medianOf(async () => {});
  return (await medianOf(() => page.keyboard.press("Shift+ArrowRight"))) - idle;
}

/** @returns frame times while one points, drags a range, and points while changes of the night come in. */
export async function measureDetectorFrames(browser: Browser, origin: string): Promise<Figure[]> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const night = syntheticNight(exposures);
  const { prepare } = await serveNight(page, night);
  const body = madeDetectors(night.exposures.map(({ exposureId }) => exposureId).reverse());
  await page.route("**/detectors?metric=psf_fwhm", (route) => route.fulfill({ json: body }));
  await page.goto(`${origin}/LSSTCam/${syntheticDayObs}?detectors=psf_fwhm`);
  await page.locator("[data-testid=detectors-plot] .u-over").waitFor();
  await page.getByTestId("detectors-plot").scrollIntoViewIfNeeded();
  await page.waitForTimeout(2000);

  const told: Figure[] = [];
  const tell = (what: string, times: readonly number[]): void => {
    for (const at of [50, 99]) {
      const name = `${exposures} × ${detectors} detectors, no GPU: time of a frame, ${what}, p${at}`;
      told.push({ what: name, value: percentile(times, at), unit: "ms", atMost: frameMs });
    }
  };
  tell("pointing", await timeFrames(page, "hover"));
  const push = await pushesOf(prepare, exposures, 40);
  let at = 0;
  const timer = setInterval(() => void push(at++ % 40), pushEveryMs);
  tell(`pointing while a change comes every ${pushEveryMs} ms`, await timeFrames(page, "hover"));
  clearInterval(timer);
  const redraw = await redrawMs(page);
  tell("drawing a range", await timeFrames(page, "drag"));
  await page.close();
  const what = `${exposures} × ${detectors} detectors, no GPU: main thread of one more exposure selected, the whole page`;
  return [...told, { what, value: redraw, unit: "ms", atMost: null }];
}
