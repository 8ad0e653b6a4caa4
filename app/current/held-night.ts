/** Follow mode: a night as it is, or held at an exposure while newer ones are only counted. Pure. */
import type { ExposureSummary } from "#contracts/exposure.ts";

export interface HeldNight {
  /** Newest first, from the held exposure on. */
  shown: readonly ExposureSummary[];
  /** How many exposures are newer than what is shown. */
  behind: number;
}

/** @param heldId the exposure at which the page stands still; null follows. One that is not there holds nothing. */
export function heldNight(exposures: readonly ExposureSummary[], heldId: number | null): HeldNight {
  const at = heldId === null ? 0 : exposures.findIndex(({ exposureId }) => exposureId === heldId);
  return at <= 0 ? { shown: exposures, behind: 0 } : { shown: exposures.slice(at), behind: at };
}

/** @returns the exposure to hold after a step back (1) or forward (-1); the night's ends are not passed. */
export function stepHeld(exposures: readonly ExposureSummary[], heldId: number | null, by: 1 | -1): number | null {
  const { behind } = heldNight(exposures, heldId);
  const at = Math.min(exposures.length - 1, Math.max(0, behind + by));
  return exposures[at]?.exposureId ?? null;
}
