/** Which exposures of a night a selection means. Pure. */
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { RunSelection } from "#contracts/run.ts";

type NightSelection = Exclude<RunSelection, { exposures: unknown }>;

/** @returns their ids in order of observation. Image type and band are compared without regard to case. */
export function selectExposures(exposures: readonly ExposureSummary[], selection: NightSelection): number[] {
  const { imageType, band, fromSeqNum = 1, toSeqNum = Infinity } = selection;
  const fits = (wanted: string | undefined, told: string | null | undefined) =>
    wanted === undefined || wanted.toLowerCase() === told?.toLowerCase();
  return exposures
    .filter(({ seqNum }) => seqNum >= fromSeqNum && seqNum <= toSeqNum)
    .filter(({ header }) => fits(imageType, header?.imageType) && fits(band, header?.band))
    .map(({ exposureId }) => exposureId)
    .sort((left, right) => left - right);
}
