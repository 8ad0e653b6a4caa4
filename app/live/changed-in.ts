/** Which exposures of a night changed: found by looking at the list alone, not at a thousand exposures. */
import type { ExposureSummary } from "#contracts/exposure.ts";

export interface Changed {
  /** Null for an exposure that is new. */
  before: ExposureSummary | null;
  now: ExposureSummary;
}

/** All that is derived of a night asks about the same two lists. */
let told: { before: Night; now: Night; changes: readonly Changed[] | null } | null = null;

type Night = readonly ExposureSummary[];

/**
 * An exposure is another object when it changed, and new ones stand before all others.
 * @returns what is not the same in the second list; null where they stand in another order, or some are gone.
 */
export function changedIn(before: Night, now: Night): readonly Changed[] | null {
  if (before === now) return [];
  if (told?.before !== before || told.now !== now) told = { before, now, changes: compare(before, now) };
  return told.changes;
}

function compare(before: Night, now: Night): Changed[] | null {
  const added = now.length - before.length;
  if (added < 0) return null;
  const changes: Changed[] = [];
  for (let at = 0; at < before.length; at += 1) {
    const old = before[at];
    const exposure = now[added + at];
    if (exposure === old || old === undefined) continue;
    if (exposure?.exposureId !== old.exposureId) return null;
    changes.push({ before: old, now: exposure });
  }
  for (const exposure of now.slice(0, added)) changes.push({ before: null, now: exposure });
  return changes;
}
