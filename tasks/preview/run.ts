/** A picture of the detector, and the histogram of its pixels. */
import { pixelHistogram } from "#analysis/profile/pixel-histogram.ts";
import { renderPreview } from "#analysis/render/preview.ts";
import { composeSteps, type Step } from "../compose-steps.ts";
import { calibrateStep } from "../isr/calibrate.ts";
import { preview } from "./contract.ts";

export interface PreviewSettings {
  readonly previewMaxSidePx: number;
  readonly previewStretch: "asinh" | "percentile";
  readonly previewCutPercent: number;
  readonly previewSoftness: number;
  readonly previewHeadroom: number;
}

/** Adds a picture and a plot. A preview that fails is a warning: the numbers are worth more. */
export const previewStep: Step<PreviewSettings> = {
  countsAs: "measure",
  run: ({ image, plots, pictures, warnings }, settings) => {
    const histogram = pixelHistogram(image.data, image.width, image.height);
    if (histogram) plots.histogram = histogram;
    const options = {
      maxSidePx: settings.previewMaxSidePx,
      stretch: settings.previewStretch,
      cutPercent: settings.previewCutPercent,
      softness: settings.previewSoftness,
      headroom: settings.previewHeadroom,
    };
    try {
      pictures.push({ name: "preview", ...renderPreview(image.data, image.width, image.height, options) });
    } catch (error) {
      warnings.push(`no preview could be made: ${error instanceof Error ? error.message : String(error)}`);
    }
  },
};

/** The step as a task of its own. */
export const run = composeSteps(preview, [calibrateStep, previewStep]);
