/** The quick look's contract: its configuration, what it measures and which picture it makes. */
import { z } from "zod";

/** Every number that decides a result; the defaults are those of the reference tools. */
export const quickLookConfig = z
  .strictObject({
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
    detectionSigmas: z
      .number()
      .min(1)
      .max(1000)
      .default(5)
      .describe("Threshold for sources, in multiples of the sky noise."),
    detectionMinAreaPx: z
      .number()
      .int()
      .min(1)
      .max(10_000)
      .default(5)
      .describe("Connected pixels above the threshold that make a source."),
    deblendLevels: z
      .number()
      .int()
      .min(1)
      .max(256)
      .default(32)
      .describe("Levels between threshold and peak at which a source is looked at for parts; 1 is no deblending."),
    deblendContrast: z
      .number()
      .min(0)
      .max(1)
      .default(0.005)
      .describe("Part of a detection's light that a branch needs to be a source of its own."),
    cleanSlope: z
      .number()
      .min(0.1)
      .max(10)
      .default(1)
      .describe("Slope of the wings of bright sources, in which faint detections are dropped."),
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
    minStars: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .describe("Stars that a PSF needs; with fewer it is missing. 1 as the reference; below 5 there is a warning."),
    starsMax: z.number().int().min(1).max(100_000).default(80).describe("Brightest stars that are fitted, at most."),
    previewMaxSidePx: z
      .number()
      .int()
      .min(16)
      .max(4096)
      .default(1024)
      .describe("Longer side of the preview at most, pixels."),
    previewSoftness: z
      .number()
      .min(0.001)
      .max(10)
      .default(0.1)
      .describe(
        "Where the preview's asinh stretch turns logarithmic, as a part of its range; smaller lifts the faint.",
      ),
    previewHeadroom: z
      .number()
      .min(1)
      .max(10_000)
      .default(10)
      .describe("White of the preview in zscale ranges above black; 1 is plain zscale, more keeps the sky dark."),
  })
  .describe("What the quick look measures with.");
export type QuickLookConfig = z.infer<typeof quickLookConfig>;

/** Keys of the metric registry that every result of the task has, with a value or a reason. */
export const quickLookMetrics = [
  "postisr_pixel_median",
  "sky_bg",
  "sky_noise",
  "sky_gradient",
  "n_saturated",
  "n_sources_5",
  "n_psf_star",
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
  "overscan_median",
  "overscan_std",
  "read_noise",
  "frame_mean",
  "frame_rms",
  "frame_structure",
  "frame_gradient",
] as const;
export type QuickLookMetric = (typeof quickLookMetrics)[number];

/** First numbers and a picture of one detector, straight from its pixels. Change `version` with any change of a number. */
export const quickLook = {
  name: "quick-look",
  version: "1.1.0",
  title: "Quick look",
  config: quickLookConfig,
  metrics: quickLookMetrics,
  pictures: ["preview"],
} as const;
