/** Merges what a page knows of a night with what it is told: by exposure, the larger revision wins, in any order. */
import type { ExposureSummary } from "#contracts/exposure.ts";

/** Newest first, as the API answers and the table shows. */
function newestFirst(a: ExposureSummary, b: ExposureSummary): number {
  return b.seqNum - a.seqNum || b.exposureId - a.exposureId;
}

/** @returns where an exposure stands in a list newest first, or where it belongs. */
function placeOf(exposures: readonly ExposureSummary[], exposure: ExposureSummary): number {
  let [low, high] = [0, exposures.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = exposures[middle];
    if (other !== undefined && newestFirst(other, exposure) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param known newest first, as this function returns them.
 * @returns the exposures newest first, each with the largest revision of either side.
 * The very same array comes back when nothing was new, so that nothing is drawn again.
 */
export function mergeExposures(
  known: readonly ExposureSummary[],
  incoming: readonly ExposureSummary[],
): readonly ExposureSummary[] {
  let merged: ExposureSummary[] | null = null;
  for (const exposure of incoming) {
    const list: readonly ExposureSummary[] = merged ?? known;
    const at = placeOf(list, exposure);
    const there = list[at]?.exposureId === exposure.exposureId ? list[at] : undefined;
    if (there !== undefined && there.revision >= exposure.revision) continue;
    merged ??= [...known];
    merged.splice(at, there === undefined ? 0 : 1, exposure);
  }
  return merged ?? known;
}
