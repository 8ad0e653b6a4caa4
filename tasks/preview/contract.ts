/** The picture of a detector. */
import { z } from "zod";
import { isrConfig } from "../isr/contract.ts";

/** Configuration of this step alone. */
export const previewConfig = z.strictObject({
  previewMaxSidePx: z
    .number()
    .int()
    .min(16)
    .max(4096)
    .default(1024)
    .describe("Longer side of the preview at most, pixels."),
  previewStretch: z
    .enum(["asinh", "percentile"])
    .default("asinh")
    .describe("asinh from a zscale range, for the sky; percentile, linear between two percentiles, for calibrations."),
  previewCutPercent: z
    .number()
    .min(0)
    .max(49)
    .default(0.5)
    .describe("Part of the pixels that the percentile stretch leaves black, and white, percent each."),
  previewSoftness: z
    .number()
    .min(0.001)
    .max(10)
    .default(0.1)
    .describe("Where the preview's asinh stretch turns logarithmic, as a part of its range; smaller lifts the faint."),
  previewHeadroom: z
    .number()
    .min(1)
    .max(10_000)
    .default(10)
    .describe("White of the preview in zscale ranges above black; 1 is plain zscale, more keeps the sky dark."),
});

/** A picture of the detector and the histogram of its pixels. */
export const preview = {
  name: "preview",
  version: "1.0.0",
  title: "Preview",
  /** With that of the steps that it rests on. */
  config: z.strictObject({ ...isrConfig.shape, ...previewConfig.shape }),
  metrics: [],
  pictures: ["preview"],
} as const;
