/** A detector's number in words: value, error, unit and what it rests on. */
import { withError } from "#app/format/with-error.ts";
import type { DetectorRecord } from "#contracts/exposure.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metricUnit } from "#contracts/metric-unit.ts";
import { whyNoDetectorValue } from "./missing-reason.ts";
import { sampleWords } from "./sample-words.ts";

/** @returns "R22_S11: 0.9117 ± 0.0014 arcsec (one standard error), from 58 stars", or why there is no number. */
export function measuredWords(record: DetectorRecord, metric: MetricDefinition): string {
  const { key, digits } = metric;
  const value = record.metrics[key] ?? null;
  if (value === null) return `${record.detector}: missing, ${whyNoDetectorValue(record, key)}`;
  const shown = withError(value, record.errors[key], digits);
  const number = [shown.value, shown.error !== null && `± ${shown.error}`, metricUnit(metric, record.pixelUnit)]
    .filter(Boolean)
    .join(" ");
  const error = shown.error === null ? "" : " (one standard error)";
  const rests = sampleWords(record, key);
  return `${record.detector}: ${number}${error}${rests === null ? "" : `, ${rests}`}`;
}
