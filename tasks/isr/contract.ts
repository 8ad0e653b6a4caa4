/** The first step: what amplifiers and raw levels say, and the signature that is taken off the pixels. */
import { z } from "zod";

/** A place with what is filled in for each image. */
const masterUri = z
  .string()
  .regex(/^(file|s3):\/\/([^{}]|\{(camera|detector|dayObs|band|physicalFilter)\})+$/)
  .nullable()
  .default(null);

/** Configuration of this step alone. */
export const isrConfig = z.strictObject({
  gain: z
    .enum(["none", "header", "camera"])
    .default("none")
    .describe(
      "Whose gains make electrons of counts: of the raw's headers, of the camera's data, or none: counts stay.",
    ),
  masterBias: masterUri.describe(
    "URI of the master bias, counts; {camera} {detector} {dayObs} {band} {physicalFilter} are filled in.",
  ),
  masterDark: masterUri.describe("URI of the master dark, counts less bias, with its exposure time in its header."),
  masterFlat: masterUri.describe("URI of the master flat, counts less bias and dark; divided by its own median."),
  badPixelMask: masterUri.describe("URI of the mask of bad pixels; what is not 0 has no value."),
  mastersRequired: z
    .boolean()
    .default(false)
    .describe("Whether an image fails when a master cannot be had; else it is measured without, and says so."),
});
export type IsrConfig = z.infer<typeof isrConfig>;

/** Bias level and read noise of the amplifiers, saturation, and level and noise of calibration frames. */
export const isr = {
  name: "isr",
  version: "1.1.0",
  title: "Amplifiers and levels",
  /** With that of the steps that it rests on. */
  config: isrConfig,
  metrics: ["n_saturated", "overscan_median", "overscan_std", "read_noise", "frame_mean", "frame_rms"],
  pictures: [],
} as const;
