/** How long an observer waits: event published → job started, and result stored → seen in a real browser. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { exposureDetail } from "#contracts/exposure.ts";
import { imageTopic } from "#contracts/topics.ts";
import { openPublisher } from "#io/bus/open-bus.ts";
import { chromiumArgs, chromiumPath } from "#scripts/parts/chromium.ts";
import { plainFrame } from "../../fixtures/plain-frame.ts";
import { percentile } from "../percentile.ts";
import type { RunningSystem } from "./running-system.ts";

export interface LatencyFigures {
  events: number;
  publishedToStartedMs: { p50: number; p99: number };
  storedToSeenMs: { p50: number; p99: number };
  publishedToSeenMs: { p50: number; p99: number };
}

const camera = "BenchCam";
const dayObs = 20260901;
const idOf = (seqNum: number) => dayObs * 100_000 + seqNum;

/** Publishes `events` small frames one by one, with a pause that leaves the system idle in between. */
export async function measureLatency(system: RunningSystem, events: number, everyMs: number): Promise<LatencyFigures> {
  const path = join(system.dataDir, "bench.fits");
  writeFileSync(path, plainFrame({ widthPx: 256, heightPx: 256, seed: 7 }));
  const publisher = await openPublisher({ kafkaBrokers: null, redisUrl: system.redisUrl });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${system.origin}/${camera}/${dayObs}`);
    await page.locator('[data-live="live"]').first().waitFor();
    // Notes when the row of an exposure is first painted as complete.
    await page.evaluate(() => {
      const seen: Record<string, number> = {};
      Object.assign(window, { seenAtMs: seen });
      const look = () => {
        for (const row of document.querySelectorAll<HTMLElement>('[data-exposure-id][data-state="complete"]')) {
          const id = row.dataset.exposureId ?? "";
          if (!(id in seen)) requestAnimationFrame(() => (seen[id] ??= Date.now()));
        }
      };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    const publishedAtMs = new Map<number, number>();
    for (let seqNum = 1; seqNum <= events; seqNum += 1) {
      publishedAtMs.set(seqNum, Date.now());
      await publisher.publish(imageTopic, [eventOf(seqNum, path)]);
      await pause(everyMs);
    }
    await page.waitForFunction(
      (count) => Object.keys(Reflect.get(window, "seenAtMs") as object).length >= count,
      events,
      { timeout: 60_000 },
    );
    const seenAtMs = await page.evaluate(() => Reflect.get(window, "seenAtMs") as Record<string, number>);
    return await figures(system.origin, publishedAtMs, seenAtMs);
  } finally {
    await browser.close();
    await publisher.close();
  }
}

function eventOf(seqNum: number, path: string): string {
  const identity = { camera, exposureId: idOf(seqNum), dayObs, seqNum, detector: "main" };
  return JSON.stringify({ type: "image-arrived", v: 1, ...identity, uri: `file://${path}`, eventAtMs: Date.now() });
}

async function figures(
  origin: string,
  publishedAtMs: ReadonlyMap<number, number>,
  seenAtMs: Readonly<Record<string, number>>,
): Promise<LatencyFigures> {
  const started: number[] = [];
  const seen: number[] = [];
  const whole: number[] = [];
  for (const [seqNum, published] of publishedAtMs) {
    const answer = await fetch(`${origin}/api/cameras/${camera}/exposures/${idOf(seqNum)}`);
    const { timeline } = exposureDetail.parse(await answer.json());
    const seenAt = seenAtMs[idOf(seqNum)];
    if (timeline.claimedAtMs === null || timeline.doneAtMs === null || seenAt === undefined) {
      throw new Error(`exposure ${idOf(seqNum)} has no complete timeline`);
    }
    started.push(timeline.claimedAtMs - published);
    seen.push(seenAt - timeline.doneAtMs);
    whole.push(seenAt - published);
  }
  const spread = (values: number[]) => ({ p50: percentile(values, 50), p99: percentile(values, 99) });
  return {
    events: publishedAtMs.size,
    publishedToStartedMs: spread(started),
    storedToSeenMs: spread(seen),
    publishedToSeenMs: spread(whole),
  };
}
