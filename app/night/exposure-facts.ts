/** Facts of a night that several panels derive: its newest image, the address of an exposure. */
import type { ExposureSummary } from "#contracts/exposure.ts";

/** @returns when the newest image of a night was announced; null for a night without events. */
export function lastImageMs(exposures: readonly ExposureSummary[]): number | null {
  let lastMs: number | null = null;
  for (const { firstEventAtMs } of exposures) {
    if (firstEventAtMs !== null && (lastMs === null || firstEventAtMs > lastMs)) lastMs = firstEventAtMs;
  }
  return lastMs;
}

/** @returns the address of an exposure's page, with the words of the address that should be kept. */
export function exposureHref(exposure: { camera: string; dayObs: number; seqNum: number }, query = ""): string {
  return `/${exposure.camera}/${exposure.dayObs}/${exposure.seqNum}${query}`;
}
