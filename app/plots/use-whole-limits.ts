/** The limits that hold for all exposures of a plot; the very same ones while no exposure changes what they ask. */
import { useMemo } from "react";
import { useSame } from "#app/live/use-same.ts";
import { useLimits } from "#app/measure/limit-scope.tsx";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { type BandLimit, kindOf, limitedOf, wholeLimits } from "./band-limits.ts";

/** @returns the lines of a column, which has none where no limits are agreed for it. */
export function useWholeLimits(exposures: readonly ExposureSummary[], key: string): readonly BandLimit[] {
  const book = useLimits();
  const kinds = useSame(
    exposures,
    limitedOf,
    (before, now, known) =>
      (before !== null && kindOf(before) !== kindOf(now)) || known.every((each) => kindOf(each) !== kindOf(now)),
  );
  return useMemo(() => wholeLimits(book(key), kinds), [book, key, kinds]);
}
