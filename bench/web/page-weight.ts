/** JavaScript that the night's page loads, gzipped, against a running system: `node bench/web/page-weight.ts [ORIGIN]`. */
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { serveNight } from "../../fixtures/serve-night.ts";
import { syntheticDayObs, syntheticNight } from "../../fixtures/synthetic-night.ts";
import { chromiumArgs, chromiumPath } from "../../scripts/parts/chromium.ts";

const [origin = "http://localhost:3000"] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
const page = await browser.newPage();
const files = new Map<string, number>();
const pending: Promise<void>[] = [];
page.on("response", (response) => {
  if (!/\.js(\?|$)/.test(response.url())) return;
  const weigh = async (): Promise<void> => {
    files.set(new URL(response.url()).pathname, gzipSync(await response.body()).length);
  };
  pending.push(weigh());
});
await serveNight(page, syntheticNight(50));
await page.goto(`${origin}/LSSTCam/${syntheticDayObs}`);
await page.locator("tr[data-seq]").first().waitFor();
await page.getByTestId("night-plots").waitFor();
await Promise.all(pending);
await browser.close();
const sizes = [...files.values()].sort((a, b) => b - a);
const totalKb = sizes.reduce((sum, size) => sum + size, 0) / 1000;
process.stdout.write(
  `JavaScript of the night page: ${totalKb.toFixed(1)} kB gzip in ${sizes.length} files, the largest ${sizes
    .slice(0, 4)
    .map((size) => (size / 1000).toFixed(1))
    .join(", ")} kB\n`,
);
