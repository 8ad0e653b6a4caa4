/** The quick look's contract: all steps in one, their configuration, what they measure and the picture. */
import { z } from "zod";
import { background, backgroundConfig } from "../background/contract.ts";
import { detect, detectConfig } from "../detect/contract.ts";
import { isr, isrConfig } from "../isr/contract.ts";
import { measure, measureConfig } from "../measure/contract.ts";
import { plots, plotsConfig } from "../plots/contract.ts";
import { preview, previewConfig } from "../preview/contract.ts";
import { psf, psfConfig } from "../psf/contract.ts";

/** Every number that decides a result; the defaults are those of the reference tools. */
export const quickLookConfig = z
  .strictObject({
    ...isrConfig.shape,
    ...backgroundConfig.shape,
    ...detectConfig.shape,
    ...measureConfig.shape,
    ...psfConfig.shape,
    ...previewConfig.shape,
    ...plotsConfig.shape,
  })
  .describe("What the quick look measures with.");
export type QuickLookConfig = z.infer<typeof quickLookConfig>;

/** Keys of the metric registry that every result of the task has, with a value or a reason. */
export const quickLookMetrics = [
  ...background.metrics,
  ...detect.metrics,
  ...measure.metrics,
  ...psf.metrics,
  ...isr.metrics,
] as const;

/** First numbers and a picture of one detector, straight from its pixels. Change `version` with any change of a number. */
export const quickLook = {
  name: "quick-look",
  version: "1.1.0",
  title: "Quick look",
  config: quickLookConfig,
  metrics: quickLookMetrics,
  pictures: [...preview.pictures, ...plots.pictures],
} as const;
