/** Stars fit to measure, and a Gaussian through each. */

import { measureStars } from "#analysis/psf/star-shapes.ts";
import { findTrails } from "#analysis/psf/trails.ts";
import { backgroundStep } from "../background/run.ts";
import { composeSteps, type Step } from "../compose-steps.ts";
import { detectStep } from "../detect/run.ts";
import type { Detection, Frame } from "../frame.ts";
import { calibrateStep } from "../isr/calibrate.ts";
import { chain } from "../metric-report.ts";
import { measure } from "./contract.ts";
import { type PhotometrySettings, sourceTable } from "./source-table.ts";

export interface MeasureSettings extends PhotometrySettings {
  readonly starPeakSigmas: number;
  readonly starSaturationPart: number;
  readonly starIsolationPx: number;
  readonly starMinHalfLightPx: number;
  readonly starsMax: number;
}

const minTrailPixels = 30;

/** Sets the frame's `stars`, for frames of the sky only; says when they are trailed. */
export const measureStep: Step<MeasureSettings> = {
  countsAs: "measure",
  run: (frame, settings, report) => {
    if (frame.kind === "sky") {
      frame.stars = chain(frame.detection, (found) => ({ value: starsOf(frame, found, settings) }));
      if ("value" in frame.detection) {
        warnOfTrails(frame.detection.value, frame.warnings);
        const table = sourceTable(frame, frame.detection.value, settings);
        if (table) frame.plots.sources = table;
      }
    } else frame.stars = { missing: `a ${frame.kind} frame has no stars` };
    report.set(
      "n_psf_star",
      chain(frame.stars, ({ length }) => ({ value: length, error: Math.sqrt(length), sample: length })),
    );
  },
};

/** The step as a task of its own. */
export const run = composeSteps(measure, [calibrateStep, backgroundStep, detectStep, measureStep]);

function starsOf({ image }: Frame, { flat, background, sources }: Detection, settings: MeasureSettings) {
  const saturation = image.saturationLevel === null ? null : image.saturationLevel - background.globalLevel;
  return measureStars(flat, image.width, image.height, sources, background.globalSigma, saturation, {
    peakSigmas: settings.starPeakSigmas,
    saturationPart: settings.starSaturationPart,
    isolationPx: settings.starIsolationPx,
    minHalfLightPx: settings.starMinHalfLightPx,
    maxStars: settings.starsMax,
  });
}

function warnOfTrails({ sources }: Detection, warnings: string[]): void {
  // Deblending divides trails, so flags do not count; hot pixels and cosmic rays are smaller.
  const trails = findTrails(sources.filter(({ pixelCount }) => pixelCount >= minTrailPixels));
  if (!trails) return;
  const share = `${trails.sources} large sources are drawn out by ${Math.round(100 * trails.elongation)} %`;
  warnings.push(`the stars are trailed: ${share} (1 − b/a) along ${Math.round(trails.angleDeg)}° from +x`);
}
