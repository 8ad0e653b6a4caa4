/** What each number of an amplifier is: the table, the map and the limits all read it. */
import type { MetricDefinition } from "./metric.ts";

export const ampValueKeys = [
  "overscan_median",
  "overscan_std",
  "read_noise",
  "gain",
  "amp_median",
  "n_saturated",
] as const;
export type AmpValueKey = (typeof ampValueKeys)[number];

export interface AmpMetricDefinition
  extends Pick<MetricDefinition, "label" | "unit" | "definition" | "digits" | "topic"> {
  key: AmpValueKey;
  /** Key of the detector's metric that is the median of this one, whose limits hold for each amplifier too; null for none. */
  judgedAs: string | null;
}

/** In the order of the table. */
export const ampMetricDefinitions: readonly AmpMetricDefinition[] = [
  {
    key: "overscan_median",
    label: "Bias level",
    unit: "ADU",
    definition: "Median of the serial overscan without its first and last columns.",
    digits: 1,
    topic: "amplifiers",
    judgedAs: "overscan_median",
  },
  {
    key: "overscan_std",
    label: "Overscan noise",
    unit: "ADU",
    definition: "Standard deviation of the same region, clipped at 3 sigma.",
    digits: 2,
    topic: "amplifiers",
    judgedAs: "overscan_std",
  },
  {
    key: "read_noise",
    label: "Read noise",
    unit: "e⁻",
    definition: "Overscan noise × gain.",
    digits: 2,
    topic: "amplifiers",
    judgedAs: "read_noise",
  },
  {
    key: "amp_median",
    label: "Amplifier median",
    unit: "ADU",
    definition: "Median of the data section after overscan subtraction, before any master or gain.",
    digits: 1,
    topic: "amplifiers",
    judgedAs: null,
  },
  {
    key: "n_saturated",
    label: "Saturated",
    unit: "px",
    definition: "Pixels of the data section at or above saturation, counted as read.",
    digits: 0,
    topic: "amplifiers",
    judgedAs: null,
  },
  {
    key: "gain",
    label: "Gain",
    unit: "e⁻/ADU",
    definition: "The gain that the read noise was computed with, by the header or by the camera’s data.",
    digits: 3,
    topic: "amplifiers",
    judgedAs: null,
  },
];

const byKey = new Map<string, AmpMetricDefinition>(ampMetricDefinitions.map((metric) => [metric.key, metric]));

/** @returns the definition of an amplifier's number, or undefined for a key that amplifiers do not have. */
export function ampMetricOf(key: string): AmpMetricDefinition | undefined {
  return byKey.get(key);
}
