/** The sky: its level, its noise, and how uneven it is. */
import { type Background, type BackgroundOptions, estimateBackground } from "#analysis/background/background.ts";
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import { meshStructure } from "#analysis/profile/mesh-structure.ts";
import { errorOfMedian } from "#analysis/stats/error-of-median.ts";
import { medianOfPixels } from "#analysis/stats/median-of-pixels.ts";
import type { FrameKind } from "../frame-kind.ts";
import type { Measured, MetricReport } from "../metric-report.ts";

/** Metrics of this step. */
export const backgroundStepMetrics = [
  "postisr_pixel_median",
  "n_saturated",
  "sky_bg",
  "sky_noise",
  "sky_gradient",
  "frame_structure",
  "frame_gradient",
] as const;
type BackgroundStepMetric = (typeof backgroundStepMetrics)[number];

/** @returns the background, where the image has noise to detect against. */
export function measureBackground(
  image: DetectorImage,
  options: BackgroundOptions,
  kind: FrameKind,
  report: MetricReport<BackgroundStepMetric>,
): Measured<Background> {
  const median = medianOfPixels(image.data);
  report.set("postisr_pixel_median", median === null ? { missing: "no pixel has a value" } : { value: median });
  report.set("n_saturated", saturationOf(image));
  const background = estimateBackground(image.data, image.width, image.height, options);
  if (!background) {
    const missing = { missing: "too few pixels have a value to tell the sky" };
    for (const key of backgroundStepMetrics.slice(2)) report.set(key, missing);
    return missing;
  }
  setLevels(background, options, report);
  setStructure(background, kind, report);
  if (background.globalSigma > 0) return { value: background };
  const missing = { missing: "the image has no noise: its pixels are all alike" };
  report.set("sky_noise", missing);
  return missing;
}

function setLevels(
  background: Background,
  { filterCells }: BackgroundOptions,
  report: MetricReport<"sky_bg" | "sky_noise">,
) {
  const { level, sigma, globalLevel, globalSigma } = background;
  // The median filter makes neighbours alike: so many cells are independent.
  const independent = level.length / filterCells ** 2;
  report.set("sky_bg", { value: globalLevel, error: errorOfMedian(level, independent), sample: level.length });
  report.set("sky_noise", { value: globalSigma, error: errorOfMedian(sigma, independent), sample: sigma.length });
}

function setStructure(
  background: Background,
  kind: FrameKind,
  report: MetricReport<"sky_gradient" | "frame_structure" | "frame_gradient">,
): void {
  const { rms, range, cells } = meshStructure(background);
  const sky = background.globalLevel;
  report.set("frame_structure", { value: rms, sample: cells });
  report.set("frame_gradient", { value: range, sample: cells });
  if (kind === "bias" || kind === "dark") report.set("sky_gradient", { missing: `a ${kind} frame sees no sky` });
  else if (sky > 0) report.set("sky_gradient", { value: (100 * range) / sky, sample: cells });
  else report.set("sky_gradient", { missing: "the sky is not above zero: a part of it has no meaning" });
}

function saturationOf({ saturatedPixels, width, height }: DetectorImage): Measured<number> {
  if (saturatedPixels !== null) return { value: saturatedPixels, sample: width * height };
  return { missing: "the saturation level is unknown: neither the header nor the camera's data say it" };
}
