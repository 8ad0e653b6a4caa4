/** The one registry of metrics: the page, the API and the limits all read it. */
import type { MetricDefinition } from "./metric.ts";

const noLimits = { warnBelow: null, warnAbove: null, errorBelow: null, errorAbove: null };

export const metrics: readonly MetricDefinition[] = [
  {
    key: "postisr_pixel_median",
    label: "Pixel median",
    unit: "count",
    level: "detector",
    definition: "Median of all finite pixels after overscan subtraction, before sky subtraction.",
    digits: 1,
    aggregation: "median",
    limits: noLimits,
  },
  {
    key: "sky_bg",
    label: "Sky",
    unit: "count",
    level: "detector",
    definition: "Median of the background model (64 px mesh, clipped mode estimator, 3 × 3 median filter).",
    digits: 1,
    aggregation: "median",
    limits: noLimits,
  },
  {
    key: "sky_noise",
    label: "Sky noise",
    unit: "count",
    level: "detector",
    definition: "Median of the background mesh's clipped rms (SEP's globalrms).",
    digits: 2,
    aggregation: "median",
    limits: noLimits,
  },
  {
    key: "n_saturated",
    label: "Saturated",
    unit: "px",
    level: "detector",
    definition: "Pixels at or above the detector's saturation level; missing where the level is unknown.",
    digits: 0,
    aggregation: "total",
    limits: noLimits,
  },
  {
    key: "n_sources_5",
    label: "Sources",
    unit: "count",
    level: "detector",
    definition: "Sources above 5 sky_noise: matched 3 × 3 filter, 5 connected pixels, deblended and cleaned.",
    digits: 0,
    aggregation: "total",
    limits: noLimits,
  },
  {
    key: "psf_sigma",
    label: "PSF sigma",
    unit: "px",
    level: "detector",
    definition: "Determinant radius of the stars: sqrt(sigma_a sigma_b) of 2-D Gaussian fits, median over the stars.",
    digits: 2,
    aggregation: "median",
    limits: noLimits,
  },
  {
    key: "psf_fwhm_px",
    label: "FWHM",
    unit: "px",
    level: "detector",
    definition: "2.354820 × psf_sigma.",
    digits: 2,
    aggregation: "median",
    limits: noLimits,
  },
  {
    key: "psf_fwhm",
    label: "FWHM",
    unit: "arcsec",
    level: "detector",
    definition: "psf_fwhm_px × pixel scale; missing where the scale is unknown.",
    digits: 2,
    aggregation: "median",
    limits: noLimits,
  },
  {
    key: "psf_e1",
    label: "e1",
    unit: "",
    level: "detector",
    definition: "(Ixx − Iyy) / (Ixx + Iyy) of the stars in detector axes, median over the stars.",
    digits: 3,
    aggregation: "median",
    limits: noLimits,
  },
  {
    key: "psf_e2",
    label: "e2",
    unit: "",
    level: "detector",
    definition: "2 Ixy / (Ixx + Iyy) of the stars in detector axes, median over the stars.",
    digits: 3,
    aggregation: "median",
    limits: noLimits,
  },
  {
    key: "star_e_median",
    label: "Ellipticity",
    unit: "",
    level: "detector",
    definition: "Median over the stars of hypot(e1, e2).",
    digits: 3,
    aggregation: "median",
    limits: noLimits,
  },
];

const byKey = new Map(metrics.map((metric) => [metric.key, metric]));

/** @returns the definition of a metric, or undefined for a key that the registry does not hold. */
export function metricOf(key: string): MetricDefinition | undefined {
  return byKey.get(key);
}
