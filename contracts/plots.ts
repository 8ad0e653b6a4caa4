/** Data of the plots that a task gives beside its numbers: short arrays, ready to draw; positions are image pixels. */
import { z } from "zod";

const numbers = z.array(z.number());

/** Counts of an even sample of pixels (some 16,000, or all) in bins of equal width from `from` to `to`, in the image's unit. */
export const histogramPlot = z.object({
  from: z.number(),
  to: z.number(),
  counts: z.array(z.number().int()),
  /** Pixels below `from` and at or above `to`. */
  below: z.number().int(),
  above: z.number().int(),
});
export type HistogramPlot = z.infer<typeof histogramPlot>;

/** The stars' light by radius: the mean light there, and the part of the light within. */
export const profilePlot = z.object({
  /** Outer radii of every second one of rings that are a quarter of a pixel wide: half a pixel apart. */
  radiusPx: numbers,
  /** Median over the stars of that quarter-pixel ring's mean light, divided by the mean light within 1 px of the centre. */
  intensity: numbers,
  /** Median over the stars of the light within the radius, as a part of that within the last one. */
  encircled: numbers,
  stars: z.number().int(),
});
export type ProfilePlot = z.infer<typeof profilePlot>;

/** Median FWHM in equal parts of the detector, row by row from the first pixel; null where no star is. */
export const fwhmGridPlot = z.object({
  columns: z.number().int(),
  rows: z.number().int(),
  fwhmPx: z.array(z.number().nullable()),
  stars: z.array(z.number().int()),
});
export type FwhmGridPlot = z.infer<typeof fwhmGridPlot>;

/** One entry a measured star; e1 and e2 as psf_e1 and psf_e2. */
export const starsPlot = z.object({ xPx: numbers, yPx: numbers, fwhmPx: numbers, e1: numbers, e2: numbers });
export type StarsPlot = z.infer<typeof starsPlot>;

/** A plot whose data could not be had is absent. */
export const plots = z.object({
  histogram: histogramPlot.optional(),
  profile: profilePlot.optional(),
  fwhmGrid: fwhmGridPlot.optional(),
  stars: starsPlot.optional(),
});
export type Plots = z.infer<typeof plots>;
