/** JavaScript that the night's page loads, gzipped, against a running system: `node bench/web/page-weight.ts [ORIGIN]`. */
import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "@playwright/test";
import { serveNight } from "../../fixtures/serve-night.ts";
import { syntheticDayObs, syntheticNight } from "../../fixtures/synthetic-night.ts";
import { chromiumArgs, chromiumPath } from "../../scripts/parts/chromium.ts";

/** @returns the size of each file in kB, the largest first. */
export async function measurePageWeight(browser: Browser, origin: string): Promise<number[]> {
  const page = await browser.newPage();
  const files = new Map<string, number>();
  const pending: Promise<void>[] = [];
  page.on("response", (response) => {
    if (!/\.js(\?|$)/.test(response.url())) return;
    const weigh = async (): Promise<void> => {
      files.set(new URL(response.url()).pathname, gzipSync(await response.body()).length / 1000);
    };
    pending.push(weigh());
  });
  await serveNight(page, syntheticNight(50));
  await page.goto(`${origin}/LSSTCam/${syntheticDayObs}`);
  await page.locator("tr[data-seq]").first().waitFor();
  await page.getByTestId("night-plots").waitFor();
  await Promise.all(pending);
  await page.close();
  return [...files.values()].sort((a, b) => b - a);
}

if (import.meta.main) {
  const [origin = "http://localhost:3000"] = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
  const sizes = await measurePageWeight(browser, origin);
  await browser.close();
  const kB = (size: number): string => size.toFixed(1);
  const total = kB(sizes.reduce((sum, size) => sum + size, 0));
  const largest = sizes.slice(0, 4).map(kB).join(", ");
  process.stdout.write(
    `JavaScript of the night page: ${total} kB gzip in ${sizes.length} files, the largest ${largest} kB\n`,
  );
}
