/** What is measured of one amplifier of a detector; kept beside the detector's metrics as a table. */
import { z } from "zod";
import { missingReasons } from "./metric.ts";

/** A rectangle of the detector's image as measured: assembled, overscan taken off, binned as read; y upwards. */
export const ampBox = z.object({
  left: z.number().int(),
  bottom: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type AmpBox = z.infer<typeof ampBox>;

/** Keys are metric keys; null has its reason under the same key in `missing`. */
export const ampMetrics = z.object({
  /** The extension's name, unique within the detector, for example `Segment10`; `image` for an only one without a name. */
  amp: z.string(),
  /** 0-based HDU of the amplifier's pixels. */
  hdu: z.number().int(),
  /** Where its pixels lie, by the header's DETSEC; absent where nothing tells. */
  box: ampBox.optional(),
  /** Median of the serial overscan without its first and last columns, counts as read (ADU). */
  overscan_median: z.number().nullable(),
  /** Standard deviation of the same region, clipped at 3 sigma, ADU. */
  overscan_std: z.number().nullable(),
  /** overscan_std × gain, e⁻. */
  read_noise: z.number().nullable(),
  /** Median of the data section after overscan subtraction, ADU. */
  amp_median: z.number().nullable(),
  /** Pixels of the data section at or above saturation, counted as read. */
  n_saturated: z.number().int().nullable(),
  /** The gain that read_noise was computed with, e⁻/ADU. */
  gain: z.number().nullable(),
  /** What the camera's data say the read noise is, e⁻; absent where they say nothing. */
  nominal_read_noise: z.number().optional(),
  /** Pixels that the overscan's values rest on, and the data section's median. */
  overscanPixels: z.number().int(),
  dataPixels: z.number().int(),
  missing: missingReasons,
});
export type AmpMetrics = z.infer<typeof ampMetrics>;
