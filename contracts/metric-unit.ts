/** The unit of a metric's value: what a level is counted in depends on whether gains were applied. */
import type { PixelUnit } from "./calibration.ts";
import type { DetectorRecord } from "./exposure.ts";
import type { MetricDefinition } from "./metric.ts";

export const countUnits: Readonly<Record<PixelUnit, string>> = { adu: "ADU", electron: "e⁻" };

/** @returns the registry's unit, with electrons in place of ADU where the pixels themselves are counted in them. */
export function metricUnit(
  { unit, inPixelUnit }: Pick<MetricDefinition, "unit" | "inPixelUnit">,
  pixelUnit: PixelUnit,
): string {
  return inPixelUnit === true ? countUnits[pixelUnit] : unit;
}

/** @returns the unit of an exposure's pixels: its detectors are configured alike, and without a result taken as read. */
export function pixelUnitOf(records: readonly Pick<DetectorRecord, "state" | "pixelUnit">[]): PixelUnit {
  return records.find(({ state }) => state === "done")?.pixelUnit ?? "adu";
}

/** @returns the unit of the levels of several exposures, or both where they differ. */
export function levelUnit(exposures: readonly { pixelUnit?: PixelUnit | undefined }[]): string {
  const found = new Set(exposures.map(({ pixelUnit = "adu" }) => pixelUnit));
  if (found.size === 0) found.add("adu");
  return (["adu", "electron"] as const)
    .filter((unit) => found.has(unit))
    .map((unit) => countUnits[unit])
    .join(" or ");
}

/** @returns the unit in which a metric of several exposures is told. */
export function unitAmong(
  { unit, inPixelUnit }: Pick<MetricDefinition, "unit" | "inPixelUnit">,
  levels: string,
): string {
  return inPixelUnit === true ? levels : unit;
}
