/** The first step: what amplifiers and raw levels say before anything is looked for in the image. */
import { z } from "zod";

/** Configuration of this step alone: none. */
export const isrConfig = z.strictObject({});

/** Bias level and read noise of the amplifiers, saturation, and level and noise of calibration frames. */
export const isr = {
  name: "isr",
  version: "1.0.0",
  title: "Amplifiers and levels",
  /** With that of the steps that it rests on. */
  config: isrConfig,
  metrics: ["n_saturated", "overscan_median", "overscan_std", "read_noise", "frame_mean", "frame_rms"],
  pictures: [],
} as const;
