/** Star selection and fits. */
import { z } from "zod";
import { backgroundConfig } from "../background/contract.ts";
import { detectConfig } from "../detect/contract.ts";
import { isrConfig } from "../isr/contract.ts";

/** Configuration of this step alone. */
export const measureConfig = z.strictObject({
  starPeakSigmas: z
    .number()
    .min(5)
    .max(100_000)
    .default(40)
    .describe("Peak of a star that is used for the PSF, at least, in multiples of the sky noise."),
  starSaturationPart: z
    .number()
    .min(0.01)
    .max(1)
    .default(0.7)
    .describe("Peak of a star that is used for the PSF, at most, as a part of the range from sky to saturation."),
  starIsolationPx: z
    .number()
    .min(0)
    .max(1000)
    .default(12)
    .describe("Distance within which a star that is used for the PSF has no other source, pixels."),
  starMinHalfLightPx: z
    .number()
    .min(0)
    .max(100)
    .default(0.8)
    .describe("Half-light radius below which a source is a hot pixel or a cosmic ray, pixels."),
  photometry: z
    .enum(["none", "aperture", "kron"])
    .default("none")
    .describe("What fluxes the table of sources holds: in a circle, in Kron's ellipse, or no table."),
  photometryRadiusPx: z.number().min(0.5).max(200).default(6).describe("Radius of the circle, pixels."),
  photometryMaxSources: z
    .number()
    .int()
    .min(1)
    .max(5000)
    .default(200)
    .describe("Brightest sources that the table holds, at most."),
  starsMax: z.number().int().min(1).max(100_000).default(80).describe("Brightest stars that are fitted, at most."),
});

/** Stars that are fit to measure, and a Gaussian through each. */
export const measure = {
  name: "measure",
  version: "1.0.0",
  title: "Stars",
  /** With that of the steps that it rests on. */
  config: z.strictObject({
    ...isrConfig.shape,
    ...backgroundConfig.shape,
    ...detectConfig.shape,
    ...measureConfig.shape,
  }),
  metrics: ["n_psf_star"],
  pictures: [],
} as const;
