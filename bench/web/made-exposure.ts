/** Exposures of LSSTCam as its 205 workers would leave them in Redis: the same for the same numbers. */
import { exposureIdOf } from "#contracts/identity.ts";
import { metrics } from "#contracts/metrics.ts";
import type { DetectorResult } from "#contracts/result.ts";
import type { Redis } from "#io/redis/connect.ts";
import { type Announcement, intakeStore } from "#io/redis/intake-store.ts";
import { keys } from "#io/redis/keys.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { syntheticExposure, syntheticNight } from "../../fixtures/synthetic-night.ts";

export interface MadeExposure {
  camera: string;
  dayObs: number;
  seqNum: number;
}

/** The exposure begins: all its images were announced, and none has a result. */
export async function announceExposure(redis: Redis, exposure: MadeExposure, detectors: readonly string[]) {
  const atMs = Date.now();
  const images = detectors.map((detector): Announcement => {
    const identity = { ...exposure, exposureId: exposureIdOf(exposure.dayObs, exposure.seqNum), detector };
    const instants = { eventAtMs: atMs, receivedAtMs: atMs, deadlineAtMs: atMs + 120_000 };
    return { ...identity, ...instants, kind: "raw", obsId: null, uris: [], tasks: ["quick-look"], source: "bench" };
  });
  await intakeStore(redis).announce(images);
}

/** One detector's result is stored, as by a worker. @returns the instant from which an observer waits. */
export async function storeResult(redis: Redis, exposure: MadeExposure, detector: string, at: number): Promise<number> {
  const like = syntheticExposure(exposure.seqNum);
  const values = metrics.map(({ key }, of) => [key, (like.metrics[key] ?? 1) * (1 + 0.02 * Math.sin(at * 7 + of))]);
  const doneAtMs = Date.now();
  const result: DetectorResult = sampleResult({
    ...exposure,
    exposureId: exposureIdOf(exposure.dayObs, exposure.seqNum),
    detector,
    header: like.header,
    metrics: Object.fromEntries(values),
    missing: {},
    timeline: { ...sampleResult().timeline, eventAtMs: doneAtMs, receivedAtMs: doneAtMs, doneAtMs },
  });
  await resultStore(redis).keep(result, null);
  return doneAtMs;
}

/** A night that is over, as gatherers left it. */
export async function storeNight(redis: Redis, exposures: number, metricsOutside = 0): Promise<void> {
  const { camera, dayObs, exposures: summaries } = syntheticNight(exposures, metricsOutside);
  const pipeline = redis.pipeline();
  for (const summary of summaries) {
    const { exposureId, seqNum, firstEventAtMs, revision } = summary;
    const facts = { camera, exposureId, dayObs, seqNum, obsId: summary.obsId, firstEventAtMs, revision };
    pipeline.hset(keys.exposure(camera, exposureId), facts);
    pipeline.hset(keys.exposure(camera, exposureId), { summary: JSON.stringify(summary), summaryRevision: revision });
    pipeline.zadd(keys.night(camera, dayObs), seqNum, exposureId);
  }
  pipeline.zadd(keys.nights(camera), dayObs, dayObs);
  pipeline.sadd(keys.cameras, camera);
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
}
