/** Publishing an image's event again by hand. */
import { z } from "zod";
import { cameraName, detectorName, imageKind } from "./identity.ts";

export const triggerRequest = z.strictObject({
  /** `MC_O_20260901_000123`, with `_R22_S11` for one detector; or an exposure's number, with `camera`. */
  image: z.string().min(1).max(128),
  /** Needed where the image does not name its camera. */
  camera: cameraName.optional(),
  /** Has failed results tried again; a done one stays in any case, and the answer says how to compute it beside. */
  force: z.boolean().default(false),
  /** Why, for the audit log. */
  reason: z.string().max(500).nullable().default(null),
});
export type TriggerRequest = z.infer<typeof triggerRequest>;

/**
 * `published` its event was published · `again` its failed result gave way to another attempt · `has-result` left alone ·
 * `pending` it is queued or being worked on · `missing` it lies nowhere.
 */
export const triggerOutcome = z.enum(["published", "again", "has-result", "pending", "missing"]);
export type TriggerOutcome = z.infer<typeof triggerOutcome>;

export const triggeredImage = z.object({
  detector: detectorName,
  kind: imageKind,
  outcome: triggerOutcome,
  /** Why nothing was done, or from where the image is read. */
  detail: z.string(),
});
export type TriggeredImage = z.infer<typeof triggeredImage>;

export const triggerAnswer = z.object({
  camera: cameraName,
  exposureId: z.number().int(),
  images: z.array(triggeredImage),
  /** What to do about images that were forced and left alone; null where there is nothing. */
  advice: z.string().nullable().default(null),
});
export type TriggerAnswer = z.infer<typeof triggerAnswer>;
