/** Merges what a page knows of a night with what it is told: by exposure, the larger revision wins, in any order. */
import type { ExposureSummary } from "#contracts/exposure.ts";

/** Newest first, as the API answers and the table shows. */
function newestFirst(a: ExposureSummary, b: ExposureSummary): number {
  return b.seqNum - a.seqNum || b.exposureId - a.exposureId;
}

/**
 * @returns the exposures newest first, each with the largest revision of either side.
 * The very same array comes back when nothing was new, so that nothing is drawn again.
 */
export function mergeExposures(
  known: readonly ExposureSummary[],
  incoming: readonly ExposureSummary[],
): readonly ExposureSummary[] {
  const newer = new Map<number, ExposureSummary>();
  for (const exposure of incoming) {
    if (exposure.revision > (newer.get(exposure.exposureId)?.revision ?? -1)) newer.set(exposure.exposureId, exposure);
  }
  for (const { exposureId, revision } of known) {
    if ((newer.get(exposureId)?.revision ?? Number.POSITIVE_INFINITY) <= revision) newer.delete(exposureId);
  }
  if (newer.size === 0) return known;
  const kept = known.map((exposure) => {
    const replacement = newer.get(exposure.exposureId);
    newer.delete(exposure.exposureId);
    return replacement ?? exposure;
  });
  if (newer.size === 0) return kept;
  return [...newer.values(), ...kept].sort(newestFirst);
}
