/** Exposures that came after the first drawing, so that only those slide in. */
import { useRef } from "react";
import { changedIn } from "#app/live/changed-in.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";

/** Rows that a filter let in again are not new: an exposure is new once. */
export function useNewIds(exposures: readonly ExposureSummary[]): ReadonlySet<number> {
  const known = useRef<Set<number> | null>(null);
  const fresh = useRef(new Set<number>());
  const newest = useRef(0);
  const before = useRef(exposures);
  if (known.current === null) {
    known.current = new Set(exposures.map(({ exposureId }) => exposureId));
    newest.current = Math.max(0, ...known.current);
  }
  const changed = changedIn(before.current, exposures)?.map(({ now }) => now) ?? exposures;
  before.current = exposures;
  for (const { exposureId } of changed) {
    if (known.current.has(exposureId)) continue;
    known.current.add(exposureId);
    if (exposureId > newest.current) {
      fresh.current.add(exposureId);
      newest.current = exposureId;
    }
  }
  return fresh.current;
}
