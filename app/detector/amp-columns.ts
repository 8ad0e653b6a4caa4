/** The columns of the amplifiers' table. */
import type { AmpMetrics } from "#contracts/amp.ts";

export type AmpValue = "overscan_median" | "overscan_std" | "read_noise" | "amp_median" | "n_saturated" | "gain";

export interface AmpColumn {
  key: AmpValue;
  label: string;
  unit: string;
  digits: number;
  tip: string;
}

export const ampColumns: readonly AmpColumn[] = [
  {
    key: "overscan_median",
    label: "Bias level",
    unit: "ADU",
    digits: 1,
    tip: "Median of the serial overscan without its first and last columns",
  },
  {
    key: "overscan_std",
    label: "Overscan noise",
    unit: "ADU",
    digits: 2,
    tip: "Standard deviation of the same region, clipped at 3 sigma",
  },
  { key: "read_noise", label: "Read noise", unit: "e⁻", digits: 2, tip: "Overscan noise × gain" },
  { key: "amp_median", label: "Median", unit: "ADU", digits: 1, tip: "Median of the data after overscan subtraction" },
  { key: "n_saturated", label: "Saturated", unit: "px", digits: 0, tip: "Pixels at or above saturation" },
  { key: "gain", label: "Gain", unit: "e⁻/ADU", digits: 3, tip: "The gain that the read noise was computed with" },
];

/** @returns why an amplifier has no such value. */
export function whyNoAmpValue({ missing }: AmpMetrics, key: AmpValue): string {
  return missing[key] ?? "the task gave no reason";
}
