/** What a metric is, for the note beside its name. */
import type { PixelUnit } from "#contracts/calibration.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metricUnit } from "#contracts/metric-unit.ts";

/** @returns the definition, unit and aggregation, one a line. @param pixelUnit of levels; counts as read where none is told. */
export function metricTip(metric: MetricDefinition, pixelUnit: PixelUnit = "adu"): string {
  const unit = metricUnit(metric, pixelUnit);
  const told = unit === "" ? "a pure number" : `in ${unit}`;
  return `${metric.label} (${metric.key}), ${told}\n${metric.definition}\nExposure: ${metric.aggregation} of its detectors.`;
}
