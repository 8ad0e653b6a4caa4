/** The PSF from the measured stars. */
import { z } from "zod";
import { backgroundConfig } from "../background/contract.ts";
import { detectConfig } from "../detect/contract.ts";
import { isrConfig } from "../isr/contract.ts";
import { measureConfig } from "../measure/contract.ts";

/** Configuration of this step alone. */
export const psfConfig = z.strictObject({
  minStars: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe("Stars that a PSF needs; with fewer it is missing. 1 as the reference; below 5 there is a warning."),
});

/** One size, shape and spread of light for the detector, and how they vary over it. */
export const psf = {
  name: "psf",
  version: "1.0.0",
  title: "PSF",
  /** With that of the steps that it rests on. */
  config: z.strictObject({
    ...isrConfig.shape,
    ...backgroundConfig.shape,
    ...detectConfig.shape,
    ...measureConfig.shape,
    ...psfConfig.shape,
  }),
  metrics: [
    "psf_sigma",
    "psf_fwhm_px",
    "psf_fwhm",
    "psf_fwhm_spread",
    "psf_e1",
    "psf_e2",
    "star_e_median",
    "ee50",
    "ee80",
    "ee90",
  ],
  pictures: [],
} as const;
