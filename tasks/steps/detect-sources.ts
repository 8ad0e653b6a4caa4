/** Sources above the sky. */
import { type Background, subtractBackground } from "#analysis/background/background.ts";
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import { extractSources, type Source, TooManyPixels } from "#analysis/sources/extract-sources.ts";
import type { FrameKind } from "../frame-kind.ts";
import { chain, type Measured, type MetricReport } from "../metric-report.ts";

/** Metrics of this step. */
export const detectStepMetrics = ["n_sources_5"] as const;

export interface DetectSettings {
  detectionSigmas: number;
  detectionMinAreaPx: number;
  deblendLevels: number;
  deblendContrast: number;
  cleanSlope: number;
}

export interface Detection {
  /** Background-subtracted pixels. */
  readonly flat: Float32Array;
  readonly background: Background;
  readonly sources: readonly Source[];
}

const maxActivePixels = 5_000_000;

/** Detects in all frames but flats, whose structure is no source; in biases and darks it finds hot pixels and hits. */
export function detectSources(
  image: DetectorImage,
  background: Measured<Background>,
  settings: DetectSettings,
  kind: FrameKind,
  report: MetricReport<"n_sources_5">,
): Measured<Detection> {
  const found = chain(background, (value): Measured<Detection> => {
    if (kind === "flat") return { missing: "a flat frame has no sources" };
    const flat = subtractBackground(image.data, image.width, image.height, value);
    return chain(extract(image, flat, value, settings), (sources) => ({ value: { flat, background: value, sources } }));
  });
  const counted = chain(found, ({ sources: { length } }) => ({
    value: length,
    error: Math.sqrt(length),
    sample: length,
  }));
  report.set("n_sources_5", counted);
  return found;
}

/** @returns the sources of an image whose background is known. */
export function extract(
  { width, height }: DetectorImage,
  flat: Float32Array,
  background: Background,
  settings: DetectSettings,
): Measured<readonly Source[]> {
  try {
    const sources = extractSources(flat, width, height, settings.detectionSigmas * background.globalSigma, {
      minArea: settings.detectionMinAreaPx,
      deblendLevels: settings.deblendLevels,
      deblendContrast: settings.deblendContrast,
      cleanSlope: settings.cleanSlope,
      maxActivePixels,
    });
    return { value: sources };
  } catch (error) {
    if (!(error instanceof TooManyPixels)) throw error;
    return { missing: `${error.message}: the sky is not flat enough to tell sources from it` };
  }
}
