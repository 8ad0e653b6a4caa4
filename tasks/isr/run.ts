/** Amplifiers and levels. Overscan, flips and places were seen to when the image was assembled. */
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import { composeSteps, type Step } from "../compose-steps.ts";
import type { Measured } from "../metric-report.ts";
import { type CalibrateSettings, calibrateStep } from "./calibrate.ts";
import { isr } from "./contract.ts";
import { measureAmps } from "./measure-amps.ts";
import { measureCalibration } from "./measure-calibration.ts";

/** Sets the frame's `amps`. */
export const isrStep: Step<unknown> = {
  countsAs: "background",
  run: (frame, _, report) => {
    frame.amps = measureAmps(frame.image.amps ?? [], report, frame.image.readouts);
    report.set("n_saturated", saturationOf(frame.image));
    measureCalibration(frame.image, frame.kind, report);
  },
};

/** The step as a task of its own. */
export const run = composeSteps<CalibrateSettings>(isr, [calibrateStep, isrStep]);

function saturationOf({ saturatedPixels, width, height }: DetectorImage): Measured<number> {
  if (saturatedPixels !== null) return { value: saturatedPixels, sample: width * height };
  return { missing: "the saturation level is unknown: neither the header nor the camera's data say it" };
}
