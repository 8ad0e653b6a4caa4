/** The gatherer's loop: what changed is read, summarised and told; every step may be repeated without harm. */
import { setTimeout as pause } from "node:timers/promises";
import type { Camera } from "#contracts/camera.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { ReachPoint } from "#contracts/fault-point.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { mostRecent } from "#io/most-recent.ts";
import { UnreadableExposure } from "#io/redis/exposure-store.ts";
import type { Change, GatherStore } from "#io/redis/gather-store.ts";
import type { GatheredFacts, GatheredResult } from "#io/redis/gathering-reader.ts";
import { workField } from "#io/redis/intake-store.ts";
import { type KeptValues, noValues } from "./exposure-values.ts";
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
/** What comes so soon after a change is gathered with it: a detector's result seldom comes alone. */
const companyMs = 4;
/** Pages are told less often than this. */
const roundEveryMs = 10;
/** Each takes a MB or two while it is gathered. */
const exposuresAtOnce = 16;

/** Gathers until the signal. Redis that is away is waited for. */
export async function gatherUntil(stop: AbortSignal, parts: GatherParts): Promise<void> {
  const gather = gatherer(parts);
  let expireAtMs = 0;
  let acknowledged = Promise.resolve();
  let roundAtMs = 0;
  while (!stop.aborted) {
    try {
      if (parts.nowMs() >= expireAtMs) {
        expireAtMs = parts.nowMs() + expireEveryMs;
        await parts.store.expire(parts.nowMs());
      }
      // One is written behind the other: nobody waits for Redis to say that it has heard.
      const [{ changes, done }] = await Promise.all([parts.store.take(blockMs), acknowledged]);
      if (changes.length > 0) {
        parts.reach?.("gather-taken");
        await pause(Math.max(companyMs, roundAtMs - performance.now()));
        roundAtMs = performance.now() + roundEveryMs;
      }
      for (let at = 0; at < changes.length; at += exposuresAtOnce) {
        await Promise.all(changes.slice(at, at + exposuresAtOnce).map(gather));
      }
      if (changes.length > 0) parts.reach?.("before-gather-acknowledge");
      acknowledged = done();
      // The next round hears of it; until then nobody does.
      acknowledged.catch(() => undefined);
    } catch (error) {
      acknowledged = Promise.resolve();
      if (stop.aborted) return;
      parts.onTrouble(error as Error);
      await pause(retryAfterMs);
    }
  }
  await acknowledged.catch(() => undefined);
}

/** What a gatherer remembers of an exposure, to do no work twice. */
interface Remembered {
  values: KeptValues;
  /** Of the latest state that is stored as a summary, by this gatherer or another. */
  revision: number;
  /** Results that a stored summary holds, this gatherer's or a newer one. */
  gathered: WeakSet<GatheredResult>;
}

const mostRemembered = 64;
const nothing = (): Remembered => ({ values: noValues(), revision: -1, gathered: new WeakSet() });

/** @returns what summarises one exposure that changed, and tells pages of it. */
export function gatherer(parts: GatherParts): (change: Change) => Promise<void> {
  const remembered = mostRecent<Remembered>(mostRemembered);
  return async ({ camera, exposureId, works }) => {
    const facts = await parts.read(camera, exposureId).catch((error: unknown) => {
      // One exposure that cannot be read must not hold back all others for ever.
      if (!(error instanceof UnreadableExposure)) throw error;
      parts.onTrouble(error);
      return null;
    });
    if (facts === null) return;
    const known = remembered(`${camera} ${exposureId}`, nothing);
    const { values, gathered } = known;
    // A result may be read before its change is taken: it is told with the summary that holds it.
    const fresh = facts.results.filter((result) => !gathered.has(result));
    if (facts.revision === known.revision && fresh.length === 0) return;
    const summary = summarize(facts, parts.cameraOf(camera), parts.nowMs(), parts.metrics, values);
    const told = [...new Set([...works, ...fresh.map(workField)])];
    const isStored = await parts.store.save(summary, told, summary.state === "complete" || summary.state === "failed");
    for (const result of fresh) gathered.add(result);
    known.revision = facts.revision;
    // While results still come in, plots read them themselves: keeping their numbers once is enough.
    if (isStored && (summary.state === "complete" || summary.state === "late")) {
      await parts.keepNumbers?.(summary, facts);
    }
    parts.reach?.("summary-saved");
  };
}
