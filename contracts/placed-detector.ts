/** One detector with its place in the focal plane, as camera files and pages know it. */
import { z } from "zod";
import { detectorName, imageKind } from "./identity.ts";

/** One detector; x and y are the centre of its place in the focal plane, in units of a detector, y up. */
export const placedDetector = z.object({
  id: z.number().int().min(0),
  name: detectorName,
  /** Its name in file names, where that differs (LATISS writes `R00_S00` for `RXX_S00`). */
  fileName: detectorName.optional(),
  kind: imageKind.default("raw"),
  /** `science`, `wavefront` or `guider`, as the observatory calls it. */
  purpose: z.string().default("science"),
  /** Who made the sensor (`E2V`, `ITL`), where that decides how it is analysed. */
  vendor: z.string().optional(),
  x: z.number(),
  y: z.number(),
  /** Extent in the focal plane, in units of a detector; absent is 1. */
  spanX: z.number().positive().optional(),
  spanY: z.number().positive().optional(),
  /** By how many right angles its image is turned in the focal plane, counter-clockwise; absent is 0. */
  quarterTurns: z.number().int().min(0).max(3).optional(),
});
export type PlacedDetector = z.infer<typeof placedDetector>;
