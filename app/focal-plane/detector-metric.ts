/** What a focal plane shows of a metric of its detectors: its words, its unit and its limits. */

import type { PixelUnit } from "#contracts/calibration.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metricUnit } from "#contracts/metric-unit.ts";
import { metricOf } from "#contracts/metrics.ts";

export interface Shown {
  /** As it stands in the address. */
  word: string;
  label: string;
  unit: string;
  digits: number;
  definition: string;
  /** Key of the metric by whose limits values are judged; null for none. */
  judgedAs: string | null;
}

export type DetectorMetric = Shown & { level: "detector"; key: string };

/**
 * @param key of the metric; one that nobody defines is shown under its key.
 * @param pixelUnit of the exposure: what a count is.
 * @param definitionOf knows metrics beyond the registry too.
 */
export function detectorMetric(
  key: string,
  pixelUnit: PixelUnit,
  definitionOf: (key: string) => MetricDefinition | undefined = metricOf,
): DetectorMetric {
  const metric = definitionOf(key);
  return {
    level: "detector",
    word: key,
    key,
    label: metric?.label ?? key,
    unit: metric ? metricUnit(metric, pixelUnit) : "",
    digits: metric?.digits ?? 2,
    definition: metric?.definition ?? "No task or program declares what this is.",
    judgedAs: key,
  };
}
