/** The unit of a metric's value on one detector: what a count is depends on whether gains were applied. */
import type { PixelUnit } from "#contracts/calibration.ts";
import type { MetricDefinition } from "#contracts/metric.ts";

export const countUnits: Readonly<Record<PixelUnit, string>> = { adu: "ADU", electron: "e⁻" };

/** @returns the registry's unit, with electrons in place of counts where the pixels are in electrons. */
export function metricUnit({ key, unit }: MetricDefinition, pixelUnit: PixelUnit): string {
  // Numbers of things are counts too, and stay so; their keys begin with n_.
  const isLevel = unit === "count" && !key.startsWith("n_");
  return isLevel && pixelUnit === "electron" ? countUnits.electron : unit;
}
