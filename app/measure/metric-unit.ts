/** The unit of a metric's value on one detector: what a count is depends on whether gains were applied. */
import type { PixelUnit } from "#contracts/calibration.ts";
import type { MetricDefinition } from "#contracts/metric.ts";

export const countUnits: Readonly<Record<PixelUnit, string>> = { adu: "ADU", electron: "e⁻" };

/** @returns the registry's unit, with electrons in place of counts where the pixels are in electrons. */
export function metricUnit({ unit }: MetricDefinition, pixelUnit: PixelUnit): string {
  return unit === "count" && pixelUnit === "electron" ? countUnits.electron : unit;
}
