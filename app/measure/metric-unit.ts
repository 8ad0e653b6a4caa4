/** The unit of a metric's value: what a count is depends on whether gains were applied. */
import type { PixelUnit } from "#contracts/calibration.ts";
import type { DetectorRecord } from "#contracts/exposure.ts";
import type { MetricDefinition } from "#contracts/metric.ts";

export const countUnits: Readonly<Record<PixelUnit, string>> = { adu: "ADU", electron: "e⁻" };

/** @returns the registry's unit, with ADU or electrons in place of counts where the pixels themselves are counted in. */
export function metricUnit({ key, unit }: Pick<MetricDefinition, "key" | "unit">, pixelUnit: PixelUnit): string {
  // Numbers of things are counts too, and stay so; their keys begin with n_.
  const isLevel = unit === "count" && !key.startsWith("n_");
  return isLevel ? countUnits[pixelUnit] : unit;
}

/** @returns the unit of an exposure's pixels: its detectors are configured alike, and without a result taken as read. */
export function pixelUnitOf(records: readonly Pick<DetectorRecord, "state" | "pixelUnit">[]): PixelUnit {
  return records.find(({ state }) => state === "done")?.pixelUnit ?? "adu";
}
