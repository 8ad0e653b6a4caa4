/** What a focal plane shows: a metric of its detectors, or a number of their amplifiers; one word in the address. */
import { metricUnit } from "#app/measure/metric-unit.ts";
import { type AmpValueKey, ampMetricOf } from "#contracts/amp-metrics.ts";
import type { PixelUnit } from "#contracts/calibration.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metricOf } from "#contracts/metrics.ts";

interface Shown {
  /** As it stands in the address. */
  word: string;
  label: string;
  unit: string;
  digits: number;
  definition: string;
  /** Key of the metric by whose limits values are judged; null for none. */
  judgedAs: string | null;
}

export type PlaneMetric = Shown & ({ level: "detector"; key: string } | { level: "amplifier"; key: AmpValueKey });

const ofAmplifiers = "amp.";

/** @returns the word of a number of the amplifiers. */
export function ampWord(key: AmpValueKey): string {
  return `${ofAmplifiers}${key}`;
}

/**
 * @param pixelUnit of the exposure: what a count is.
 * @param definitionOf knows metrics beyond the registry too.
 * @returns what a word asks for; a metric that nobody defines is shown under its key.
 */
export function planeMetric(
  word: string,
  pixelUnit: PixelUnit,
  definitionOf: (key: string) => MetricDefinition | undefined = metricOf,
): PlaneMetric {
  const amp = word.startsWith(ofAmplifiers) ? ampMetricOf(word.slice(ofAmplifiers.length)) : undefined;
  if (amp) return { level: "amplifier", word, ...amp };
  const metric = definitionOf(word);
  return {
    level: "detector",
    word,
    key: word,
    label: metric?.label ?? word,
    unit: metric ? metricUnit(metric, pixelUnit) : "",
    digits: metric?.digits ?? 2,
    definition: metric?.definition ?? "No task or program declares what this is.",
    judgedAs: word,
  };
}
