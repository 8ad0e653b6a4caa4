/** The sky: its level, its noise, and how uneven it is. */
import { type Background, estimateBackground } from "#analysis/background/background.ts";
import { meshStructure, type WholeCells } from "#analysis/profile/mesh-structure.ts";
import { errorOfMedian, medianErrorPerMeanError } from "#analysis/stats/error-of-median.ts";
import { medianOfPixels } from "#analysis/stats/median-of-pixels.ts";
import { composeSteps, type Step } from "../compose-steps.ts";
import type { FrameKind } from "../frame-kind.ts";
import { type CalibrateSettings, calibrateStep } from "../isr/calibrate.ts";
import type { MetricReport } from "../metric-report.ts";
import { background as contract } from "./contract.ts";

export interface BackgroundSettings {
  readonly backgroundMeshPx: number;
  readonly backgroundFilterCells: number;
}

/** Sets the frame's `background`; an image without noise has none to detect against. */
export const backgroundStep: Step<BackgroundSettings> = {
  countsAs: "background",
  run: (frame, { backgroundMeshPx: meshPx, backgroundFilterCells: filterCells }, report) => {
    const { data, width, height } = frame.image;
    const background = estimateBackground(data, width, height, { meshPx, filterCells });
    setPixelMedian(medianOfPixels(data), data.length, background, report);
    if (!background) {
      frame.background = { missing: "too few pixels have a value to tell the sky" };
      for (const key of contract.metrics.slice(1)) report.set(key, frame.background);
      return;
    }
    const noiseless = { missing: "the image has no noise: its pixels are all alike" };
    const hasNoise = background.globalSigma > 0;
    frame.background = hasNoise ? { value: background } : noiseless;
    setLevels(background, filterCells, report);
    if (!hasNoise) report.set("sky_noise", noiseless);
    const whole = { columns: Math.floor(width / meshPx), rows: Math.floor(height / meshPx) };
    setStructure(background, whole, frame.kind, report);
  },
};

/** The step as a task of its own. */
export const run = composeSteps<BackgroundSettings & CalibrateSettings>(contract, [calibrateStep, backgroundStep]);

function setPixelMedian(
  median: number | null,
  pixels: number,
  background: Background | null,
  report: MetricReport,
): void {
  if (median === null) report.set("postisr_pixel_median", { missing: "no pixel has a value" });
  else {
    const error = background && (medianErrorPerMeanError * background.globalSigma) / Math.sqrt(pixels);
    report.set("postisr_pixel_median", { value: median, error, sample: pixels });
  }
}

function setLevels({ level, sigma, globalLevel, globalSigma }: Background, filterCells: number, report: MetricReport) {
  // The median filter makes neighbours alike: so many cells are independent.
  const independent = level.length / filterCells ** 2;
  report.set("sky_bg", { value: globalLevel, error: errorOfMedian(level, independent), sample: level.length });
  report.set("sky_noise", { value: globalSigma, error: errorOfMedian(sigma, independent), sample: sigma.length });
}

function setStructure(background: Background, whole: WholeCells, kind: FrameKind, report: MetricReport): void {
  const { rms, range, cells } = meshStructure(background, whole);
  const sky = background.globalLevel;
  report.set("frame_structure", { value: rms, sample: cells });
  report.set("frame_gradient", { value: range, sample: cells });
  if (kind === "bias" || kind === "dark") report.set("sky_gradient", { missing: `a ${kind} frame sees no sky` });
  else if (sky > 0) report.set("sky_gradient", { value: (100 * range) / sky, sample: cells });
  else report.set("sky_gradient", { missing: "the sky is not above zero: a part of it has no meaning" });
}
