/** What a focal plane shows: a metric of its detectors, or a number of their amplifiers; one word in the address. */
import { type AmpValueKey, ampMetricOf } from "#contracts/amp-metrics.ts";
import type { PixelUnit } from "#contracts/calibration.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { type DetectorMetric, detectorMetric, type Shown } from "./detector-metric.ts";

export type PlaneMetric = DetectorMetric | (Shown & { level: "amplifier"; key: AmpValueKey });

const ofAmplifiers = "amp.";

/** @returns the word of a number of the amplifiers. */
export function ampWord(key: AmpValueKey): string {
  return `${ofAmplifiers}${key}`;
}

/**
 * @param pixelUnit of the exposure: what a count is.
 * @param definitionOf knows metrics beyond the registry too.
 * @returns what a word asks for.
 */
export function planeMetric(
  word: string,
  pixelUnit: PixelUnit,
  definitionOf?: (key: string) => MetricDefinition | undefined,
): PlaneMetric {
  const amp = word.startsWith(ofAmplifiers) ? ampMetricOf(word.slice(ofAmplifiers.length)) : undefined;
  return amp ? { level: "amplifier", word, ...amp } : detectorMetric(word, pixelUnit, definitionOf);
}
