/** The exposures of a plot, the very same list while no change touches what the plot shows of them. */
import { useRef } from "react";
import { type Changed, changedIn } from "#app/live/changed-in.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";

type Valued = Pick<NightColumn, "value">;

/** @returns whether a change of an exposure is one of its place, colour or symbol in a plot of these columns. */
export function isTouched({ before, now }: Changed, columns: readonly Valued[]): boolean {
  if (before === null || before.header?.band !== now.header?.band) return true;
  return columns.some(({ value }) => value(before) !== value(now));
}

interface Kept {
  columns: readonly Valued[];
  /** The last list that was looked at, and the one that is told: they have the same values in the columns. */
  seen: readonly ExposureSummary[];
  told: readonly ExposureSummary[];
}

/** @param columns what the plot shows; keep the list stable. */
export function useTouching(
  exposures: readonly ExposureSummary[],
  columns: readonly Valued[],
): readonly ExposureSummary[] {
  const kept = useRef<Kept>({ columns, seen: exposures, told: exposures });
  const known = kept.current;
  if (known.columns !== columns) kept.current = { columns, seen: exposures, told: exposures };
  else if (known.seen !== exposures) {
    const changes = changedIn(known.seen, exposures);
    const isSame = changes !== null && !changes.some((change) => isTouched(change, columns));
    kept.current = { columns, seen: exposures, told: isSame ? known.told : exposures };
  }
  return kept.current.told;
}
