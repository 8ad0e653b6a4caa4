/** Which exposures of a night changed: found by looking at the list alone, not at a thousand exposures. */
import type { ExposureSummary } from "#contracts/exposure.ts";

export interface Changed {
  /** Null for an exposure that is new. */
  before: ExposureSummary | null;
  now: ExposureSummary;
}

/**
 * An exposure is another object when it changed, and new ones stand before all others.
 * @returns what is not the same in the second list; null where they stand in another order, or some are gone.
 */
export function changedIn(
  before: readonly ExposureSummary[],
  now: readonly ExposureSummary[],
): readonly Changed[] | null {
  if (before === now) return [];
  const added = now.length - before.length;
  if (added < 0) return null;
  const changes: Changed[] = [];
  for (const [at, old] of before.entries()) {
    const exposure = now[added + at];
    if (exposure === old) continue;
    if (exposure?.exposureId !== old.exposureId) return null;
    changes.push({ before: old, now: exposure });
  }
  for (const exposure of now.slice(0, added)) changes.push({ before: null, now: exposure });
  return changes;
}
