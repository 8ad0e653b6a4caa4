/** The exposures that plots draw: changes of a few that are there at once, all else after the numbers stand. */
import { startTransition, useEffect, useRef, useState } from "react";
import { changedIn } from "#app/live/changed-in.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";

/** Plots draw so many changed dots sooner than React and the browser draw once more. */
const few = 8;

/** @returns whether all that changed is a few exposures that were there: no axis grows, and most dots stay. */
export function isSmallChange(before: readonly ExposureSummary[], now: readonly ExposureSummary[]): boolean {
  const changes = changedIn(before, now);
  return changes !== null && changes.length <= few && changes.every((change) => change.before !== null);
}

/** @returns the exposures of this drawing, or of the last one where theirs may wait for a drawing of its own. */
export function useSettled(exposures: readonly ExposureSummary[]): readonly ExposureSummary[] {
  const [late, setLate] = useState(exposures);
  const shown = useRef(exposures);
  const taken = useRef(late);
  if (isSmallChange(shown.current, exposures)) shown.current = exposures;
  // Newer ones may have come meanwhile: what was asked for is drawn all the same, or a long burst would hold plots still.
  else if (taken.current !== late) shown.current = isSmallChange(late, exposures) ? exposures : late;
  taken.current = late;
  useEffect(() => {
    if (shown.current !== exposures) startTransition(() => setLate(exposures));
  }, [exposures]);
  return shown.current;
}
