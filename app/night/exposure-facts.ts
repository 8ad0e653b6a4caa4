/** Facts of a night that several panels derive: its newest image, its newest numbers, the address of an exposure. */
import type { ExposureSummary } from "#contracts/exposure.ts";

/** @returns when the newest image of a night was announced; null for a night without events. */
export function lastImageMs(exposures: readonly ExposureSummary[]): number | null {
  let lastMs: number | null = null;
  for (const { firstEventAtMs } of exposures) {
    if (firstEventAtMs !== null && (lastMs === null || firstEventAtMs > lastMs)) lastMs = firstEventAtMs;
  }
  return lastMs;
}

/** An exposure that is still being gathered is shown once so much of it is there. */
const shownFromFraction = 0.8;

/**
 * @returns the newest exposure whose numbers may stand for it: settled, or with most of its detectors in, since sums
 * over few detectors mislead; failing that the newest with any number, or null.
 */
export function newestMeasured(exposures: readonly ExposureSummary[]): ExposureSummary | null {
  const isSettled = ({ state, done, expected }: ExposureSummary): boolean =>
    done > 0 && ((state !== "pending" && state !== "partial") || done >= expected * shownFromFraction);
  return exposures.find(isSettled) ?? exposures.find(({ done }) => done > 0) ?? null;
}

/** @returns the address of an exposure's page, with the words of the address that should be kept. */
export function exposureHref(exposure: { camera: string; dayObs: number; seqNum: number }, query = ""): string {
  return `/${exposure.camera}/${exposure.dayObs}/${exposure.seqNum}${query}`;
}
