/** The rows of the table in their order, without sorting the whole night at every change. */
import { useMemo, useRef } from "react";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightColumns } from "#contracts/night-table/night-columns.ts";
import { type NightOrder, orderNight } from "#contracts/night-table/night-order.ts";

/** @returns the exposures as they stood before, new ones behind: nearly in order, they are sorted in one pass. */
export function asBefore(
  before: readonly ExposureSummary[],
  exposures: readonly ExposureSummary[],
): readonly ExposureSummary[] {
  const left = new Map(exposures.map((exposure) => [exposure.exposureId, exposure]));
  const stood = before.flatMap(({ exposureId }) => {
    const exposure = left.get(exposureId);
    left.delete(exposureId);
    return exposure ?? [];
  });
  return [...stood, ...left.values()];
}

/** @returns the exposures in the order that is asked for. */
export function useOrdered(
  exposures: readonly ExposureSummary[],
  order: NightOrder,
  { get }: NightColumns,
): readonly ExposureSummary[] {
  const kept = useRef<readonly ExposureSummary[]>([]);
  return useMemo(() => {
    if (order.length === 0) return exposures;
    kept.current = orderNight(asBefore(kept.current, exposures), order, get);
    return kept.current;
  }, [exposures, order, get]);
}
