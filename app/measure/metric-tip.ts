/** What a metric is, for the note beside its name. */
import type { MetricDefinition } from "#contracts/metric.ts";

/** @returns the definition, unit and aggregation, one a line. */
export function metricTip(metric: MetricDefinition): string {
  const unit = metric.unit === "" ? "a pure number" : `in ${metric.unit}`;
  return `${metric.label} (${metric.key}), ${unit}\n${metric.definition}\nExposure: ${metric.aggregation} of its detectors.`;
}
