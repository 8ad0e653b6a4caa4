/** The quick look's work: every step on one frame. Positions and axes are those of the image; units are counts as read. */
import { backgroundStep } from "../background/run.ts";
import { composeSteps } from "../compose-steps.ts";
import { detectStep } from "../detect/run.ts";
import { calibrateStep } from "../isr/calibrate.ts";
import { isrStep } from "../isr/run.ts";
import { measureStep } from "../measure/run.ts";
import { plotsStep } from "../plots/run.ts";
import { previewStep } from "../preview/run.ts";
import { psfStep } from "../psf/run.ts";
import { quickLook } from "./contract.ts";

/** Measures one detector's image. @throws ZodError when the configuration does not fit the contract. */
export const run = composeSteps(quickLook, [
  calibrateStep,
  isrStep,
  backgroundStep,
  detectStep,
  measureStep,
  psfStep,
  previewStep,
  plotsStep,
]);
