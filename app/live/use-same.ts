/** What is derived of a whole night, kept while no change of an exposure touches it. */
import { useRef } from "react";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { changedIn } from "./changed-in.ts";

/**
 * @param derive what is wanted of all exposures.
 * @param isTouched whether a change of one exposure (null before: a new one) may change what was derived.
 * @returns the very same value while nothing touched it.
 */
export function useSame<T>(
  exposures: readonly ExposureSummary[],
  derive: (exposures: readonly ExposureSummary[]) => T,
  isTouched: (before: ExposureSummary | null, now: ExposureSummary, value: T) => boolean,
): T {
  const kept = useRef<{ exposures: readonly ExposureSummary[]; value: T } | null>(null);
  const known = kept.current;
  if (known === null) kept.current = { exposures, value: derive(exposures) };
  else if (known.exposures !== exposures) {
    const changes = changedIn(known.exposures, exposures);
    const isSame = changes?.every(({ before, now }) => !isTouched(before, now, known.value)) ?? false;
    kept.current = { exposures, value: isSame ? known.value : derive(exposures) };
  }
  return (kept.current as { value: T }).value;
}
