/** Data of the plots that a task gives beside its numbers: short arrays, ready to draw; positions are image pixels. */
import { z } from "zod";
import { pixelUnit } from "./calibration.ts";

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

/** The brightest sources with their photometry, brightest first; one entry a source in each column. */
export const sourceTable = z.object({
  /** `kron`: Source Extractor's FLUX_AUTO (2.5, 3.5); `aperture`: a circle of `radiusPx`. */
  photometry: z.enum(["aperture", "kron"]),
  radiusPx: z.number().nullable(),
  /** Of fluxes and errors. */
  unit: pixelUnit,
  /** Sources of the detector; the table may hold fewer. */
  total: z.number().int(),
  /** Windowed positions where there are any, else the isophotes' centres. */
  xPx: numbers,
  yPx: numbers,
  flux: z.array(z.number().nullable()),
  fluxError: z.array(z.number().nullable()),
  halfLightPx: z.array(z.number().nullable()),
  /** One-sigma axes of the isophote, and its angle from +x towards +y. */
  aPx: numbers,
  bPx: numbers,
  thetaDeg: numbers,
  /** SEP's bits: 1 blended, 2 cut by the border, 0x10 aperture cut, 0x20 without values in it, 0x80 no light. */
  flag: z.array(z.number().int()),
});
export type SourceTable = z.infer<typeof sourceTable>;

/** A plot whose data could not be had is absent. */
export const plots = z.object({
  histogram: histogramPlot.optional(),
  profile: profilePlot.optional(),
  fwhmGrid: fwhmGridPlot.optional(),
  stars: starsPlot.optional(),
  /** Present where the configuration asks for photometry. */
  sources: sourceTable.optional(),
});
export type Plots = z.infer<typeof plots>;
