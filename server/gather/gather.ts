/** The gatherer's loop: what changed is read, summarised and told; every step may be repeated without harm. */
import { setTimeout as pause } from "node:timers/promises";
import type { Camera } from "#contracts/camera.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { ReachPoint } from "#contracts/fault-point.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { UnreadableExposure } from "#io/redis/exposure-store.ts";
import type { Change, GatherStore } from "#io/redis/gather-store.ts";
import type { GatheredFacts } from "#io/redis/gathering-reader.ts";
import { summarize } from "./summarize.ts";

export interface GatherParts {
  store: GatherStore;
  read: (camera: string, exposureId: number) => Promise<GatheredFacts | null>;
  /** Keeps the numbers of an exposure that all came in, or whose deadline has passed, by detector. */
  keepNumbers?: (summary: ExposureSummary, facts: GatheredFacts) => Promise<void>;
  cameraOf: (name: string) => Camera;
  /** For tests of crashes. */
  reach?: ReachPoint;
  /** All metrics that are known, those of programs among them. */
  metrics: readonly MetricDefinition[];
  nowMs: () => number;
  onTrouble: (error: Error) => void;
}

const blockMs = 500;
const expireEveryMs = 1000;
const retryAfterMs = 250;

/** Gathers until the signal. Redis that is away is waited for. */
export async function gatherUntil(stop: AbortSignal, parts: GatherParts): Promise<void> {
  let expireAtMs = 0;
  while (!stop.aborted) {
    try {
      if (parts.nowMs() >= expireAtMs) {
        expireAtMs = parts.nowMs() + expireEveryMs;
        await parts.store.expire(parts.nowMs());
      }
      const { changes, done } = await parts.store.take(blockMs);
      if (changes.length > 0) parts.reach?.("gather-taken");
      for (const change of changes) await gatherOne(change, parts);
      if (changes.length > 0) parts.reach?.("before-gather-acknowledge");
      await done();
    } catch (error) {
      if (stop.aborted) return;
      parts.onTrouble(error as Error);
      await pause(retryAfterMs);
    }
  }
}

/** Summarises one exposure that changed, and tells pages of it. */
export async function gatherOne({ camera, exposureId, works }: Change, parts: GatherParts): Promise<void> {
  const facts = await parts.read(camera, exposureId).catch((error: unknown) => {
    // One exposure that cannot be read must not hold back all others for ever.
    if (!(error instanceof UnreadableExposure)) throw error;
    parts.onTrouble(error);
    return null;
  });
  if (facts === null) return;
  const summary = summarize(facts, parts.cameraOf(camera), parts.nowMs(), parts.metrics);
  const isStored = await parts.store.save(summary, works, summary.state === "complete" || summary.state === "failed");
  // While results still come in, plots read them themselves: keeping their numbers once is enough.
  if (isStored && (summary.state === "complete" || summary.state === "late")) await parts.keepNumbers?.(summary, facts);
  parts.reach?.("summary-saved");
}
