/** The reconciler's loop: exposures that changed are noted, those that are due are looked after, alarms are judged. */
import { setTimeout as pause } from "node:timers/promises";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { AlarmStore } from "#io/redis/alarm-store.ts";
import { type ExposureFacts, UnreadableExposure } from "#io/redis/exposure-store.ts";
import { judgeAlarms } from "./judge-alarms.ts";
import { type LookParts, lookAfter } from "./look-after.ts";

export interface WatchParts extends LookParts {
  alarms: AlarmStore;
  readExposure: (camera: string, exposureId: number) => Promise<ExposureFacts | null>;
  /** Adds the stages of an exposure to the histograms; the same exposure twice counts once. */
  measure: (facts: ExposureFacts) => Promise<void>;
  onTrouble: (error: Error) => void;
}

const blockMs = 500;
const sweepEveryMs = 1000;
const leaseMs = 30_000;
const retryAfterMs = 250;
/** A settled exposure is measured when pages had time to say that they painted it. */
export const measureAfterMs = 3000;
const remembersMs = 6 * 3600_000;
const lostLatelyMs = 3600_000;

/** Watches until the signal. Redis that is away is waited for. */
export async function watchUntil(stop: AbortSignal, parts: WatchParts): Promise<void> {
  let sweepAtMs = 0;
  while (!stop.aborted) {
    try {
      const { summaries, done } = await parts.store.changes(blockMs);
      for (const summary of summaries) await note(summary, parts);
      if (summaries.length > 0) parts.reach?.("watch-noted");
      await done();
      if (parts.nowMs() < sweepAtMs) continue;
      sweepAtMs = parts.nowMs() + sweepEveryMs;
      await sweep(parts);
      await judgeAll(parts);
    } catch (error) {
      if (stop.aborted) return;
      parts.onTrouble(error as Error);
      await pause(retryAfterMs);
    }
  }
}

async function note(summary: ExposureSummary, parts: WatchParts): Promise<void> {
  const { camera, exposureId, state, firstEventAtMs, updatedAtMs } = summary;
  const isOver = state === "complete" || state === "failed";
  await parts.store.lookAt(
    camera,
    exposureId,
    isOver ? updatedAtMs + measureAfterMs : (firstEventAtMs ?? updatedAtMs) + parts.afterMs,
  );
  if (summary.done + summary.failed > 0) await parts.store.noteImage(camera, firstEventAtMs ?? updatedAtMs);
}

/** Looks after every exposure that is due. */
export async function sweep(parts: WatchParts): Promise<void> {
  for (const due of await parts.store.claimDue(parts.nowMs(), leaseMs)) {
    const { camera, exposureId } = due;
    parts.reach?.("watch-claimed");
    try {
      const facts = await parts.readExposure(camera, exposureId);
      if (facts && ["complete", "failed", "late"].includes(facts.summary?.state ?? "")) await parts.measure(facts);
      await parts.store.settle(due, await lookAfter(camera, exposureId, facts, parts));
    } catch (error) {
      // One exposure that cannot be read must not hold back all others; one in trouble is due again after its lease.
      if (error instanceof UnreadableExposure) await parts.store.settle(due, null);
      parts.onTrouble(error as Error);
    }
  }
}

async function judgeAll(parts: WatchParts): Promise<void> {
  const nowMs = parts.nowMs();
  for (const name of await parts.store.watchedCameras()) {
    const [signs, readouts, absences, retriggeredLately] = await Promise.all([
      parts.store.readSigns(name),
      parts.store.readoutsSince(name, nowMs - remembersMs),
      parts.store.readAbsences(name),
      parts.store.countRetriggered(name, nowMs - lostLatelyMs),
    ]);
    const camera = parts.cameraOf(name);
    const alarms = judgeAlarms({ camera, ...signs, readouts, absences, retriggeredLately }, parts.afterMs, nowMs);
    await parts.alarms.judge(name, alarms, nowMs);
  }
}
