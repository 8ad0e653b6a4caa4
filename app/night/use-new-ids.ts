/** Exposures that came after the first drawing, so that only those slide in. */
import { useRef } from "react";
import type { ExposureSummary } from "#contracts/exposure.ts";

/** Rows that a filter let in again are not new: an exposure is new once. */
export function useNewIds(exposures: readonly ExposureSummary[]): ReadonlySet<number> {
  const known = useRef<Set<number> | null>(null);
  const fresh = useRef(new Set<number>());
  const newest = useRef(0);
  if (known.current === null) {
    known.current = new Set(exposures.map(({ exposureId }) => exposureId));
    newest.current = Math.max(0, ...known.current);
  }
  for (const { exposureId } of exposures) {
    if (known.current.has(exposureId)) continue;
    known.current.add(exposureId);
    if (exposureId > newest.current) {
      fresh.current.add(exposureId);
      newest.current = exposureId;
    }
  }
  return fresh.current;
}
