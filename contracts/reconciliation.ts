/** What was found out of images that should have come and did not. */
import { z } from "zod";
import { detectorName, imageKind } from "./identity.ts";

/** An image that an exposure should have and that lies nowhere. */
export const missingImage = z.object({
  detector: detectorName,
  kind: imageKind,
  /** Where it was looked for, in a sentence. */
  reason: z.string(),
});
export type MissingImage = z.infer<typeof missingImage>;

/** An image whose event was lost: it was found in the object store and announced again. */
export const retriggeredImage = z.object({ detector: detectorName, kind: imageKind, atMs: z.number() });
export type RetriggeredImage = z.infer<typeof retriggeredImage>;

/** The outcome of looking for an exposure's images, kept with the exposure. */
export const reconciliation = z.object({
  /** When it was looked last, UTC milliseconds. */
  atMs: z.number(),
  /** How often it was looked. */
  looks: z.number().int().min(1),
  /** Who says which images there should be: the list beside the images, or the camera's data. */
  expectedFrom: z.enum(["expected-sensors", "camera"]),
  retriggered: z.array(retriggeredImage),
  missing: z.array(missingImage),
});
export type Reconciliation = z.infer<typeof reconciliation>;
