/** Exposures of a night that one is most often compared with. Pure. */
import type { ExposureSummary } from "#contracts/exposure.ts";

export interface Neighbours {
  previous: ExposureSummary | null;
  next: ExposureSummary | null;
  previousOfBand: ExposureSummary | null;
  nextOfBand: ExposureSummary | null;
}

/** @returns exposures before and after a number, and those of the same band and image type as the one with the number. */
export function neighboursOf(exposures: readonly ExposureSummary[], seqNum: number): Neighbours {
  const header = exposures.find((each) => each.seqNum === seqNum)?.header;
  const isAlike = (each: ExposureSummary): boolean =>
    Boolean(header?.band) && each.header?.band === header?.band && each.header?.imageType === header?.imageType;
  const before = exposures.filter((each) => each.seqNum < seqNum);
  const after = exposures.filter((each) => each.seqNum > seqNum);
  return {
    previous: before[0] ?? null,
    next: after.at(-1) ?? null,
    previousOfBand: before.find(isAlike) ?? null,
    nextOfBand: after.findLast(isAlike) ?? null,
  };
}
