/**
 * Of what the main thread does for one row's update, how much is script, style, layout and paint, in a real Chromium
 * against a running system: `node bench/web/row-parts.ts [ORIGIN] [EXPOSURES] [table]`. The thread's own ticks from the
 * arrival of the push until 400 ms later, the plots' drawing among them, less what it does when nothing comes in; medians.
 * Tracing itself adds some milliseconds to `other`.
 */
import { chromium } from "@playwright/test";
import { chromiumArgs, chromiumPath } from "../../scripts/parts/chromium.ts";
import { percentile } from "../percentile.ts";
import { openRowNight, pushesOf } from "./row-update.ts";
import { type PartTimes, threadParts, tracedParts } from "./thread-parts.ts";

const everyMs = 400;
const updates = 40;

const [origin = "http://localhost:3000", exposures = "1200", only = ""] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
const { prepare } = await openRowNight(page, origin, Number(exposures), only === "table" ? only : "");
const push = await pushesOf(prepare, Number(exposures), updates);

async function partsOf(act: (at: number) => Promise<void>): Promise<PartTimes[]> {
  const stretches = await tracedParts(page, async (mark) => {
    for (let at = 0; at < updates; at += 1) {
      await mark();
      await act(at);
      await page.waitForTimeout(everyMs);
    }
    await mark();
  });
  return stretches.slice(0, -1);
}

const idle = await partsOf(async () => {});
const busy = await partsOf(push);
await browser.close();
const median = (list: readonly PartTimes[], of: (times: PartTimes) => number): number => percentile(list.map(of), 50);
const all = (times: PartTimes): number => threadParts.reduce((sum, part) => sum + times[part], 0);
const told = threadParts.map((part) => {
  const of = (times: PartTimes): number => times[part];
  return `${part} ${(median(busy, of) - median(idle, of)).toFixed(1)}`;
});
process.stdout.write(
  `${only === "table" ? "table only" : "the whole page"}, one row of ${exposures}: ${told.join(", ")} ms; ` +
    `all ${(median(busy, all) - median(idle, all)).toFixed(1)} ms (${updates} updates)\n`,
);
