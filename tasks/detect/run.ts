/** Sources above the sky. */
import { type Background, subtractBackground } from "#analysis/background/background.ts";
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import { extractSources, type Source, TooManyPixels } from "#analysis/sources/extract-sources.ts";
import { backgroundStep } from "../background/run.ts";
import { composeSteps, type Step } from "../compose-steps.ts";
import type { Detection } from "../frame.ts";
import { calibrateStep } from "../isr/calibrate.ts";
import { chain, type Measured } from "../metric-report.ts";
import { detect } from "./contract.ts";

export interface DetectSettings {
  readonly detectionSigmas: number;
  readonly detectionMinAreaPx: number;
  readonly deblendLevels: number;
  readonly deblendContrast: number;
  readonly cleanSlope: number;
}

const maxActivePixels = 5_000_000;

/** Sets the frame's `detection`. A flat's structure is no source; in biases and darks hot pixels and hits are found. */
export const detectStep: Step<DetectSettings> = {
  countsAs: "detect",
  run: (frame, settings, report) => {
    const { image, kind } = frame;
    frame.detection = chain(frame.background, (background): Measured<Detection> => {
      if (kind === "flat") return { missing: "a flat frame has no sources" };
      const flat = subtractBackground(image.data, image.width, image.height, background);
      const found = extract(image, flat, background, settings);
      return chain(found, (sources) => ({ value: { flat, background, sources } }));
    });
    const count = chain(frame.detection, ({ sources: { length } }) => ({
      value: length,
      error: Math.sqrt(length),
      sample: length,
    }));
    report.set("n_sources_5", count);
  },
};

/** The step as a task of its own. */
export const run = composeSteps(detect, [calibrateStep, backgroundStep, detectStep]);

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
