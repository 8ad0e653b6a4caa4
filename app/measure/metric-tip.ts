/** What a metric is, for the note beside its name. */
import type { PixelUnit } from "#contracts/calibration.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metricUnit } from "./metric-unit.ts";

/** @returns the definition, unit and aggregation, one a line. @param pixelUnit what a count is; without it a count is a count. */
export function metricTip(metric: MetricDefinition, pixelUnit: PixelUnit | null = null): string {
  const unit = pixelUnit === null ? metric.unit : metricUnit(metric, pixelUnit);
  const told = unit === "" ? "a pure number" : `in ${unit}`;
  return `${metric.label} (${metric.key}), ${told}\n${metric.definition}\nExposure: ${metric.aggregation} of its detectors.`;
}
