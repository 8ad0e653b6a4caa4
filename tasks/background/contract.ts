/** The sky: its mesh, and the numbers that come from it. */
import { z } from "zod";
import { isrConfig } from "../isr/contract.ts";

/** Configuration of this step alone. */
export const backgroundConfig = z.strictObject({
  backgroundMeshPx: z
    .number()
    .int()
    .min(8)
    .max(1024)
    .default(64)
    .describe("Side of a cell of the background mesh, pixels; several times larger than the largest star."),
  backgroundFilterCells: z
    .number()
    .int()
    .min(1)
    .max(15)
    .refine((cells) => cells % 2 === 1, "must be odd")
    .default(3)
    .describe("Side of the median filter over the background mesh, cells; odd, 1 is no filter."),
});

/** The sky’s level, noise and unevenness. */
export const background = {
  name: "background",
  version: "1.0.0",
  title: "Background",
  /** With that of the steps that it rests on. */
  config: z.strictObject({ ...isrConfig.shape, ...backgroundConfig.shape }),
  metrics: ["postisr_pixel_median", "sky_bg", "sky_noise", "sky_gradient", "frame_structure", "frame_gradient"],
  pictures: [],
} as const;
