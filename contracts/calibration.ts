/** Masters and units: what was done to a detector's pixels before anything was measured in them. */
import { z } from "zod";

/** In the order in which they are applied. */
export const calibrationKinds = ["bias", "dark", "flat", "badPixels"] as const;
export const calibrationKind = z.enum(calibrationKinds);
export type CalibrationKind = z.infer<typeof calibrationKind>;

/** A master that the configuration asked for: what it was, and what it did or why it did nothing. */
export const appliedCalibration = z.object({
  kind: calibrationKind,
  uri: z.string(),
  /** Of the file as it was read; null when it could not be had. */
  sha256: z.string().nullable(),
  /** What the master's header says of when it was made or taken, as written; null where it is silent. */
  date: z.string().nullable(),
  /** The factor on the dark, the median that the flat was divided by, 1 otherwise; null when it was not applied. */
  scale: z.number().nullable(),
  /** Why it was not applied; null when it was. */
  missing: z.string().nullable(),
});
export type AppliedCalibration = z.infer<typeof appliedCalibration>;

/** What one count of the measured pixels is: as read, or an electron after gain. */
export const pixelUnit = z.enum(["adu", "electron"]);
export type PixelUnit = z.infer<typeof pixelUnit>;
