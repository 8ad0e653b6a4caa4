/** Opening a past night: the server's time for it, its bytes, and how soon the page can be worked with. */
import { get } from "node:http";
import type { Browser } from "@playwright/test";
import { percentile } from "../percentile.ts";
import type { Figure } from "./figure.ts";

interface Answer {
  ms: number;
  bytes: number;
}

/** @returns the route's whole answer as a browser has it: gzipped, over the loopback. */
function ask(url: string): Promise<Answer> {
  const beganMs = performance.now();
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { "accept-encoding": "gzip" } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on("end", () => {
        if (response.statusCode === 200) resolve({ ms: performance.now() - beganMs, bytes });
        else reject(new Error(`GET ${url}: ${response.statusCode}`));
      });
    });
    request.on("error", reject);
  });
}

/** Until a row is drawn and the page has nothing better to do than to answer its reader. In ms from the navigation. */
async function toInteractive(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (document.querySelector("tr[data-seq] [data-metric]") === null) return;
      watch.disconnect();
      requestAnimationFrame(() => requestIdleCallback(() => Object.assign(window, { workableMs: performance.now() })));
    });
    watch.observe(document, { subtree: true, childList: true });
  });
  await page.goto(url, { waitUntil: "commit" });
  const workable = await page.waitForFunction(() => Reflect.get(window, "workableMs") as number | undefined);
  const ms = (await workable.jsonValue()) ?? Number.NaN;
  await context.close();
  return ms;
}

/** @param exposures how many the night has, for the words. */
export async function measureOpening(
  browser: Browser,
  origin: string,
  night: { camera: string; dayObs: number; exposures: number },
): Promise<Figure[]> {
  const path = `/api/cameras/${night.camera}/nights/${night.dayObs}`;
  const answers: Answer[] = [];
  for (let at = 0; at < 11; at += 1) answers.push(await ask(`${origin}${path}`));
  const [first, ...again] = answers;
  const workable: number[] = [];
  for (let at = 0; at < 5; at += 1) {
    workable.push(await toInteractive(browser, `${origin}/${night.camera}/${night.dayObs}`));
  }
  const figure = (what: string, value: number, unit: string, atMost: number | null = null): Figure => ({
    what: `a past night of ${night.exposures} exposures: ${what}`,
    value,
    unit,
    atMost,
  });
  return [
    figure("server time, first request", first?.ms ?? Number.NaN, "ms", 300),
    figure(
      "server time, again (median of 10)",
      percentile(
        again.map(({ ms }) => ms),
        50,
      ),
      "ms",
      300,
    ),
    figure("bytes of the answer", (first?.bytes ?? Number.NaN) / 1000, "kB"),
    figure("to interactive (median of 5, nothing cached)", percentile(workable, 50), "ms", 1000),
  ];
}
