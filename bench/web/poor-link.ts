/**
 * A night over a poor link, in a real Chromium against a running system: `node bench/web/poor-link.ts ORIGIN PATH…`.
 * The browser's own emulation holds it at 1 Mb/s and 300 ms round trip, with nothing kept from before. The first useful
 * view is the moment at which the newest exposure's number and its values are painted, be it by the server's first bytes.
 */
import { chromium } from "@playwright/test";
import { chromiumArgs, chromiumPath } from "../../scripts/parts/chromium.ts";
import { percentile } from "../percentile.ts";

const link = { latency: 300, downloadThroughput: 1e6 / 8, uploadThroughput: 1e6 / 8, offline: false };
/** The newest exposure's number and a big value: what an observer decides by. */
const useful = "[data-testid=glance] h1, [data-testid=latest-exposure] h1";
const number = "main [data-metric][data-value]";

export interface Opening {
  firstViewMs: number;
  liveMs: number;
  bytes: number;
}

async function open(origin: string, path: string): Promise<Opening> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", link);
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const startedAtMs = performance.now();
  await page.goto(`${origin}${path}`, { waitUntil: "commit" });
  await page.locator(useful).first().waitFor();
  await page.locator(number).first().waitFor();
  const inPageMs = performance.now() - startedAtMs;
  // What is in the page is not painted before its style sheet has come.
  const painted = await page.waitForFunction(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  );
  const firstViewMs = Math.max(inPageMs, (await painted.jsonValue()) ?? Number.NaN);
  const bytesThen = bytes;
  await page.locator("[data-live=live]").first().waitFor();
  const liveMs = performance.now() - startedAtMs;
  await browser.close();
  return { firstViewMs, liveMs, bytes: bytesThen };
}

/** @returns each opening of the page, in a browser that has nothing of it yet. */
export async function measurePoorLink(origin: string, path: string, openings: number): Promise<Opening[]> {
  const all: Opening[] = [];
  for (let at = 0; at < openings; at += 1) all.push(await open(origin, path));
  return all;
}

if (import.meta.main) {
  const [origin = "http://localhost:3000", ...paths] = process.argv.slice(2);
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  for (const path of paths) {
    const all = await measurePoorLink(origin, path, 5);
    const middle = (of: (opening: Opening) => number): number => percentile(all.map(of), 50);
    const slowest = Math.max(...all.map(({ firstViewMs }) => firstViewMs));
    process.stdout.write(
      `${path} at 1 Mb/s and 300 ms: first useful view after ${seconds(middle(({ firstViewMs }) => firstViewMs))} ` +
        `(slowest of ${all.length} ${seconds(slowest)}), live after ${seconds(middle(({ liveMs }) => liveMs))}, ` +
        `${(middle(({ bytes }) => bytes) / 1000).toFixed(0)} kB until then\n`,
    );
  }
}
