/** Takes pages' word of when they had painted an exposure, and believes only what can be true. */
import { type ExposurePainted, exposurePainted } from "#contracts/push.ts";
import type { StoredDelta } from "#io/redis/delta-stream.ts";

/** What this process pushed lately, by exposure: only of that can a page tell. */
export interface PushedLately {
  note(delta: StoredDelta["delta"], atMs: number): void;
  /** @returns the report when it is the first that can be true of an exposure that has all its results; else null. */
  take(raw: unknown, nowMs: number): ExposurePainted | null;
}

const mostRemembered = 2000;
/** A page that is painted so long after it was told was asleep, and says nothing of the system. */
const longestMs = 60_000;

export function pushedLately(): PushedLately {
  const lately = new Map<string, { revision: number; atMs: number; isTaken: boolean }>();
  const keyOf = (camera: string, exposureId: number) => `${camera} ${exposureId}`;
  return {
    note({ exposure: { camera, exposureId, revision, completedAtMs } }, atMs) {
      // What changes an exposure long after its last result is not its way to the page.
      if (completedAtMs === null || atMs - completedAtMs > longestMs) return;
      const key = keyOf(camera, exposureId);
      const before = lately.get(key);
      if (before !== undefined) before.revision = revision;
      else lately.set(key, { revision, atMs, isTaken: false });
      const [oldest] = lately.keys();
      if (lately.size > mostRemembered && oldest !== undefined) lately.delete(oldest);
    },
    take(raw, nowMs) {
      const parsed = exposurePainted.safeParse(raw);
      if (!parsed.success) return null;
      const { camera, exposureId, revision, paintedAtMs, clockErrorMs } = parsed.data;
      const key = keyOf(camera, exposureId);
      const pushed = lately.get(key);
      if (pushed === undefined || pushed.isTaken || revision !== pushed.revision) return null;
      const isBefore = paintedAtMs + clockErrorMs < pushed.atMs;
      const isAhead = paintedAtMs - clockErrorMs > nowMs;
      if (isBefore || isAhead || paintedAtMs - pushed.atMs > longestMs) return null;
      // The first page speaks for all: the others are not asked.
      pushed.isTaken = true;
      return { ...parsed.data, paintedAtMs: Math.round(Math.max(paintedAtMs, pushed.atMs)) };
    },
  };
}
