/** What a metric rests on, in words. */
import { countOf } from "#app/format/number.ts";
import type { DetectorRecord } from "#contracts/exposure.ts";

/** The thing that each metric's `samples` counts; docs/pixel-metrics.md has the table. */
const things: Record<string, string> = {
  postisr_pixel_median: "pixel",
  n_saturated: "pixel",
  frame_mean: "pixel",
  frame_rms: "pixel",
  sky_bg: "mesh cell",
  sky_noise: "mesh cell",
  sky_gradient: "mesh cell",
  frame_structure: "mesh cell",
  frame_gradient: "mesh cell",
  overscan_median: "amplifier",
  overscan_std: "amplifier",
  read_noise: "amplifier",
  psf_fwhm_spread: "part of the detector",
  n_sources_5: "source",
};

/** @returns "from 80 stars"; null where the record does not say. */
export function sampleWords(record: Pick<DetectorRecord, "samples">, metric: string): string | null {
  const n = record.samples[metric];
  if (n === undefined) return null;
  const thing = things[metric] ?? "star";
  return `from ${countOf(n, thing, thing.startsWith("part ") ? "parts of the detector" : `${thing}s`)}`;
}
